import { type Absence, absenceAt, afterReturn } from './absences.js';
import { type Calendar, nextOpen } from './calendar.js';
import { chooseMailbox, type SendingCapacity } from './capacity.js';
import { nextStart, type StartThrottle } from './throttle.js';

/** What a touch has to fit: the planner's inputs about time. */
export interface Constraints {
  calendar: Calendar;
  /** Leaves that make the touch wait; none for what is handed over or goes on by itself. */
  absences: readonly Absence[];
  userId: number;
  userZone: string;
  /** null: the person has started already, or nobody counts. */
  start: StartThrottle | null;
  /** null: no e-mail of the machine's own, so no capacity is used. */
  sending: SendingCapacity | null;
  membershipId: number;
  /** Fixed per touch: jitter, rotation. */
  seed: string | number;
}

export interface Moment {
  at: Date;
  mailboxId: number | null;
  /** The first thing that moved it; undefined when `from` fits. */
  moved: { rule: string; reason: string } | undefined;
  /** Limited capacity is what it waits for, so the moment is a place in a queue. */
  queued: boolean;
}

export type Fit = Moment | { stopped: string } | { never: string };

/**
 * The first moment from `from` on that fits everything at once: open by the calendar, the rep not on leave, a day with
 * room for people who start, and a mailbox with room. Each constraint moves the moment only forward, so repeating them
 * until none does ends at the first common moment.
 */
export function firstFit(constraints: Constraints, from: Date): Fit {
  const moved: { rule: string; reason(): string }[] = [];
  const open = (at: Date): Date | undefined => opening(constraints, at, moved);
  let at = open(from);
  if (at === undefined) return { never: moved[0]?.reason() ?? 'The calendar never opens.' };
  let mailboxId: number | null = null;
  let queued = false;
  if (constraints.sending) {
    const choice = chooseMailbox(constraints.sending, at, constraints.seed, open);
    if ('stopped' in choice) return choice;
    if ('never' in choice) return { never: moved[0]?.reason() ?? 'No mailbox ever has room.' };
    if (choice.limit) moved.push(choice.limit);
    // Whoever has a place keeps one, even where it is the window that moves it on.
    queued =
      constraints.sending.booked !== null ||
      (choice.limit !== undefined && choice.limit.rule !== 'mailbox_retry');
    ({ at, mailboxId } = choice);
  }
  const [first] = moved;
  return {
    at,
    mailboxId,
    moved: at > from && first ? { rule: first.rule, reason: first.reason() } : undefined,
    queued: queued && at > from,
  };
}

/** Calendar, leave and throttle together; what objected is added to `moved`. */
function opening(
  { calendar, absences, userId, userZone, start, membershipId }: Constraints,
  from: Date,
  moved: { rule: string; reason(): string }[],
): Date | undefined {
  let at = from;
  for (let turn = 0; turn < 1000; turn += 1) {
    const before = at.getTime();
    const absence = absenceAt(absences, userId, userZone, at);
    if (absence) {
      const back = afterReturn(absence, calendar, userZone, membershipId);
      if (back === undefined) return undefined;
      moved.push({ rule: 'absence', reason: back.reason });
      at = back.at;
    }
    const opened = nextOpen(calendar, at);
    if (opened?.closed) moved.push({ rule: opened.closed.rule, reason: opened.closed.reason });
    if (opened === undefined) {
      moved.push({ rule: 'send_window', reason: () => `Never inside ${calendar.owner}.` });
      return undefined;
    }
    at = opened.at;
    if (start) {
      const begun = nextStart(start, at);
      if (begun.reason) moved.push({ rule: 'new_people_limit', reason: begun.reason });
      at = begun.at;
    }
    if (at.getTime() === before) return at;
  }
  return undefined;
}
