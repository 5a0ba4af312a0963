-- What strangers may do how often, and where the server's own mail goes.

ALTER TABLE teams
  -- The mailbox of an admin that the server's own mail (links to set a password) leaves through when there is no
  -- SMTP_URL; null: there is none, and such links are handed over by whoever may make them.
  ADD COLUMN system_mailbox_id bigint;

-- Tries that are counted: logins, requests for links, authorizations. A row per kind and bucket (16 bits of a hash of
-- whom the tries concern), so the table is bounded whatever is tried, and names nobody. login_attempts, a row per try,
-- is still written by processes of the version before.
CREATE TABLE attempt_budgets (
  kind text NOT NULL,
  bucket integer NOT NULL,
  -- Tries left until then; below zero: refused.
  remaining integer NOT NULL,
  ends_at timestamptz NOT NULL,
  PRIMARY KEY (kind, bucket)
) WITH (fillfactor = 70);

-- Links that set a password were kept readable in the sandbox, as messages outside of the send ledger.
DELETE FROM sandbox_messages s
WHERE s.subject = 'Set a new password for Cadenza'
  AND NOT EXISTS (SELECT FROM emails e WHERE e.team_id = s.team_id AND e.message_id = s.message_id)
  AND NOT EXISTS (SELECT FROM sandbox_reactions r WHERE r.team_id = s.team_id AND r.message_id = s.id);
