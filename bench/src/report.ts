import type { Comparison } from './load.js';
import { median } from './numbers.js';
import { CONNECTIONS, HALF_SECONDS, PAIRS, type Settings } from './settings.js';

/** One line of the table. `met` is undefined where nothing was promised. */
export interface Row {
  what: string;
  cadenza: string;
  reference: string;
  ratio: string;
  goal: string;
  met: boolean | undefined;
  latencies: string;
  /** What is held against the goal: the middle of it and its range over several runs are told. */
  figure: number;
}

/** A comparison against "at least `goal` of the reference's throughput". */
export function comparisonRow(what: string, found: Comparison, goal: number): Row {
  const [ours, theirs] = found.rates;
  const ms = (side: 0 | 1) => `${found.p50[side].toFixed(1)}/${found.p99[side].toFixed(1)}`;
  const range = `${Math.min(...found.ratios).toFixed(2)}-${Math.max(...found.ratios).toFixed(2)}`;
  return {
    what,
    cadenza: `${ours.toFixed(0)}/s`,
    reference: `${theirs.toFixed(0)}/s`,
    ratio: `${found.ratio.toFixed(2)} (${range})`,
    goal: `>= ${goal}`,
    met: found.ratio >= goal,
    figure: found.ratio,
    latencies: `${ms(0)}, ${ms(1)}`,
  };
}

const HEADINGS: Row = {
  what: 'case',
  cadenza: 'Cadenza',
  reference: 'reference',
  ratio: 'ratio',
  goal: 'goal',
  met: undefined,
  figure: Number.NaN,
  latencies: 'p50/p99 ms: Cadenza, reference',
};

/** A row by itself, as soon as it is known: what is printed even when the run is killed. */
export const lineOf = ({ what, cadenza, reference, ratio, goal, met }: Row): string =>
  `${what}: ${cadenza}; ${reference}; ${ratio}; goal ${goal}${met === undefined ? '' : met ? ', met' : ', MISSED'}`;

/** The table, to standard output. */
export function printReport(machine: string[], settings: Settings, rows: readonly Row[]): void {
  const cells = (row: Row) => [
    row.what,
    row.cadenza,
    row.reference,
    row.ratio,
    row.goal,
    row === HEADINGS ? '' : row.met === undefined ? '' : row.met ? 'met' : 'MISSED',
    row.latencies,
  ];
  const lines = [
    '',
    ...machine,
    `Data        ${settings.rows} people in one team`,
    `Load        ${CONNECTIONS} connections, ${PAIRS} pairs of ${HALF_SECONDS} s in turn; medians, ratio = median (range) of the pairs`,
    'Reference   node:http and pg, the same SQL, JSON.stringify; no authentication, limits, validation, row security',
    '',
    ...inColumns([HEADINGS, ...rows].map(cells)),
    '',
  ];
  process.stdout.write(lines.join('\n'));
}

/** What several whole runs found: the median of each figure, its range, and in how many it met its goal. */
export function printRuns(rows: readonly Row[]): void {
  const body = [...groups(rows)].map(([what, found]) => {
    const figures = found.map(({ figure }) => figure);
    const met = found.filter((row) => row.met).length;
    return [
      what,
      shown(median(figures)),
      `${shown(Math.min(...figures))}-${shown(Math.max(...figures))}`,
      found[0]?.goal ?? '',
      found[0]?.met === undefined ? '' : `met ${met} of ${found.length}`,
    ];
  });
  process.stdout.write(`\n${inColumns([['case', 'median', 'range', 'goal', ''], ...body]).join('\n')}\n`);
}

function groups(rows: readonly Row[]): Map<string, Row[]> {
  const found = new Map<string, Row[]>();
  for (const row of rows) found.set(row.what, [...(found.get(row.what) ?? []), row]);
  return found;
}

const shown = (figure: number): string => figure.toFixed(Math.abs(figure) < 10 ? 2 : 1);

/** Cells below each other, the first line with a rule under it. */
function inColumns(table: readonly string[][]): string[] {
  const widths = (table[0] ?? []).map((_, at) => Math.max(...table.map((line) => line[at]?.length ?? 0)));
  const [headings = '', ...body] = table.map((line) =>
    line
      .map((cell, at) => cell.padEnd(widths[at] ?? 0))
      .join('  ')
      .trimEnd(),
  );
  return [headings, '-'.repeat(headings.length), ...body];
}
