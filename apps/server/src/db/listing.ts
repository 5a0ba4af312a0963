import { parseTimestamp } from '@cadenza/contract';
import type pg from 'pg';
import { invalid } from '../kernel/errors.js';
import { isGuid } from '../kernel/guid.js';
import { cached, compile, CONTEXT_TYPES, type Statement } from './compiled.js';
import { edgeOf, edgeTexts, type ListEdge } from './list-edge.js';
import { type Condition, conditionShape, conditionText, conditionValue, singleValue } from './conditions.js';
import { statementsOf } from './prepare.js';
import { bySight, type Key, type SortSql, type View } from './view.js';

/** Who reads, and when: the parameters every view may use. */
export interface ReadContext {
  readonly team: number;
  readonly tz: string;
  readonly base: string;
  readonly user: number;
  readonly admin: boolean;
  readonly group: number | null;
  /** The team shows its people and accounts to all its users (teams.team_visibility_default). */
  readonly open: boolean;
  /** The token may read the words of e-mails (email_contents:read). */
  readonly contents: boolean;
  /** Scopes of the token, with blanks between them; absent: all. */
  readonly scopes?: string | undefined;
  readonly now: Date;
  /** Links to files in answers of this moment (kernel/file-token.ts): until when they work, Unix seconds, and with what they are signed. */
  readonly links_until?: number;
  readonly link_key?: Buffer;
  /** Whose program asks (kernel/principal.ts); absent: nobody's. */
  readonly application?: string | undefined;
}

export type { Condition } from './conditions.js';

export interface ListQuery {
  readonly conditions: readonly Condition[];
  readonly sortBy: string;
  readonly direction: 'ASC' | 'DESC';
  /** undefined: everything (endpoints that are not being paged). */
  readonly limit: number | undefined;
  readonly offset: number;
  /** Keyset paging: the last row seen; `start` for the first page. */
  readonly after?: 'start' | Position;
  /** The caller named the sort. */
  readonly sorted?: boolean;
  /** Found when the list is read, not given. */
  readonly edge?: ListEdge;
}
/** Where a keyset page ended: the sort value as text (null sorts apart) and the id. */
export interface Position {
  readonly value: string | null;
  readonly id: Key;
}
export interface ListedRow {
  /** The record as wire JSON text. */
  readonly j: string;
  readonly k?: string | null;
  readonly id?: Key;
}

/** One page of a view, as wire JSON texts; fetches what `limit` says, so ask for one more to know of a next page. */
export async function listRows(
  pool: pg.Pool,
  of: View<Key>,
  context: ReadContext,
  given: ListQuery,
): Promise<ListedRow[]> {
  const view = readable(of, context);
  const query = await resolved(pool, view, context, given);
  requireFittingCursor(view, query);
  const cursor = cursorMode(query);
  const whole = seesWhole(context);
  const key = `${view.name}|${shape(query)}|${query.sortBy} ${query.direction}|${query.limit === undefined ? 'all' : 'page'}|${cursor}|${query.offset > 0 ? 'offset' : ''}|${sightKey(whole)}`;
  const statement = cached(key, () => listText(view, query, cursor, whole));
  const result = await statementsOf(pool).query<ListedRow>(
    statement.text,
    values(statement, context, query),
    { planned: planned(whole) },
  );
  return result.rows;
}

/** How many rows match, at most `cap` when one is given. */
export async function countRows(
  pool: pg.Pool,
  view: View<Key>,
  context: ReadContext,
  given: ListQuery,
  cap: number | undefined,
): Promise<number> {
  const query = await resolved(pool, view, context, given);
  const whole = seesWhole(context);
  const key = `${view.name}|${shape(query)}|count ${cap === undefined ? 'all' : 'capped'}|${sightKey(whole)}`;
  const where = `FROM ${view.table} r WHERE ${whereText(view, query)}`;
  const statement = cached(key, () =>
    compile(
      cap === undefined
        ? `SELECT count(*) AS n ${where}`
        : `SELECT count(*) AS n FROM (SELECT 1 ${where} LIMIT ${cap}) capped`,
      whole,
    ),
  );
  const result = await statementsOf(pool).query<{ n: number }>(
    statement.text,
    values(statement, context, query),
    { planned: planned(whole) },
  );
  return result.rows[0]?.n ?? 0;
}

/** How many of the rows that match meet each of some conditions, as a JSON object by the conditions' names. */
export async function countParts(
  pool: pg.Pool,
  view: View<Key>,
  context: ReadContext,
  given: ListQuery,
  conditions: Readonly<Record<string, string>>,
): Promise<string> {
  const query = await resolved(pool, view, context, given);
  const whole = seesWhole(context);
  const key = `${view.name}|${shape(query)}|parts|${sightKey(whole)}`;
  const parts = Object.entries(conditions).map(
    ([name, condition]) => `count(*) FILTER (WHERE ${condition}) AS "${name}"`,
  );
  const statement = cached(key, () =>
    compile(
      `SELECT row_to_json(c)::text AS j FROM (SELECT ${parts.join(', ')} FROM ${view.table} r WHERE ${whereText(view, query)}) c`,
      whole,
    ),
  );
  const result = await statementsOf(pool).query<ListedRow>(
    statement.text,
    values(statement, context, query),
    { planned: planned(whole) },
  );
  return result.rows[0]?.j ?? '{}';
}

/** The ids of the rows that match, in the order of the list: for what is made of records, not of their JSON. */
export async function listIds<I extends Key>(
  pool: pg.Pool,
  view: View<I>,
  context: ReadContext,
  given: ListQuery,
): Promise<I[]> {
  const rows = await listRows(pool, { ...view, name: `${view.name} ids`, columns: 'r.id' }, context, given);
  return rows.map(({ j }) => (JSON.parse(j) as { id: I }).id);
}

/** A statement that yields the ids of a list, in its order, as part of another one: nothing is read into memory. */
export interface ListedIds {
  readonly text: string;
  readonly values: readonly unknown[];
}

/** `listIds` for a statement that does something with them. */
export async function listedIds(
  pool: pg.Pool,
  view: View<Key>,
  context: ReadContext,
  given: ListQuery,
): Promise<ListedIds> {
  const query = await resolved(pool, view, context, given);
  const ids = { ...view, columns: 'r.id' };
  const statement = listText(ids, query, cursorMode(query), seesWhole(context), 'w.id');
  return { text: statement.text, values: values(statement, context, query) };
}

const withoutContents = new WeakMap<View<Key>, View<Key>>();

/** The view as this caller may read it. */
export function readable(view: View<Key>, { contents }: ReadContext): View<Key> {
  const { columnsWithoutContents: columns } = view;
  if (contents || columns === undefined) return view;
  let less = withoutContents.get(view);
  if (!less) withoutContents.set(view, (less = { ...view, name: `${view.name} without contents`, columns }));
  return less;
}

/** The caller sees every person and account of the team: no text asks whose they are. */
export const seesWhole = ({ admin, open }: Pick<ReadContext, 'admin' | 'open'>): boolean => admin || open;

/** The SQL a list runs, with its values: for EXPLAIN in the tests. */
export async function explainable(
  pool: pg.Pool,
  view: View<Key>,
  context: ReadContext,
  given: ListQuery,
): Promise<{ text: string; values: unknown[] }> {
  const query = await resolved(pool, view, context, given);
  const statement = listText(view, query, cursorMode(query), seesWhole(context));
  return { text: statement.text, values: values(statement, context, query) };
}

/**
 * How many of the rows are the caller's own differs from caller to caller: such a list is planned for each anew, for a
 * plan that suits one who has a tenth of them walks all for one who has none.
 */
const planned = (whole: boolean) => (whole ? 'once' : 'each time');
/** Tells the texts for callers who do not see the whole team apart. */
export const sightKey = (whole: boolean): string => (whole ? '' : 'own');

/** Whose rows a text is about. */
export const teamText = (view: View<Key>): string => `r.${view.table === 'teams' ? 'id' : 'team_id'} = :team`;

/** What of them is there for the caller. */
export const scopeText = (view: View<Key>, form: 'one' | 'list'): string =>
  [
    teamText(view),
    ...(view.visible ? [`(${view.visible})`] : []),
    ...(view.sight ? [bySight(`(${view.sight[form]})`, 'true')] : []),
  ].join(' AND ');

function whereText(view: View<Key>, query: ListQuery): string {
  const conditions = query.conditions.map((condition, index) =>
    conditionText(view.filters[condition.filter], condition, `v${index}`),
  );
  return [
    scopeText(view, 'list'),
    ...defaultTexts(view, query),
    ...conditions,
    ...edgeTexts(query.edge),
  ].join(' AND ');
}

/** The view's default conditions that no given filter lifts. The statement's key names the filters present, so it covers these. */
function defaultTexts(view: View<Key>, query: ListQuery): string[] {
  const given = new Set(query.conditions.map((condition) => condition.filter));
  return Object.entries(view.defaults ?? {}).flatMap(([filter, condition]) => {
    const { sql, unless } = typeof condition === 'string' ? { sql: condition, unless: [] } : condition;
    return [filter, ...unless].some((name) => given.has(name)) ? [] : [`(${sql})`];
  });
}

const shape = ({ conditions, edge }: ListQuery): string =>
  [...conditions.map(conditionShape), ...edgeTexts(edge)].join(',');

/** The query with the values of `lookup` filters replaced by the keys they stand for, single values set apart, and its edge. */
export async function resolved(
  pool: pg.Pool,
  view: View<Key>,
  context: ReadContext,
  query: ListQuery,
): Promise<ListQuery> {
  const conditions = await Promise.all(
    query.conditions.map(async (condition): Promise<Condition> => {
      const sql = view.filters[condition.filter];
      if (typeof sql !== 'object' || !('lookup' in sql)) return singleValue(sql, condition);
      const whole = seesWhole(context);
      const key = `${view.name}|lookup|${condition.filter}|${sightKey(whole)}`;
      const statement = cached(key, () => compile(`SELECT array(${sql.lookup}) AS keys`, whole));
      const result = await statementsOf(pool).query<{ keys: unknown[] }>(
        statement.text,
        statement.parameters.map((name) =>
          name === 'value' ? condition.value : context[name as keyof ReadContext],
        ),
        { planned: planned(whole) },
      );
      const keys = result.rows[0]?.keys ?? [];
      const { filter } = condition;
      return singleValue(sql, { filter, operator: sql.array ? 'overlap' : 'in', value: keys });
    }),
  );
  const edge = await edgeOf(pool, view, context.team, query);
  return { ...query, conditions, ...(edge ? { edge } : {}) };
}

/** A position comes back from the caller: its value must be one of the sort's type, its id one of the view's. @throws AppError invalid */
function requireFittingCursor(view: View<Key>, { after, sortBy }: ListQuery): void {
  if (after === undefined || after === 'start') return;
  const fits = SORT_VALUES[view.sorts[sortBy]?.type ?? 'text'];
  const fitting = ID_VALUES[view.idType ?? 'bigint'](after.id) && (after.value === null || fits(after.value));
  if (!fitting) throw invalid('cursor', 'is not a cursor of this list and sort');
}
const whole = (value: string) => /^-?\d{1,16}$/.test(value) && Number.isSafeInteger(Number(value));
const SORT_VALUES: Record<SortSql['type'], (value: string) => boolean> = {
  timestamptz: (value) => parseTimestamp(value) !== undefined,
  date: (value) => /^\d{4}-\d{2}-\d{2}$/.test(value) && parseTimestamp(value) !== undefined,
  integer: (value) => whole(value) && Math.abs(Number(value)) < 2 ** 31,
  bigint: whole,
  uuid: isGuid,
  text: () => true,
};
const ID_VALUES: Record<'bigint' | 'uuid' | 'text', (id: Key) => boolean> = {
  bigint: Number.isSafeInteger,
  uuid: (id) => typeof id === 'string' && isGuid(id),
  text: (id) => typeof id === 'string',
};

type CursorMode = 'none' | 'start' | 'value' | 'null';
function cursorMode({ after }: ListQuery): CursorMode {
  if (after === undefined) return 'none';
  if (after === 'start') return 'start';
  return after.value === null ? 'null' : 'value';
}

/** The text of a list. `head`: what is told of a row w; its JSON unless given. */
export function listText(
  view: View<Key>,
  query: ListQuery,
  cursor: CursorMode,
  whole: boolean,
  head = 'row_to_json(w)::text AS j',
): Statement {
  const sortSql = view.sorts[query.sortBy];
  if (!sortSql) throw new Error(`view ${view.name} has no sort ${query.sortBy}`);
  const { column } = sortSql;
  const nulls = sortSql.nullable ? (query.direction === 'DESC' ? ' NULLS LAST' : ' NULLS FIRST') : '';
  const order =
    column === 'r.id'
      ? `r.id ${query.direction}`
      : `${column} ${query.direction}${nulls}, r.id ${query.direction}`;
  const limit = query.limit === undefined ? '' : ' LIMIT :limit';
  const columns = rowColumns(`${view.columns} ${column}`);
  const select = (more: string[]) =>
    `SELECT ${columns} FROM ${view.table} r WHERE ${[whereText(view, query), ...more].join(' AND ')} ORDER BY ${order}${limit}`;
  const parts = keysetConditions(sortSql, query.direction, cursor).map(select);
  const rows =
    parts.length === 1
      ? `${parts[0]}${query.offset > 0 ? ' OFFSET :offset' : ''}`
      : `SELECT ${columns} FROM (${parts.map((part) => `(${part})`).join(' UNION ALL ')}) r ORDER BY ${order}${limit}`;
  const position = cursor === 'none' ? '' : `, ${column}::text AS k, r.id AS id`;
  return compile(
    `SELECT ${head}${position} FROM (${rows}) r CROSS JOIN LATERAL (SELECT ${view.columns}) w ORDER BY ${order}`,
    whole,
  );
}

/** The columns of the record's table that these texts name, and the id: what a page has to carry, never a star. */
function rowColumns(texts: string): string {
  const named = Array.from(texts.matchAll(/\br\."?(\w+)/g), ([, column]) => `r."${column}"`);
  return [...new Set(['r."id"', ...named])].join(', ');
}

/**
 * The rows after a position, as one range of the sort's index, or two where nulls sort apart: each costs the same
 * however deep the walk is. Returns the extra conditions of one or two sub-selects, in order.
 */
function keysetConditions(sortSql: SortSql, direction: 'ASC' | 'DESC', cursor: CursorMode): string[][] {
  const { column, type, nullable } = sortSql;
  const beyond = direction === 'DESC' ? '<' : '>';
  if (cursor === 'none' || cursor === 'start') return [[]];
  if (column === 'r.id') return [[`r.id ${beyond} :after_id`]];
  const inNulls = [`${column} IS NULL`, `r.id ${beyond} :after_id`];
  if (cursor === 'null') return direction === 'DESC' ? [inNulls] : [inNulls, [`${column} IS NOT NULL`]];
  const inValues = [`(${column}, r.id) ${beyond} (:after_value::${type}, :after_id)`];
  return nullable && direction === 'DESC' ? [inValues, [`${column} IS NULL`]] : [inValues];
}

/** The values of a statement's parameters, in their order. */
export function values(statement: Statement, context: ReadContext, query?: ListQuery, id?: Key): unknown[] {
  const after = query?.after === undefined || query.after === 'start' ? undefined : query.after;
  return statement.parameters.map((name) => {
    if (name === 'edge') return query?.edge?.at;
    if (name in CONTEXT_TYPES) return context[name as keyof ReadContext];
    if (name === 'id') return id;
    if (name === 'limit') return query?.limit;
    if (name === 'offset') return query?.offset;
    if (name === 'after_value') return after?.value;
    if (name === 'after_id') return after?.id;
    const condition = query?.conditions[Number.parseInt(name.slice(1), 10)];
    return condition && conditionValue(condition, name);
  });
}
