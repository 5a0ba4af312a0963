import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { boot } from '../../app/boot';
import { now } from '../../app/clock';
import { useDownload } from '../../app/download';
import { Empty, ErrorScreen, Skeleton } from '../../app/screens';
import type { Cadence } from '../../data/cadences';
import { countOf, figuresOf, rateOf } from '../../data/figures';
import { type EmailsAsked, emailReportQuery, reportFile, type ReportRow } from '../../data/reports';
import { type Step, stepsQuery } from '../../data/steps';
import { Button } from '../../ui/button';
import { isoDay, laterDay, number, plainDay } from '../../ui/format';
import { Hint } from '../../ui/hint';
import { InlineBar } from '../../ui/inline-bar';
import { RateText } from '../../ui/rate';

const RANGES = [
  { days: 30, text: '30 days' },
  { days: 90, text: '90 days' },
  { days: 399, text: '400 days' },
] as const;

const FIGURES = figuresOf('emails', [
  ...['people_emailed', 'people_replied', 'replies_positive', 'people_viewed', 'bounced', 'people_opted_out'],
  ...['calls_connected', 'people_succeeded'],
]);

/** What came of the cadence: by figure, by step, by day of people's first e-mail. */
export default function Results({ cadence }: { cadence: Cadence }) {
  const [days, setDays] = useState<number>(RANGES[1].days);
  const until = isoDay(now(), boot.me.time_zone ?? 'UTC');
  const range = {
    cadence_id: String(cadence.id),
    from: laterDay(until, -days),
    until,
    basis: 'cohort',
  } as const;
  const total = useQuery(emailReportQuery({ ...range, by: 'total' }));
  const steps = useQuery(emailReportQuery({ ...range, by: 'step' }));
  const perDay = useQuery(emailReportQuery({ ...range, by: 'day' }));
  const named = useQuery(stepsQuery(cadence.id));
  const row = total.data?.rows[0];
  return (
    <>
      <Filters days={days} range={range} onChoose={setDays} />
      <div className="pane">
        {total.isPending && <Skeleton rows={4} height={44} />}
        {total.isError && <ErrorScreen error={total.error} retry={() => void total.refetch()} />}
        {total.data && (!row || row.sent === 0) && (
          <Empty title="Nothing was sent in this time">
            Choose a longer time, or put people on the cadence.
          </Empty>
        )}
        {row && row.sent > 0 && <Figures row={row} />}
        {row && row.sent > 0 && (
          <>
            <Table title="By step" first="Step" rows={steps.data?.rows ?? []} name={stepNames(named.data)} />
            <Table
              title="By day of the first e-mail"
              first="Day"
              rows={perDay.data?.rows.filter(({ sent }) => sent > 0) ?? []}
              name={({ key }) => (key ? plainDay(key, now()) : 'Without a day')}
            />
          </>
        )}
      </div>
    </>
  );
}

function Filters({
  days,
  range,
  onChoose,
}: {
  days: number;
  range: Omit<EmailsAsked, 'by'>;
  onChoose: (days: number) => void;
}) {
  const { cadence_id, from, until } = range;
  return (
    <div className="filters">
      <label className="inline-field">
        <span>First e-mail within the last</span>
        <select value={days} onChange={(event) => onChoose(Number(event.target.value))}>
          {RANGES.map((each) => (
            <option key={each.days} value={each.days}>
              {each.text}
            </option>
          ))}
        </select>
      </label>
      <span className="muted">People by the day of their first e-mail; whatever came later counts.</span>
      <span className="sp" />
      <Csv query={{ ...range, by: 'step' }} />
      <Link
        className="btn sm"
        to="/analytics/$report"
        params={{ report: 'steps' }}
        search={{ cadence_id, from, until }}
      >
        All reports
      </Link>
    </div>
  );
}

const stepNames =
  (steps: readonly Step[] | undefined) =>
  ({ key, name }: ReportRow): string => {
    const step = steps?.find(({ id }) => String(id) === key);
    return step ? `Day ${step.day} · ${step.name ?? ''}` : (name ?? 'A step that is gone');
  };

function Figures({ row }: { row: ReportRow }) {
  return (
    <section className="figures" aria-label="Figures">
      {FIGURES.map((figure) => {
        const rate = rateOf(row, figure);
        return (
          <div key={figure.name} className="card figure">
            <span className="figure-name">
              {figure.title} <Hint of={figure.title}>{figure.means}</Hint>
            </span>
            <b className="num">{number(countOf(row, figure) ?? 0)}</b>
            {rate && <RateText rate={rate} />}
          </div>
        );
      })}
    </section>
  );
}

function Table({
  title,
  first,
  rows,
  name,
}: {
  title: string;
  first: string;
  rows: readonly ReportRow[];
  name: (row: ReportRow) => string;
}) {
  const most = Math.max(1, ...rows.map(({ people_emailed: people }) => people));
  return (
    <section className="card scrolls" aria-label={title}>
      <div className="card-head">
        <h2>{title}</h2>
      </div>
      <table className="rows" aria-label={title}>
        <thead>
          <Head first={first} />
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.key ?? ''}>
              <td>{name(row)}</td>
              <td>
                <span className="inline-bar">
                  <InlineBar value={row.people_emailed} most={most} />
                  <span className="num">{number(row.people_emailed)}</span>
                </span>
              </td>
              <td className="n opt">{number(row.sent)}</td>
              <td className="n">
                <RateText rate={row.reply_rate} />
              </td>
              <td className="n opt">
                <RateText rate={row.open_rate} />
              </td>
              <td className="n opt">{number(row.bounced)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

const Head = ({ first }: { first: string }) => (
  <tr>
    <th scope="col">{first}</th>
    <th scope="col">People e-mailed</th>
    <th scope="col" className="n opt">
      Sent
    </th>
    <th scope="col" className="n">
      Reply rate
    </th>
    <th scope="col" className="n opt">
      Open rate
    </th>
    <th scope="col" className="n opt">
      Came back
    </th>
  </tr>
);

function Csv({ query }: { query: EmailsAsked }) {
  const { busy, take } = useDownload();
  return (
    <Button
      small
      disabled={busy}
      onClick={() => take(() => reportFile('emails', { ...query }), `cadence-${query.cadence_id}-steps.csv`)}
    >
      CSV
    </Button>
  );
}
