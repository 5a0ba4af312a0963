-- What a worker that is gone has left behind is found team by team, as everything that is claimed
-- (docs/decisions/0048-team-first.md). Few rows are on their way at a time. The end of a lease is in no index: who renews it
-- writes none.
-- older versions go on: they find the same few rows by the indexes below, and sort them.
CREATE INDEX emails_sending_team ON emails (team_id, id) WHERE state = 'sending';
CREATE INDEX email_recipients_sending_team ON email_recipients (team_id, email_id, address) WHERE state = 'sending';
DROP INDEX emails_leases;
DROP INDEX email_recipients_leases;
