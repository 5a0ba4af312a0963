import './jobs.css';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { boot } from '../../app/boot';
import { browserMs, now } from '../../app/clock';
import { keep, recall } from '../../app/storage';
import { createStore, useStore } from '../../app/store';
import { say } from '../../app/toasts';
import { type BulkJob, cancelJob, jobQuery, jobRefusalsQuery, undoJob } from '../../data/bulk';
import { told } from '../../data/errors';
import { Button } from '../../ui/button';
import { Dialog } from '../../ui/dialog';
import { moment, number } from '../../ui/format';

interface Watched {
  readonly id: number;
  /** Milliseconds since 1970: when it was begun here. */
  readonly at: number;
  /** What it does, in words. */
  readonly title: string;
  readonly list: string;
}

const MOST = 4;
const KEPT = 'jobs';
/** So long a job can be undone. */
const UNDOABLE_MS = 24 * 3_600_000;
const watched = createStore<readonly Watched[]>([]);

// A page that is loaded anew still shows what was begun: its undo is there for a day.
void recall<readonly Watched[]>(KEPT).then((kept) => {
  const recent = (kept ?? []).filter(({ at }) => browserMs() - at < UNDOABLE_MS);
  watched.set((now) =>
    [...recent.filter(({ id }) => now.every((job) => job.id !== id)), ...now].slice(-MOST),
  );
});
const change = (next: (before: readonly Watched[]) => readonly Watched[]): void => {
  watched.set(next);
  void keep(KEPT, watched.get());
};

/** Shows how far a job is, until it is put away. */
export const watchJob = (job: Omit<Watched, 'at'>): void =>
  change((before) => [...before.slice(1 - MOST), { ...job, at: browserMs() }]);
const putAway = (id: number) => change((before) => before.filter((job) => job.id !== id));

/** Jobs that were begun here: how far they are, what was refused, and their undo. */
export function Jobs() {
  const jobs = useStore(watched);
  if (jobs.length === 0) return null;
  return (
    <div className="jobs" role="region" aria-label="Work on many records">
      {jobs.map((job) => (
        <JobLine key={job.id} watched={job} />
      ))}
    </div>
  );
}

function JobLine({ watched: { id, title, list } }: { watched: Watched }) {
  const { data: job, error } = useQuery(jobQuery(id));
  const [refusals, setRefusals] = useState(false);
  const queries = useQueryClient();
  const done = job?.state === 'done';
  useEffect(() => {
    if (!done) return;
    void queries.invalidateQueries({ queryKey: [list, 'count'] });
    void queries.invalidateQueries({ queryKey: ['tags'] });
  }, [done, queries, list]);
  const run = (what: Promise<unknown>, words: string) =>
    void what.catch((failed: unknown) =>
      say(`${words}: ${told(failed).text}`, { tone: 'failed', requestId: told(failed).requestId }),
    );
  const undo = () =>
    run(
      undoJob(id).then((back) => {
        putAway(id);
        watchJob({ id: back.id, title: `Undo: ${title}`, list });
      }),
      'Undo',
    );
  return (
    <div className="job">
      <b>{title}</b>
      {job && <progress aria-label={title} value={job.processed ?? 0} max={Math.max(job.total ?? 0, 1)} />}
      <span className="muted num" role="status">
        {error ? told(error).text : job ? words(job) : 'Starting'}
      </span>
      {(job?.errors ?? 0) > 0 && done && (
        <Button small onClick={() => setRefusals(true)}>
          {number(job?.errors ?? 0)} refused
        </Button>
      )}
      {job && !done && (
        <Button small onClick={() => run(cancelJob(id), 'Cancel')}>
          Cancel
        </Button>
      )}
      {job?.undoable_until && (
        <Button small onClick={undo} title={`Until ${moment(job.undoable_until, zone, now())}`}>
          Undo
        </Button>
      )}
      <Button small kind="quiet" aria-label="Put away" onClick={() => putAway(id)}>
        ×
      </Button>
      {refusals && <Refusals id={id} onClose={() => setRefusals(false)} />}
    </div>
  );
}

const zone = boot.me.time_zone ?? 'UTC';

function words({ state, processed, total, errors, cancelled_at: cancelled }: BulkJob): string {
  const good = number((processed ?? 0) - (errors ?? 0));
  if (state !== 'done') return `${number(processed ?? 0)} of ${number(total ?? 0)}`;
  return cancelled ? `Cancelled after ${good}` : `${good} done`;
}

function Refusals({ id, onClose }: { id: number; onClose: () => void }) {
  const { data } = useQuery(jobRefusalsQuery(id));
  return (
    <Dialog title="Refused" onClose={onClose} wide>
      <ul className="reasons">
        {(data ?? []).map((row) => (
          <li key={row.id}>
            <a href={linkOf(row.record)}>No. {numberOf(row.record)}</a> <span>{row.error}</span>
          </li>
        ))}
      </ul>
    </Dialog>
  );
}

const numberOf = (record: Record<string, unknown> | null): string =>
  JSON.stringify(record?.['person_id'] ?? record?.['id'] ?? '?');
const linkOf = (record: Record<string, unknown> | null): string =>
  `/app/people/${encodeURIComponent(numberOf(record))}`;
