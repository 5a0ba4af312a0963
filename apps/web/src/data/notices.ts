import { queryOptions } from '@tanstack/react-query';
import type { Row } from '@cadenza/sdk';
import { boot } from '../app/boot';
import { api } from './api';

export type Notice = Row<'notices'>;

const NEWEST = 30;
/** A badge says "99+" for more. */
export const MOST_NEW = 100;
const MINE = { user_id: [boot.me.id] };
const WHILE_AWAY_MS = 60_000;

/** What one was told of last, read or not. */
export const noticesQuery = queryOptions({
  queryKey: ['notices', 'newest'],
  queryFn: async ({ signal }) => (await api.notices.list({ ...MINE, per_page: NEWEST }, { signal })).data,
  staleTime: 0,
});

/** What is new. Asked in the background too, where the desktop is to show it: the stream of events sleeps there. */
export const newNoticesQuery = (inBackground: boolean) =>
  queryOptions({
    queryKey: ['notices', 'new'],
    queryFn: async ({ signal }) =>
      (await api.notices.list({ ...MINE, read: false, per_page: MOST_NEW }, { signal })).data,
    staleTime: WHILE_AWAY_MS,
    refetchInterval: inBackground ? WHILE_AWAY_MS : false,
    refetchIntervalInBackground: inBackground,
  });
