import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { Empty, ErrorScreen, Skeleton } from '../../app/screens';
import { told } from '../../data/errors';

/** What stands there until the figures do: room for them, why it takes long, or what went wrong. */
export function Waits<T>({
  query,
  rows = 6,
  children,
}: {
  query: UseQueryResult<T>;
  rows?: number;
  children: (data: T) => ReactNode;
}) {
  if (query.isLoadingError) return <ErrorScreen error={query.error} retry={() => void query.refetch()} />;
  if (query.data !== undefined) return children(query.data);
  if (query.failureReason) return <Empty title="Not yet">{told(query.failureReason).text}</Empty>;
  return <Skeleton rows={rows} height={44} />;
}
