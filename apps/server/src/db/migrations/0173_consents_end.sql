-- What programs may do for a user by consent ends with the user's deactivation, and does not live again with the user:
-- consents, codes, access and refresh tokens are of the generation in which they were given. Counted by triggers, so that
-- a process of the version before, which knows no generations, gives and ends them as well. API keys and programs that
-- act by themselves (client credentials) go on when their owner does.
ALTER TABLE users ADD COLUMN consent_generation integer NOT NULL DEFAULT 0;
ALTER TABLE oauth_payloads ADD COLUMN generation integer NOT NULL DEFAULT 0;

CREATE FUNCTION end_consents() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.consent_generation := OLD.consent_generation + 1;
  RETURN NEW;
END $$;
CREATE TRIGGER end_consents BEFORE UPDATE OF active ON users
  FOR EACH ROW WHEN (OLD.active AND NOT NEW.active) EXECUTE FUNCTION end_consents();

CREATE FUNCTION oauth_payload_generation() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  -- Kept while it is the same user's: a token that is renewed in its row is no new consent.
  IF TG_OP = 'INSERT' OR NEW.user_id IS DISTINCT FROM OLD.user_id THEN
    NEW.generation := coalesce((SELECT consent_generation FROM users WHERE id = NEW.user_id), 0);
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER oauth_payload_generation BEFORE INSERT OR UPDATE OF user_id ON oauth_payloads
  FOR EACH ROW EXECUTE FUNCTION oauth_payload_generation();
