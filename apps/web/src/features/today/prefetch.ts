import type { QueryClient } from '@tanstack/react-query';
import type { Item } from '../../data/queue';
import {
  callWordsQuery,
  historyQuery,
  placeQuery,
  previewQuery,
  stepWordsQuery,
  taskQuery,
} from '../../data/work';

/** Reads what the work on an item needs, so that it stands there when its turn comes. */
export async function prefetchWork(queries: QueryClient, item: Item): Promise<void> {
  const { person, cadence, step, task, kind } = item;
  if (person) void queries.prefetchQuery(historyQuery(person.id));
  if (task) void queries.prefetchQuery(taskQuery(task.id));
  if (kind === 'phone') void queries.prefetchQuery(callWordsQuery());
  if (!person || !cadence) return;
  const [place, words] = await Promise.all([
    queries.fetchQuery(placeQuery(person.id, cadence.id)),
    step && queries.fetchQuery(stepWordsQuery(step.id)),
  ]).catch(() => [undefined, undefined]);
  const entry = place?.timeline?.entries.find(({ action }) => action?.id === item.action?.id);
  if (kind === 'email' && step && words && words.body !== null && entry?.email?.body == null)
    void queries.prefetchQuery(
      previewQuery(person.id, step.id, { subject: words.subject, body: words.body }),
    );
}

/** So long it waits at most for a moment in which nothing else is to be done. */
const LATEST_MS = 200;

/** Does something once the page has painted and rests. @returns what takes it back */
export function whenIdle(run: () => void): () => void {
  // Not every browser has it.
  if (typeof requestIdleCallback !== 'function') {
    const timer = setTimeout(run, 0);
    return () => clearTimeout(timer);
  }
  const wish = requestIdleCallback(run, { timeout: LATEST_MS });
  return () => cancelIdleCallback(wish);
}
