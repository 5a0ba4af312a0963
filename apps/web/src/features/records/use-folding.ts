import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useRef } from 'react';
import { keepNear, type Sight } from '../../data/folding';
import type { ListSource, Params } from '../../data/listing';

/** So often at most, however fast somebody scrolls. */
const LOOK_MS = 100;

/** Told what is in sight, keeps a list whole about that; the rest of a long one is numbers. */
export function useFolding<Row extends { readonly id: number }>(source: ListSource<Row>, params: Params) {
  const queries = useQueryClient();
  const told = useRef<(sight: Sight) => void>(() => undefined);
  useEffect(() => {
    let here = true;
    let sight: Sight | undefined;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const look = async () => {
      const seen = sight;
      sight = undefined;
      // What cannot be read now is read when something else comes into sight.
      if (seen) await keepNear(queries, source, params, seen).catch(() => undefined);
      timer = sight && here ? setTimeout(() => void look(), LOOK_MS) : undefined;
    };
    told.current = (next) => {
      sight = next;
      timer ??= setTimeout(() => void look(), LOOK_MS);
    };
    return () => {
      here = false;
      clearTimeout(timer);
    };
  }, [queries, source, params]);
  return useCallback((first: number, last: number) => told.current({ first, last }), []);
}
