import type { Step } from '../../data/steps';
import { Check, Field } from '../../ui/field';
import type { Draft } from './step-draft';
import type { FieldErrors } from './step-save';

interface Props {
  readonly step: Step;
  readonly steps: readonly Step[];
  readonly draft: Draft;
  readonly change: (part: Partial<Draft>) => void;
  readonly errors: FieldErrors;
}

/** What a step is called and when it comes. */
export function StepFields({ step, steps, draft, change, errors }: Props) {
  return (
    <div className="form">
      <Field label="Name" error={errors['name']}>
        {(id) => (
          <input id={id} value={draft.name} onChange={(event) => change({ name: event.target.value })} />
        )}
      </Field>
      {step.type === 'email' ? (
        <EmailTiming step={step} steps={steps} draft={draft} change={change} errors={errors} />
      ) : (
        <Field label="Instructions" error={errors['instructions']}>
          {(id) => (
            <textarea
              id={id}
              rows={5}
              value={draft.instructions}
              onChange={(event) => change({ instructions: event.target.value })}
            />
          )}
        </Field>
      )}
      {!(step.type === 'email' && draft.automated) && (
        <Check
          label="Due as soon as it is reached, not at the start of its day"
          on={draft.due_immediately}
          set={(on) => change({ due_immediately: on })}
        />
      )}
      <Check label="Left out for everybody" on={draft.disabled} set={(on) => change({ disabled: on })} />
    </div>
  );
}

function EmailTiming({ step, steps, draft, change, errors }: Props) {
  return (
    <>
      <Check
        label="Leaves by itself; otherwise it waits for a person"
        on={draft.automated}
        set={(on) => change({ automated: on })}
      />
      {draft.automated && <Moment draft={draft} change={change} errors={errors} />}
      <div className="two">
        <Field label="In the thread of" error={errors['previous_email_step_id']}>
          {(id) => (
            <select
              id={id}
              value={draft.previous_email_step_id}
              onChange={(event) => change({ previous_email_step_id: event.target.value })}
            >
              <option value="">No other: a new conversation</option>
              {earlierEmails(step, steps).map((each) => (
                <option key={each.id} value={each.id}>
                  Day {each.day} · {each.name}
                </option>
              ))}
            </select>
          )}
        </Field>
        <Field label="Where a field is empty" error={errors['missing_fields']}>
          {(id) => (
            <select
              id={id}
              value={draft.missing_fields}
              onChange={(event) =>
                change({ missing_fields: event.target.value === 'default' ? 'default' : 'hold' })
              }
            >
              <option value="hold">Hold it as a task</option>
              <option value="default">Take the default</option>
            </select>
          )}
        </Field>
      </div>
      {draft.automated && (
        <Check
          label="Also on weekends"
          on={draft.allow_send_on_weekends}
          set={(on) => change({ allow_send_on_weekends: on })}
        />
      )}
    </>
  );
}

function Moment({ draft, change, errors }: Pick<Props, 'draft' | 'change' | 'errors'>) {
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

const earlierEmails = (step: Step, steps: readonly Step[]): Step[] =>
  steps.filter(({ type, step_number: at }) => type === 'email' && (at ?? 0) < (step.step_number ?? 0));
