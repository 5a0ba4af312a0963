-- older versions go on: they write neither column; an undo that one of them carries out refuses its rows, of a type it does not know
-- What a row changed, before and after, as JSON; and the job that an undo takes back, once.
ALTER TABLE bulk_job_rows ADD COLUMN undo text;
ALTER TABLE bulk_jobs ADD COLUMN undo_of bigint;
CREATE UNIQUE INDEX bulk_jobs_undo_of ON bulk_jobs (team_id, undo_of) WHERE undo_of IS NOT NULL;
