import { QueryClient } from '@tanstack/react-query';
import { passes } from './errors';

const SECOND = 1000;
/** A list is looked at anew after this; what changes meanwhile comes by the stream of events. */
const STALE_MS = 30 * SECOND;
const LONGEST_PAUSE_MS = 30 * SECOND;

/** The cache of everything read. What may succeed by itself is asked again, with growing pauses. */
export function createQueries(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: STALE_MS,
        refetchOnWindowFocus: false,
        retry: (_, error) => passes(error),
        retryDelay: (attempt) => Math.min(SECOND * 2 ** attempt, LONGEST_PAUSE_MS),
      },
    },
  });
}
