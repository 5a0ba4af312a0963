import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { lazy, Suspense, useCallback, useEffect, useMemo, useState } from 'react';
import { useChanged } from '../../app/changed';
import { useCommands } from '../../app/commands';
import type { LiveEvent } from '../../app/live';
import { Empty, ErrorScreen, Skeleton } from '../../app/screens';
import { type Mailbox, mailboxesQuery } from '../../data/mailboxes';
import { Button } from '../../ui/button';
import { MailboxCard } from './mailbox-card';

const ConnectDialog = lazy(() => import('./connect'));

const concerns = ({ resource }: LiveEvent) => resource === 'mailboxes';

/** Where e-mails leave from: is anything broken, how much of today is left, and what can be done. */
export function MailboxesScreen() {
  const list = useInfiniteQuery(mailboxesQuery);
  const { refetch } = list;
  const { changed, seen } = useChanged(concerns);
  const reload = useCallback(() => {
    seen();
    void refetch();
  }, [seen, refetch]);
  // A card stays where it is: nothing moves under the cursor when it is read anew.
  useEffect(() => {
    if (changed > 0) reload();
  }, [changed, reload]);
  const [open, setOpen] = useState<Mailbox | 'new'>();
  useCommands(
    'mailboxes',
    useMemo(
      () => [
        {
          id: 'connect mailbox',
          title: 'Connect a mailbox',
          keys: 'c',
          group: 'Mailboxes',
          run: () => setOpen('new'),
        },
      ],
      [],
    ),
  );
  return (
    <>
      <header className="bar">
        <h1>Mailboxes</h1>
        <span className="sp" />
        <Link className="btn" to="/ledger">
          Ledger
        </Link>
        <Button kind="primary" keys="c" aria-haspopup="dialog" onClick={() => setOpen('new')}>
          Connect
        </Button>
      </header>
      <List list={list} onOpen={setOpen} />
      {open && (
        <Suspense>
          <ConnectDialog {...(open === 'new' ? {} : { mailbox: open })} onClose={() => setOpen(undefined)} />
        </Suspense>
      )}
    </>
  );
}

function List({
  list,
  onOpen,
}: {
  list: ReturnType<typeof useMailboxes>;
  onOpen: (which: Mailbox | 'new') => void;
}) {
  if (list.isPending) return <Skeleton rows={4} height={72} />;
  if (list.isLoadingError) return <ErrorScreen error={list.error} retry={() => void list.refetch()} />;
  const mailboxes = list.data.pages.flatMap(({ data }) => data);
  if (mailboxes.length === 0)
    return (
      <Empty
        title="No mailbox yet"
        action={
          <Button kind="primary" aria-haspopup="dialog" onClick={() => onOpen('new')}>
            Connect a mailbox
          </Button>
        }
      >
        E-mails leave from mailboxes, each within its own limits; answers are read there. A sandbox needs none
        to rehearse: its mail stays here.
      </Empty>
    );
  return (
    <div className="pane">
      {mailboxes.map((mailbox) => (
        <MailboxCard key={mailbox.id} mailbox={mailbox} onEdit={() => onOpen(mailbox)} />
      ))}
      {list.hasNextPage && (
        <Button disabled={list.isFetching} onClick={() => void list.fetchNextPage()}>
          Show more
        </Button>
      )}
    </div>
  );
}

const useMailboxes = () => useInfiniteQuery(mailboxesQuery);
