-- in batches
-- Some thousand rows at a time, committed each: neither a claim nor a request waits for the whole table. By place on the
-- disk, so that each row is read once; who is locked, or moved meanwhile, is met on the next walk.
DO $$
DECLARE
  place bigint;
  until bigint;
BEGIN
  LOOP
    place := 0;
    until := pg_relation_size('actions') / current_setting('block_size')::bigint;
    WHILE place <= until LOOP
      UPDATE actions a SET due_at = a.due_on FROM (
        SELECT ctid FROM actions
        WHERE ctid >= format('(%s,0)', place)::tid AND ctid < format('(%s,0)', place + 100)::tid AND due_at IS NULL
        FOR UPDATE SKIP LOCKED) found
      WHERE a.ctid = found.ctid;
      COMMIT;
      place := place + 100;
    END LOOP;
    EXIT WHEN NOT EXISTS (SELECT FROM actions WHERE due_at IS NULL);
    COMMIT;
    PERFORM pg_sleep(0.1);
  END LOOP;
  -- NOT NULL in three short locks: the constraint is proven while everybody writes, and then spares the check of all rows.
  ALTER TABLE actions DROP CONSTRAINT IF EXISTS actions_due_at_known;
  ALTER TABLE actions ADD CONSTRAINT actions_due_at_known CHECK (due_at IS NOT NULL) NOT VALID;
  COMMIT;
  ALTER TABLE actions VALIDATE CONSTRAINT actions_due_at_known;
  COMMIT;
  ALTER TABLE actions ALTER COLUMN due_at SET NOT NULL;
  ALTER TABLE actions DROP CONSTRAINT actions_due_at_known;
END $$;
