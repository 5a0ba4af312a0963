-- Who is deactivated is signed out for good, whatever deactivates them: a session or a link must not live again with
-- its user. API keys and consents wait, for integrations go on when their owner does.
CREATE FUNCTION end_sign_ins() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  DELETE FROM sessions WHERE team_id = NEW.team_id AND user_id = NEW.id;
  DELETE FROM password_resets WHERE team_id = NEW.team_id AND user_id = NEW.id;
  RETURN NULL;
END $$;
CREATE TRIGGER end_sign_ins AFTER UPDATE OF active ON users
  FOR EACH ROW WHEN (OLD.active AND NOT NEW.active) EXECUTE FUNCTION end_sign_ins();
