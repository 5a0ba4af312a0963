import type { Cadence } from '../../data/cadences';
import type { Step, StepVariant, Template } from '../../data/steps';
import { Check, Field } from '../../ui/field';
import { Segments } from '../../ui/segments';
import { Files, namesIn, Words } from '../words';
import { defaultsOf, type Draft, withDefault, type WordsDraft } from './step-draft';
import type { FieldErrors, Form } from './step-save';

interface Props {
  readonly cadence: Cadence;
  readonly step: Step;
  readonly steps: readonly Step[];
  readonly variants: readonly StepVariant[];
  readonly version: StepVariant | undefined;
  readonly template: Template | undefined;
  readonly form: Form<Draft>;
  readonly words: Form<WordsDraft>;
  readonly errors: FieldErrors;
  readonly onVersion: (id: number) => void;
  readonly onPart: (part: 'versions') => void;
}

/** What a step is called and what it says. */
export function Content(props: Props) {
  const { cadence, step, template, form, words, errors } = props;
  const { draft, change } = form;
  return (
    <div className="form">
      <Field label="Name" error={errors['name']}>
        {(id) => (
          <input id={id} value={draft.name} onChange={(event) => change({ name: event.target.value })} />
        )}
      </Field>
      {step.type === 'email' && template ? (
        <>
          <VersionBar {...props} />
          <Thread {...props} />
          <Words
            key={template.id}
            draft={words.draft}
            change={words.change}
            errors={errors}
            subject="Subject (empty in a thread: that of the thread)"
            stepId={step.id}
            cadenceId={cadence.id}
          />
          <EmptyFields {...props} />
          <Files template={template} />
        </>
      ) : (
        <Field label="Instructions" error={errors['instructions']}>
          {(id) => (
            <textarea
              id={id}
              rows={8}
              value={draft.instructions}
              onChange={(event) => change({ instructions: event.target.value })}
            />
          )}
        </Field>
      )}
      <Check label="Left out for everybody" on={draft.disabled} set={(on) => change({ disabled: on })} />
    </div>
  );
}

function VersionBar({ variants, version, onVersion }: Props) {
  if (variants.length === 0 || !version) return null;
  return (
    <Segments
      label="Which version"
      value={String(version.id)}
      choices={variants.map(({ id, name }) => ({ value: String(id), text: name }))}
      onChoose={(id) => onVersion(Number(id))}
    />
  );
}

function Thread({ step, steps, form: { draft, change }, errors }: Props) {
  const earlier = steps.slice(0, steps.indexOf(step)).filter(({ type }) => type === 'email');
  if (earlier.length === 0 && draft.previous_email_step_id === '') return null;
  return (
    <Field label="In the thread of" error={errors['previous_email_step_id']}>
      {(id) => (
        <select
          id={id}
          value={draft.previous_email_step_id}
          onChange={(event) => change({ previous_email_step_id: event.target.value })}
        >
          <option value="">No other: a new conversation</option>
          {earlier.map((each) => (
            <option key={each.id} value={each.id}>
              Day {each.day} · {each.name}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}

/** Fields that may be empty for a person: the e-mail waits as a task, or says something else. */
function EmptyFields({ form: { draft, change }, words, errors }: Props) {
  const defaults = defaultsOf(draft);
  const names = [
    ...new Set([...namesIn(`${words.draft.subject} ${words.draft.body}`), ...Object.keys(defaults)]),
  ];
  return (
    <section className="empty-fields" aria-label="Fields that are empty">
      <Field label="Where a field is empty" error={errors['missing_fields']}>
        {(id) => (
          <select
            id={id}
            value={draft.missing_fields}
            onChange={(event) =>
              change({ missing_fields: event.target.value === 'default' ? 'default' : 'hold' })
            }
          >
            <option value="hold">Hold it as a task that names the field</option>
            <option value="default">Say this instead</option>
          </select>
        )}
      </Field>
      {draft.missing_fields === 'default' &&
        names.map((name) => (
          <Field key={name} label={`Instead of ${name}`} error={errors['field_defaults']}>
            {(id) => (
              <input
                id={id}
                value={defaults[name] ?? ''}
                placeholder="Nothing: it is held"
                maxLength={1024}
                onChange={({ target }) => change({ field_defaults: withDefault(draft, name, target.value) })}
              />
            )}
          </Field>
        ))}
    </section>
  );
}
