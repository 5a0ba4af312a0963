import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { write } from '../../app/outbox';
import { say } from '../../app/toasts';
import { useEvent } from '../../app/use-event';
import { fieldWords, type Told } from '../../data/errors';
import { type Step, stepRulesQuery, type Template, templateQuery } from '../../data/steps';
import { type Draft, stepChanges, wordChanges, type WordsDraft } from './step-draft';

/** Words beside fields, as the server said them; `version`: somebody else changed it meanwhile. */
export type FieldErrors = Readonly<Record<string, string>>;

/** A form as `useFormDraft` makes it. */
export interface Form<T> {
  readonly draft: T;
  readonly dirty: boolean;
  readonly change: (part: Partial<T>) => void;
  readonly settle: () => void;
  readonly drop: () => void;
}

interface Saved {
  readonly cadenceId: number;
  readonly step: Step;
  readonly from: Draft;
  readonly form: Form<Draft>;
  readonly template: Template | undefined;
  readonly wordsFrom: WordsDraft;
  readonly words: Form<WordsDraft>;
}

/** Saves what was changed of a step and of its words, each against the version that was read. */
export function useStepSave({ cadenceId, step, from, form, template, wordsFrom, words }: Saved) {
  const queries = useQueryClient();
  const [errors, setErrors] = useState<FieldErrors>({});
  const save = useEvent(() => {
    setErrors({});
    const refused = (why: Told) => setErrors((known) => ({ ...known, ...fieldWords(why) }));
    const name = step.name ?? 'the step';
    const put = (
      what: { path: `/${string}`; scope: string; body: object; ifMatch: string },
      done: () => void,
    ) =>
      write(
        { method: 'PUT', ...what, label: `Save ${name}` },
        {
          refused,
          done: () => {
            done();
            say(`Saved “${name}”.`);
          },
        },
      );
    const told = template ? wordChanges(words.draft, wordsFrom) : {};
    if (template && Object.keys(told).length > 0)
      put(
        {
          path: `/v2/email_templates/${template.id}`,
          scope: `email_templates ${template.id}`,
          body: told,
          ifMatch: template.updated_at,
        },
        () => {
          words.settle();
          void queries.invalidateQueries({ queryKey: templateQuery(template.id).queryKey });
        },
      );
    const changes = stepChanges(form.draft, from, step.type === 'email');
    if (Object.keys(changes).length > 0)
      put(
        { path: `/v2/steps/${step.id}`, scope: `steps ${step.id}`, body: changes, ifMatch: step.updated_at },
        () => {
          form.settle();
          void queries.invalidateQueries({ queryKey: stepRulesQuery(step.id).queryKey });
          void queries.invalidateQueries({ queryKey: ['steps', cadenceId] });
        },
      );
  });
  return { save, errors };
}
