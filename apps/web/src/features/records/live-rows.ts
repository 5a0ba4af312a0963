import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useMemo, useState } from 'react';
import { type LiveEvent, onLive } from '../../app/live';
import { type ListSource, patchRows, rowsByIds } from '../../data/listing';
import { useLatest } from '../../ui/use-latest';

const EACH_MS = 1000;
const AT_ONCE = 100;

/** The records of a list that events are about: themselves, and people by what happens to them. */
export function changedBy(name: string, events: readonly LiveEvent[]): Set<number> {
  const ids = new Set<number>();
  for (const { resource, id, person_id: person } of events) {
    if (resource === name && typeof id === 'number') ids.add(id);
    if (name === 'people' && person !== null) ids.add(person);
  }
  return ids;
}

/** Records that came or went: which of them belong to the list, only the server knows. */
export const comings = (name: string, events: readonly LiveEvent[]): number[] =>
  events.flatMap(({ type, resource, id }) =>
    resource === name && typeof id === 'number' && (type.endsWith('_created') || type.endsWith('_deleted'))
      ? [id]
      : [],
  );

/**
 * Rows that are there are kept as they are now; which rows, and in which order, stays until the user asks. @returns how many
 * came, went or may have moved
 */
export function useLiveRows<Row extends { readonly id: number }>(
  source: ListSource<Row>,
  rows: readonly Row[],
): { news: number; settle: () => void } {
  const queries = useQueryClient();
  const shown = useLatest<ReadonlySet<number>>(useMemo(() => new Set(rows.map(({ id }) => id)), [rows]));
  const [news, setNews] = useState<ReadonlySet<number>>(new Set());
  useEffect(() => {
    const waiting = new Set<number>();
    let timer: ReturnType<typeof setTimeout> | undefined;
    const fetchSome = async () => {
      const ids = [...waiting].slice(0, AT_ONCE);
      for (const id of ids) waiting.delete(id);
      const fresh = new Map((await rowsByIds(source, ids).catch(() => [])).map((row) => [row.id, row]));
      patchRows<Row>(queries, source.name, (row) => fresh.get(row.id));
      timer = waiting.size > 0 ? setTimeout(() => void fetchSome(), EACH_MS) : undefined;
    };
    const stop = onLive((events) => {
      if (events === 'reset') {
        for (const id of shown.current) waiting.add(id);
      } else {
        const changed = changedBy(source.name, events);
        for (const id of changed) if (shown.current.has(id)) waiting.add(id);
        const others = comings(source.name, events);
        if (others.length > 0) setNews((before) => new Set([...before, ...others]));
      }
      if (waiting.size > 0) timer ??= setTimeout(() => void fetchSome(), EACH_MS);
    });
    return () => {
      stop();
      clearTimeout(timer);
    };
  }, [source, queries, shown]);
  return { news: news.size, settle: () => setNews(new Set()) };
}
