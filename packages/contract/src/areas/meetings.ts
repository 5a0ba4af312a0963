import { calendarEvents, upsertCalendarEvent } from '../resources/calendar_events.js';
import { meetings } from '../resources/meetings.js';

/** Meetings with people, and what stands in calendars. */
export const area = {
  resources: { meetings },
  operations: { calendar_events: calendarEvents, upsert_calendar_event: upsertCalendarEvent },
};
