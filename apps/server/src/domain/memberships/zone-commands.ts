import { sql } from 'kysely';
import { DateTime } from 'luxon';
import type { Tx } from '../../db/connect.js';
import { walkedGroups, type WalkedGroup } from './membership-queries.js';
import { personZone, planGroup } from './membership-rules.js';
import { type Said, say } from '../said.js';
import { SNOOZED_RULES } from './snooze-commands.js';

const CHUNK = 5000;
const REASON = say('woken', { what: 'zone' });

interface Planned {
  id: number;
  due_at: Date;
  decided_by: string | null;
  cadence_id: number;
  step_group_id: number;
  locale: string | null;
}
interface Zones {
  from: string;
  to: string;
}

/**
 * A user's zone was changed. What no rule has looked at yet keeps its time on the wall; what waits for a window, a day
 * or a place is decided anew, in the order it stood in. Moments that no zone of the user made (a delay, the person's own
 * zone) stay. @returns how many were moved
 */
export async function followZone(
  tx: Tx,
  teamId: number,
  userId: number,
  zones: Zones,
  now: Date,
): Promise<number> {
  const { rows } = await sql<Planned>`
    SELECT a.id, a.due_at, a.decided_by, a.cadence_id, a.step_group_id, p.locale FROM actions a
    JOIN people p ON p.team_id = a.team_id AND p.id = a.person_id
    WHERE a.team_id = ${teamId} AND a.user_id = ${userId} AND a.status = 'planned' AND a.due_at > ${now}
      AND (a.decided_by IS NULL OR NOT a.decided_by = ANY(${[...SNOOZED_RULES, 'membership_paused']}::text[]))
    ORDER BY a.due_at, a.id FOR UPDATE OF a`.execute(tx);
  const groups = new Map<number, WalkedGroup>();
  for (const cadenceId of new Set(rows.map((row) => row.cadence_id)))
    for (const group of await walkedGroups(tx, teamId, cadenceId)) groups.set(group.id, group);
  const moves = rows.flatMap((row) => {
    const moved = movedTo(row, groups.get(row.step_group_id), zones, now);
    return moved ? [{ id: row.id, ...moved }] : [];
  });
  for (let start = 0; start < moves.length; start += CHUNK) {
    const part = moves.slice(start, start + CHUNK);
    // What is due at once is a microsecond apart, so that the order stays.
    await sql`
      UPDATE actions a SET due_at = CASE WHEN w.due > ${now} THEN w.due ELSE ${now}::timestamptz - (${moves.length - start} - w.place) * interval '1 microsecond' END,
        reason = w.reason, explained = w.explained, decided_by = CASE WHEN a.decided_by IS NULL THEN NULL ELSE 'woken' END, decided_because = CASE WHEN a.decided_by IS NULL THEN NULL ELSE w.reason END,
        decided_explained = CASE WHEN a.decided_by IS NULL THEN NULL ELSE w.explained END, booked = false, claimed_until = NULL, updated_at = ${now}
      FROM unnest(${part.map((move) => move.id)}::bigint[], ${part.map((move) => move.due)}::timestamptz[], ${part.map((move) => move.reason.text)}::text[],
        ${part.map((move) => move.reason.json)}::jsonb[])
        WITH ORDINALITY AS w (id, due, reason, explained, place)
      WHERE a.team_id = ${teamId} AND a.id = w.id`.execute(tx);
  }
  return moves.length;
}

function movedTo(
  action: Planned,
  group: WalkedGroup | undefined,
  { from, to }: Zones,
  now: Date,
): { due: Date; reason: Said } | undefined {
  const zones = { user: to, personLocale: action.locale };
  const atTime = group?.automated === true && group.sendType === 'at_time';
  if (action.decided_by !== null) {
    const due = group && atTime ? planGroup(group, { at: now, day: group.day }, zones).due : now;
    return { due, reason: REASON };
  }
  if (!group || (group.automated && !atTime)) return undefined;
  if (atTime && group.timezoneMode === 'person' && personZone(zones).known) return undefined;
  const day = DateTime.fromJSDate(action.due_at, { zone: from }).toISODate() ?? '';
  const begins = DateTime.fromISO(day, { zone: to }).toJSDate();
  return planGroup(group, { at: begins > now ? begins : now, day: group.day }, zones);
}
