// What other areas, the engine and the HTTP layer use of this area; rules may be imported by anyone.
export { answerMeeting, type MeetingEffect, undoAnswer } from './answers.js';
export {
  calendarEventsView,
  createCalendarEvent,
  forgetCalendarEvents,
  updateCalendarEvent,
  upsertCalendarEvent,
} from './calendar-events.js';
export { meetings } from './meetings.js';
