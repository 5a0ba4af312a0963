-- The largest number of an event of the team that is no longer kept: who goes on from a smaller place has missed some.
ALTER TABLE event_sequences ADD COLUMN pruned bigint NOT NULL DEFAULT 0;

-- Deletes the team's oldest events, `most` at most, up to the last of them that is from before a moment. Those that nobody
-- has numbered get their numbers with the deletion: a place does not point behind them. @returns how many
CREATE FUNCTION prune_events(of_team bigint, before timestamptz, most integer) RETURNS integer LANGUAGE plpgsql AS $$
DECLARE
  up_to bigint;
  gone integer;
  unnumbered integer;
  top bigint;
BEGIN
  PERFORM pg_advisory_xact_lock(hashtextextended('event sequence', of_team));
  SELECT max(o.id) INTO up_to FROM (
    SELECT id, created_at FROM events WHERE team_id = of_team ORDER BY id LIMIT most) o
  WHERE o.created_at < before;
  IF up_to IS NULL THEN RETURN 0; END IF;
  WITH deleted AS (DELETE FROM events WHERE team_id = of_team AND id <= up_to RETURNING sequence)
    SELECT count(*), count(*) FILTER (WHERE sequence IS NULL), coalesce(max(sequence), 0) INTO gone, unnumbered, top FROM deleted;
  INSERT INTO event_sequences (team_id, last) VALUES (of_team, 0) ON CONFLICT DO NOTHING;
  UPDATE event_sequences SET last = last + unnumbered,
    pruned = greatest(pruned, top, CASE WHEN unnumbered > 0 THEN last + unnumbered END) WHERE team_id = of_team;
  RETURN gone;
END $$;
