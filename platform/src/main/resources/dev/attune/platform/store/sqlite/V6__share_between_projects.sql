ALTER TABLE projects ADD COLUMN number INTEGER;
ALTER TABLE projects ADD COLUMN name TEXT NOT NULL DEFAULT 'Default project';
ALTER TABLE projects ADD COLUMN archived_at INTEGER;

UPDATE projects SET number = rowid;

CREATE TABLE service_accounts (
  number     INTEGER PRIMARY KEY AUTOINCREMENT,
  id         TEXT NOT NULL UNIQUE,
  project_id TEXT NOT NULL REFERENCES projects (id),
  name       TEXT NOT NULL,
  created_at INTEGER NOT NULL
);

-- What is shown of a secret; of keys from before, nothing is known.
ALTER TABLE api_keys ADD COLUMN redacted TEXT NOT NULL DEFAULT 'sk-attune-…';
ALTER TABLE api_keys ADD COLUMN service_account TEXT REFERENCES service_accounts (id);

-- Keys to the organization, which open no project.
CREATE TABLE admin_keys (
  number          INTEGER PRIMARY KEY AUTOINCREMENT,
  id              TEXT NOT NULL UNIQUE,
  organization_id TEXT NOT NULL REFERENCES organizations (id),
  name            TEXT NOT NULL,
  sha256          TEXT NOT NULL UNIQUE,
  redacted        TEXT NOT NULL,
  created_at      INTEGER NOT NULL,
  expires_at      INTEGER
);

-- Which other projects may ask a tuned model or a checkpoint.
CREATE TABLE checkpoint_permissions (
  number     INTEGER PRIMARY KEY AUTOINCREMENT,
  id         TEXT NOT NULL UNIQUE,
  model      TEXT NOT NULL REFERENCES tuned_models (name) ON DELETE CASCADE,
  project_id TEXT NOT NULL REFERENCES projects (id),
  created_at INTEGER NOT NULL,
  UNIQUE (model, project_id)
);
