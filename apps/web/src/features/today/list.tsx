import { useVirtualizer } from '@tanstack/react-virtual';
import { memo, useEffect, useMemo, useRef, type ReactNode } from 'react';
import { now } from '../../app/clock';
import type { Item, QueueCounts, Tier } from '../../data/queue';
import * as Icon from '../../ui/icons';
import { companyOf, nameOf, rowsOf, timeOf, TIER_NAMES, whatOf, whyOf } from './items';
import { says, zone } from './parts';

const ITEM_HEIGHT = 52;
const TIER_HEIGHT = 32;
const MINUTE = 60_000;
/** So near its end more is asked for. */
const NEAR = 20;

/** The queue, in tiers; only what is in sight is drawn. */
// long: the rows of one list
export function QueueList({
  items,
  done,
  counts,
  current,
  onOpen,
  onMore,
  tierExtra,
  wide,
}: {
  items: readonly Item[];
  done: readonly Item[];
  counts: QueueCounts;
  current: string | undefined;
  onOpen: (key: string) => void;
  onMore: () => void;
  /** What stands at the right of a tier's head. */
  tierExtra: (tier: Tier) => ReactNode;
  wide: boolean;
}) {
  const host = useRef<HTMLDivElement>(null);
  const rows = useMemo(() => rowsOf(items, counts, done), [items, counts, done]);
  // Its functions go to no part that remembers them.
  // oxlint-disable-next-line react/incompatible-library
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => host.current,
    estimateSize: (index) => (rows[index]?.type === 'tier' ? TIER_HEIGHT : ITEM_HEIGHT),
    getItemKey: (index) => keyOfRow(rows[index]),
    overscan: 12,
  });
  const place = rows.findIndex((row) => row.type === 'item' && row.item.key === current);
  useEffect(() => {
    if (place >= 0) virtual.scrollToIndex(place, { align: 'auto' });
  }, [place, virtual]);
  const drawn = virtual.getVirtualItems();
  const minute = Math.floor(now().getTime() / MINUTE);
  const last = drawn.at(-1)?.index ?? 0;
  useEffect(() => {
    if (last > rows.length - NEAR) onMore();
  }, [last, rows.length, onMore]);
  return (
    <div ref={host} className={wide ? 'q wide' : 'q'}>
      <ol style={{ height: virtual.getTotalSize() }} aria-label="What is to be done">
        {drawn.map(({ index, start, size, key }) => {
          const row = rows[index];
          if (!row) return null;
          return (
            <li key={key} style={{ top: start, height: size }}>
              {row.type === 'tier' ? (
                <h2 className="qg">
                  {TIER_NAMES[row.tier]} <span className="n">{row.count}</span>
                  <span className="x">{tierExtra(row.tier)}</span>
                </h2>
              ) : (
                <QueueRow item={row.item} on={row.item.key === current} minute={minute} onOpen={onOpen} />
              )}
            </li>
          );
        })}
      </ol>
    </div>
  );
}

const keyOfRow = (row: ReturnType<typeof rowsOf>[number] | undefined): string =>
  row === undefined ? '' : row.type === 'tier' ? row.tier : row.item.key;

const PICTURES = {
  email: [Icon.EmailIcon, 'e'],
  phone: [Icon.CallIcon, 'c'],
  integration: [Icon.SocialIcon, ''],
  other: [Icon.SocialIcon, ''],
  task: [Icon.TaskIcon, ''],
  reply: [Icon.ReplyIcon, 'r'],
  person: [Icon.HotIcon, 's'],
  uncertain_email: [Icon.WarningIcon, 's'],
  mailbox: [Icon.MailboxIcon, 's'],
} as const;

interface RowProps {
  readonly item: Item;
  readonly on: boolean;
  /** Times are told to the minute: another minute is another row. */
  readonly minute: number;
  readonly onOpen: (key: string) => void;
}

/** Going on changes two rows: the others are not drawn anew. */
const QueueRow = memo(function QueueRow({ item, on, minute, onOpen }: RowProps) {
  const clock = { now: new Date(minute * MINUTE), zone };
  const [Picture, tone] = PICTURES[item.kind];
  const company = companyOf(item);
  const why = whyOf(item, clock);
  return (
    <button
      type="button"
      className={on ? 'qi on' : 'qi'}
      aria-current={on ? 'true' : undefined}
      tabIndex={on ? 0 : -1}
      title={says(item)}
      onClick={() => onOpen(item.key)}
    >
      <span className={`k ${tone}`}>
        <Picture size={14} strokeWidth={1.75} aria-hidden />
      </span>
      <span className="qi-words">
        <span className="t">
          {nameOf(item)} {company && <span>· {company}</span>}
        </span>
        <span className="y">{[whatOf(item), ...why].join(' · ')}</span>
      </span>
      <span className={item.tier === 'overdue' ? 'w num l' : 'w num'}>{timeOf(item, clock)}</span>
    </button>
  );
});
