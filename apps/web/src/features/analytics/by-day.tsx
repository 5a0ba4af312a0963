import { useQuery } from '@tanstack/react-query';
import { countOf, type Figure, figuresOf } from '../../data/figures';
import { emailReportQuery, type ReportRow } from '../../data/reports';
import { Lines } from '../../ui/charts/lines';
import { longPlainDay, number } from '../../ui/format';
import { Csv } from './csv';
import type { Look } from './look';
import { Measure } from './measure';
import { ReportTable } from './report-table';
import { BY_DAY } from './specs';
import { daysOf } from './state';
import { Waits } from './waits';
import { rowName } from './words';

/** One figure day by day, and the table of the days. */
export function ByDay({ look }: { look: Look }) {
  const { basis, scope, before } = look;
  const query = useQuery(emailReportQuery({ ...scope, by: 'day', basis }));
  const earlier = useQuery({
    ...emailReportQuery({ ...(before ?? scope), by: 'day', basis }),
    enabled: before !== undefined,
  });
  const figures = figuresOf('emails', BY_DAY);
  const figure = figures.find(({ name }) => name === look.measure) ?? figures[0];
  if (!figure) return null;
  return (
    <Waits query={query}>
      {({ rows }) => {
        if (rows.length === 0) return null;
        const values = valuesOf(rows, daysOf(scope), figure);
        const title = finding(daysOf(scope), values, figure);
        return (
          <section className="card chart-card" aria-label="Day by day">
            <div className="card-head">
              <h2>{title}</h2>
              <span className="sp" />
              <Measure look={look} figures={figures} chosen={figure} />
              <Csv look={look} report="emails" by="day" />
            </div>
            <Lines
              title={title}
              days={daysOf(scope)}
              now={{ name: figure.title, values }}
              before={
                before && earlier.data
                  ? { name: 'before', values: valuesOf(earlier.data.rows, daysOf(before), figure) }
                  : undefined
              }
            />
            <details>
              <summary>As a table</summary>
              <ReportTable
                look={look}
                title="By day"
                report="emails"
                by="day"
                first="Day"
                figures={BY_DAY}
                rows={rows.map((row) => ({
                  key: row.key,
                  name: rowName('day', row),
                  figures: row,
                  before: undefined,
                }))}
              />
            </details>
          </section>
        );
      }}
    </Waits>
  );
}

/** A value for each day; on those that no row stands for there was nothing. */
function valuesOf(rows: readonly ReportRow[], days: readonly string[], figure: Figure): readonly number[] {
  const known = new Map(rows.map((row) => [row.key, row]));
  return days.map((day) => {
    const row = known.get(day);
    return row ? (countOf(row, figure) ?? 0) : 0;
  });
}

function finding(days: readonly string[], values: readonly number[], figure: Figure): string {
  const most = Math.max(0, ...values);
  const day = days[values.indexOf(most)];
  return most === 0 || day === undefined
    ? `${figure.title}: nothing on any day`
    : `${figure.title}: most on ${longPlainDay(day)}, ${number(most)}`;
}
