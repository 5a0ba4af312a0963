import type { Areas } from '@cadenza/contract';
import { calendarEventsView, meetings, upsertCalendarEvent } from '../../domain/meetings/index.js';
import type { HandlersOf } from '../handler-types.js';

/** Meetings with people. */
export const area: HandlersOf<Areas['meetings']> = {
  resources: { meetings },
  operations: {
    calendar_events: { view: calendarEventsView },
    upsert_calendar_event: {
      write: async (command, { body }) => {
        const id = await upsertCalendarEvent(command, body);
        return (render) => render(calendarEventsView, id);
      },
    },
  },
};
