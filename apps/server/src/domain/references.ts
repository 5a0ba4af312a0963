import type { Tx } from '../db/connect.js';
import { invalid } from '../kernel/errors.js';

type Owned =
  | 'users'
  | 'accounts'
  | 'people'
  | 'person_stages'
  | 'account_stages'
  | 'account_tiers'
  | 'imports'
  | 'email_templates'
  | 'cadences'
  | 'steps';
const SOFT_DELETED: ReadonlySet<Owned> = new Set([
  'accounts',
  'people',
  'person_stages',
  'account_stages',
  'account_tiers',
  'imports',
  'email_templates',
  'cadences',
  'steps',
]);

/** An id in a body must name a living record of the team. @throws AppError invalid on `field` */
export async function requireReference(
  tx: Tx,
  teamId: number,
  table: Owned,
  field: string,
  id: number,
): Promise<void> {
  const base = tx.selectFrom(table).select('id').where('team_id', '=', teamId).where('id', '=', id);
  const found = await (SOFT_DELETED.has(table)
    ? base.where('deleted_at' as 'id', 'is', null)
    : base
  ).executeTakeFirst();
  if (!found) throw invalid(field, 'could not be found');
}

/** The given ids of a body, checked one by one; null and undefined name nothing. */
export async function requireReferences(
  tx: Tx,
  teamId: number,
  wanted: readonly (readonly [Owned, string, number | null | undefined])[],
): Promise<void> {
  for (const [table, field, id] of wanted) {
    if (id !== null && id !== undefined) await requireReference(tx, teamId, table, field, id);
  }
}
