import type { Comparison } from './load.js';
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
  const table = [HEADINGS, ...rows].map(cells);
  const widths = cells(HEADINGS).map((_, at) => Math.max(...table.map((line) => line[at]?.length ?? 0)));
  const print = (line: string[]) =>
    line
      .map((cell, at) => cell.padEnd(widths[at] ?? 0))
      .join('  ')
      .trimEnd();
  const [headings = [], ...body] = table.map(print);
  const lines = [
    '',
    ...machine,
    `Data        ${settings.rows} people in one team`,
    `Load        ${CONNECTIONS} connections, ${PAIRS} pairs of ${HALF_SECONDS} s in turn; medians, ratio = median (range) of the pairs`,
    'Reference   node:http and pg, the same SQL, JSON.stringify; no authentication, limits, validation, row security',
    '',
    headings,
    '-'.repeat(headings.length),
    ...body,
    '',
  ];
  process.stdout.write(lines.join('\n'));
}
