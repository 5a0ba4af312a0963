import { type Contract, HANDED_OVER, type HandedOver } from '@cadenza/contract';
import { sql } from 'kysely';
import type * as z from 'zod';
import type { Tx } from '../../db/connect.js';
import { leftBehind } from '../team/index.js';
import { candidates, type Target } from './work.js';

type Told = z.output<Contract['operations']['hand_over_user']['response']>;
interface Leaving {
  readonly teamId: number;
  readonly from: number;
}

/** How much there is of each kind, and of that what the one it goes to cannot have. */
export async function countCandidates(
  tx: Tx,
  leaving: Leaving,
  targets: ReadonlyMap<HandedOver, Target>,
): Promise<Told['kinds']> {
  const all = await leftBehind(tx, leaving.teamId, leaving.from);
  const kinds: Told['kinds'] = [];
  for (const kind of HANDED_OVER) {
    const target = targets.get(kind);
    const refused = target ? await countRefused(tx, leaving, kind, target) : 0;
    kinds.push({
      kind,
      to_user: target ? { id: target.to } : null,
      rows: all[kind],
      refused,
      says: target && refused > 0 ? saysOf(kind, target.name) : null,
    });
  }
  return kinds;
}

async function countRefused(tx: Tx, leaving: Leaving, kind: HandedOver, target: Target): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    SELECT count(*) AS n FROM (${candidates(kind, leaving, target)}) c WHERE c.refused`.execute(tx);
  return rows[0]?.n ?? 0;
}

const saysOf = (kind: HandedOver, name: string): string =>
  kind === 'memberships'
    ? `${name} does not see these people, or was on the same cadence with them before: they stay.`
    : `${name} does not see these people: they stay.`;

/** Conversations of the engine that go on in another's name. */
export async function sendersOf(
  tx: Tx,
  leaving: Leaving,
  target: Target | undefined,
): Promise<Told['senders']> {
  if (!target) return [];
  const { rows } = await sql<{ n: number }>`
    SELECT count(*) AS n FROM (${candidates('memberships', leaving, target)}) c WHERE NOT c.refused
      AND EXISTS (SELECT FROM emails e WHERE e.team_id = ${leaving.teamId} AND e.membership_id = c.id AND e.state = 'sent')`.execute(
    tx,
  );
  const memberships = rows[0]?.n ?? 0;
  if (memberships === 0) return [];
  return [
    {
      from_user: { id: leaving.from },
      to_user: { id: target.to },
      memberships,
      says: `They have had e-mails already: the next ones leave in the name and from the mailboxes of ${target.name}, as answers in the same conversation.`,
    },
  ];
}

/** Its mailboxes, and whether they rest from then on. */
export async function mailboxesOf(
  tx: Tx,
  { teamId, from }: Leaving,
  resting: boolean,
): Promise<Told['mailboxes']> {
  const { rows } = await sql<Told['mailboxes'][number]>`
    SELECT id, email_address, (${resting}::boolean OR paused_at IS NOT NULL) AS rests FROM mailboxes
    WHERE team_id = ${teamId} AND user_id = ${from} AND deleted_at IS NULL ORDER BY id LIMIT 100`.execute(tx);
  return rows;
}

/** What is handed over by other means, or ends by itself; kinds without any are left out. */
export async function staysWith(tx: Tx, { teamId, from }: Leaving): Promise<Told['stays']> {
  const its = (table: string, owner: string, what = sql`true`) =>
    sql`SELECT ${table} AS what, count(*) AS rows FROM ${sql.table(table)} WHERE team_id = ${teamId} AND ${sql.ref(owner)} = ${from} AND ${what}`;
  const alive = sql`deleted_at IS NULL`;
  const { rows } = await sql<Told['stays'][number]>`
    SELECT what, rows FROM (
      SELECT 'emails_on_their_way' AS what, count(*) AS rows FROM emails WHERE team_id = ${teamId} AND user_id = ${from} AND state IN ('sending', 'uncertain')
      UNION ALL
      SELECT 'emails_sent_by_hand', count(*) FROM emails e LEFT JOIN actions a ON a.team_id = e.team_id AND a.id = e.action_id
        WHERE e.team_id = ${teamId} AND e.user_id = ${from} AND e.state IN ('planned', 'queued') AND a.automated IS NOT TRUE
      UNION ALL ${its('opportunities', 'owner_id', alive)}
      UNION ALL ${its('email_templates', 'owner_id', alive)}
      UNION ALL ${its('snippets', 'owner_id', alive)}
      UNION ALL ${its('saved_list_views', 'owner_id', alive)}
      UNION ALL ${its('api_keys', 'user_id', sql`revoked_at IS NULL`)}) s
    WHERE rows > 0 ORDER BY what`.execute(tx);
  return rows;
}
