import { type Said, say } from '../said.js';
import { sql } from 'kysely';
import { ACTION_COLUMNS, columnList } from '../../db/columns.js';
import type { Tx } from '../../db/connect.js';
import { appending } from '../../events/outbox.js';
import {
  type Action,
  type Done,
  lockMemberships,
  moveOn,
  OPEN_ACTIONS,
  planCompletions,
  type Planned,
} from '../memberships/index.js';
import type { Email } from './email-ledger.js';
import { wireIdColumns } from '../../kernel/message-id.js';

/** An e-mail of this worker that the mail server took. */
export interface SentEmail {
  /** As it was claimed. */
  email: Email;
  /** emails.claimed_by: whoever finds another there has lost it. */
  token: string;
  /** The mail server's words. */
  reply: string;
  /** The Message-ID it gave the message; null: ours. */
  wireId: string | null;
}

interface Sent extends SentEmail {
  reason: Said;
}

/**
 * markEmailSent (email-ledger.ts) for many e-mails of one team in a handful of statements. Left out is what is rare or
 * held by somebody else: the caller settles it one by one.
 * @returns ids of the e-mails that are settled
 */
export async function markEmailsSent(
  tx: Tx,
  teamId: number,
  now: Date,
  items: readonly SentEmail[],
): Promise<ReadonlySet<number>> {
  const none: ReadonlySet<number> = new Set();
  const candidates = firstOfEachPerson(items);
  if (candidates.size === 0) return none;
  const contexts = await lockMemberships(tx, teamId, [...candidates.keys()]);
  if (contexts.size === 0) return none;
  const done = (await lockOurs(tx, teamId, [...candidates.values()])).flatMap((action): Done[] => {
    const context = contexts.get(action.membership_id);
    const sent = candidates.get(action.id);
    return context && sent ? [{ context, action, reason: sent.reason }] : [];
  });
  const planned = await planCompletions(tx, teamId, done, now);
  if (planned.length === 0) return none;
  const sent = planned.map(({ action }) => candidates.get(action.id) as Sent);
  await writeSent(tx, teamId, now, planned, sent);
  await writeAccounts(tx, teamId, now, planned);
  await moveOn(tx, teamId, planned, now, { sentEmails: 1 });
  await countTemplates(tx, teamId, now, sent);
  return new Set(sent.map(({ email }) => email.id));
}

/** By action; of two e-mails to one person only the first, since a statement changes a row once. */
function firstOfEachPerson(items: readonly SentEmail[]): Map<number, Sent> {
  const people = new Set<number>();
  const byAction = new Map<number, Sent>();
  for (const item of items) {
    const { email, reply } = item;
    if (email.action_id === null || email.membership_id === null || people.has(email.person_id)) continue;
    people.add(email.person_id);
    byAction.set(email.action_id, { ...item, reason: say('email_sent', {}, { quote: reply }) });
  }
  return byAction;
}

/** The open actions of those e-mails that are still as this worker claimed them; both are locked. */
async function lockOurs(tx: Tx, teamId: number, sent: readonly Sent[]): Promise<Action[]> {
  // (The states are columns of the keys: no index over a state is read in place of the primary keys.)
  const { rows } = await sql<Action>`
    WITH k AS MATERIALIZED (
      SELECT id, token, ARRAY['sending', 'uncertain'] AS states, ${OPEN_ACTIONS}::text[] AS open
      FROM unnest(${sent.map(({ email }) => email.id)}::bigint[], ${sent.map(({ token }) => token)}::uuid[]) k (id, token))
    SELECT ${columnList('a', ACTION_COLUMNS)} FROM k
    JOIN emails e ON e.team_id = ${teamId} AND e.id = k.id AND e.claimed_by = k.token AND e.state = ANY(k.states)
    JOIN actions a ON a.team_id = e.team_id AND a.id = e.action_id AND a.status = ANY(k.open)
    ORDER BY a.id FOR UPDATE OF a, e`.execute(tx);
  return rows;
}

/** Ledger and history, actions, people and events, in one statement: they are rows of different tables. */
async function writeSent(
  tx: Tx,
  teamId: number,
  now: Date,
  planned: readonly Planned[],
  sent: readonly Sent[],
): Promise<void> {
  const rows = planned.map(({ context, action, reason, step }, at) => ({
    email_id: (sent[at] as Sent).email.id,
    reply: (sent[at] as Sent).reply,
    ...wireIdColumns((sent[at] as Sent).wireId),
    reason: reason.text,
    explained: reason.record,
    action_id: action.id,
    person_id: context.person.id,
    user_id: context.membership.user_id,
    step_id: action.step_id,
    cadence_id: action.cadence_id,
    // Ending a membership tells of both itself.
    membership_id: step.to === 'end' ? null : context.membership.id,
    told_person_id: step.to === 'end' ? null : context.person.id,
  }));
  await sql`
    WITH k AS MATERIALIZED (
      SELECT email_id, reply, wire_message_id, wire_message_key, reason, explained, action_id, person_id, user_id, step_id, cadence_id, membership_id, told_person_id
      FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS k (email_id bigint, reply text, wire_message_id text, wire_message_key text, reason text, explained jsonb, action_id bigint,
        person_id bigint, user_id bigint, step_id bigint, cadence_id bigint, membership_id bigint, told_person_id bigint)
    ), ledger AS (
      UPDATE emails e SET state = 'sent', state_reason = k.reason, explained = k.explained, state_changed_at = ${now}, updated_at = ${now}, lease_until = NULL,
        sent_at = ${now}, smtp_reply = k.reply, error_message = NULL, wire_message_id = k.wire_message_id, wire_message_key = k.wire_message_key
      FROM k WHERE e.team_id = ${teamId} AND e.id = k.email_id
    ), history AS (
      INSERT INTO email_history (team_id, email_id, at, state, reason, explained, smtp_reply)
      SELECT ${teamId}::bigint, email_id, ${now}::timestamptz, 'sent', reason, explained, reply FROM k
    ), closed AS (
      UPDATE actions a SET status = 'completed', reason = k.reason, explained = k.explained, completed_at = ${now}, updated_at = ${now}, claimed_until = NULL
      FROM k WHERE a.team_id = ${teamId} AND a.id = k.action_id
    ), contacted AS (
      UPDATE people p SET last_contacted_at = ${now}, last_contacted_type = 'email', last_contacted_by_id = k.user_id, updated_at = ${now},
        emails_sent = emails_sent + 1, last_completed_step_id = k.step_id, last_completed_step_cadence_id = k.cadence_id
      FROM k WHERE p.team_id = ${teamId} AND p.id = k.person_id
    )
    ${appending({ teamId, now }, sql`k`, {
      email_updated: 'email_id',
      person_updated: 'told_person_id',
      cadence_membership_updated: 'membership_id',
    })}`.execute(tx);
}

async function writeAccounts(tx: Tx, teamId: number, now: Date, planned: readonly Planned[]): Promise<void> {
  const touched = new Map<number, Planned>();
  for (const each of planned) {
    const { account_id: account } = each.context.person;
    if (account !== null) touched.set(account, each);
  }
  if (touched.size === 0) return;
  // One event for each contact, as one by one.
  const contacts = planned.flatMap(({ context }) => context.person.account_id ?? []);
  const accounts = [...touched].sort(([a], [b]) => a - b);
  await sql`
    WITH told AS (${appending({ teamId, now }, sql`unnest(${contacts}::bigint[])`, { account_updated: 'k' })})
    UPDATE accounts a SET last_contacted_at = ${now}, last_contacted_type = 'email', last_contacted_by_id = d.user_id, updated_at = ${now},
      last_contacted_person_id = d.person_id
    FROM unnest(${accounts.map(([id]) => id)}::bigint[], ${accounts.map(([, { context }]) => context.membership.user_id)}::bigint[],
      ${accounts.map(([, { context }]) => context.person.id)}::bigint[]) d (id, user_id, person_id)
    WHERE a.team_id = ${teamId} AND a.id = d.id`.execute(tx);
}

/** Last, because many e-mails share the row. */
async function countTemplates(tx: Tx, teamId: number, now: Date, sent: readonly Sent[]): Promise<void> {
  const templates = sent.flatMap(({ email }) => email.email_template_id ?? []);
  if (templates.length === 0) return;
  await sql`
    UPDATE email_templates t SET sent_emails = sent_emails + d.count, last_used_at = ${now}
    FROM (SELECT id, count(*) AS count FROM unnest(${templates}::bigint[]) id GROUP BY id ORDER BY id) d
    WHERE t.team_id = ${teamId} AND t.id = d.id`.execute(tx);
}
