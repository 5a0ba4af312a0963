import { infiniteQueryOptions } from '@tanstack/react-query';
import type { Row } from '@cadenza/sdk';
import { api } from './api';

export type Export = Row<'exports'>;

const PER_PAGE = 50;
const POLL_MS = 2000;
/** Links to files hold for a quarter of an hour: they are asked for anew before that. */
const LINKS_MS = 600_000;

const isUnderWay = ({ state }: Export): boolean => state === 'waiting' || state === 'running';

/** Files that were asked for, the newest first; looked at again while one is being made. */
export const exportsQuery = infiniteQueryOptions({
  queryKey: ['exports', 'list'],
  queryFn: async ({ pageParam, signal }) =>
    await api.exports.list(
      { cursor: pageParam, per_page: PER_PAGE, sort_by: 'created_at', sort_direction: 'DESC' },
      { signal },
    ),
  initialPageParam: '',
  getNextPageParam: (page) => page.metadata.paging?.next_cursor ?? undefined,
  refetchInterval: ({ state: { data } }) =>
    data?.pages.some((page) => page.data.some(isUnderWay)) ? POLL_MS : LINKS_MS,
});
