import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { ErrorScreen, Skeleton } from '../../app/screens';

/** What a page of settings stands on. */
export function Loaded<T>({
  query,
  children,
}: {
  query: UseQueryResult<T>;
  children: (data: T) => ReactNode;
}) {
  if (query.isLoadingError) return <ErrorScreen error={query.error} retry={() => void query.refetch()} />;
  return query.data === undefined ? <Skeleton rows={6} height={44} /> : children(query.data);
}
