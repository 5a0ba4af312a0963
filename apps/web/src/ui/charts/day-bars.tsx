import { useId } from 'react';
import { number } from '../format';
import { useWidth } from './use-width';

export interface DayBar {
  /** `2026-12-01`. */
  readonly day: string;
  /** `Tue 1`. */
  readonly label: string;
  /** Why nothing is expected: `weekend`. */
  readonly note?: string | undefined;
  readonly parts: readonly number[];
}

/** Of a label of a day, pixels. */
const LABEL = 46;
const SIZE = { height: 168, left: 32, right: 8, top: 12, bottom: 28 };
const MOST_LINES = 4;

/**
 * Stacked bars from zero, one for each day; each can be chosen. `series` names the parts from the bottom up. Whoever cannot see
 * the picture has the buttons, which say the same.
 */
export function DayBars({
  title,
  series,
  days,
  chosen,
  onChoose,
}: {
  title: string;
  series: readonly string[];
  days: readonly DayBar[];
  chosen: string;
  onChoose: (day: string) => void;
}) {
  const id = useId();
  const [ref, width] = useWidth();
  const most = Math.max(1, ...days.map(({ parts }) => sum(parts)));
  const lines = gridLines(most);
  const top = lines.at(-1) ?? most;
  const step = (width - SIZE.left - SIZE.right) / Math.max(days.length, 1);
  const every = Math.ceil(LABEL / step);
  const y = (value: number) => SIZE.top + (SIZE.height - SIZE.top - SIZE.bottom) * (1 - value / top);
  return (
    <svg
      ref={ref}
      className="chart day-bars"
      viewBox={`0 0 ${width} ${SIZE.height}`}
      role="group"
      aria-labelledby={id}
    >
      <title id={id}>{title}</title>
      {lines.map((value) => (
        <g key={value} className="grid-line" aria-hidden="true">
          <line x1={SIZE.left} x2={width - SIZE.right} y1={y(value)} y2={y(value)} />
          <text x={SIZE.left - 6} y={y(value) + 3.5} textAnchor="end">
            {number(value)}
          </text>
        </g>
      ))}
      {days.map((day, at) => (
        <Bar
          key={day.day}
          bar={day}
          series={series}
          on={day.day === chosen}
          x={SIZE.left + at * step}
          width={step}
          labelled={at % every === 0}
          y={y}
          onChoose={() => onChoose(day.day)}
        />
      ))}
      {every === 1 && <Notes days={days} step={step} y={y(0) - 6} />}
    </svg>
  );
}

/** Why nothing is expected, over the empty days; their buttons say it too. */
const Notes = ({ days, step, y }: { days: readonly DayBar[]; step: number; y: number }) =>
  days.map(({ day, note, parts }, at) =>
    note && sum(parts) === 0 ? (
      <text
        key={day}
        className="note"
        aria-hidden="true"
        x={SIZE.left + (at + 0.5) * step}
        y={y}
        textAnchor="middle"
      >
        {note}
      </text>
    ) : null,
  );

function Bar({
  bar,
  series,
  on,
  x,
  width,
  labelled,
  y,
  onChoose,
}: {
  bar: DayBar;
  series: readonly string[];
  on: boolean;
  x: number;
  width: number;
  /** There is room for its name below it. */
  labelled: boolean;
  y: (value: number) => number;
  onChoose: () => void;
}) {
  const said = bar.parts.flatMap((value, at) => (value > 0 ? `${number(value)} ${series[at]}` : []));
  const label = `${bar.label}: ${said.join(', ') || (bar.note ?? 'nothing')}`;
  const thick = Math.min(28, width * 0.6);
  return (
    <g
      className={on ? 'bar-day on' : 'bar-day'}
      role="button"
      tabIndex={0}
      aria-pressed={on}
      aria-label={label}
      onClick={onChoose}
      onKeyDown={(event) => {
        if (event.key !== 'Enter' && event.key !== ' ') return;
        event.preventDefault();
        onChoose();
      }}
    >
      <title>{label}</title>
      <rect className="hit" x={x} y={0} width={width} height={SIZE.height} rx={4} />
      <Parts parts={bar.parts} x={x + (width - thick) / 2} thick={thick} y={y} />
      {labelled && (
        <text className="label" aria-hidden="true" x={x + width / 2} y={SIZE.height - 10} textAnchor="middle">
          {bar.label}
        </text>
      )}
    </g>
  );
}

function Parts({
  parts,
  x,
  thick,
  y,
}: {
  parts: readonly number[];
  x: number;
  thick: number;
  y: (value: number) => number;
}) {
  return parts.map((value, at) => {
    const from = sum(parts.slice(0, at));
    return value === 0 ? null : (
      <rect
        // The parts of a bar never change their places.
        key={at}
        className={`s${at + 1}`}
        x={x}
        y={y(from + value)}
        width={thick}
        height={Math.max(1, y(from) - y(from + value) - (at === 0 ? 0 : 1))}
        rx={1}
      />
    );
  });
}

const sum = (values: readonly number[]) => values.reduce((all, each) => all + each, 0);

/** Round numbers from zero to at least the largest, few enough to be read. */
export function gridLines(most: number): number[] {
  const rough = most / (MOST_LINES - 1);
  const power = 10 ** Math.floor(Math.log10(Math.max(rough, 1)));
  const step = Math.max(1, [1, 2, 5, 10].map((each) => each * power).find((each) => each >= rough) ?? rough);
  return Array.from({ length: Math.ceil(most / step) + 1 }, (_, at) => at * step);
}
