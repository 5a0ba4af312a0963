-- What a caller may hangs on his role: cached answers about callers are forgotten when a role changes (migration 0003).
CREATE TRIGGER auth_changed AFTER DELETE OR UPDATE OF permissions ON custom_roles
  FOR EACH STATEMENT EXECUTE FUNCTION notify_auth_changed();
