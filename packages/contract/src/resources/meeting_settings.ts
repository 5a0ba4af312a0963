import * as z from 'zod';
import * as f from '../fields.js';
import * as by from '../filters.js';
import { operation } from '../resource.js';

/** Days of the week as the original spells them, in its order. */
export const WEEKDAYS = [
  ...(['Sunday', 'Monday', 'Tuesday', 'Wednesday'] as const),
  ...(['Thursday', 'Friday', 'Saturday'] as const),
] as const;
export type Weekday = (typeof WEEKDAYS)[number];

const moment = () => z.string().meta({ format: 'date-time', examples: ['2025-01-01T05:00:00.000000Z'] });
const byDay = <S extends z.ZodType>(schema: () => S) =>
  z.object(Object.fromEntries(WEEKDAYS.map((day) => [day, schema()])) as Record<Weekday, S>);

/** How a user is met: hours, lengths, and which calendar is told. */
export const MeetingSetting = z.object({
  active_meeting_url: z.record(z.string(), z.unknown()).nullable(),
  allow_booking_on_behalf: z.boolean(),
  allow_booking_overtime: z.boolean(),
  allow_event_overlap: z.boolean(),
  availability_limit: z.int().nullable(),
  availability_limit_enabled: z.boolean(),
  buffer_time_duration: z.int().nullable(),
  calendar_type: z.string().nullable(),
  created_at: moment(),
  default_meeting_length: z.int().nullable(),
  description: z.string().nullable(),
  email_address: z.string().nullable(),
  enable_calendar_sync: z.boolean(),
  enable_dynamic_location: z.boolean(),
  id: z.int(),
  location: z.string().nullable(),
  primary_calendar_connection_failed: z.boolean(),
  primary_calendar_id: z.string().nullable(),
  primary_calendar_name: z.string().nullable(),
  reschedule_meetings_enabled: z.boolean(),
  schedule_buffer_enabled: z.boolean(),
  schedule_delay: z.int().nullable(),
  share_event_detail: z.boolean(),
  time_zone: z.string().nullable(),
  times_available: byDay(() =>
    z.object({ start_time: z.string(), end_time: z.string(), enabled: z.boolean() }),
  ).nullable(),
  title: z.string().nullable(),
  updated_at: moment(),
  user: f.textRef('/v2/users/{id}'),
  user_details: z.record(z.string(), z.unknown()).nullable(),
  user_slug: z.string().nullable(),
});

/** A clock's HH:MM; 24:00 is the end of the day. */
const CLOCK = /^(?:[01]\d|2[0-3]):[0-5]\d$|^24:00$/;
const clock = () =>
  z
    .string({ error: 'must be a time such as 09:00' })
    .regex(CLOCK, 'must be a time such as 09:00')
    .meta({ examples: ['09:00'] });
const hours = byDay(() =>
  z.object({ start_time: clock(), end_time: clock(), enabled: f.boolean() }).nullish(),
);
const between = (least: number, most: number) => f.integer().pipe(z.int().min(least).max(most)).nullish();
const flag = () => f.boolean().nullish();

/** Minutes that a meeting, and a pause beside it, may take. */
const LONGEST = 24 * 60;
/** Hours ahead that a time has to be at least, and days ahead that it may be at most. */
const MOST_DELAY = 90 * 24;
const MOST_DAYS = 90;

const settings = {
  scope: 'meetings:write',
  response: MeetingSetting,
  responseName: 'MeetingSetting',
} as const;

export const meetingSettingsSearches = operation({
  name: 'meeting_settings_searches',
  tag: 'Meetings Settings - Searches',
  method: 'POST',
  path: '/v2/meetings/settings/searches',
  summary: 'list how users are met, one record for each user; filters stand in the body or the query',
  scope: 'meetings:read',
  list: {
    record: MeetingSetting,
    recordName: 'MeetingSetting',
    filters: { user_guids: by.guids(), updated_at: by.range(), calendar_type: by.string() },
    sorts: [],
    defaultSort: 'updated_at',
  },
});

export const updateMeetingSettings = operation({
  ...settings,
  name: 'update_meeting_settings',
  tag: 'Meeting Settings',
  method: 'PUT',
  path: '/v2/meetings/settings/{id}',
  summary:
    'change how a user is met: free times (GET /v2/calendar_availabilities) and what a new meeting says unless it is told follow it; one’s own, and colleagues’ with manage_users',
  params: { id: f.id() },
  body: z.object({
    allow_booking_on_behalf: flag(),
    allow_booking_overtime: flag(),
    allow_event_overlap: flag(),
    availability_limit: between(1, MOST_DAYS),
    availability_limit_enabled: flag(),
    buffer_time_duration: between(0, LONGEST),
    calendar_type: f.text(50).nullish(),
    default_meeting_length: between(5, LONGEST),
    description: f.lines(8000).nullish(),
    enable_calendar_sync: flag(),
    enable_dynamic_location: flag(),
    location: f.text(1000).nullish(),
    primary_calendar_connection_failed: flag(),
    primary_calendar_id: f.text(320).nullish(),
    primary_calendar_name: f.text(255).nullish(),
    reschedule_meetings_enabled: flag(),
    schedule_buffer_enabled: flag(),
    schedule_delay: between(0, MOST_DELAY),
    share_event_detail: flag(),
    time_zone: f.text(64).nullish(),
    times_available: hours.nullish(),
    title: f.text(255).nullish(),
  }),
  mayCause: ['notice_created'],
});

/** Times of a day at which somebody can be met. */
export const CalendarAvailability = z.object({
  calendar_available_times: z.array(z.object({ start_time: moment(), end_time: moment() })),
  calendar_date: f.date().nullable(),
  meeting_duration: z.int().nullable(),
  total_available_count: z.int().nullable(),
});

export const calendarAvailabilities = operation({
  name: 'calendar_availabilities',
  tag: 'Calendar',
  method: 'GET',
  path: '/v2/calendar_availabilities',
  summary:
    'times at which a user can be met, day by day: within their hours, and free of meetings, entries of their calendars, leave and holidays',
  scope: 'meetings:read',
  query: z.object({
    user_guid: z.guid({ error: 'must be a GUID' }).toLowerCase().optional(),
    start_date: f.dateInput().optional(),
    end_date: f.dateInput().optional(),
    duration: f.integer().pipe(z.int().min(5).max(LONGEST)).optional(),
  }),
  response: z.array(CalendarAvailability),
  responseName: 'CalendarAvailability',
});

export const rescheduleLink = operation({
  name: 'reschedule_link',
  tag: 'Meetings',
  method: 'GET',
  path: '/v2/meetings/reschedule_links/{id}',
  summary:
    'the page on which whoever has its address moves a meeting to another free time, by the reschedule_guid of the meeting',
  scope: 'meetings:read',
  params: { id: f.pathUuid() },
  response: z.object({ url: z.string() }),
  responseName: 'RescheduleLink',
});
