-- What a deleted record was called in another system is free again. At the end of the transaction: a merge deletes the one
-- record first, and gives what it had to the other. Whoever deletes, a process of an older version too.
CREATE FUNCTION leave_external_ids() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
BEGIN
  UPDATE external_mappings SET deleted_at = NEW.deleted_at, updated_at = NEW.deleted_at
    WHERE team_id = NEW.team_id AND object_id = NEW.id AND object_type = TG_ARGV[0] AND deleted_at IS NULL;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER leave_external_ids AFTER UPDATE OF deleted_at ON people DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
  WHEN (OLD.deleted_at IS NULL AND NEW.deleted_at IS NOT NULL) EXECUTE FUNCTION leave_external_ids('people');
CREATE CONSTRAINT TRIGGER leave_external_ids AFTER UPDATE OF deleted_at ON accounts DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
  WHEN (OLD.deleted_at IS NULL AND NEW.deleted_at IS NOT NULL) EXECUTE FUNCTION leave_external_ids('accounts');
CREATE CONSTRAINT TRIGGER leave_external_ids AFTER UPDATE OF deleted_at ON opportunities DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
  WHEN (OLD.deleted_at IS NULL AND NEW.deleted_at IS NOT NULL) EXECUTE FUNCTION leave_external_ids('opportunities');

UPDATE external_mappings m SET deleted_at = r.deleted_at, updated_at = r.deleted_at FROM people r
  WHERE m.object_type = 'people' AND m.deleted_at IS NULL AND r.team_id = m.team_id AND r.id = m.object_id AND r.deleted_at IS NOT NULL;
UPDATE external_mappings m SET deleted_at = r.deleted_at, updated_at = r.deleted_at FROM accounts r
  WHERE m.object_type = 'accounts' AND m.deleted_at IS NULL AND r.team_id = m.team_id AND r.id = m.object_id AND r.deleted_at IS NOT NULL;
UPDATE external_mappings m SET deleted_at = r.deleted_at, updated_at = r.deleted_at FROM opportunities r
  WHERE m.object_type = 'opportunities' AND m.deleted_at IS NULL AND r.team_id = m.team_id AND r.id = m.object_id AND r.deleted_at IS NOT NULL;
