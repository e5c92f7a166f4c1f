-- What a job's trainer needs of memory; null of jobs that were validated before.
ALTER TABLE jobs ADD COLUMN plan TEXT;
