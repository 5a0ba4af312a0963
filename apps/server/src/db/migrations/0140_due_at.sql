-- The engine's moment gets the name that the wire gives it: due_at, exact; `due_on` is rendered, a day. Processes of the
-- version before go on with their column, and each finds what the other wrote: the triggers keep both equal. The old
-- column and its indexes go with a later version (docs/upgrades.md, "For who writes migrations").
ALTER TABLE actions ADD COLUMN due_at timestamptz;
CREATE FUNCTION actions_due_both() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  -- Where a statement writes both, due_at counts.
  IF TG_OP = 'INSERT' THEN
    IF NEW.due_at IS NULL THEN NEW.due_at := NEW.due_on; ELSE NEW.due_on := NEW.due_at; END IF;
  ELSIF NEW.due_at IS DISTINCT FROM OLD.due_at THEN
    NEW.due_on := NEW.due_at;
  ELSE
    NEW.due_at := NEW.due_on;
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER due_both_new BEFORE INSERT ON actions FOR EACH ROW EXECUTE FUNCTION actions_due_both();
CREATE TRIGGER due_both BEFORE UPDATE OF due_on, due_at ON actions FOR EACH ROW
  WHEN (NEW.due_at IS DISTINCT FROM OLD.due_at OR NEW.due_on IS DISTINCT FROM OLD.due_on)
  EXECUTE FUNCTION actions_due_both();
