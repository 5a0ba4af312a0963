import type { Contract, Query } from '@cadenza/contract';
import { sql } from 'kysely';
import { DateTime } from 'luxon';
import type { Db } from '../../db/connect.js';
import { invalid, notFound } from '../../kernel/errors.js';
import type { Principal } from '../../kernel/principal.js';
import { findUser } from '../records.js';
import { countryCode, teamSchedule } from '../scheduling/index.js';
import { type Calendar, type FreeDay, freeTimes, type Hours } from './availability-rules.js';

/** Days that are answered at once, and how many where nobody says. */
const MOST_DAYS = 31;
const USUAL_DAYS = 7;
const DAY = 86_400_000;
/** How far ahead anybody is met by a page or a program: 90 days, as in the original. */
const FURTHEST = 90;
const MOST_BUSY = 20_000;

interface Asked {
  readonly teamId: number;
  readonly userId: number;
  readonly now: Date;
  /** YYYY-MM-DD in the user's zone; default from today on. */
  readonly first?: string | undefined;
  readonly last?: string | undefined;
  /** How many where no last one is named. */
  readonly days?: number;
  /** Minutes; default as the user has it. */
  readonly length?: number | undefined;
  /** A meeting that is to be moved: its own time is free for it. */
  readonly moving?: number;
}

export interface Availability {
  readonly days: readonly FreeDay[];
  readonly length: number;
  readonly zone: string;
}

/** When a user can be met. @throws AppError invalid, not_found */
export async function availabilityOf(db: Db, asked: Asked): Promise<Availability> {
  const { teamId, userId, now } = asked;
  const { rows } = await sql<Settings>`
    SELECT s.times_available AS hours, coalesce(s.time_zone, u.time_zone) AS zone, s.default_meeting_length AS length,
      CASE WHEN s.schedule_buffer_enabled THEN s.buffer_time_duration ELSE 0 END AS buffer, s.schedule_delay AS delay,
      CASE WHEN s.availability_limit_enabled THEN s.availability_limit ELSE ${FURTHEST} END AS ahead, s.allow_event_overlap AS overlaps,
      u.work_country, t.schedule_version
    FROM users u JOIN teams t ON t.id = u.team_id JOIN meeting_settings s ON s.team_id = u.team_id AND s.user_id = u.id
    WHERE u.team_id = ${teamId} AND u.id = ${userId} AND u.active`.execute(db);
  const [settings] = rows;
  if (!settings) throw notFound();
  const { zone } = settings;
  const first = asked.first ?? (DateTime.fromJSDate(now, { zone }).toISODate() as string);
  const last = asked.last ?? plus(first, (asked.days ?? USUAL_DAYS) - 1);
  if (last < first) throw invalid('end_date', 'must not be before start_date');
  if (last > plus(first, MOST_DAYS - 1))
    throw invalid('end_date', `is more than ${MOST_DAYS} days ahead of start_date`);
  const length = asked.length ?? settings.length;
  const span = { start: at(first, zone, 0), end: at(last, zone, 1) };
  const calendar: Calendar = {
    hours: settings.hours,
    zone,
    length,
    buffer: settings.buffer,
    daysOff: await daysOff(db, asked, settings, [first, last]),
    busy: settings.overlaps ? [] : await busyTimes(db, asked, span, settings.buffer),
    // What begins this moment has begun.
    from: new Date(now.getTime() + settings.delay * 3_600_000 + 1),
    until: new Date(now.getTime() + settings.ahead * DAY),
  };
  return { days: freeTimes(calendar, first, last), length, zone };
}

interface Settings {
  readonly hours: Hours;
  readonly zone: string;
  readonly length: number;
  readonly buffer: number;
  readonly delay: number;
  readonly ahead: number;
  readonly overlaps: boolean;
  readonly work_country: string | null;
  readonly schedule_version: number;
}

const plus = (day: string, days: number): string =>
  DateTime.fromISO(day, { zone: 'utc' }).plus({ days }).toISODate() as string;
const at = (day: string, zone: string, days: number): Date =>
  DateTime.fromISO(day, { zone }).plus({ days }).toJSDate();

/** Days of leave, and holidays of the user. */
async function daysOff(
  db: Db,
  { teamId, userId }: Asked,
  { work_country: country, schedule_version: version }: Settings,
  [first, last]: readonly [string, string],
): Promise<Set<string>> {
  const { calendars, absences } = await teamSchedule(db, teamId, version);
  const own = country === null ? null : (countryCode(country) ?? country);
  const theirs = calendars.filter(
    ({ appliesTo, country: of }) => appliesTo === 'all' || (appliesTo === 'user_country' && of === own),
  );
  const off = new Set<string>();
  for (let day = first; day <= last; day = plus(day, 1)) {
    const away = absences.some(
      (leave) => leave.userId === userId && leave.startsOn <= day && day <= leave.endsOn,
    );
    if (away || theirs.some(({ dayOff }) => dayOff(day) !== undefined)) off.add(day);
  }
  return off;
}

/** Meetings that are not off, and entries of calendars that take their time; one that is both is a meeting. */
async function busyTimes(
  db: Db,
  { teamId, userId, moving }: Asked,
  { start, end }: { readonly start: Date; readonly end: Date },
  buffer: number,
): Promise<{ start: Date; end: Date }[]> {
  const [from, until] = [
    new Date(start.getTime() - buffer * 60_000),
    new Date(end.getTime() + buffer * 60_000),
  ];
  const { rows } = await sql<{ start: Date; end: Date }>`
    SELECT m.start_time AS start, m.end_time AS "end" FROM meetings m
    WHERE m.team_id = ${teamId} AND m.owner_id = ${userId} AND m.id IS DISTINCT FROM ${moving ?? null} AND m.canceled_at IS NULL
      AND m.status <> 'failed' AND m.start_time < ${until} AND m.end_time > ${from}
    UNION ALL SELECT c.start_time, c.end_time FROM calendar_events c
    WHERE c.team_id = ${teamId} AND c.user_id = ${userId} AND c.canceled_at IS NULL AND c.status IS DISTINCT FROM 'cancelled'
      AND c.start_time < ${until} AND c.end_time > ${from}
      AND NOT EXISTS (SELECT FROM meetings m WHERE m.team_id = c.team_id AND m.id = ${moving ?? null} AND m.i_cal_uid = c.i_cal_uid)
    LIMIT ${MOST_BUSY}`.execute(db);
  return rows;
}

interface Reader {
  readonly app: { readonly database: { readonly kysely: Db } };
  readonly principal: Principal;
  readonly now: Date;
}
type Asks = Query<Contract['operations']['calendar_availabilities']>;

/** As JSON text: the days, each with its times in UTC. @throws AppError invalid, not_found */
export async function readAvailabilities(
  { app, principal, now }: Reader,
  { query }: { readonly query: Asks },
): Promise<string> {
  const { kysely: db } = app.database;
  const { user_guid: guid } = query;
  const user = guid === undefined ? { id: principal.userId } : await findUser(db, principal, { guid });
  if (!user) throw invalid('user_guid', 'could not be found');
  const { days, length } = await availabilityOf(db, {
    teamId: principal.teamId,
    userId: user.id,
    now,
    first: query.start_date,
    last: query.end_date,
    length: query.duration,
  });
  return JSON.stringify(
    days.map(({ day, times }) => ({
      calendar_available_times: times.map(({ start, end }) => ({
        start_time: utc(start),
        end_time: utc(end),
      })),
      calendar_date: day,
      meeting_duration: length,
      total_available_count: times.length,
    })),
  );
}

const utc = (moment: Date): string => moment.toISOString().replace('Z', '000Z');
