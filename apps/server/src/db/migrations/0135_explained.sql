-- Beside each stored sentence the rule and the facts it is made of (domain/said.ts), so that programs read them and the
-- sentence can be made again in another language: {"rule", "facts": [{"rule", ...}], "quotes"}. `explained` goes with the
-- sentence of what happened last, `decided_explained` with decided_because, `health_explained` with health_reason.
ALTER TABLE actions ADD COLUMN explained jsonb, ADD COLUMN decided_explained jsonb;
ALTER TABLE emails ADD COLUMN explained jsonb, ADD COLUMN decided_explained jsonb;
ALTER TABLE email_history ADD COLUMN explained jsonb;
ALTER TABLE cadence_memberships ADD COLUMN explained jsonb;
ALTER TABLE mailboxes ADD COLUMN health_explained jsonb;
ALTER TABLE server_transports ADD COLUMN health_explained jsonb;

-- A process of the version before changes the sentence alone: then the facts beside it are no longer its own.
CREATE FUNCTION drop_explained() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN NEW.explained := NULL; RETURN NEW; END $$;
CREATE FUNCTION drop_decided_explained() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN NEW.decided_explained := NULL; RETURN NEW; END $$;
CREATE FUNCTION drop_health_explained() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN NEW.health_explained := NULL; RETURN NEW; END $$;

CREATE TRIGGER drop_explained BEFORE UPDATE OF reason ON actions FOR EACH ROW
  WHEN (NEW.reason IS DISTINCT FROM OLD.reason AND NEW.explained = OLD.explained) EXECUTE FUNCTION drop_explained();
CREATE TRIGGER drop_decided_explained BEFORE UPDATE OF decided_because ON actions FOR EACH ROW
  WHEN (NEW.decided_because IS DISTINCT FROM OLD.decided_because AND NEW.decided_explained = OLD.decided_explained)
  EXECUTE FUNCTION drop_decided_explained();
CREATE TRIGGER drop_explained BEFORE UPDATE OF state_reason ON emails FOR EACH ROW
  WHEN (NEW.state_reason IS DISTINCT FROM OLD.state_reason AND NEW.explained = OLD.explained) EXECUTE FUNCTION drop_explained();
CREATE TRIGGER drop_decided_explained BEFORE UPDATE OF decided_because ON emails FOR EACH ROW
  WHEN (NEW.decided_because IS DISTINCT FROM OLD.decided_because AND NEW.decided_explained = OLD.decided_explained)
  EXECUTE FUNCTION drop_decided_explained();
CREATE TRIGGER drop_explained BEFORE UPDATE OF state_reason ON cadence_memberships FOR EACH ROW
  WHEN (NEW.state_reason IS DISTINCT FROM OLD.state_reason AND NEW.explained = OLD.explained) EXECUTE FUNCTION drop_explained();
CREATE TRIGGER drop_health_explained BEFORE UPDATE OF health_reason ON mailboxes FOR EACH ROW
  WHEN (NEW.health_reason IS DISTINCT FROM OLD.health_reason AND NEW.health_explained = OLD.health_explained)
  EXECUTE FUNCTION drop_health_explained();
CREATE TRIGGER drop_health_explained BEFORE UPDATE OF health_reason ON server_transports FOR EACH ROW
  WHEN (NEW.health_reason IS DISTINCT FROM OLD.health_reason AND NEW.health_explained = OLD.health_explained)
  EXECUTE FUNCTION drop_health_explained();
