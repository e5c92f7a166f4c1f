-- How the examples of a job teach; before there was a choice, all were supervised.
ALTER TABLE jobs ADD COLUMN method TEXT NOT NULL DEFAULT 'supervised' CHECK (method IN ('supervised', 'dpo'));
