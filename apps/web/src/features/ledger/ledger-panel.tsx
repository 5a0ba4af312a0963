import { Link } from '@tanstack/react-router';
import { boot } from '../../app/boot';
import { now } from '../../app/clock';
import type { LedgerEntry } from '../../data/mailboxes';
import { Chip } from '../../ui/button';
import { moment } from '../../ui/format';
import { STATES } from './ledger-row';
import { SettleOne } from './settle';

const zone = boot.me.time_zone ?? 'UTC';

/** One e-mail: what became of it, step by step, with the mail server's words. */
export function LedgerPanel({ entry, name }: { entry: LedgerEntry | undefined; name: string }) {
  return (
    <aside className="panel" aria-label="The chosen e-mail">
      {entry ? (
        <Chosen key={entry.id} entry={entry} name={name} />
      ) : (
        <p className="muted">Choose an e-mail: here is all that happened to it.</p>
      )}
    </aside>
  );
}

function Chosen({ entry, name }: { entry: LedgerEntry; name: string }) {
  return (
    <>
      <div>
        <h2>{name}</h2>
        <p className="sub">{entry.subject}</p>
      </div>
      <p>
        <Chip tone={STATES[entry.state].tone}>{STATES[entry.state].word}</Chip> {entry.reason}
      </p>
      {entry.state === 'uncertain' && <SettleOne id={entry.id} name={name} />}
      <section aria-label="History">
        <h3>What happened</h3>
        <ol className="history">
          {entry.history.map(({ at, state, reason, smtp_reply: reply }) => (
            <li key={`${at} ${state}`}>
              <span className="when num">{moment(at, zone, now())}</span> <b>{state}</b>
              <br />
              {reason}
              {reply && <code>{reply}</code>}
            </li>
          ))}
        </ol>
      </section>
      <dl className="kv">
        <dt>From</dt>
        <dd>{entry.from_address}</dd>
        <dt>To</dt>
        <dd>{entry.to_address}</dd>
        <dt>Message-ID</dt>
        <dd>{entry.message_id}</dd>
      </dl>
      <div className="actions">
        {entry.person && (
          <Link className="btn sm" to="/people/$id" params={{ id: String(entry.person.id) }}>
            Open person
          </Link>
        )}
        {entry.cadence && (
          <Link
            className="btn sm"
            to="/cadences/$id/$tab"
            params={{ id: String(entry.cadence.id), tab: 'timeline' }}
          >
            Open cadence
          </Link>
        )}
      </div>
    </>
  );
}
