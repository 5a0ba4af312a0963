import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { nameOf } from '../../data/cadences';
import type { Person } from '../../data/people';
import { type EmailPreview, variablesQuery, type Words as Written } from '../../data/steps';
import { Button } from '../../ui/button';
import { Field } from '../../ui/field';
import * as Icon from '../../ui/icons';
import { MailFrame } from '../../ui/mail-frame';
import { Segments } from '../../ui/segments';
import { nearest, renamed } from './mend';

const PAUSE_MS = 400;

/** The words once nobody has typed for a moment. */
export function useSettled({ subject, body }: Written): Written {
  const [settled, setSettled] = useState({ subject, body });
  useEffect(() => {
    const timer = setTimeout(() => setSettled({ subject, body }), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [subject, body]);
  return settled;
}

interface Props {
  readonly people: readonly Pick<Person, 'id' | 'display_name' | 'email_address'>[];
  readonly person: number | undefined;
  readonly onPerson: (id: number) => void;
  /** What the server makes of it; undefined: it has not said it yet. */
  readonly told: EmailPreview | undefined;
  readonly draft: Written;
  readonly change: (part: Partial<Written>) => void;
}

const SIZES = [
  { value: 'desktop', text: 'Desktop' },
  { value: 'phone', text: 'Phone' },
] as const;

/** The e-mail as it would be for a person, and what is wrong with it. */
export function Preview({ people, person, onPerson, told, draft, change }: Props) {
  const [size, setSize] = useState<'desktop' | 'phone'>('desktop');
  return (
    <section className="preview" aria-label="Preview">
      <Field label="Preview for">
        {(id) => (
          <select id={id} value={person ?? ''} onChange={(event) => onPerson(Number(event.target.value))}>
            {people.map((each) => (
              <option key={each.id} value={each.id}>
                {nameOf(each)}
              </option>
            ))}
          </select>
        )}
      </Field>
      {told && (
        <>
          <div className="body-head">
            <p className="mail-subject">{told.subject || 'No subject'}</p>
            <Segments label="How wide" value={size} choices={SIZES} onChoose={setSize} />
          </div>
          <div className={size}>
            <MailFrame html={told.body ?? ''} title="The e-mail as it would be" />
          </div>
          <Problems told={told} draft={draft} change={change} />
        </>
      )}
    </section>
  );
}

/** Names that nobody knows, with what was likely meant; mistakes; fields that are empty for this person. */
function Problems({ told, draft, change }: Pick<Props, 'draft' | 'change'> & { told: EmailPreview }) {
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
