import { useQuery, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useMemo, useState } from 'react';
import { useFormDraft } from '../../app/drafts';
import { write } from '../../app/outbox';
import { say } from '../../app/toasts';
import { fieldWords } from '../../data/errors';
import { ownWindowQuery, type SendWindow } from '../../data/settings';
import { Button } from '../../ui/button';
import { Check, Field } from '../../ui/field';
import { Loaded } from './loaded';
import { blocksOf, DAYS, hoursOf, isSimple, type OwnHours } from './own-hours';

/** When one works, or the team does (`userId` null): e-mails leave then, and waiting is counted then. */
export function Hours({ userId }: { userId: number | null }) {
  const query = useQuery(ownWindowQuery(userId));
  return <Loaded query={query}>{(window) => <Form userId={userId} window={window} />}</Loaded>;
}

function Form({ userId, window }: { userId: number | null; window: SendWindow | null }) {
  const from = useMemo(() => hoursOf(window?.blocks), [window]);
  const { draft, dirty, change, settle, drop } = useFormDraft(
    userId === null ? 'settings team hours' : 'settings hours',
    from,
  );
  const { errors, submit } = useHoursSave(userId, window, draft, settle);
  const title = titleOf(userId);
  if (window && !isSimple(window.blocks)) return <Odd title={title} />;
  return (
    <form className="card card-body form" aria-label={title} onSubmit={submit} noValidate>
      <h2 className="section-head">{title}</h2>
      <p className="sub">{aboutOf(userId, window !== null)}</p>
      <div className="actions">
        {DAYS.map(({ name, word }) => (
          <Check key={name} label={word} on={draft[name]} set={(on) => change({ [name]: on })} />
        ))}
      </div>
      <div className="two">
        <Field label="From" error={errors['blocks']}>
          {(id) => (
            <input
              id={id}
              type="time"
              value={draft.from}
              onChange={({ target }) => change({ from: target.value })}
            />
          )}
        </Field>
        <Field label="To">
          {(id) => (
            <input
              id={id}
              type="time"
              value={draft.to}
              onChange={({ target }) => change({ to: target.value })}
            />
          )}
        </Field>
      </div>
      <div className="dialog-foot">
        {errors['version'] && (
          <p className="error-text" role="alert">
            {errors['version']}
          </p>
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
    ? 'Your e-mails leave within them, by your clock.'
    : 'You have none of your own: those of the team count.';
};

const Odd = ({ title }: { title: string }) => (
  <section className="card card-body" aria-label={title}>
    <h2 className="section-head">{title}</h2>
    <p className="sub">They differ by day. They were set through the API, which can change them.</p>
  </section>
);

function useHoursSave(userId: number | null, window: SendWindow | null, draft: OwnHours, settle: () => void) {
  const [errors, setErrors] = useState<Readonly<Record<string, string>>>({});
  const queries = useQueryClient();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setErrors({});
    const blocks = blocksOf(draft);
    if (blocks.length === 0) return setErrors({ version: 'Choose a day at least.' });
    const path = window ? (`/v2/send_windows/${window.id}` as const) : '/v2/send_windows';
    write(
      {
        method: window ? 'PUT' : 'POST',
        path,
        body: window
          ? { blocks }
          : { ...(userId === null ? {} : { user_id: userId }), zone_mode: 'user', blocks },
        scope: '/v2/send_windows',
        label: titleOf(userId),
      },
      {
        done: () => {
          settle();
          void queries.invalidateQueries({ queryKey: ownWindowQuery(userId).queryKey });
          say(`${titleOf(userId)}: saved.`);
        },
        refused: (why) => setErrors(fieldWords(why)),
      },
    );
  };
  return { errors, submit };
}
