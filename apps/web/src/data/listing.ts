import {
  infiniteQueryOptions,
  type InfiniteData,
  type QueryClient,
  queryOptions,
} from '@tanstack/react-query';
import { listKinds } from '@cadenza/sdk';
import type { ListKinds, Page, QueryValue } from '@cadenza/sdk';

export type Params = { readonly [name: string]: QueryValue };

/** A list as screens ask for it: its pages along the cursor, some of its rows, and how many there are. */
export interface ListSource<Row extends { readonly id: number }> {
  readonly name: string;
  readonly kinds: ListKinds;
  fetchPage(params: Params, signal?: AbortSignal): Promise<Page<Row>>;
}

/** A row far from what is in sight: of a long list its number alone is kept (folding.ts). */
interface Folded {
  readonly id: number;
  readonly folded: true;
}
export type Listed<Row> = Row | Folded;
export const isWhole = <Row extends { readonly id: number }>(row: Listed<Row>): row is Row =>
  !('folded' in row);

const PER_PAGE = 100;
/** More are not fetched anew at once. */
const MOST_IDS = 100;
const COUNT_STALE_MS = 60_000;

/** @throws TypeError for a name that is no list */
export function listSource<Row extends { readonly id: number }>(
  name: string,
  fetchPage: ListSource<Row>['fetchPage'],
): ListSource<Row> {
  const kinds = listKinds(name);
  if (!kinds) throw new TypeError(`There is no list ${name}`);
  return { name, kinds, fetchPage };
}

/** Pages of a hundred, each with what comes along. A list is never fetched anew as a whole: rows are patched. */
export const pagesQuery = <Row extends { readonly id: number }>(source: ListSource<Row>, params: Params) =>
  infiniteQueryOptions({
    queryKey: [source.name, 'list', params],
    queryFn: ({ pageParam, signal }): Promise<Page<Listed<Row>>> =>
      source.fetchPage({ ...params, per_page: PER_PAGE, cursor: pageParam }, signal),
    initialPageParam: '',
    getNextPageParam: (last) => last.metadata.paging?.next_cursor ?? undefined,
    staleTime: Infinity,
  });

/** How many there are, of 10,000 at most: a cheap question beside the rows, never before them. */
export const countQuery = <Row extends { readonly id: number }>(source: ListSource<Row>, params: Params) =>
  queryOptions({
    queryKey: [source.name, 'count', params],
    queryFn: async ({ signal }) => {
      const asked = { ...params, per_page: 1, include_paging_counts: true, limit_paging_counts: true };
      const page = await source.fetchPage(asked, signal);
      return page.metadata.paging?.total_count ?? 0;
    },
    staleTime: COUNT_STALE_MS,
  });

/** The count stops here. */
export const MOST_COUNTED = 10_000;

/** Rows as they are now. */
export async function rowsByIds<Row extends { readonly id: number }>(
  source: ListSource<Row>,
  ids: readonly number[],
): Promise<Row[]> {
  const page = await source.fetchPage({ ids: ids.slice(0, MOST_IDS), per_page: PER_PAGE });
  return page.data;
}

export type Pages<Row> = InfiniteData<Page<Listed<Row>>, unknown>;

/** Puts rows as they are now in the place of what lists show of them; their order and number stay. */
export function patchRows<Row extends { readonly id: number }>(
  queries: QueryClient,
  name: string,
  changed: (row: Row) => Row | undefined,
): void {
  queries.setQueriesData<Pages<Row>>({ queryKey: [name, 'list'] }, (before) => {
    if (!before) return before;
    let any = false;
    const pages = before.pages.map((page) => {
      let here = false;
      const data = page.data.map((row) => {
        const next = isWhole(row) ? changed(row) : undefined;
        if (next !== undefined && next !== row) here = true;
        return next ?? row;
      });
      any ||= here;
      return here ? { ...page, data } : page;
    });
    return any ? { ...before, pages } : before;
  });
}

/** The rows after those that were read so far, taken into the list as if it had been scrolled to them. */
export async function readRowsOn<Row extends { readonly id: number }>(
  queries: QueryClient,
  source: ListSource<Row>,
  params: Params,
  cursor: string,
): Promise<Page<Row>> {
  const page = await source.fetchPage({ ...params, per_page: PER_PAGE, cursor });
  queries.setQueryData<Pages<Row>>(pagesQuery(source, params).queryKey, (before) =>
    before?.pages.at(-1)?.metadata.paging?.next_cursor === cursor
      ? { pages: [...before.pages, page], pageParams: [...before.pageParams, cursor] }
      : before,
  );
  return page;
}

/** Much changed at once: lists are read anew when they are looked at, and not page by page as far as somebody had come. */
export function forgetLists(queries: QueryClient, names: readonly string[]): void {
  for (const name of names) {
    queries.removeQueries({ queryKey: [name, 'list'], type: 'inactive' });
    void queries.invalidateQueries({ queryKey: [name, 'count'] });
    void queries.invalidateQueries({ queryKey: [name, 'one'] });
  }
}
