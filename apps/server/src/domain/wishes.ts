import { type RawBuilder, sql } from 'kysely';
import type { Tx } from '../db/connect.js';

/** Where "do not contact" of deleted records stands; the triggers `keep_wish` (migration 0163) write it. */
export type WishTable = 'do_not_contact_wishes' | 'account_do_not_contact_wishes';

/**
 * Whether somebody known by one of these keys (rows of kind and value), that are not among `before`, was marked. Where
 * nobody ever was, as in most teams, no key is made.
 */
export function wishedSql(
  teamId: number,
  table: WishTable,
  before: RawBuilder<unknown> | undefined,
  after: RawBuilder<unknown>,
): RawBuilder<boolean> {
  const wishes = sql.table(table);
  const fresh = before
    ? sql`WHERE NOT EXISTS (SELECT FROM ${before} b WHERE b.kind = k.kind AND b.value = k.value)`
    : sql``;
  return sql<boolean>`(EXISTS (SELECT FROM ${wishes} w WHERE w.team_id = ${teamId}) AND EXISTS (
      SELECT FROM ${after} k JOIN ${wishes} w ON w.team_id = ${teamId} AND w.kind = k.kind AND w.value = k.value ${fresh}))`;
}

/** The answer to `wishedSql` alone. */
export async function isWished(tx: Tx, ...asked: Parameters<typeof wishedSql>): Promise<boolean> {
  const { rows } = await sql<{ found: boolean }>`SELECT ${wishedSql(...asked)} AS found`.execute(tx);
  return rows[0]?.found === true;
}

/** A colleague decided otherwise: it does not come back with the next deletion. */
export async function forgetWish(
  tx: Tx,
  teamId: number,
  table: WishTable,
  keys: RawBuilder<unknown>,
): Promise<void> {
  await sql`DELETE FROM ${sql.table(table)} w USING ${keys} k
    WHERE w.team_id = ${teamId} AND w.kind = k.kind AND w.value = k.value`.execute(tx);
}
