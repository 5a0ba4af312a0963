import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useDeferredValue, useEffect, useMemo, useRef, useState } from 'react';
import { useCommands } from '../../app/commands';
import { say } from '../../app/toasts';
import { useEvent } from '../../app/use-event';
import type { Item } from '../../data/queue';
import { placeQuery } from '../../data/work';
import { CallWork } from './call';
import { Context } from './context';
import { DoubtWork, ElsewhereWork } from './decision';
import { carryOut, doneItems } from './done';
import { EmailWork } from './email';
import { besideOf, calledOf, nameOf } from './items';
import { OtherWork, TaskWork } from './other';
import { Head, type WorkProps } from './parts';
import { prefetchWork, whenIdle } from './prefetch';
import { ReplyWork } from './reply';
import { Stayed } from './stayed';
import { SnoozeDialog } from '../../app/snooze';

const WORK: Readonly<Record<Item['kind'], (props: WorkProps) => React.JSX.Element>> = {
  email: EmailWork,
  phone: CallWork,
  integration: OtherWork,
  other: OtherWork,
  task: TaskWork,
  reply: ReplyWork,
  person: ElsewhereWork,
  uncertain_email: DoubtWork,
  mailbox: ElsewhereWork,
};

/** How many of what comes next are read ahead. */
const AHEAD = 3;

/** One item after another: the work in the middle, who it is about at the right. */
// long: commands of the item in hand and the parts they change
export function Run({
  item,
  all,
  left,
  total,
}: {
  item: Item;
  /** Of the filter, in order, also what was done meanwhile. */
  all: readonly Item[];
  left: readonly Item[];
  total: number;
}) {
  const queries = useQueryClient();
  const [snoozing, setSnoozing] = useState<Item>();
  const place = all.indexOf(item) + 1;
  const done = !left.includes(item);
  const next = besideOf(all, left, item, 1);
  const at = left.indexOf(done ? (next ?? item) : item);
  // What comes after is read once this one stands there.
  useEffect(
    () =>
      whenIdle(() => {
        for (const each of left.slice(at, at + 1 + AHEAD)) void prefetchWork(queries, each);
      }),
    [queries, left, at],
  );
  // The work first; who it is about follows in a moment of its own.
  const about = useDeferredValue(item);
  const skip = useSkip(item);
  const takeOff = useTakeOff(item);
  const snooze = useEvent(() => setSnoozing(item));
  const canSkip = item.action !== null && !done;
  const canSnooze = (item.action !== null || item.task !== null) && !done;
  useCommands(
    'run',
    useMemo(
      () => [
        ...(canSkip ? [{ id: 'skip', title: 'Skip this step', keys: 's', group: 'Run', run: skip }] : []),
        ...(canSnooze ? [{ id: 'snooze', title: 'Snooze', keys: 'h', group: 'Run', run: snooze }] : []),
        ...(canSkip
          ? [
              {
                id: 'off',
                title: 'Take off the cadence',
                keys: 'shift+backspace',
                group: 'Run',
                run: takeOff,
              },
            ]
          : []),
      ],
      [canSkip, canSnooze, skip, snooze, takeOff],
    ),
  );
  const Work = WORK[item.kind];
  return (
    <>
      <section className="work" aria-labelledby="work-title">
        <Head item={item} place={place} total={total} />
        {done ? (
          <Stayed item={item} next={next} />
        ) : (
          <Work
            key={item.key}
            item={item}
            onSkip={canSkip ? skip : undefined}
            onSnooze={canSnooze ? snooze : undefined}
          />
        )}
      </section>
      <Context item={about} />
      <Announced item={item} place={place} total={total} />
      {snoozing && (
        <SnoozeDialog
          title={`Put off: ${calledOf(snoozing)}`}
          theirZone={snoozing.person?.locale}
          onClose={() => setSnoozing(undefined)}
          onChoose={(until) => {
            setSnoozing(undefined);
            putOff(snoozing, until);
          }}
        />
      )}
    </>
  );
}

function putOff(item: Item, until: Date): void {
  const moment = until.toISOString();
  carryOut(item, {
    ...(item.task
      ? { method: 'PUT', path: `/v2/tasks/${item.task.id}`, body: { due_at: moment } }
      : { method: 'POST', path: `/v2/actions/${item.action?.id ?? 0}/snooze`, body: { until: moment } }),
    label: `Put off: ${calledOf(item)}`,
    words: 'Put off',
    counts: false,
  });
}

/** Leaves the step out, and says what follows. */
function useSkip(item: Item): () => void {
  const place = useQuery({
    ...placeQuery(item.person?.id ?? 0, item.cadence?.id ?? 0),
    enabled: item.action !== null,
  });
  return useEvent(() => {
    const entries = place.data?.timeline?.entries ?? [];
    const next = entries.find(({ state }) => state === 'planned');
    const name = next?.step_name ?? { email: 'e-mail', phone: 'call' }[next?.type ?? ''] ?? 'a step';
    carryOut(item, {
      method: 'POST',
      path: `/v2/actions/${item.action?.id ?? 0}/drop`,
      label: `Skip: ${calledOf(item)}`,
      words: next
        ? `Skipped; next for ${nameOf(item)}: ${name}, day ${next.day}`
        : 'Skipped; it was the last step',
      counts: false,
    });
  });
}

function useTakeOff(item: Item): () => void {
  const place = useQuery({
    ...placeQuery(item.person?.id ?? 0, item.cadence?.id ?? 0),
    enabled: item.action !== null,
  });
  return useEvent(() => {
    const id = place.data?.membershipId;
    if (id === undefined) return void say('Their place on the cadence is not known yet: try again.');
    carryOut(item, {
      method: 'DELETE',
      path: `/v2/cadence_memberships/${id}`,
      label: `Take ${nameOf(item)} off the cadence`,
      words: `${nameOf(item)} taken off ${item.cadence?.name ?? 'the cadence'}`,
      counts: false,
    });
  });
}

/** The heading takes the focus when another item comes; who listens hears what was done and what is next. */
function Announced({ item, place, total }: { item: Item; place: number; total: number }) {
  const [words, setWords] = useState('');
  const told = useRef(doneItems.get()[0]);
  useEffect(() => {
    if (document.querySelector('dialog[open]') === null)
      document.getElementById('work-title')?.focus({ preventScroll: true });
    const [last] = doneItems.get();
    if (!last || last === told.current || last.item.key === item.key) return;
    told.current = last;
    setWords(`${last.words}. Next: ${calledOf(item)}, ${place} of ${total}`);
  }, [item, place, total]);
  return (
    <p className="hidden" role="status" data-testid="run-said">
      {words}
    </p>
  );
}
