import { useQuery } from '@tanstack/react-query';
import { Empty } from '../../app/screens';
import { emailReportQuery, type ReportRow } from '../../data/reports';
import { Intervals } from '../../ui/charts/intervals';
import { finding } from './finding';
import type { Look } from './look';
import { ReportTable } from './report-table';
import type { RowsSpec } from './specs';
import { Waits } from './waits';
import { rowName } from './words';

/** More dots than these are read in the table. */
const MOST_DRAWN = 12;

/** A report of rows of one kind: its chart, and its table. */
export function RowsReport({ look, spec }: { look: Look; spec: RowsSpec }) {
  const query = useQuery(emailReportQuery({ ...look.scope, by: spec.by, basis: look.basis }));
  const earlier = useQuery({
    ...emailReportQuery({ ...(look.before ?? look.scope), by: spec.by, basis: look.basis }),
    enabled: look.before !== undefined,
  });
  return (
    <Waits query={query}>
      {({ rows, more }) => {
        if (rows.length === 0) return <NothingSent />;
        const was = new Map(look.before ? earlier.data?.rows.map((row) => [row.key, row]) : []);
        return (
          <>
            {spec.drawn && <ReplyRates rows={rows} spec={spec} />}
            {more && <p className="muted">The thousand rows with most e-mails.</p>}
            <ReportTable
              look={look}
              title={`By ${spec.first.toLowerCase()}`}
              report="emails"
              by={spec.by}
              first={spec.first}
              figures={spec.figures}
              rows={rows.map((row) => ({
                key: row.key,
                name: rowName(spec.by, row),
                figures: row,
                before: was.get(row.key),
              }))}
            />
          </>
        );
      }}
    </Waits>
  );
}

export const NothingSent = () => (
  <Empty title="Nothing happened in this time">
    No e-mail was sent, and no call was logged, that fits. Choose a longer time, or fewer conditions.
  </Empty>
);

function ReplyRates({ rows, spec }: { rows: readonly ReportRow[]; spec: RowsSpec }) {
  const drawn = rows
    .filter(({ reply_rate: rate }) => rate.rate !== null)
    .slice(0, MOST_DRAWN)
    .map((row) => ({ key: row.key ?? '', name: rowName(spec.by, row), rate: row.reply_rate }));
  if (drawn.length === 0) return null;
  const title = finding(drawn, spec.first.toLowerCase());
  return (
    <section className="card chart-card" aria-label={title}>
      <h2>{title}</h2>
      <p className="muted small">
        Share of people e-mailed who replied, with what it may be by chance (95 %). Hollow: fewer than 20
        people.
      </p>
      <Intervals title={title} rows={drawn} />
    </section>
  );
}
