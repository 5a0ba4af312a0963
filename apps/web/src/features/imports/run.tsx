import { useDownload } from '../../app/download';
import { type ImportRun, rowsOf } from '../../data/imports';
import { Button, Chip } from '../../ui/button';
import { number } from '../../ui/format';

const STATES = {
  running: ['blue', 'under way'],
  done: ['green', 'done'],
  failed: ['red', 'failed'],
  cancelled: ['amber', 'cancelled'],
} as const;

/** What became of rows so far, or what would; each that was not simply made can be read in a file. */
export function RunFacts({ id, run, of }: { id: number; run: ImportRun; of: 'run' | 'dry_run' }) {
  const { busy, take } = useDownload();
  const [tone, word] = STATES[run.state];
  const would = of === 'dry_run';
  const figures = [
    [run.created, would ? 'would be new' : 'are new'],
    [run.updated, would ? 'would be changed' : 'were changed'],
    [run.skipped, would ? 'would stay as they are' : 'stay as they are'],
    [run.refused, would ? 'would be refused' : 'were refused'],
  ] as const;
  const told = run.refused + run.skipped + run.updated;
  return (
    <section
      aria-label={would ? 'What would become of it' : 'What became of it'}
      className="form"
      aria-live="polite"
    >
      <p>
        <Chip tone={tone}>{word}</Chip> {number(run.rows)} rows {run.state === 'running' ? 'so far' : 'read'}
        {would && '. Nothing has been written.'}
      </p>
      {run.state === 'running' && <progress className="wide" aria-label="Under way" />}
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
      {told > 0 && run.state !== 'running' && (
        <div className="actions">
          <Button disabled={busy} onClick={() => take(() => rowsOf(id, of), `import-${id}-rows.csv`)}>
            Rows that were not simply made (CSV, with line and reason)
          </Button>
        </div>
      )}
    </section>
  );
}
