import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { useEffect, useRef, useState } from 'react';
import { useDraft } from '../../app/drafts';
import { ErrorScreen, Skeleton } from '../../app/screens';
import { say } from '../../app/toasts';
import { told } from '../../data/errors';
import { forgetLists } from '../../data/listing';
import {
  cancelImport,
  type ImportRun,
  importQuery,
  type ImportSheet,
  progressQuery,
  sheetQuery,
  startImport,
  tryImport,
} from '../../data/imports';
import { Button } from '../../ui/button';
import { Jobs } from '../records';
import { Columns } from './columns';
import { type Choices, firstChoices, isOfAccounts, optionsOf, readingOf } from './options';
import { Rules } from './rules';
import { RunFacts } from './run';
import { Undo } from './undo';

/** A file on its way: columns, rules, a try that writes nothing, the import, its undo. The address holds all of it. */
export function ImportScreen() {
  const { id: asked } = useParams({ from: '/imports/$id' });
  const id = Number(asked);
  const found = useQuery(importQuery(id));
  const progress = useQuery(progressQuery(id));
  useWhenDone(progress.data?.run ?? null);
  if (found.isError) return <ErrorScreen error={found.error} retry={() => void found.refetch()} />;
  if (progress.isError) return <ErrorScreen error={progress.error} retry={() => void progress.refetch()} />;
  return (
    <>
      <header className="bar">
        <Link className="btn" to="/imports">
          Imports
        </Link>
        <h1>{found.data?.name ?? 'Import'}</h1>
      </header>
      <div className="pane import">
        {!found.data || !progress.data ? (
          <Skeleton rows={6} height={44} />
        ) : progress.data.run ? (
          <Result id={id} run={progress.data.run} total={progress.data.dry_run?.rows} />
        ) : (
          <Prepare id={id} dry={progress.data.dry_run} />
        )}
      </div>
      <Jobs />
    </>
  );
}

/** People and accounts are others than what was read of them. */
function useWhenDone(run: ImportRun | null): void {
  const queries = useQueryClient();
  const before = useRef(run?.state);
  const state = run?.state;
  useEffect(() => {
    if (before.current === 'running' && state !== 'running') {
      forgetLists(queries, ['people', 'accounts']);
      for (const key of [['imports', 'one'], ['imports', 'list'], ['tags'], ['duplicates']])
        void queries.invalidateQueries({ queryKey: key });
    }
    before.current = state;
  }, [queries, state]);
}

function useAct(id: number) {
  const queries = useQueryClient();
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<string>();
  const pressed = useRef<Element>(null);
  // A button that cannot be pressed for a moment loses the focus: it has it again when nothing else took it.
  useEffect(() => {
    const { current } = pressed;
    if (busy || !(current instanceof HTMLElement)) return;
    if (document.activeElement === document.body && current.isConnected) current.focus();
    pressed.current = null;
  }, [busy]);
  const act = (work: () => Promise<unknown>) => {
    pressed.current = document.activeElement;
    setBusy(true);
    setError(undefined);
    void work()
      .catch((failure: unknown) => setError(told(failure).text))
      .then(() => queries.invalidateQueries({ queryKey: progressQuery(id).queryKey }))
      .finally(() => setBusy(false));
  };
  return { busy, error, act };
}

function Result({ id, run, total }: { id: number; run: ImportRun; total: number | undefined }) {
  const { busy, error, act } = useAct(id);
  const head = useRef<HTMLHeadingElement>(null);
  // What was pressed to come here is gone.
  useEffect(() => head.current?.focus(), []);
  return (
    <section className="card card-body form" aria-label="Import">
      <h2 className="section-head" tabIndex={-1} ref={head}>
        {run.state === 'running' ? 'It is being imported' : 'The import'}
      </h2>
      {run.state === 'running' && <p className="sub">Leave the page if you like: it goes on.</p>}
      <RunFacts id={id} run={run} of="run" total={total} />
      {error && <p className="error-text">{error}</p>}
      <div className="actions">
        {run.state === 'running' ? (
          <Button disabled={busy} onClick={() => act(() => cancelImport(id))}>
            Stop
          </Button>
        ) : (
          <>
            <Link className="btn primary" to="/people" search={{ import_id: String(id) }}>
              Look at them
            </Link>
            <Undo id={id} run={run} />
          </>
        )}
      </div>
    </section>
  );
}

function Prepare({ id, dry }: { id: number; dry: ImportRun | null }) {
  const sheet = useQuery(sheetQuery(id));
  const draft = useDraft<Choices>(`import ${id}`);
  if (sheet.isError) return <ErrorScreen error={sheet.error} retry={() => void sheet.refetch()} />;
  if (!sheet.data || !draft.loaded) return <Skeleton rows={6} height={44} />;
  return (
    <Form
      id={id}
      sheet={sheet.data}
      dry={dry}
      choices={{ ...firstChoices(sheet.data), ...draft.value }}
      keep={draft.set}
    />
  );
}

const PRESETS = { hubspot: 'HubSpot', salesforce: 'Salesforce', outreach: 'Outreach' } as const;

interface FormProps {
  readonly id: number;
  readonly sheet: ImportSheet;
  readonly dry: ImportRun | null;
  readonly choices: Choices;
  readonly keep: (choices: Choices | undefined) => void;
}

function Form({ id, sheet, dry, choices, keep }: FormProps) {
  const { busy, error, act } = useAct(id);
  /** What the last try was of: another choice makes it old, in another tab and tomorrow as well. */
  const tried = useDraft<string>(`import ${id} tried`);
  const set = (part: Partial<Choices>) => keep({ ...choices, ...part });
  const chosen = JSON.stringify(choices);
  const old = tried.value !== undefined && tried.value !== chosen;
  const dryRun = () => {
    tried.set(chosen);
    act(() => tryImport(id, optionsOf(choices)));
  };
  const start = () =>
    act(async () => {
      await startImport(id, optionsOf(choices));
      keep(undefined);
      tried.set(undefined);
      say('The import has begun.');
    });
  return (
    <>
      <Chosen sheet={sheet} choices={choices} set={set} />
      <section className="card card-body form" aria-label="Try it, then import">
        <h2 className="section-head">Try it, then import</h2>
        {dry ? (
          <RunFacts id={id} run={dry} of="dry_run" />
        ) : (
          <p className="sub">A try says what would become of each row, and writes nothing.</p>
        )}
        {old && <p className="sub">You chose otherwise since: try it once more.</p>}
        {error && (
          <p className="error-text" role="alert">
            {error}
          </p>
        )}
        <Steps
          busy={busy}
          running={dry?.state === 'running'}
          isTried={dry !== null}
          fresh={dry !== null && !old}
          onStop={() => act(() => cancelImport(id))}
          onTry={dryRun}
          onStart={start}
        />
      </section>
    </>
  );
}

/** A try first, then the import; while a try is under way it can be stopped. */
function Steps({
  busy,
  running,
  isTried,
  fresh,
  onStop,
  onTry,
  onStart,
}: {
  busy: boolean;
  running: boolean;
  isTried: boolean;
  /** The last try was of what is chosen. */
  fresh: boolean;
  onStop: () => void;
  onTry: () => void;
  onStart: () => void;
}) {
  const next = useNext(`${running} ${busy}`);
  return (
    <div className="actions">
      {running ? (
        <Button ref={next} disabled={busy} onClick={onStop}>
          Stop
        </Button>
      ) : (
        <>
          <Button kind={fresh ? 'plain' : 'primary'} disabled={busy} onClick={onTry}>
            Try it
          </Button>
          <Button ref={next} kind={fresh ? 'primary' : 'plain'} disabled={busy || !isTried} onClick={onStart}>
            Import
          </Button>
        </>
      )}
    </div>
  );
}

/** Whoever pressed a button that gives way to another goes on there: the focus is on none of the page's then. */
function useNext(state: string) {
  const ref = useRef<HTMLButtonElement>(null);
  const before = useRef(state);
  useEffect(() => {
    if (state !== before.current && document.activeElement === document.body) ref.current?.focus();
    before.current = state;
  }, [state]);
  return ref;
}

/** Where columns go, and what holds for all rows. */
function Chosen({
  sheet,
  choices,
  set,
}: Pick<FormProps, 'sheet' | 'choices'> & { set: (part: Partial<Choices>) => void }) {
  return (
    <>
      <section className="card card-body form" aria-label="Columns">
        <h2 className="section-head">
          {sheet.preset ? `Columns, as ${PRESETS[sheet.preset]} names them` : 'Columns'}
        </h2>
        <p className="sub">
          Rows become {isOfAccounts(choices) ? 'accounts' : 'people, with their accounts'}. What goes nowhere
          is not read. The file has {readingOf(sheet)}.
        </p>
        <Columns sheet={sheet} choices={choices} set={(fields) => set({ fields })} />
      </section>
      <section className="card card-body form" aria-label="Rules">
        <h2 className="section-head">Rules</h2>
        <Rules sheet={sheet} choices={choices} set={set} />
      </section>
    </>
  );
}
