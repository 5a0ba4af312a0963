import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useCallback } from 'react';
import { useChanged } from '../../app/changed';
import { ChangedPill } from '../../app/changed-pill';
import type { LiveEvent } from '../../app/live';
import { Empty, ErrorScreen, Skeleton } from '../../app/screens';
import { mailboxesQuery } from '../../data/mailboxes';
import { Button } from '../../ui/button';
import { MailboxCard } from './mailbox-card';

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
  return (
    <>
      <header className="bar">
        <h1>Mailboxes</h1>
        <span className="sp" />
        <ChangedPill changed={changed} onReload={reload} />
        <Link className="btn" to="/ledger">
          Ledger
        </Link>
      </header>
      <List list={list} />
    </>
  );
}

function List({ list }: { list: ReturnType<typeof useMailboxes> }) {
  if (list.isPending) return <Skeleton rows={4} height={72} />;
  if (list.isLoadingError) return <ErrorScreen error={list.error} retry={() => void list.refetch()} />;
  const mailboxes = list.data.pages.flatMap(({ data }) => data);
  if (mailboxes.length === 0)
    return (
      <Empty title="No mailbox yet">
        E-mails leave from mailboxes, each within its own limits. Connect one through the API; a sandbox needs
        none to rehearse.
      </Empty>
    );
  return (
    <div className="pane">
      {mailboxes.map((mailbox) => (
        <MailboxCard key={mailbox.id} mailbox={mailbox} />
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
