-- Views for programs that read the database (docs/reports.md). A view of this version keeps its name, its columns and what they mean;
-- what must change becomes reporting_v2_... beside it. Each shows the teams that the role who asks was given (reporting_readers), and to
-- the owner of the tables all: the views carry the owner's rights, and a role gets no table. security_barrier: a condition of
-- the reader's own is tried only on rows they may see. No words of e-mails, no names and addresses of people.
CREATE TABLE reporting_readers (
  team_id bigint NOT NULL REFERENCES teams,
  -- A role of the database that reads figures of the team.
  role_name text NOT NULL,
  created_at timestamptz NOT NULL,
  PRIMARY KEY (team_id, role_name)
);
SELECT protect_tenant_table('reporting_readers');

CREATE VIEW reporting_v1_teams WITH (security_barrier = true) AS
  SELECT t.id AS team_id, t.name, t.sandbox FROM teams t WHERE (t.id IN (SELECT r.team_id FROM reporting_readers r WHERE r.role_name = current_user)
    OR pg_has_role(current_user, (SELECT o.relowner FROM pg_class o WHERE o.oid = 'report_emails'::regclass), 'USAGE'));
COMMENT ON VIEW reporting_v1_teams IS 'What the reader may see: everything below is of these teams.';
COMMENT ON COLUMN reporting_v1_teams.team_id IS 'Number of the team.';
COMMENT ON COLUMN reporting_v1_teams.name IS 'What it is called.';
COMMENT ON COLUMN reporting_v1_teams.sandbox IS 'Whether nothing of it ever left: its numbers are a rehearsal.';

CREATE VIEW reporting_v1_emails WITH (security_barrier = true) AS
  SELECT e.team_id, e.email_id, e.person_id, e.at AS sent_at, e.uncertain, e.user_id, e.cadence_id, e.step_id, e.step_variant_id, e.email_template_id,
    e.mailbox_id, e.hour, e.provider, e.view_tracking, e.click_tracking, e.bounced_at, e.severity, e.viewed_at, e.clicked_at, e.replied_at,
    NOT e.uncertain AND (e.bounced_at IS NULL OR e.bounced_at > e.at + interval '8 days') AS delivered
  FROM report_emails e WHERE (e.team_id IN (SELECT r.team_id FROM reporting_readers r WHERE r.role_name = current_user)
    OR pg_has_role(current_user, (SELECT o.relowner FROM pg_class o WHERE o.oid = 'report_emails'::regclass), 'USAGE'));
COMMENT ON VIEW reporting_v1_emails IS 'E-mails that left, or may have: written behind the facts, a minute late at most while a server runs.';
COMMENT ON COLUMN reporting_v1_emails.team_id IS 'Number of the team.';
COMMENT ON COLUMN reporting_v1_emails.email_id IS 'Number of the e-mail.';
COMMENT ON COLUMN reporting_v1_emails.person_id IS 'Whom it went to.';
COMMENT ON COLUMN reporting_v1_emails.sent_at IS 'When it left.';
COMMENT ON COLUMN reporting_v1_emails.uncertain IS 'Whether nobody knows that it left; counts in no other figure.';
COMMENT ON COLUMN reporting_v1_emails.user_id IS 'Whose e-mail it is.';
COMMENT ON COLUMN reporting_v1_emails.cadence_id IS 'Of which cadence; null: of none.';
COMMENT ON COLUMN reporting_v1_emails.step_id IS 'Of which step.';
COMMENT ON COLUMN reporting_v1_emails.step_variant_id IS 'Of which version of the step.';
COMMENT ON COLUMN reporting_v1_emails.email_template_id IS 'By which template.';
COMMENT ON COLUMN reporting_v1_emails.mailbox_id IS 'From which mailbox; null: through the server itself.';
COMMENT ON COLUMN reporting_v1_emails.hour IS 'Hour of the week of its person, 0 to 167 from Monday on.';
COMMENT ON COLUMN reporting_v1_emails.provider IS 'Public mailbox provider by the domain of the address, else other.';
COMMENT ON COLUMN reporting_v1_emails.view_tracking IS 'Whether opens are counted.';
COMMENT ON COLUMN reporting_v1_emails.click_tracking IS 'Whether links are counted.';
COMMENT ON COLUMN reporting_v1_emails.bounced_at IS 'When it came back.';
COMMENT ON COLUMN reporting_v1_emails.severity IS 'hard, soft or block, as the report said.';
COMMENT ON COLUMN reporting_v1_emails.viewed_at IS 'First open by a person.';
COMMENT ON COLUMN reporting_v1_emails.clicked_at IS 'First link that a person followed.';
COMMENT ON COLUMN reporting_v1_emails.replied_at IS 'First reply.';
COMMENT ON COLUMN reporting_v1_emails.delivered IS 'Left for certain and did not come back within eight days.';

CREATE VIEW reporting_v1_answers WITH (security_barrier = true) AS
  SELECT a.team_id, a.message_id, a.kind, a.email_id, a.person_id, a.at, m.positive FROM report_answers a
    LEFT JOIN received_messages m ON m.team_id = a.team_id AND m.id = a.message_id WHERE (a.team_id IN (SELECT r.team_id FROM reporting_readers r WHERE r.role_name = current_user)
    OR pg_has_role(current_user, (SELECT o.relowner FROM pg_class o WHERE o.oid = 'report_emails'::regclass), 'USAGE'));
COMMENT ON VIEW reporting_v1_answers IS 'Replies and complaints, each with the e-mail it belongs to; what was undone stands here no more.';
COMMENT ON COLUMN reporting_v1_answers.team_id IS 'Number of the team.';
COMMENT ON COLUMN reporting_v1_answers.message_id IS 'Number of the received message.';
COMMENT ON COLUMN reporting_v1_answers.kind IS 'reply or complaint.';
COMMENT ON COLUMN reporting_v1_answers.email_id IS 'The e-mail it belongs to.';
COMMENT ON COLUMN reporting_v1_answers.person_id IS 'Who wrote.';
COMMENT ON COLUMN reporting_v1_answers.at IS 'When it came.';
COMMENT ON COLUMN reporting_v1_answers.positive IS 'Whether a colleague called the reply positive; null: nobody said.';

CREATE VIEW reporting_v1_calls WITH (security_barrier = true) AS
  SELECT c.team_id, c.id AS call_id, c.person_id, c.created_at AS at, c.user_id, c.cadence_id, c.step_id, c.connected, c.positive FROM calls c WHERE (c.team_id IN (SELECT r.team_id FROM reporting_readers r WHERE r.role_name = current_user)
    OR pg_has_role(current_user, (SELECT o.relowner FROM pg_class o WHERE o.oid = 'report_emails'::regclass), 'USAGE'));
COMMENT ON VIEW reporting_v1_calls IS 'Calls that were logged.';
COMMENT ON COLUMN reporting_v1_calls.team_id IS 'Number of the team.';
COMMENT ON COLUMN reporting_v1_calls.call_id IS 'Number of the call.';
COMMENT ON COLUMN reporting_v1_calls.person_id IS 'Who was called.';
COMMENT ON COLUMN reporting_v1_calls.at IS 'When it was logged.';
COMMENT ON COLUMN reporting_v1_calls.user_id IS 'Who called.';
COMMENT ON COLUMN reporting_v1_calls.cadence_id IS 'For which cadence; null: for none.';
COMMENT ON COLUMN reporting_v1_calls.step_id IS 'For which step.';
COMMENT ON COLUMN reporting_v1_calls.connected IS 'Whether it reached somebody.';
COMMENT ON COLUMN reporting_v1_calls.positive IS 'Whether it went well.';

CREATE VIEW reporting_v1_touches WITH (security_barrier = true) AS
  SELECT a.team_id, a.id AS action_id, a.type, a.person_id, a.user_id, a.cadence_id, a.step_id, a.due_at, CASE WHEN a.status = 'completed' THEN a.completed_at END AS done_at
  FROM actions a WHERE NOT a.automated AND a.status IN ('in_progress', 'pending_activity', 'completed') AND (a.team_id IN (SELECT r.team_id FROM reporting_readers r WHERE r.role_name = current_user)
    OR pg_has_role(current_user, (SELECT o.relowner FROM pg_class o WHERE o.oid = 'report_emails'::regclass), 'USAGE'));
COMMENT ON VIEW reporting_v1_touches IS 'Touches to be done by hand that are open or done; days off are not taken out.';
COMMENT ON COLUMN reporting_v1_touches.team_id IS 'Number of the team.';
COMMENT ON COLUMN reporting_v1_touches.action_id IS 'Number of the action.';
COMMENT ON COLUMN reporting_v1_touches.type IS 'email, phone, integration or other.';
COMMENT ON COLUMN reporting_v1_touches.person_id IS 'Whom it is for.';
COMMENT ON COLUMN reporting_v1_touches.user_id IS 'Who does it.';
COMMENT ON COLUMN reporting_v1_touches.cadence_id IS 'Of which cadence.';
COMMENT ON COLUMN reporting_v1_touches.step_id IS 'Of which step.';
COMMENT ON COLUMN reporting_v1_touches.due_at IS 'When it became due.';
COMMENT ON COLUMN reporting_v1_touches.done_at IS 'When it was done; null: it is open.';

CREATE VIEW reporting_v1_additions WITH (security_barrier = true) AS
  SELECT m.team_id, m.id AS membership_id, m.person_id, m.cadence_id, m.user_id, m.added_at, m.current_state FROM cadence_memberships m WHERE (m.team_id IN (SELECT r.team_id FROM reporting_readers r WHERE r.role_name = current_user)
    OR pg_has_role(current_user, (SELECT o.relowner FROM pg_class o WHERE o.oid = 'report_emails'::regclass), 'USAGE'));
COMMENT ON VIEW reporting_v1_additions IS 'People on cadences, by when they were last put on them.';
COMMENT ON COLUMN reporting_v1_additions.team_id IS 'Number of the team.';
COMMENT ON COLUMN reporting_v1_additions.membership_id IS 'Number of the membership.';
COMMENT ON COLUMN reporting_v1_additions.person_id IS 'Who.';
COMMENT ON COLUMN reporting_v1_additions.cadence_id IS 'On which cadence.';
COMMENT ON COLUMN reporting_v1_additions.user_id IS 'Who runs it.';
COMMENT ON COLUMN reporting_v1_additions.added_at IS 'When they were put on it, the last time.';
COMMENT ON COLUMN reporting_v1_additions.current_state IS 'How they stand.';

CREATE VIEW reporting_v1_successes WITH (security_barrier = true) AS
  SELECT s.team_id, s.id AS success_id, s.person_id, s.user_id, s.succeeded_at FROM successes s WHERE s.succeeded_at IS NOT NULL AND (s.team_id IN (SELECT r.team_id FROM reporting_readers r WHERE r.role_name = current_user)
    OR pg_has_role(current_user, (SELECT o.relowner FROM pg_class o WHERE o.oid = 'report_emails'::regclass), 'USAGE'));
COMMENT ON VIEW reporting_v1_successes IS 'People who became a success.';
COMMENT ON COLUMN reporting_v1_successes.team_id IS 'Number of the team.';
COMMENT ON COLUMN reporting_v1_successes.success_id IS 'Number of the success.';
COMMENT ON COLUMN reporting_v1_successes.person_id IS 'Who.';
COMMENT ON COLUMN reporting_v1_successes.user_id IS 'Whose success it is.';
COMMENT ON COLUMN reporting_v1_successes.succeeded_at IS 'When.';

CREATE VIEW reporting_v1_users WITH (security_barrier = true) AS
  SELECT u.team_id, u.id AS user_id, u.name, u.time_zone, u.group_id, u.active FROM users u WHERE (u.team_id IN (SELECT r.team_id FROM reporting_readers r WHERE r.role_name = current_user)
    OR pg_has_role(current_user, (SELECT o.relowner FROM pg_class o WHERE o.oid = 'report_emails'::regclass), 'USAGE'));
COMMENT ON VIEW reporting_v1_users IS 'Whom figures are of.';
COMMENT ON COLUMN reporting_v1_users.team_id IS 'Number of the team.';
COMMENT ON COLUMN reporting_v1_users.user_id IS 'Number of the user.';
COMMENT ON COLUMN reporting_v1_users.name IS 'How they are called.';
COMMENT ON COLUMN reporting_v1_users.time_zone IS 'IANA name of their clock.';
COMMENT ON COLUMN reporting_v1_users.group_id IS 'Number of their group.';
COMMENT ON COLUMN reporting_v1_users.active IS 'Whether they may sign in.';

CREATE VIEW reporting_v1_cadences WITH (security_barrier = true) AS
  SELECT c.team_id, c.id AS cadence_id, c.name, c.owner_id, c.deleted_at FROM cadences c WHERE (c.team_id IN (SELECT r.team_id FROM reporting_readers r WHERE r.role_name = current_user)
    OR pg_has_role(current_user, (SELECT o.relowner FROM pg_class o WHERE o.oid = 'report_emails'::regclass), 'USAGE'));
COMMENT ON VIEW reporting_v1_cadences IS 'Cadences, those that were deleted included.';
COMMENT ON COLUMN reporting_v1_cadences.team_id IS 'Number of the team.';
COMMENT ON COLUMN reporting_v1_cadences.cadence_id IS 'Number of the cadence.';
COMMENT ON COLUMN reporting_v1_cadences.name IS 'How it is called.';
COMMENT ON COLUMN reporting_v1_cadences.owner_id IS 'Whose it is.';
COMMENT ON COLUMN reporting_v1_cadences.deleted_at IS 'When it was deleted.';

CREATE VIEW reporting_v1_steps WITH (security_barrier = true) AS
  SELECT s.team_id, s.id AS step_id, s.cadence_id, s.name, s.deleted_at FROM steps s WHERE (s.team_id IN (SELECT r.team_id FROM reporting_readers r WHERE r.role_name = current_user)
    OR pg_has_role(current_user, (SELECT o.relowner FROM pg_class o WHERE o.oid = 'report_emails'::regclass), 'USAGE'));
COMMENT ON VIEW reporting_v1_steps IS 'Steps of cadences, those that were deleted included.';
COMMENT ON COLUMN reporting_v1_steps.team_id IS 'Number of the team.';
COMMENT ON COLUMN reporting_v1_steps.step_id IS 'Number of the step.';
COMMENT ON COLUMN reporting_v1_steps.cadence_id IS 'Whose step it is.';
COMMENT ON COLUMN reporting_v1_steps.name IS 'How it is called.';
COMMENT ON COLUMN reporting_v1_steps.deleted_at IS 'When it was deleted.';
