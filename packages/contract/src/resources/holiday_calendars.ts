import * as z from 'zod';
import * as f from '../fields.js';
import * as by from '../filters.js';
import { operation, resource } from '../resource.js';

const APPLIES_TO = ['all', 'user_country', 'person_country'] as const;

export const HolidayCalendar = z.object({
  id: z.int(),
  created_at: f.timestamp(),
  updated_at: f.timestamp(),
  name: z.string(),
  country: z.string().nullable(),
  region: z.string().nullable(),
  applies_to: z.enum(APPLIES_TO),
  extra_days: z.array(z.object({ date: f.date(), name: z.string() })),
  working_days: z.array(f.date()),
});

const settings = {
  country: f
    .text(2)
    .pipe(z.string().regex(/^[A-Za-z]{2}$/, 'must be a country code such as DE'))
    .transform((code) => code.toUpperCase())
    .nullish(),
  region: f.text(12).nullish(),
  applies_to: f.oneOf(APPLIES_TO).nullish(),
  extra_days: z
    .array(z.object({ date: f.dateInput(), name: f.requiredText(120) }), { error: 'must be a list of days' })
    .max(366)
    .nullish(),
  working_days: z.array(f.dateInput(), { error: 'must be a list of dates' }).max(366).nullish(),
};

/** Days on which nothing happens: a country's public holidays and the team's own. Superset. */
export const holidayCalendars = resource({
  name: 'holiday_calendars',
  extension: true,
  tag: 'Holiday Calendars',
  path: '/v2/holiday_calendars',
  recordName: 'HolidayCalendar',
  record: HolidayCalendar,
  scopes: { read: 'team:read', write: 'team:write', delete: 'team:write' },
  list: {
    filters: { ids: by.ids(), country: by.strings() },
    sorts: ['created_at', 'updated_at', 'name'],
    defaultSort: 'name',
  },
  show: true,
  create: { body: z.object({ ...settings, name: f.requiredText(120) }), extension: true },
  update: { body: z.object({ ...settings, name: f.text(120).nullish() }), extension: true },
  delete: { extension: true },
});

export const holidayCalendarDays = operation({
  name: 'holiday_calendar_days',
  tag: 'Holiday Calendars',
  method: 'GET',
  path: '/v2/holiday_calendars/{id}/days',
  summary: 'the days off of a year (default: the current one)',
  scope: 'team:read',
  params: { id: f.id() },
  query: z.object({ year: f.integer().pipe(z.int().min(1970).max(2100)).optional() }),
  response: z.array(z.object({ date: f.date(), name: z.string() })),
  responseName: 'HolidayCalendarDays',
  extension: true,
});
