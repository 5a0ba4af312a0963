import { createHash } from 'node:crypto';
import { type Body, type Contract, contract } from '@cadenza/contract';
import { sql } from 'kysely';
import type { Db } from '../../db/connect.js';
import { plain, sort, USERS_BY_GUID, view } from '../../db/view.js';
import { addressKey } from '../../kernel/address.js';
import { forbidden, invalid, notFound, taken } from '../../kernel/errors.js';
import type { Command } from '../command.js';
import { exitPerson, lockPerson } from '../memberships/index.js';
import { findUser, requireAdmin } from '../records.js';
import { ofUser, ofUserSeenBy } from '../visibility.js';
import type { AnswerStatus } from './answer-rules.js';
import { answerMeeting } from './answers.js';
import { lockMeeting } from './meeting-commands.js';

type Given = Body<Contract['operations']['upsert_calendar_event']>;

const utc = (column: string, name = column) =>
  `to_char(r.${column} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') AS ${name}`;
const none = (...names: string[]) => names.map((name) => `NULL AS ${name}`).join(', ');

/** What stands in calendars. A calendar is its user's, and the admins'. */
export const calendarEventsView = view(contract.operations.calendar_events, {
  table: 'calendar_events',
  sight: null,
  columns: [
    '(SELECT u.guid FROM users u WHERE u.team_id = r.team_id AND u.id = r.user_id) AS user_guid',
    utc('changed_at', 'updated_at'),
    plain('title'),
    'r.team_id AS tenant_id',
    plain('status'),
    utc('start_time'),
    none('series_master_event_id', 'recurring_interval'),
    plain('recurring', 'recurrence'),
    `'external' AS provider`,
    plain('organizer', 'location'),
    none('last_occurrence_at'),
    'r.event_id AS id',
    plain('i_cal_uid'),
    none('html_link', 'extended_properties'),
    utc('end_time'),
    plain('description'),
    none('creator'),
    utc('created_at'),
    none('conference_data'),
    utc('canceled_at'),
    plain('calendar_id'),
    `(r.canceled_at IS NULL AND r.status IS DISTINCT FROM 'cancelled') AS busy`,
    none('body_html'),
    plain('attendees', 'all_day'),
  ].join(', '),
  visible: ofUser('r'),
  filters: {
    // What the original asks: whatever of it lies in between.
    start_time: 'r.end_time',
    end_time: 'r.start_time',
    user_guid: { lookup: USERS_BY_GUID, column: 'r.user_id' },
    calendar_id: 'r.calendar_id',
  },
  sorts: { start_time: sort('r.start_time') },
});

/** How calendars of outside programs are called, before the user's GUID. */
const OUTSIDE = 'external_';

/**
 * Writes down an entry of a calendar, or changes it, unless a later change of it is known. An answer in it to a meeting of
 * that user is the answer to the meeting. @returns its id @throws AppError invalid, forbidden
 */
export async function upsertCalendarEvent(command: Command, body: Given): Promise<number> {
  return (await enter(command, body)).id;
}

async function enter(command: Command, body: Given): Promise<Written> {
  const { tx, principal, now } = command;
  const { teamId } = principal;
  if (new Date(body.end_time) < new Date(body.start_time))
    throw invalid('end_time', 'must not be before start_time');
  const userId = await ownerOf(command, body.calendar_id);
  const said = body.updated_at == null ? now : new Date(body.updated_at);
  // A clock that is ahead would keep out all that comes before it catches up.
  const changedAt = said < now ? said : now;
  const attendees = (body.attendees ?? []).map(({ email, name, status, organizer }) => ({
    name: name || null,
    email: email || null,
    status: status || null,
    organizer: organizer === true,
  }));
  // Whoever locks people does so before anything else. (Erasure locks a person, and then what names them.)
  const meeting = await meetingOf(command, userId, body);
  if (meeting) await lockPerson(tx, teamId, meeting.person_id);
  const written = await write(command, body, { userId, changedAt, attendees });
  if (written.user_id !== userId) throw forbidden('This calendar is another user’s');
  if (written.is_new && meeting) await answer(command, meeting, body, changedAt);
  return written;
}

/** Writes down an entry that is not known yet. @throws AppError invalid where it is, forbidden */
export async function createCalendarEvent(command: Command, body: Given): Promise<number> {
  const { tx, principal } = command;
  const known = await tx
    .selectFrom('calendar_events')
    .select('id')
    .where('team_id', '=', principal.teamId)
    .where('key', '=', keyOf(body))
    .executeTakeFirst();
  if (known) throw taken('id');
  const { id, was_there } = await enter(command, body);
  // Somebody else was faster.
  if (was_there) throw taken('id');
  return id;
}

/** Changes an entry by the id that its calendar has for it. @returns its id here @throws AppError not_found, invalid, forbidden */
export async function updateCalendarEvent(
  command: Command,
  eventId: string,
  { calendar_id: calendarId, ...body }: Changed,
): Promise<number> {
  const { tx, principal } = command;
  const { rows } = await sql<Known>`
    SELECT id, calendar_id, i_cal_uid, title, description, location, organizer, status, all_day, recurring, recurrence, start_time, end_time,
      canceled_at, attendees
    FROM calendar_events r WHERE team_id = ${principal.teamId} AND md5(event_id) = md5(${eventId}) AND event_id = ${eventId}
      AND (${calendarId ?? null}::text IS NULL OR calendar_id = ${calendarId ?? null}) AND ${ofUserSeenBy(principal, 'r')}
    ORDER BY id LIMIT 2 FOR UPDATE`.execute(tx);
  const [known, another] = rows;
  if (!known) throw notFound();
  if (another) throw invalid('calendar_id', 'is required: several entries have this id');
  const { id: _id, start_time: start, end_time: end, canceled_at: off, ...kept } = known;
  const given = Object.fromEntries(Object.entries(body).filter(([, value]) => value !== undefined));
  // One that is confirmed again is called off no longer.
  const still = given['status'] === undefined || given['status'] === 'cancelled' ? off : null;
  return upsertCalendarEvent(command, {
    ...kept,
    start_time: start.toISOString(),
    end_time: end.toISOString(),
    canceled_at: still?.toISOString() ?? null,
    ...given,
    id: eventId,
  });
}

type Changed = Body<Contract['operations']['update_calendar_event']>;
type Known = Pick<
  Given,
  | 'calendar_id'
  | 'i_cal_uid'
  | 'title'
  | 'description'
  | 'location'
  | 'organizer'
  | 'status'
  | 'all_day'
  | 'recurring'
  | 'recurrence'
  | 'attendees'
> & { id: number; start_time: Date; end_time: Date; canceled_at: Date | null };

/** What an entry is known by: its calendar, and what that calls it. */
const keyOf = ({ calendar_id, id, i_cal_uid }: Pick<Given, 'calendar_id' | 'id' | 'i_cal_uid'>): Buffer =>
  createHash('sha256')
    .update(JSON.stringify([calendar_id, id, i_cal_uid]))
    .digest();

/** Whose calendar it is: named by GUID or address; the caller's where it names nobody. @throws AppError invalid, forbidden */
async function ownerOf(command: Command, calendarId: string): Promise<number> {
  const { tx, principal } = command;
  const guid = calendarId.startsWith(OUTSIDE) ? calendarId.slice(OUTSIDE.length) : undefined;
  const found =
    guid === undefined
      ? await tx
          .selectFrom('users')
          .select('id')
          .where('team_id', '=', principal.teamId)
          .where(sql`lower(email)`, '=', calendarId.toLowerCase())
          .executeTakeFirst()
      : await findUser(tx, principal, { guid });
  if (guid !== undefined && !found) throw invalid('calendar_id', 'could not be found');
  const id = found?.id ?? principal.userId;
  if (id !== principal.userId) requireAdmin(principal, 'write calendars of others');
  return id;
}

interface Written {
  readonly id: number;
  readonly user_id: number;
  /** It was written now: nothing later was known. */
  readonly is_new: boolean;
  readonly was_there: boolean;
}

async function write(
  command: Command,
  body: Given,
  of: { readonly userId: number; readonly changedAt: Date; readonly attendees: readonly object[] },
): Promise<Written> {
  const { tx, principal, now } = command;
  const { teamId } = principal;
  const { userId, changedAt, attendees } = of;
  const key = keyOf(body);
  const off = body.canceled_at ?? (body.status === 'cancelled' ? changedAt : null);
  const { rows } = await sql<Written>`
    WITH written AS (
      INSERT INTO calendar_events (team_id, created_at, updated_at, user_id, calendar_id, event_id, i_cal_uid, key, changed_at, title, description,
        location, organizer, status, start_time, end_time, all_day, recurring, recurrence, canceled_at, attendees)
      VALUES (${teamId}, ${now}, ${now}, ${userId}, ${body.calendar_id}, ${body.id}, ${body.i_cal_uid}, ${key}, ${changedAt}, ${body.title || null},
        ${body.description || null}, ${body.location || null}, ${body.organizer || null}, ${body.status ?? null}, ${body.start_time}, ${body.end_time},
        ${body.all_day === true}, ${body.recurring === true}, ${body.recurrence ?? []}::text[], ${off}, ${JSON.stringify(attendees)}::jsonb)
      ON CONFLICT (team_id, key) DO UPDATE SET updated_at = excluded.updated_at, changed_at = excluded.changed_at, title = excluded.title,
        description = excluded.description, location = excluded.location, organizer = excluded.organizer, status = excluded.status,
        start_time = excluded.start_time, end_time = excluded.end_time, all_day = excluded.all_day, recurring = excluded.recurring,
        recurrence = excluded.recurrence, canceled_at = excluded.canceled_at, attendees = excluded.attendees
      WHERE calendar_events.changed_at <= excluded.changed_at AND calendar_events.user_id = excluded.user_id
      RETURNING id, user_id, xmax::text <> '0' AS was_there)
    SELECT id, user_id, true AS is_new, was_there FROM written
    UNION ALL SELECT id, user_id, false, true FROM calendar_events
    WHERE team_id = ${teamId} AND key = ${key} AND NOT EXISTS (SELECT FROM written)`.execute(tx);
  const [row] = rows;
  // Written by somebody else after this statement began to look: seen by the next.
  return row ?? write(command, body, of);
}

interface Met {
  readonly id: number;
  readonly person_id: number;
}

/** The user's meeting that the entry is of. */
async function meetingOf(
  { tx, principal }: Command,
  userId: number,
  { i_cal_uid: uid }: Given,
): Promise<Met | undefined> {
  return tx
    .selectFrom('meetings')
    .select(['id', 'person_id'])
    .where('team_id', '=', principal.teamId)
    .where('i_cal_uid', '=', uid)
    .where('owner_id', '=', userId)
    .where('canceled_at', 'is', null)
    .orderBy('id', 'desc')
    .executeTakeFirst();
}

/** As calendars spell it, in capitals or not. */
const ANSWERS: ReadonlyMap<string, AnswerStatus> = new Map([
  ['accepted', 'accepted'],
  ['tentative', 'tentative'],
  ['declined', 'declined'],
]);

/** What the person answered in the calendar, about the time there is. */
async function answer(
  command: Command,
  { id, person_id: personId }: Met,
  body: Given,
  receivedAt: Date,
): Promise<void> {
  const { tx, principal, now } = command;
  const { teamId } = principal;
  const meeting = await lockMeeting(tx, teamId, id);
  const address = meeting?.recipient_email;
  if (!meeting || !address || meeting.start_time.getTime() !== new Date(body.start_time).getTime()) return;
  const said = body.attendees?.find(({ email }) => addressKey(email) === addressKey(address));
  const status = ANSWERS.get(said?.status?.toLowerCase() ?? '');
  if (status === undefined || status === meeting.answer) return;
  const known = meeting.attendees.find(({ email }) => email === addressKey(address));
  if (!known || (known.at !== null && new Date(known.at) >= receivedAt)) return;
  // Before it is counted for its cadence, whose row many share.
  if (status === 'accepted' && meeting.booked_at === null)
    await exitPerson(command, personId, 'meeting_booked');
  await answerMeeting(
    { tx, teamId, now },
    {
      uid: meeting.uid,
      sequence: meeting.time_sequence,
      occurrence: false,
      attendees: [{ email: address, status }],
    },
    { from: address, personId, receivedAt },
  );
}

/** Days that an entry is kept after its end, and how many go at once. */
const KEPT_DAYS = 31;
const FORGOTTEN_AT_ONCE = 1000;

/** Removes entries that ended more than a month ago, by the clocks of their teams. @returns how many */
export async function forgetCalendarEvents(db: Db, wall: Date): Promise<number> {
  const { numAffectedRows = 0n } = await sql`
    DELETE FROM calendar_events c USING (SELECT k.team_id, k.id FROM teams t CROSS JOIN LATERAL (
      SELECT o.team_id, o.id FROM calendar_events o WHERE o.team_id = t.id
        AND o.end_time <= ${wall}::timestamptz + t.clock_offset_ms * interval '1 millisecond' - ${KEPT_DAYS}::integer * interval '1 day'
      ORDER BY o.end_time, o.id LIMIT ${FORGOTTEN_AT_ONCE}) k LIMIT ${FORGOTTEN_AT_ONCE}) f
    WHERE c.team_id = f.team_id AND c.id = f.id`.execute(db);
  return Number(numAffectedRows);
}
