import { useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { write } from '../../app/outbox';
import { say } from '../../app/toasts';
import type { Cadence } from '../../data/cadences';
import type { Told } from '../../data/errors';
import type { SendWindow } from '../../data/steps';
import { Button } from '../../ui/button';
import { Dialog } from '../../ui/dialog';
import { Check, Field } from '../../ui/field';
import { timeZones } from '../../ui/format';
import { type Block, USUAL, wrongWith } from '../../ui/hours';
import { HoursFields } from '../../ui/hours-fields';

interface Hours {
  readonly blocks: readonly Block[];
  readonly zone_mode: SendWindow['zone_mode'];
  readonly time_zone: string;
  readonly manual_steps: boolean;
}

/** What the form begins with: the cadence's own hours, else those that count now. */
const hoursOf = (from: SendWindow | undefined): Hours => ({
  blocks: from?.blocks ?? [USUAL],
  zone_mode: from?.zone_mode ?? 'user',
  time_zone: from?.time_zone ?? 'UTC',
  manual_steps: from?.manual_steps ?? false,
});

/** The hours within which the touches of a cadence happen, for all of its steps. */
export function CadenceHours({
  cadence,
  counting,
  onClose,
}: {
  cadence: Pick<Cadence, 'id' | 'name'>;
  /** The hours that count for it now, its own or others. */
  counting: SendWindow | undefined;
  onClose: () => void;
}) {
  const own = counting?.cadence?.id === cadence.id ? counting : undefined;
  const [hours, setHours] = useState(() => hoursOf(counting));
  const change = (part: Partial<Hours>) => setHours((before) => ({ ...before, ...part }));
  const { error, submit, remove } = useSaving(cadence.id, own, hours, onClose);
  return (
    <Dialog title={`Hours of “${cadence.name ?? 'this cadence'}”`} onClose={onClose}>
      <form className="form" onSubmit={submit} noValidate>
        <p className="muted">
          They count for every step of it, before those of the sender and of the team. What falls outside
          waits for the next of them.
        </p>
        <HoursFields blocks={hours.blocks} onChange={(blocks) => change({ blocks })} />
        <Clock hours={hours} change={change} />
        <Check
          label="Steps done by hand wait for them, too"
          on={hours.manual_steps}
          set={(manual_steps) => change({ manual_steps })}
        />
        {error && (
          <p className="error-text" role="alert">
            {error}
          </p>
        )}
        <div className="dialog-foot">
          {own && (
            <Button kind="danger" onClick={remove}>
              No hours of its own
            </Button>
          )}
          <Button onClick={onClose}>Cancel</Button>
          <Button kind="primary" type="submit">
            Save
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

function Clock({ hours, change }: { hours: Hours; change: (part: Partial<Hours>) => void }) {
  return (
    <div className="two">
      <Field label="By the clock of">
        {(id) => (
          <select
            id={id}
            value={hours.zone_mode}
            onChange={({ target: { value } }) =>
              change({ zone_mode: value === 'person' || value === 'fixed' ? value : 'user' })
            }
          >
            <option value="user">the sender</option>
            <option value="person">the person</option>
            <option value="fixed">a place</option>
          </select>
        )}
      </Field>
      {hours.zone_mode === 'fixed' && (
        <Field label="Place">
          {(id) => (
            <select
              id={id}
              value={hours.time_zone}
              onChange={({ target }) => change({ time_zone: target.value })}
            >
              {timeZones().map((zone) => (
                <option key={zone}>{zone}</option>
              ))}
            </select>
          )}
        </Field>
      )}
    </div>
  );
}

function useSaving(cadenceId: number, own: SendWindow | undefined, hours: Hours, onClose: () => void) {
  const [error, setError] = useState<string>();
  const queries = useQueryClient();
  const common = { scope: `send_windows ${cadenceId}`, label: 'Hours of the cadence' };
  const watch = (words: string) => ({
    done: () => {
      void queries.invalidateQueries({ queryKey: ['send_windows'] });
      void queries.invalidateQueries({ queryKey: ['cadence_memberships', 'timeline'] });
      say(words);
      onClose();
    },
    refused: (why: Told) => setError(why.text),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const wrong = wrongWith(hours.blocks);
    setError(wrong);
    if (wrong !== undefined) return;
    const { time_zone: zone, ...rest } = hours;
    const body = { ...rest, time_zone: hours.zone_mode === 'fixed' ? zone : null };
    write(
      own
        ? { ...common, method: 'PUT', path: `/v2/send_windows/${own.id}`, body }
        : { ...common, method: 'POST', path: '/v2/send_windows', body: { ...body, cadence_id: cadenceId } },
      watch('Hours of the cadence: saved.'),
    );
  };
  const remove = () => {
    if (own)
      write(
        { ...common, method: 'DELETE', path: `/v2/send_windows/${own.id}` },
        watch('The cadence has no hours of its own any more.'),
      );
  };
  return { error, submit, remove };
}
