-- How often people, accounts and mailbox providers hear from a team, over all cadences and senders (docs/cadence-timing.md); null: no
-- limit, and nothing is read for it.
ALTER TABLE teams ADD COLUMN touch_limits jsonb;
-- What waits for one of them has its moment; whoever comes later keeps away from it.
CREATE INDEX actions_wait_for_touches ON actions (team_id, person_id)
  WHERE status = 'planned' AND decided_by IN ('person_touch_limit', 'account_touch_limit', 'provider_limit');
