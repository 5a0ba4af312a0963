import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useEffect, useMemo, useRef } from 'react';
import { useCommands } from '../../app/commands';
import { ErrorScreen, Skeleton } from '../../app/screens';
import { now } from '../../app/clock';
import { useEvent } from '../../app/use-event';
import { figureTitle } from '../../data/figures';
import { type By, type Counted, countedQuery, emailReportQuery } from '../../data/reports';
import { Button } from '../../ui/button';
import { moment } from '../../ui/format';
import { CloseIcon } from '../../ui/icons';
import { type Look, zone } from './look';
import type { Opened } from './state';
import { rowName } from './words';

/** The records that a number counts. */
export function CountedPanel({ look, opened }: { look: Look; opened: Opened }) {
  const { report, figure } = opened;
  const list = useInfiniteQuery(countedQuery(report, askedOf(look, opened)));
  const heading = useRef<HTMLHeadingElement>(null);
  const close = useEvent(() => look.open(undefined));
  useCommands(
    'counted',
    useMemo(
      () => [
        { id: 'counted close', title: 'Close the records', keys: 'escape', group: 'Analytics', run: close },
      ],
      [close],
    ),
  );
  useEffect(() => heading.current?.focus(), [report, figure, opened.key, opened.by]);
  const name = useName(look, opened);
  const rows = list.data?.pages.flatMap((page) => page.rows) ?? [];
  return (
    <aside className="panel counted" aria-label="Records behind the number">
      <div className="actions">
        <h2 ref={heading} tabIndex={-1}>
          {figureTitle(report, figure)}
          {name && <span className="muted"> · {name}</span>}
        </h2>
        <span className="sp" />
        <Button
          small
          kind="quiet"
          aria-label="Close the records"
          icon={<CloseIcon size={14} aria-hidden />}
          onClick={close}
        />
      </div>
      {list.isPending && <Skeleton rows={8} />}
      {list.isError && <ErrorScreen error={list.error} retry={() => void list.refetch()} />}
      {list.data && rows.length === 0 && (
        <p className="muted">Nothing any more: it was taken back meanwhile.</p>
      )}
      <ul className="plain">
        {rows.map((row) => (
          <Record key={`${row.resource} ${row.id}`} row={row} />
        ))}
      </ul>
      {list.hasNextPage && (
        <Button disabled={list.isFetching} onClick={() => void list.fetchNextPage()}>
          Show more
        </Button>
      )}
    </aside>
  );
}

const KINDS: Readonly<Record<Counted['resource'], string>> = {
  emails: 'E-mail',
  received_messages: 'Message',
  calls: 'Call',
  people: '',
  actions: 'Touch',
};

function Record({ row }: { row: Counted }) {
  const what = [KINDS[row.resource], row.subject && `“${row.subject}”`].filter(Boolean).join(' ');
  return (
    <li>
      {row.name === undefined ? (
        <span className="muted">Somebody who is gone, or not to be seen</span>
      ) : (
        <Link to="/people/$id" params={{ id: String(row.person_id) }}>
          {row.name}
        </Link>
      )}
      <span className="small sub">
        {what}
        {row.at && (
          <>
            {what && ' · '}
            <time dateTime={row.at}>{moment(row.at, zone(), now())}</time>
          </>
        )}
      </span>
    </li>
  );
}

/** The question that the number was the answer to, asked for its records. */
function askedOf({ scope, basis }: Look, { report, figure, by, key }: Opened) {
  const { from, until, zone: asked, cadence_id, user_id } = scope;
  const range = { figure, from, until, zone: asked };
  if (report === 'reps') return { ...range, user_id: key ?? user_id };
  const narrowed = { ...range, cadence_id, user_id, by, key };
  return report === 'funnel' ? narrowed : { ...narrowed, basis };
}

const GROUPS = new Set([
  'day',
  'cadence',
  'step',
  'version',
  'template',
  'hour',
  'user',
  'mailbox',
  'provider',
]);

/** What the row is called that the number stands in: the table has asked the same. */
function useName(look: Look, { report, by, key }: Opened): string | undefined {
  const asks = report === 'emails' && GROUPS.has(by);
  const { data } = useQuery({
    ...emailReportQuery({ ...look.scope, by: (asks ? by : 'total') as By, basis: look.basis }),
    enabled: asks,
  });
  if (report === 'reps') return rowName('user', { key: key ?? null, name: null });
  if (!asks) return undefined;
  const row = data?.rows.find((each) => each.key === (key ?? null));
  return rowName(by, row ?? { key: key ?? null, name: null });
}
