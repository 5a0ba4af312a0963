import { countOf, type Figure, figuresOf } from '../../data/figures';
import type { ReportName } from '../../data/reports';
import { Hint } from '../../ui/hint';
import { InlineBar } from '../../ui/inline-bar';
import { Numbers } from './count';
import type { Look } from './look';
import { sorted } from './state';

export interface TableRow {
  readonly key: string | null;
  readonly name: string;
  readonly figures: object;
  readonly before: object | undefined;
}

/** Rows of a report, each number a way to the records behind it. */
export function ReportTable({
  look,
  title,
  report,
  by,
  first,
  figures: names,
  rows,
}: {
  look: Look;
  title: string;
  report: ReportName;
  by: string;
  first: string;
  figures: readonly string[];
  rows: readonly TableRow[];
}) {
  const figures = figuresOf(report, names);
  const barred = figures[0];
  const value = (row: TableRow, name: string) => {
    const figure = figures.find((each) => each.name === name);
    return figure ? countOf(row.figures, figure) : null;
  };
  const most = barred ? Math.max(0, ...rows.map((row) => value(row, barred.name) ?? 0)) : 0;
  return (
    // What scrolls sideways is reached by keyboard, too.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <section className="card scrolls" aria-label={title} tabIndex={0}>
      <table className="rows report" aria-label={title}>
        <thead>
          <tr>
            <th scope="col">{first}</th>
            {figures.map((figure) => (
              <Head key={figure.name} look={look} figure={figure} />
            ))}
          </tr>
        </thead>
        <tbody>
          {sorted(rows, look.sort, value).map((row) => (
            <Row
              key={row.key ?? ''}
              look={look}
              report={report}
              by={by}
              figures={figures}
              row={row}
              most={most}
            />
          ))}
        </tbody>
      </table>
    </section>
  );
}

/** The first figure has a bar. */
function Row({
  look,
  report,
  by,
  figures,
  row,
  most,
}: {
  look: Look;
  report: ReportName;
  by: string;
  figures: readonly Figure[];
  row: TableRow;
  most: number;
}) {
  return (
    <tr>
      <th scope="row" title={row.name}>
        {row.name}
      </th>
      {figures.map((figure, at) => (
        <td key={figure.name} className="n">
          {at === 0 && <InlineBar value={countOf(row.figures, figure) ?? 0} most={most} />}
          <Numbers
            look={look}
            of={{ report, by, key: row.key ?? undefined, name: row.name }}
            figure={figure}
            row={row.figures}
            before={row.before}
          />
        </td>
      ))}
    </tr>
  );
}

/** The name of a figure, which sorts, and what it counts. */
function Head({ look, figure }: { look: Look; figure: Figure }) {
  const down = look.sort === figure.name;
  const up = look.sort === `-${figure.name}`;
  return (
    <th scope="col" className="n" aria-sort={down ? 'descending' : up ? 'ascending' : undefined}>
      <button
        type="button"
        className="sorts"
        onClick={() => look.change({ sort: down ? `-${figure.name}` : up ? undefined : figure.name })}
      >
        {figure.title}
        {down && ' ↓'}
        {up && ' ↑'}
      </button>
      <Hint of={figure.title}>{figure.means}</Hint>
    </th>
  );
}
