import {
  calendarEvents,
  createCalendarEvent,
  updateCalendarEvent,
  upsertCalendarEvent,
} from '../resources/calendar_events.js';
import {
  calendarAvailabilities,
  meetingSettingsSearches,
  rescheduleLink,
  updateMeetingSettings,
} from '../resources/meeting_settings.js';
import { meetings } from '../resources/meetings.js';

/** Meetings with people, and what stands in calendars. */
export const area = {
  resources: { meetings },
  operations: {
    calendar_availabilities: calendarAvailabilities,
    meeting_settings_searches: meetingSettingsSearches,
    reschedule_link: rescheduleLink,
    update_meeting_settings: updateMeetingSettings,
    calendar_events: calendarEvents,
    create_calendar_event: createCalendarEvent,
    update_calendar_event: updateCalendarEvent,
    upsert_calendar_event: upsertCalendarEvent,
  },
};
