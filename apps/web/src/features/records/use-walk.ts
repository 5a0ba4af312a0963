import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { type Walk, walk } from '../../app/walk';
import { type ListSource, type Params, readRowsOn } from '../../data/listing';
import { useLatest } from '../../ui/use-latest';

/** Keeps which list this is, so that `[` and `]` lead on from a record that is opened, beyond what was loaded here. */
export function useWalkOf<Row extends { readonly id: number }>(list: {
  readonly place: string;
  readonly source: ListSource<Row>;
  readonly params: Params;
  readonly ids: readonly number[];
  readonly total: number | undefined;
  readonly cursor: string | undefined;
  readonly back: Readonly<Record<string, unknown>>;
}): void {
  const { place, source, params, ids, total, cursor } = list;
  const queries = useQueryClient();
  const back = useLatest(list.back);
  useEffect(() => {
    const from = (known: readonly number[], at: string | undefined): Walk => ({
      place,
      ids: known,
      total,
      back: back.current,
      ...(at === undefined ? {} : { more: once(() => on(known, at)) }),
    });
    const on = async (known: readonly number[], at: string): Promise<Walk> => {
      const page = await readRowsOn(queries, source, params, at);
      const seen = new Set(known);
      const others = page.data.map(({ id }) => id).filter((id) => !seen.has(id));
      return from([...known, ...others], page.metadata.paging?.next_cursor ?? undefined);
    };
    walk.set(from(ids, cursor));
  }, [queries, place, source, params, ids, total, cursor, back]);
}

/** Whoever asks while the answer is under way gets the same one; what failed may be asked again. */
function once<T>(ask: () => Promise<T>): () => Promise<T> {
  let asked: Promise<T> | undefined;
  return () => {
    asked ??= ask().catch((error: unknown) => {
      asked = undefined;
      throw error;
    });
    return asked;
  };
}
