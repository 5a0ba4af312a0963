import type { Said } from '../said.js';
import { sql } from 'kysely';
import type { Tx } from '../../db/connect.js';
import type { Suppression } from './rules.js';
import { addressForms, suppressedReason } from './rules.js';

/**
 * isSuppressed for many e-mails in one statement: why nothing is sent, in words, by the key of the e-mail. E-mails
 * nothing speaks against are absent.
 */
export async function suppressionsOf<K>(
  tx: Tx,
  teamId: number,
  letters: readonly { key: K; addresses: readonly string[]; cadenceId: number | null }[],
): Promise<ReadonlyMap<K, Said>> {
  const forms = letters.flatMap(({ key, addresses, cadenceId }) =>
    addresses.flatMap((address) =>
      addressForms(address).map((form) => ({ key, address, cadenceId, ...form })),
    ),
  );
  const found = new Map<K, Said>();
  if (forms.length === 0) return found;
  const values = [...new Set(forms.map(({ value }) => value))];
  const { rows } = await sql<Omit<Suppression, 'address' | 'cadenceId'> & { cadence_id: number | null }>`
    WITH k AS MATERIALIZED (SELECT value FROM unnest(${values}::text[]) k (value))
    SELECT s.kind, a.value, s.reason, s.cadence_id
    FROM (SELECT value, value AS kept FROM k
      UNION ALL SELECT k.value, forgotten_value(p.salt, k.value) FROM k JOIN privacy_salts p ON p.team_id = ${teamId}) a
    JOIN suppressions s ON s.team_id = ${teamId} AND s.value = a.kept`.execute(tx);
  if (rows.length === 0) return found;
  for (const form of forms) {
    const row = rows.find(
      (each) =>
        each.kind === form.kind &&
        each.value === form.value &&
        (each.cadence_id === null || each.cadence_id === form.cadenceId),
    );
    if (!row || found.has(form.key)) continue;
    const { cadence_id: cadenceId, ...rest } = row;
    found.set(form.key, suppressedReason({ ...rest, address: form.address, cadenceId }, true));
  }
  return found;
}
