import { sql } from 'kysely';
import type { Db } from '../../db/connect.js';
import { invalid, notFound } from '../../kernel/errors.js';
import type { Principal } from '../../kernel/principal.js';
import type { Command } from '../command.js';
import { seesOwned } from '../visibility.js';
import { availabilityOf, type Availability } from './availability.js';
import { moveMeeting } from './meetings.js';

/** Where a meeting is moved by whoever has the address: it names the team and the guid, which nobody guesses. */
export const RESCHEDULE_PATH = '/meetings/reschedule';
/** How often: each time is an e-mail to everybody invited. */
const MOST_MOVES = 20;
const LINK = /^(\d{1,15})-([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})$/;

/** A meeting as the page has it. */
export interface Reschedulable {
  readonly team_id: number;
  readonly id: number;
  readonly owner_id: number;
  readonly owner: string;
  readonly title: string;
  readonly start_time: Date;
  readonly length: number;
  readonly clock_offset_ms: number;
}

/** The meeting of a link; undefined: there is none, or it can no longer be moved by it. */
export async function findReschedulable(
  db: Db,
  link: string,
  wall: Date,
): Promise<Reschedulable | undefined> {
  const [, team, guid] = LINK.exec(link) ?? [];
  if (team === undefined || guid === undefined) return undefined;
  const { rows } = await sql<Reschedulable>`
    SELECT m.team_id, m.id, m.owner_id, coalesce(u.name, u.email) AS owner, m.title, m.start_time, t.clock_offset_ms,
      (extract(epoch FROM m.end_time - m.start_time) / 60)::integer AS length
    FROM meetings m JOIN teams t ON t.id = m.team_id AND NOT t.deactivated
    JOIN users u ON u.team_id = m.team_id AND u.id = m.owner_id AND u.active
    JOIN meeting_settings s ON s.team_id = m.team_id AND s.user_id = m.owner_id
    WHERE m.team_id = ${Number(team)} AND m.reschedule_guid = ${guid}::uuid AND m.canceled_at IS NULL AND m.sequence < ${MOST_MOVES}
      AND s.reschedule_meetings_enabled
      AND m.start_time > ${wall}::timestamptz + t.clock_offset_ms * interval '1 millisecond'`.execute(db);
  return rows[0];
}

/** The times it could be moved to, from the day on that is named; the next two weeks. */
export const timesToMoveTo = (
  db: Db,
  { team_id: teamId, owner_id: userId, id: moving, length }: Reschedulable,
  now: Date,
): Promise<Availability> => availabilityOf(db, { teamId, userId, now, moving, length, days: 14 });

/**
 * Moves a meeting to a time that is still free, as its owner would; the person who chose it has agreed to it. Others who
 * move meetings of this owner so at the same moment wait. @throws AppError invalid, not_found
 */
export async function rescheduleMeeting(
  command: Command,
  { link, ownerId }: { readonly link: string; readonly ownerId: number },
  start: Date,
): Promise<void> {
  const { tx, principal, now } = command;
  await tx
    .selectFrom('meeting_settings')
    .select('id')
    .where('team_id', '=', principal.teamId)
    .where('user_id', '=', ownerId)
    .forUpdate()
    .execute();
  // Of many at once each finds what those before it left: moves that are used up, or another setting.
  const meeting = await findReschedulable(tx, link, new Date(now.getTime() - principal.clockOffsetMs));
  if (!meeting) throw notFound();
  const { days } = await timesToMoveTo(tx, meeting, now);
  const free = days.some(({ times }) => times.some((each) => each.start.getTime() === start.getTime()));
  if (!free) throw invalid('start_time', 'is no longer free');
  await moveMeeting(command, meeting.id, { start_time: start.toISOString() }, true);
}

interface Reader {
  readonly app: {
    readonly database: { readonly kysely: Db };
    readonly config: { readonly publicUrl: string };
  };
  readonly principal: Principal;
  readonly now: Date;
}

/** Where a meeting is moved, as JSON text. @throws AppError not_found */
export async function rescheduleLink(
  { app, principal, now }: Reader,
  { params: { id: guid } }: { readonly params: { readonly id: string } },
): Promise<string> {
  const { kysely: db } = app.database;
  const link = `${principal.teamId}-${guid}`;
  const wall = new Date(now.getTime() - principal.clockOffsetMs);
  const meeting = await findReschedulable(db, link, wall);
  if (!meeting || !(await seesMeeting(db, principal, meeting.id))) throw notFound();
  return JSON.stringify({ url: `${app.config.publicUrl}${RESCHEDULE_PATH}/${link}` });
}

async function seesMeeting(db: Db, principal: Principal, id: number): Promise<boolean> {
  const found = await db
    .selectFrom('meetings as m')
    .innerJoin('people as p', (join) =>
      join.onRef('p.team_id', '=', 'm.team_id').onRef('p.id', '=', 'm.person_id'),
    )
    .select('p.owner_id')
    .where('m.team_id', '=', principal.teamId)
    .where('m.id', '=', id)
    .executeTakeFirst();
  return found !== undefined && (await seesOwned(db, principal, found.owner_id));
}
