import type { Areas } from '@cadenza/contract';
import type { Command } from '../../domain/command.js';
import {
  holidayCalendars,
  readCalendarDays,
  readSendingSettings,
  sendingSettingsOf,
  sendWindows,
  setUserSendingPaused,
  updateSendingSettings,
  userAbsences,
} from '../../domain/scheduling/index.js';
import type { Answer, HandlersOf } from '../handler-types.js';
import { wireTime } from '../wire-time.js';

const userPause = (paused: boolean) => ({
  write: async (command: Command, { params: { id } }: { params: { id: number } }): Promise<Answer> => {
    const at = await setUserSendingPaused(command, id, paused);
    return async () =>
      JSON.stringify({ id, sending_paused_at: at && wireTime(at, command.principal.timeZone) });
  },
});

/** When something may be sent. */
export const area: HandlersOf<Areas['scheduling']> = {
  resources: {
    holiday_calendars: holidayCalendars,
    send_windows: sendWindows,
    user_absences: userAbsences,
  },
  operations: {
    holiday_calendar_days: { read: readCalendarDays },
    pause_user_sending: userPause(true),
    resume_user_sending: userPause(false),
    sending_settings: { read: readSendingSettings },
    update_sending_settings: {
      write: async (command, { body }) => {
        await updateSendingSettings(command, body);
        const settings = await sendingSettingsOf(command.tx, command.principal);
        return async () => settings;
      },
    },
  },
};
