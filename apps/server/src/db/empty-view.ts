import type { Filter, OperationListSpec } from '@cadenza/contract';
import { type FilterSql, nullableSort, type SortSql, type View } from './view.js';

/** One column for each kind of value that lists are asked for. */
const NOTHING = `(SELECT NULL::bigint AS team_id, NULL::bigint AS id, NULL::uuid AS guid, NULL::text AS word, NULL::timestamptz AS at WHERE false)`;

/** Where a filter of a list without records looks: like any other's, so that what is no value of its kind is refused. */
function filterSql({ kind }: Filter): FilterSql {
  switch (kind) {
    case 'ids':
    case 'integers':
    case 'integer':
    case 'after_id':
      return 'r.id';
    case 'guids':
      return 'r.guid';
    case 'range':
    case 'moment':
      return 'r.at';
    case 'bool':
      return { words: { true: 'r.id IS NULL', false: 'r.id IS NULL' } };
    default:
      return { folded: 'r.word', exact: true };
  }
}

const entries = <T, U>(from: Readonly<Record<string, T>>, make: (value: T) => U): Record<string, U> =>
  Object.fromEntries(Object.entries(from).map(([name, value]) => [name, make(value)]));

/** How a list is read that has no record here, whatever is asked. */
export function emptyView(name: string, { record, filters, sorts, defaultSort }: OperationListSpec): View {
  const sortSql = (): SortSql => nullableSort('r.at');
  return {
    name,
    table: NOTHING,
    columns: Object.keys(record.shape)
      .map((field) => `NULL AS "${field}"`)
      .join(', '),
    sight: null,
    filters: entries(filters, filterSql),
    sorts: Object.fromEntries([...sorts, defaultSort].map((sort) => [sort, sortSql()])),
  };
}
