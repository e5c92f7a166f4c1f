-- Files that come in parts. A pending upload whose time is over has expired, also before its row says so.
CREATE TABLE uploads (
  number     INTEGER PRIMARY KEY AUTOINCREMENT,
  id         TEXT NOT NULL UNIQUE,
  project_id TEXT NOT NULL REFERENCES projects (id),
  purpose    TEXT NOT NULL,
  filename   TEXT NOT NULL,
  lifetime   INTEGER,
  bytes      INTEGER NOT NULL,
  created_at INTEGER NOT NULL,
  expires_at INTEGER NOT NULL,
  state      TEXT NOT NULL CHECK (state IN ('pending', 'completed', 'cancelled', 'expired')),
  parts      INTEGER NOT NULL,
  received   INTEGER NOT NULL
);

CREATE INDEX uploads_by_state ON uploads (state, expires_at);

CREATE TRIGGER uploads_end_once
BEFORE UPDATE ON uploads
WHEN OLD.state <> 'pending'
BEGIN
  SELECT RAISE(ABORT, 'the upload has ended');
END;

-- The bytes lie on disk as those of files do. The parts of an upload that has ended are only left to be removed.
CREATE TABLE upload_parts (
  number     INTEGER PRIMARY KEY AUTOINCREMENT,
  id         TEXT NOT NULL UNIQUE,
  upload_id  TEXT NOT NULL REFERENCES uploads (id),
  bytes      INTEGER NOT NULL,
  sha256     TEXT NOT NULL,
  created_at INTEGER NOT NULL
);

CREATE INDEX upload_parts_by_upload ON upload_parts (upload_id, number);

CREATE INDEX upload_parts_by_content ON upload_parts (sha256);

-- A file is kept as long as a job needs it.
CREATE INDEX jobs_by_training_file ON jobs (training_file);

CREATE INDEX jobs_by_validation_file ON jobs (validation_file);

CREATE INDEX files_by_expiry ON files (expires_at);
