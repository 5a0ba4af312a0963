import type { Logger } from 'pino';
import { sql } from 'kysely';
import type { Database, Tx } from '../db/connect.js';
import { write } from '../db/write.js';
import { detachPeople, stopContacting } from '../domain/accounts/people-of-account.js';
import type { LongCommandKind, Part, PartDone } from '../domain/long-commands.js';
import { teamNow } from '../kernel/clock.js';

const PARTS: Record<LongCommandKind, (part: Part) => Promise<PartDone>> = {
  detach_people: detachPeople,
  stop_contacting: stopContacting,
};
/** Commands looked at in one round: each gets one part, so that a long one holds up neither the others nor the engine. */
const AT_ONCE = 10;

/** One part of each stored command that nobody else is at. @returns how many rows were worked on */
export async function carryOn(
  { database, log }: { database: Database; log: Logger },
  wallClock: Date,
): Promise<number> {
  const { rows } = await sql<{ team_id: number; id: number; offset_ms: number }>`
    SELECT l.team_id, l.id, t.clock_offset_ms AS offset_ms FROM long_commands l JOIN teams t ON t.id = l.team_id
    ORDER BY l.id LIMIT ${AT_ONCE}`.execute(database.kysely);
  let worked = 0;
  for (const { team_id: teamId, id, offset_ms: offset } of rows) {
    const now = teamNow(wallClock, offset);
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
    .select(['kind', 'subject_id', 'user_id', 'after_id'])
    .where('team_id', '=', teamId)
    .where('id', '=', id)
    .forUpdate()
    .skipLocked()
    .executeTakeFirst();
  if (!row) return 0;
  const { last, done } = await PARTS[row.kind as LongCommandKind]({
    tx,
    principal: { teamId, userId: row.user_id },
    now,
    subjectId: row.subject_id,
    after: row.after_id,
  });
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
