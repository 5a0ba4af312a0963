-- The engine's own needs: a sender's display name and the end of retrying on the ledger, and the indexes its claims use.
ALTER TABLE emails
  ADD COLUMN from_name text,
  -- When temporary refusals stop being retried.
  ADD COLUMN give_up_at timestamptz;

-- Claims look for planned rows only: an action held in progress must not be walked past on every tick.
CREATE INDEX actions_planned ON actions (due_on, id) WHERE status = 'planned';
-- Teams whose sandbox clock runs ahead are claimed one by one.
CREATE INDEX actions_planned_team ON actions (team_id, due_on, id) WHERE status = 'planned';
CREATE INDEX emails_queue_team ON emails (team_id, send_after, id) WHERE state = 'queued';
-- How many a user has sent since midnight (teams.email_daily_limit).
CREATE INDEX emails_user_day ON emails (team_id, user_id, send_after) WHERE state IN ('queued', 'sending', 'sent', 'uncertain');
