import { setInterval as every } from 'node:timers';
import { Readable } from 'node:stream';
import { sql } from 'kysely';
import type { Logger } from 'pino';
import type { Database, Tx } from '../db/connect.js';
import { write } from '../db/write.js';
import { eraseFile, eraseFiles, type FilePurpose, isKept, keepFile } from '../domain/files/index.js';
import { claimDue, dueRows, type Queue, type Take } from '../jobs/lease.js';
import { pauseAfter, type Retries } from '../jobs/retry.js';
import type { Loop } from '../jobs/runner.js';
import type { Clock } from '../kernel/clock.js';
import { AppError } from '../kernel/errors.js';
import type { FileStore } from '../kernel/file-store.js';
import { ownClocks } from './claim.js';

/** Files that a process makes at a time, each of another team: a file may hold a connection to the database. */
const AT_ONCE = 2;
/** Who is killed leaves a file alone for so long; who is at it renews that. By the wall clock. */
const LEASE_MS = 60_000;
const RENEW_MS = LEASE_MS / 4;
const RETRIES: Retries = { tries: 8, firstMs: 5_000, factor: 4, longestMs: 3_600_000 };
/** Longer at one file means stuck. */
const STUCK_MS = 2 * 3_600_000;
/** How long a file is kept, and how large it may be. */
export const KEPT_DAYS = 7;
const KEPT_MS = KEPT_DAYS * 86_400_000;
const LARGEST = 4_000_000_000;

/** A file that is to be made: `attempts` counts the try that begins, and is the token of whoever claimed it. */
export interface FileClaim {
  readonly team_id: number;
  readonly id: number;
  readonly attempts: number;
}
/** The team's present, and the server's. */
export interface Moment {
  readonly now: Date;
  readonly wall: Date;
}
/** What goes into a file. A stream is destroyed where nobody wants the rest of it. */
export interface Content {
  readonly name: string;
  readonly contentType: string;
  readonly lines: AsyncIterable<Uint8Array>;
}
/** A file that is there, whole. */
export interface MadeFile {
  readonly bytes: number;
  readonly expiresAt: Date;
}

/**
 * Stored work of which each row comes to one file. The table has `attempts`, `retry_at`, `failed_at` and `problem`
 * (jobs/parts.ts); who deletes a row, or writes it so that it waits no more, ends the work on it.
 */
export interface FileWork<J> {
  /** As the loop's. */
  readonly name: string;
  /** What is made, for the log: an audit report. */
  readonly what: string;
  /** Its table, and which rows wait to be made, over `q`. */
  readonly table: string;
  readonly waiting: string;
  readonly purpose: FilePurpose;
  /** Reads what is to be made, whose row is held locked; the file is the record's. */
  begin(tx: Tx, claim: FileClaim, now: Date): Promise<{ readonly job: J; readonly recordId: number }>;
  /** No transaction is open. @throws AppError why there is no such file, in a sentence; but for `unavailable` it is not tried again */
  content(job: J, claim: FileClaim, at: Moment): Promise<Content>;
  /** The file is there; the row is held locked. @throws AppError when it must not be given to who asked for it after all */
  finish(tx: Tx, claim: FileClaim, job: J, made: MadeFile, now: Date): Promise<void>;
  /** Given up; the row is held locked. */
  gaveUp?(tx: Tx, claim: FileClaim, now: Date): Promise<void>;
  /** Told once it is finished, with no transaction open. */
  told?(job: J, claim: FileClaim): Promise<void>;
}

export interface Making {
  readonly database: Database;
  readonly clock: Clock;
  readonly store: FileStore;
  readonly log: Logger;
}

const queueOf = <J>({ table, waiting }: FileWork<J>): Queue => ({
  table,
  waiting: sql.raw(waiting),
  due: (_now, wall) =>
    sql`(q.retry_at IS NULL OR q.retry_at <= ${wall} OR q.retry_at > ${wall} + interval '1 hour')`,
  order: sql`q.id`,
});

/**
 * Makes files: whoever is killed in the middle leaves one to the next, from its beginning, and nothing of what he stored is
 * ever shown. What is called off meanwhile ends within some seconds, and a stop waits for no file.
 */
export function fileLoop<J>(making: Making, work: FileWork<J>): Loop {
  const queue = queueOf(work);
  const inHand = new Map<number, { readonly since: Date; readonly done: Promise<void> }>();
  const stopping = new AbortController();
  let tell: () => void = () => undefined;
  const round = async (wall: Date): Promise<number> => {
    const room = AT_ONCE - inHand.size;
    if (room <= 0 || stopping.signal.aborted) return 0;
    const claims = await claimDue(making.database, queue, {
      now: wall,
      limit: room,
      admit: ownClocks,
      take: takeFiles(queue, wall),
      without: [...inHand.keys()],
      most: () => 1,
    });
    for (const { row: claim, now } of claims) {
      const done = make(making, work, claim, { now, wall }, stopping.signal).finally(() => {
        inHand.delete(claim.team_id);
        tell();
      });
      inHand.set(claim.team_id, { since: wall, done });
    }
    return claims.length;
  };
  return {
    name: work.name,
    round,
    listen: (wake) => {
      tell = wake;
    },
    stop: async () => stopping.abort(),
    drain: async () => {
      await Promise.all([...inHand.values()].map(({ done }) => done));
    },
    problem: (now) => {
      const [late] = [...inHand.values()].filter(({ since }) => now.getTime() - since.getTime() > STUCK_MS);
      return late && `has been at one file since ${late.since.toISOString()}`;
    },
  };
}

/** A try counts before it begins: what takes the process with it can note nothing. */
const takeFiles =
  (queue: Queue, wall: Date): Take<FileClaim> =>
  async (tx, team, room) => {
    const until = new Date(wall.getTime() + LEASE_MS);
    const { rows } = await sql<FileClaim>`
      UPDATE ${sql.table(queue.table)} w SET attempts = w.attempts + 1, retry_at = ${until}
      FROM (${dueRows(queue, ['team_id', 'id'], team, room)}) d WHERE w.team_id = d.team_id AND w.id = d.id
      RETURNING w.team_id, w.id, w.attempts`.execute(tx);
    return rows.toSorted((a, b) => a.id - b.id);
  };

/** Writes to a claimed row, which is locked by it. @returns whether it still waits, and is still the claimer's */
async function note<J>(
  tx: Tx,
  { table, waiting }: FileWork<J>,
  { team_id: teamId, id, attempts }: FileClaim,
  what: ReturnType<typeof sql>,
): Promise<boolean> {
  const { rows } = await sql`
    UPDATE ${sql.table(table)} q SET ${what} WHERE q.team_id = ${teamId} AND q.id = ${id} AND q.attempts = ${attempts}
      AND ${sql.raw(waiting)} RETURNING q.id`.execute(tx);
  return rows.length > 0;
}

/** Whoever asked for it does not want it any more, or another process is at it. */
class CalledOff extends Error {}
/** This process ends. */
class Stopped extends Error {}

async function make<J>(
  making: Making,
  work: FileWork<J>,
  claim: FileClaim,
  at: Moment,
  stopping: AbortSignal,
): Promise<void> {
  const { database, log } = making;
  const { team_id: teamId, id, attempts } = claim;
  const inTeam = <T>(then: (tx: Tx) => Promise<T>) => write(database.kysely, teamId, then);
  const of = { teamId, id, attempts };
  try {
    if (attempts > RETRIES.tries) throw new AppError('invalid', 'Making the file ended the process.');
    await makeFile(making, work, claim, at, stopping);
  } catch (error) {
    if (error instanceof CalledOff) return;
    await inTeam(async (tx) => {
      if (error instanceof Stopped)
        return void (await note(tx, work, claim, sql`attempts = attempts - 1, retry_at = NULL`));
      const over = attempts >= RETRIES.tries || (error instanceof AppError && error.kind !== 'unavailable');
      log.error({ err: error, of }, `${work.what} ${over ? 'is given up' : 'could not be made'}`);
      const cause =
        error instanceof AppError ? error.message : 'An administrator finds the cause in the log.';
      const problem =
        attempts >= RETRIES.tries ? `Given up after ${RETRIES.tries} attempts. ${cause}` : cause;
      const rests = new Date(at.wall.getTime() + pauseAfter(RETRIES, attempts, `${work.name} ${id}`));
      if (!over) await note(tx, work, claim, sql`retry_at = ${rests}`);
      else if (await note(tx, work, claim, sql`failed_at = ${at.now}, problem = ${problem}`))
        await work.gaveUp?.(tx, claim, at.now);
    }).catch((trouble: unknown) =>
      log.error({ err: trouble, of }, `what became of ${work.what} could not be noted`),
    );
  }
}

/** @throws CalledOff, Stopped, and what content and store throw */
async function makeFile<J>(
  making: Making,
  work: FileWork<J>,
  claim: FileClaim,
  at: Moment,
  stopping: AbortSignal,
): Promise<void> {
  const { database, store } = making;
  const { team_id: teamId } = claim;
  const { purpose } = work;
  const inTeam = <T>(then: (tx: Tx) => Promise<T>) => write(database.kysely, teamId, then);
  const begun = await inTeam(async (tx) => {
    if (!(await note(tx, work, claim, sql`retry_at = retry_at`))) return undefined;
    const begin = await work.begin(tx, claim, at.now);
    // What a process that was killed had stored of it.
    await eraseFiles(tx, teamId, { purpose, recordId: begin.recordId });
    return begin;
  });
  if (!begun) throw new CalledOff('before it began');
  const { job, recordId } = begun;
  const expiresAt = new Date(at.wall.getTime() + KEPT_MS);
  const held = hold(making, work, claim, stopping);
  try {
    const { lines, name, contentType } = await work.content(job, claim, at);
    const file = { teamId, purpose, recordId, name, contentType, expiresAt };
    const source = held.through(lines);
    try {
      const kept = await keepFile(database.kysely, store, file, source, { limit: LARGEST, now: at.wall });
      await finish(making, work, { claim, job, kept, expiresAt, now: at.now }).catch(
        async (error: unknown) => {
          await inTeam((tx) => eraseFile(tx, teamId, kept.id));
          throw error;
        },
      );
    } finally {
      source.destroy();
    }
  } catch (error) {
    throw held.why() ?? error;
  } finally {
    held.end();
  }
  await work.told?.(job, claim);
}

/** In one transaction: the file is there, or nobody's. */
async function finish<J>(
  { database }: Making,
  work: FileWork<J>,
  {
    claim,
    job,
    kept,
    expiresAt,
    now,
  }: {
    readonly claim: FileClaim;
    readonly job: J;
    readonly kept: { readonly id: number; readonly bytes: number };
    readonly expiresAt: Date;
    readonly now: Date;
  },
): Promise<void> {
  const { team_id: teamId } = claim;
  await write(database.kysely, teamId, async (tx) => {
    if (!(await note(tx, work, claim, sql`retry_at = retry_at`))) throw new CalledOff('before it was whole');
    // Somebody in it was forgotten meanwhile: it is made anew, without them.
    if (!(await isKept(tx, teamId, kept.id)))
      throw new AppError('unavailable', 'Somebody was forgotten while the file was made.');
    await work.finish(tx, claim, job, { bytes: kept.bytes, expiresAt }, now);
  });
}

interface Held {
  /** What goes through ends with an error once the work is called off, or this process stops. */
  through(lines: AsyncIterable<Uint8Array>): Readable;
  /** Why it ended; undefined: it did not. */
  why(): Error | undefined;
  end(): void;
}

/** Renews the lease as long as this process lives, however long the database or the store take. */
function hold<J>(
  { database, clock, log }: Making,
  work: FileWork<J>,
  claim: FileClaim,
  stopping: AbortSignal,
): Held {
  let why: Error | undefined;
  let stream: Readable | undefined;
  let renewing = false;
  const end = (error: Error) => {
    why ??= error;
    stream?.destroy(why);
  };
  const renew = async () => {
    if (renewing || why) return;
    renewing = true;
    const until = new Date(clock.now().getTime() + LEASE_MS);
    try {
      const ours = await write(database.kysely, claim.team_id, (tx) =>
        note(tx, work, claim, sql`retry_at = ${until}`),
      );
      if (!ours) end(new CalledOff('while it was made'));
    } catch (error) {
      log.warn(
        { err: error, teamId: claim.team_id, id: claim.id },
        `the lease of ${work.what} was not renewed`,
      );
    } finally {
      renewing = false;
    }
  };
  const timer = every(() => void renew(), RENEW_MS).unref();
  const stop = () => end(new Stopped('the process ends'));
  stopping.addEventListener('abort', stop, { once: true });
  if (stopping.aborted) stop();
  return {
    through: (lines) => {
      stream = lines instanceof Readable ? lines : Readable.from(lines, { objectMode: false });
      if (why) stream.destroy(why);
      return stream;
    },
    why: () => why,
    end: () => {
      clearInterval(timer);
      stopping.removeEventListener('abort', stop);
    },
  };
}
