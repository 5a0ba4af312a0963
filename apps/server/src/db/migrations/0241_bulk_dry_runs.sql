-- A bulk job that only tries: each row is carried out and taken back, so that its creator sees what would happen.
ALTER TABLE bulk_jobs ADD COLUMN dry_run boolean NOT NULL DEFAULT false;
