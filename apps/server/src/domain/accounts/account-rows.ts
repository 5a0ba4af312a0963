import { sql } from 'kysely';
import type { Tx } from '../../db/connect.js';
import { wasContactedSince } from '../contacts.js';

/** Somebody came to the account, or left it. */
export async function countPeople(tx: Tx, teamId: number, id: number, by: 1 | -1): Promise<void> {
  await tx
    .updateTable('accounts')
    .set({ people_count: sql`people_count + ${by}` })
    .where('team_id', '=', teamId)
    .where('id', '=', id)
    .execute();
}
/** That somebody of an account was contacted. */
export interface AccountContact {
  accountId: number;
  personId: number;
  contact: 'call' | 'email' | 'other';
  byUserId: number;
  at: Date;
}

/** What contacts leave on accounts, the last of each; one that is told late leaves a later one. Whoever writes it down tells of it. */
export async function recordAccountContacts(
  tx: Tx,
  teamId: number,
  now: Date,
  contacts: readonly AccountContact[],
): Promise<void> {
  if (contacts.length === 0) return;
  const latest = new Map(contacts.map((each) => [each.accountId, each]));
  // In the order of their ids, as everybody who holds several: many people share an account.
  const each = [...latest.values()].sort((a, b) => a.accountId - b.accountId);
  const isLate = wasContactedSince(sql`a`, sql`d.at`, now);
  await sql`
    UPDATE accounts a SET updated_at = ${now},
      last_contacted_at = CASE WHEN ${isLate} THEN a.last_contacted_at ELSE d.at END,
      last_contacted_type = CASE WHEN ${isLate} THEN a.last_contacted_type ELSE d.contact END,
      last_contacted_by_id = CASE WHEN ${isLate} THEN a.last_contacted_by_id ELSE d.user_id END,
      last_contacted_person_id = CASE WHEN ${isLate} THEN a.last_contacted_person_id ELSE d.person_id END
    FROM unnest(${each.map(({ accountId }) => accountId)}::bigint[], ${each.map(({ personId }) => personId)}::bigint[],
      ${each.map(({ contact }) => contact)}::text[], ${each.map(({ byUserId }) => byUserId)}::bigint[], ${each.map(({ at }) => at)}::timestamptz[]) d (id, person_id, contact, user_id, at)
    WHERE a.team_id = ${teamId} AND a.id = d.id`.execute(tx);
}

/** Somebody came to each of these accounts; one that is named twice has two more. In the order of their ids. */
export async function countPeopleOf(tx: Tx, teamId: number, ids: readonly number[]): Promise<void> {
  if (ids.length === 0) return;
  await sql`
    UPDATE accounts a SET people_count = a.people_count + d.count
    FROM (SELECT id, count(*)::int AS count FROM unnest(${ids}::bigint[]) id GROUP BY id ORDER BY id) d
    WHERE a.team_id = ${teamId} AND a.id = d.id`.execute(tx);
}
