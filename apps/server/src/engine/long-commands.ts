import type { Logger } from 'pino';
import { sql } from 'kysely';
import type { Database, Tx } from '../db/connect.js';
import { LONG_WORK } from '../domain/long-work.js';
import { type Detail, type LongCommandKind, workOn } from '../domain/long-commands.js';
import { type PartClaim, type PartedWork, type Progress, workInParts } from '../jobs/parts.js';
import { createRunner, type Loop } from '../jobs/runner.js';
import type { Clock } from '../kernel/clock.js';
import { AppError } from '../kernel/errors.js';
import { ownClocks, type SingleTeam } from './claim.js';

/** Commands claimed in one round: each gets one part, so that a long one holds up neither the others nor the engine. */
const AT_ONCE = 10;
/** Tries in a row after which a command is given up: some five hours. One that ended its process counts, too. */
export const TRIES = 12;
const LONGEST_MS = 3_600_000;

/** A kind that only a newer version knows is left to it. A team's clock that was put back lets nobody rest for longer. */
const LONG_COMMANDS: PartedWork = {
  queue: {
    table: 'long_commands',
    waiting: sql`q.failed_at IS NULL AND q.kind = ANY(${Object.keys(LONG_WORK)}::text[])`,
    due: (now) => sql`(q.retry_at IS NULL OR q.retry_at <= ${now}
      OR q.retry_at > ${now} + ${LONGEST_MS}::integer * interval '1 millisecond')`,
    order: sql`q.id`,
  },
  retries: { tries: TRIES, firstMs: 1000, factor: 4, longestMs: LONGEST_MS },
  leaseMs: 5000,
};

/** Looks when it is told; the timer of a rest this long holds no process up. */
const WHEN_TOLD_MS = 3_600_000;

interface Carrying {
  database: Database;
  log: Logger;
  /** One team, at a moment of its own clock. */
  only?: SingleTeam | undefined;
}

/** The columns of a command that a part needs. */
interface Stored {
  kind: LongCommandKind;
  subject_id: number;
  user_id: number;
  after_id: number;
  detail: Detail;
  started_at: Date;
}

/** One part of each stored command that nobody else is at. @returns how many rows were worked on */
export async function carryOn({ database, log, only }: Carrying, wallClock: Date): Promise<number> {
  const how = { now: wallClock, limit: AT_ONCE, admit: ownClocks, only };
  return workInParts(database, LONG_COMMANDS, how, {
    columns: ['kind', 'subject_id', 'user_id', 'after_id', 'detail', 'started_at'],
    part: (tx, row, claim, now) => nextPart(tx, row as unknown as Stored, claim, now),
    onFailure: ({ team_id: teamId, id, attempts }, error, over) => {
      const what = over ? 'a long command is given up' : 'a part of a long command failed';
      log.error(
        { err: error, teamId, longCommandId: id, attempts },
        error === undefined ? `${what}: its parts ended the process` : what,
      );
    },
    problem: (error) => {
      const cause =
        error instanceof AppError ? error.message : 'An administrator finds the cause in the log.';
      return `Given up after ${TRIES} attempts. ${cause}`;
    },
  });
}

/** After a part that failed fewer rows are tried, so that those before the one at fault are done. */
async function nextPart(tx: Tx, row: Stored, { team_id, attempts }: PartClaim, now: Date): Promise<Progress> {
  const part = {
    tx,
    principal: { teamId: team_id, userId: row.user_id },
    now,
    subjectId: row.subject_id,
    detail: row.detail,
    since: row.started_at,
  };
  const work = LONG_WORK[row.kind];
  const atOnce = Math.max(1, Math.floor(work.atOnce / 2 ** (attempts - 1)));
  const { last, done } = await workOn(work, part, row.after_id, atOnce);
  return { after: last, done };
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
