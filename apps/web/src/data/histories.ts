import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { api } from './api';

export type Of = 'person' | 'account';

/** What happened with somebody, the newest first, with the words of what was written. */
export const historiesQuery = (of: Of, id: number) =>
  infiniteQueryOptions({
    queryKey: ['histories', of, id],
    queryFn: async ({ pageParam, signal }) => {
      const asked = { resource_type: of, resource_id: id, per_page: 50, cursor: pageParam } as const;
      const page = await api.activity_histories(asked, { signal });
      return { data: page.data, next: page.metadata.paging?.next_cursor ?? null };
    },
    initialPageParam: '',
    getNextPageParam: ({ next }) => next ?? undefined,
  });

/** The words of e-mails; nothing where the user may not read them. */
export const bodiesQuery = (of: Of, id: number) =>
  queryOptions({
    queryKey: ['histories', 'bodies', of, id],
    queryFn: async ({ signal }) => {
      const page = await api.activity_history_bodies(
        { resource_type: of, resource_id: id, per_page: 100 },
        { signal },
      );
      return Object.fromEntries(page.data.map((each) => [each.id, each]));
    },
    retry: false,
  });

export const notesQuery = (of: Of, id: number) =>
  queryOptions({
    queryKey: ['notes', of, id],
    queryFn: async ({ signal }) =>
      (await api.notes.list({ associated_with_type: of, associated_with_id: id, per_page: 50 }, { signal }))
        .data,
  });
