import { countOf, type Figure, rateOf } from '../../data/figures';
import type { Rate, ReportName } from '../../data/reports';
import { Chip } from '../../ui/button';
import { duration, number } from '../../ui/format';
import { WarningIcon } from '../../ui/icons';
import { isFew, RateText } from '../../ui/rate';
import type { Look } from './look';

/** Of which row of which report a number is. */
export interface Of {
  readonly report: ReportName;
  readonly by: string;
  readonly key: string | undefined;
  /** What the row stands for, for those who hear the number alone. */
  readonly name: string;
}

/** A number that opens the records it counts. */
export function Count({
  look,
  of,
  figure,
  value,
}: {
  look: Look;
  of: Of;
  figure: Figure;
  value: number | null;
}) {
  if (value === null) return <span className="muted">–</span>;
  if (figure.name === 'answer_minutes') return <>{duration(value)}</>;
  if (value === 0) return <span className="muted">0</span>;
  const report = figure.behind ?? of.report;
  const opened = {
    report,
    figure: figure.name,
    by: report === 'emails' && of.report === 'reps' ? 'user' : of.by,
    key: of.key,
  };
  const on =
    look.opened?.figure === opened.figure && look.opened.key === opened.key && look.opened.by === opened.by;
  return (
    <button
      type="button"
      className={on ? 'count on' : 'count'}
      aria-label={`${figure.title}, ${of.name}: ${number(value)}. Show the records`}
      aria-pressed={on}
      onClick={() => look.open(on ? undefined : opened)}
    >
      {number(value)}
    </button>
  );
}

/** The number with its share, and both of the days before where they are compared. */
export function Numbers({
  look,
  of,
  figure,
  row,
  before,
}: {
  look: Look;
  of: Of;
  figure: Figure;
  row: object;
  before: object | undefined;
}) {
  const rate = rateOf(row, figure);
  return (
    <>
      <Count look={look} of={of} figure={figure} value={countOf(row, figure)} />
      {rate && (
        <span className="share">
          {figure.rate === 'complaint_rate' ? <Complaints rate={rate} /> : <RateText rate={rate} />}
        </span>
      )}
      {look.before && <Before figure={figure} row={before} now={countOf(row, figure)} />}
    </>
  );
}

/** Where large providers begin to look, and where they refuse. */
const LOOKED_AT = 0.001;
const REFUSED = 0.003;

function Complaints({ rate }: { rate: Rate }) {
  const share = isFew(rate) ? 0 : (rate.rate ?? 0);
  if (share < LOOKED_AT) return <RateText rate={rate} />;
  return (
    <Chip tone={share < REFUSED ? 'amber' : 'red'}>
      <WarningIcon size={14} aria-hidden /> <RateText rate={rate} />{' '}
      {share < REFUSED ? 'watched' : 'too many'}
    </Chip>
  );
}

/** What it was in the days before; nothing is reckoned here, only told. */
export function Before({
  figure,
  row,
  now,
}: {
  figure: Figure;
  row: object | undefined;
  now: number | null;
}) {
  const was = row ? countOf(row, figure) : 0;
  const rate = row && rateOf(row, figure);
  if (was === null || now === null) return <span className="before muted">before –</span>;
  const sign = now > was ? '↑' : now < was ? '↓' : '=';
  return (
    <span className="before muted">
      <span aria-hidden="true">{sign}</span> before{' '}
      {figure.name === 'answer_minutes' ? duration(was) : number(was)}
      {rate && rate.rate !== null && (
        <>
          {' · '}
          <RateText rate={rate} />
        </>
      )}
    </span>
  );
}
