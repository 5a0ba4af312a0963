import { type RawBuilder, sql } from 'kysely';
import type { Tx } from '../../db/connect.js';

/** What the suppression list says of an address. */
export interface KnownAddress {
  readonly bouncing: boolean;
  readonly optedOutAt: Date | null;
}

interface Entry {
  key: string | null;
  reason: string | null;
  opted_out_at: Date | null;
}

const UNKNOWN: KnownAddress = { bouncing: false, optedOutAt: null };

/** Entries of addresses by their keys. Whoever had one may have been forgotten since: what was said about it was not. */
const entriesOf = (teamId: number, keys: readonly string[]): RawBuilder<Entry> => sql<Entry>`
  SELECT n.key, s.reason, s.opted_out_at FROM (
    SELECT k AS key, k AS value FROM unnest(${keys}::text[]) k
    UNION ALL SELECT k, forgotten_value(p.salt, k) FROM privacy_salts p, unnest(${keys}::text[]) k WHERE p.team_id = ${teamId}
  ) n JOIN suppressions s ON s.team_id = ${teamId} AND s.kind = 'address' AND s.value = n.value AND s.cadence_id IS NULL`;

function byKey(rows: readonly Entry[]): Map<string, KnownAddress> {
  const known = new Map<string, KnownAddress>();
  for (const { key, reason, opted_out_at: optedOutAt } of rows) {
    if (key === null) continue;
    const { bouncing, optedOutAt: before } = known.get(key) ?? UNKNOWN;
    known.set(key, { bouncing: bouncing || reason === 'hard_bounce', optedOutAt: before ?? optedOutAt });
  }
  return known;
}

/** What the suppression list says of addresses, by their keys (kernel/address.ts). */
export async function knownAddresses(
  tx: Tx,
  teamId: number,
  keys: readonly string[],
): Promise<ReadonlyMap<string, KnownAddress>> {
  return byKey((await entriesOf(teamId, keys).execute(tx)).rows);
}

/** Whether the address is somebody's already, in a team that does not allow that. The writer holds its key. */
export const addressTaken = (teamId: number, address: string): RawBuilder<boolean> => sql<boolean>`
  EXISTS (SELECT FROM teams WHERE id = ${teamId} AND NOT duplicate_emails_allowed AND EXISTS (SELECT people_with_address(${address})))`;

/** The same for one address, whether it is taken, and whether a wish of before holds (`wishedSql`), in one question at most. */
export async function whatIsKnown(
  tx: Tx,
  teamId: number,
  {
    address,
    taken,
    wished,
  }: Record<'taken' | 'wished', RawBuilder<boolean> | undefined> & { address: string | undefined },
): Promise<{ address: KnownAddress; taken: boolean; wished: boolean }> {
  if (!address && !taken && !wished) return { address: UNKNOWN, taken: false, wished: false };
  const { rows } = await sql<Entry & { taken: boolean; wished: boolean }>`
    SELECT ${taken ?? sql`false`} AS taken, ${wished ?? sql`false`} AS wished, e.key, e.reason, e.opted_out_at
    FROM (VALUES (1)) one LEFT JOIN LATERAL (${entriesOf(teamId, address ? [address] : [])}) e ON true`.execute(
    tx,
  );
  return {
    address: byKey(rows).get(address ?? '') ?? UNKNOWN,
    taken: rows.some((row) => row.taken),
    wished: rows.some((row) => row.wished),
  };
}
