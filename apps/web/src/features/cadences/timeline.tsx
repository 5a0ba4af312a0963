import { useInfiniteQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { type ReactNode, useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { boot } from '../../app/boot';
import { useChanged } from '../../app/changed';
import { ChangedPill } from '../../app/changed-pill';
import { now } from '../../app/clock';
import type { LiveEvent } from '../../app/live';
import { useRowKeys } from '../../app/row-keys';
import { Empty, ErrorScreen, Skeleton } from '../../app/screens';
import { type Cadence, timelineQuery } from '../../data/cadences';
import { Button } from '../../ui/button';
import { DayBars } from '../../ui/charts/day-bars';
import { counted, isoDay, longPlainDay, number } from '../../ui/format';
import { Segments } from '../../ui/segments';
import { TouchPanel } from './touch-panel';
import { TouchRows } from './touch-rows';
import { dayBars, DAYS, type Order, ordered, type Touch, touchesOf } from './touches';

const SERIES = ['e-mails', 'calls', 'other'];
const ORDERS = [
  { value: 'time', text: 'By time' },
  { value: 'person', text: 'By person' },
  { value: 'mailbox', text: 'By mailbox' },
] as const;
/** So many pages of people are worked out by themselves; more when somebody asks. */
const PAGES_AT_ONCE = 8;

/** What will leave, when, and why then. */
export function Timeline({ cadence }: { cadence: Cadence }) {
  const id = String(cadence.id);
  const list = useInfiniteQuery(timelineQuery(id));
  const { data, hasNextPage, isFetching, fetchNextPage, refetch } = list;
  const loaded = data?.pages.length ?? 0;
  const [wanted, setWanted] = useState(PAGES_AT_ONCE);
  useEffect(() => {
    if (hasNextPage && !isFetching && loaded < wanted) void fetchNextPage();
  }, [hasNextPage, isFetching, loaded, wanted, fetchNextPage]);
  const concerns = useCallback((event: LiveEvent) => event.cadence_id === cadence.id, [cadence.id]);
  const { changed, seen } = useChanged(concerns);
  const reload = useCallback(() => {
    seen();
    void refetch();
  }, [seen, refetch]);
  const today = isoDay(now(), boot.me.time_zone ?? 'UTC');
  const touches = useMemo(() => touchesOf(data?.pages ?? [], today), [data, today]);
  if (list.isPending) return <Skeleton rows={10} />;
  if (list.isLoadingError) return <ErrorScreen error={list.error} retry={() => void refetch()} />;
  if (touches.length === 0 && !hasNextPage) return <Nothing cadence={cadence} />;
  const people = data?.pages.reduce((all, page) => all + page.people.length, 0) ?? 0;
  return (
    <Loaded
      cadence={cadence}
      touches={touches}
      today={today}
      note={
        <>
          <ChangedPill changed={changed} onReload={reload} />
          {hasNextPage && (
            <span className="progress-note" role="status">
              {number(people)} people so far{isFetching ? ', working out the rest…' : ' '}
              {!isFetching && loaded >= wanted && (
                <Button small onClick={() => setWanted(loaded + PAGES_AT_ONCE)}>
                  Work out more
                </Button>
              )}
            </span>
          )}
        </>
      }
    />
  );
}

function Loaded({
  cadence,
  touches,
  today,
  note,
}: {
  cadence: Cadence;
  touches: readonly Touch[];
  today: string;
  note: ReactNode;
}) {
  const search = useSearch({ strict: false }) as { day?: unknown; by?: unknown };
  const navigate = useNavigate();
  const bars = useMemo(() => dayBars(touches, today), [touches, today]);
  const day = chosenDay(search.day, bars);
  const order: Order = ORDERS.find(({ value }) => value === search.by)?.value ?? 'time';
  const [open, setOpen] = useState<string>();
  const area = useRef<HTMLDivElement>(null);
  useRowKeys('touches', area);
  const shown = useMemo(
    () =>
      ordered(
        touches.filter((each) => each.day === day || each.day === undefined),
        order,
      ),
    [touches, day, order],
  );
  const params = { id: String(cadence.id), tab: 'timeline' };
  const go = (next: { day?: string; by?: string }) =>
    void navigate({
      to: '/cadences/$id/$tab',
      params,
      search: { ...search, ...next },
      replace: true,
      resetScroll: false,
    });
  return (
    <div className="panes">
      <div className="pane" ref={area}>
        <Ahead bars={bars} day={day} note={note} onChoose={(next) => go({ day: next })} />
        <section className="card scrolls" aria-label="One day">
          <div className="card-head">
            <h2>{longPlainDay(day)}</h2>
            <span className="sub">{said(bars.find((each) => each.day === day)?.parts ?? [])}</span>
            <span className="sp" />
            <Segments label="In what order" value={order} choices={ORDERS} onChoose={(by) => go({ by })} />
          </div>
          <TouchRows touches={shown} open={open} onOpen={setOpen} />
        </section>
      </div>
      <TouchPanel cadence={cadence} touch={touches.find(({ key }) => key === open)} />
    </div>
  );
}

function Ahead({
  bars,
  day,
  note,
  onChoose,
}: {
  bars: ReturnType<typeof dayBars>;
  day: string;
  note: ReactNode;
  onChoose: (day: string) => void;
}) {
  const title = `What will leave, next ${DAYS} days`;
  return (
    <section className="card" aria-label="What will leave">
      <div className="card-head">
        <h2>{title}</h2>
        <span className="sub">if every manual step is done when due and nobody replies</span>
        {note}
        <span className="sp" />
        <Legend />
      </div>
      <div className="card-body">
        <DayBars title={title} series={SERIES} days={bars} chosen={day} onChoose={onChoose} />
      </div>
    </section>
  );
}

/** The day of the address if it is one of these; else the first on which something leaves. */
const chosenDay = (asked: unknown, bars: ReturnType<typeof dayBars>): string =>
  (
    bars.find(({ day }) => day === asked) ??
    bars.find(({ parts }) => parts.some((count) => count > 0)) ??
    bars[0]
  )?.day ?? '';

const said = ([emails = 0, calls = 0, other = 0]: readonly number[]): string =>
  [counted(emails, 'e-mail'), counted(calls, 'call'), `${number(other)} other`].join(', ');

const Legend = () => (
  <span className="legend" aria-hidden="true">
    {SERIES.map((name, at) => (
      <span key={name}>
        <i className={`s${at + 1}`} />
        {name}
      </span>
    ))}
  </span>
);

function Nothing({ cadence }: { cadence: Cadence }) {
  return (
    <Empty title="Nothing lies ahead">
      {cadence.draft
        ? 'This is a draft: launch it where its steps are, then put people on it.'
        : 'Nobody is on this cadence, or everybody is through. Put people on it from the list of people.'}
    </Empty>
  );
}
