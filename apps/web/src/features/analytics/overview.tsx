import { useQuery } from '@tanstack/react-query';
import { figuresOf } from '../../data/figures';
import { emailReportQuery, type ReportRow } from '../../data/reports';
import { Hint } from '../../ui/hint';
import { ByDay } from './by-day';
import { Numbers } from './count';
import { Funnel } from './funnel';
import type { Look } from './look';
import { NothingSent } from './rows-report';
import { OVERVIEW } from './specs';
import { Waits } from './waits';

/** How the team does: the figures with those before, how far people came, day by day. */
export function Overview({ look }: { look: Look }) {
  const { basis, scope, before } = look;
  const query = useQuery(emailReportQuery({ ...scope, by: 'total', basis }));
  const earlier = useQuery({
    ...emailReportQuery({ ...(before ?? scope), by: 'total', basis }),
    enabled: before !== undefined,
  });
  return (
    <>
      <Waits query={query} rows={3}>
        {({ rows: [row] }) =>
          row && (row.sent > 0 || row.calls > 0) ? (
            <Cards look={look} row={row} before={before && earlier.data?.rows[0]} />
          ) : (
            <NothingSent />
          )
        }
      </Waits>
      <Funnel look={look} />
      <ByDay look={look} />
    </>
  );
}

function Cards({ look, row, before }: { look: Look; row: ReportRow; before: ReportRow | undefined }) {
  return (
    <section className="figures" aria-label="Figures">
      {figuresOf('emails', OVERVIEW).map((figure) => (
        <div key={figure.name} className="card figure">
          <span className="figure-name">
            {figure.title} <Hint of={figure.title}>{figure.means}</Hint>
          </span>
          <Numbers
            look={look}
            of={{ report: 'emails', by: 'total', key: undefined, name: 'all' }}
            figure={figure}
            row={row}
            before={before}
          />
        </div>
      ))}
    </section>
  );
}
