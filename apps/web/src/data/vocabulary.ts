import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { api } from './api';
import { offered } from './pages';

const WORDS_STALE_MS = 300_000;
const PAGE = 100;

/** Tags of the team, by name. */
export const tagsQuery = queryOptions({
  queryKey: ['tags'],
  queryFn: ({ signal }) =>
    offered(api.tags.list({ per_page: PAGE, sort_by: 'name', sort_direction: 'ASC' }, { signal })),
  staleTime: WORDS_STALE_MS,
});

/** Cadences that take people, by name. */
export const cadenceChoicesQuery = queryOptions({
  queryKey: ['cadences', 'choices'],
  queryFn: ({ signal }) =>
    offered(
      api.cadences.list(
        { per_page: PAGE, archived: false, sort_by: 'name', sort_direction: 'ASC' },
        { signal },
      ),
    ),
  staleTime: WORDS_STALE_MS,
});

const NONE: Readonly<Record<number, string>> = {};

/** Names of the cadences that rows refer to; asked beside the rows, which do not wait for it. */
export const cadenceNamesQuery = (ids: readonly number[]) =>
  queryOptions({
    queryKey: ['cadences', 'names', ids],
    queryFn: async ({ signal }): Promise<Readonly<Record<number, string>>> => {
      if (ids.length === 0) return NONE;
      const page = await api.cadences.list({ ids: ids.slice(0, PAGE), per_page: PAGE }, { signal });
      return Object.fromEntries(page.data.map(({ id, name }) => [id, name ?? 'Without a name']));
    },
    staleTime: WORDS_STALE_MS,
    placeholderData: keepPreviousData,
  });

export const accountStagesQuery = queryOptions({
  queryKey: ['account_stages'],
  queryFn: ({ signal }) => offered(api.account_stages.list({ per_page: PAGE }, { signal })),
  staleTime: WORDS_STALE_MS,
});

export const accountTiersQuery = queryOptions({
  queryKey: ['account_tiers'],
  queryFn: ({ signal }) => offered(api.account_tiers.list({ per_page: PAGE }, { signal })),
  staleTime: WORDS_STALE_MS,
});

/** The fields that the team gave its people or accounts. */
export const customFieldsQuery = (of: 'person' | 'company') =>
  queryOptions({
    queryKey: ['custom_fields', of],
    queryFn: ({ signal }) => offered(api.custom_fields.list({ per_page: PAGE, field_type: of }, { signal })),
    staleTime: WORDS_STALE_MS,
  });
