import { useQuery, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { boot } from '../../app/boot';
import { write } from '../../app/outbox';
import { ErrorScreen, Skeleton } from '../../app/screens';
import { say } from '../../app/toasts';
import { type Cadence, type CadenceRules, cadenceQuery, cadenceRulesQuery } from '../../data/cadences';
import { fieldWords } from '../../data/errors';
import { Button } from '../../ui/button';
import { Check, Field } from '../../ui/field';
import { type CadenceDraft, changesOf, draftOf } from './settings-draft';

/** Who may enter, what makes people leave, who sees it, and what becomes of it. */
export default function Settings({ cadence }: { cadence: Cadence }) {
  const rules = useQuery(cadenceRulesQuery(String(cadence.id)));
  if (rules.isPending) return <Skeleton rows={8} height={44} />;
  if (rules.isLoadingError) return <ErrorScreen error={rules.error} retry={() => void rules.refetch()} />;
  return (
    <Form key={`${cadence.updated_at} ${JSON.stringify(rules.data)}`} cadence={cadence} rules={rules.data} />
  );
}

type Errors = Readonly<Record<string, string>>;

function Form({ cadence, rules }: { cadence: Cadence; rules: CadenceRules }) {
  const [from] = useState(() => draftOf(cadence, rules));
  const [draft, setDraft] = useState(from);
  const [errors, setErrors] = useState<Errors>({});
  const save = useSave(cadence, setErrors);
  const changes = changesOf(draft, from);
  const dirty = Object.keys(changes).length > 0;
  const change = (part: Partial<CadenceDraft>) => setDraft((known) => ({ ...known, ...part }));
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setErrors({});
    save(changes, 'Saved.');
  };
  const parts = { draft, change, errors };
  return (
    <div className="pane settings">
      <form className="form" onSubmit={submit} noValidate>
        <General {...parts} />
        <Entering {...parts} />
        <Leaving {...parts} />
        <div className="dialog-foot">
          {errors['version'] && (
            <p className="error-text" role="alert">
              {errors['version']}
            </p>
          )}
          <Button disabled={!dirty} onClick={() => setDraft(from)}>
            Put back
          </Button>
          <Button kind="primary" type="submit" disabled={!dirty}>
            Save
          </Button>
        </div>
      </form>
      <section className="card card-body" aria-label="Put away">
        <div className="card-head">
          <h2>{cadence.archived ? 'It is put away' : 'Put away'}</h2>
        </div>
        <p className="sub">
          {cadence.archived
            ? 'Nobody is on it. Taken back, people can be put on it again.'
            : 'Everybody on it is taken off, what waits is cancelled. Its results stay.'}
        </p>
        <div className="dialog-foot">
          <Button
            kind={cadence.archived ? 'plain' : 'danger'}
            onClick={() =>
              save({ archived: !cadence.archived }, cadence.archived ? 'Taken back.' : 'Put away.')
            }
          >
            {cadence.archived ? 'Take back' : 'Put away'}
          </Button>
        </div>
      </section>
    </div>
  );
}

function useSave(cadence: Cadence, setErrors: (errors: Errors) => void) {
  const queries = useQueryClient();
  return (body: object, words: string) =>
    void write(
      {
        method: 'PUT',
        path: `/v2/cadences/${cadence.id}`,
        body,
        ifMatch: cadence.updated_at,
        scope: `cadences ${cadence.id}`,
        label: `Save ${cadence.name ?? 'the cadence'}`,
      },
      {
        done: () => {
          const id = String(cadence.id);
          void queries.invalidateQueries({ queryKey: cadenceRulesQuery(id).queryKey });
          void queries.invalidateQueries({ queryKey: cadenceQuery(id).queryKey });
          say(words);
        },
        refused: (why) => setErrors(fieldWords(why)),
      },
    );
}

interface PartProps {
  readonly draft: CadenceDraft;
  readonly change: (part: Partial<CadenceDraft>) => void;
  readonly errors: Errors;
}

function General({ draft, change, errors }: PartProps) {
  return (
    <section className="card card-body form" aria-label="General">
      <h2 className="section-head">General</h2>
      <Field label="Name" error={errors['name']}>
        {(id) => (
          <input id={id} value={draft.name} onChange={({ target }) => change({ name: target.value })} />
        )}
      </Field>
      <Field label="Owner" error={errors['owner_id']}>
        {(id) => (
          <select
            id={id}
            value={draft.owner_id}
            onChange={({ target }) => change({ owner_id: target.value })}
          >
            {boot.users
              .filter((user) => user.active || String(user.id) === draft.owner_id)
              .map((user) => (
                <option key={user.id} value={user.id}>
                  {user.name}
                </option>
              ))}
          </select>
        )}
      </Field>
      <Check
        label="The team’s: everybody may put people on it"
        on={draft.team_cadence}
        set={(on) => change({ team_cadence: on })}
      />
      {!draft.team_cadence && (
        <Check label="Colleagues may see and use it" on={draft.shared} set={(on) => change({ shared: on })} />
      )}
      <Check
        label="Its e-mails carry a line to opt out by"
        on={draft.opt_out_link_included}
        set={(on) => change({ opt_out_link_included: on })}
      />
    </section>
  );
}

function Entering({ draft, change, errors }: PartProps) {
  const numbers = [
    ['entry_quiet_days', 'Days without any contact before'],
    ['new_people_per_day', 'People who begin in a day, at most'],
    ['new_people_per_user_per_day', 'The same for one user'],
  ] as const;
  return (
    <section className="card card-body form" aria-label="Who may enter">
      <h2 className="section-head">Who may enter</h2>
      <Check
        label="Only who was never on it"
        on={draft.entry_once}
        set={(on) => change({ entry_once: on })}
      />
      <Check
        label="Only who is on no other cadence"
        on={draft.entry_exclusive}
        set={(on) => change({ entry_exclusive: on })}
      />
      {numbers.map(([name, label]) => (
        <Field key={name} label={`${label} (empty: no limit)`} error={errors[name]}>
          {(id) => (
            <input
              id={id}
              inputMode="numeric"
              value={draft[name]}
              onChange={({ target }) => change({ [name]: target.value })}
            />
          )}
        </Field>
      ))}
    </section>
  );
}

function Leaving({ draft, change }: PartProps) {
  const events = [
    ['remove_replies_enabled', 'Who replies leaves'],
    ['exit_account_on_reply', 'And so do the other people of the account'],
    ['remove_bounces_enabled', 'Who bounces leaves'],
    ['remove_people_when_meeting_booked', 'Who books a meeting leaves'],
    ['exit_on_success', 'Who is a success leaves'],
    ['exit_on_opt_out', 'Who opts out leaves'],
  ] as const;
  return (
    <section className="card card-body form" aria-label="Who leaves">
      <h2 className="section-head">Who leaves</h2>
      {events.map(([name, label]) => (
        <Check key={name} label={label} on={draft[name]} set={(on) => change({ [name]: on })} />
      ))}
    </section>
  );
}
