import { useQuery } from '@tanstack/react-query';
import { type RefObject, useEffect, useRef, useState } from 'react';
import { nameOf } from '../../data/cadences';
import {
  type EmailPreview,
  previewQuery,
  samplePeopleQuery,
  variablesQuery,
  type Words as Written,
} from '../../data/steps';
import { Button } from '../../ui/button';
import { Field } from '../../ui/field';
import * as Icon from '../../ui/icons';
import { MailFrame } from '../../ui/mail-frame';
import { nearest, renamed } from './mend';

interface Props {
  readonly draft: Written;
  readonly change: (part: Partial<Written>) => void;
  /** The server's words beside a field. */
  readonly errors: Readonly<Record<string, string>>;
  /** What the subject is called; in a thread it may be empty. */
  readonly subject?: string;
  /** The step whose defaults count, and the cadence whose people it is tried with. */
  readonly stepId?: number | undefined;
  readonly cadenceId?: number | undefined;
}
type Typed = HTMLInputElement | HTMLTextAreaElement;

/** Subject and body as their source, and beside them what the server makes of them for a person. */
export function Words({ draft, change, errors, subject = 'Subject', stepId, cadenceId }: Props) {
  const last = useRef<Typed>(null);
  const note = (event: { readonly target: Typed }) => {
    last.current = event.target;
  };
  return (
    <div className="words">
      <div className="form">
        <Field label={subject} error={errors['subject']}>
          {(id) => (
            <input
              id={id}
              name="subject"
              value={draft.subject}
              onFocus={note}
              onChange={(event) => change({ subject: event.target.value })}
            />
          )}
        </Field>
        <VariableMenu field={last} draft={draft} change={change} />
        <Field label="Text (HTML with variables)" error={errors['body']}>
          {(id) => (
            <textarea
              id={id}
              name="body"
              rows={14}
              className="source"
              spellCheck
              value={draft.body}
              onFocus={note}
              onChange={(event) => change({ body: event.target.value })}
            />
          )}
        </Field>
      </div>
      <Preview draft={draft} change={change} stepId={stepId} cadenceId={cadenceId} />
    </div>
  );
}

/** Puts a variable where the text cursor was last. */
function VariableMenu({
  field,
  draft,
  change,
}: { field: RefObject<Typed | null> } & Pick<Props, 'draft' | 'change'>) {
  const variables = useQuery(variablesQuery);
  const groups = new Map<string, string[]>();
  for (const { of, name } of variables.data ?? []) groups.set(of, [...(groups.get(of) ?? []), name]);
  const insert = (name: string) => {
    const typed = field.current;
    const into = typed?.name === 'subject' ? 'subject' : 'body';
    const text = draft[into];
    const at = typed?.selectionStart ?? text.length;
    const tag = `{{ ${name} }}`;
    change({ [into]: text.slice(0, at) + tag + text.slice(typed?.selectionEnd ?? at) });
    typed?.focus();
  };
  return (
    <Field label="Put in a variable">
      {(id) => (
        <select id={id} value="" onChange={(event) => insert(event.target.value)}>
          <option value="">Choose…</option>
          {[...groups].map(([of, names]) => (
            <optgroup key={of} label={of}>
              {names.map((name) => (
                <option key={name} value={name}>
                  {name}
                </option>
              ))}
            </optgroup>
          ))}
        </select>
      )}
    </Field>
  );
}

const PAUSE_MS = 400;

/** The words once nobody has typed for a moment. */
function useSettled<T>(value: T): T {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [value]);
  return settled;
}

function Preview({ draft, change, stepId, cadenceId }: Omit<Props, 'errors' | 'subject'>) {
  const people = useQuery(samplePeopleQuery(cadenceId));
  const [chosen, setChosen] = useState<number>();
  const person = chosen ?? people.data?.[0]?.id;
  const subject = useSettled(draft.subject);
  const body = useSettled(draft.body);
  const preview = useQuery({
    ...previewQuery({ subject, body }, stepId, person),
    enabled: !people.isPending,
    placeholderData: (before) => before,
  });
  return (
    <section className="preview" aria-label="Preview">
      <Field label="Preview for">
        {(id) => (
          <select id={id} value={person ?? ''} onChange={(event) => setChosen(Number(event.target.value))}>
            {people.data?.map((each) => (
              <option key={each.id} value={each.id}>
                {nameOf(each)}
              </option>
            ))}
          </select>
        )}
      </Field>
      {preview.data && (
        <>
          <p className="mail-subject">{preview.data.subject || 'No subject'}</p>
          <MailFrame html={preview.data.body ?? ''} title="The e-mail as it would be" />
          <Problems told={preview.data} draft={draft} change={change} />
        </>
      )}
    </section>
  );
}

/** Names that nobody knows, with what was likely meant; mistakes; fields that are empty for this person. */
function Problems({ told, draft, change }: { told: EmailPreview } & Pick<Props, 'draft' | 'change'>) {
  const variables = useQuery(variablesQuery);
  const names = variables.data?.map(({ name }) => name) ?? [];
  const unknown = new Set(told.unknown_fields);
  const mistakes = told.problems.filter(
    ({ message }) => ![...unknown].some((name) => message.endsWith(` ${name}`)),
  );
  return (
    <ul className="problems" aria-live="polite" aria-label="What the server says of it">
      {[...unknown].map((name) => {
        const meant = nearest(name, names);
        return (
          <li key={name} className="error-text">
            <Icon.WarningIcon size={14} aria-hidden /> Unknown variable: {name}
            {meant && (
              <>
                , did you mean {meant}?{' '}
                <Button
                  small
                  onClick={() =>
                    change({
                      subject: renamed(draft.subject, name, meant),
                      body: renamed(draft.body, name, meant),
                    })
                  }
                >
                  Replace
                </Button>
              </>
            )}
          </li>
        );
      })}
      {mistakes.map(({ field, message, line, column }) => (
        <li key={`${field} ${message} ${line} ${column}`} className="error-text">
          {field}
          {line === null ? '' : `, line ${line}${column === null ? '' : `, column ${column}`}`}: {message}
        </li>
      ))}
      {told.empty_fields.map((name) => (
        <li key={name} className="sub">
          Empty for this person: {name}
        </li>
      ))}
    </ul>
  );
}
