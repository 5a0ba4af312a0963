import { useCallback, useEffect, useState } from 'react';
import { type LiveEvent, onLive } from './live';

/** Everything was missed, or more than one would count. */
const MANY = 1000;

/**
 * How many records changed since what is on the screen was read: nothing moves under the cursor by itself, a pill says
 * so and `R` reads anew. `concerns` must keep its identity while it means the same.
 */
export function useChanged(concerns: (event: LiveEvent) => boolean): {
  readonly changed: number;
  readonly seen: () => void;
} {
  const [ids, setIds] = useState<ReadonlySet<string>>(new Set());
  useEffect(
    () =>
      onLive((events) => {
        const names =
          events === 'reset'
            ? ['everything']
            : events.filter(concerns).map(({ resource, id }) => `${resource} ${id}`);
        if (names.length > 0)
          setIds((before) => (before.size > MANY ? before : new Set([...before, ...names])));
      }),
    [concerns],
  );
  return { changed: ids.size, seen: useCallback(() => setIds(new Set()), []) };
}
