import type { Filter } from '@cadenza/contract';
import type pg from 'pg';
import type { FilterSql, View } from '../../apps/server/src/db/view.js';
import type { RawQuery } from '../../apps/server/src/http/params.js';
import { BIG_TABLES } from './big-tables.js';

/** Query strings that use a filter with a value many rows have, a few have, and none has. */
export async function queriesOf(
  pool: pg.Pool,
  view: View,
  name: string,
  filter: Filter,
): Promise<RawQuery[]> {
  const one = (value: unknown): RawQuery => ({ [name]: value });
  const column = columnOf(view.filters[name]);
  const samples = column === undefined ? [] : await samplesOf(pool, view, column);
  switch (filter.kind) {
    case 'ids':
      return ['17', '17,18,19', '999999999'].map(one);
    case 'integer':
    case 'integers':
      return [
        ...samples,
        '999999999',
        '3',
        ...(filter.kind === 'integers' ? ['3,4,999999999'] : []),
        ...('nullable' in filter ? ['_is_null', '3,_is_null'] : []),
      ].map(one);
    case 'guids': {
      const { rows } = await pool.query<{ guid: string }>('SELECT guid FROM users WHERE id IN (1, 50)');
      return [...rows.map((row) => row.guid), '00000000-0000-4000-8000-000000000000'].map(one);
    }
    case 'strings':
      return [
        ...(filter.oneOf ?? [...samples, 'nothing has this', `nothing has this,${samples[0] ?? 'or that'}`]),
        ...(filter.nullable ? ['_is_null', 'x,_is_null'] : []),
        ...(filter.nullWord ? [filter.nullWord] : []),
        ...(filter.startsWith
          ? [{ _starts_with: 'nothing' }, { _starts_with: String(samples[0] ?? 'xyz').slice(0, 8) }]
          : []),
        ...(filter.notIn ? [{ _not_in: 'x' }] : []),
      ].map(one);
    case 'string':
      return (filter.oneOf ?? [...samples, 'nothing has this']).map(one);
    case 'bool':
      return ['true', 'false'].map(one);
    case 'range':
      return [
        { gt: '2026-01-02' },
        { gt: '2030-01-02' },
        { lt: '2020-01-01' },
        { gte: '2026-02-01T00:00:00Z', lt: '2026-02-01T01:00:00Z' },
        ...(filter.nullTests ? [{ _is_null: 'true' }, { _is_not_null: 'true' }] : []),
      ].map(one);
    case 'number_range':
      return [{ gt: '1' }, { gte: '1', lt: '2' }].map(one);
    case 'moment':
      return ['2026-01-02', '2030-01-02'].map(one);
    case 'after_id':
      return [{ gt: '3' }].map(one);
    case 'keyed':
      return Object.entries(filter.keys).flatMap(([key, words]) => [words[0], { [key]: words }].map(one));
    case 'object':
      return [{ Region: 'Region 3' }, { Code: 'C33' }, { Region: 'none' }].map(one);
  }
}

async function samplesOf(pool: pg.Pool, view: View, column: string): Promise<string[]> {
  const { rows } = await pool.query<{ value: string }>(
    `SELECT ${column}::text AS value FROM ${view.table} r WHERE r.team_id = 1 AND ${column} IS NOT NULL GROUP BY 1 ORDER BY count(*) DESC, 1 LIMIT 1`,
  );
  return rows.map((row) => row.value);
}

/** The column whose values a filter compares, when it is one. */
function columnOf(sql: FilterSql | undefined): string | undefined {
  const text = typeof sql === 'object' && 'folded' in sql ? sql.folded : sql;
  return typeof text === 'string' && /^r\.\w+$/.test(text) ? text : undefined;
}

export interface Plan {
  'Node Type': string;
  'Relation Name'?: string;
  'Index Name'?: string;
  'Total Cost': number;
  'Actual Rows'?: number;
  'Actual Loops'?: number;
  'Rows Removed by Filter'?: number;
  'Rows Removed by Index Recheck'?: number;
  'Shared Hit Blocks'?: number;
  'Shared Read Blocks'?: number;
  Plans?: Plan[];
}
const nodes = (plan: Plan): Plan[] => [plan, ...(plan.Plans ?? []).flatMap(nodes)];
const ofBigTable = (node: Plan) => (BIG_TABLES as readonly string[]).includes(node['Relation Name'] ?? '');

/** Big tables a plan reads from one end to the other; a node that was never started reads nothing. */
export const seqScans = (plan: Plan): string[] =>
  nodes(plan)
    .filter(
      (node) => node['Node Type'].includes('Seq Scan') && ofBigTable(node) && node['Actual Loops'] !== 0,
    )
    .map((node) => node['Relation Name'] ?? '');

/** Rows of big tables an executed plan looked at, those it threw away included. */
export const rowsRead = (plan: Plan): number =>
  nodes(plan)
    .filter((node) => ofBigTable(node) || node['Node Type'] === 'Bitmap Index Scan')
    .reduce((sum, node) => {
      const each =
        (node['Actual Rows'] ?? 0) +
        (node['Rows Removed by Filter'] ?? 0) +
        (node['Rows Removed by Index Recheck'] ?? 0);
      return sum + each * (node['Actual Loops'] ?? 1);
    }, 0);

/** Pages an executed plan touched, in tables and indexes: what a scan of an index that throws entries away costs. */
export const pagesRead = (plan: Plan): number =>
  (plan['Shared Hit Blocks'] ?? 0) + (plan['Shared Read Blocks'] ?? 0);

/** The indexes of a plan, for messages. */
export const pathOf = (plan: Plan): string =>
  nodes(plan)
    .map((node) => node['Index Name'] ?? (node['Node Type'] === 'Sort' ? 'Sort' : ''))
    .filter((name) => name !== '')
    .join(' ');
