-- When touches may happen (issue 2): what planning remembers between ticks.

-- Goes up with every change of a team's windows, calendars and leaves, so that a worker knows without reading them
-- whether what it has in memory still holds. 0: the team has none.
ALTER TABLE teams ADD COLUMN schedule_version bigint NOT NULL DEFAULT 0;
CREATE FUNCTION schedule_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE teams SET schedule_version = schedule_version + 1 WHERE id = coalesce(NEW.team_id, OLD.team_id);
  RETURN NULL;
END $$;
CREATE TRIGGER schedule_changed AFTER INSERT OR UPDATE OR DELETE ON send_windows FOR EACH ROW EXECUTE FUNCTION schedule_changed();
CREATE TRIGGER schedule_changed AFTER INSERT OR UPDATE OR DELETE ON holiday_calendars FOR EACH ROW EXECUTE FUNCTION schedule_changed();
CREATE TRIGGER schedule_changed AFTER INSERT OR UPDATE OR DELETE ON user_absences FOR EACH ROW EXECUTE FUNCTION schedule_changed();

ALTER TABLE actions
  -- Its due_on is a place in a queue for limited capacity (a mailbox's pace, a day's limit): counted as used there.
  ADD COLUMN booked boolean NOT NULL DEFAULT false,
  -- The mailbox of that place; null is the server's default transport.
  ADD COLUMN booked_mailbox_id bigint;
CREATE INDEX actions_booked ON actions (team_id, user_id, due_on) WHERE booked AND status = 'planned';
-- What a resumed cadence or user wakes: touches that were due and found a pause.
CREATE INDEX actions_sleeping ON actions (team_id, decided_by, cadence_id)
  WHERE status = 'planned' AND decided_by IN ('cadence_paused', 'user_paused', 'team_paused', 'user_inactive', 'mailbox_paused');


ALTER TABLE cadence_memberships
  -- The day the first touch of a run happens, where people who start are counted per day, and which run that is
  -- (its added_at): a day of an earlier run says nothing.
  ADD COLUMN starts_on date,
  ADD COLUMN starts_run timestamptz;
CREATE INDEX cadence_memberships_starts ON cadence_memberships (team_id, cadence_id, starts_on) WHERE starts_on IS NOT NULL;
