import type { Logger } from 'pino';
import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import type { Database } from '../db/connect.js';
import { write } from '../db/write.js';
import { findFile } from '../domain/files/index.js';
import {
  type Cursor,
  type Earlier,
  giveUpRun,
  holdRun,
  importRows,
  keysOfRow,
  letGo,
  noteRows,
  openSheet,
  type Run,
  type RunClaim,
  runnerOf,
  takeRuns,
} from '../domain/imports/index.js';
import { claimDue, dueRows, type Queue } from '../jobs/lease.js';
import { pauseAfter, type Retries } from '../jobs/retry.js';
import type { Loop } from '../jobs/runner.js';
import type { Clock } from '../kernel/clock.js';
import { AppError } from '../kernel/errors.js';
import type { FileStore } from '../kernel/file-store.js';
import type { Principal } from '../kernel/principal.js';
import { ownClocks } from './claim.js';

/** Rows of one transaction: each holds up whoever wants the same people for so long. */
const AT_ONCE = 500;
/** Transactions of one claim: a stop waits for no more. */
const BATCHES = 4;
/** Runs claimed in a round: those of several teams take turns. */
const RUNS = 4;
/** Who is killed leaves a run alone for so long. By the wall clock. */
const LEASE_MS = 30_000;
const LONGEST_MS = 600_000;
const RETRIES: Retries = { tries: 10, firstMs: 1_000, factor: 4, longestMs: LONGEST_MS };

const IMPORT_RUNS: Queue = {
  table: 'import_runs',
  waiting: sql`q.finished_at IS NULL AND q.failed_at IS NULL`,
  due: (_now, wall) => sql`(q.retry_at IS NULL OR q.retry_at <= ${wall}
    OR q.retry_at > ${wall} + ${LONGEST_MS}::integer * interval '1 millisecond')`,
  order: sql`q.id`,
};

interface Importing {
  readonly database: Database;
  readonly clock: Clock;
  readonly store: FileStore;
  readonly log: Logger;
}

/** A sheet that is being read, where the run that reads it stands. */
interface Open {
  readonly cursor: Cursor;
  readonly earlier: Earlier | undefined;
}

/**
 * Carries out imports: some hundred rows in one transaction, which notes that the run is behind them. So each row is imported
 * once, whoever is killed when. The sheet stays open from round to round, and is read again from its beginning, up to where the
 * run stands, by whoever takes it up after another.
 */
export function importLoop(importing: Importing): Loop {
  const sheets = new Map<string, Open>();
  const close = () => {
    for (const { cursor } of sheets.values()) cursor.close();
    sheets.clear();
  };
  const round = async (wall: Date): Promise<number> => {
    const claims = await claimDue(importing.database, IMPORT_RUNS, {
      now: wall,
      limit: RUNS,
      admit: ownClocks,
      take: (tx, team, room) =>
        takeRuns(
          tx,
          dueRows(IMPORT_RUNS, ['team_id', 'id'], team, room),
          new Date(wall.getTime() + LEASE_MS),
        ),
    });
    let worked = 0;
    for (const { row: claim, now } of claims)
      worked += await carryOut(importing, sheets, claim, { now, wall });
    if (claims.length === 0) close();
    return worked;
  };
  return { name: 'imports', wakes: ['actions'], round, drain: async () => close() };
}

interface Moment {
  /** The team's. */
  readonly now: Date;
  readonly wall: Date;
}

/** The present, of a round that began at a moment: a batch takes its time. */
function present({ clock }: Importing, began: Moment): Moment {
  const wall = clock.now();
  return { wall, now: new Date(began.now.getTime() + wall.getTime() - began.wall.getTime()) };
}

async function carryOut(
  importing: Importing,
  sheets: Map<string, Open>,
  claim: RunClaim,
  at: Moment,
): Promise<number> {
  const { database, log } = importing;
  const { team_id: teamId, id, attempts } = claim;
  const key = `${teamId} ${id}`;
  const inTeam = <T>(work: Parameters<typeof write<T>>[2]) => write(database.kysely, teamId, work);
  try {
    if (attempts > RETRIES.tries) throw new AppError('unavailable', 'Its parts ended the process.');
    const run = await inTeam((tx) => holdRun(tx, claim));
    if (run === undefined) return 0;
    const worked = await someBatches(importing, sheets, { run, key }, at);
    await inTeam((tx) => letGo(tx, claim));
    return worked;
  } catch (error) {
    sheets.get(key)?.cursor.close();
    sheets.delete(key);
    const over = attempts >= RETRIES.tries || (error instanceof AppError && error.kind !== 'unavailable');
    log.error(
      { err: error, teamId, importRunId: id, attempts },
      over ? 'an import is given up' : 'a part of an import failed',
    );
    const problem =
      error instanceof AppError ? error.message : 'An administrator finds the cause in the log.';
    const rest = new Date(at.wall.getTime() + pauseAfter(RETRIES, attempts, key));
    await inTeam((tx) => (over ? giveUpRun(tx, claim, problem, at.now) : letGo(tx, claim, rest)));
    return 0;
  }
}

/** @returns how many rows were done */
async function someBatches(
  importing: Importing,
  sheets: Map<string, Open>,
  { run, key }: { run: Run; key: string },
  at: Moment,
): Promise<number> {
  const { database } = importing;
  const runner = await runnerOf(database.kysely, run.team_id, run.user_id, run.scopes);
  if (!runner) throw new AppError('forbidden', 'The user who started it was deactivated.');
  const { cursor, earlier } = await sheetOf(importing, sheets, { run, key }, at);
  let worked = 0;
  for (let n = 0; n < BATCHES; n += 1) {
    const rows = await cursor.next(AT_ONCE);
    const ended = rows.length < AT_ONCE;
    const done = await oneBatch(importing, run, runner, { rows, ended, earlier, at });
    worked += rows.length;
    if (done && !ended) continue;
    cursor.close();
    sheets.delete(key);
    break;
  }
  return Math.max(worked, 1);
}

class Undo extends Error {
  readonly outcomes: Awaited<ReturnType<typeof importRows>>;
  constructor(outcomes: Undo['outcomes']) {
    super('a dry run is undone');
    this.outcomes = outcomes;
  }
}

/** One transaction; of a dry run what it did is undone, and only told. @returns whether the run was still ours */
async function oneBatch(
  importing: Importing,
  run: Run,
  runner: Principal,
  {
    rows,
    ended,
    earlier,
    at,
  }: { rows: Awaited<ReturnType<Cursor['next']>>; ended: boolean; earlier: Earlier | undefined; at: Moment },
): Promise<boolean> {
  const { database } = importing;
  const note = () => {
    const { now, wall } = present(importing, at);
    return { rows: rows.length, ended, now, retryAt: new Date(wall.getTime() + LEASE_MS) };
  };
  const batch = { importId: run.import_id, options: run.options };
  if (!run.dry)
    return write(database.kysely, runner, async (tx) => {
      const held = await holdRun(tx, run);
      if (held === undefined) return false;
      const outcomes = await importRows({ tx, principal: runner, now: at.now }, batch, rows);
      await noteRows(tx, held, outcomes, note());
      return true;
    });
  // Keys are kept once, however often the transaction is begun.
  const added: string[] = [];
  const fresh: Earlier | undefined = earlier && {
    has: (each) => earlier.has(each),
    add: (each) => added.push(each),
  };
  const outcomes = await write(database.kysely, runner, async (tx) => {
    added.length = 0;
    throw new Undo(
      await importRows({ tx, principal: runner, now: at.now }, { ...batch, earlier: fresh }, rows),
    );
  }).catch((error: unknown) => {
    if (error instanceof Undo) return error.outcomes;
    throw error;
  });
  for (const each of added) earlier?.add(each);
  return write(database.kysely, runner, async (tx) => {
    const held = await holdRun(tx, run);
    if (held !== undefined) await noteRows(tx, held, outcomes, note());
    return held !== undefined;
  });
}

/** The sheet where the run stands: as the last round left it, else opened anew. */
async function sheetOf(
  { database, store }: Importing,
  sheets: Map<string, Open>,
  { run, key }: { run: Run; key: string },
  { wall }: Moment,
): Promise<Open> {
  const known = sheets.get(key);
  if (known?.cursor.position === run.after_id) return known;
  known?.cursor.close();
  const file = await findFile(database.kysely, run.team_id, run.options.file_id, wall);
  const earlier = run.dry ? keysSeen() : undefined;
  const cursor = await openSheet(store, file, run.options, {
    position: run.after_id,
    ...(earlier && { passed: (row) => keysOfRow(row, run.options).forEach((each) => earlier.add(each)) }),
  });
  const opened = { cursor, earlier };
  sheets.set(key, opened);
  return opened;
}

/** Keys by 48 bits of their hash: a million rows take some fifty megabytes, and two of them meet in one of five hundred runs. */
function keysSeen(): Earlier {
  const seen = new Set<number>();
  const short = (key: string) => createHash('sha256').update(key).digest().readUIntBE(0, 6);
  return {
    has: (key) => seen.has(short(key)),
    add: (key) => {
      seen.add(short(key));
    },
  };
}
