import { anyOf } from '../db/any-of.js';
import type { Tx } from '../db/connect.js';
import { invalid } from '../kernel/errors.js';
import type { Principal } from '../kernel/principal.js';
import { inSightOf, OF_OPPORTUNITY, seesOfUser, seesOwned } from './visibility.js';

type Unit = { readonly tx: Tx; readonly principal: Principal };
type Living = 'groups' | 'person_stages' | 'account_stages' | 'account_tiers';
export type Referenced = Living | 'opportunities' | 'users' | 'calls' | 'people' | 'accounts' | 'imports';

interface Found {
  /** Of accounts and of the team's lists: whoever names one keeps a copy to sort by. */
  readonly name: string | null;
}

/**
 * An id in a body must name a living record of the team that the caller sees. @returns what is found
 * @throws AppError invalid on `field`
 */
export async function requireReference(
  unit: Unit,
  table: Referenced,
  field: string,
  id: number,
): Promise<Found> {
  const found = await seen(unit, table, id);
  if (!found) throw invalid(field, 'could not be found');
  return found;
}

/** The given ids of a body, checked one by one; null and undefined name nothing. @returns what is found, by field */
export async function requireReferences(
  unit: Unit,
  wanted: readonly (readonly [Referenced, string, number | null | undefined])[],
): Promise<ReadonlyMap<string, Found>> {
  const all = new Map<string, Found>();
  for (const [table, field, id] of wanted) {
    if (id !== null && id !== undefined) all.set(field, await requireReference(unit, table, field, id));
  }
  return all;
}

/**
 * What can be deleted is held against its deletion, which takes the row FOR UPDATE: either the deletion waits and finds
 * what was written, or the writer waits and finds nothing. Changes of the record go on beside.
 */
async function seen({ tx, principal }: Unit, table: Referenced, id: number): Promise<Found | undefined> {
  switch (table) {
    case 'users':
    case 'calls': {
      const row = await tx
        .selectFrom(table)
        .select('id')
        .where('team_id', '=', principal.teamId)
        .where('id', '=', id)
        .executeTakeFirst();
      return row && { name: null };
    }
    case 'people':
    case 'accounts': {
      const row = await tx
        .selectFrom(table)
        .select(['owner_id', 'name'])
        .where('team_id', '=', principal.teamId)
        .where('id', '=', id)
        .where('deleted_at', 'is', null)
        .forKeyShare()
        .executeTakeFirst();
      return row && (await seesOwned(tx, principal, row.owner_id)) ? row : undefined;
    }
    case 'opportunities': {
      const row = await tx
        .selectFrom('opportunities as r')
        .select(['r.name', 'r.owner_id', 'r.account_id'])
        .where('r.team_id', '=', principal.teamId)
        .where('r.id', '=', id)
        .where('r.deleted_at', 'is', null)
        .where(inSightOf(principal, OF_OPPORTUNITY, 'r', 'one'))
        .forKeyShare()
        .executeTakeFirst();
      return row && { name: row.name };
    }
    case 'imports': {
      // Of imports non-admins see their own (docs/wire.md section 2).
      const row = await tx
        .selectFrom('imports')
        .select(['user_id', 'name'])
        .where('team_id', '=', principal.teamId)
        .where('id', '=', id)
        .where('deleted_at', 'is', null)
        .forKeyShare()
        .executeTakeFirst();
      return row && seesOfUser(principal, row.user_id) ? row : undefined;
    }
    default:
      return tx
        .selectFrom(table)
        .select('name')
        .where('team_id', '=', principal.teamId)
        .where('id', '=', id)
        .where('deleted_at', 'is', null)
        .forKeyShare()
        .executeTakeFirst();
  }
}

/** Groups that a record is for, each once. @throws AppError invalid on `group_ids` where one is not there */
export async function existingGroups(
  { tx, principal }: { readonly tx: Tx; readonly principal: Pick<Principal, 'teamId'> },
  ids: readonly number[],
): Promise<number[]> {
  const wanted = [...new Set(ids)];
  if (wanted.length === 0) return [];
  const found = await tx
    .selectFrom('groups')
    .select('id')
    .where('team_id', '=', principal.teamId)
    .where('id', '=', anyOf(wanted))
    .where('deleted_at', 'is', null)
    .execute();
  if (found.length < wanted.length) throw invalid('group_ids', 'could not be found');
  return wanted;
}
