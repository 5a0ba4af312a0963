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
  /** Fixed per person, by address where there is one: their touches stay together. */
  person: string | number;
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

export type Fit = Moment | { stopped: string; rule: string } | { never: string };

/**
 * The first moment from `from` on that fits everything at once: open by the calendar, the rep not on leave, a day with
 * room for people who start, and a mailbox with room. Each constraint moves the moment only forward, so repeating them
 * until none does ends at the first common moment.
 */
export function firstFit(constraints: Constraints, from: Date): Fit {
  const before: Obstacle[] = [];
  let at = opening(constraints, from, before);
  if (at === undefined) return { never: before[0]?.reason() ?? 'The calendar never opens.' };
  // What comes behind a full mailbox (its next day begins with the window) is no reason of its own.
  const behind: Obstacle[] = [];
  let limit: Obstacle | undefined;
  let mailboxId: number | null = null;
  if (constraints.sending) {
    const choice = chooseMailbox(constraints.sending, at, constraints.seed, (moment) =>
      opening(constraints, moment, behind),
    );
    if ('stopped' in choice) return choice;
    if ('never' in choice) return { never: behind[0]?.reason() ?? 'No mailbox ever has room.' };
    ({ at, mailboxId, limit } = choice);
  }
  const first = before[0] ?? limit ?? behind[0];
  // Whoever has a place keeps one, even where it is the window that moves it on.
  const queued =
    constraints.sending?.booked != null || (limit !== undefined && limit.rule !== 'mailbox_retry');
  return {
    at,
    mailboxId,
    moved: at > from && first ? { rule: first.rule, reason: first.reason() } : undefined,
    queued: queued && at > from,
  };
}

/** What a moment ran into. */
interface Obstacle {
  rule: string;
  reason(): string;
}

/** Calendar, leave and throttle together; what objected is added to `moved`. */
function opening(
  { calendar, absences, userId, userZone, start, person }: Constraints,
  from: Date,
  moved: Obstacle[],
): Date | undefined {
  let at = from;
  for (let turn = 0; turn < 1000; turn += 1) {
    const before = at.getTime();
    const absence = absenceAt(absences, userId, userZone, at);
    if (absence) {
      const back = afterReturn(absence, calendar, userZone, person);
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
