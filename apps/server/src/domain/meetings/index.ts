// What other areas, the engine and the HTTP layer use of this area; rules may be imported by anyone.
export { answerMeeting, type MeetingEffect, undoAnswer } from './answers.js';
export {
  calendarEventsView,
  createCalendarEvent,
  forgetCalendarEvents,
  updateCalendarEvent,
  upsertCalendarEvent,
} from './calendar-events.js';
export { readAvailabilities } from './availability.js';
export { meetings } from './meetings.js';
export {
  findReschedulable,
  RESCHEDULE_PATH,
  type Reschedulable,
  rescheduleLink,
  rescheduleMeeting,
  timesToMoveTo,
} from './reschedule.js';
export { meetingSettingsView, updateMeetingSettings } from './settings.js';
