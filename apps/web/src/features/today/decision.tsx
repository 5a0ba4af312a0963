import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { useMemo } from 'react';
import { useCommands } from '../../app/commands';
import { now } from '../../app/clock';
import { useEvent } from '../../app/use-event';
import { ledgerEntryQuery } from '../../data/work';
import { Button } from '../../ui/button';
import { moment } from '../../ui/format';
import { carryOut } from './done';
import { nameOf } from './items';
import { primary } from './primary';
import { Foot, Refusal, says, type WorkProps, zone } from './parts';

/** An e-mail of which nobody knows whether it left: somebody looks, and says. */
export function DoubtWork({ item }: WorkProps) {
  const id = item.email?.id ?? 0;
  const { data } = useQuery(ledgerEntryQuery(id));
  const settle = useEvent((verdict: 'sent' | 'not_sent') => {
    carryOut(item, {
      method: 'POST',
      path: `/v2/send_ledger/${id}/settle`,
      body: { verdict },
      label: `E-mail to ${nameOf(item)}`,
      words: verdict === 'sent' ? 'Said: it arrived' : 'Said: it did not leave',
    });
  });
  useCommands(
    'work',
    useMemo(
      () => [
        ...primary(item.key, { id: 'arrived', title: 'It arrived', run: () => settle('sent') }),
        {
          id: 'arrived too',
          title: 'It arrived',
          keys: '1',
          group: 'Run',
          hidden: true,
          run: () => settle('sent'),
        },
        { id: 'lost', title: 'It did not leave', keys: '2', group: 'Run', run: () => settle('not_sent') },
      ],
      [item.key, settle],
    ),
  );
  return (
    <>
      <div className="wb">
        <Refusal item={item} />
        <p className="instructions">{says(item)}</p>
        {data && (
          <dl className="kv">
            <dt>Subject</dt>
            <dd>{data.subject}</dd>
            <dt>To</dt>
            <dd>{data.to_address}</dd>
            <dt>Since</dt>
            <dd>{moment(data.state_changed_at, zone, now())}</dd>
            <dt>Why</dt>
            <dd>{data.reason}</dd>
          </dl>
        )}
        <p className="muted">Look into the folder of sent mail of {data?.from_address ?? 'the mailbox'}.</p>
      </div>
      <Foot primary="It arrived" onPrimary={() => settle('sent')}>
        <Button keys="2" onClick={() => settle('not_sent')}>
          It did not leave
        </Button>
      </Foot>
    </>
  );
}

/** Something that is not done here: a person who looks at us, or a mailbox that does not work. */
export function ElsewhereWork({ item }: WorkProps) {
  const navigate = useNavigate();
  const { mailbox, person } = item;
  const open = useEvent(
    () =>
      void (mailbox
        ? navigate({ to: '/mailboxes' })
        : navigate({ to: '/people/$id', params: { id: String(person?.id ?? 0) } })),
  );
  useCommands(
    'work',
    useMemo(
      () => [
        {
          id: 'open',
          title: 'Open it',
          keys: 'mod+enter,o',
          group: 'Run',
          run: open,
        },
      ],
      [open],
    ),
  );
  return (
    <>
      <div className="wb">
        <p className="instructions">{says(item)}</p>
        {person && (
          <p>
            Nothing of a cadence is open.{' '}
            <Link to="/people/$id" params={{ id: String(person.id) }}>
              Write or call from the person's page
            </Link>
            .
          </p>
        )}
      </div>
      <Foot primary={mailbox ? 'To the mailboxes' : 'Open the person'} onPrimary={open} />
    </>
  );
}
