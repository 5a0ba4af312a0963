import type { ReactNode } from 'react';
import { useStore } from '../../app/store';
import { boot } from '../../app/boot';
import { now } from '../../app/clock';
import type { Item } from '../../data/queue';
import { Button, Chip } from '../../ui/button';
import * as Icon from '../../ui/icons';
import { clockTime, initials } from '../../ui/format';
import { refusals } from './done';
import { companyOf, nameOf, whatOf, whyOf } from './items';

export const zone = boot.me.time_zone ?? 'UTC';

/** Above the work: who, and why now. It has the focus when the next one comes. */
export function Head({ item, place, total }: { item: Item; place: number; total: number }) {
  const { person, cadence } = item;
  const company = companyOf(item);
  return (
    <header className="wh">
      <span className="ava l" aria-hidden="true">
        {initials(nameOf(item))}
      </span>
      <div className="wh-who">
        <h2 tabIndex={-1} id="work-title">
          {nameOf(item)}
        </h2>
        <div className="sub">
          {[person ? (person.title ?? 'no title') : undefined, company].filter(Boolean).join(' · ')}
        </div>
        <div className="why">
          <Chip tone="blue">{[cadence?.name, whatOf(item)].filter(Boolean).join(' · ')}</Chip>
          {whyOf(item, { now: now(), zone }).map((words) => (
            <Chip key={words} tone={item.held ? 'amber' : 'teal'} title={says(item)}>
              {words}
            </Chip>
          ))}
          <LocalTime item={item} />
        </div>
      </div>
      <span className="muted num">
        {place} of {total}
      </span>
    </header>
  );
}

export const says = (item: Item): string =>
  [item.held?.says, ...item.because.map((reason) => reason.says)].filter(Boolean).join(' ');

function LocalTime({ item: { person } }: { item: Item }) {
  const there = person?.locale;
  if (!there || there === zone) return null;
  const city = person.work_city ?? person.city ?? there.split('/').at(-1)?.replaceAll('_', ' ');
  const at = localTime(there);
  return at === undefined ? null : (
    <Chip tone="outline">
      {at} in {city}
    </Chip>
  );
}

/** Their clock; a zone that this browser does not know has none. */
function localTime(there: string): string | undefined {
  try {
    return clockTime(now(), there);
  } catch {
    return undefined;
  }
}

/** What the server said when this was tried before. */
export function Refusal({ item }: { item: Item }) {
  const why = useStore(refusals).get(item.key);
  if (!why) return null;
  return (
    <p className="notice bad" role="alert">
      <Icon.WarningIcon size={16} aria-hidden />
      <span>
        <b>It was not done:</b> {why.text}
      </span>
    </p>
  );
}

/** Below the work: the one thing to do, and what else can become of it. */
export function Foot({
  primary,
  onPrimary,
  disabled,
  why,
  onSkip,
  onSnooze,
  children,
}: {
  primary: string;
  onPrimary: () => void;
  disabled?: boolean;
  /** What stands in the way, or what follows. */
  why?: ReactNode;
  onSkip?: (() => void) | undefined;
  onSnooze?: (() => void) | undefined;
  children?: ReactNode;
}) {
  return (
    <footer className="foot">
      <Button kind="primary" keys="mod+enter" onClick={onPrimary} disabled={disabled}>
        {primary}
      </Button>
      {onSkip && (
        <Button keys="s" onClick={onSkip}>
          Skip
        </Button>
      )}
      {onSnooze && (
        <Button keys="h" onClick={onSnooze} aria-haspopup="dialog">
          Snooze
        </Button>
      )}
      {children}
      <span className="muted foot-why">{why}</span>
    </footer>
  );
}

/** What every kind of work is given. */
export interface WorkProps {
  readonly item: Item;
  readonly onSkip: (() => void) | undefined;
  readonly onSnooze: (() => void) | undefined;
}
