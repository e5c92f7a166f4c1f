-- A secret is kept as it is: a digest of it could sign nothing.
CREATE TABLE webhook_endpoints (
  number     INTEGER PRIMARY KEY AUTOINCREMENT,
  id         TEXT NOT NULL UNIQUE,
  project_id TEXT NOT NULL REFERENCES projects (id),
  url        TEXT NOT NULL,
  secret     TEXT NOT NULL,
  events     TEXT NOT NULL,
  created_at INTEGER NOT NULL
);

CREATE INDEX webhook_endpoints_by_project ON webhook_endpoints (project_id, number);

-- Written in the transaction that ends the job; a job ends once, so an endpoint hears of it once.
CREATE TABLE webhook_deliveries (
  number       INTEGER PRIMARY KEY AUTOINCREMENT,
  id           TEXT NOT NULL UNIQUE,
  endpoint_id  TEXT NOT NULL REFERENCES webhook_endpoints (id) ON DELETE CASCADE,
  event_id     TEXT NOT NULL,
  event_type   TEXT NOT NULL CHECK (event_type IN ('succeeded', 'failed', 'cancelled')),
  job_id       TEXT NOT NULL,
  created_at   INTEGER NOT NULL,
  retry_until  INTEGER NOT NULL,
  state        TEXT NOT NULL CHECK (state IN ('pending', 'delivered', 'failed')),
  attempts     INTEGER NOT NULL,
  next_attempt INTEGER,
  ended_at     INTEGER,
  last_error   TEXT,
  UNIQUE (endpoint_id, job_id)
);

CREATE INDEX webhook_deliveries_by_endpoint ON webhook_deliveries (endpoint_id, number);

CREATE INDEX webhook_deliveries_due ON webhook_deliveries (next_attempt) WHERE state = 'pending';

CREATE INDEX webhook_deliveries_ended ON webhook_deliveries (ended_at) WHERE ended_at IS NOT NULL;
