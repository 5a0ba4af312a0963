import { useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useMemo, useState } from 'react';
import { useFormDraft } from '../../app/drafts';
import { write } from '../../app/outbox';
import { say } from '../../app/toasts';
import { fieldWords } from '../../data/errors';
import { Button } from '../../ui/button';
import { Check, Field } from '../../ui/field';
import { changesOf, type FormSpec, type FormValues, valuesOf } from './form-values';

/** A card of settings: what was changed of it is saved together, and kept in this browser until it is. */
export function SettingsForm({
  spec,
  record,
  queryKey,
}: {
  spec: FormSpec;
  record: Readonly<Record<string, unknown>>;
  /** What is read anew once it is saved. */
  queryKey: readonly unknown[];
}) {
  const from = useMemo(() => valuesOf(spec.fields, record), [spec, record]);
  const { draft, dirty, change, settle, drop } = useFormDraft<FormValues>(`settings ${spec.title}`, from);
  const [errors, setErrors] = useState<Readonly<Record<string, string>>>({});
  const queries = useQueryClient();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setErrors({});
    write(
      { method: 'PUT', path: spec.path, body: changesOf(draft, from), scope: spec.path, label: spec.title },
      {
        done: () => {
          settle();
          void queries.invalidateQueries({ queryKey });
          say(`${spec.title}: saved.`);
        },
        refused: (why) => setErrors(fieldWords(why)),
      },
    );
  };
  return (
    <form className="card card-body form" aria-label={spec.title} onSubmit={submit} noValidate>
      <h2 className="section-head">{spec.title}</h2>
      {spec.about && <p className="sub">{spec.about}</p>}
      {spec.fields.map((field) => (
        <Input
          key={field.name}
          field={field}
          value={draft[field.name] ?? ''}
          error={errors[field.name]}
          set={(value) => change({ [field.name]: value })}
        />
      ))}
      <div className="dialog-foot">
        {errors['version'] && (
          <p className="error-text" role="alert">
            {errors['version']}
          </p>
        )}
        <Button disabled={!dirty} onClick={drop}>
          Put back
        </Button>
        <Button kind="primary" type="submit" disabled={!dirty}>
          Save
        </Button>
      </div>
    </form>
  );
}

function Input({
  field,
  value,
  error,
  set,
}: {
  field: FormSpec['fields'][number];
  value: string | boolean;
  error: string | undefined;
  set: (value: string | boolean) => void;
}) {
  if (typeof value === 'boolean')
    return (
      <>
        <Check label={field.label} on={value} set={set} />
        {error && <p className="error-text">{error}</p>}
      </>
    );
  return (
    <Field label={field.label} error={error}>
      {(id) =>
        field.choices ? (
          <select id={id} value={value} onChange={({ target }) => set(target.value)}>
            {!field.choices.some(([key]) => key === value) && <option value={value}>{value || '—'}</option>}
            {field.choices.map(([key, text]) => (
              <option key={key} value={key}>
                {text}
              </option>
            ))}
          </select>
        ) : field.kind === 'lines' ? (
          <textarea id={id} rows={4} value={value} onChange={({ target }) => set(target.value)} />
        ) : (
          <input
            id={id}
            inputMode={field.kind === 'number' ? 'numeric' : undefined}
            value={value}
            onChange={({ target }) => set(target.value)}
          />
        )
      }
    </Field>
  );
}
