import './charts.css';
import { useId } from 'react';
import { number, percent } from '../format';
import { isFew } from '../rate';
import { useWidth } from './use-width';

export interface IntervalRow {
  readonly key: string;
  readonly name: string;
  readonly rate: {
    readonly count: number;
    readonly of: number;
    readonly rate: number | null;
    readonly low: number | null;
    readonly high: number | null;
  };
}

const SIZE = { row: 28, left: 250, right: 80, bottom: 22 };
/** Of the width, at most, for the names; and of a letter, pixels. */
const NAMES = 0.42;
const LETTER = 6.5;
/** Ends of the scale: the first that all intervals fit into. */
const ENDS = [0.05, 0.1, 0.2, 0.3, 0.5, 0.75, 1] as const;
const TICKS = 5;

/** Shares as dots with what they may be (95 %); of few they are hollow and broken. Its table stands beside it. */
export function Intervals({ title, rows }: { title: string; rows: readonly IntervalRow[] }) {
  const id = useId();
  const [ref, width] = useWidth();
  const left = Math.min(SIZE.left, Math.round(width * NAMES));
  const most = Math.max(...rows.map(({ rate }) => rate.high ?? 0));
  const end = ENDS.find((each) => each >= most) ?? 1;
  const height = rows.length * SIZE.row + SIZE.bottom;
  const x = (share: number) => left + (width - left - SIZE.right) * (share / end);
  return (
    <svg ref={ref} className="chart tall" viewBox={`0 0 ${width} ${height}`} role="img" aria-labelledby={id}>
      <title id={id}>{title}</title>
      {Array.from({ length: TICKS + 1 }, (_, at) => (end * at) / TICKS).map((share) => (
        <g key={share} className="grid-line">
          <line x1={x(share)} x2={x(share)} y1={0} y2={height - SIZE.bottom} />
          <text x={x(share)} y={height - 6} textAnchor="middle">
            {percent(share)}
          </text>
        </g>
      ))}
      {rows.map((row, at) => (
        <Dot key={row.key} row={row} left={left} x={x} y={at * SIZE.row + SIZE.row / 2} />
      ))}
    </svg>
  );
}

function Dot({
  row: { name, rate },
  left,
  x,
  y,
}: {
  row: IntervalRow;
  left: number;
  x: (share: number) => number;
  y: number;
}) {
  const { rate: share, low, high } = rate;
  if (share === null || low === null || high === null) return null;
  const letters = Math.floor((left - 12) / LETTER);
  return (
    <g className={isFew(rate) ? 'few' : undefined}>
      <text className="named" x={left - 12} y={y + 4} textAnchor="end">
        {name.length > letters ? `${name.slice(0, letters - 1)}…` : name}
      </text>
      <line className="interval" x1={x(low)} x2={x(high)} y1={y} y2={y} />
      <circle className="dot" cx={x(share)} cy={y} r="4" />
      <text x={x(high) + 8} y={y + 4}>
        {isFew(rate) ? `${number(rate.count)} of ${number(rate.of)}` : percent(share)}
      </text>
    </g>
  );
}
