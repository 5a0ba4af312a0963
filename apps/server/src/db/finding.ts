import { CompiledQuery } from 'kysely';
import type pg from 'pg';
import { cached, compile, type Statement } from './compiled.js';
import type { Db, Tx } from './connect.js';
import {
  type ListedRow,
  readable,
  type ReadContext,
  scopeText,
  seesWhole,
  sightKey,
  teamText,
  values,
} from './listing.js';
import { statementsOf } from './prepare.js';
import type { Key, View } from './view.js';

/** One record as wire JSON text; undefined when it is missing or not visible. */
export const findRow = <I extends Key>(
  pool: pg.Pool,
  view: View<I>,
  context: ReadContext,
  id: NoInfer<I>,
): Promise<string | undefined> => rowBy(pool, view, context, id);

/** findRow by another column than the id: an expression that names one record. In a transaction, what that wrote is seen. */
export function findRowBy(
  from: pg.Pool | Tx,
  view: View<Key>,
  context: ReadContext,
  column: string,
  value: Key,
): Promise<string | undefined> {
  return 'executeQuery' in from
    ? rowIn(from, showStatement(readable(view, context), seesWhole(context), column), context, value)
    : rowBy(from, view, context, value, column);
}

async function rowBy(
  pool: pg.Pool,
  view: View<Key>,
  context: ReadContext,
  value: Key,
  column?: string,
): Promise<string | undefined> {
  const statement = showStatement(readable(view, context), seesWhole(context), column);
  const result = await statementsOf(pool).query<ListedRow>(
    statement.text,
    values(statement, context, undefined, value),
  );
  return result.rows[0]?.j;
}

/**
 * The record a command has just written, as its answer shows it: there even when the write took it out of the caller's
 * sight, or ended it. What it refers to is shown as far as the caller sees it.
 */
export function findWritten<I extends Key>(
  tx: Tx,
  view: View<I>,
  context: ReadContext,
  id: NoInfer<I>,
): Promise<string | undefined> {
  return rowIn(tx, writtenStatement(readable(view, context), seesWhole(context)), context, id);
}

/**
 * Records by their ids, as wire JSON texts by id; what is missing or not visible is left out. One statement for any number.
 */
export async function findRows(
  db: Db,
  view: View,
  context: ReadContext,
  ids: readonly number[],
): Promise<Map<number, string>> {
  const read = readable(view, context);
  const whole = seesWhole(context);
  const statement = cached(`${read.name}|many|${sightKey(whole)}`, () =>
    compile(
      `SELECT r.id, row_to_json(w)::text AS j FROM ${read.table} r CROSS JOIN LATERAL (SELECT ${read.columns}) w WHERE ${scopeText(read, 'one')} AND r.id = ANY(:id::bigint[])`,
      whole,
    ),
  );
  const query = CompiledQuery.raw(
    statement.text,
    statement.parameters.map((name) => (name === 'id' ? ids : context[name as keyof ReadContext])),
  );
  const { rows } = await db.executeQuery<{ id: number; j: string }>(query);
  return new Map(rows.map(({ id, j }) => [id, j]));
}

/** The newest record that the reader sees, by its id; undefined when there is none. */
export async function findNewest(
  db: Db,
  view: View,
  context: ReadContext,
): Promise<{ id: number; json: string } | undefined> {
  const read = readable(view, context);
  const whole = seesWhole(context);
  const statement = cached(`${read.name}|newest|${sightKey(whole)}`, () =>
    compile(
      `SELECT r.id, row_to_json(w)::text AS j FROM ${read.table} r CROSS JOIN LATERAL (SELECT ${read.columns}) w WHERE ${scopeText(read, 'list')} ORDER BY r.id DESC LIMIT 1`,
      whole,
    ),
  );
  const query = CompiledQuery.raw(statement.text, values(statement, context));
  const { rows } = await db.executeQuery<{ id: number; j: string }>(query);
  return rows[0] && { id: rows[0].id, json: rows[0].j };
}

/**
 * Which of these records, there or deleted, are about nobody the reader may not see; a view's own rule for what is alive
 * is not asked.
 */
export async function findInSight(
  db: Db,
  view: View,
  context: ReadContext,
  ids: readonly number[],
): Promise<Set<number>> {
  const whole = seesWhole(context);
  const statement = cached(`${view.name}|many in sight|${sightKey(whole)}`, () =>
    compile(
      `SELECT r.id FROM ${view.table} r WHERE ${teamText(view)}${view.sight && !whole ? ` AND (${view.sight.one})` : ''}${view.kept ? ` AND (${view.kept})` : ''} AND r.id = ANY(:id::bigint[])`,
      whole,
    ),
  );
  const query = CompiledQuery.raw(
    statement.text,
    statement.parameters.map((name) => (name === 'id' ? ids : context[name as keyof ReadContext])),
  );
  const { rows } = await db.executeQuery<{ id: number }>(query);
  return new Set(rows.map(({ id }) => id));
}

/**
 * Locks a record and tells its `updated_at`, as its view shows moments: until the transaction ends nobody else changes it.
 * null where it is not there, or has none.
 */
export async function lockedVersion(
  tx: Tx,
  view: View<Key>,
  context: ReadContext,
  id: Key,
): Promise<string | null> {
  const statement = cached(`${view.name}|version`, () =>
    compile(
      `SELECT wire_time(r.updated_at, :tz) AS at FROM ${view.table} r WHERE ${teamText(view)} AND ${view.idColumn ?? 'r.id'} = :id FOR NO KEY UPDATE OF r`,
      true,
    ),
  );
  const query = CompiledQuery.raw(statement.text, values(statement, context, undefined, id));
  const { rows } = await tx.executeQuery<{ at: string | null }>(query);
  return rows[0]?.at ?? null;
}

/** The id of the record whose guid this is, seen or not; undefined when the team never had it, or its view knows no guids. */
export async function idOfGuid(
  db: Db,
  view: View<Key>,
  context: ReadContext,
  guid: string,
): Promise<number | undefined> {
  const { guidColumn } = view;
  if (guidColumn === undefined) return undefined;
  const statement = cached(`${view.name}|by guid`, () =>
    compile(`SELECT r.id FROM ${view.table} r WHERE ${teamText(view)} AND ${guidColumn} = :id`, true),
  );
  const query = CompiledQuery.raw(statement.text, values(statement, context, undefined, guid));
  const { rows } = await db.executeQuery<{ id: number }>(query);
  return rows[0]?.id;
}

async function rowIn(
  tx: Tx,
  statement: Statement,
  context: ReadContext,
  id: Key,
): Promise<string | undefined> {
  const result = await tx.executeQuery(
    CompiledQuery.raw(statement.text, values(statement, context, undefined, id)),
  );
  return (result.rows[0] as ListedRow | undefined)?.j;
}

/**
 * Whether a record is about nobody the caller may not see; one that was ended counts as before. Costs a query only for
 * callers who do not see the whole team. A record that the team never had is not seen.
 */
export async function isInSight(db: Db, view: View<Key>, context: ReadContext, id: Key): Promise<boolean> {
  if (view.sight === null || seesWhole(context)) return true;
  const key = `${view.name}|in sight`;
  const { sight } = view;
  const statement = cached(key, () =>
    compile(
      `SELECT 1 AS found FROM ${view.table} r WHERE ${teamText(view)} AND (${sight.one}) AND ${view.idColumn ?? 'r.id'} = :id`,
      false,
    ),
  );
  const result = await db.executeQuery(
    CompiledQuery.raw(statement.text, values(statement, context, undefined, id)),
  );
  return result.rows.length > 0;
}

function showStatement(view: View<Key>, whole: boolean, column = view.idColumn ?? 'r.id'): Statement {
  const key = `${view.name}|show|${column}|${sightKey(whole)}`;
  return cached(key, () => compile(oneText(view, `${scopeText(view, 'one')} AND ${column} = :id`), whole));
}

function writtenStatement(view: View<Key>, whole: boolean): Statement {
  const key = `${view.name}|written|${sightKey(whole)}`;
  const id = view.idColumn ?? 'r.id';
  return cached(key, () => compile(oneText(view, `${teamText(view)} AND ${id} = :id`), whole));
}

const oneText = (view: View<Key>, where: string): string =>
  `SELECT row_to_json(w)::text AS j FROM ${view.table} r CROSS JOIN LATERAL (SELECT ${view.columns}) w WHERE ${where} LIMIT 1`;
