import type { DomainCheck, MailboxTest } from '../../data/mailboxes';
import * as Icon from '../../ui/icons';

/** What a test of both servers found, in words. */
export function TestWords({ test }: { test: MailboxTest }) {
  const parts = [
    ['Sending', test.smtp],
    ['Receiving', test.imap],
  ] as const;
  return (
    <ul className="told" aria-live="polite" aria-label="What the test found">
      {parts.map(
        ([name, part]) =>
          part && (
            <li key={name}>
              <Mark good={part.ok} /> {name}: {part.explanation}
              {part.server_said && (
                <>
                  {' '}
                  <code>{part.server_said}</code>
                </>
              )}
            </li>
          ),
      )}
    </ul>
  );
}

/** What the records of the sending domain say. */
export function DomainWords({ check }: { check: DomainCheck }) {
  const records = [
    ['SPF', check.spf],
    ['DKIM', check.dkim],
    ['DMARC', check.dmarc],
    ['MX', check.mx],
  ] as const;
  return (
    <ul className="told" aria-label={`Records of ${check.domain}`}>
      {records.map(([name, { status, explanation, record }]) => (
        <li key={name}>
          <Mark good={status === 'ok'} /> {name}: {explanation} {record && <code>{record}</code>}
        </li>
      ))}
    </ul>
  );
}

const Mark = ({ good }: { good: boolean }) =>
  good ? (
    <Icon.DoneIcon size={14} aria-label="Good" />
  ) : (
    <Icon.WarningIcon size={14} aria-label="Look at this" />
  );
