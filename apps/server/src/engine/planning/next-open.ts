import type { Tx } from '../../db/connect.js';
import type { Email } from '../../domain/activities/index.js';
import type { Said } from '../../domain/said.js';
import { teamSchedule } from '../../domain/scheduling/index.js';
import { readDueAction } from './planning-rows.js';
import { firstFit } from './rules/moment.js';
import { calendarOf } from './plan-input.js';

/** Send windows, holidays and leave, for an e-mail that is tried again or waited longer than it was planned to. */
export type NextOpen = (tx: Tx, email: Email, at: Date) => Promise<{ at: Date; reason: Said | undefined }>;

/**
 * When the e-mail of a cadence may go out that was refused for now or waited longer than planned: its send window,
 * holidays and leave count again. Its place in the limits it has already.
 */
export const nextOpen: NextOpen = async (tx, email, at) => {
  const { schedule_version: version } = await tx
    .selectFrom('teams')
    .select('schedule_version')
    .where('id', '=', email.team_id)
    .executeTakeFirstOrThrow();
  const any = { at, reason: undefined };
  if (version === 0 || email.action_id === null) return any;
  const dueAction = await readDueAction(tx, email.team_id, email.action_id);
  if (!dueAction) return any;
  const schedule = await teamSchedule(tx, email.team_id, version);
  const fit = firstFit(
    {
      calendar: calendarOf(schedule, dueAction),
      absences: schedule.absences.filter(({ mode }) => mode === 'hold'),
      userId: dueAction.action.user_id,
      userZone: dueAction.row.user_time_zone,
      start: null,
      sending: null,
      person: dueAction.context.person.email_address ?? dueAction.action.membership_id,
      seed: dueAction.action.id,
    },
    at,
  );
  // A calendar that never opens again holds it where it is seen: in the ledger, looked at once a day.
  if ('stopped' in fit) return { at: new Date(at.getTime() + 86_400_000), reason: fit.stopped };
  if ('never' in fit) return { at: new Date(at.getTime() + 86_400_000), reason: fit.never };
  return { at: fit.at, reason: fit.moved?.reason };
};
