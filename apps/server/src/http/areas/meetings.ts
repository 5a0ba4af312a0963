import type { Areas } from '@cadenza/contract';
import {
  calendarEventsView,
  createCalendarEvent,
  meetings,
  meetingSettingsView,
  readAvailabilities,
  rescheduleLink,
  updateCalendarEvent,
  updateMeetingSettings,
  upsertCalendarEvent,
} from '../../domain/meetings/index.js';
import type { HandlersOf } from '../handler-types.js';

/** Meetings with people. */
export const area: HandlersOf<Areas['meetings']> = {
  resources: { meetings },
  operations: {
    calendar_availabilities: { read: readAvailabilities },
    meeting_settings_searches: { view: meetingSettingsView },
    reschedule_link: { read: rescheduleLink },
    update_meeting_settings: {
      write: async (command, { params: { id }, body }) => {
        await updateMeetingSettings(command, id, body);
        return (render) => render(meetingSettingsView, id);
      },
    },
    calendar_events: { view: calendarEventsView },
    create_calendar_event: {
      write: async (command, { body }) => {
        const id = await createCalendarEvent(command, body);
        return (render) => render(calendarEventsView, id);
      },
    },
    update_calendar_event: {
      write: async (command, { params, body }) => {
        const id = await updateCalendarEvent(command, params.id, body);
        return (render) => render(calendarEventsView, id);
      },
    },
    upsert_calendar_event: {
      write: async (command, { body }) => {
        const id = await upsertCalendarEvent(command, body);
        return (render) => render(calendarEventsView, id);
      },
    },
  },
};
