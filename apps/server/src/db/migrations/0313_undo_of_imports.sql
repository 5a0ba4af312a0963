-- older versions go on: they do not write the column, and what they import cannot be taken back, as before
-- What a row changed of a record that was there, before and after, as JSON (as bulk_job_rows.undo).
ALTER TABLE import_rows ADD COLUMN undo text;
