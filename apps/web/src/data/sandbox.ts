import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import type { SandboxReactBody } from '@cadenza/sdk';
import { api } from './api';

export type { Sandbox, SandboxMessage, SandboxTouches } from '@cadenza/sdk';
export type Reaction = SandboxReactBody['kind'];

const RUNNING_MS = 700;
const PER_PAGE = 100;

/** The sandbox's clock, its made-up people, and the advance; asked again and again while one is under way. */
export const sandboxQuery = queryOptions({
  queryKey: ['sandbox'],
  queryFn: async ({ signal }) => await api.sandbox({ signal }),
  staleTime: 0,
  refetchInterval: ({ state }) => (state.data?.advance?.state === 'running' ? RUNNING_MS : false),
});

/** What happened during the last advance. */
export const touchesQuery = infiniteQueryOptions({
  queryKey: ['sandbox_touches'],
  queryFn: async ({ pageParam, signal }) =>
    await api.sandbox_touches({ query: { page: pageParam, per_page: PER_PAGE }, signal }),
  initialPageParam: 1,
  getNextPageParam: (page) => page.next_page ?? undefined,
});

/** What the mail sandbox kept, the newest first. */
export const messagesQuery = infiniteQueryOptions({
  queryKey: ['sandbox_messages'],
  queryFn: async ({ pageParam, signal }) =>
    await api.sandbox_messages({
      query: { per_page: PER_PAGE, ...(pageParam === 0 ? {} : { before: pageParam }) },
      signal,
    }),
  initialPageParam: 0,
  getNextPageParam: (page) => page.next_before ?? undefined,
});

export const messageQuery = (id: number) =>
  queryOptions({
    queryKey: ['sandbox_message', id],
    queryFn: async ({ signal }) => await api.sandbox_message(id, { signal }),
  });
