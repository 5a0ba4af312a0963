import { type RefObject, useLayoutEffect, useRef } from 'react';

/** A value as it was drawn last, for whoever is called later: keys, timers, rows that are not drawn again. */
export function useLatest<T>(value: T): RefObject<T> {
  const ref = useRef(value);
  useLayoutEffect(() => {
    ref.current = value;
  });
  return ref;
}
