-- updated_at and created_at are given by the database (docs/decisions/0019-stamps.md): unique within a team, growing
-- with every row, and in an order a reader can follow (db/edge.ts). A stamp is the wall clock in microseconds, made
-- unique by one sequence for all teams, plus how far the team's own clock is or ever was ahead.
-- All tables with updated_at are locked for a moment. A server of the version before is at work meanwhile, and may hold
-- one and want another: then everything is let go and tried again.
DO $$
DECLARE
  each regclass;
BEGIN
  SET LOCAL lock_timeout = '300ms';
  FOR attempt IN 1..200 LOOP
    BEGIN
      LOCK TABLE teams, actions IN ACCESS EXCLUSIVE MODE;
      LOCK TABLE attachments IN SHARE ROW EXCLUSIVE MODE;
      FOR each IN SELECT c.oid::regclass FROM pg_class c
        JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'updated_at' AND NOT a.attisdropped
        WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind = 'r' ORDER BY c.relname LOOP
        EXECUTE format('LOCK TABLE %s IN SHARE ROW EXCLUSIVE MODE', each);
      END LOOP;
      EXIT;
    EXCEPTION WHEN lock_not_available OR deadlock_detected THEN
      IF attempt = 200 THEN RAISE; END IF;
      PERFORM pg_sleep(0.1);
    END;
  END LOOP;
  SET LOCAL lock_timeout = 0;
END $$;

CREATE SEQUENCE stamps AS bigint;

ALTER TABLE teams
  -- Microseconds; the greatest clock_offset_ms ever (and more, where rows were given later times): never goes back.
  ADD COLUMN stamp_offset_us bigint NOT NULL DEFAULT 0;
-- When it was opened, by the team's clock: updated_at is no moment of the domain's any more.
ALTER TABLE actions ADD COLUMN opened_at timestamptz;
UPDATE teams SET stamp_offset_us = clock_offset_ms::bigint * 1000 WHERE clock_offset_ms > 0;

CREATE FUNCTION stamp_us(moment timestamptz) RETURNS bigint LANGUAGE sql IMMUTABLE PARALLEL SAFE
  RETURN (extract(epoch FROM moment) * 1000000)::bigint;
CREATE FUNCTION us_stamp(us bigint) RETURNS timestamptz LANGUAGE sql IMMUTABLE PARALLEL SAFE
  RETURN '1970-01-01 00:00:00+00'::timestamptz + us * '1 microsecond'::interval;

-- Whoever gives stamps of a team holds this in share mode until his transaction ends: that is how a reader knows who is
-- still open. 'stmp' and the team.
CREATE FUNCTION stamp_lock(of_team bigint) RETURNS bigint LANGUAGE sql IMMUTABLE PARALLEL SAFE
  RETURN (x'73746d70'::bigint << 32) # of_team;

-- Takes so many stamps of a team out of the sequence, in the order of taking. @returns the first, in microseconds.
-- As the owner: the second wall's role neither sees other teams nor touches sequences.
CREATE FUNCTION draw_stamps(of_team bigint, size bigint) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT AS $$
DECLARE
  ahead bigint;
  first bigint;
  kept text := current_setting('cadenza.stamp_offset', true);
  done text;
BEGIN
  -- Before the first stamp is taken: a reader who knows of the stamp finds the lock, or its transaction at an end.
  done := pg_advisory_xact_lock_shared(stamp_lock(of_team));
  BEGIN
    -- (Assignments: plpgsql evaluates them without starting an executor, and everybody waits for this lock.)
    done := pg_advisory_xact_lock(stamp_lock(0));
    -- Below the lock: who draws later knows of an offset that somebody before him knew of.
    SELECT stamp_offset_us INTO ahead FROM teams WHERE id = of_team;
    first := greatest(coalesce(pg_sequence_last_value('stamps'), 0) + 1, stamp_us(clock_timestamp()));
    done := setval('stamps', first + size - 1);
    -- The lock must not outlive the drawing, whatever happens: the end of a subtransaction that failed gives it back,
    -- also when the statement is cancelled here. What setval did stays.
    RAISE EXCEPTION USING ERRCODE = 'CDZ01';
  EXCEPTION WHEN SQLSTATE 'CDZ01' THEN NULL;
  END;
  -- A transaction that moves the team's clock goes on with the offset that the others still see.
  IF kept <> '' AND split_part(kept, '/', 1)::bigint = of_team THEN ahead := split_part(kept, '/', 2); END IF;
  RETURN first + coalesce(ahead, 0);
END $$;

-- The next stamp of this transaction. It draws a few at a time and hands them out from a setting of its own, so that a
-- row costs some microseconds; what is left over at the end is lost. `given`, the statement's own value, counts for
-- nothing: it is there for tests, which replace this function to move a clock of their own (tests/support/database.ts).
CREATE FUNCTION next_stamp(of_team bigint, given timestamptz) RETURNS timestamptz LANGUAGE plpgsql AS $$
DECLARE
  held text[] := string_to_array(current_setting('cadenza.stamps', true), '/');
  next bigint;
  last bigint := held[3];
  size bigint := 32;
BEGIN
  IF held[1]::bigint = of_team THEN
    next := held[2]::bigint + 1;
    size := held[4];
  END IF;
  IF next IS NULL OR next >= last THEN
    IF next IS NOT NULL THEN size := least(size * 4, 4096); END IF;
    next := draw_stamps(of_team, size);
    last := next + size - 1;
  END IF;
  -- Never a whole millisecond: no moment of a program equals a stamp (stamp_row tells by that who means the old value).
  IF next % 1000 = 0 THEN next := next + 1; END IF;
  PERFORM set_config('cadenza.stamps', of_team || '/' || next || '/' || last || '/' || size, true);
  RETURN us_stamp(next);
END $$;

-- A statement that sets updated_at moves it, to whatever value; one that sets it to itself does not, nor does one that
-- does not name it.
CREATE FUNCTION stamp_row() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    NEW.updated_at := next_stamp(NEW.team_id, NEW.updated_at);
    NEW.created_at := NEW.updated_at;
  ELSIF NEW.updated_at IS DISTINCT FROM OLD.updated_at THEN
    NEW.updated_at := next_stamp(NEW.team_id, NEW.updated_at);
  END IF;
  RETURN NEW;
END $$;
CREATE FUNCTION stamp_team() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    NEW.updated_at := next_stamp(NEW.id, NEW.updated_at);
    NEW.created_at := NEW.updated_at;
  ELSIF NEW.updated_at IS DISTINCT FROM OLD.updated_at THEN
    NEW.updated_at := next_stamp(NEW.id, NEW.updated_at);
  END IF;
  RETURN NEW;
END $$;
CREATE FUNCTION stamp_created() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.created_at := next_stamp(NEW.team_id, NEW.created_at);
  RETURN NEW;
END $$;

-- The team's stamps follow its clock forward, and stay when it goes back.
CREATE FUNCTION follow_clock() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  kept text[] := string_to_array(current_setting('cadenza.stamp_offset', true), '/');
BEGIN
  IF TG_OP = 'INSERT' THEN
    NEW.stamp_offset_us := greatest(NEW.stamp_offset_us, NEW.clock_offset_ms::bigint * 1000);
  ELSIF NEW.clock_offset_ms::bigint * 1000 > OLD.stamp_offset_us THEN
    PERFORM pg_advisory_xact_lock_shared(stamp_lock(NEW.id));
    IF kept[1]::bigint IS DISTINCT FROM NEW.id THEN
      PERFORM set_config('cadenza.stamp_offset', NEW.id || '/' || OLD.stamp_offset_us, true);
    END IF;
    NEW.stamp_offset_us := NEW.clock_offset_ms::bigint * 1000;
  END IF;
  RETURN NEW;
END $$;

-- Every migration that adds a table with updated_at calls this for it (tests/api/stamps.test.ts looks).
CREATE FUNCTION stamp_table(t regclass) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  EXECUTE format('CREATE TRIGGER stamp BEFORE INSERT OR UPDATE OF updated_at ON %s FOR EACH ROW EXECUTE FUNCTION stamp_row()', t);
END $$;

DO $$
DECLARE
  each regclass;
BEGIN
  FOR each IN SELECT c.oid::regclass FROM pg_class c
    JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'updated_at' AND NOT a.attisdropped
    JOIN pg_attribute k ON k.attrelid = c.oid AND k.attname = 'team_id' AND NOT k.attisdropped
    WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind = 'r' LOOP
    PERFORM stamp_table(each);
  END LOOP;
END $$;
CREATE TRIGGER stamp BEFORE INSERT OR UPDATE OF updated_at ON teams FOR EACH ROW EXECUTE FUNCTION stamp_team();
CREATE TRIGGER follow_clock BEFORE INSERT OR UPDATE OF clock_offset_ms ON teams FOR EACH ROW EXECUTE FUNCTION follow_clock();
CREATE TRIGGER stamp BEFORE INSERT ON attachments FOR EACH ROW EXECUTE FUNCTION stamp_created();
