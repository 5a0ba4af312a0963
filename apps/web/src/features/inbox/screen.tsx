import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useEffect, useMemo, useState } from 'react';
import { boot } from '../../app/boot';
import { ChangedPill } from '../../app/changed-pill';
import { useCommands } from '../../app/commands';
import { ExportList } from '../../app/export-list';
import { onLive } from '../../app/live';
import { Empty, ErrorScreen, Skeleton } from '../../app/screens';
import { useEvent } from '../../app/use-event';
import {
  FILTERS,
  isOpen,
  type Thread,
  THREADS_KEY,
  threadsQuery,
  type View,
  VIEWS,
} from '../../data/threads';
import { Segments } from '../../ui/segments';
import { ThreadList } from './thread-list';
import { ThreadPanel } from './thread-panel';

const VIEW_NAMES: Readonly<Record<View, string>> = {
  needs_answer: 'Needs answer',
  mine: 'Mine',
  all: 'All open',
  away: 'Away',
  snoozed: 'Snoozed',
  done: 'Done',
};

/** Conversations: a list by view, and one of them. */
export function InboxScreen() {
  const search: { view?: string; thread?: string } = useSearch({ from: '/inbox' });
  const navigate = useNavigate();
  const view = VIEWS.find((each) => each === search.view) ?? 'needs_answer';
  const asked = useInfiniteQuery(threadsQuery(view));
  const [changed, takeIn] = useChangedThreads();
  const threads = useShown(asked.data?.pages, view, search.thread);
  const current = threads.find(({ id }) => String(id) === search.thread) ?? threads[0];
  const open = useEvent((thread: Thread | undefined) => {
    if (thread)
      void navigate({
        to: '/inbox',
        search: { ...search, thread: String(thread.id) },
        replace: true,
        resetScroll: false,
      });
  });
  const more = useEvent(() => {
    if (asked.hasNextPage && !asked.isFetchingNextPage) void asked.fetchNextPage();
  });
  const move = useEvent((by: number) => open(threads[(current ? threads.indexOf(current) : -1) + by]));
  useMoves(move);
  return (
    <>
      <div className="bar today-bar">
        <h1>Inbox</h1>
        <ChangedPill changed={changed} onReload={takeIn} />
        <span className="sp" />
        <ExportList list="threads" query={{ ...FILTERS[view] }} words="conversations" />
        <Segments
          label="Views"
          value={view}
          choices={VIEWS.map((value) => ({ value, text: VIEW_NAMES[value] }))}
          onChoose={(next) => void navigate({ to: '/inbox', search: { view: next } })}
        />
      </div>
      {asked.isLoadingError ? (
        <ErrorScreen error={asked.error} retry={() => void asked.refetch()} />
      ) : asked.isPending ? (
        <Skeleton rows={10} height={52} />
      ) : !current ? (
        <Empty title={view === 'needs_answer' ? 'Nobody waits for an answer' : 'Nothing in this view'}>
          What people write comes here as it arrives.
        </Empty>
      ) : (
        <div className="inbox">
          <ThreadList threads={threads} current={current} onOpen={open} onEnd={more} />
          <ThreadPanel key={current.id} thread={current} />
        </div>
      )}
    </>
  );
}

/** `J` and `K` walk the conversations. */
function useMoves(move: (by: number) => void): void {
  const commands = useMemo(() => {
    const list = { group: 'Inbox', hidden: true };
    return [
      { ...list, id: 'down', title: 'Next conversation', keys: 'j,down', run: () => move(1) },
      { ...list, id: 'up', title: 'Conversation before', keys: 'k,up', run: () => move(-1) },
    ];
  }, [move]);
  useCommands('inbox', commands);
}

/** The rows of a view; what was done with one here leaves it, the one in hand apart. */
function useShown(
  pages: readonly { threads: Thread[] }[] | undefined,
  view: View,
  open: string | undefined,
): Thread[] {
  return useMemo(() => {
    const all = pages?.flatMap(({ threads }) => threads) ?? [];
    if (view === 'done') return all.filter(({ done }) => done);
    if (view === 'snoozed') return all.filter((thread) => !isOpen(thread) && !thread.done);
    const at = all.findIndex(({ id }) => String(id) === open);
    const left = all.filter(isOpen);
    // What was in hand is done: the one behind it comes into the hand, as the first of those that are left.
    return at >= 0 && !isOpen(all[at] ?? left[0]!)
      ? [...all.slice(at).filter(isOpen), ...all.slice(0, at).filter(isOpen)]
      : left;
  }, [pages, view, open]);
}

/** How many conversations changed since the list was read, and what reads it anew. */
function useChangedThreads(): [number, () => void] {
  const queries = useQueryClient();
  const [ids, setIds] = useState<ReadonlySet<number | string>>(new Set());
  useEffect(
    () =>
      onLive((events) => {
        if (events === 'reset') return;
        const news = events.filter(
          ({ resource, user_id: by }) => resource === 'threads' && by !== boot.me.id,
        );
        if (news.length > 0) setIds((before) => new Set([...before, ...news.map(({ id }) => id)]));
      }),
    [],
  );
  const takeIn = useEvent(() => {
    setIds(new Set());
    void queries.resetQueries({ queryKey: THREADS_KEY });
    void queries.invalidateQueries({ queryKey: ['threads', 'messages'] });
  });
  return [ids.size, takeIn];
}
