import type { Tx } from '../db/connect.js';
import { invalid } from '../kernel/errors.js';
import type { Principal } from '../kernel/principal.js';
import { seesOwned } from './visibility.js';

type Unit = { readonly tx: Tx; readonly principal: Principal };
type Living = 'groups' | 'person_stages' | 'account_stages' | 'account_tiers';
type Referenced = Living | 'users' | 'calls' | 'people' | 'accounts' | 'imports';

/** An id in a body must name a living record of the team that the caller sees. @throws AppError invalid on `field` */
export async function requireReference(
  unit: Unit,
  table: Referenced,
  field: string,
  id: number,
): Promise<void> {
  if (!(await exists(unit, table, id))) throw invalid(field, 'could not be found');
}

/** The given ids of a body, checked one by one; null and undefined name nothing. */
export async function requireReferences(
  unit: Unit,
  wanted: readonly (readonly [Referenced, string, number | null | undefined])[],
): Promise<void> {
  for (const [table, field, id] of wanted) {
    if (id !== null && id !== undefined) await requireReference(unit, table, field, id);
  }
}

async function exists({ tx, principal }: Unit, table: Referenced, id: number): Promise<boolean> {
  switch (table) {
    case 'users':
    case 'calls':
      return (await found(tx, principal.teamId, table, id)) !== undefined;
    case 'people':
    case 'accounts': {
      const row = await tx
        .selectFrom(table)
        .select('owner_id')
        .where('team_id', '=', principal.teamId)
        .where('id', '=', id)
        .where('deleted_at', 'is', null)
        .executeTakeFirst();
      return row !== undefined && seesOwned(tx, principal, row.owner_id);
    }
    case 'imports': {
      // Of imports non-admins see their own (reference semantics section 2).
      const row = await tx
        .selectFrom('imports')
        .select('user_id')
        .where('team_id', '=', principal.teamId)
        .where('id', '=', id)
        .where('deleted_at', 'is', null)
        .executeTakeFirst();
      return row !== undefined && (principal.admin || row.user_id === principal.userId);
    }
    default:
      return (await found(tx, principal.teamId, table, id, true)) !== undefined;
  }
}

function found(
  tx: Tx,
  teamId: number,
  table: Living | 'users' | 'calls',
  id: number,
  soft = false,
): Promise<{ id: number } | undefined> {
  const base = tx.selectFrom(table).select('id').where('team_id', '=', teamId).where('id', '=', id);
  return (soft ? base.where('deleted_at' as 'id', 'is', null) : base).executeTakeFirst();
}
