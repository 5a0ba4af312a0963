import { useQuery } from '@tanstack/react-query';
import { Empty } from '../../app/screens';
import { repReportQuery } from '../../data/reports';
import { Csv } from './csv';
import type { Look } from './look';
import { ReportTable } from './report-table';
import { OF_REPS } from './specs';
import { Waits } from './waits';
import { rowName } from './words';

/** What each rep did: touches on their day, answers within working hours, e-mails and calls. In no order of merit. */
export function Reps({ look }: { look: Look }) {
  const query = useQuery(repReportQuery(look.scope));
  const earlier = useQuery({
    ...repReportQuery(look.before ?? look.scope),
    enabled: look.before !== undefined,
  });
  return (
    <Waits query={query}>
      {({ rows }) => {
        if (rows.length === 0)
          return <Empty title="Nobody did anything in this time">Choose a longer time.</Empty>;
        const was = new Map(look.before ? earlier.data?.rows.map((row) => [row.user_id, row]) : []);
        return (
          <>
            <div className="actions">
              <span className="muted">
                Days are those of each rep’s own clock; leave and holidays are not due.
              </span>
              <Csv look={look} report="reps" by="user" />
            </div>
            <ReportTable
              look={look}
              title="By rep"
              report="reps"
              by="user"
              first="Rep"
              figures={OF_REPS}
              rows={rows.map((row) => ({
                key: String(row.user_id),
                name: rowName('user', { key: String(row.user_id), name: row.name }),
                figures: row,
                before: was.get(row.user_id),
              }))}
            />
          </>
        );
      }}
    </Waits>
  );
}
