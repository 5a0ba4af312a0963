import type { Logger } from 'pino';
import { sql } from 'kysely';
import type { Database, Tx } from '../db/connect.js';
import { write } from '../db/write.js';
import { LONG_WORK } from '../domain/long-work.js';
import { type Detail, type LongCommandKind, workOn } from '../domain/long-commands.js';
import { type Clock, teamNow } from '../kernel/clock.js';
import type { Only } from './claim.js';

/** Commands looked at in one round: each gets one part, so that a long one holds up neither the others nor the engine. */
const AT_ONCE = 10;

interface Carrying {
  database: Database;
  log: Logger;
  /** One team, at a moment of its own clock. */
  only?: Only | undefined;
}

/** One part of each stored command that nobody else is at. @returns how many rows were worked on */
export async function carryOn({ database, log, only }: Carrying, wallClock: Date): Promise<number> {
  // (A kind that only a newer version knows is left to it.)
  const { rows } = await sql<{ team_id: number; id: number; offset_ms: number }>`
    SELECT l.team_id, l.id, t.clock_offset_ms AS offset_ms FROM long_commands l JOIN teams t ON t.id = l.team_id
    WHERE l.kind = ANY(${Object.keys(LONG_WORK)}::text[]) AND ${only ? sql`l.team_id = ${only.teamId}` : sql`true`}
    ORDER BY l.id LIMIT ${AT_ONCE}`.execute(database.kysely);
  let worked = 0;
  for (const { team_id: teamId, id, offset_ms: offset } of rows) {
    const now = only ? only.now : teamNow(wallClock, offset);
    try {
      worked += await write(database.kysely, teamId, (tx) => nextPart(tx, teamId, id, now));
    } catch (error) {
      log.error({ err: error, teamId, longCommandId: id }, 'a part of a long command failed');
    }
  }
  return worked;
}

async function nextPart(tx: Tx, teamId: number, id: number, now: Date): Promise<number> {
  const row = await tx
    .selectFrom('long_commands')
    .select(['kind', 'subject_id', 'user_id', 'after_id', 'detail', 'started_at'])
    .where('team_id', '=', teamId)
    .where('id', '=', id)
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
  const { last, done } = await workOn(LONG_WORK[row.kind as LongCommandKind], part, row.after_id);
  if (last === undefined)
    await tx.deleteFrom('long_commands').where('team_id', '=', teamId).where('id', '=', id).execute();
  else
    await tx
      .updateTable('long_commands')
      .set((eb) => ({ after_id: last, done: eb('done', '+', done) }))
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
