import { figureTitle } from '../../data/figures';
import type { Basis, ReportName, Scope } from '../../data/reports';
import { daysBetween, isDay, laterDay } from '../../ui/format';
import { REPORTS, type ReportSpec } from './specs';

/** The number whose records are open: of which report, grouped how, of which row. */
export interface Opened {
  readonly report: ReportName;
  readonly figure: string;
  readonly by: string;
  readonly key: string | undefined;
}

/** Everything that a report shows, as the address has it. */
export interface ReportState {
  readonly spec: ReportSpec;
  readonly basis: Basis;
  readonly scope: Scope;
  /** With the days before beside it. */
  readonly compare: boolean;
  /** A figure, the largest first; `-` before it: the smallest. */
  readonly sort: string | undefined;
  /** What a chart shows. */
  readonly measure: string | undefined;
  readonly opened: Opened | undefined;
}

type Search = Readonly<Record<string, unknown>>;
const DEFAULT_DAYS = 30;
const WORD = /^-?[a-z_]{1,40}$/;

const text = (value: unknown): string | undefined =>
  typeof value === 'string' && value !== '' && value.length <= 64 ? value : undefined;
const word = (value: unknown): string | undefined => {
  const said = text(value);
  return said !== undefined && WORD.test(said) ? said : undefined;
};
const id = (value: unknown): string | undefined => {
  const said = text(value);
  return said !== undefined && Number.isSafeInteger(Number(said)) && Number(said) > 0 ? said : undefined;
};
const day = (value: unknown): string | undefined => {
  const said = text(value);
  return said !== undefined && isDay(said) ? said : undefined;
};

/** Reads an address; what makes no sense in it counts for nothing. `today` ends the time unless it says otherwise. */
export function stateOf(report: string | undefined, search: Search, today: string): ReportState | undefined {
  const spec = REPORTS.find((each) => each.id === report);
  if (!spec) return undefined;
  const until = day(search['until']) ?? today;
  return {
    spec,
    basis: spec.fixed ? spec.basis : basisOf(search['basis'], spec.basis),
    scope: {
      from: day(search['from']) ?? laterDay(until, 1 - DEFAULT_DAYS),
      until,
      zone: text(search['zone']),
      cadence_id: id(search['cadence_id']),
      user_id: id(search['user_id']),
    },
    compare: search['compare'] === '1',
    sort: word(search['sort']),
    measure: word(search['measure']),
    opened: openedOf(search),
  };
}

const basisOf = (asked: unknown, usual: Basis): Basis =>
  asked === 'cohort' || asked === 'period' ? asked : usual;

function openedOf(search: Search): Opened | undefined {
  const figure = word(search['figure']);
  const report = (['emails', 'reps', 'funnel'] as const).find((name) => name === search['of']) ?? 'emails';
  if (figure === undefined || figureTitle(report, figure) === undefined) return undefined;
  return { report, figure, by: word(search['by']) ?? 'total', key: text(search['key']) };
}

/** What of the address says which record is open; put into it, or taken out. */
export const searchOf = (opened: Opened | undefined): Search => ({
  of: opened?.report === 'emails' ? undefined : opened?.report,
  figure: opened?.figure,
  by: opened?.by === 'total' ? undefined : opened?.by,
  key: opened?.key,
});

/** As many days, which end where these begin. */
export function daysBefore(scope: Scope): Scope {
  const days = daysBetween(scope.from, scope.until) + 1;
  return { ...scope, from: laterDay(scope.from, -days), until: laterDay(scope.from, -1) };
}

/** Every day of the time, in order. */
export const daysOf = ({ from, until }: Scope): readonly string[] =>
  Array.from({ length: Math.max(0, daysBetween(from, until) + 1) }, (_, at) => laterDay(from, at));

/** Rows by a figure; what has none comes last. */
export function sorted<Row>(
  rows: readonly Row[],
  sort: string | undefined,
  value: (row: Row, figure: string) => number | null,
): readonly Row[] {
  if (sort === undefined) return rows;
  const up = sort.startsWith('-');
  const figure = up ? sort.slice(1) : sort;
  const of = (row: Row) => value(row, figure);
  return rows.toSorted((a, b) => {
    const [one, other] = [of(a), of(b)];
    if (one === null || other === null) return Number(one === null) - Number(other === null);
    return up ? one - other : other - one;
  });
}
