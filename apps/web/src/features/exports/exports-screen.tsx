import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { boot } from '../../app/boot';
import { now } from '../../app/clock';
import { write } from '../../app/outbox';
import { Empty, ErrorScreen, Skeleton } from '../../app/screens';
import { say } from '../../app/toasts';
import { type Export, exportsQuery } from '../../data/exports';
import { Button, Chip, type Tone } from '../../ui/button';
import { bytes, moment, number } from '../../ui/format';

/** So long a deletion can be taken back. */
const HOLD_MS = 6000;
const zone = boot.me.time_zone ?? 'UTC';
const at = (text: string) => moment(text, zone, now());

const STATES: Readonly<Record<Export['state'], readonly [words: string, tone: Tone]>> = {
  waiting: ['waits', 'amber'],
  running: ['is being made', 'blue'],
  done: ['there', 'green'],
  failed: ['failed', 'red'],
};

/** Lists as files: what was asked for, how far each is, and where it is fetched. */
export function ExportsScreen() {
  const pages = useInfiniteQuery(exportsQuery);
  const { gone, remove } = useRemove();
  const rows = (pages.data?.pages ?? []).flatMap(({ data }) => data).filter(({ id }) => !gone.has(id));
  return (
    <>
      <header className="bar">
        <h1>Exports</h1>
        <span className="sp" />
      </header>
      <div className="panes one">
        <div className="pane">
          {pages.isPending && <Skeleton rows={6} />}
          {pages.isLoadingError && <ErrorScreen error={pages.error} retry={() => void pages.refetch()} />}
          {pages.isSuccess && rows.length === 0 && (
            <Empty title="No files">
              “Export” on a list makes one: all its rows, as they are filtered. Files are kept for a week.
            </Empty>
          )}
          {rows.length > 0 && <Files rows={rows} remove={remove} />}
          {pages.hasNextPage && <Button onClick={() => void pages.fetchNextPage()}>Older</Button>}
        </div>
      </div>
    </>
  );
}

function Files({ rows, remove }: { rows: readonly Export[]; remove: (of: Export) => void }) {
  return (
    <section className="card scrolls" aria-label="Files">
      <table className="rows" aria-label="Files">
        <thead>
          <tr>
            <th scope="col">File</th>
            <th scope="col">How it stands</th>
            <th scope="col" className="n">
              Rows
            </th>
            <th scope="col" className="n">
              Size
            </th>
            <th scope="col">Asked for</th>
            <th scope="col">Kept until</th>
            <th scope="col">
              <span className="hidden">What can be done</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map((each) => (
            <File key={each.id} of={each} remove={() => remove(each)} />
          ))}
        </tbody>
      </table>
    </section>
  );
}

const nameOf = ({ name, list }: Export): string => name ?? list.replaceAll('_', ' ');

function File({ of, remove }: { of: Export; remove: () => void }) {
  const { state, rows, bytes: size, problem, download_url: link, created_at: since, expires_at: until } = of;
  const [words, tone] = STATES[state];
  const isOver = state === 'done' && until !== null && Date.parse(until) < now().getTime();
  // Whoever is forgotten goes out of files as well: a file that has somebody in it goes as a whole.
  const isGone = state === 'done' && !isOver && !link;
  const narrowed = Object.keys(of.query).filter((name) => !name.startsWith('sort_')).length;
  return (
    <tr>
      <td title={JSON.stringify(of.query)}>
        {nameOf(of)} <span className="muted">{of.format}</span>{' '}
        {narrowed > 0 && <Chip tone="outline">filtered</Chip>}
      </td>
      <td>
        <Chip
          tone={isOver || isGone ? 'grey' : tone}
          {...(isGone
            ? { title: 'Somebody in it was to be forgotten, so the file is gone. Export again.' }
            : {})}
        >
          {isOver ? 'over' : isGone ? 'gone' : words}
        </Chip>{' '}
        {problem && <span className="error-text">{problem}</span>}
      </td>
      <td className="n">{rows === null ? '—' : number(rows)}</td>
      <td className="n">{size === null ? '—' : bytes(size)}</td>
      <td className="muted">
        {at(since)}
        {of.user && of.user.id !== boot.me.id && ` by ${whoIs(of.user.id)}`}
      </td>
      <td className="muted">{until === null ? '—' : at(until)}</td>
      <td>
        <span className="actions">
          {link && (
            <a className="btn sm" href={link} download aria-label={`Download ${nameOf(of)}`}>
              Download
            </a>
          )}
          <Button small kind="quiet" aria-label={`Delete ${nameOf(of)}`} onClick={remove}>
            {state === 'waiting' || state === 'running' ? 'Stop' : 'Delete'}
          </Button>
        </span>
      </td>
    </tr>
  );
}

const whoIs = (id: number): string => boot.users.find((user) => user.id === id)?.name ?? `user ${id}`;

function useRemove() {
  const queries = useQueryClient();
  const [gone, setGone] = useState<ReadonlySet<number>>(new Set());
  const hide = (id: number, hidden: boolean) =>
    setGone((before) => new Set([...before].filter((each) => each !== id).concat(hidden ? [id] : [])));
  const remove = (of: Export) => {
    const path = `/v2/exports/${of.id}` as const;
    hide(of.id, true);
    const back = write(
      { method: 'DELETE', path, scope: path, label: nameOf(of), holdMs: HOLD_MS },
      {
        done: () => void queries.invalidateQueries({ queryKey: ['exports'] }),
        refused: ({ text }) => {
          hide(of.id, false);
          say(text, { tone: 'failed' });
        },
      },
    );
    say(`“${nameOf(of)}” is deleted.`, { undo: () => back() && hide(of.id, false), ms: HOLD_MS });
  };
  return { gone, remove };
}
