-- Times are milliseconds since 1970. Lists are ordered by "number", which the database hands out.

CREATE TABLE organizations (
  id         TEXT PRIMARY KEY,
  name       TEXT NOT NULL,
  created_at INTEGER NOT NULL
);

CREATE TABLE projects (
  id              TEXT PRIMARY KEY,
  organization_id TEXT NOT NULL REFERENCES organizations (id),
  created_at      INTEGER NOT NULL
);

-- Only the SHA-256 of a secret is kept.
CREATE TABLE api_keys (
  number     INTEGER PRIMARY KEY AUTOINCREMENT,
  id         TEXT NOT NULL UNIQUE,
  project_id TEXT NOT NULL REFERENCES projects (id),
  name       TEXT NOT NULL,
  sha256     TEXT NOT NULL UNIQUE,
  created_at INTEGER NOT NULL
);

-- The bytes lie on disk under their SHA-256 before the row exists, and until after it is gone.
CREATE TABLE files (
  number     INTEGER PRIMARY KEY AUTOINCREMENT,
  id         TEXT NOT NULL UNIQUE,
  project_id TEXT NOT NULL REFERENCES projects (id),
  purpose    TEXT NOT NULL,
  filename   TEXT NOT NULL,
  bytes      INTEGER NOT NULL,
  sha256     TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  expires_at INTEGER
);

CREATE INDEX files_by_project ON files (project_id, number);

CREATE INDEX files_by_content ON files (sha256);

CREATE TABLE base_models (
  name              TEXT PRIMARY KEY,
  directory         TEXT NOT NULL,
  family            TEXT NOT NULL,
  parameters        INTEGER NOT NULL,
  hidden_size       INTEGER NOT NULL,
  context           INTEGER NOT NULL,
  linear_modules    TEXT NOT NULL,
  created_at        INTEGER NOT NULL
);

CREATE TABLE jobs (
  number           INTEGER PRIMARY KEY AUTOINCREMENT,
  id               TEXT NOT NULL UNIQUE,
  project_id       TEXT NOT NULL REFERENCES projects (id),
  created_at       INTEGER NOT NULL,
  model            TEXT NOT NULL,
  training_file    TEXT NOT NULL,
  validation_file  TEXT,
  suffix           TEXT,
  seed             INTEGER NOT NULL,
  has_metadata     INTEGER NOT NULL,
  tuned_model      TEXT NOT NULL UNIQUE,
  hyperparameters  TEXT NOT NULL,
  options          TEXT NOT NULL,
  counts           TEXT,
  state            TEXT NOT NULL CHECK (state IN
    ('validating_files', 'queued', 'running', 'paused', 'succeeded', 'failed', 'cancelled')),
  estimated_finish INTEGER,
  finished_at      INTEGER,
  trained_tokens   INTEGER,
  result_file      TEXT,
  error_code       TEXT,
  error_message    TEXT,
  error_param      TEXT,
  pausing          INTEGER NOT NULL,
  fence            INTEGER NOT NULL,
  deaths           INTEGER NOT NULL,
  report_fence     INTEGER NOT NULL,
  report_seq       INTEGER NOT NULL,
  last_step        INTEGER NOT NULL,
  total_steps      INTEGER,
  version          INTEGER NOT NULL
);

CREATE INDEX jobs_by_project ON jobs (project_id, number);

CREATE INDEX jobs_by_state ON jobs (state, number);

-- The end of a job is reached once and never left, whatever a program says.
CREATE TRIGGER jobs_end_once
BEFORE UPDATE ON jobs
WHEN OLD.state IN ('succeeded', 'failed', 'cancelled')
BEGIN
  SELECT RAISE(ABORT, 'the job has ended');
END;

CREATE TABLE job_metadata (
  job_id   TEXT NOT NULL REFERENCES jobs (id),
  position INTEGER NOT NULL,
  key      TEXT NOT NULL,
  value    TEXT NOT NULL,
  PRIMARY KEY (job_id, key)
);

-- "number" counts from 1 without a gap in each job.
CREATE TABLE job_events (
  job_id     TEXT NOT NULL REFERENCES jobs (id),
  number     INTEGER NOT NULL,
  id         TEXT NOT NULL UNIQUE,
  created_at INTEGER NOT NULL,
  level      TEXT NOT NULL,
  message    TEXT NOT NULL,
  metrics    TEXT,
  PRIMARY KEY (job_id, number)
);

CREATE TABLE job_checkpoints (
  job_id     TEXT NOT NULL REFERENCES jobs (id),
  step       INTEGER NOT NULL,
  id         TEXT NOT NULL UNIQUE,
  model      TEXT NOT NULL UNIQUE,
  created_at INTEGER NOT NULL,
  metrics    TEXT NOT NULL,
  PRIMARY KEY (job_id, step)
);

CREATE TABLE tuned_models (
  number     INTEGER PRIMARY KEY AUTOINCREMENT,
  name       TEXT NOT NULL UNIQUE,
  project_id TEXT NOT NULL REFERENCES projects (id),
  job_id     TEXT NOT NULL REFERENCES jobs (id),
  base       TEXT NOT NULL,
  tuning     TEXT NOT NULL CHECK (tuning IN ('lora', 'full')),
  directory  TEXT NOT NULL,
  created_at INTEGER NOT NULL
);

CREATE INDEX tuned_models_by_project ON tuned_models (project_id, number);
