-- What was asked of models, a row for each minute, key and model. Keys and projects may be gone.
CREATE TABLE completion_usage (
  minute        INTEGER NOT NULL,
  organization  TEXT NOT NULL,
  project_id    TEXT NOT NULL,
  key_id        TEXT NOT NULL,
  model         TEXT NOT NULL,
  requests      INTEGER NOT NULL,
  input_tokens  INTEGER NOT NULL,
  cached_tokens INTEGER NOT NULL,
  output_tokens INTEGER NOT NULL,
  PRIMARY KEY (organization, minute, project_id, key_id, model)
) WITHOUT ROWID;

CREATE INDEX jobs_by_end ON jobs (finished_at) WHERE finished_at IS NOT NULL;
