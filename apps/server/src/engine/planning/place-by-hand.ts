import type { Tx } from '../../db/connect.js';
import type { PlaceByHand, TakePlace } from '../../domain/place-by-hand.js';
import { setNextSlot } from '../../domain/mailboxes/slot-rows.js';
import { say } from '../../domain/said.js';
import { teamSchedule } from '../../domain/scheduling/index.js';
import { readDueAction, type DueAction } from './planning-rows.js';
import { goesOut } from './plan.js';
import type { Calendar } from './rules/calendar.js';
import type { SendingCapacity } from './rules/capacity.js';
import { firstFit } from './rules/moment.js';
import { readCapacities } from './send-capacity.js';
import { calendarOf } from './plan-input.js';

/**
 * An e-mail that a person sends leaves like any other: from the mailbox of its conversation or of the person's last
 * e-mail, else the one that can soonest, within its limits and spacing and inside the send window. Weekends, holidays and
 * leave do not bind it: somebody is there and says so.
 */
export const placeByHand: TakePlace = async (tx, teamId, actionId, now) => {
  const dueAction = await readDueAction(tx, teamId, actionId);
  if (!dueAction) return { ok: false, reason: say('email_stopped', { why: 'step_gone' }) };
  const calendar = await windowOf(tx, teamId, dueAction);
  const capacities = await readCapacities({ tx, teamId, now }, [dueAction], true);
  const capacity = capacities.byHand(dueAction);
  if (!capacity) return { ok: false, reason: say('email_stopped', { why: 'no_email' }) };
  const fitting = (sending: SendingCapacity) =>
    firstFit(
      {
        calendar,
        absences: [],
        userId: dueAction.action.user_id,
        userZone: dueAction.row.user_time_zone,
        start: null,
        sending,
        person: dueAction.context.person.email_address ?? dueAction.action.membership_id,
        seed: dueAction.row.seed,
      },
      now,
    );
  const first = fitting(capacity);
  const fit = 'stopped' in first && first.rule === 'mailbox_paused' ? fitting(waiting(capacity)) : first;
  if ('stopped' in fit) return { ok: false, reason: fit.stopped };
  if ('never' in fit) return { ok: false, reason: fit.never };
  const { mailboxId, at, moved } = fit;
  const nextSlot = capacities.take(dueAction, mailboxId, at, false);
  if (nextSlot !== undefined && mailboxId !== null) await setNextSlot(tx, teamId, mailboxId, nextSlot);
  return {
    ok: true,
    mailboxId,
    at,
    rule: moved?.rule ?? 'due',
    reason: moved?.reason.and(goesOut(true, at, calendar.zone)),
  } satisfies PlaceByHand;
};

/** Paused or refused mailboxes are waited for in the queue, where the claim gives the reason. */
function waiting(capacity: SendingCapacity): SendingCapacity {
  return {
    ...capacity,
    mailboxes: capacity.mailboxes.map((each) => ({ ...each, stopped: null, retryAt: null })),
  };
}

async function windowOf(tx: Tx, teamId: number, dueAction: DueAction): Promise<Calendar> {
  const { team_schedule_version: version } = dueAction.row;
  const schedule = await teamSchedule(tx, teamId, version);
  // As an automatic e-mail of the step would have it, but for the days that are taken off.
  const automatic = { ...dueAction, action: { ...dueAction.action, automated: true } };
  return { ...calendarOf(schedule, automatic), weekends: true, dayOff: () => undefined };
}
