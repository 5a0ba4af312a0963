import { type RawBuilder, sql } from 'kysely';
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

/** What a body names: in which table, in which field, by which id. Null and undefined name nothing. */
type Wanted = readonly [table: Referenced, field: string, id: number | null | undefined];

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
  const found = (await requireReferences(unit, [[table, field, id]])).get(field);
  if (!found) throw invalid(field, 'could not be found');
  return found;
}

/**
 * The given ids of a body, in one statement. @returns what is found, by field
 * @throws AppError invalid on the first field that names nothing
 */
export async function requireReferences(
  unit: Unit,
  wanted: readonly Wanted[],
): Promise<ReadonlyMap<string, Found>> {
  const given = wanted.flatMap(([table, field, id]) =>
    id === null || id === undefined ? [] : [{ table, field, id }],
  );
  const all = new Map<string, Found>();
  if (given.length === 0) return all;
  const parts = given.map(
    ({ table, id }, at) =>
      sql`SELECT ${sql.lit(at)} AS at, f.name, f.owner_id FROM (${living(unit.principal, table, id)}) f`,
  );
  const { rows } = await sql<Row>`${sql.join(parts, sql` UNION ALL `)}`.execute(unit.tx);
  for (const [at, { table, field }] of given.entries()) {
    const row = rows.find((one) => one.at === at);
    if (!row || !(await isInSight(unit, table, row.owner_id))) throw invalid(field, 'could not be found');
    all.set(field, { name: row.name });
  }
  return all;
}

interface Row {
  /** Which of the given. */
  at: number;
  name: string | null;
  owner_id: number | null;
}

/** Whether the caller sees a record of `table` that is whose. */
async function isInSight({ tx, principal }: Unit, table: Referenced, owner: number | null): Promise<boolean> {
  if (table === 'people' || table === 'accounts') return seesOwned(tx, principal, owner);
  // Of imports non-admins see their own (docs/wire.md section 2).
  return table !== 'imports' || seesOfUser(principal, owner);
}

/**
 * The record, where it is there. What can be deleted is held against its deletion, which takes the row FOR UPDATE: either
 * the deletion waits and finds what was written, or the writer waits and finds nothing. Changes of the record go on beside.
 */
function living(principal: Principal, table: Referenced, id: number): RawBuilder<unknown> {
  const row = sql`FROM ${sql.table(table)} r WHERE r.team_id = ${principal.teamId} AND r.id = ${id}`;
  const held = sql`${row} AND r.deleted_at IS NULL`;
  switch (table) {
    case 'users':
    case 'calls':
      return sql`SELECT NULL::text AS name, NULL::bigint AS owner_id ${row}`;
    case 'people':
    case 'accounts':
      return sql`SELECT r.name, r.owner_id ${held} FOR KEY SHARE`;
    case 'opportunities':
      return sql`SELECT r.name, NULL::bigint AS owner_id ${held} AND ${inSightOf(principal, OF_OPPORTUNITY, 'r', 'one')} FOR KEY SHARE OF r`;
    case 'imports':
      return sql`SELECT r.name, r.user_id AS owner_id ${held} FOR KEY SHARE`;
    default:
      return sql`SELECT r.name, NULL::bigint AS owner_id ${held} FOR KEY SHARE`;
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
