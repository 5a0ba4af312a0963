-- An entry of the audit log has the moment of what it tells of, as far as that has one (0280; a stamp of its own goes on to be drawn).
CREATE FUNCTION audit_moment(whole jsonb) RETURNS timestamptz LANGUAGE sql STABLE AS $$
  SELECT coalesce((whole ->> 'updated_at')::timestamptz, (whole ->> 'started_at')::timestamptz, clock_timestamp()) $$;
CREATE OR REPLACE FUNCTION audit_row() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  left_out text[] := string_to_array(TG_ARGV[0], ',');
  was jsonb;
  becomes jsonb;
  whole jsonb := to_jsonb(CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END);
  team bigint := (whole ->> CASE WHEN TG_TABLE_NAME = 'teams' THEN 'id' ELSE 'team_id' END)::bigint;
  deed text := CASE TG_OP WHEN 'INSERT' THEN 'create' WHEN 'UPDATE' THEN 'update' ELSE 'delete' END;
BEGIN
  -- An application that belongs to no team.
  IF team IS NULL THEN RETURN NULL; END IF;
  IF TG_OP <> 'INSERT' THEN was := to_jsonb(OLD) - left_out; END IF;
  IF TG_OP <> 'DELETE' THEN becomes := to_jsonb(NEW) - left_out; END IF;
  IF TG_OP = 'UPDATE' THEN
    IF was ->> 'deleted_at' IS NULL AND becomes ->> 'deleted_at' IS NOT NULL THEN
      deed := 'delete';
      becomes := NULL;
    ELSE
      SELECT jsonb_object_agg(o.key, o.value), jsonb_object_agg(o.key, becomes -> o.key) INTO was, becomes
      FROM jsonb_each(was) o WHERE o.value IS DISTINCT FROM becomes -> o.key;
      IF was IS NULL THEN RETURN NULL; END IF;
    END IF;
  END IF;
  INSERT INTO audit_entries (team_id, created_at, updated_at, user_id, action, record_type, record_id, before, after)
  VALUES (team, audit_moment(whole), audit_moment(whole), nullif(current_setting('cadenza.user_id', true), '')::bigint, deed, TG_TABLE_NAME,
    whole ->> 'id', was, becomes);
  RETURN NULL;
END $$;
