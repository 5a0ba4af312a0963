import { sql } from 'kysely';
import type { Db } from '../../db/connect.js';
import { addressForms } from './rules.js';

export { suppressedReason } from './rules.js';

/** Why nothing is sent to an address. */
export interface Suppression {
  /** The address asked about that is blocked. */
  address: string;
  /** The entry that blocks it: the address itself, or its domain. */
  value: string;
  kind: 'address' | 'domain';
  reason: 'opt_out' | 'hard_bounce' | 'complaint' | 'manual' | 'import';
  cadenceId: number | null;
}

/**
 * The first of these addresses that nothing may be sent to: on the team's list, or on the list of this cadence.
 * `conversation`: the message answers one of the person's, so an opt-out of marketing does not stop it; bounces,
 * complaints and entries a colleague made still do.
 */
export async function isSuppressed(
  db: Db,
  teamId: number,
  addresses: readonly string[],
  cadenceId: number | null,
  { conversation = false }: { conversation?: boolean } = {},
): Promise<Suppression | undefined> {
  const forms = addresses.flatMap((address) => addressForms(address).map((form) => ({ address, ...form })));
  if (forms.length === 0) return undefined;
  const { rows } = await sql<Omit<Suppression, 'address' | 'cadenceId'> & { cadence_id: number | null }>`
    SELECT s.kind, s.value, s.reason, s.cadence_id FROM suppressions s
    WHERE s.team_id = ${teamId} AND s.value = ANY(${forms.map(({ value }) => value)}::text[])
      AND (s.cadence_id IS NULL OR s.cadence_id = ${cadenceId}::bigint)
      AND NOT (${conversation} AND s.reason = 'opt_out')`.execute(db);
  for (const form of forms) {
    const found = rows.find((row) => row.kind === form.kind && row.value === form.value);
    if (found) {
      const { cadence_id: cadence, ...rest } = found;
      return { ...rest, address: form.address, cadenceId: cadence };
    }
  }
  return undefined;
}
