-- Claims go from team to team, by an index that the team leads (docs/decisions/0048-team-first.md). Those of actions, queued
-- and planned e-mails are there.
CREATE INDEX email_recipients_due_team ON email_recipients (team_id, send_after) WHERE state = 'waiting';
CREATE INDEX user_absences_hand_over_team ON user_absences (team_id, starts_on, id)
  WHERE mode = 'hand_over' AND handed_over_at IS NULL AND deleted_at IS NULL;
-- Led by time. While statistics say that one team has nearly all rows, PostgreSQL prefers these for its claims, too, and walks
-- through the rows that another has got since.
-- older versions go on: their claims find the same rows by the indexes above, and sort them.
DROP INDEX actions_planned_at;
DROP INDEX emails_queue;
DROP INDEX emails_planned;
DROP INDEX email_recipients_due;
DROP INDEX user_absences_hand_over;
