import './charts.css';
import { useId } from 'react';
import { number, shortDay } from '../format';
import { gridLines } from './day-bars';
import { useWidth } from './use-width';

const SIZE = { height: 180, left: 40, right: 12, top: 12, bottom: 28 };
/** Of a label with the room around it, pixels. */
const LABEL = 100;

interface Series {
  readonly name: string;
  /** One value for each day. */
  readonly values: readonly number[];
}

/** A number by day, and that of the days before as a broken line. Its table stands beside it. */
export function Lines({
  title,
  days,
  now,
  before,
}: {
  title: string;
  days: readonly string[];
  now: Series;
  before?: Series | undefined;
}) {
  const id = useId();
  const [ref, width] = useWidth();
  const lines = gridLines(Math.max(1, ...now.values, ...(before?.values ?? [])));
  const top = lines.at(-1) ?? 1;
  const step = (width - SIZE.left - SIZE.right) / Math.max(days.length - 1, 1);
  const x = (at: number) => SIZE.left + at * step;
  const y = (value: number) => SIZE.top + (SIZE.height - SIZE.top - SIZE.bottom) * (1 - value / top);
  const path = (values: readonly number[]) => values.map((value, at) => `${x(at)},${y(value)}`).join(' ');
  const every = Math.max(1, Math.ceil(LABEL / step));
  return (
    <svg ref={ref} className="chart" viewBox={`0 0 ${width} ${SIZE.height}`} role="img" aria-labelledby={id}>
      <title id={id}>{title}</title>
      {lines.map((value) => (
        <g key={value} className="grid-line">
          <line x1={SIZE.left} x2={width - SIZE.right} y1={y(value)} y2={y(value)} />
          <text x={SIZE.left - 6} y={y(value) + 3.5} textAnchor="end">
            {number(value)}
          </text>
        </g>
      ))}
      {before && <polyline className="line before" points={path(before.values)} />}
      <polyline className="line" points={path(now.values)} />
      {days.length === 1 && <circle className="dot" cx={x(0)} cy={y(now.values[0] ?? 0)} r="3" />}
      {days.map((day, at) =>
        at % every === 0 ? (
          <text key={day} x={x(at)} y={SIZE.height - 8} textAnchor={at === 0 ? 'start' : 'middle'}>
            {shortDay(day)}
          </text>
        ) : null,
      )}
    </svg>
  );
}
