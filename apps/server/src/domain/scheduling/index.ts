// What other areas, the engine and the HTTP layer use of this area; rules may be imported by anyone.
export {
  begunRuns,
  lastMailboxes,
  mailboxesOf,
  slotsSince,
  startsSince,
  lockLimit,
  threadMailboxes,
  TOUCH_RULES,
  type TouchLimits,
  touchesOf,
  touchesOfDomains,
  usedDays,
} from './capacity-queries.js';
export { holidaysOn } from './holidays-ahead.js';
export { holidayCalendars, readCalendarDays } from './holiday-calendars.js';
export { countryCode } from './holiday-dates.js';
export { setCadencePaused, setUserSendingPaused } from './pause-commands.js';
export {
  type Schedules,
  type SendWindow,
  type TeamSchedule,
  rememberedSchedules,
  teamSchedule,
} from './schedule-queries.js';
export { sendWindows } from './send-windows.js';
export { readSendingSettings, sendingSettingsOf, updateSendingSettings } from './sending-settings.js';
export { userAbsences } from './user-absences.js';
