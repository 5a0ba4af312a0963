import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useCommands } from '../../app/commands';
import { write } from '../../app/outbox';
import { say } from '../../app/toasts';
import { useEvent } from '../../app/use-event';
import { receivedQuery } from '../../data/threads';
import { Button } from '../../ui/button';
import { KIND_NAMES } from './words';

const KINDS = ['reply', 'auto_reply', 'unsubscribe', 'meeting', 'other'] as const;

/** What a message was taken for and why; one key takes it back, another says that they want no more mail. */
// long: what was understood, and each way to say something else
export function Evidence({ id }: { id: number }) {
  const queries = useQueryClient();
  const { data } = useQuery(receivedQuery(id));
  const ask = useEvent((path: string, words: string, body?: unknown) => {
    write(
      {
        method: 'POST',
        path: `/v2/received_messages/${id}/${path}`,
        body,
        scope: `received-${id}`,
        label: words,
      },
      {
        done: () => {
          say(`${words}.`);
          for (const key of ['received', 'threads', 'place', 'history', 'queue_now'])
            void queries.invalidateQueries({ queryKey: [key] });
        },
      },
    );
  });
  const suggested = data?.suggestion != null && data.suggestion_answer === null;
  const undo = useEvent(() =>
    data?.undoable && data.undone_at === null ? ask('undo', 'What it changed is taken back') : undefined,
  );
  const optOut = useEvent(() => suggested && ask('opt_out', 'They get no more e-mails'));
  useCommands(
    'evidence',
    useMemo(
      () => [
        { id: 'unmatch', title: 'Not what it was taken for', keys: 'u', group: 'Inbox', run: undo },
        { id: 'opt out', title: 'They want no more mail', keys: 'm', group: 'Inbox', run: optOut },
      ],
      [undo, optOut],
    ),
  );
  if (!data) return null;
  return (
    <section className="evidence" aria-label="What it was taken for">
      <p>
        <b>Taken for {KIND_NAMES[data.kind] ?? data.kind}</b>
        {data.reclassified_at ? ', as a colleague said' : `, ${Math.round(data.confidence * 100)} % sure`}
        {data.undone_at ? '; what it changed was taken back' : ''}.{' '}
        <span className="muted">{data.evidence?.join(' ')}</span>
      </p>
      {suggested && (
        <p className="evidence-ask">
          <b>Do they want no more mail?</b> {data.suggestion?.evidence && `“${data.suggestion.evidence}”`}
          <Button small kind="danger" keys="m" onClick={optOut}>
            Yes, no more mail
          </Button>
          <Button small onClick={() => ask('dismiss', 'Noted: they did not ask for that')}>
            No
          </Button>
        </p>
      )}
      <div className="evidence-foot">
        {data.undoable && data.undone_at === null && (
          <Button small keys="u" onClick={undo}>
            Put back what it changed
          </Button>
        )}
        <label>
          It is{' '}
          <select
            value={KINDS.find((kind) => kind === data.kind) ?? ''}
            onChange={(event) => ask('reclassify', 'It is read anew', { kind: event.target.value })}
          >
            {!KINDS.some((kind) => kind === data.kind) && <option value="">{data.kind}</option>}
            {KINDS.map((kind) => (
              <option key={kind} value={kind}>
                {KIND_NAMES[kind]}
              </option>
            ))}
          </select>
        </label>
        {data.kind === 'reply' && (
          <Button
            small
            aria-pressed={data.positive === true}
            onClick={() => ask('mark', 'Marked', { positive: data.positive === true ? null : true })}
          >
            {data.positive === true ? 'Positive ✓' : 'Positive?'}
          </Button>
        )}
      </div>
    </section>
  );
}
