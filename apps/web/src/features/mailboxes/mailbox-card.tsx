import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { boot } from '../../app/boot';
import { now } from '../../app/clock';
import { write } from '../../app/outbox';
import { say } from '../../app/toasts';
import { told } from '../../data/errors';
import {
  checkDomain,
  type DomainCheck,
  type Mailbox,
  mailboxesQuery,
  type MailboxTest,
  mailboxUseQuery,
  testMailbox,
} from '../../data/mailboxes';
import { Button, Chip, type Tone } from '../../ui/button';
import { counted, moment, number, percent } from '../../ui/format';
import { DomainWords, TestWords } from './told';

const zone = boot.me.time_zone ?? 'UTC';

const HEALTH: Readonly<Record<Mailbox['health'], { readonly word: string; readonly tone: Tone }>> = {
  ok: { word: 'Healthy', tone: 'green' },
  unknown: { word: 'Not used yet', tone: 'outline' },
  failing: { word: 'Failing', tone: 'amber' },
  blocked: { word: 'Blocked', tone: 'red' },
};

/** One mailbox in a card. */
export function MailboxCard({ mailbox, onEdit }: { mailbox: Mailbox; onEdit: () => void }) {
  const [test, setTest] = useState<MailboxTest>();
  const [domain, setDomain] = useState<DomainCheck | null>(mailbox.domain_check);
  const [busy, setBusy] = useState(false);
  const turn = useTurn(mailbox);
  const paused = mailbox.paused_at !== null;
  const ask = <T,>(call: Promise<T>, then: (answer: T) => void) => {
    setBusy(true);
    call
      .then(then, (failure: unknown) => void say(told(failure).text, { tone: 'failed' }))
      .finally(() => setBusy(false));
  };
  return (
    <section className="card mailbox" aria-label={mailbox.email_address}>
      <div className="card-head">
        <h2>{mailbox.email_address}</h2>
        <Chip tone={paused ? 'amber' : HEALTH[mailbox.health].tone}>
          {paused ? 'Paused' : HEALTH[mailbox.health].word}
        </Chip>
        <span className="sub">{boot.users.find(({ id }) => id === mailbox.user?.id)?.name}</span>
        <span className="sp" />
        <div className="actions">
          <Button small disabled={busy} onClick={() => ask(testMailbox(mailbox.id), setTest)}>
            Test
          </Button>
          <Button small disabled={busy} onClick={() => ask(checkDomain(mailbox.id), setDomain)}>
            Check DNS
          </Button>
          <Link className="btn sm" to="/ledger" search={{ mailbox_id: String(mailbox.id) }}>
            Ledger
          </Link>
          <Button small aria-haspopup="dialog" onClick={onEdit}>
            Edit
          </Button>
          <Button small onClick={turn}>
            {paused ? 'Resume' : 'Pause'}
          </Button>
        </div>
      </div>
      {mailbox.health_reason && mailbox.health !== 'ok' && <p className="reason">{mailbox.health_reason}</p>}
      {mailbox.receive_error && <p className="reason">Receiving: {mailbox.receive_error}</p>}
      {mailbox.warnings.map((warning) => (
        <p key={warning} className="warning">
          {warning}
        </p>
      ))}
      <Use mailbox={mailbox} />
      {test && <TestWords test={test} />}
      {domain && <DomainWords check={domain} />}
    </section>
  );
}

/** Today of its limit, when another can leave, what waits, what came back. */
function Use({ mailbox }: { mailbox: Mailbox }) {
  const use = useQuery(mailboxUseQuery(mailbox.id));
  if (!use.data) return null;
  const { used, limit, ramping, next_free_at: free, because, waiting, sent_30_days: sent } = use.data;
  const back = use.data.bounced_30_days;
  return (
    <div className="mailbox-facts">
      <span>
        {limit !== null && (
          <meter className="meter" min={0} max={limit} value={used} aria-label="Used of today’s limit">
            {used} of {limit}
          </meter>
        )}
        <span className="num">
          Today {number(used)}
          {limit === null ? ', no limit' : ` of ${number(limit)}`}
        </span>
        {ramping && ' while it warms up'}
      </span>
      <span>{because ? because.says : free ? `Next free ${moment(free, zone, now())}` : 'Not free'}</span>
      <span>{waiting === 0 ? 'Nothing waits' : `${counted(waiting, 'e-mail')} waiting`}</span>
      <span>
        {sent === 0
          ? 'Nothing sent in 30 days'
          : `${percent(back / sent)} of ${number(sent)} came back in 30 days`}
      </span>
    </div>
  );
}

/** Pauses, or resumes; its opposite is the undo. */
function useTurn({ id, email_address: address, paused_at: since }: Mailbox): () => void {
  const queries = useQueryClient();
  return () => {
    const show = (paused: boolean) =>
      queries.setQueryData(mailboxesQuery.queryKey, (known) =>
        known === undefined
          ? known
          : {
              ...known,
              pages: known.pages.map((page) => ({
                ...page,
                data: page.data.map((each) =>
                  each.id === id ? { ...each, paused_at: paused ? now().toISOString() : null } : each,
                ),
              })),
            },
      );
    const set = (paused: boolean) => {
      show(paused);
      write(
        {
          method: 'PUT',
          path: `/v2/mailboxes/${id}`,
          body: { paused },
          scope: `mailboxes ${id}`,
          label: `${paused ? 'Pause' : 'Resume'} ${address}`,
        },
        {
          done: () => void queries.invalidateQueries({ queryKey: mailboxUseQuery(id).queryKey }),
          refused: ({ text, requestId }) => {
            show(!paused);
            say(text, { tone: 'failed', requestId });
          },
        },
      );
    };
    const was = since !== null;
    set(!was);
    say(was ? `${address} goes on.` : `${address} is paused: its e-mails wait.`, { undo: () => set(was) });
  };
}
