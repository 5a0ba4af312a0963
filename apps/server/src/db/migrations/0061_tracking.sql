-- Opens and clicks, and the list of e-mails.
ALTER TABLE email_events
  -- It went into the numbers; others are kept with their label only.
  ADD COLUMN counted boolean NOT NULL DEFAULT false,
  -- Of the client's network (/24, /48) a keyed hash: enough to count places, nothing to find anybody by.
  ADD COLUMN network text;
ALTER TABLE emails
  ADD COLUMN last_viewed_at timestamptz,
  ADD COLUMN last_clicked_at timestamptz;

CREATE INDEX emails_user ON emails (team_id, user_id, updated_at DESC, id DESC);
CREATE INDEX emails_cadence ON emails (team_id, cadence_id, updated_at DESC, id DESC);
CREATE INDEX emails_step ON emails (team_id, step_id, updated_at DESC, id DESC);
CREATE INDEX emails_template ON emails (team_id, email_template_id, updated_at DESC, id DESC);
CREATE INDEX emails_to ON emails (team_id, lower(to_address), updated_at DESC, id DESC);
CREATE INDEX emails_sent_at ON emails (team_id, sent_at);
CREATE INDEX emails_send_after ON emails (team_id, send_after DESC, id DESC);
CREATE INDEX emails_withdrawn ON emails (team_id, state, updated_at DESC, id DESC) WHERE state IN ('cancelled', 'skipped');
CREATE INDEX emails_bounced ON emails (team_id, updated_at DESC, id DESC) WHERE bounced;
CREATE INDEX emails_replied ON emails (team_id, updated_at DESC, id DESC) WHERE replies > 0;
CREATE INDEX emails_viewed ON emails (team_id, updated_at DESC, id DESC) WHERE views > 0;
CREATE INDEX emails_clicked ON emails (team_id, updated_at DESC, id DESC) WHERE clicks > 0;
