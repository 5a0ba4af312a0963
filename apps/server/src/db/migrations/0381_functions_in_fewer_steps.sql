-- What every write and every answer calls, without the work that PostgreSQL did around it. Nothing gives another result.
-- A server of the version before notices nothing.

-- An expression of an index is prepared with every statement that writes: a function in SQL is parsed each time to find
-- that it cannot be inlined (a third of what a changed person costs). One in plpgsql is called.
CREATE OR REPLACE FUNCTION phone_key(given text) RETURNS text LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
DECLARE
  d text := translate(replace(left(given, 200), '(0)', ''), translate(left(given, 200), '0123456789', ''), '');
BEGIN
  RETURN CASE WHEN length(d) BETWEEN 5 AND 20 THEN CASE WHEN left(d, 2) = '00' THEN substr(d, 3) ELSE d END END;
END $$;
CREATE OR REPLACE FUNCTION jsonb_lower_values(o jsonb) RETURNS jsonb LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE COST 1000 AS $$
BEGIN
  IF o = '{}' THEN RETURN o; END IF;
  RETURN (SELECT coalesce(jsonb_object_agg(key, lower(value)), '{}'::jsonb) FROM jsonb_each_text(o));
END $$;

-- Declared steadier than what they call, they were never inlined, and each reference of each row of each answer started
-- an executor of its own.
CREATE OR REPLACE FUNCTION wire_ref(base text, path text, id bigint) RETURNS json LANGUAGE sql STABLE PARALLEL SAFE AS $$
  SELECT CASE WHEN id IS NULL THEN NULL ELSE json_build_object('_href', base || path || id, 'id', id) END
$$;
CREATE FUNCTION wire_refs_of_some(base text, path text, ids bigint[]) RETURNS json LANGUAGE plpgsql STABLE PARALLEL SAFE AS $$
BEGIN
  RETURN (SELECT json_agg(json_build_object('_href', base || path || i, 'id', i) ORDER BY n) FROM unnest(ids) WITH ORDINALITY u(i, n));
END $$;
CREATE OR REPLACE FUNCTION wire_refs(base text, path text, ids bigint[]) RETURNS json LANGUAGE sql STABLE PARALLEL SAFE AS $$
  SELECT CASE WHEN ids = '{}' THEN '[]'::json ELSE wire_refs_of_some(base, path, ids) END
$$;

-- Stamps (0080, 0191), likewise: stamp_us and us_stamp are never inlined, and what plpgsql evaluates it sets up anew in
-- every transaction. A draw is of one size: a thousand rows draw sixteen times, which is less than what each row pays.
CREATE OR REPLACE FUNCTION draw_stamps(of_team bigint, size bigint) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT AS $$
DECLARE
  ahead bigint;
  first bigint;
  done text;
BEGIN
  -- Before the first stamp is taken: a reader who knows of the stamp finds the lock, or its transaction at an end.
  done := pg_advisory_xact_lock_shared(stamp_lock(of_team));
  BEGIN
    -- (Assignments: plpgsql evaluates them without starting an executor, and everybody waits for this lock.)
    done := pg_advisory_xact_lock(stamp_lock(0));
    -- Below the lock: who draws later knows of an offset that somebody before him knew of.
    SELECT stamp_offset_us INTO ahead FROM teams WHERE id = of_team;
    first := setval('stamps', size - 1 + greatest(coalesce(pg_sequence_last_value('stamps'), 0) + 1,
      (extract(epoch FROM clock_timestamp()) * 1000000)::bigint)) - size + 1;
    -- The lock must not outlive the drawing, whatever happens: the end of a subtransaction that failed gives it back,
    -- also when the statement is cancelled here. What setval did stays.
    RAISE EXCEPTION USING ERRCODE = 'CDZ01';
  EXCEPTION WHEN SQLSTATE 'CDZ01' THEN NULL;
  END;
  -- A transaction that moves the team's clock goes on with the offset that the others still see.
  IF split_part(current_setting('cadenza.stamp_offset', true), '/', 1) = of_team::text THEN
    ahead := split_part(current_setting('cadenza.stamp_offset', true), '/', 2);
  END IF;
  RETURN first + coalesce(ahead, 0);
END $$;
CREATE OR REPLACE FUNCTION next_stamp(of_team bigint, given timestamptz) RETURNS timestamptz LANGUAGE plpgsql AS $$
DECLARE
  -- The team, the stamp given last and the last one drawn.
  held text := current_setting('cadenza.stamps', true);
  next bigint := CASE split_part(held, '/', 1) WHEN of_team::text THEN split_part(held, '/', 2)::bigint + 1 END;
  last text := split_part(held, '/', 3);
BEGIN
  IF next IS NULL OR next >= last::bigint THEN
    next := draw_stamps(of_team, 64);
    last := next + 63;
  END IF;
  -- Never a whole millisecond: no moment of a program equals a stamp (stamp_row tells by that who means the old value).
  IF next % 1000 = 0 THEN next := next + 1; END IF;
  held := set_config('cadenza.stamps', of_team || '/' || next || '/' || last, true);
  RETURN '1970-01-01 00:00:00+00'::timestamptz + next * '1 microsecond'::interval;
END $$;

-- The two histories of a membership that is new in one statement; nothing can have told them before.
CREATE FUNCTION tell_new_membership() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO activity_histories
    (team_id, created_at, updated_at, occurred_at, type, source_id, resource_type, resource_id, user_id, static_data)
    SELECT NEW.team_id, NEW.added_at, NEW.added_at, NEW.added_at, k.type, NEW.id, k.kind, k.id, NEW.user_id,
      jsonb_build_object('cadence_membership_id', NEW.id, 'cadence_id', NEW.cadence_id, 'person_id', NEW.person_id)
    FROM (VALUES ('added_to_cadence', 'person', NEW.person_id), ('account_added_to_cadence', 'account',
      (SELECT p.account_id FROM people p WHERE p.team_id = NEW.team_id AND p.id = NEW.person_id))) k (type, kind, id)
    WHERE k.id IS NOT NULL;
  RETURN NULL;
END $$;
CREATE OR REPLACE TRIGGER history_new AFTER INSERT ON cadence_memberships FOR EACH ROW EXECUTE FUNCTION tell_new_membership();

-- Who writes both columns (0140) needs nobody to make them equal.
CREATE OR REPLACE TRIGGER due_both_new BEFORE INSERT ON actions FOR EACH ROW
  WHEN (NEW.due_at IS DISTINCT FROM NEW.due_on) EXECUTE FUNCTION actions_due_both();
