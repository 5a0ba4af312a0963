-- A claimed e-mail stays `queued` under a lease of its worker; `sending` begins with its SMTP transaction. The columns of
-- the lease have no index, so that taking and renewing one rewrites no index (HOT).
ALTER TABLE emails
  ADD COLUMN claimed_by uuid,
  ADD COLUMN claimed_until timestamptz,
  -- The mail server took it, and its settlement is on the way: a crash between the two leaves no doubt.
  ADD COLUMN accepted_at timestamptz,
  -- The Message-ID that the mail server wrote instead of ours, as its answer told (mail/wire-id.ts), and its form for matching.
  ADD COLUMN wire_message_id text,
  ADD COLUMN wire_message_key text;
CREATE INDEX emails_wire_message_key ON emails (team_id, wire_message_key) WHERE wire_message_key IS NOT NULL;

-- Messages in a row that its server took without an answer.
ALTER TABLE mailboxes ADD COLUMN unanswered integer NOT NULL DEFAULT 0;

-- Recipients of one e-mail whose fate differs from the others': refused Cc and Bcc, or those that have it while To waits.
CREATE TABLE email_recipients (
  team_id bigint NOT NULL,
  email_id bigint NOT NULL,
  address text NOT NULL,
  role text NOT NULL CHECK (role IN ('to', 'cc', 'bcc')),
  state text NOT NULL CHECK (state IN ('accepted', 'waiting', 'sending', 'refused', 'uncertain')),
  smtp_reply text,
  attempts integer NOT NULL DEFAULT 0,
  send_after timestamptz,
  give_up_at timestamptz,
  lease_until timestamptz,
  created_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL,
  PRIMARY KEY (team_id, email_id, address),
  FOREIGN KEY (team_id, email_id) REFERENCES emails (team_id, id) ON DELETE CASCADE
);
CREATE INDEX email_recipients_due ON email_recipients (send_after) WHERE state = 'waiting';
CREATE INDEX email_recipients_leases ON email_recipients (lease_until) WHERE state = 'sending';
SELECT protect_tenant_table('email_recipients');
SELECT stamp_table('email_recipients');

-- How the server's own transport (SMTP_URL) gets on: the breaker of a mailbox for everybody who has none.
CREATE TABLE server_transports (
  name text PRIMARY KEY,
  -- A hash of the setting: another server or password starts anew.
  setting text NOT NULL,
  health text NOT NULL DEFAULT 'unknown' CHECK (health IN ('unknown', 'ok', 'failing', 'blocked')),
  health_reason text,
  health_changed_at timestamptz,
  failures integer NOT NULL DEFAULT 0,
  unanswered integer NOT NULL DEFAULT 0,
  retry_at timestamptz
);
-- What the processes were started with, as far as decisions depend on it (domain/mailboxes/server-facts.ts).
CREATE TABLE server_facts (name text PRIMARY KEY, value text NOT NULL);
DO $$ BEGIN
  IF EXISTS (SELECT 1 FROM pg_roles WHERE rolname = 'cadenza_tenant') THEN
    -- Of the whole server, and no secret: what decides about a team's e-mails is read, and the breaker moved, as that team.
    ALTER TABLE server_transports ENABLE ROW LEVEL SECURITY;
    CREATE POLICY shared ON server_transports TO cadenza_tenant USING (true);
    GRANT SELECT, UPDATE ON server_transports TO cadenza_tenant;
    ALTER TABLE server_facts ENABLE ROW LEVEL SECURITY;
    CREATE POLICY shared ON server_facts FOR SELECT TO cadenza_tenant USING (true);
    GRANT SELECT ON server_facts TO cadenza_tenant;
  END IF;
END $$;

-- Reps without a mailbox may not send through SMTP_URL.
ALTER TABLE teams ADD COLUMN require_mailbox boolean NOT NULL DEFAULT false;

-- Keys that outlive SECRET_KEY, sealed with it: links in e-mails that were sent must work for years.
CREATE TABLE server_keys (
  purpose text PRIMARY KEY,
  sealed bytea NOT NULL,
  created_at timestamptz NOT NULL
);
