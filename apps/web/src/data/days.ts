import { queryOptions } from '@tanstack/react-query';
import type { Row } from '@cadenza/sdk';
import { api } from './api';

export type HolidayCalendar = Row<'holiday_calendars'>;
export type Leave = Row<'user_absences'>;

const ALL = { per_page: 100 } as const;

export const calendarsQuery = queryOptions({
  queryKey: ['settings', 'holiday_calendars', 'whole'],
  queryFn: async ({ signal }) => (await api.holiday_calendars.list(ALL, { signal })).data,
});

/** The days off that a calendar comes to in a year. */
export const daysOffQuery = (id: number, year: number) =>
  queryOptions({
    queryKey: ['settings', 'holiday_calendars', 'days', id, year],
    queryFn: async ({ signal }) => await api.holiday_calendar_days(id, { query: { year }, signal }),
  });

/** Who is away when, the latest first. */
export const leaveQuery = queryOptions({
  queryKey: ['user_absences'],
  queryFn: async ({ signal }) =>
    (await api.user_absences.list({ ...ALL, sort_by: 'starts_on', sort_direction: 'DESC' }, { signal })).data,
});
