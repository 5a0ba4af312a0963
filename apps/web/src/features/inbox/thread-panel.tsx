import { useQueryClient, type InfiniteData } from '@tanstack/react-query';
import { useEffect, useMemo, useRef, useState } from 'react';
import { boot } from '../../app/boot';
import { useCommands } from '../../app/commands';
import { useDraft } from '../../app/drafts';
import { write } from '../../app/outbox';
import { say } from '../../app/toasts';
import { useEvent } from '../../app/use-event';
import { type Thread, THREADS_KEY } from '../../data/threads';
import { Button } from '../../ui/button';
import { Dialog } from '../../ui/dialog';
import { Conversation } from './conversation';
import { SnoozeDialog } from '../../app/snooze';
import { letterOf } from './words';

type Pages = InfiniteData<{ threads: Thread[]; next: string | null }, string>;
type Patch = Partial<Pick<Thread, 'done' | 'snoozed_until' | 'unread' | 'assigned_user'>>;

/** How long an answer waits here so that it can be taken back. */
const HELD_MS = 6_000;

/** One conversation, and what can become of it. */
// long: commands of one conversation and the parts they change
export function ThreadPanel({ thread }: { thread: Thread }) {
  const { value: answer = '', set } = useDraft<string>(`thread-${thread.id}`);
  const field = useRef<HTMLTextAreaElement>(null);
  const [asking, setAsking] = useState<'snooze' | 'assign'>();
  const change = useChange(thread);
  useRead(thread, change.quietly);
  const done = useEvent(() => change.said({ done: true }, { done: true }, 'Done'));
  const send = useEvent(() => {
    if (answer.trim() === '') {
      field.current?.focus();
      return;
    }
    answerThread(thread, answer, () => change.quietly({ done: false }, { done: false }));
    change.quietly({ done: true }, { done: true });
  });
  useCommands(
    'thread',
    useMemo(() => {
      const group = 'Inbox';
      return [
        { id: 'answer', title: 'Answer', keys: 'enter', group, run: () => field.current?.focus() },
        { id: 'send', title: 'Send and done', keys: 'mod+enter', group, run: send, whileTyping: true },
        { id: 'done', title: 'Done', keys: 'e', group, run: done },
        { id: 'snooze', title: 'Snooze', keys: 'h', group, run: () => setAsking('snooze') },
        {
          id: 'assign',
          title: 'Give to a colleague',
          keys: 'shift+a',
          group,
          run: () => setAsking('assign'),
        },
      ];
    }, [send, done]),
  );
  return (
    <section className="thread" aria-labelledby="thread-title">
      <header className="wh">
        <h2 id="thread-title" tabIndex={-1}>
          {thread.person?.display_name ?? 'Somebody'} <span className="muted">{thread.subject}</span>
        </h2>
      </header>
      <div className="wb">
        <Conversation
          threadId={thread.id}
          messageId={thread.received_message?.id}
          answer={answer}
          onAnswer={set}
          answerRef={field}
        />
      </div>
      <footer className="foot">
        <Button kind="primary" keys="mod+enter" onClick={send}>
          Send and done
        </Button>
        <Button keys="e" onClick={done}>
          Done
        </Button>
        <Button keys="h" aria-haspopup="dialog" onClick={() => setAsking('snooze')}>
          Snooze
        </Button>
        <Button keys="shift+a" aria-haspopup="dialog" onClick={() => setAsking('assign')}>
          Assign
        </Button>
      </footer>
      {asking === 'snooze' && (
        <SnoozeDialog
          title="Put this conversation off"
          theirZone={undefined}
          onClose={() => setAsking(undefined)}
          onChoose={(until) => {
            setAsking(undefined);
            const snoozed = until.toISOString();
            change.said({ snoozed_until: snoozed }, { snoozed_until: snoozed }, 'Put off');
          }}
        />
      )}
      {asking === 'assign' && (
        <AssignDialog
          onClose={() => setAsking(undefined)}
          onChoose={(id) => {
            setAsking(undefined);
            change.said({}, { assigned_user_id: id }, 'Given away');
          }}
        />
      )}
    </section>
  );
}

/** `again`: puts the conversation back to those that wait for an answer. */
function answerThread(thread: Thread, answer: string, again: () => void): void {
  const label = `Answer to ${thread.person?.display_name ?? 'them'}`;
  const takeBack = write(
    {
      method: 'POST',
      path: '/v2/scheduled_emails',
      body: {
        person_id: thread.person?.id,
        received_message_id: thread.received_message?.id,
        body: letterOf(answer),
      },
      scope: `thread-${thread.id}`,
      label,
      holdMs: HELD_MS,
      draft: `thread-${thread.id}`,
    },
    {
      refused: (why) => {
        again();
        say(`${label}: ${why.text}`, { tone: 'failed', requestId: why.requestId, ms: 20_000 });
      },
    },
  );
  const back = () => (takeBack() ? again() : void say('Too late: it is on its way.'));
  say('Sent.', { ms: HELD_MS, undo: back });
}

/** Read as soon as it is open. */
function useRead(thread: Thread, change: (patch: Patch, body: object) => void): void {
  const { id, unread } = thread;
  useEffect(() => {
    if (unread) change({ unread: false }, { unread: false });
  }, [id, unread, change]);
}

/** Changes a thread here at once and on the server, and takes it back by the opposite. */
function useChange(thread: Thread) {
  const queries = useQueryClient();
  const put = useEvent((patch: Patch, body: object) => {
    queries.setQueriesData<Pages>({ queryKey: THREADS_KEY }, (pages) => patched(pages, thread.id, patch));
    write({
      method: 'PUT',
      path: `/v2/threads/${thread.id}`,
      body,
      scope: `thread-${thread.id}`,
      label: `Conversation with ${thread.person?.display_name ?? 'them'}`,
    });
  });
  const said = useEvent((patch: Patch, body: object, words: string) => {
    const { done, snoozed_until, assigned_user } = thread;
    put(patch, body);
    const before =
      'assigned_user_id' in body ? { assigned_user_id: assigned_user?.id ?? null } : { done, snoozed_until };
    say(words, { undo: () => put({ done, snoozed_until }, before) });
  });
  return { said, quietly: put };
}

const patched = (pages: Pages | undefined, id: number, patch: Patch): Pages | undefined =>
  pages && {
    ...pages,
    pages: pages.pages.map((page) => ({
      ...page,
      threads: page.threads.map((each) => (each.id === id ? { ...each, ...patch } : each)),
    })),
  };

function AssignDialog({ onChoose, onClose }: { onChoose: (id: number) => void; onClose: () => void }) {
  const [id, setId] = useState(String(boot.me.id));
  return (
    <Dialog title="Give this conversation to" onClose={onClose}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          onChoose(Number(id));
        }}
      >
        <div className="field">
          <label htmlFor="assign-to">Colleague</label>
          <select id="assign-to" value={id} onChange={(event) => setId(event.target.value)}>
            {boot.users
              .filter(({ active }) => active)
              .map((user) => (
                <option key={user.id} value={user.id}>
                  {user.name ?? user.id}
                </option>
              ))}
          </select>
        </div>
        <div className="dialog-foot">
          <Button onClick={onClose}>Cancel</Button>
          <Button kind="primary" type="submit">
            Give
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
