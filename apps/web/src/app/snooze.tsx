import { useState } from 'react';
import { now } from './clock';
import { Button } from '../ui/button';
import { Dialog } from '../ui/dialog';
import { focusOn } from '../ui/focus';
import { moment } from '../ui/format';
import { localToMoment, momentToLocal, snoozeChoices } from './snooze-times';
import { boot } from './boot';

const zone = boot.me.time_zone ?? 'UTC';

/** Until when something is put off: a few words, or a moment. */
export function SnoozeDialog({
  title,
  theirZone,
  onChoose,
  onClose,
}: {
  title: string;
  theirZone: string | null | undefined;
  onChoose: (until: Date) => void;
  onClose: () => void;
}) {
  const [at] = useState(now);
  const choices = snoozeChoices(at, zone, theirZone ?? undefined);
  const [typed, setTyped] = useState(() => momentToLocal(choices[2]?.until ?? at, zone));
  const own = localToMoment(typed, zone);
  return (
    <Dialog title={title} onClose={onClose}>
      <ul className="snooze">
        {choices.map(({ name, until }, index) => (
          <li key={name}>
            <Button
              ref={index === 0 ? focusOn : undefined}
              kind="quiet"
              onClick={() => onChoose(until)}
              onKeyDown={(event) => moveFocus(event)}
            >
              <span className="grow">{name}</span>
              <span className="muted num">{moment(until, zone, at)}</span>
            </Button>
          </li>
        ))}
      </ul>
      <form
        className="snooze-own"
        onSubmit={(event) => {
          event.preventDefault();
          if (own && own > now()) onChoose(own);
        }}
      >
        <div className="field">
          <label htmlFor="snooze-at">Or until</label>
          <input
            id="snooze-at"
            type="datetime-local"
            value={typed}
            onChange={(event) => setTyped(event.target.value)}
          />
        </div>
        <Button type="submit" disabled={!own || own <= at}>
          Put off
        </Button>
      </form>
    </Dialog>
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
