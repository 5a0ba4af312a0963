import { sql } from 'kysely';
import type { Tx } from '../../db/connect.js';
import { append, type Event } from '../../events/outbox.js';
import { OPEN_ACTIONS, type Action } from '../cadences/membership-queries.js';
import {
  type Done,
  type Planned,
  planCompletions,
  writeCompletions,
} from '../cadences/progress-batch-commands.js';
import { lockStandings } from '../cadences/standings-queries.js';
import type { Email } from './email-ledger.js';

/** An e-mail of this worker that the mail server took. */
export interface SentEmail {
  /** As it was claimed. */
  email: Email;
  /** The mail server's words. */
  reply: string;
}

interface Sent extends SentEmail {
  reason: string;
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
  const standings = await lockStandings(tx, teamId, [...candidates.keys()]);
  if (standings.size === 0) return none;
  const done = (await lockActions(tx, teamId, [...candidates.keys()])).flatMap((action): Done[] => {
    const standing = standings.get(action.membership_id);
    const sent = candidates.get(action.id);
    return standing && sent ? [{ standing, action, reason: sent.reason }] : [];
  });
  const ours = await lockOurs(
    tx,
    teamId,
    done.flatMap(({ action }) => candidates.get(action.id) ?? []),
  );
  const planned = await planCompletions(
    tx,
    teamId,
    done.filter(({ action }) => ours.has(action.id)),
    now,
  );
  if (planned.length === 0) return none;
  const sent = planned.map(({ action }) => candidates.get(action.id) as Sent);
  await writeLedger(tx, teamId, now, sent);
  await countLetters(tx, teamId, now, planned);
  await writePeople(tx, teamId, now, planned);
  await appendEvents(tx, teamId, now, planned, sent);
  await writeAccounts(tx, teamId, now, planned);
  await writeCompletions(tx, teamId, planned, now);
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
    byAction.set(email.action_id, { ...item, reason: `Sent: the mail server answered "${reply}".` });
  }
  return byAction;
}

function lockActions(tx: Tx, teamId: number, ids: readonly number[]): Promise<Action[]> {
  return tx
    .selectFrom('actions')
    .selectAll()
    .where('team_id', '=', teamId)
    .where(sql<boolean>`id = ANY(${ids}::bigint[])`)
    .where('status', 'in', OPEN_ACTIONS)
    .orderBy('id')
    .forUpdate()
    .execute();
}

/** Actions of those e-mails that are still as this worker claimed them. */
async function lockOurs(tx: Tx, teamId: number, sent: readonly Sent[]): Promise<ReadonlySet<number>> {
  const { rows } = await sql<{ action_id: number }>`
    SELECT e.action_id FROM emails e
    JOIN unnest(${sent.map(({ email }) => email.id)}::bigint[], ${sent.map(({ email }) => email.attempts)}::int[]) k (id, attempts) ON k.id = e.id
    WHERE e.team_id = ${teamId} AND e.attempts = k.attempts AND e.state IN ('sending', 'uncertain')
    ORDER BY e.id FOR UPDATE OF e`.execute(tx);
  return new Set(rows.map((row) => row.action_id));
}

async function writeLedger(tx: Tx, teamId: number, now: Date, sent: readonly Sent[]): Promise<void> {
  await sql`
    WITH changed AS (
      UPDATE emails e SET state = 'sent', state_reason = k.reason, state_changed_at = ${now}, updated_at = ${now}, lease_until = NULL,
        sent_at = ${now}, smtp_reply = k.reply, error_message = NULL
      FROM unnest(${sent.map(({ email }) => email.id)}::bigint[], ${sent.map(({ reason }) => reason)}::text[], ${sent.map(({ reply }) => reply)}::text[]) k (id, reason, reply)
      WHERE e.team_id = ${teamId} AND e.id = k.id RETURNING e.team_id, e.id, e.state_reason, e.smtp_reply)
    INSERT INTO email_history (team_id, email_id, at, state, reason, smtp_reply)
    SELECT team_id, id, ${now}::timestamptz, 'sent', state_reason, smtp_reply FROM changed`.execute(tx);
}

async function countLetters(tx: Tx, teamId: number, now: Date, planned: readonly Planned[]): Promise<void> {
  await sql`
    UPDATE cadence_memberships SET sent_emails = sent_emails + 1, updated_at = ${now}
    WHERE team_id = ${teamId} AND id = ANY(${planned.map(({ standing }) => standing.membership.id)}::bigint[])`.execute(
    tx,
  );
}

async function writePeople(tx: Tx, teamId: number, now: Date, planned: readonly Planned[]): Promise<void> {
  await sql`
    UPDATE people p SET last_contacted_at = ${now}, last_contacted_type = 'email', last_contacted_by_id = d.user_id, updated_at = ${now},
      emails_sent = emails_sent + 1, last_completed_step_id = d.step_id, last_completed_step_cadence_id = d.cadence_id
    FROM unnest(${planned.map(({ standing }) => standing.person.id)}::bigint[], ${planned.map(({ standing }) => standing.membership.user_id)}::bigint[],
      ${planned.map(({ action }) => action.step_id)}::bigint[], ${planned.map(({ action }) => action.cadence_id)}::bigint[]) d (id, user_id, step_id, cadence_id)
    WHERE p.team_id = ${teamId} AND p.id = d.id`.execute(tx);
}

async function writeAccounts(tx: Tx, teamId: number, now: Date, planned: readonly Planned[]): Promise<void> {
  const touched = new Map<number, Planned>();
  for (const each of planned) {
    const { account_id: account } = each.standing.person;
    if (account !== null) touched.set(account, each);
  }
  if (touched.size === 0) return;
  const accounts = [...touched].sort(([a], [b]) => a - b);
  await sql`
    UPDATE accounts a SET last_contacted_at = ${now}, last_contacted_type = 'email', last_contacted_by_id = d.user_id, updated_at = ${now},
      last_contacted_person_id = d.person_id
    FROM unnest(${accounts.map(([id]) => id)}::bigint[], ${accounts.map(([, { standing }]) => standing.membership.user_id)}::bigint[],
      ${accounts.map(([, { standing }]) => standing.person.id)}::bigint[]) d (id, user_id, person_id)
    WHERE a.team_id = ${teamId} AND a.id = d.id`.execute(tx);
}

async function appendEvents(
  tx: Tx,
  teamId: number,
  now: Date,
  planned: readonly Planned[],
  sent: readonly Sent[],
): Promise<void> {
  const events = planned.flatMap(({ standing, step }, at): Event[] => [
    { type: 'email_updated', resourceId: (sent[at] as Sent).email.id, userId: null },
    { type: 'person_updated', resourceId: standing.person.id, userId: null },
    // Ending a membership says so itself.
    ...(step.to === 'end'
      ? []
      : [{ type: 'cadence_membership_updated', resourceId: standing.membership.id, userId: null }]),
  ]);
  await append(tx, teamId, now, ...events);
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
