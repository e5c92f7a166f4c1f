ALTER TABLE jobs ADD COLUMN tracking TEXT NOT NULL DEFAULT '[]';

-- How far each service that a job is tracked by has been told: the events up to the number "told".
CREATE TABLE job_trails (
  job_id        TEXT NOT NULL REFERENCES jobs (id),
  position      INTEGER NOT NULL,
  state         TEXT NOT NULL CHECK (state IN ('open', 'done', 'given_up')),
  told          INTEGER NOT NULL,
  memory        TEXT,
  next_attempt  INTEGER NOT NULL,
  next_beat     INTEGER,
  failures      INTEGER NOT NULL,
  failing_since INTEGER,
  last_error    TEXT,
  PRIMARY KEY (job_id, position)
);

CREATE INDEX job_trails_open ON job_trails (next_attempt) WHERE state = 'open';
