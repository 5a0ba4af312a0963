import { useQuery } from '@tanstack/react-query';
import { useDownload } from '../../app/download';
import { type ImportRun, reasonsQuery, rowsOf } from '../../data/imports';
import { Button, Chip } from '../../ui/button';
import { number } from '../../ui/format';

const STATES = {
  running: ['blue', 'under way'],
  done: ['green', 'done'],
  failed: ['red', 'failed'],
  cancelled: ['amber', 'cancelled'],
} as const;

interface Props {
  readonly id: number;
  readonly run: ImportRun;
  readonly of: 'run' | 'dry_run';
  /** Rows that a try found. */
  readonly total?: number | undefined;
}

/** What became of rows so far, or what would; each that was not simply made can be read in a file. */
export function RunFacts({ id, run, of, total }: Props) {
  const { busy, take } = useDownload();
  const [tone, word] = STATES[run.state];
  const would = of === 'dry_run';
  const figures = [
    [run.created, would ? 'would be new' : 'are new'],
    [run.updated, would ? 'would be changed' : 'were changed'],
    [run.skipped, would ? 'would stay as they are' : 'stay as they are'],
    [run.refused, would ? 'would be refused' : 'were refused'],
  ] as const;
  const isRunning = run.state === 'running';
  return (
    <section
      aria-label={would ? 'What would become of it' : 'What became of it'}
      className="form"
      aria-live="polite"
    >
      <p>
        <Chip tone={tone}>{word}</Chip> {number(run.rows)}
        {isRunning && total !== undefined && ` of ${number(total)}`} rows {isRunning ? 'so far' : 'read'}
        {would && '. Nothing has been written.'}
      </p>
      {isRunning && (
        <progress
          className="wide"
          aria-label="Under way"
          {...(total === undefined ? {} : { value: run.rows, max: Math.max(total, 1) })}
        />
      )}
      {run.problem && (
        <p className="error-text" role="alert">
          {run.problem}
        </p>
      )}
      <div className="figures">
        {figures.map(([count, words]) => (
          <div key={words} className="card figure">
            <b className="num">{number(count)}</b>
            <span className="figure-name">{words}</span>
          </div>
        ))}
      </div>
      {!isRunning && <Reasons id={id} run={run} of={of} />}
      {run.refused + run.skipped + run.updated > 0 && !isRunning && (
        <div className="actions">
          <Button disabled={busy} onClick={() => take(() => rowsOf(id, of), `import-${id}-rows.csv`)}>
            {would ? 'All rows, with reasons (CSV)' : 'These rows, with reasons (CSV)'}
          </Button>
        </div>
      )}
    </section>
  );
}

const TOLD = { created: 'new, but', updated: 'changed, but', skipped: 'left', refused: 'refused' } as const;
const FIRST = 8;

/** Why rows were refused or left, so that the file can be mended before anything is written. */
function Reasons({ id, run, of }: Omit<Props, 'total'>) {
  const { data } = useQuery(reasonsQuery(id, of, run.id));
  if (!data || data.length === 0) return null;
  const lines = data.map(({ outcome, reason, rows, line }) => (
    <li key={`${outcome} ${reason}`}>
      <b className="num">{number(rows)}</b>{' '}
      <span>
        {TOLD[outcome]}: {inWords(reason)}{' '}
        <span className="muted">{`(line ${number(line)}${rows > 1 ? ' first' : ''})`}</span>
      </span>
    </li>
  ));
  return (
    <div>
      <ul className="reasons" aria-label="Why">
        {lines.slice(0, FIRST)}
      </ul>
      {lines.length > FIRST && (
        <details>
          <summary>{number(lines.length - FIRST)} more reasons</summary>
          <ul className="reasons">{lines.slice(FIRST)}</ul>
        </details>
      )}
    </div>
  );
}

/** The name of a field stands first. */
function inWords(reason: string): string {
  const end = reason.indexOf(' ');
  return end < 0 ? reason : reason.slice(0, end).replaceAll('_', ' ').replace('.', ' ') + reason.slice(end);
}
