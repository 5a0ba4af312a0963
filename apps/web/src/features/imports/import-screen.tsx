import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { useEffect, useRef, useState } from 'react';
import { useDraft } from '../../app/drafts';
import { ErrorScreen, Skeleton } from '../../app/screens';
import { say } from '../../app/toasts';
import { told } from '../../data/errors';
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
import { Columns } from './columns';
import { type Choices, firstChoices, isOfAccounts, optionsOf } from './options';
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
          <Result id={id} run={progress.data.run} />
        ) : (
          <Prepare id={id} dry={progress.data.dry_run} />
        )}
      </div>
    </>
  );
}

/** People and accounts are others than what was read of them. */
function useWhenDone(run: ImportRun | null): void {
  const queries = useQueryClient();
  const before = useRef(run?.state);
  const state = run?.state;
  useEffect(() => {
    if (before.current === 'running' && state !== 'running')
      void queries.invalidateQueries({ predicate: ({ queryKey }) => queryKey[1] !== 'sheet' });
    before.current = state;
  }, [queries, state]);
}

function useAct(id: number) {
  const queries = useQueryClient();
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<string>();
  const act = (work: () => Promise<unknown>) => {
    setBusy(true);
    setError(undefined);
    void work()
      .catch((failure: unknown) => setError(told(failure).text))
      .then(() => queries.invalidateQueries({ queryKey: progressQuery(id).queryKey }))
      .finally(() => setBusy(false));
  };
  return { busy, error, act };
}

function Result({ id, run }: { id: number; run: ImportRun }) {
  const { busy, error, act } = useAct(id);
  return (
    <section className="card card-body form" aria-label="Import">
      <h2 className="section-head">{run.state === 'running' ? 'It is being imported' : 'The import'}</h2>
      {run.state === 'running' && <p className="sub">Leave the page if you like: it goes on.</p>}
      <RunFacts id={id} run={run} of="run" />
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
  /** What the last try was of: another choice makes it old. */
  const [tried, setTried] = useState<Choices>();
  const set = (part: Partial<Choices>) => keep({ ...choices, ...part });
  const running = dry?.state === 'running';
  const old = tried !== undefined && JSON.stringify(tried) !== JSON.stringify(choices);
  const dryRun = () => {
    setTried(choices);
    act(() => tryImport(id, optionsOf(choices)));
  };
  const start = () =>
    act(async () => {
      await startImport(id, optionsOf(choices));
      keep(undefined);
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
        <div className="actions">
          {running ? (
            <Button disabled={busy} onClick={() => act(() => cancelImport(id))}>
              Stop
            </Button>
          ) : (
            <>
              <Button kind={dry && !old ? 'plain' : 'primary'} disabled={busy} onClick={dryRun}>
                Try it
              </Button>
              <Button kind={dry && !old ? 'primary' : 'plain'} disabled={busy || !dry} onClick={start}>
                Import
              </Button>
            </>
          )}
        </div>
      </section>
    </>
  );
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
          is not read.
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
