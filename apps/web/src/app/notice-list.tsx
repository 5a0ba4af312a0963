import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { newNoticesQuery, type Notice, noticesQuery } from '../data/notices';
import { Button } from '../ui/button';
import { Dialog } from '../ui/dialog';
import { span } from '../ui/format';
import { now } from './clock';
import { placeOf } from './notice-rules';
import { write } from './outbox';
import { ErrorScreen, Skeleton } from './screens';
import { say } from './toasts';

/** What one was told of: each leads to what it is about, and is read by that. */
export default function NoticeList({ onClose }: { onClose: () => void }) {
  const asked = useQuery(noticesQuery);
  const mark = useMark();
  const news = (asked.data ?? []).filter(({ read }) => !read);
  return (
    <Dialog title="Notices" onClose={onClose}>
      {asked.isError ? (
        <ErrorScreen error={asked.error} retry={() => void asked.refetch()} />
      ) : !asked.data ? (
        <Skeleton rows={5} height={44} />
      ) : asked.data.length === 0 ? (
        <p className="sub">
          Answers, people who look again, and what has failed: it is told here as it happens.
        </p>
      ) : (
        <ul className="notices" aria-label="Notices">
          {asked.data.map((notice) => (
            <li key={notice.id} className={notice.read ? undefined : 'new'}>
              <Link
                to={placeOf(notice)}
                onClick={() => {
                  if (!notice.read) mark([notice], true);
                  onClose();
                }}
              >
                {!notice.read && <span className="hidden">New: </span>}
                {notice.message}
              </Link>
              <span className="muted num">{span(notice.created_at, now())}</span>
            </li>
          ))}
        </ul>
      )}
      <div className="dialog-foot">
        <Desktop />
        <Link className="btn" to="/settings/$page" params={{ page: 'notices' }} onClick={onClose}>
          By mail…
        </Link>
        <Button
          disabled={news.length === 0}
          onClick={() => {
            mark(news, true);
            say('All read.', { undo: () => mark(news, false) });
          }}
        >
          Mark all read
        </Button>
      </div>
    </Dialog>
  );
}

/** Asks the browser, where it has not been asked. */
function Desktop() {
  const [permission, setPermission] = useState(() =>
    'Notification' in window ? Notification.permission : 'denied',
  );
  if (permission !== 'default') return null;
  return (
    <Button onClick={() => void Notification.requestPermission().then(setPermission)}>
      Show on the desktop
    </Button>
  );
}

/** At once here, then on the server, each by itself. */
function useMark() {
  const queries = useQueryClient();
  return (notices: readonly Notice[], read: boolean) => {
    const ids = new Set(notices.map(({ id }) => id));
    queries.setQueryData(noticesQuery.queryKey, (all) =>
      all?.map((each) => (ids.has(each.id) ? { ...each, read } : each)),
    );
    queries.setQueryData(newNoticesQuery(false).queryKey, (all) =>
      read ? all?.filter(({ id }) => !ids.has(id)) : [...notices, ...(all ?? [])],
    );
    for (const { id } of notices)
      write({
        method: 'PUT',
        path: `/v2/notices/${id}`,
        body: { read },
        scope: `notices ${id}`,
        label: read ? 'Mark as read' : 'Mark as new',
      });
  };
}
