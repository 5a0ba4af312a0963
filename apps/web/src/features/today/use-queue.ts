import { useInfiniteQuery, useQueryClient, type InfiniteData } from '@tanstack/react-query';
import { useEffect, useMemo, useRef, useState } from 'react';
import { onLive } from '../../app/live';
import { leftBehind } from '../../app/outbox';
import { useStore } from '../../app/store';
import { useEvent } from '../../app/use-event';
import {
  QUEUE_KEY,
  queueQuery,
  readQueue,
  type Item,
  type QueueCounts,
  type QueuePage,
} from '../../data/queue';
import { doneItems, forgetGone, letBack, noteGone } from './done';
import { newsOf } from './items';

type Pages = InfiniteData<QueuePage, number>;

/** What can change the order of the day. */
const RELEVANT = new Set([
  'threads',
  'received_messages',
  'emails',
  'cadence_memberships',
  'tasks',
  'people',
  'mailboxes',
]);
/** Answers come to the top within two seconds; more often than this the queue is not looked at. */
const LOOK_MS = 600;

export interface TodayQueue {
  /** In order, also what was done here meanwhile. */
  readonly all: readonly Item[];
  readonly counts: QueueCounts | undefined;
  readonly error: unknown;
  readonly loading: boolean;
  /** How much changed since that was read, answers apart. */
  readonly changed: number;
  takeIn(): void;
  readAgain(): void;
  more(): void;
}

/** The queue as it was read, which never changes under the cursor; answers alone come to the top by themselves. */
export function useTodayQueue(): TodayQueue {
  const queries = useQueryClient();
  const asked = useInfiniteQuery(queueQuery());
  const [fresh, setFresh] = useState<{ page: QueuePage; changed: number }>();
  const { data } = asked;
  const look = useEvent(async () => {
    const page = await queries
      .fetchQuery({ queryKey: ['queue_now'], queryFn: ({ signal }) => readQueue(1, signal), staleTime: 0 })
      .catch(() => undefined);
    const shown = queries.getQueryData<Pages>(QUEUE_KEY);
    if (!page || !shown) return;
    noteGone(new Set(page.items.map(({ key }) => key)));
    const hidden = new Set(doneItems.get().map(({ item }) => item.key));
    const all = shown.pages.flatMap(({ items }) => items);
    const { answers, changed } = newsOf(all, page.items, hidden);
    if (answers.length > 0) queries.setQueryData<Pages>(QUEUE_KEY, withAnswers(shown, answers));
    setFresh(changed > 0 ? { page, changed } : undefined);
  });
  useLooking(look);
  useEffect(() => {
    if (data) forgetGone(new Set(data.pages.flatMap(({ items }) => items.map(({ key }) => key))));
  }, [data]);
  const takeIn = useEvent(() => {
    if (!fresh) return;
    letBack();
    queries.setQueryData<Pages>(QUEUE_KEY, { pages: [fresh.page], pageParams: [1] });
    setFresh(undefined);
  });
  const all = useMemo(() => data?.pages.flatMap(({ items }) => items) ?? [], [data]);
  return {
    all,
    counts: data?.pages[0]?.counts,
    error: asked.error,
    loading: asked.isPending,
    changed: fresh?.changed ?? 0,
    takeIn,
    readAgain: () => void asked.refetch(),
    more: () => {
      if (asked.hasNextPage && !asked.isFetchingNextPage) void asked.fetchNextPage();
    },
  };
}

/** Looks when something happened that matters, at most so often. */
function useLooking(look: () => Promise<void>): void {
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => {
    let looking = false;
    let again = false;
    let here = true;
    const soon = () => {
      timer.current ??= setTimeout(() => void run(), LOOK_MS);
    };
    const run = async () => {
      timer.current = undefined;
      // A look under way may have read before this happened: another one follows it.
      if (looking) {
        again = true;
        return;
      }
      looking = true;
      await look().finally(() => {
        looking = false;
      });
      if (again && here) soon();
      again = false;
    };
    const stop = onLive((events) => {
      if (events === 'reset' || events.some(({ resource }) => RELEVANT.has(resource))) soon();
    });
    return () => {
      here = false;
      stop();
      clearTimeout(timer.current);
      timer.current = undefined;
    };
  }, [look]);
}

/** New answers stand before everything else. */
function withAnswers(shown: Pages, answers: readonly Item[]): Pages {
  const [first, ...rest] = shown.pages;
  if (!first) return shown;
  const { counts } = first;
  const page: QueuePage = {
    ...first,
    items: [...answers, ...first.items],
    counts: {
      ...counts,
      total: counts.total + answers.length,
      tiers: { ...counts.tiers, answer_first: counts.tiers.answer_first + answers.length },
      kinds: { ...counts.kinds, reply: counts.kinds.reply + answers.length },
    },
  };
  return { ...shown, pages: [page, ...rest] };
}

/** Of these, what is still to be done here, and what was done. */
export function useLeft(all: readonly Item[]): { left: readonly Item[]; done: readonly Item[] } {
  const done = useStore(doneItems);
  const left = useStore(leftBehind);
  return useMemo(() => {
    const hidden = new Set([...left, ...done.filter((each) => each.hidden).map(({ item }) => item.key)]);
    return {
      left: hidden.size === 0 ? all : all.filter(({ key }) => !hidden.has(key)),
      done: all.filter(({ key }) => hidden.has(key)),
    };
  }, [all, done, left]);
}
