import { useQuery } from '@tanstack/react-query';
import type { Ref } from 'react';
import { boot } from '../../app/boot';
import { now } from '../../app/clock';
import { ErrorScreen, Skeleton } from '../../app/screens';
import { type Message, messagesQuery } from '../../data/threads';
import { Chip, Keys } from '../../ui/button';
import { moment } from '../../ui/format';
import { MailFrame } from '../../ui/mail-frame';
import { Evidence } from './evidence';

const zone = boot.me.time_zone ?? 'UTC';

/** What was written, both ways, the newest last; the answer below. */
export function Conversation({
  threadId,
  messageId,
  answer,
  onAnswer,
  answerRef,
}: {
  threadId: number;
  /** The newest one that came in. */
  messageId: number | undefined;
  answer: string;
  onAnswer: (text: string) => void;
  answerRef: Ref<HTMLTextAreaElement>;
}) {
  const messages = useQuery(messagesQuery(threadId));
  if (messages.isLoadingError)
    return <ErrorScreen error={messages.error} retry={() => void messages.refetch()} />;
  if (messages.isPending) return <Skeleton rows={4} height={72} />;
  return (
    <>
      <ol className="messages">
        {messages.data.map((message) => (
          <li key={`${message.type} ${message.id}`} className={message.type === 'email' ? 'ours' : 'theirs'}>
            <MessageView message={message} />
          </li>
        ))}
      </ol>
      {messageId !== undefined && <Evidence id={messageId} />}
      <div className="field answer">
        <label htmlFor="answer">
          Answer <Keys keys="enter" />
        </label>
        <textarea
          id="answer"
          ref={answerRef}
          rows={6}
          value={answer}
          onChange={(event) => onAnswer(event.target.value)}
          onKeyDown={(event) => {
            if (event.key !== 'Escape') return;
            event.stopPropagation();
            event.currentTarget.blur();
          }}
        />
      </div>
    </>
  );
}

function MessageView({ message }: { message: Message }) {
  const { from_name: name, from_address: address, body_html: html, body_text: text } = message;
  const who = message.type === 'email' ? 'We' : (name ?? address ?? 'They');
  return (
    <article aria-label={`${who}: ${message.subject ?? ''}`}>
      <header>
        <b>{who}</b> <span className="muted">{message.subject}</span>
        {message.kind && message.kind !== 'reply' && (
          <Chip tone="amber">{message.kind.replaceAll('_', ' ')}</Chip>
        )}
        <time className="muted num" dateTime={message.at}>
          {moment(message.at, zone, now())}
        </time>
      </header>
      {html ? (
        <MailFrame html={html} title={`E-mail of ${who}`} />
      ) : (
        <p className="plain">{text ?? 'Its words may not be read by you.'}</p>
      )}
    </article>
  );
}
