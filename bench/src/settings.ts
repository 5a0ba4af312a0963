/** What can be measured, in the order it is run: the reads see the seeded table before the writes add to it. */
export const CASES = [
  'list',
  'list_default',
  'point',
  'cursor_walk',
  'queue',
  'create_person',
  'create_membership',
  'export',
  'import',
  'memory',
  'shapes',
  'beside',
  'prober',
  'stream',
  'search',
  'reports',
  'touches',
  'simulation',
  'waiting',
  'claims',
  'inbound',
  'webhooks',
  'doubt',
  'earlier',
  'writers',
  'start',
] as const;
export type CaseName = (typeof CASES)[number];

export interface Settings {
  /** People in the seeded team. */
  rows: number;
  /** How long the list load runs before the second look at the server's memory. */
  soakMinutes: number;
  /** Whole runs, one after the other: medians and ranges over them are told at the end. */
  runs: number;
  /** Inputs that the case `prober` sends. */
  hostileInputs: number;
  only: ReadonlySet<CaseName>;
  /** After this many minutes the run ends with what it has. */
  limitMinutes: number;
  /** Folder for a CPU profile of each server, and of the engine in its cases; undefined for none. */
  profile: string | undefined;
  /** A built checkout of an earlier version, which the cases `earlier`, `writers` and `doubt` measure beside this one; undefined for none. */
  base: string | undefined;
}

/** Pairs of measurements per case, and the length of each half and of the warm-up, in seconds. */
export const PAIRS = 5;
export const HALF_SECONDS = 3.5;
export const WARM_UP_SECONDS = 3;
/** The same against an earlier build, where a few per cent are looked for. */
export const EARLIER_PAIRS = 20;
export const EARLIER_HALF_SECONDS = 10;
/** Rows that the long commands of the case `beside` work on, rounds of each, and seconds of the writer alone in a round. */
export const BESIDE_ROWS = 10_000;
export const BESIDE_ROUNDS = 7;
export const BESIDE_SECONDS = 5;
/** Readers of the stream of events, events a second, and rounds of so many seconds with and without them. */
export const STREAM_READERS = 1000;
export const STREAM_RATE = 20;
export const STREAM_ROUNDS = 5;
export const STREAM_SECONDS = 10;
/** Events that are told to three subscriptions; then so many a second, for so many seconds. */
export const WEBHOOK_EVENTS = 50_000;
export const WEBHOOK_RATE = 20;
export const WEBHOOK_LIVE_SECONDS = 15;
/** Rows of the imported file. */
export const IMPORT_ROWS = 200_000;
/** Times that each of the fixed queries is asked. */
export const SEARCH_ROUNDS = 3;
/** Pairs of fresh starts, and of second ones, each beside its reference. */
export const FRESH_PAIRS = 3;
export const SECOND_PAIRS = 7;
/** Connections of the load generator, and of each server's pool to PostgreSQL. */
export const CONNECTIONS = 16;

/** @throws Error naming the variable that is wrong */
export function readSettings(environment: NodeJS.ProcessEnv): Settings {
  const number = (name: string, fallback: number, least: number): number => {
    const value = environment[name] ? Number(environment[name]) : fallback;
    if (!Number.isFinite(value) || value < least)
      throw new Error(`${name} must be a number from ${least} on`);
    return value;
  };
  const soakMinutes = number('BENCH_SOAK_MINUTES', 10, 1);
  const names = environment['BENCH_ONLY']?.split(',').filter((name) => name !== '') ?? [];
  const unknown = names.filter((name) => !(CASES as readonly string[]).includes(name));
  if (unknown.length > 0) {
    throw new Error(`BENCH_ONLY: no case ${unknown.join(', ')}; there are ${CASES.join(', ')}`);
  }
  const only = new Set(CASES.filter((name) => names.length === 0 || names.includes(name)));
  const base = environment['BENCH_BASE'] || undefined;
  const runs = number('BENCH_RUNS', 1, 1);
  return {
    rows: number('BENCH_ROWS', 1_000_000, 10_000),
    soakMinutes,
    runs,
    hostileInputs: number('BENCH_HOSTILE', 300_000, 1_000),
    only,
    limitMinutes: number('BENCH_LIMIT_MINUTES', runs * minutesOf(only, soakMinutes, base), 1),
    profile: environment['BENCH_PROFILE'] || undefined,
    base,
  };
}

/** What is enough on a small machine. */
function minutesOf(only: ReadonlySet<CaseName>, soakMinutes: number, base: string | undefined): number {
  let minutes = 60;
  if (only.has('memory')) minutes += soakMinutes;
  if (only.has('prober')) minutes += 30;
  if (base !== undefined && (only.has('earlier') || only.has('writers') || only.has('doubt'))) minutes += 60;
  return minutes;
}
