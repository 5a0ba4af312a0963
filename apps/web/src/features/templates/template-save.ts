import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { now } from '../../app/clock';
import { write } from '../../app/outbox';
import { say } from '../../app/toasts';
import { useEvent } from '../../app/use-event';
import { fieldWords } from '../../data/errors';
import { templateQuery } from '../../data/steps';
import type { Template } from '../../data/templates';
import { changesOf, type TemplateDraft } from './template-draft';

/** Saves against the version that was read; what the server refuses stands beside its field. */
export function useTemplateSave(
  template: Template,
  from: TemplateDraft,
  draft: TemplateDraft,
  settle: () => void,
) {
  const queries = useQueryClient();
  const [errors, setErrors] = useState<Readonly<Record<string, string>>>({});
  const { id, title, archived_at: archived } = template;
  const put = (body: object, done: () => void) => {
    setErrors({});
    write(
      {
        method: 'PUT',
        path: `/v2/email_templates/${id}`,
        body,
        ifMatch: template.updated_at,
        scope: `email_templates ${id}`,
        label: `Save ${title ?? 'the template'}`,
      },
      {
        done: () => {
          done();
          void queries.invalidateQueries({ queryKey: templateQuery(id).queryKey });
          void queries.invalidateQueries({ queryKey: ['email_templates', 'list'], refetchType: 'none' });
        },
        refused: (why) => setErrors(fieldWords(why)),
      },
    );
  };
  const save = useEvent(() => {
    const changes = changesOf(draft, from);
    if (Object.keys(changes).length > 0)
      put(changes, () => {
        settle();
        say(`Saved “${draft.title || 'Without a title'}”.`);
      });
  });
  const archive = useEvent(() =>
    put({ archived_at: archived === null ? now().toISOString() : null }, () =>
      say(archived === null ? 'Archived: nobody is offered it any more.' : 'Taken back.'),
    ),
  );
  return { save, archive, errors };
}
