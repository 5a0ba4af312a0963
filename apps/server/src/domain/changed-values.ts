import { sql } from 'kysely';
import type { Tx } from '../db/connect.js';

export type Values = Readonly<Record<string, unknown>>;

/** Fields that no undo puts back: a wish of the person is theirs, and an id of the CRM is the CRM's. */
export const NOT_PUT_BACK: readonly string[] = ['do_not_contact', 'contact_restrictions', 'crm_id'];

/** What a row of a job, or of an import, did to a record: these fields were `before`, and are `after`. Custom fields are told one by one. */
export interface Changed {
  readonly id: number;
  readonly before: Values;
  readonly after: Values;
}

/** Fields of a person or an account as their columns have them, the record locked; undefined: there is none (any more). */
export async function valuesOf(
  tx: Tx,
  table: 'people' | 'accounts',
  { teamId, id }: { readonly teamId: number; readonly id: number },
  fields: readonly string[],
): Promise<Values | undefined> {
  const archived = table === 'accounts' ? sql`r.archived_at IS NOT NULL` : sql`false`;
  const { rows } = await sql<{ found: Values | null }>`
    SELECT (SELECT jsonb_object_agg(e.key, e.value) FROM jsonb_each(to_jsonb(r) || jsonb_build_object('archived', ${archived})) e
      WHERE e.key = ANY(${fields}::text[])) AS found
    FROM ${sql.table(table)} r WHERE r.team_id = ${teamId} AND r.id = ${id} AND r.deleted_at IS NULL FOR UPDATE`.execute(
    tx,
  );
  return rows[0] && (rows[0].found ?? {});
}

/** What a change made of some fields, those left out that are as they were; undefined: nothing. */
export function changedFields(
  id: number,
  was: Values,
  is: Values,
  named: readonly string[] = [],
): Changed | undefined {
  const [before, after]: [Record<string, unknown>, Record<string, unknown>] = [{}, {}];
  for (const [field, value] of Object.entries(is)) {
    const pair =
      field === CUSTOM ? customPair(was[field], value, named) : [was[field] ?? null, value ?? null];
    if (JSON.stringify(pair[0]) === JSON.stringify(pair[1])) continue;
    [before[field], after[field]] = pair;
  }
  return Object.keys(after).length === 0 ? undefined : { id, before, after };
}

/** The fields that are no longer as a row left them. */
export function movedOn({ after }: Changed, now: Values): string[] {
  return Object.entries(after).flatMap(([field, value]) => {
    const is = field === CUSTOM ? picked(now[field], Object.keys(objectOf(value))) : (now[field] ?? null);
    const left = field === CUSTOM ? picked(value, Object.keys(objectOf(value))) : value;
    return JSON.stringify(is) === JSON.stringify(left) ? [] : [field];
  });
}

const CUSTOM = 'custom_fields';
const objectOf = (value: unknown): Values => (value ?? {}) as Values;
const picked = (value: unknown, names: readonly string[]): Values =>
  Object.fromEntries(names.toSorted().map((name) => [name, objectOf(value)[name] ?? null]));

/** Custom fields are merged by name: of those that stay as they were nothing is kept. */
function customPair(was: unknown, is: unknown, named: readonly string[]): [unknown, unknown] {
  const names = [...new Set([...Object.keys(objectOf(was)), ...Object.keys(objectOf(is)), ...named])].filter(
    (name) => JSON.stringify(objectOf(was)[name] ?? null) !== JSON.stringify(objectOf(is)[name] ?? null),
  );
  return [picked(was, names), picked(is, names)];
}

/** When somebody who is on a cadence was put on it; undefined: they are on it no longer. */
export async function runOf(
  tx: Tx,
  { teamId, id }: { readonly teamId: number; readonly id: number },
): Promise<Date | undefined> {
  const run = await tx
    .selectFrom('cadence_memberships')
    .select('added_at')
    .where('team_id', '=', teamId)
    .where('id', '=', id)
    .where('currently_on_cadence', '=', true)
    .executeTakeFirst();
  return run?.added_at;
}
