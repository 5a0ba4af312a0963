import './jobs.css';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { ErrorScreen, Skeleton } from '../../app/screens';
import { say } from '../../app/toasts';
import {
  type BulkWish,
  cancelJob,
  jobQuery,
  jobReasonsQuery,
  type Selected,
  startJob,
} from '../../data/bulk';
import { told } from '../../data/errors';
import { Button } from '../../ui/button';
import { Dialog } from '../../ui/dialog';
import { number } from '../../ui/format';
import { Pick } from '../../ui/pick';
import { useLatest } from '../../ui/use-latest';
import { watchJob } from './jobs';
import type { BulkCommand } from './spec';

/** From here on the number is typed in before anything happens. */
const TYPED_FROM = 1000;

interface Props {
  readonly command: BulkCommand;
  readonly selected: Selected;
  /** How many, in words and as a number where it is known. */
  readonly many: string;
  readonly size: number | undefined;
  readonly list: string;
  readonly onClose: () => void;
  readonly onStarted: () => void;
}

/** A thing done to many: what is asked first, what would happen, then the job. */
export function BulkFlow(given: Props) {
  // What was chosen when it was asked for: what is chosen since, or no more, is another thing.
  const [props] = useState(given);
  const { command, onClose } = props;
  const [chosen, setChosen] = useState<string | undefined>(command.choose ? undefined : '');
  if (command.choose && chosen === undefined) {
    const { title, choices, orNew } = command.choose;
    return (
      <Pick
        title={title}
        items={choices}
        onPick={setChosen}
        onClose={onClose}
        {...(orNew ? { makeNew: (words: string) => `New: “${words}”` } : {})}
      />
    );
  }
  return <Decision {...props} chosen={chosen ?? ''} />;
}

function Decision(props: Props & { chosen: string }) {
  const { command, selected, many, size, chosen, list, onClose, onStarted } = props;
  const label = command.choose?.choices.find(({ value }) => value === chosen)?.label ?? chosen;
  const title = command.words(many, label);
  const wish: BulkWish = { type: command.type, name: title.slice(0, 255), values: command.values(chosen) };
  const begin = useMutation({
    mutationFn: () => startJob(wish, selected, false),
    onSuccess: (job) => {
      watchJob({ id: job.id, title, list });
      onStarted();
    },
    onError: (error) =>
      say(`${title}: ${told(error).text}`, { tone: 'failed', requestId: told(error).requestId }),
  });
  const { mutate, isPending } = begin;
  const quiet = !command.ask && size !== undefined && size <= TYPED_FROM;
  const begun = useRef(false);
  useEffect(() => {
    if (!quiet || begun.current) return;
    begun.current = true;
    mutate();
    onClose();
  }, [quiet, mutate, onClose]);
  const [counted, setCounted] = useState<number>();
  const [refused, setRefused] = useState(false);
  if (quiet) return null;
  return (
    <Confirm
      title={title}
      size={size ?? counted}
      danger={command.danger === true}
      busy={isPending || refused}
      onClose={onClose}
      onYes={() => mutate(undefined, { onSuccess: onClose })}
    >
      <DryRun wish={wish} selected={selected} onCounted={setCounted} onRefused={() => setRefused(true)} />
    </Confirm>
  );
}

/** The last question; of many the number is typed in. */
function Confirm({
  title,
  size,
  danger,
  busy,
  children,
  onYes,
  onClose,
}: {
  title: string;
  size: number | undefined;
  danger: boolean;
  busy: boolean;
  children: React.ReactNode;
  onYes: () => void;
  onClose: () => void;
}) {
  const [typed, setTyped] = useState('');
  const wanted = size === undefined ? 'all' : String(size);
  const needed = size === undefined || size > TYPED_FROM;
  return (
    <Dialog title={`${title}?`} onClose={onClose}>
      <form
        className="filter-form"
        onSubmit={(event) => {
          event.preventDefault();
          onYes();
        }}
      >
        {children}
        {needed && (
          <label className="field">
            <span className="label">Type {wanted} to go on</span>
            <input value={typed} inputMode="numeric" onChange={(event) => setTyped(event.target.value)} />
          </label>
        )}
        <div className="dialog-foot">
          <Button onClick={onClose}>Cancel</Button>
          <Button
            kind={danger ? 'danger' : 'primary'}
            type="submit"
            disabled={busy || (needed && typed.trim() !== wanted)}
          >
            {danger ? 'Delete' : 'Do it'}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

/** What the server says would happen, by the very rules that will decide it. */
function DryRun({
  wish,
  selected,
  onCounted,
  onRefused,
}: {
  wish: BulkWish;
  selected: Selected;
  /** How many it is about, before each was looked at. */
  onCounted: (rows: number) => void;
  onRefused: () => void;
}) {
  const trial = useMutation({
    mutationFn: () => startJob(wish, selected, true),
    onSuccess: ({ total }) => onCounted(total ?? 0),
    onError: onRefused,
  });
  const { mutate } = trial;
  const begun = useRef(false);
  useEffect(() => {
    if (begun.current) return;
    begun.current = true;
    mutate();
  }, [mutate]);
  if (trial.error) return <Refused error={trial.error} />;
  return trial.data ? <Outcome id={trial.data.id} /> : <Skeleton rows={2} height={28} />;
}

/** So many at once are too many for one piece of work: parts of them are not. */
function Refused({ error }: { error: unknown }) {
  const { fields, text } = told(error);
  if (!('filter' in fields)) return <ErrorScreen error={error} />;
  return (
    <p className="error-text" role="alert">
      {text}. Narrow them by a filter, and do it in parts: by when they were created, for instance.
    </p>
  );
}

function Outcome({ id }: { id: number }) {
  const { data: job } = useQuery(jobQuery(id));
  const done = job?.state === 'done';
  const { data: reasons } = useQuery({ ...jobReasonsQuery(id), enabled: done });
  const ended = useLatest(done);
  // Nobody reads the rest of a dry run whose dialog was closed.
  useEffect(
    () => () => {
      if (!ended.current) void cancelJob(id).catch(() => undefined);
    },
    [id, ended],
  );
  if (!job) return <Skeleton rows={2} height={28} />;
  if (!done)
    return (
      <p role="status" className="outcome">
        Looking at what would happen: {number(job.processed ?? 0)} of {number(job.total ?? 0)}
        <progress aria-label="Looked at" value={job.processed ?? 0} max={Math.max(job.total ?? 0, 1)} />
      </p>
    );
  return (
    <ul className="reasons" role="status" aria-label="What would happen">
      <li>
        <b className="num">{number((job.total ?? 0) - (job.errors ?? 0))}</b> <span>will be done</span>
      </li>
      {(reasons ?? [])
        .filter(({ status }) => status === 'error')
        .map(({ reason, rows }) => (
          <li key={reason}>
            <b className="num">{number(rows)}</b> <span>will not: {reason}</span>
          </li>
        ))}
    </ul>
  );
}
