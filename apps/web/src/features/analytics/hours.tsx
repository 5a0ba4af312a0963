import { useQuery } from '@tanstack/react-query';
import { countOf, type Figure, figuresOf, rateOf } from '../../data/figures';
import { emailReportQuery, type ReportRow } from '../../data/reports';
import { number, percent } from '../../ui/format';
import { isFew } from '../../ui/rate';
import { Csv } from './csv';
import type { Look } from './look';
import { Measure } from './measure';
import { NothingSent } from './rows-report';
import { BY_HOUR } from './specs';
import { Waits } from './waits';
import { hourName, weekdayName } from './words';

const HOURS = Array.from({ length: 24 }, (_, at) => at);
const DAYS = Array.from({ length: 7 }, (_, at) => at);
const SHADES = 6;

/** When e-mails are answered: 7 days of 24 hours of the person's own clock, each cell with its number. */
export function Hours({ look }: { look: Look }) {
  const query = useQuery(emailReportQuery({ ...look.scope, by: 'hour', basis: look.basis }));
  const figures = figuresOf('emails', BY_HOUR);
  const figure = figures.find(({ name }) => name === look.measure) ?? figures[0];
  if (!figure) return null;
  return (
    <Waits query={query}>
      {({ rows }) => {
        if (rows.length === 0) return <NothingSent />;
        const known = new Map(rows.map((row) => [Number(row.key ?? -1), row]));
        const title = `${figure.title}, by the hour at which the e-mail left`;
        return (
          // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
          <section className="card scrolls" aria-label={title} tabIndex={0}>
            <div className="card-head">
              <h2>{title}</h2>
              <span className="muted small">
                The person’s own clock. Hatched: fewer than 20, as a fraction.
              </span>
              <span className="sp" />
              <Measure look={look} figures={figures} chosen={figure} />
              <Csv look={look} report="emails" by="hour" />
            </div>
            <table className="heat" aria-label={title}>
              <thead>
                <tr>
                  <th scope="col">
                    <span className="hidden">Day</span>
                  </th>
                  {HOURS.map((hour) => (
                    <th key={hour} scope="col">
                      {String(hour).padStart(2, '0')}
                    </th>
                  ))}
                </tr>
              </thead>
              <tbody>
                {DAYS.map((day) => (
                  <tr key={day}>
                    <th scope="row">{weekdayName(day)}</th>
                    {HOURS.map((hour) => (
                      <Cell
                        key={hour}
                        look={look}
                        hour={day * HOURS.length + hour}
                        row={known.get(day * HOURS.length + hour)}
                        figure={figure}
                        most={mostOf(rows, figure)}
                      />
                    ))}
                  </tr>
                ))}
              </tbody>
            </table>
          </section>
        );
      }}
    </Waits>
  );
}

/** What a cell's shade is a part of: the largest that says something. */
const shadeBy = (row: ReportRow, figure: Figure): number => {
  const rate = rateOf(row, figure);
  return rate ? (isFew(rate) ? 0 : (rate.rate ?? 0)) : (countOf(row, figure) ?? 0);
};
const mostOf = (rows: readonly ReportRow[], figure: Figure): number =>
  Math.max(0, ...rows.map((row) => shadeBy(row, figure)));

function Cell({
  look,
  hour,
  row,
  figure,
  most,
}: {
  look: Look;
  hour: number;
  row: ReportRow | undefined;
  figure: Figure;
  most: number;
}) {
  const rate = row && rateOf(row, figure);
  const value = row ? (countOf(row, figure) ?? 0) : 0;
  // Nothing was sent then, or nothing that this could be a share of.
  if (!row || (rate ? rate.rate === null : value === 0))
    return (
      <td className="none">
        <span className="hidden">nothing</span>
      </td>
    );
  const few = rate !== undefined && isFew(rate);
  const text = rate
    ? few
      ? `${number(rate.count)}/${number(rate.of)}`
      : percent(rate.rate ?? 0, 0)
    : number(value);
  const shade = most === 0 ? 0 : Math.round((SHADES * shadeBy(row, figure)) / most);
  const opened = {
    report: 'emails',
    figure: value === 0 ? 'sent' : figure.name,
    by: 'hour',
    key: String(hour),
  } as const;
  return (
    <td className={few ? 'few' : `h${shade}`}>
      <button
        type="button"
        aria-label={`${hourName(hour)}: ${text}. Show the records`}
        onClick={() => look.open(opened)}
      >
        {text}
      </button>
    </td>
  );
}
