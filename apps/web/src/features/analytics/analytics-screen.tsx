import { Link, useNavigate } from '@tanstack/react-router';
import { useMemo } from 'react';
import { useCommands } from '../../app/commands';
import { NotFoundScreen } from '../../app/screens';
import { intoSight } from '../../ui/into-sight';
import { CopyLink } from './copy-link';
import { CountedPanel } from './counted-panel';
import { Csv } from './csv';
import { Filters } from './filters';
import { Hours } from './hours';
import { type Look, useLook } from './look';
import { Overview } from './overview';
import { Reps } from './reps';
import { RowsReport } from './rows-report';
import { REPORTS } from './specs';
import { searchOf } from './state';

/** What came of it all: reports whose every number opens the records it counts. */
export function AnalyticsScreen() {
  const look = useLook();
  useReportCommands(look);
  if (!look) return <NotFoundScreen />;
  return (
    <>
      <header className="bar">
        <h1>Analytics</h1>
        <span className="sp" />
        <nav className="seg" aria-label="Reports">
          {REPORTS.map(({ id, title }) => (
            <Link
              key={id}
              ref={id === look.spec.id ? intoSight : undefined}
              to="/analytics/$report"
              params={{ report: id }}
              search={kept(look)}
              className={id === look.spec.id ? 'on' : undefined}
              aria-current={id === look.spec.id ? 'page' : undefined}
            >
              {title}
            </Link>
          ))}
        </nav>
        <CopyLink look={look} />
      </header>
      <Filters look={look} />
      <div className={look.opened ? 'panes' : 'panes one'}>
        <div className="pane">
          <Report look={look} />
        </div>
        {look.opened && <CountedPanel look={look} opened={look.opened} />}
      </div>
    </>
  );
}

function Report({ look }: { look: Look }) {
  if (look.spec.id === 'overview') return <Overview look={look} />;
  if (look.spec.id === 'hours') return <Hours look={look} />;
  if (look.spec.id === 'reps') return <Reps look={look} />;
  return look.spec.rows.map((spec) => (
    <section key={spec.by} className="report-part">
      <div className="actions">
        <h2>By {spec.first.toLowerCase()}</h2>
        <Csv look={look} report="emails" by={spec.by} />
      </div>
      <RowsReport look={look} spec={spec} />
    </section>
  ));
}

/** What one report says to the next: days, cadence and rep, but no row of its own. */
const kept = ({ search }: Look) => {
  const { basis: _basis, sort: _sort, measure: _measure, ...rest } = search;
  return { ...rest, ...searchOf(undefined) };
};

function useReportCommands(look: Look | undefined): void {
  const navigate = useNavigate();
  const commands = useMemo(
    () =>
      REPORTS.map(({ id, title }, at) => ({
        id: `report ${id}`,
        title: `Report: ${title}`,
        keys: String(at + 1),
        group: 'Analytics',
        run: () =>
          void navigate({ to: '/analytics/$report', params: { report: id }, search: look ? kept(look) : {} }),
      })),
    // The address alone says what is kept.
    // oxlint-disable-next-line react/exhaustive-deps
    [navigate, JSON.stringify(look?.search)],
  );
  useCommands('reports', commands);
}
