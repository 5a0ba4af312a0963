-- As whom the file of an export was read, which is not who asked for it any more where he was given another role or group meanwhile:
-- whoever sees less by now has no link to it. Null: made by a process of the version before.
ALTER TABLE exports ADD COLUMN seen_by_admin boolean, ADD COLUMN seen_by_group bigint;
-- (They are no word of the record.)
DROP TRIGGER audit ON exports;
SELECT audit_table('exports', ARRAY['query', 'granted', 'needs', 'whole', 'state', 'row_count', 'bytes', 'started_at', 'finished_at', 'expires_at', 'attempts', 'retry_at',
  'failed_at', 'problem', 'seen_by_admin', 'seen_by_group']);
