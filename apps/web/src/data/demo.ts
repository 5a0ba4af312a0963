import { queryOptions } from '@tanstack/react-query';
import { type Boot, boot } from '../app/boot';
import { api } from './api';

const WAIT_MS = 1500;

/** The demo beside the team, as it came with the page; asked again while it is being made. */
export const demoQuery = queryOptions({
  queryKey: ['demo'],
  queryFn: async ({ signal }) =>
    (await api.request<{ readonly data: Boot['demo'] }>('GET', '/app/team', { signal })).data,
  initialData: boot.demo,
  staleTime: Infinity,
  refetchInterval: ({ state }) => (state.data && !state.data.ready ? WAIT_MS : false),
});
