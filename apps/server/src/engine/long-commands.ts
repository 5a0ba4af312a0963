import type { Logger } from 'pino';
import { sql } from 'kysely';
import type { Database, Tx } from '../db/connect.js';
import { write } from '../db/write.js';
import { LONG_WORK } from '../domain/long-work.js';
import { type Detail, type LongCommandKind, workOn } from '../domain/long-commands.js';
import { type Clock, teamNow } from '../kernel/clock.js';
import { AppError } from '../kernel/errors.js';
import type { Only } from './claim.js';

/** Commands looked at in one round: each gets one part, so that a long one holds up neither the others nor the engine. */
const AT_ONCE = 10;
/** Tries in a row after which a command is given up: some five hours. One that ended its process counts, too. */
export const TRIES = 12;
/** Milliseconds from one try to the next: a second after the first, four times as long after each, an hour at most. */
const pauseAfter = (tries: number): number => Math.min(1000 * 4 ** (tries - 1), LONGEST_PAUSE_MS);
const LONGEST_PAUSE_MS = 3_600_000;

interface Carrying {
  database: Database;
  log: Logger;
  /** One team, at a moment of its own clock. */
  only?: Only | undefined;
}

interface Stored {
  team_id: number;
  id: number;
  offset_ms: number;
  attempts: number;
}

/**
 * One part of each stored command that nobody else is at. One that fails, or ends its process, rests longer each time and is tried with fewer
 * rows, so that those before the one at fault are done; after `TRIES` in a row it is given up.
 * @returns how many rows were worked on
 */
export async function carryOn({ database, log, only }: Carrying, wallClock: Date): Promise<number> {
  const present = only
    ? sql`${only.now}::timestamptz`
    : sql`(${wallClock}::timestamptz + t.clock_offset_ms * interval '1 millisecond')`;
  // A kind that only a newer version knows is left to it. A team's clock that was put back lets nobody rest for longer.
  const { rows } = await sql<Stored>`
    SELECT l.team_id, l.id, t.clock_offset_ms AS offset_ms, l.attempts FROM long_commands l JOIN teams t ON t.id = l.team_id
    WHERE l.kind = ANY(${Object.keys(LONG_WORK)}::text[]) AND ${only ? sql`l.team_id = ${only.teamId}` : sql`true`}
      AND l.failed_at IS NULL AND (l.retry_at IS NULL OR l.retry_at <= ${present}
        OR l.retry_at > ${present} + ${LONGEST_PAUSE_MS}::integer * interval '1 millisecond')
    ORDER BY l.id LIMIT ${AT_ONCE}`.execute(database.kysely);
  let worked = 0;
  for (const row of rows) {
    const now = only ? only.now : teamNow(wallClock, row.offset_ms);
    try {
      worked += await tryPart({ database, log }, row, now);
    } catch (error) {
      const attempts = row.attempts + 1;
      const failed = attempts >= TRIES;
      log.error(
        { err: error, teamId: row.team_id, longCommandId: row.id, attempts },
        failed ? 'a long command is given up' : 'a part of a long command failed',
      );
      if (failed) await write(database.kysely, row.team_id, (tx) => giveUp(tx, row, attempts, error, now));
    }
  }
  return worked;
}

/** @returns how many rows were worked on; 0 when somebody else is at it, or it was given up. @throws what the part throws */
async function tryPart({ database, log }: Carrying, row: Stored, now: Date): Promise<number> {
  const { team_id: teamId, id, attempts } = row;
  if (attempts >= TRIES) {
    log.error(
      { teamId, longCommandId: id, attempts },
      'a long command is given up: its parts ended the process',
    );
    await write(database.kysely, teamId, (tx) => giveUp(tx, row, attempts, undefined, now));
    return 0;
  }
  if (!(await write(database.kysely, teamId, (tx) => noteTry(tx, row, now)))) return 0;
  return write(database.kysely, teamId, (tx) => nextPart(tx, row, now));
}

/**
 * A try counts before it begins, in a transaction of its own: a part that takes the process with it (memory, a fault of
 * the runtime) can note nothing. A part that ends well takes the count back.
 * @returns false when somebody else is at it
 */
async function noteTry(tx: Tx, { team_id: teamId, id, attempts }: Stored, now: Date): Promise<boolean> {
  const retryAt = new Date(now.getTime() + pauseAfter(attempts + 1));
  const { rows } = await sql`
    UPDATE long_commands SET attempts = attempts + 1, retry_at = ${retryAt}
    WHERE team_id = ${teamId} AND id = (SELECT id FROM long_commands WHERE team_id = ${teamId} AND id = ${id}
      AND attempts = ${attempts} AND failed_at IS NULL FOR UPDATE SKIP LOCKED) RETURNING id`.execute(tx);
  return rows.length > 0;
}

async function giveUp(
  tx: Tx,
  { team_id: teamId, id }: Stored,
  attempts: number,
  error: unknown,
  now: Date,
): Promise<void> {
  const cause = error instanceof AppError ? error.message : 'An administrator finds the cause in the log.';
  await tx
    .updateTable('long_commands')
    .set({ failed_at: now, problem: `Given up after ${TRIES} attempts. ${cause}` })
    .where('team_id', '=', teamId)
    .where('id', '=', id)
    // Else somebody else was at it meanwhile.
    .where('attempts', '=', attempts)
    .execute();
}

async function nextPart(tx: Tx, { team_id: teamId, id, attempts }: Stored, now: Date): Promise<number> {
  const row = await tx
    .selectFrom('long_commands')
    .select(['kind', 'subject_id', 'user_id', 'after_id', 'detail', 'started_at'])
    .where('team_id', '=', teamId)
    .where('id', '=', id)
    .where('failed_at', 'is', null)
    .forUpdate()
    .skipLocked()
    .executeTakeFirst();
  if (!row) return 0;
  const part = {
    tx,
    principal: { teamId, userId: row.user_id },
    now,
    subjectId: row.subject_id,
    detail: row.detail as Detail,
    since: row.started_at,
  };
  const work = LONG_WORK[row.kind as LongCommandKind];
  const atOnce = Math.max(1, Math.floor(work.atOnce / 2 ** attempts));
  const { last, done } = await workOn(work, part, row.after_id, atOnce);
  if (last === undefined)
    await tx.deleteFrom('long_commands').where('team_id', '=', teamId).where('id', '=', id).execute();
  else
    await tx
      .updateTable('long_commands')
      .set((eb) => ({ after_id: last, done: eb('done', '+', done), attempts: 0, retry_at: null }))
      .where('team_id', '=', teamId)
      .where('id', '=', id)
      .execute();
  return done;
}

export interface Carrier {
  /** Something was stored: it is gone on with until nothing is left, beside the engine and also without one. */
  kick(): void;
  /** Stops after the part in hand. */
  stop(): Promise<void>;
}

/** For a process that takes commands: they go on as soon as they are committed, not only when the engine looks. */
export function createCarrier({ database, log, clock }: Carrying & { clock: Clock }): Carrier {
  let running: Promise<void> | undefined;
  let again = false;
  let stopping = false;
  const carry = async () => {
    do {
      again = false;
      while (!stopping && (await carryOn({ database, log }, clock.now())) > 0);
    } while (again && !stopping);
  };
  return {
    kick: () => {
      again = true;
      if (running || stopping) return;
      running = carry()
        .catch((error: unknown) => log.error({ err: error }, 'long commands are left to the engine'))
        .finally(() => {
          running = undefined;
        });
    },
    stop: async () => {
      stopping = true;
      await running;
    },
  };
}
