import { useState } from 'react';
import { now } from './clock';
import { Button } from '../ui/button';
import { Dialog } from '../ui/dialog';
import { focusOn } from '../ui/focus';
import { clockTime, day, moment } from '../ui/format';
import { cityOf, localToMoment, momentToLocal, snoozeChoices, zoneOf } from './snooze-times';
import { boot } from './boot';

const zone = boot.me.time_zone ?? 'UTC';

interface Props {
  readonly title: string;
  /** What is done then: "Put off", "Send then". */
  readonly verb?: string;
  /** Before a moment of one's own: "Or until". */
  readonly or?: string;
  readonly theirZone: string | null | undefined;
  readonly onChoose: (until: Date) => void;
  readonly onClose: () => void;
}

/** A moment ahead: a few words, or one of one's own, by the reader's clock or by theirs. */
export function SnoozeDialog({ title, verb = 'Put off', or = 'Or until', theirZone, ...on }: Props) {
  const [at] = useState(now);
  const there = zoneOf(theirZone, zone);
  const choices = snoozeChoices(at, zone, there);
  return (
    <Dialog title={title} onClose={on.onClose}>
      <ul className="snooze">
        {choices.map(({ name, until }, index) => (
          <li key={name}>
            <Button
              ref={index === 0 ? focusOn : undefined}
              kind="quiet"
              onClick={() => on.onChoose(until)}
              onKeyDown={(event) => moveFocus(event)}
            >
              <span className="grow">{name}</span>
              <span className="muted num">
                {moment(until, zone, at)}
                {there && ` · ${theirMoment(until, there)}`}
              </span>
            </Button>
          </li>
        ))}
      </ul>
      <Own from={choices[2]?.until ?? at} at={at} there={there} verb={verb} or={or} onChoose={on.onChoose} />
    </Dialog>
  );
}

/** `15:00 in Lima`, with the day where theirs is another one. */
function theirMoment(until: Date, there: string): string {
  const theirs = day(until, there, until);
  const words = theirs === day(until, zone, until) ? '' : `${theirs} `;
  return `${words}${clockTime(until, there)} in ${cityOf(there)}`;
}

/** A moment that is typed, by either clock. */
function Own({
  from,
  at,
  there,
  verb,
  or,
  onChoose,
}: {
  from: Date;
  at: Date;
  there: string | undefined;
  verb: string;
  or: string;
  onChoose: (until: Date) => void;
}) {
  const [clock, setClock] = useState(zone);
  const [typed, setTyped] = useState(() => momentToLocal(from, zone));
  const own = localToMoment(typed, clock);
  return (
    <form
      className="snooze-own"
      onSubmit={(event) => {
        event.preventDefault();
        if (own && own > now()) onChoose(own);
      }}
    >
      <div className="field">
        <label htmlFor="snooze-at">{or}</label>
        <input
          id="snooze-at"
          type="datetime-local"
          value={typed}
          onChange={(event) => setTyped(event.target.value)}
        />
      </div>
      {there && (
        <div className="field">
          <label htmlFor="snooze-clock">By the clock of</label>
          <select id="snooze-clock" value={clock} onChange={(event) => setClock(event.target.value)}>
            <option value={zone}>yours, {cityOf(zone)}</option>
            <option value={there}>theirs, {cityOf(there)}</option>
          </select>
        </div>
      )}
      <Button type="submit" disabled={!own || own <= at}>
        {verb}
      </Button>
    </form>
  );
}

/** Up and down between the choices. */
function moveFocus(event: React.KeyboardEvent<HTMLButtonElement>): void {
  const way = { ArrowDown: 'nextElementSibling', ArrowUp: 'previousElementSibling' }[event.key];
  if (!way) return;
  event.preventDefault();
  const row = event.currentTarget.closest('li');
  const other = way === 'nextElementSibling' ? row?.nextElementSibling : row?.previousElementSibling;
  other?.querySelector('button')?.focus();
}
