import { queryOptions } from '@tanstack/react-query';
import { api } from './api';

export interface Found {
  readonly type: string;
  readonly id: number;
  readonly title: string;
  readonly subtitle: string;
  /** Where the app shows it. */
  readonly to: string;
}

const PLACES: Readonly<Record<string, string>> = {
  people: '/people',
  accounts: '/accounts',
  cadences: '/cadences',
};

/** Records by the beginnings of their words. An answer that comes late is dropped with its query. */
export const searchQuery = (q: string) =>
  queryOptions({
    queryKey: ['search', q],
    queryFn: async ({ signal }): Promise<Found[]> => {
      const found = await api.search({
        query: { q, types: Object.keys(PLACES) as never, per_type: 6 },
        signal,
      });
      return found.map(({ type, id, name, detail }) => ({
        type,
        id,
        title: name ?? 'Without a name',
        subtitle: [type, detail].filter(Boolean).join(' · '),
        to: `${PLACES[type] ?? '/people'}/${id}`,
      }));
    },
    staleTime: 60_000,
  });
