-- Rows written before 0080 share moments. They are set apart once, upwards and by microseconds, in the order a list shows
-- them in; only rows that must move are touched. Two teams' rows have nothing to do with each other.
DO $$
DECLARE
  each record;
  -- This transaction alone writes what it says; the others keep the function as it is.
  stamping text := pg_get_functiondef('next_stamp(bigint, timestamptz)'::regprocedure);
BEGIN
  CREATE OR REPLACE FUNCTION next_stamp(of_team bigint, given timestamptz) RETURNS timestamptz LANGUAGE sql RETURN given;
  FOR each IN SELECT c.oid::regclass AS t, a.attname AS col FROM pg_class c
    JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname IN ('updated_at', 'created_at') AND NOT a.attisdropped
    JOIN pg_attribute i ON i.attrelid = c.oid AND i.attname = 'id' AND NOT i.attisdropped
    WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind = 'r' AND c.relname <> 'teams'
      AND EXISTS (SELECT FROM pg_trigger g WHERE g.tgrelid = c.oid AND g.tgname = 'stamp') LOOP
    EXECUTE format($sql$
      UPDATE %1$s t SET %2$I = us_stamp(n.apart) FROM (
        SELECT team_id, id, us, nth + max(us - nth) OVER (PARTITION BY team_id ORDER BY us, id) AS apart FROM (
          SELECT team_id, id, stamp_us(%2$I) AS us, row_number() OVER (PARTITION BY team_id ORDER BY %2$I, id) AS nth
          FROM %1$s) o) n
      WHERE n.apart <> n.us AND t.team_id = n.team_id AND t.id = n.id AND t.%2$I = us_stamp(n.us)$sql$, each.t, each.col);
    -- Given by a clock that was ahead: a server's, or a sandbox's before it was put back.
    EXECUTE format($sql$
      UPDATE teams SET stamp_offset_us = greatest(stamp_offset_us, a.us / 1000 * 1000 + 1000) FROM (
        SELECT team_id, stamp_us(max(%2$I)) - stamp_us(clock_timestamp()) AS us FROM %1$s
        WHERE %2$I > clock_timestamp() GROUP BY team_id) a WHERE a.team_id = teams.id$sql$, each.t, each.col);
  END LOOP;
  EXECUTE stamping;
END $$;
