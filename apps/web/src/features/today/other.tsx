import { useQuery } from '@tanstack/react-query';
import { useMemo, useRef } from 'react';
import { useCommands } from '../../app/commands';
import { say } from '../../app/toasts';
import { useEvent } from '../../app/use-event';
import { previewQuery, stepWordsQuery, taskQuery } from '../../data/work';
import { Button } from '../../ui/button';
import * as Icon from '../../ui/icons';
import { plainDay } from '../../ui/format';
import { now } from '../../app/clock';
import { carryOut } from './done';
import { nameOf } from './items';
import { Foot, Refusal, type WorkProps } from './parts';
import { primary } from './primary';

/** A step that is done elsewhere: its words to be copied, the page to be opened. Nothing happens there by itself. */
export function OtherWork({ item, onSkip, onSnooze }: WorkProps) {
  const text = useWords(item);
  const field = useRef<HTMLTextAreaElement>(null);
  const link = item.person?.linkedin_url ?? undefined;
  const done = useEvent(() => {
    carryOut(item, {
      method: 'POST',
      path: '/v2/activities',
      body: { action_id: item.action?.id },
      label: `Step for ${nameOf(item)}`,
      words: 'Done',
    });
  });
  const copy = useEvent(() => void copyText(text, field.current));
  const open = useEvent(() => openLink(link));
  useCommands(
    'work',
    useMemo(
      () => [
        ...primary(item.key, { id: 'done', title: 'Done', run: done }),
        { id: 'copy', title: 'Copy the text', keys: 'y', group: 'Run', run: copy },
        { id: 'open', title: 'Open the link', keys: 'o', group: 'Run', run: open },
      ],
      [item.key, done, copy, open],
    ),
  );
  return (
    <>
      <div className="wb">
        <Refusal item={item} />
        <div className="fld">
          <Icon.SocialIcon size={16} aria-hidden />
          <span className="grow cut">{link ?? 'This person has no profile link.'}</span>
          {link && (
            <Button small keys="o" onClick={open}>
              Open
            </Button>
          )}
          {text !== '' && (
            <Button small keys="y" onClick={copy}>
              Copy text
            </Button>
          )}
        </div>
        {text !== '' && (
          <textarea
            ref={field}
            className="words"
            aria-label="What the step says"
            readOnly
            rows={6}
            value={text}
          />
        )}
      </div>
      <Foot primary="Done and next" onPrimary={done} onSkip={onSkip} onSnooze={onSnooze} />
    </>
  );
}

/** The instructions of the step, with what they name of the person. */
function useWords(item: WorkProps['item']): string {
  const stepId = item.step?.id;
  const { data } = useQuery({ ...stepWordsQuery(stepId ?? 0), enabled: stepId !== undefined });
  const text = data?.instructions ?? '';
  const names = text.includes('{{') || text.includes('{%');
  const rendered = useQuery({
    ...previewQuery(item.person?.id ?? 0, stepId, { subject: null, body: text }),
    enabled: names && item.person !== undefined,
  });
  return names ? (rendered.data?.body_text ?? text) : text;
}

/** The clipboard needs https; without it the text is selected for the keys of the system. */
async function copyText(text: string, field: HTMLTextAreaElement | null): Promise<void> {
  try {
    await navigator.clipboard.writeText(text);
    say('Copied.');
  } catch {
    field?.focus();
    field?.select();
    say('Selected: copy it with the keys of your system.');
  }
}

function openLink(link: string | undefined): void {
  const safe =
    link !== undefined && URL.canParse(link) && ['http:', 'https:'].includes(new URL(link).protocol);
  if (safe) window.open(link, '_blank', 'noopener');
  else say('There is no link to open.');
}

/** A promise somebody made, with or without a person. */
export function TaskWork({ item, onSnooze }: WorkProps) {
  const id = item.task?.id ?? 0;
  const { data } = useQuery(taskQuery(id));
  const done = useEvent(() => {
    carryOut(item, {
      method: 'PUT',
      path: `/v2/tasks/${id}`,
      body: { current_state: 'completed' },
      label: `Task: ${item.about ?? ''}`,
      words: 'Task done',
    });
  });
  useCommands(
    'work',
    useMemo(() => [...primary(item.key, { id: 'done', title: 'Done', run: done })], [item.key, done]),
  );
  return (
    <>
      <div className="wb">
        <Refusal item={item} />
        <h3 className="task-title">{data?.subject ?? item.about}</h3>
        {data?.due_date && <p className="muted">Due {plainDay(data.due_date, now())}</p>}
        {data?.description && <p className="instructions">{data.description}</p>}
      </div>
      <Foot primary="Done and next" onPrimary={done} onSnooze={onSnooze} />
    </>
  );
}
