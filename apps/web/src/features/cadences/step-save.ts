import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useState } from 'react';
import { write } from '../../app/outbox';
import { say } from '../../app/toasts';
import { fieldWords, type Told } from '../../data/errors';
import { type Step, stepRulesQuery, type Template, templateQuery } from '../../data/steps';
import { type Draft, stepChanges, wordChanges } from './step-draft';

/** Words beside fields, as the server said them; `version`: somebody else changed it meanwhile. */
export type FieldErrors = Readonly<Record<string, string>>;

/** Saves what was changed of a step and of its words, each against the version that was read. */
export function useStepSave({
  cadenceId,
  step,
  template,
  from,
  draft,
  settle,
}: {
  cadenceId: number;
  step: Step;
  template: Template | undefined;
  from: Draft;
  draft: Draft;
  settle: () => void;
}) {
  const queries = useQueryClient();
  const [errors, setErrors] = useState<FieldErrors>({});
  const save = useCallback(() => {
    setErrors({});
    const refused = (why: Told) => setErrors((known) => ({ ...known, ...fieldWords(why) }));
    const name = step.name ?? 'the step';
    const put = (what: { path: `/${string}`; body: object; ifMatch: string; done: () => void }) =>
      write(
        { method: 'PUT', ...what, scope: what.path, label: `Save ${name}` },
        {
          refused,
          done: () => {
            settle();
            what.done();
            say(`Saved “${name}”.`);
          },
        },
      );
    const words = template ? wordChanges(draft, from) : {};
    if (template && Object.keys(words).length > 0)
      put({
        path: `/v2/email_templates/${template.id}`,
        body: words,
        ifMatch: template.updated_at,
        done: () => void queries.invalidateQueries({ queryKey: templateQuery(template.id).queryKey }),
      });
    const changes = stepChanges(draft, from, step.type === 'email');
    if (Object.keys(changes).length > 0)
      put({
        path: `/v2/steps/${step.id}`,
        body: changes,
        ifMatch: step.updated_at,
        done: () => {
          void queries.invalidateQueries({ queryKey: stepRulesQuery(step.id).queryKey });
          void queries.invalidateQueries({ queryKey: ['steps', cadenceId] });
        },
      });
  }, [queries, cadenceId, step, template, from, draft, settle]);
  return { save, errors };
}
