import { holidayCalendarDays, holidayCalendars } from '../resources/holiday_calendars.js';
import { sendWindows } from '../resources/send_windows.js';
import {
  pauseUserSending,
  resumeUserSending,
  sendingSettings,
  updateSendingSettings,
} from '../resources/sending_settings.js';
import { userAbsences } from '../resources/user_absences.js';

/** When something may be sent. */
export const area = {
  resources: {
    holiday_calendars: holidayCalendars,
    send_windows: sendWindows,
    user_absences: userAbsences,
  },
  operations: {
    holiday_calendar_days: holidayCalendarDays,
    pause_user_sending: pauseUserSending,
    resume_user_sending: resumeUserSending,
    sending_settings: sendingSettings,
    update_sending_settings: updateSendingSettings,
  },
};
