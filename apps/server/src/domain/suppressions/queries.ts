import { sql } from 'kysely';
import type { Db } from '../../db/connect.js';
import { addressForms, type Suppression } from './rules.js';

export { normalise, suppressedReason } from './rules.js';

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
  const [found] = await listSuppressed(db, [{ teamId, addresses, cadenceId, conversation }]);
  return found;
}

/** One e-mail about to leave. */
export interface AskedAddress {
  teamId: number;
  addresses: readonly string[];
  cadenceId: number | null;
  conversation: boolean;
}

interface Row {
  team_id: number;
  kind: Suppression['kind'];
  value: string;
  reason: Suppression['reason'];
  cadence_id: number | null;
}

/**
 * isSuppressed for many e-mails in one statement; the answers are in the order of the questions. Of who was forgotten the list
 * has the salted hash of the address (forget-rows.ts).
 */
export async function listSuppressed(
  db: Db,
  asked: readonly AskedAddress[],
): Promise<(Suppression | undefined)[]> {
  const forms = asked.map((one) =>
    one.addresses.flatMap((address) => addressForms(address).map((form) => ({ address, ...form }))),
  );
  const pairs = forms.flatMap((each, index) =>
    each.map(({ value }) => ({ value, team: asked[index]?.teamId })),
  );
  if (pairs.length === 0) return asked.map(() => undefined);
  const { rows } = await sql<Row>`
    WITH k AS MATERIALIZED (
      SELECT DISTINCT team_id, value FROM unnest(${pairs.map(({ team }) => team)}::bigint[], ${pairs.map(({ value }) => value)}::text[]) k (team_id, value))
    SELECT s.team_id, s.kind, a.value, s.reason, s.cadence_id
    FROM (SELECT team_id, value, value AS kept FROM k
      UNION ALL SELECT k.team_id, k.value, forgotten_value(p.salt, k.value) FROM k JOIN privacy_salts p ON p.team_id = k.team_id) a
    JOIN suppressions s ON s.team_id = a.team_id AND s.value = a.kept`.execute(db);
  return asked.map((one, index) => match(rows, one, forms[index] ?? []));
}

type Form = Pick<Suppression, 'address' | 'kind' | 'value'>;

function match(rows: readonly Row[], asked: AskedAddress, forms: readonly Form[]): Suppression | undefined {
  const counts = rows.filter(
    (row) =>
      row.team_id === asked.teamId &&
      (row.cadence_id === null || row.cadence_id === asked.cadenceId) &&
      !(asked.conversation && row.reason === 'opt_out'),
  );
  for (const form of forms) {
    const found = counts.find((row) => row.kind === form.kind && row.value === form.value);
    if (found) return { ...form, reason: found.reason, cadenceId: found.cadence_id };
  }
  return undefined;
}
