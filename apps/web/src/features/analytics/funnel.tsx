import { useQuery } from '@tanstack/react-query';
import { countOf, figuresOf } from '../../data/figures';
import { funnelReportQuery, type FunnelRow } from '../../data/reports';
import { number } from '../../ui/format';
import { Hint } from '../../ui/hint';
import { Numbers } from './count';
import { Csv } from './csv';
import type { Look } from './look';
import { FUNNEL } from './specs';
import { Waits } from './waits';

/** How far people came who were put on cadences: always a cohort, whatever the figures above count. */
export function Funnel({ look }: { look: Look }) {
  const query = useQuery(funnelReportQuery({ ...look.scope, by: 'total' }));
  const earlier = useQuery({
    ...funnelReportQuery({ ...(look.before ?? look.scope), by: 'total' }),
    enabled: look.before !== undefined,
  });
  return (
    <Waits query={query} rows={4}>
      {({ rows: [row] }) =>
        row && row.people_added > 0 ? (
          <Bars look={look} row={row} before={look.before && earlier.data?.rows[0]} />
        ) : null
      }
    </Waits>
  );
}

const WIDTH = 320;

function Bars({ look, row, before }: { look: Look; row: FunnelRow; before: FunnelRow | undefined }) {
  const title = `Of ${number(row.people_added)} put on a cadence ${number(row.people_replied)} replied`;
  return (
    <section className="card" aria-label={title}>
      <div className="card-head">
        <h2>{title}</h2>
        <span className="muted small">People put on a cadence in the time, and what came of them since.</span>
        <span className="sp" />
        <Csv look={look} report="funnel" by="total" />
      </div>
      <table className="rows report" aria-label={title}>
        <thead className="hidden">
          <tr>
            <th scope="col">So far</th>
            <th scope="col">People</th>
          </tr>
        </thead>
        <tbody>
          {figuresOf('funnel', FUNNEL).map((figure) => (
            <tr key={figure.name}>
              <th scope="row">
                {figure.title} <Hint of={figure.title}>{figure.means}</Hint>
              </th>
              <td className="funnel-cell">
                <svg className="inline-bar-svg" width={WIDTH} height="14" aria-hidden="true">
                  <rect
                    className="s1"
                    width={(WIDTH * (countOf(row, figure) ?? 0)) / row.people_added}
                    height="14"
                    rx="2"
                  />
                </svg>
                <Numbers
                  look={look}
                  of={{ report: 'funnel', by: 'total', key: undefined, name: 'all' }}
                  figure={figure}
                  row={row}
                  before={before}
                />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
