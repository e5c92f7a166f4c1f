-- Who is signed in to the dashboard, by the SHA-256 of what the browser holds. A session ends with the key that began it.
CREATE TABLE sessions (
  sha256     TEXT PRIMARY KEY,
  key_id     TEXT NOT NULL REFERENCES api_keys (id) ON DELETE CASCADE,
  expires_at INTEGER NOT NULL
) WITHOUT ROWID;

CREATE INDEX sessions_by_key ON sessions (key_id);

CREATE INDEX sessions_by_end ON sessions (expires_at);
