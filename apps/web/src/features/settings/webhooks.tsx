import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { write } from '../../app/outbox';
import { say } from '../../app/toasts';
import { type Webhook, webhooksQuery } from '../../data/webhooks';
import { Button, Chip } from '../../ui/button';
import { Loaded } from './loaded';
import { Deliveries } from './webhook-deliveries';
import { NewWebhook } from './webhook-new';
import { Replay } from './webhook-replay';
import { programOf, TYPES } from './webhook-words';

/** So long a deletion can be taken back. */
const HOLD_MS = 6000;

/** Programs that are told of what happens, how it fares, and what can be done when one was not told. */
export function Webhooks() {
  const all = useQuery(webhooksQuery);
  return (
    <>
      <section className="card card-body form wide" aria-label="Webhooks">
        <h2 className="section-head">Webhooks</h2>
        <p className="sub">
          Each posts one kind of event to an address, with the record as whoever made it sees it.{' '}
          <a className="link" href="/docs">
            What is sent
          </a>
        </p>
        <Loaded query={all}>{(list) => <Programs all={list} />}</Loaded>
      </section>
      <NewWebhook />
      {(all.data ?? []).length > 0 && <Replay all={all.data ?? []} />}
      <Deliveries all={all.data ?? []} />
    </>
  );
}

/** A heading for each program, and what it has below it. */
function Programs({ all }: { all: readonly Webhook[] }) {
  const [gone, setGone] = useState<ReadonlySet<number>>(new Set());
  const hide = (id: number, hidden: boolean) =>
    setGone((before) => new Set([...before].filter((each) => each !== id).concat(hidden ? [id] : [])));
  const there = all.filter(({ id }) => !gone.has(id));
  if (there.length === 0) return <p className="muted">None yet: make one below, or let a program do it.</p>;
  const programs = [...new Set(there.map(programOf))];
  return programs.map((program) => (
    <section key={program} aria-label={program}>
      <h3>{program}</h3>
      <ul className="named hooks">
        {there
          .filter((webhook) => programOf(webhook) === program)
          .map((webhook) => (
            <Row key={webhook.id} of={webhook} hide={hide} />
          ))}
      </ul>
    </section>
  ));
}

function Row({ of, hide }: { of: Webhook; hide: (id: number, hidden: boolean) => void }) {
  const { id, event_type: type, callback_url: url, enabled, paused_reason: reason } = of;
  const what = `${TYPES[type]}, ${url}`;
  const send = useSend(of, hide);
  return (
    <li>
      <span className="hook-what">
        <b>{TYPES[type]}</b> <span className="muted">{type}</span>
        <code>{url}</code>
      </span>
      <Chip tone={enabled ? 'green' : 'amber'}>{enabled ? 'on' : 'paused'}</Chip>
      <span className="actions">
        {enabled && type !== 'link_swap' && (
          <Button small kind="quiet" aria-label={`Send a test: ${what}`} onClick={send.test}>
            Send a test
          </Button>
        )}
        <Button
          small
          kind={enabled ? 'quiet' : 'plain'}
          aria-label={`${enabled ? 'Pause' : 'Resume'}: ${what}`}
          onClick={() => send.enable(!enabled)}
        >
          {enabled ? 'Pause' : 'Resume'}
        </Button>
        <Button small kind="quiet" aria-label={`Delete: ${what}`} onClick={send.remove}>
          Delete
        </Button>
      </span>
      {!enabled && reason !== null && (
        <p className="notice-line" role="note" id={`paused ${id}`}>
          The server paused it: {reason}. What happened meanwhile is not told by itself: resume it, then tell
          the range again below.
        </p>
      )}
    </li>
  );
}

function useSend({ id, event_type: type }: Webhook, hide: (id: number, hidden: boolean) => void) {
  const queries = useQueryClient();
  const path = `/v2/webhook_subscriptions/${id}` as const;
  const anew = () => {
    void queries.invalidateQueries({ queryKey: webhooksQuery.queryKey });
    void queries.invalidateQueries({ queryKey: ['webhook_deliveries'] });
  };
  const label = `Webhook: ${TYPES[type]}`;
  const enable = (enabled: boolean, isUndo = false) =>
    void write(
      { method: 'PUT', path, body: { enabled }, scope: path, label },
      {
        done: () => {
          anew();
          const words = enabled
            ? 'It is told of what happens from now on.'
            : 'Paused: what waited is called off.';
          say(words, isUndo ? {} : { undo: () => enable(!enabled, true) });
        },
      },
    );
  return {
    enable,
    test: () =>
      void write(
        { method: 'POST', path: `${path}/test`, scope: path, label },
        {
          done: () => {
            anew();
            say('A test is on its way: its course stands in the deliveries below.');
          },
        },
      ),
    remove: () => {
      hide(id, true);
      const back = write(
        { method: 'DELETE', path, scope: path, label, holdMs: HOLD_MS },
        {
          done: anew,
          refused: ({ text }) => {
            hide(id, false);
            say(text, { tone: 'failed' });
          },
        },
      );
      say('The webhook is deleted in a few seconds.', {
        undo: () => back() && hide(id, false),
        ms: HOLD_MS,
      });
    },
  };
}
