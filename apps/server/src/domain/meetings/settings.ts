import { type Body, type Contract, contract } from '@cadenza/contract';
import { sql } from 'kysely';
import { plain, sort, USERS_BY_GUID, view } from '../../db/view.js';
import { invalid, notFound } from '../../kernel/errors.js';
import type { Command } from '../command.js';
import { requirePermission } from '../permissions.js';
import { plainRows } from '../plain.js';
import { tellUser } from '../feed/notice-rows.js';
import { requireZone } from '../zones.js';
import { type Hours, wrongHours } from './availability-rules.js';

const utc = (column: string) =>
  `to_char(r.${column} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') AS ${column}`;
const user = (what: string) =>
  `(SELECT ${what} FROM users u WHERE u.team_id = r.team_id AND u.id = r.user_id)`;

/** How users are met. Everybody may know it of colleagues: it is how they find a time. */
export const meetingSettingsView = view(contract.operations.meeting_settings_searches, {
  table: 'meeting_settings',
  sight: null,
  columns: [
    'NULL AS active_meeting_url',
    plain('allow_booking_on_behalf', 'allow_booking_overtime', 'allow_event_overlap', 'availability_limit'),
    plain('availability_limit_enabled', 'buffer_time_duration', 'calendar_type'),
    utc('created_at'),
    plain('default_meeting_length', 'description'),
    `${user(`coalesce((SELECT m.email_address FROM mailboxes m WHERE m.team_id = u.team_id AND m.user_id = u.id
      AND m.deleted_at IS NULL ORDER BY m.id LIMIT 1), u.email)`)} AS email_address`,
    plain('enable_calendar_sync', 'enable_dynamic_location', 'id', 'location'),
    plain('primary_calendar_connection_failed', 'primary_calendar_id', 'primary_calendar_name'),
    plain('reschedule_meetings_enabled', 'schedule_buffer_enabled', 'schedule_delay', 'share_event_detail'),
    `coalesce(r.time_zone, ${user('u.time_zone')}) AS time_zone`,
    plain('times_available', 'title'),
    utc('updated_at'),
    `${user(`json_build_object('_href', :base || '/v2/users/' || u.guid, 'id', u.guid)`)} AS "user"`,
    `'{}'::json AS user_details`,
    'NULL AS user_slug',
  ].join(', '),
  filters: {
    user_guids: { lookup: USERS_BY_GUID, column: 'r.user_id' },
    calendar_type: 'r.calendar_type',
    updated_at: 'r.updated_at',
  },
  sorts: { updated_at: sort('r.updated_at') },
});

const rows = plainRows({
  table: 'meeting_settings',
  forGood: true,
  defaults: {
    allow_booking_on_behalf: false,
    allow_booking_overtime: false,
    allow_event_overlap: false,
    availability_limit: 90,
    availability_limit_enabled: false,
    buffer_time_duration: 15,
    default_meeting_length: 30,
    enable_calendar_sync: false,
    enable_dynamic_location: false,
    primary_calendar_connection_failed: false,
    reschedule_meetings_enabled: true,
    schedule_buffer_enabled: false,
    schedule_delay: 0,
    share_event_detail: false,
  },
});

/** Changes one's own, or those of colleagues. @throws AppError not_found, forbidden, invalid */
export async function updateMeetingSettings(
  command: Command,
  id: number,
  { times_available: days, ...body }: Body<Contract['operations']['update_meeting_settings']>,
): Promise<void> {
  const { tx, principal } = command;
  const before = await tx
    .selectFrom('meeting_settings')
    .select(['user_id', 'times_available', 'primary_calendar_connection_failed as failed'])
    .where('team_id', '=', principal.teamId)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
  if (!before) throw notFound();
  if (before.user_id !== principal.userId)
    requirePermission(principal, 'manage_users', 'change how others are met');
  const { calendar_type, description, location, primary_calendar_id, primary_calendar_name, ...rest } = body;
  const { time_zone: zone, title, ...settings } = rest;
  if (zone) await requireZone(tx, 'time_zone', zone);
  // Days that are not named stay as they are.
  const given = Object.entries(days ?? {}).filter(([, hours]) => hours != null);
  const hours = { ...(before.times_available as Hours), ...(Object.fromEntries(given) as Hours) };
  const wrong = wrongHours(hours);
  if (wrong !== undefined) throw invalid('times_available', wrong);
  const texts = { calendar_type, description, location, primary_calendar_id, primary_calendar_name };
  await rows.update(command, id, {
    ...settings,
    ...emptied({ ...texts, time_zone: zone, title }),
    ...(given.length > 0 && { times_available: JSON.stringify(hours) }),
  });
  if (settings.primary_calendar_connection_failed === true && !before.failed)
    await tellOfCalendar(command, before.user_id);
}

/** The program that reads a calendar cannot reach it: whose it is must let it in again. Once a day at most. */
const tellOfCalendar = (command: Command, userId: number): Promise<void> =>
  tellUser(command, {
    userId,
    kind: 'calendar_failing',
    resource: 'users',
    resourceId: userId,
    key: `calendar ${userId} ${command.now.toISOString().slice(0, 10)}`,
  });

/** A text that says nothing is none; what is absent stays. */
const emptied = <T extends Readonly<Record<string, string | null | undefined>>>(texts: T): T =>
  Object.fromEntries(Object.entries(texts).map(([name, value]) => [name, value === '' ? null : value])) as T;

/** What a new meeting of a user says unless it is told, and whether colleagues may enter one for them. */
export interface MeetingDefaults {
  readonly description: string | null;
  readonly location: string | null;
  readonly length: number;
  readonly onBehalf: boolean;
}

export async function meetingDefaults({ tx, principal }: Command, userId: number): Promise<MeetingDefaults> {
  const { rows: found } = await sql<MeetingDefaults>`
    SELECT description, location, default_meeting_length AS length, allow_booking_on_behalf AS "onBehalf"
    FROM meeting_settings WHERE team_id = ${principal.teamId} AND user_id = ${userId}`.execute(tx);
  if (!found[0]) throw notFound();
  return found[0];
}
