import { useQuery, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { boot } from '../../app/boot';
import { now } from '../../app/clock';
import { useFormDraft } from '../../app/drafts';
import { write } from '../../app/outbox';
import { say } from '../../app/toasts';
import { type Leave, leaveQuery } from '../../data/days';
import { fieldWords } from '../../data/errors';
import { Button, Chip } from '../../ui/button';
import { Field } from '../../ui/field';
import { isoDay, plainDay } from '../../ui/format';
import { Loaded } from './loaded';

/** So long a deletion can be taken back. */
const HOLD_MS = 6000;
const PATH = '/v2/user_absences';
const whoIs = (id: number | undefined): string =>
  boot.users.find((user) => user.id === id)?.name ?? `User ${id ?? ''}`;
const colleagues = boot.users.filter(({ active }) => active);

/** Who is away, and what becomes of their touches meanwhile. */
export function LeavePage() {
  const all = useQuery(leaveQuery);
  const [gone, setGone] = useState<ReadonlySet<number>>(new Set());
  const hide = (id: number, hidden: boolean) =>
    setGone((before) => new Set([...before].filter((each) => each !== id).concat(hidden ? [id] : [])));
  return (
    <>
      <section className="card card-body form" aria-label="Leave">
        <h2 className="section-head">Leave</h2>
        <p className="sub">While somebody is away their touches wait, or a colleague works them.</p>
        <Loaded query={all}>
          {(list) => (
            <ul className="named">
              {list.length === 0 && <li className="muted">Nobody is away.</li>}
              {list
                .filter(({ id }) => !gone.has(id))
                .map((each) => (
                  <Row key={each.id} of={each} hide={hide} />
                ))}
            </ul>
          )}
        </Loaded>
      </section>
      <NewLeave />
    </>
  );
}

function Row({ of, hide }: { of: Leave; hide: (id: number, hidden: boolean) => void }) {
  const queries = useQueryClient();
  const name = whoIs(of.user?.id);
  const today = isoDay(now(), boot.me.time_zone ?? 'UTC');
  const isOver = of.ends_on < today;
  const remove = () => {
    hide(of.id, true);
    const path = `${PATH}/${of.id}` as const;
    const back = write(
      { method: 'DELETE', path, scope: path, label: `Leave of ${name}`, holdMs: HOLD_MS },
      {
        done: () => void queries.invalidateQueries({ queryKey: leaveQuery.queryKey }),
        refused: ({ text }) => {
          hide(of.id, false);
          say(text, { tone: 'failed' });
        },
      },
    );
    say(`The leave of ${name} is deleted.`, { undo: () => back() && hide(of.id, false), ms: HOLD_MS });
  };
  return (
    <li>
      <b>{name}</b>
      <span>{`${plainDay(of.starts_on, now())} to ${plainDay(of.ends_on, now())}`}</span>
      {isOver ? <Chip>over</Chip> : of.starts_on <= today && <Chip tone="amber">away</Chip>}
      <span className="muted">
        {of.mode === 'hand_over'
          ? `${whoIs(of.hand_over_to?.id)} works their touches`
          : of.return_spread_days > 1
            ? `touches wait, then spread over ${of.return_spread_days} days`
            : 'touches wait'}
      </span>
      <Button small kind="quiet" aria-label={`Delete the leave of ${name}`} onClick={remove}>
        Delete
      </Button>
    </li>
  );
}

const EMPTY = {
  user_id: String(boot.me.id),
  starts_on: '',
  ends_on: '',
  mode: 'hold',
  hand_over_to_id: '',
  return_spread_days: '1',
};
type Draft = typeof EMPTY;

/** The API names fields that are called otherwise here. */
const inOwnWords = (errors: Readonly<Record<string, string>>): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Object.entries(errors).map(([field, words]) => [field, words.replace('starts_on', 'the first day')]),
  );

function useNewLeave() {
  const queries = useQueryClient();
  const { draft, change, drop } = useFormDraft<Draft>('new leave', EMPTY);
  const [errors, setErrors] = useState<Readonly<Record<string, string>>>({});
  const set = (name: keyof Draft, value: string) => change({ [name]: value });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setErrors({});
    const { hand_over_to_id: to, return_spread_days: spread, ...rest } = draft;
    const how = draft.mode === 'hand_over' ? { hand_over_to_id: to } : { return_spread_days: spread };
    write(
      { method: 'POST', path: PATH, body: { ...rest, ...how }, scope: PATH, label: 'Leave' },
      {
        done: () => {
          drop();
          void queries.invalidateQueries({ queryKey: leaveQuery.queryKey });
          say('Leave: saved.');
        },
        refused: (why) => setErrors(inOwnWords(fieldWords(why))),
      },
    );
  };
  return { draft, errors, set, submit };
}

function NewLeave() {
  const { draft, errors, set, submit } = useNewLeave();
  return (
    <form className="card card-body form" aria-label="New leave" onSubmit={submit} noValidate>
      <h2 className="section-head">New leave</h2>
      {boot.rights.admin && (
        <Who
          label="Who is away"
          value={draft.user_id}
          error={errors['user_id']}
          set={(id) => set('user_id', id)}
        />
      )}
      <div className="two">
        <Day
          label="First day"
          value={draft.starts_on}
          error={errors['starts_on']}
          set={(day) => set('starts_on', day)}
        />
        <Day
          label="Last day"
          value={draft.ends_on}
          error={errors['ends_on']}
          set={(day) => set('ends_on', day)}
        />
      </div>
      <Meanwhile draft={draft} errors={errors} set={set} />
      <div className="dialog-foot">
        {(errors['version'] ?? errors['base']) && (
          <p className="error-text" role="alert">
            {errors['version'] ?? errors['base']}
          </p>
        )}
        <Button kind="primary" type="submit">
          Add
        </Button>
      </div>
    </form>
  );
}

function Meanwhile({
  draft,
  errors,
  set,
}: {
  draft: Draft;
  errors: Readonly<Record<string, string>>;
  set: (name: keyof Draft, value: string) => void;
}) {
  return (
    <div className="two">
      <Field label="Meanwhile" error={errors['mode']}>
        {(id) => (
          <select id={id} value={draft.mode} onChange={({ target }) => set('mode', target.value)}>
            <option value="hold">touches wait</option>
            <option value="hand_over">a colleague works them</option>
          </select>
        )}
      </Field>
      {draft.mode === 'hand_over' ? (
        <Who
          label="Who works them"
          value={draft.hand_over_to_id}
          error={errors['hand_over_to_id']}
          set={(id) => set('hand_over_to_id', id)}
        />
      ) : (
        <Field label="Spread over days afterwards" error={errors['return_spread_days']}>
          {(id) => (
            <input
              id={id}
              type="number"
              min={1}
              max={30}
              value={draft.return_spread_days}
              onChange={({ target }) => set('return_spread_days', target.value)}
            />
          )}
        </Field>
      )}
    </div>
  );
}

interface Said {
  readonly label: string;
  readonly value: string;
  readonly error: string | undefined;
  readonly set: (value: string) => void;
}

function Day({ label, value, error, set }: Said) {
  return (
    <Field label={label} error={error}>
      {(id) => <input id={id} type="date" value={value} onChange={({ target }) => set(target.value)} />}
    </Field>
  );
}

function Who({ label, value, error, set }: Said) {
  return (
    <Field label={label} error={error}>
      {(id) => (
        <select id={id} value={value} onChange={({ target }) => set(target.value)}>
          <option value="">Choose a colleague</option>
          {colleagues.map(({ id: user, name }) => (
            <option key={user} value={user}>
              {name ?? `User ${user}`}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}
