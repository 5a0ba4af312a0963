-- The twins of the indexes on due_on. Claims take what is due at one moment by membership and step: many are due at nine
-- o'clock sharp, and each claim would otherwise read and sort them all.
CREATE INDEX actions_planned_at ON actions (due_at, membership_id, step_id) WHERE status = 'planned';
CREATE INDEX actions_planned_team_at ON actions (team_id, due_at, membership_id, step_id) WHERE status = 'planned';
CREATE INDEX actions_open_user_due_at ON actions (team_id, user_id, due_at, id) WHERE status IN ('in_progress', 'pending_activity');
CREATE INDEX actions_booked_at ON actions (team_id, user_id, due_at) WHERE booked AND status = 'planned';
