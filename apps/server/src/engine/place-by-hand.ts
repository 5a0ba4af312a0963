import type { Tx } from '../db/connect.js';
import type { PlaceByHand, TakePlace } from '../domain/activities/place-by-hand.js';
import { teamSchedule } from '../domain/scheduling/schedule-queries.js';
import { readTouch, type Touch } from './facts.js';
import { type Calendar, nextOpen } from './rules/calendar.js';
import { chooseMailbox, type SendingCapacity } from './rules/capacity.js';
import { momentInWords } from './rules/wall-clock.js';
import { readCapacities } from './send-capacity.js';
import { calendarOf } from './situation.js';

/**
 * An e-mail that a person sends leaves like any other: from the mailbox of its conversation or of the person's last
 * e-mail, else the one that can soonest, within its limits and spacing and inside the send window. Weekends, holidays and
 * leave do not bind it: somebody is there and says so.
 */
export const placeByHand: TakePlace = async (tx, teamId, actionId, now) => {
  const touch = await readTouch(tx, teamId, actionId);
  if (!touch) return { ok: false, reason: 'its step is gone' };
  const calendar = await windowOf(tx, teamId, touch);
  const capacities = await readCapacities(tx, teamId, [touch], now, true);
  const capacity = capacities.byHand(touch);
  if (!capacity) return { ok: false, reason: 'it is no e-mail' };
  let closed: string | undefined;
  const open = (at: Date) => {
    const opened = nextOpen(calendar, at);
    if (opened?.closed) closed ??= opened.closed.reason();
    return opened?.at;
  };
  const first = chooseMailbox(capacity, now, touch.facts.f_seed, open);
  const choice =
    'stopped' in first && first.rule === 'mailbox_paused'
      ? chooseMailbox(waiting(capacity), now, touch.facts.f_seed, open)
      : first;
  if ('stopped' in choice) return { ok: false, reason: choice.stopped };
  if ('never' in choice) return { ok: false, reason: closed ?? 'No mailbox ever has room.' };
  const { mailboxId, at, limit } = choice;
  const nextSlot = capacities.take(touch, mailboxId, at, false);
  if (nextSlot !== undefined && mailboxId !== null) await keepSlot(tx, teamId, mailboxId, nextSlot);
  const why = at > now ? (closed ?? limit?.reason()) : undefined;
  return {
    ok: true,
    mailboxId,
    at,
    rule: at > now ? (closed === undefined ? (limit?.rule ?? 'due') : 'send_window') : 'due',
    reason: why && `${why} It goes out ${momentInWords(at, calendar.zone)}.`,
  } satisfies PlaceByHand;
};

/** Paused or refused mailboxes are waited for in the queue, where the claim gives the reason. */
function waiting(capacity: SendingCapacity): SendingCapacity {
  return {
    ...capacity,
    mailboxes: capacity.mailboxes.map((each) => ({ ...each, stopped: null, retryAt: null })),
  };
}

async function windowOf(tx: Tx, teamId: number, touch: Touch): Promise<Calendar> {
  const { f_schedule_version: version } = touch.facts;
  const schedule = await teamSchedule(tx, teamId, version);
  // As an automatic e-mail of the step would have it, but for the days that are taken off.
  const automatic = { ...touch, action: { ...touch.action, automated: true } };
  return { ...calendarOf(schedule, automatic), weekends: true, dayOff: () => undefined };
}

async function keepSlot(tx: Tx, teamId: number, mailboxId: number, nextSlot: Date): Promise<void> {
  await tx
    .updateTable('mailboxes')
    .set({ next_slot_at: nextSlot })
    .where('team_id', '=', teamId)
    .where('id', '=', mailboxId)
    .execute();
}
