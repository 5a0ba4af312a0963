import { useQuery, useQueryClient } from '@tanstack/react-query';
import { lazy, Suspense, useEffect, useMemo, useRef, useState } from 'react';
import { MOST_NEW, newNoticesQuery, type Notice } from '../data/notices';
import * as Icon from '../ui/icons';
import { useCommands } from './commands';
import { onLive } from './live';
import { cameAfter, placeOf } from './notice-rules';

const NoticeList = lazy(() => import('./notice-list'));

/** Whether the desktop may show what is new: asked of the browser, which keeps the answer. */
const allowed = (): boolean => 'Notification' in window && Notification.permission === 'granted';

/** How much is new, and what. */
export function Bell() {
  const [open, setOpen] = useState(false);
  const { data: news } = useQuery(newNoticesQuery(allowed()));
  useHeard();
  useDesktop(news);
  const count = news?.length ?? 0;
  useCommands(
    'bell',
    useMemo(
      () => [{ id: 'notices', title: 'Show notices', keys: 'g>n', group: 'Go to', run: () => setOpen(true) }],
      [],
    ),
  );
  return (
    <>
      <button type="button" className="nav" aria-haspopup="dialog" onClick={() => setOpen(true)}>
        <Icon.BellIcon size={16} strokeWidth={1.75} aria-hidden />
        <span>Notices</span>
        {count > 0 && (
          <b className="badge">
            {count < MOST_NEW ? count : `${MOST_NEW - 1}+`}
            <span className="hidden"> new</span>
          </b>
        )}
      </button>
      {open && (
        <Suspense>
          <NoticeList onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </>
  );
}

/** They are told of in the stream, and read anew when it says so. */
function useHeard(): void {
  const queries = useQueryClient();
  useEffect(
    () =>
      onLive((events) => {
        if (events === 'reset' || events.some(({ resource }) => resource === 'notices'))
          void queries.invalidateQueries({ queryKey: ['notices'] });
      }),
    [queries],
  );
}

/** What comes while one looks elsewhere is shown by the desktop; one of many tabs, for they have the same name. */
function useDesktop(news: readonly Notice[] | undefined): void {
  const known = useRef<number>(undefined);
  useEffect(() => {
    if (!news) return;
    const before = known.current;
    known.current = Math.max(before ?? 0, ...news.map(({ id }) => id));
    // What was new before the page was opened stands in the badge.
    if (before === undefined || !allowed() || document.hasFocus()) return;
    for (const notice of cameAfter(news, before)) {
      const shown = new Notification(notice.message, { tag: `cadenza notice ${notice.id}` });
      shown.addEventListener('click', () => {
        window.focus();
        window.location.assign(`/app${placeOf(notice)}`);
      });
    }
  }, [news]);
}
