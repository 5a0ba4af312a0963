import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { useEvent } from '../../app/use-event';
import { previewQuery, samplePeopleQuery, type Words as Written } from '../../data/steps';
import { Button } from '../../ui/button';
import type { Inserting } from '../../ui/editor/editor';
import { Field } from '../../ui/field';
import { Body, type Typed } from './body';
import { type Asked, Insert } from './insert';
import { Preview, useSettled } from './preview';

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

/** Subject and body, as rich text or as their source, and beside them what the server makes of them for a person. */
export function Words({ draft, change, errors, subject = 'Subject', stepId, cadenceId }: Props) {
  const trial = useTrial(draft, stepId, cadenceId);
  const { note, body, dialog, ask } = useInserting(draft, change);
  return (
    <div className="words">
      <div className="form">
        <Field label={subject} error={errors['subject']}>
          {(id) => (
            <input
              id={id}
              name="subject"
              value={draft.subject}
              onFocus={({ target }) => note(target)}
              onKeyDown={(event) => {
                if (event.key !== '{' || event.nativeEvent.isComposing) return;
                event.preventDefault();
                ask('variable');
              }}
              onChange={(event) => change({ subject: event.target.value })}
            />
          )}
        </Field>
        <div className="actions" role="group" aria-label="Put in">
          <Button small keys="{" onClick={() => ask('variable')}>
            Variable or snippet
          </Button>
          <Button small onClick={() => ask('template')}>
            Template
          </Button>
        </div>
        <Body
          draft={draft}
          change={change}
          error={errors['body']}
          missing={trial.told?.missing_fields ?? []}
          onFocus={note}
          editor={body}
          onBrace={() => ask('variable')}
        />
      </div>
      <Preview {...trial} draft={draft} change={change} />
      {dialog}
    </div>
  );
}

/** What the server makes of the words for one of some people. */
function useTrial(draft: Written, stepId: number | undefined, cadenceId: number | undefined) {
  const people = useQuery(samplePeopleQuery(cadenceId));
  const [chosen, onPerson] = useState<number>();
  const person = chosen ?? people.data?.[0]?.id;
  const preview = useQuery({
    ...previewQuery(useSettled(draft), stepId, person),
    enabled: !people.isPending,
    placeholderData: (before) => before,
  });
  return { people: people.data ?? [], person, onPerson, told: preview.data };
}

/** Where something is put in: the field in which somebody wrote last. */
function useInserting(draft: Written, change: Props['change']) {
  const last = useRef<Typed>(null);
  const body = useRef<Inserting>(null);
  const wanted = useRef<string>(undefined);
  const [asked, ask] = useState<Asked>();
  const insert = useEvent((source: string) => {
    const field = last.current;
    if (field === null && body.current) return body.current.insert(source);
    const into = field?.name === 'subject' ? 'subject' : 'body';
    const text = draft[into];
    const from = field?.selectionStart ?? text.length;
    change({ [into]: text.slice(0, from) + source + text.slice(field?.selectionEnd ?? from) });
    field?.focus();
  });
  useEffect(() => {
    // Not before the dialog is gone: what is behind it cannot be written in.
    if (asked !== undefined || wanted.current === undefined) return;
    insert(wanted.current);
    wanted.current = undefined;
  }, [asked, insert]);
  const leave = (source: string | undefined) => {
    wanted.current = source;
    ask(undefined);
  };
  const dialog = asked !== undefined && (
    <Insert
      what={asked}
      onClose={() => leave(undefined)}
      onPick={(source, subject) => {
        if (asked === 'template' && last.current?.name === 'subject') last.current = null;
        if (subject !== undefined && draft.subject.trim() === '') change({ subject });
        leave(source);
      }}
      onPlain={() => leave('{')}
    />
  );
  const note = (field: Typed | null) => {
    last.current = field;
  };
  return { note, body, dialog, ask };
}
