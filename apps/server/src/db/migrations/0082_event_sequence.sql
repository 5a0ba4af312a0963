-- A reader of events remembers a number as his place. Ids will not do: a row with a smaller id may be committed later.
-- So the number is given after the commit, by whoever asks (events/feed.ts), one after the other within a team.
ALTER TABLE events ADD COLUMN sequence bigint;
CREATE INDEX events_unnumbered ON events (team_id, id) WHERE sequence IS NULL;
CREATE UNIQUE INDEX events_sequence ON events (team_id, sequence) WHERE sequence IS NOT NULL;

-- The last number given: it stays when events are deleted.
CREATE TABLE event_sequences (
  team_id bigint PRIMARY KEY,
  last bigint NOT NULL
);
SELECT protect_tenant_table('event_sequences');

-- Numbers the oldest unnumbered events that are committed. The lock lasts until the numbers are: nobody reads a number
-- before a smaller one of his team can be read. @returns how many
CREATE FUNCTION number_events(of_team bigint, most integer) RETURNS integer LANGUAGE plpgsql AS $$
DECLARE
  before bigint;
  numbered integer;
BEGIN
  PERFORM pg_advisory_xact_lock(hashtextextended('event sequence', of_team));
  -- Each statement below sees what was committed when the lock was got.
  INSERT INTO event_sequences (team_id, last) VALUES (of_team, 0) ON CONFLICT DO NOTHING;
  SELECT last INTO before FROM event_sequences WHERE team_id = of_team;
  UPDATE events e SET sequence = before + n.nth FROM (
    SELECT id, row_number() OVER (ORDER BY id) AS nth FROM (
      SELECT id FROM events WHERE team_id = of_team AND sequence IS NULL ORDER BY id LIMIT most) o) n
  WHERE e.team_id = of_team AND e.id = n.id;
  GET DIAGNOSTICS numbered = ROW_COUNT;
  UPDATE event_sequences SET last = before + numbered WHERE team_id = of_team;
  RETURN numbered;
END $$;
