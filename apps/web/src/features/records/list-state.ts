import { type Field, type Filters, flat, readFilters, resolved } from '../../ui/filter/model';
import type { Sort } from '../../ui/table/columns';

/** What an address says about a list: filters and order, by the API's own names. */
export interface ListState {
  readonly filters: Filters;
  readonly sort: Sort;
}

/** Bad values are replaced by the list's own, never an error. */
export function readList(
  search: Readonly<Record<string, unknown>>,
  fields: readonly Field[],
  sorts: readonly string[],
  first: Sort,
): ListState {
  const { sort_by: by, sort_direction: direction } = search;
  const known = typeof by === 'string' && sorts.includes(by);
  return {
    filters: readFilters(search, fields),
    sort: known ? { by, direction: direction === 'DESC' ? 'DESC' : 'ASC' } : first,
  };
}

/** The address of a list; the order only where it is not the list's own. */
export function writeList({ filters, sort }: ListState, first: Sort): Record<string, unknown> {
  const own = sort.by === first.by && sort.direction === first.direction;
  return { ...filters, ...(own ? {} : { sort_by: sort.by, sort_direction: sort.direction }) };
}

/** The same as the API is asked. */
export const paramsOf = ({ filters, sort }: ListState, now: Date) => ({
  ...resolved(filters, now),
  sort_by: sort.by,
  sort_direction: sort.direction,
});

/** All that match as the filter of a bulk job. With no filter at all "everybody" is said in so many words. */
export function bulkFilter({ filters }: ListState, now: Date): Record<string, unknown> {
  const asked = resolved(filters, now);
  return Object.keys(asked).length > 0 ? asked : { created_at: { gte: '1970-01-01T00:00:00Z' } };
}

/** Whether two addresses are the same list. */
export const sameList = (
  a: Readonly<Record<string, unknown>>,
  b: Readonly<Record<string, unknown>>,
): boolean => inOrder(a) === inOrder(b);

const inOrder = (search: Readonly<Record<string, unknown>>): string =>
  JSON.stringify(
    Object.entries(flat(search))
      .filter(([, value]) => value !== undefined)
      .map(([name, value]): [string, unknown] => [name, typeof value === 'number' ? String(value) : value])
      .toSorted(([x], [y]) => (x < y ? -1 : 1)),
  );
