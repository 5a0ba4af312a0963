import type { ListParams, Row } from '@cadenza/sdk';
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { boot } from '../app/boot';
import { now } from '../app/clock';
import { api } from './api';

export type Message = Awaited<ReturnType<typeof api.thread_messages>>[number];

export interface Thread extends Omit<Row<'threads'>, 'person'> {
  readonly person: { readonly id: number; readonly display_name?: string | null } | null;
}

export const VIEWS = ['needs_answer', 'mine', 'all', 'away', 'snoozed', 'done'] as const;
export type View = (typeof VIEWS)[number];

type Filters = ListParams<'threads'>;
const OPEN: Filters = { done: false, snoozed: false };
/** Each view is filters of the list of threads. */
export const FILTERS: Readonly<Record<View, Filters>> = {
  needs_answer: { ...OPEN, kind: ['reply', 'unsubscribe', 'meeting'] },
  mine: { ...OPEN, assigned_user_id: [boot.me.id] },
  all: OPEN,
  away: { ...OPEN, kind: ['auto_reply'] },
  snoozed: { snoozed: true },
  done: { done: true },
};

export const THREADS_KEY = ['threads', 'list'] as const;

interface Included {
  readonly people?: Readonly<Record<string, { readonly display_name?: string | null }>>;
}

const named = (row: Row<'threads'>, included: Included | undefined): Thread => ({
  ...row,
  person: row.person && { id: row.person.id, ...included?.people?.[String(row.person.id)] },
});

/** The conversations of a view, the newest first. */
export const threadsQuery = (view: View) =>
  infiniteQueryOptions({
    queryKey: [...THREADS_KEY, view],
    initialPageParam: '',
    queryFn: async ({ pageParam, signal }) => {
      const { data, included, metadata } = await api.threads.list(
        { ...FILTERS[view], per_page: 100, cursor: pageParam, include: ['person'] },
        { signal },
      );
      return {
        threads: data.map((row) => named(row, included as Included)),
        next: metadata.paging?.next_cursor ?? null,
      };
    },
    getNextPageParam: ({ next }) => next ?? undefined,
  });

export const messagesQuery = (id: number) =>
  queryOptions({
    queryKey: ['threads', 'messages', id],
    queryFn: ({ signal }) => api.thread_messages(id, { signal }),
  });

export const receivedQuery = (id: number) =>
  queryOptions({
    queryKey: ['received', id],
    queryFn: ({ signal }) => api.received_messages.show(id, { signal }),
  });

/** What became of a thread here, until it is read anew. */
export const isOpen = ({ done, snoozed_until: until }: Pick<Thread, 'done' | 'snoozed_until'>): boolean =>
  !done && (until === null || new Date(until) <= now());
