-- What a client asked before anything was picked; null of jobs that were created before.
ALTER TABLE jobs ADD COLUMN asked TEXT;
-- The fingerprint of the model that a job starts from; null of jobs that were validated before.
ALTER TABLE jobs ADD COLUMN base_sha256 TEXT;
