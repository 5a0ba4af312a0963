import * as z from 'zod';
import * as f from '../fields.js';
import * as by from '../filters.js';
import { operation } from '../resource.js';

const STATUSES = ['confirmed', 'tentative', 'cancelled'] as const;
const moment = () => z.string().meta({ format: 'date-time', examples: ['2025-01-01T05:00:00.000000Z'] });
const json = () => z.record(z.string(), z.unknown());

/** What stands in a user's calendar, as a calendar program tells of it. */
export const CalendarEvent = z.object({
  user_guid: z.string().nullable(),
  updated_at: moment(),
  title: z.string().nullable(),
  tenant_id: z.int().nullable(),
  status: z.enum(STATUSES).nullable(),
  start_time: moment().nullable(),
  series_master_event_id: z.string().nullable(),
  recurring_interval: z.string().nullable(),
  recurring: z.boolean(),
  recurrence: z.array(z.string()),
  provider: z.string().nullable(),
  organizer: z.string().nullable(),
  location: z.string().nullable(),
  last_occurrence_at: moment().nullable(),
  id: z.string(),
  i_cal_uid: z.string().nullable(),
  html_link: z.string().nullable(),
  extended_properties: json().nullable(),
  end_time: moment().nullable(),
  description: z.string().nullable(),
  creator: z.string().nullable(),
  created_at: moment(),
  conference_data: json().nullable(),
  canceled_at: moment().nullable(),
  calendar_id: z.string().nullable(),
  busy: z.boolean(),
  body_html: z.string().nullable(),
  attendees: z.array(
    z.object({
      name: z.string().nullable(),
      email: z.string().nullable(),
      status: z.string().nullable(),
      organizer: z.boolean(),
    }),
  ),
  all_day: z.boolean(),
});

export const calendarEvents = operation({
  name: 'calendar_events',
  tag: 'Calendar Events',
  method: 'GET',
  path: '/v2/calendar/events',
  summary:
    'list what stands in calendars, as programs told of it: of the caller, and of everybody for admins; kept for a month after its end',
  scope: 'meetings:read',
  list: {
    record: CalendarEvent,
    recordName: 'CalendarEvent',
    filters: {
      start_time: by.from(),
      end_time: by.until(),
      user_guid: by.guids(),
      calendar_id: by.string(),
    },
    sorts: ['start_time'],
    defaultSort: 'start_time',
  },
});

/** Guests of one event. */
const MOST_ATTENDEES = 500;

const attendees = z
  .array(
    z.object({
      email: f.text(320),
      name: f.text(255).nullish(),
      status: f.text(50).nullish(),
      organizer: f.boolean().nullish(),
    }),
  )
  .max(MOST_ATTENDEES, `has more than ${MOST_ATTENDEES} items`)
  .nullish();
const told = {
  title: f.text(1024).nullish(),
  description: f.lines(20_000).nullish(),
  location: f.text(1024).nullish(),
  organizer: f.text(320).nullish(),
  status: f.oneOf(STATUSES).nullish(),
  all_day: f.boolean().nullish(),
  recurring: f.boolean().nullish(),
  recurrence: f.texts(20).nullish(),
  canceled_at: f.timestampInput().nullish(),
  updated_at: f.timestampInput().nullish(),
  attendees,
};
const body = z.object({
  id: f.requiredText(1024),
  i_cal_uid: f.requiredText(1024),
  calendar_id: f.requiredText(320),
  start_time: f.timestampInput(),
  end_time: f.timestampInput(),
  ...told,
});
const writes = {
  tag: 'Calendar Events',
  scope: 'meetings:write',
  mayCause: [
    'meeting_updated',
    'meeting_booked',
    'email_updated',
    'person_updated',
    'cadence_membership_updated',
  ],
  response: CalendarEvent,
  responseName: 'CalendarEvent',
} as const;

export const upsertCalendarEvent = operation({
  ...writes,
  name: 'upsert_calendar_event',
  method: 'POST',
  path: '/v2/calendar/events/upsert',
  summary:
    'tell of an entry of a calendar: it is known by calendar_id, id and i_cal_uid together, and what was changed earlier than what is known changes nothing; what the person of a meeting answered there is the answer to it, as if it had come by mail',
  status: 201,
  body,
});

export const createCalendarEvent = operation({
  ...writes,
  name: 'create_calendar_event',
  method: 'POST',
  path: '/v2/calendar/events',
  summary: 'tell of a new entry of a calendar, as by upsert: one that is known already is refused',
  body,
});

export const updateCalendarEvent = operation({
  ...writes,
  name: 'update_calendar_event',
  method: 'PUT',
  path: '/v2/calendar/events/{id}',
  summary:
    "tell what changed in an entry that is known, by the calendar's own id: what is absent stays, null clears; calendar_id says which, where several calendars have the id",
  params: { id: f.pathText(1024) },
  body: z.object({
    ...told,
    calendar_id: f.text(320).nullish(),
    start_time: f.timestampInput().optional(),
    end_time: f.timestampInput().optional(),
  }),
});
