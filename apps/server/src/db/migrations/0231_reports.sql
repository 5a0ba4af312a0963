-- What figures are counted from (decision 73): one narrow row for each e-mail that left, and one for each answer to one. A chore
-- writes them behind the facts, by the stamps of what changed: sending writes nothing for them, and a process of the version
-- before need not know of them. Whoever asks adds what the chore has not reached.
CREATE TABLE report_emails (
  team_id bigint NOT NULL,
  email_id bigint NOT NULL,
  person_id bigint NOT NULL,
  at timestamptz NOT NULL,
  uncertain boolean NOT NULL,
  user_id bigint NOT NULL,
  cadence_id bigint,
  step_id bigint,
  step_variant_id bigint,
  email_template_id bigint,
  mailbox_id bigint,
  -- Hour of the person's week, 0 to 167 from Monday on.
  hour smallint NOT NULL,
  provider text NOT NULL,
  view_tracking boolean NOT NULL,
  click_tracking boolean NOT NULL,
  bounced_at timestamptz,
  severity text,
  viewed_at timestamptz,
  clicked_at timestamptz,
  replied_at timestamptz,
  PRIMARY KEY (team_id, email_id)
);
CREATE INDEX report_emails_person ON report_emails (team_id, person_id, at);
CREATE INDEX report_emails_at ON report_emails (team_id, at);
CREATE INDEX report_emails_cadence ON report_emails (team_id, cadence_id, at);
CREATE INDEX report_emails_bounced ON report_emails (team_id, bounced_at) WHERE bounced_at IS NOT NULL;
CREATE INDEX report_emails_viewed ON report_emails (team_id, viewed_at) WHERE viewed_at IS NOT NULL;
CREATE INDEX report_emails_clicked ON report_emails (team_id, clicked_at) WHERE clicked_at IS NOT NULL;
SELECT protect_tenant_table('report_emails');

-- Replies and complaints, with the e-mail that each belongs to.
CREATE TABLE report_answers (
  team_id bigint NOT NULL,
  message_id bigint NOT NULL,
  kind text NOT NULL,
  email_id bigint NOT NULL,
  person_id bigint NOT NULL,
  at timestamptz NOT NULL,
  PRIMARY KEY (team_id, message_id)
);
CREATE INDEX report_answers_person ON report_answers (team_id, person_id);
CREATE INDEX report_answers_at ON report_answers (team_id, kind, at);
SELECT protect_tenant_table('report_answers');

-- How far the chore is: everything with a stamp up to there is in the rows. A team without a row has none yet.
CREATE TABLE report_states (
  team_id bigint NOT NULL PRIMARY KEY,
  emails_stamp timestamptz NOT NULL DEFAULT '-infinity',
  received_stamp timestamptz NOT NULL DEFAULT '-infinity'
);
SELECT protect_tenant_table('report_states');

CREATE INDEX calls_cadence ON calls (team_id, cadence_id) WHERE cadence_id IS NOT NULL;
