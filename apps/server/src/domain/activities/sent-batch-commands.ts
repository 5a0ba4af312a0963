import { type Said, say } from '../said.js';
import { sql } from 'kysely';
import { ACTION_COLUMNS, columnList } from '../../db/columns.js';
import type { Tx } from '../../db/connect.js';
import {
  type Action,
  lockMemberships,
  OPEN_ACTIONS,
  readProgress,
  rememberedDues,
  type Work,
} from '../memberships/index.js';
import { writeEffects } from './effects-commands.js';
import type { Email } from './email-ledger.js';
import { effectsOfSent } from './sent-rules.js';

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
 * markEmailSent (email-ledger.ts) for many e-mails of one team in a handful of statements. Left out is what has no open
 * action or is held by somebody else: the caller settles it one by one.
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
  const works = (await lockOurs(tx, teamId, [...candidates.values()])).flatMap((action): Work[] => {
    const context = contexts.get(action.membership_id);
    return context ? [{ context, action }] : [];
  });
  if (works.length === 0) return none;
  const progress = await readProgress(tx, teamId, works);
  const dueOf = rememberedDues();
  const sent = new Set<number>();
  const effects = works.flatMap(({ context, action }, at) => {
    const one = candidates.get(action.id);
    const around = progress[at];
    if (!one || !around) return [];
    sent.add(one.email.id);
    const { person } = context;
    const known = { email: one.email, person, context, work: { context, action, progress: around } };
    return [effectsOfSent({ ...known, evidence: one, byUserId: null }, now, dueOf)];
  });
  await writeEffects({ tx, teamId, now, userId: null }, effects);
  return sent;
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
