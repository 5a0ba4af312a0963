import { infiniteQueryOptions } from '@tanstack/react-query';
import type { Page } from '@cadenza/sdk';

const PER_PAGE = 100;

interface Asked {
  readonly cursor: string;
  readonly per_page: number;
}

/** A list that goes on by cursor: exact and flat in cost however deep. */
export const pagesQuery = <T>(
  queryKey: readonly unknown[],
  fetchPage: (asked: Asked, options: { signal: AbortSignal }) => PromiseLike<Page<T>>,
) =>
  infiniteQueryOptions({
    queryKey,
    queryFn: async ({ pageParam, signal }): Promise<Page<T>> =>
      await fetchPage({ cursor: pageParam, per_page: PER_PAGE }, { signal }),
    initialPageParam: '',
    getNextPageParam: (page) => page.metadata.paging?.next_cursor ?? undefined,
  });

const MOST_OFFERED = 2000;

/** All of a list that menus offer, page after page: nobody finds anything among more than that. */
export async function offered<T>(list: AsyncIterable<T>): Promise<T[]> {
  const found: T[] = [];
  for await (const each of list) {
    found.push(each);
    if (found.length >= MOST_OFFERED) break;
  }
  return found;
}

/** A record that came along with a page. */
export function included<T>(pages: readonly Page<unknown>[], resource: string, id: number | undefined) {
  if (id === undefined) return undefined;
  for (const page of pages) {
    const found = page.included?.[resource]?.[String(id)];
    if (found) return found as T;
  }
  return undefined;
}
