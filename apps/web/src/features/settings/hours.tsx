import { useQuery, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useDraft } from '../../app/drafts';
import { write } from '../../app/outbox';
import { say } from '../../app/toasts';
import { fieldWords, type Told } from '../../data/errors';
import { ownWindowQuery, type SendWindow } from '../../data/settings';
import { Button } from '../../ui/button';
import { Check } from '../../ui/field';
import { type Block, sameHours, USUAL, wrongWith } from '../../ui/hours';
import { HoursFields } from '../../ui/hours-fields';
import { Loaded } from './loaded';

interface Hours {
  readonly blocks: readonly Block[];
  readonly manual_steps: boolean;
}

/** When one works, or the team does (`userId` null): e-mails leave then, and waiting is counted then. */
export function Hours({ userId }: { userId: number | null }) {
  const query = useQuery(ownWindowQuery(userId));
  return <Loaded query={query}>{(window) => <Form userId={userId} window={window} />}</Loaded>;
}

function Form({ userId, window }: { userId: number | null; window: SendWindow | null }) {
  const kept = useDraft<Hours>(userId === null ? 'settings team hours' : 'settings own hours');
  const from: Hours = { blocks: window?.blocks ?? [USUAL], manual_steps: window?.manual_steps ?? false };
  const hours = kept.value ?? from;
  const dirty = hours.manual_steps !== from.manual_steps || !sameHours(hours.blocks, from.blocks);
  const change = (part: Partial<Hours>) => kept.set({ ...hours, ...part });
  const drop = () => kept.set(undefined);
  const { error, submit, remove } = useHoursSave(userId, window, hours, drop);
  const title = titleOf(userId);
  return (
    <form className="card card-body form" aria-label={title} onSubmit={submit} noValidate>
      <h2 className="section-head">{title}</h2>
      <p className="sub">{aboutOf(userId, window !== null)}</p>
      <HoursFields blocks={hours.blocks} onChange={(blocks) => change({ blocks })} />
      <Check
        label="Steps done by hand wait for them, too"
        on={hours.manual_steps}
        set={(manual_steps) => change({ manual_steps })}
      />
      <div className="dialog-foot">
        {error && (
          <p className="error-text" role="alert">
            {error}
          </p>
        )}
        {window && (
          <Button kind="quiet" onClick={remove}>
            {userId === null ? 'No hours' : 'Those of the team'}
          </Button>
        )}
        <Button disabled={!dirty} onClick={drop}>
          Put back
        </Button>
        <Button kind="primary" type="submit" disabled={!dirty && window !== null}>
          Save
        </Button>
      </div>
    </form>
  );
}

const titleOf = (userId: number | null) => (userId === null ? 'Hours of the team' : 'Working hours');

const aboutOf = (userId: number | null, any: boolean): string => {
  if (userId === null)
    return any
      ? 'E-mails leave within them, by the clock of whoever sends. Users and cadences may have hours of their own.'
      : 'There are none: e-mails leave at any hour, unless a user or a cadence has some.';
  return any
    ? 'Your e-mails leave within them, by your clock. A day may have other hours than the next, and a break.'
    : 'You have none of your own: those of the team count.';
};

/** So long it can be taken back that there are no hours any more. */
const HOLD_MS = 6000;

function useHoursSave(userId: number | null, window: SendWindow | null, hours: Hours, drop: () => void) {
  const [error, setError] = useState<string>();
  const queries = useQueryClient();
  const { queryKey } = ownWindowQuery(userId);
  const common = { scope: '/v2/send_windows', label: titleOf(userId) };
  const refused = (why: Told) => setError(Object.values(fieldWords(why))[0]);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const wrong = wrongWith(hours.blocks);
    setError(wrong);
    if (wrong !== undefined) return;
    const whose = userId === null ? {} : { user_id: userId };
    write(
      {
        ...common,
        method: window ? 'PUT' : 'POST',
        path: window ? `/v2/send_windows/${window.id}` : '/v2/send_windows',
        body: window ? hours : { ...whose, zone_mode: 'user', ...hours },
      },
      {
        refused,
        done: (data) => {
          // What was saved stands at once: between the draft and the next reading nothing old is shown.
          queries.setQueryData(queryKey, (data as { data: SendWindow }).data);
          drop();
          say(`${titleOf(userId)}: saved.`);
        },
      },
    );
  };
  const remove = () => {
    if (!window) return;
    const show = (shown: SendWindow | null) => queries.setQueryData(queryKey, shown);
    drop();
    show(null);
    const back = write(
      { ...common, method: 'DELETE', path: `/v2/send_windows/${window.id}`, holdMs: HOLD_MS },
      {
        refused: (why) => {
          show(window);
          refused(why);
        },
      },
    );
    say(`${titleOf(userId)}: there are none any more.`, { undo: () => back() && show(window), ms: HOLD_MS });
  };
  return { error, submit, remove };
}
