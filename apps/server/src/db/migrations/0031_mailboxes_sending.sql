-- What sending through several mailboxes needs beside 0010.
ALTER TABLE mailboxes
  -- Goes up with everything a connection is made from; kept connections of an older version are closed.
  ADD COLUMN connection_version integer NOT NULL DEFAULT 1;

-- Claims look at one-off e-mails that are due; they become queued once limits and suppression were looked at.
CREATE INDEX emails_planned ON emails (send_after, id) WHERE state = 'planned';
CREATE INDEX emails_planned_team ON emails (team_id, send_after, id) WHERE state = 'planned';
-- The ledger by state: what waits or went wrong is few among what was sent.
CREATE INDEX emails_unsent ON emails (team_id, state, updated_at DESC, id DESC)
  WHERE state IN ('planned', 'queued', 'sending', 'failed', 'uncertain');
CREATE INDEX emails_mailbox ON emails (team_id, mailbox_id, updated_at DESC, id DESC) WHERE mailbox_id IS NOT NULL;
