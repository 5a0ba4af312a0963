import { queryOptions } from '@tanstack/react-query';
import type { Row } from '@cadenza/sdk';
import { api } from './api';
import { listSource } from './listing';

export type Account = Row<'accounts'>;

export const accountsSource = listSource<Account>('accounts', (params, signal) =>
  api.accounts.list(params, signal ? { signal } : {}),
);

export const accountKey = (id: number) => ['accounts', 'one', id] as const;
export const accountQuery = (id: number) =>
  queryOptions({
    queryKey: accountKey(id),
    queryFn: ({ signal }) => api.accounts.show(id, { signal }),
  });
