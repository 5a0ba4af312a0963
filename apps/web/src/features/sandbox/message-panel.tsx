import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { boot } from '../../app/boot';
import { now } from '../../app/clock';
import { write } from '../../app/outbox';
import { ErrorScreen, Skeleton } from '../../app/screens';
import { say } from '../../app/toasts';
import { messageQuery, type Reaction, type SandboxMessage } from '../../data/sandbox';
import { Button } from '../../ui/button';
import { moment } from '../../ui/format';
import { MailFrame } from '../../ui/mail-frame';

const zone = boot.me.time_zone ?? 'UTC';
const KINDS: readonly { readonly kind: Reaction; readonly text: string }[] = [
  { kind: 'reply', text: 'Reply' },
  { kind: 'auto_reply', text: 'Out of office' },
  { kind: 'open', text: 'Open' },
  { kind: 'bounce', text: 'Bounce' },
  { kind: 'opt_out', text: 'Opt out' },
];

/** One message as its reader sees it, and what that reader can be made to do. */
export function MessagePanel({ id }: { id: number | undefined }) {
  return (
    <aside className="panel" aria-label="The chosen message">
      {id === undefined ? (
        <p className="muted">Choose a message: read it, and act as the one who gets it.</p>
      ) : (
        <Chosen key={id} id={id} />
      )}
    </aside>
  );
}

function Chosen({ id }: { id: number }) {
  const message = useQuery(messageQuery(id));
  if (message.isPending) return <Skeleton rows={4} />;
  if (message.isLoadingError)
    return <ErrorScreen error={message.error} retry={() => void message.refetch()} />;
  const { subject, from, to, html, unreadable, person, delivered_at: at } = message.data;
  return (
    <>
      <div>
        <h2>{subject}</h2>
        <p className="sub">
          {from} to {to}, {moment(at, zone, now())}
        </p>
      </div>
      {unreadable ? <p>{unreadable}</p> : <MailFrame html={html} title={subject} />}
      {boot.rights.admin && <Act message={message.data} />}
      {message.data.reactions.length > 0 && (
        <ul className="reactions" aria-label="What its reader did">
          {message.data.reactions.map((each) => (
            <li key={each.id}>
              {moment(each.at, zone, now())}: {each.kind.replaceAll('_', ' ')}. {each.outcome}
            </li>
          ))}
        </ul>
      )}
      {person && (
        <div className="actions">
          <Link className="btn sm" to="/people/$id" params={{ id: String(person.id) }}>
            Open person
          </Link>
        </div>
      )}
    </>
  );
}

function Act({ message: { id, to } }: { message: SandboxMessage }) {
  const queries = useQueryClient();
  const [text, setText] = useState('Thursday at ten suits me.');
  const react = (kind: Reaction) =>
    void write(
      {
        method: 'POST',
        path: `/v2/sandbox/messages/${id}/react`,
        body: kind === 'reply' ? { kind, text } : { kind },
        scope: `sandbox message ${id}`,
        label: `Act as ${to ?? 'the reader'}`,
      },
      {
        done: (data) => {
          say((data as { data: { outcome: string } }).data.outcome);
          void queries.invalidateQueries({ queryKey: messageQuery(id).queryKey });
        },
      },
    );
  return (
    <section className="form" aria-label="Act as its reader">
      <div className="field">
        <label htmlFor="reply-text">What a reply says</label>
        <textarea id="reply-text" rows={2} value={text} onChange={(event) => setText(event.target.value)} />
      </div>
      <div className="actions">
        {KINDS.map(({ kind, text: words }) => (
          <Button key={kind} small onClick={() => react(kind)}>
            {words}
          </Button>
        ))}
      </div>
    </section>
  );
}
