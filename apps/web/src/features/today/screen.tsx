import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { useMemo, useState } from 'react';
import { boot } from '../../app/boot';
import { now } from '../../app/clock';
import { useCommands } from '../../app/commands';
import { Empty, ErrorScreen, Skeleton } from '../../app/screens';
import { useStore } from '../../app/store';
import { useEvent } from '../../app/use-event';
import type { LateWay } from '../../data/late';
import { Button } from '../../ui/button';
import { longDay, number } from '../../ui/format';
import { besideOf, countOf, currentOf, FILTER_NAMES, FILTERS, filterOf, fits, type Filter } from './items';
import { doneItems } from './done';
import { LateDialog } from './late';
import { QueueList } from './list';
import { zone } from './parts';
import { Run } from './run';
import { useWhy, WhyHere } from './why-here';
import { select, stayed, useSelected } from './selected';
import { type TodayQueue, useLeft, useTodayQueue } from './use-queue';

interface Search {
  readonly kind?: string;
  readonly item?: string;
  readonly run?: string;
}

/** What a rep does next: the queue, and run mode, one after another. */
export function TodayScreen() {
  const search: Search = useSearch({ from: '/' });
  const navigate = useNavigate();
  const queue = useTodayQueue();
  const filter = filterOf(search.kind);
  const running = search.run !== undefined;
  const named = useSelected(search.item);
  const go = useEvent((next: Search) => {
    if (next.item !== undefined) select(next.item);
    void navigate({
      to: '/',
      search: (before: Search) => ({ ...before, ...next }),
      replace: next.run === undefined || running,
      resetScroll: false,
    });
  });
  return (
    <>
      <Bar queue={queue} filter={filter} running={running} go={go} />
      <Body queue={queue} filter={filter} running={running} named={named} go={go} />
    </>
  );
}

type Go = (next: Search | { readonly run: '' }) => void;

function Bar({
  queue: { counts, changed, takeIn, all },
  filter,
  running,
  go,
}: {
  queue: TodayQueue;
  filter: Filter;
  running: boolean;
  go: Go;
}) {
  const { done } = useLeft(all);
  return (
    <div className="bar today-bar">
      <h1>Today</h1>
      <span className="muted bar-day">{longDay(now(), zone)}</span>
      {changed > 0 && (
        <Button small keys="r" onClick={takeIn}>
          {changed} changed
        </Button>
      )}
      <span className="sp" />
      {counts && (
        <div className="seg" role="group" aria-label="Kinds">
          {FILTERS.map((each) => (
            <button
              key={each}
              type="button"
              className={each === filter ? 'on' : ''}
              aria-pressed={each === filter}
              onClick={() => go({ kind: each === 'all' ? '' : each, item: '' })}
            >
              {FILTER_NAMES[each]} <span className="num">{number(countOf(each, counts, done))}</span>
            </button>
          ))}
        </div>
      )}
      {running ? (
        <Button keys="escape" onClick={() => go({ run: '' })}>
          Exit run
        </Button>
      ) : (
        <Button kind="primary" keys="enter" onClick={() => go({ run: '1' })} disabled={all.length === 0}>
          Start
        </Button>
      )}
    </div>
  );
}

function Body({
  queue,
  filter,
  running,
  named,
  go,
}: {
  queue: TodayQueue;
  filter: Filter;
  running: boolean;
  named: string | undefined;
  go: Go;
}) {
  const fitting = useMemo(() => queue.all.filter((item) => fits(filter, item)), [queue.all, filter]);
  const { left, done } = useLeft(fitting);
  const stays = useStore(stayed);
  // Done, and looked at still: it is in hand until somebody goes on.
  const kept = running ? fitting.find(({ key }) => key === stays) : undefined;
  const current = kept ?? currentOf(fitting, left, named);
  const move = useEvent((by: number) => {
    const next = current && besideOf(fitting, left, current, by);
    if (next) go({ item: next.key });
  });
  useTodayCommands({ move, go, queue, running, current: current?.key });
  const open = useEvent((key: string) => go({ item: key, run: '1' }));
  const [late, setLate] = useState<LateWay['way']>();
  const [why, setWhy] = useState(false);
  useWhy(useEvent(() => setWhy(true)));
  if (queue.error && !queue.counts) return <ErrorScreen error={queue.error} retry={queue.readAgain} />;
  if (queue.loading || !queue.counts) return <Skeleton rows={12} height={52} />;
  if (!current) return <NothingLeft filtered={filter !== 'all'} onAll={() => go({ kind: '' })} />;
  const list = (
    <QueueList
      items={left}
      done={done}
      counts={queue.counts}
      current={current.key}
      onOpen={open}
      onMore={queue.more}
      tierExtra={(tier) => tier === 'overdue' && <LateLinks onChoose={setLate} />}
      wide={!running}
    />
  );
  return (
    <div className={running ? 'run' : 'today'}>
      {list}
      {running && <Run item={current} all={fitting} left={left} total={countOf(filter, queue.counts, [])} />}
      {why && <WhyHere item={current} onClose={() => setWhy(false)} />}
      {late && <LateDialog way={late} onClose={() => setLate(undefined)} />}
    </div>
  );
}

function LateLinks({ onChoose }: { onChoose: (way: LateWay['way']) => void }) {
  const link = (way: LateWay['way'], words: string) => (
    <button type="button" className="link" aria-haspopup="dialog" onClick={() => onChoose(way)}>
      {words}
    </button>
  );
  return (
    <>
      {link('spread', 'Spread…')} {link('hand_over', 'Hand over…')} {link('drop', 'Drop…')}
    </>
  );
}

function NothingLeft({ filtered, onAll }: { filtered: boolean; onAll: () => void }) {
  const done = useStore(doneItems).filter(({ counts }) => counts).length;
  if (filtered)
    return (
      <Empty title="Nothing of this kind" action={<Button onClick={onAll}>Show all kinds</Button>}>
        Other things may wait.
      </Empty>
    );
  return (
    <Empty
      title={done > 0 ? `All done: ${number(done)} today` : 'Nothing to do now'}
      action={
        boot.rights.admin &&
        !boot.team.begun && (
          <Link className="btn primary" to="/welcome">
            Set up your team
          </Link>
        )
      }
    >
      E-mails, calls and tasks come here when they are due, and answers as they arrive.
    </Empty>
  );
}

function useTodayCommands(on: {
  move: (by: number) => void;
  go: Go;
  queue: TodayQueue;
  running: boolean;
  current: string | undefined;
}): void {
  const { move, running } = on;
  const start = useEvent(() => on.go({ run: '1', item: on.current ?? '' }));
  const exit = useEvent(() => on.go({ run: '', item: on.current ?? '' }));
  const takeIn = useEvent(() => on.queue.takeIn());
  useCommands(
    'today',
    useMemo(
      () => [
        { id: 'down', title: 'Next item', keys: 'j,down', group: 'Today', run: () => move(1), hidden: true },
        { id: 'up', title: 'Item before', keys: 'k,up', group: 'Today', run: () => move(-1), hidden: true },
        { id: 'take in', title: 'Take in what changed', keys: 'r', group: 'Today', run: takeIn },
        running
          ? { id: 'exit', title: 'Exit run mode', keys: 'escape', group: 'Today', run: exit }
          : { id: 'start', title: 'Start run mode', keys: 'enter', group: 'Today', run: start },
      ],
      [move, running, start, exit, takeIn],
    ),
  );
}
