import { useCallback, useLayoutEffect, useRef } from 'react';

/** A function that stays the same and does what its newest version says: for commands, whose keys are bound once. */
export function useEvent<A extends unknown[], R>(wanted: (...args: A) => R): (...args: A) => R {
  const newest = useRef(wanted);
  useLayoutEffect(() => {
    newest.current = wanted;
  });
  return useCallback((...args: A) => newest.current(...args), []);
}
