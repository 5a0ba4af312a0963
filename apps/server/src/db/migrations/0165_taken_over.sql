-- A process of the first version takes queued e-mails without asking for whom they are claimed (claimed_by, 0100), and
-- leaves those columns as they are. Whoever had claimed one has lost it: what he knows it by is gone.
CREATE FUNCTION emails_taken_over() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.claimed_by := NULL;
  NEW.claimed_until := NULL;
  RETURN NEW;
END $$;
CREATE TRIGGER taken_over BEFORE UPDATE OF state ON emails FOR EACH ROW
  WHEN (OLD.state = 'queued' AND NEW.state = 'sending' AND OLD.claimed_until IS NOT NULL AND NEW.claimed_until IS NOT NULL)
  EXECUTE FUNCTION emails_taken_over();
