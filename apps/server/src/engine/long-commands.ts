import type { Logger } from 'pino';
import { sql } from 'kysely';
import type { Database, Tx } from '../db/connect.js';
import { write } from '../db/write.js';
import { LONG_WORK } from '../domain/long-work.js';
import { type Detail, type LongCommandKind, workOn } from '../domain/long-commands.js';
import { claimDue, dueRows, type Queue, type Take } from '../jobs/lease.js';
import { pauseAfter, type Retries } from '../jobs/retry.js';
import { createRunner, type Loop } from '../jobs/runner.js';
import type { Clock } from '../kernel/clock.js';
import { AppError } from '../kernel/errors.js';
import { ownClocks, type Only } from './claim.js';

/** Commands claimed in one round: each gets one part, so that a long one holds up neither the others nor the engine. */
const AT_ONCE = 10;
/** Tries in a row after which a command is given up: some five hours. One that ended its process counts, too. */
export const TRIES = 12;
const RETRIES: Retries = { tries: TRIES, firstMs: 1000, factor: 4, longestMs: 3_600_000 };
/**
 * From the claim to the part, which holds the row locked; whoever is killed in it leaves the command alone for so long,
 * or for the rest it has earned.
 */
const LEASE_MS = 5000;

/**
 * The stored commands. `retry_at` is the end of the lease of whoever is at it, and of the rest after a part that failed.
 * A kind that only a newer version knows is left to it. A team's clock that was put back lets nobody rest for longer.
 */
const LONG_COMMANDS: Queue = {
  table: 'long_commands',
  waiting: sql`q.failed_at IS NULL AND q.kind = ANY(${Object.keys(LONG_WORK)}::text[])`,
  due: (now) => sql`(q.retry_at IS NULL OR q.retry_at <= ${now}
    OR q.retry_at > ${now} + ${RETRIES.longestMs}::integer * interval '1 millisecond')`,
  order: sql`q.id`,
};

/** Looks when it is told; the timer of a rest this long holds no process up. */
const WHEN_TOLD_MS = 3_600_000;

interface Carrying {
  database: Database;
  log: Logger;
  /** One team, at a moment of its own clock. */
  only?: Only | undefined;
}

/** A claimed command: `attempts` counts the try that begins, and is the token of whoever claimed it. */
interface Claimed {
  team_id: number;
  id: number;
  user_id: number;
  attempts: number;
}

/**
 * One part of each stored command that nobody else is at. One that fails, or ends its process, rests longer each time and is tried with fewer
 * rows, so that those before the one at fault are done; after `TRIES` in a row it is given up.
 * @returns how many rows were worked on
 */
export async function carryOn({ database, log, only }: Carrying, wallClock: Date): Promise<number> {
  const how = { now: wallClock, limit: AT_ONCE, take, admit: ownClocks, only };
  const claims = await claimDue(database, LONG_COMMANDS, how);
  let worked = 0;
  for (const { row, now } of claims) {
    const { team_id: teamId, id, attempts } = row;
    try {
      if (attempts <= TRIES)
        worked += await write(database.kysely, { teamId, userId: row.user_id }, (tx) =>
          nextPart(tx, row, now),
        );
      else await lost({ database, log }, row, now);
    } catch (error) {
      log.error(
        { err: error, teamId, longCommandId: id, attempts },
        attempts >= TRIES ? 'a long command is given up' : 'a part of a long command failed',
      );
      await write(database.kysely, teamId, (tx) =>
        attempts >= TRIES ? giveUp(tx, row, TRIES, error, now) : rest(tx, row, now),
      );
    }
  }
  return worked;
}

/**
 * A try counts before it begins, in the transaction of its claim: a part that takes the process with it (memory, a fault
 * of the runtime) can note nothing. A part that ends well takes the count back.
 */
const take: Take<Claimed> = async (tx, team, room) => {
  const due = dueRows(LONG_COMMANDS, ['team_id', 'id'], team, room);
  const { rows } = await sql<Claimed>`
    UPDATE long_commands l SET attempts = l.attempts + 1, retry_at = ${new Date(team.now.getTime() + LEASE_MS)}
    FROM (${due}) d WHERE l.team_id = d.team_id AND l.id = d.id RETURNING l.team_id, l.id, l.user_id, l.attempts`.execute(
    tx,
  );
  return rows.sort((a, b) => a.id - b.id);
};

/** The tries before this one ended their process, the last one too. */
async function lost({ database, log }: Carrying, row: Claimed, now: Date): Promise<void> {
  const { team_id: teamId, id } = row;
  log.error({ teamId, longCommandId: id }, 'a long command is given up: its parts ended the process');
  await write(database.kysely, teamId, (tx) => giveUp(tx, row, TRIES, undefined, now));
}

/** After a part that failed. */
async function rest(tx: Tx, { team_id: teamId, id, attempts }: Claimed, now: Date): Promise<void> {
  const pause = pauseAfter(RETRIES, attempts, `long command ${id}`);
  await tx
    .updateTable('long_commands')
    .set({ retry_at: new Date(now.getTime() + pause) })
    .where('team_id', '=', teamId)
    .where('id', '=', id)
    .where('attempts', '=', attempts)
    .execute();
}

async function giveUp(
  tx: Tx,
  { team_id: teamId, id, attempts: claimed }: Claimed,
  attempts: number,
  error: unknown,
  now: Date,
): Promise<void> {
  const cause = error instanceof AppError ? error.message : 'An administrator finds the cause in the log.';
  await tx
    .updateTable('long_commands')
    .set({ attempts, failed_at: now, problem: `Given up after ${TRIES} attempts. ${cause}` })
    .where('team_id', '=', teamId)
    .where('id', '=', id)
    // Else somebody else was at it meanwhile.
    .where('attempts', '=', claimed)
    .execute();
}

/** @returns how many rows were worked on; 0 when the claim was lost, or the command was ended */
async function nextPart(tx: Tx, { team_id: teamId, id, attempts }: Claimed, now: Date): Promise<number> {
  const row = await tx
    .selectFrom('long_commands')
    .select(['kind', 'subject_id', 'user_id', 'after_id', 'detail', 'started_at'])
    .where('team_id', '=', teamId)
    .where('id', '=', id)
    .where('failed_at', 'is', null)
    // Whoever was away for longer than its claim finds another count.
    .where('attempts', '=', attempts)
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
  const atOnce = Math.max(1, Math.floor(work.atOnce / 2 ** (attempts - 1)));
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
  const loop: Loop = { name: 'long_commands', round: (now) => carryOn({ database, log }, now) };
  // What rests, or fails, is left to the engine.
  const runner = createRunner({ loops: [loop], clock, log, restMs: WHEN_TOLD_MS });
  return {
    kick: () => {
      runner.start();
      runner.wake(loop.name);
    },
    stop: () => runner.stop(),
  };
}
