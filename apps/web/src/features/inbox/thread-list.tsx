import { useVirtualizer } from '@tanstack/react-virtual';
import { memo, useEffect, useRef } from 'react';
import { now } from '../../app/clock';
import type { Thread } from '../../data/threads';
import { Chip } from '../../ui/button';
import { span } from '../../ui/format';

const ROW = 52;
const AROUND = 12;
const MINUTE = 60_000;

/** The conversations of a view, of which only what is in sight is there; `onEnd`: the last that were read are near. */
export function ThreadList({
  threads,
  current,
  onOpen,
  onEnd,
}: {
  threads: readonly Thread[];
  current: Thread;
  onOpen: (thread: Thread) => void;
  onEnd: () => void;
}) {
  const host = useRef<HTMLElement>(null);
  // Its functions go to no part that remembers them.
  // oxlint-disable-next-line react/incompatible-library
  const virtual = useVirtualizer({
    count: threads.length,
    getScrollElement: () => host.current,
    estimateSize: () => ROW,
    getItemKey: (index) => threads[index]?.id ?? index,
    overscan: AROUND,
  });
  const place = threads.indexOf(current);
  useEffect(() => {
    if (place >= 0) virtual.scrollToIndex(place, { align: 'auto' });
  }, [place, virtual]);
  const drawn = virtual.getVirtualItems();
  const last = drawn.at(-1)?.index ?? 0;
  useEffect(() => {
    if (last >= threads.length - AROUND * 2) onEnd();
  }, [last, threads.length, onEnd]);
  const minute = Math.floor(now().getTime() / MINUTE);
  return (
    <nav ref={host} className="q threads" aria-label="Conversations">
      <ol style={{ height: virtual.getTotalSize() }}>
        {drawn.map(({ index, start, size, key }) => {
          const thread = threads[index];
          return thread ? (
            <li key={key} style={{ top: start, height: size }}>
              <ThreadRow thread={thread} on={thread === current} minute={minute} onOpen={onOpen} />
            </li>
          ) : null;
        })}
      </ol>
    </nav>
  );
}

interface RowProps {
  readonly thread: Thread;
  readonly on: boolean;
  /** Times are told to the minute: another minute is another row. */
  readonly minute: number;
  readonly onOpen: (thread: Thread) => void;
}

const ThreadRow = memo(function ThreadRow({ thread, on, minute, onOpen }: RowProps) {
  return (
    <button
      type="button"
      className={on ? 'qi on thread-row' : 'qi thread-row'}
      aria-current={on ? 'true' : undefined}
      onClick={() => onOpen(thread)}
    >
      <span className="qi-words">
        <span className={thread.unread ? 't unread' : 't'}>
          {thread.person?.display_name ?? 'Somebody'}{' '}
          {thread.kind !== 'reply' && <Chip tone="amber">{thread.kind.replaceAll('_', ' ')}</Chip>}
        </span>
        <span className="y">{thread.snippet ?? thread.subject}</span>
      </span>
      <span className="w num">{span(thread.last_message_at, new Date(minute * MINUTE))}</span>
    </button>
  );
});
