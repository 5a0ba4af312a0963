-- The demo is a team of its own (docs/decisions/0100-demo-team.md): of which team it is, which of its users stands for that team's
-- admins, and how far its making is: {"from", "until", "people", "step", "steps", "ended", "removing"}. It is a sandbox for ever: its
-- people are made up.
-- older versions go on: they never write these columns, and leave such a team the sandbox that it is
ALTER TABLE teams
  ADD COLUMN demo_of bigint,
  ADD COLUMN demo_user_id bigint,
  ADD COLUMN demo jsonb,
  ADD CONSTRAINT teams_demo_is_sandbox CHECK (demo_of IS NULL OR (sandbox AND NOT sandbox_by_default));

-- The demo team that the session's user looks at; null: the user's own. Its token is another one each time (sessions.ts).
ALTER TABLE sessions ADD COLUMN demo_team_id bigint;

-- Of a demo that is taken away nothing stays: neither its audit entries, nor new ones about rows that go.
CREATE FUNCTION demo_goes(team bigint) RETURNS boolean LANGUAGE sql STABLE RETURN
  EXISTS (SELECT FROM teams WHERE id = team AND demo_of IS NOT NULL AND demo @> '{"removing": true}');

CREATE OR REPLACE FUNCTION keep_audit_entries() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' AND NEW.redacted_at IS NOT NULL AND NEW.before IS NULL AND NEW.after IS NULL
    AND (NEW.team_id, NEW.id, NEW.created_at, NEW.user_id, NEW.action, NEW.record_type, NEW.record_id)
      IS NOT DISTINCT FROM (OLD.team_id, OLD.id, OLD.created_at, OLD.user_id, OLD.action, OLD.record_type, OLD.record_id)
  THEN RETURN NEW;
  END IF;
  IF TG_OP = 'DELETE' AND demo_goes(OLD.team_id) THEN RETURN OLD; END IF;
  RAISE EXCEPTION 'audit entries stay as they are' USING ERRCODE = 'insufficient_privilege';
END $$;

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
  -- (Its own row is not there any more when it goes itself.)
  IF TG_OP = 'DELETE' AND (TG_TABLE_NAME = 'teams' OR demo_goes(team)) THEN RETURN NULL; END IF;
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
