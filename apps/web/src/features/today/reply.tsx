import { useQuery } from '@tanstack/react-query';
import { useMemo, useRef } from 'react';
import { useCommands } from '../../app/commands';
import { keepDraft, useDraft } from '../../app/drafts';
import { ErrorScreen, Skeleton } from '../../app/screens';
import { useEvent } from '../../app/use-event';
import { receivedQuery } from '../../data/threads';
import { Button } from '../../ui/button';
import { Conversation, letterOf } from '../inbox';
import { carryOut } from './done';
import { nameOf } from './items';
import { Foot, Refusal, type WorkProps } from './parts';
import { primary } from './primary';

/** Somebody wrote: the conversation, why it is taken for an answer, and ours. */
// long: the state of one answer, its commands and what stands around it
export function ReplyWork({ item }: WorkProps) {
  const id = item.received_message?.id ?? 0;
  const { data, error, refetch } = useQuery(receivedQuery(id));
  const { value: answer = '', set } = useDraft<string>(item.key);
  const field = useRef<HTMLTextAreaElement>(null);
  const threadId = data?.thread?.id;
  const write = useEvent(() => field.current?.focus());
  const send = useEvent(() => {
    if (answer.trim() === '') return write();
    carryOut(item, {
      method: 'POST',
      path: '/v2/scheduled_emails',
      body: { person_id: item.person?.id, received_message_id: id, body: letterOf(answer) },
      label: `Answer to ${nameOf(item)}`,
      words: 'Answered',
      draft: item.key,
      takenBack: () => keepDraft(item.key, answer),
    });
  });
  const done = useEvent(() => {
    if (threadId === undefined) return;
    carryOut(item, {
      method: 'PUT',
      path: `/v2/threads/${threadId}`,
      body: { done: true, unread: false },
      label: `Conversation with ${nameOf(item)}`,
      words: 'Done without an answer',
    });
  });
  useCommands(
    'work',
    useMemo(
      () => [
        { id: 'answer', title: 'Answer', keys: 'enter', group: 'Run', run: write },
        ...primary(item.key, { id: 'send', title: 'Send', run: send }),
        { id: 'done', title: 'Done without an answer', keys: 'e', group: 'Run', run: done },
      ],
      [item.key, write, send, done],
    ),
  );
  return (
    <>
      <div className="wb">
        <Refusal item={item} />
        {error && !data ? (
          <ErrorScreen error={error} retry={() => void refetch()} />
        ) : threadId === undefined ? (
          <Skeleton rows={4} height={72} />
        ) : (
          <Conversation threadId={threadId} messageId={id} answer={answer} onAnswer={set} answerRef={field} />
        )}
      </div>
      <Foot primary="Send and next" onPrimary={send}>
        <Button keys="e" onClick={done}>
          Done
        </Button>
      </Foot>
    </>
  );
}
