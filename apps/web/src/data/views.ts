import { queryOptions } from '@tanstack/react-query';
import type { Row } from '@cadenza/sdk';
import { api } from './api';

export type SavedView = Row<'saved_list_views'>;

/** Filters and order of a list under a name: one's own, and those that colleagues share. */
export const viewsQuery = (view: 'people' | 'companies') =>
  queryOptions({
    queryKey: ['saved_list_views', view],
    queryFn: async ({ signal }) =>
      (
        await api.saved_list_views.list(
          { view, include_shared: true, per_page: 100, sort_by: 'name', sort_direction: 'ASC' },
          { signal },
        )
      ).data,
    staleTime: 300_000,
  });
