import { sql } from 'kysely';
import type { Logger } from 'pino';
import type { Database, Tx } from '../../db/connect.js';
import { write } from '../../db/write.js';
import { requeueOpen } from '../../domain/memberships/planning-rows.js';
import { noteDelegated } from '../../domain/scheduling/absence-rows.js';
import { claimDue, dueRows, type Queue, type Take } from '../../jobs/lease.js';
import { type SingleTeam, ownClocks } from '../claim.js';
import { dateIn } from './rules/wall-clock.js';

interface Begun {
  team_id: number;
  id: number;
  user_id: number;
  starts_on: string;
  ends_on: string;
  time_zone: string;
}

/** Leaves looked at in one go. */
const AT_ONCE = 50;

/**
 * When a leave with a stand-in begins, what lies open in front of the rep is due once more, and the planner's own rule
 * passes it on (engine/planning/plan.ts hand_over). Automatic e-mails stay: theirs are queued. Actions that somebody is just
 * working on are passed on the next time. @returns how many actions were taken back
 */
export async function delegateOpen(
  { database, log, only }: { database: Database; log: Logger; only?: SingleTeam | undefined },
  now: Date,
): Promise<number> {
  const begun = await claimDue(database, ABSENCES, { now, limit: AT_ONCE, take, admit: ownClocks, only });
  let taken = 0;
  for (const { row, now: present } of begun) {
    const today = dateIn(row.time_zone, present);
    if (row.starts_on > today || row.ends_on < today) continue;
    try {
      taken += await write(database.kysely, row.team_id, (tx) => requeue(tx, row, present));
    } catch (error) {
      log.error({ err: error, teamId: row.team_id, absenceId: row.id }, 'a leave could not be handed over');
    }
  }
  return taken;
}

/** By the calendars of all zones at once: which have begun in the rep's own is decided by the caller. */
const ABSENCES: Queue = {
  table: 'user_absences',
  waiting: sql`q.mode = 'hand_over' AND q.handed_over_at IS NULL AND q.deleted_at IS NULL`,
  due: (now) => sql`q.starts_on <= (${now} AT TIME ZONE 'UTC' + interval '14 hours')::date
    AND q.ends_on >= (${now} AT TIME ZONE 'UTC' - interval '12 hours')::date`,
  order: sql`q.starts_on, q.id`,
};

/** Without a lease: what is passed on is locked action by action. */
const take: Take<Begun> = async (tx, team, room) => {
  const due = dueRows(ABSENCES, ['team_id', 'id', 'user_id', 'starts_on', 'ends_on'], team, room);
  const { rows } = await sql<Begun>`
    SELECT a.team_id, a.id, a.user_id, a.starts_on, a.ends_on, u.time_zone
    FROM (${due}) a JOIN users u ON u.team_id = a.team_id AND u.id = a.user_id
    ORDER BY a.starts_on, a.id`.execute(tx);
  return rows;
};

async function requeue(tx: Tx, { team_id: teamId, id, user_id: userId }: Begun, now: Date): Promise<number> {
  const { taken, left } = await requeueOpen(tx, teamId, userId, now);
  if (!left) await noteDelegated(tx, teamId, id, now);
  return taken;
}
