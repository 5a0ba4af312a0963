import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { boot } from '../../app/boot';
import type { Cadence } from '../../data/cadences';
import { type Step, windowsQuery } from '../../data/steps';
import { Check, Field } from '../../ui/field';
import { CadenceHours } from './cadence-hours';
import type { Draft } from './step-draft';
import type { FieldErrors, Form } from './step-save';
import { stepBefore, timingSentence, windowOf, windowSentence } from './step-words';

interface Props {
  readonly cadence: Cadence;
  readonly step: Step;
  readonly steps: readonly Step[];
  readonly form: Form<Draft>;
  readonly errors: FieldErrors;
}

/** When a step comes: its settings, and in words what they amount to. */
export function Timing(props: Props) {
  const { step, form } = props;
  const { draft, change } = form;
  const byItself = step.type === 'email' && draft.automated;
  return (
    <div className="form">
      <InWords {...props} />
      {step.type === 'email' && (
        <Check
          label="Leaves by itself; otherwise it waits for a person"
          on={draft.automated}
          set={(on) => change({ automated: on })}
        />
      )}
      {byItself ? (
        <>
          <Moment {...props} />
          <Check
            label="Also on weekends"
            on={draft.allow_send_on_weekends}
            set={(on) => change({ allow_send_on_weekends: on })}
          />
        </>
      ) : (
        <Check
          label="Due as soon as it is reached, not at the start of its day"
          on={draft.due_immediately}
          set={(on) => change({ due_immediately: on })}
        />
      )}
    </div>
  );
}

function InWords({ cadence, step, steps, form: { draft } }: Props) {
  const windows = useQuery(windowsQuery(cadence.id, boot.me.id));
  const [changing, setChanging] = useState(false);
  const counting = windows.data && windowOf(windows.data, cadence.id, boot.me.id);
  const rules = { ...draft, delay_time: Number(draft.delay_time) || 0 };
  return (
    <div className="in-words" role="status">
      <p>{timingSentence(step, stepBefore(steps, step.id), rules)}</p>
      {windows.data && (
        <p className="muted">
          {windowSentence(counting)}{' '}
          <button type="button" className="link" aria-haspopup="dialog" onClick={() => setChanging(true)}>
            Hours of this cadence…
          </button>
        </p>
      )}
      {changing && <CadenceHours cadence={cadence} counting={counting} onClose={() => setChanging(false)} />}
    </div>
  );
}

function Moment({ form: { draft, change }, errors }: Props) {
  return (
    <div className="two">
      <Field label="When" error={errors['send_type']}>
        {(id) => (
          <select
            id={id}
            value={draft.send_type === 'at_time' ? draft.timezone_mode : 'delay'}
            onChange={({ target: { value } }) =>
              change(
                value === 'delay'
                  ? { send_type: 'after_time_delay' }
                  : { send_type: 'at_time', timezone_mode: value === 'person' ? 'person' : 'user' },
              )
            }
          >
            <option value="user">At a time, the sender’s clock</option>
            <option value="person">At a time, the person’s clock</option>
            <option value="delay">So many minutes after it is reached</option>
          </select>
        )}
      </Field>
      {draft.send_type === 'at_time' ? (
        <Field label="Time" error={errors['time_of_day']}>
          {(id) => (
            <input
              id={id}
              type="time"
              value={draft.time_of_day}
              onChange={(event) => change({ time_of_day: event.target.value })}
            />
          )}
        </Field>
      ) : (
        <Field label="Minutes" error={errors['delay_time']}>
          {(id) => (
            <input
              id={id}
              inputMode="numeric"
              value={draft.delay_time}
              onChange={(event) => change({ delay_time: event.target.value })}
            />
          )}
        </Field>
      )}
    </div>
  );
}
