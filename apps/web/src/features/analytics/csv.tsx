import { useDownload } from '../../app/download';
import { reportFile, type ReportName } from '../../data/reports';
import { Button } from '../../ui/button';
import type { Look } from './look';

/** The rows as a file, by the same question. */
export function Csv({ look, report, by }: { look: Look; report: ReportName; by: string }) {
  const { busy, take } = useDownload();
  const { cadence_id, ...scope } = look.scope;
  const asked =
    report === 'reps'
      ? scope
      : { ...scope, cadence_id, by, ...(report === 'emails' ? { basis: look.basis } : {}) };
  const name = `${report}-by-${report === 'reps' ? 'rep' : by}-${scope.from}-${scope.until}.csv`;
  return (
    <Button
      small
      disabled={busy}
      title={`These rows as a file: ${name}`}
      onClick={() => take(() => reportFile(report, asked), name)}
    >
      CSV
    </Button>
  );
}
