import type { RuleName } from '@cadenza/contract';
import { type Said, say } from '../../../domain/said.js';
import { type Absence, absenceAt, afterReturn } from './absences.js';
import { type Calendar, nextOpen } from './calendar.js';
import { chooseMailbox, isTouchLimit, type Limit, type SendingCapacity } from './capacity.js';
import { nextStart, type StartThrottle } from './throttle.js';

/** What an action has to fit: the planner's inputs about time. */
export interface Constraints {
  calendar: Calendar;
  /** Leaves that make the action wait; none for what is handed over or goes on by itself. */
  absences: readonly Absence[];
  userId: number;
  userZone: string;
  /** null: the person has started already, or nobody counts. */
  start: StartThrottle | null;
  /** null: no e-mail of the machine's own, so no capacity is used. */
  sending: SendingCapacity | null;
  /** Fixed per person, by address where there is one: their actions stay together. */
  person: string | number;
  /** Fixed per touch: jitter, rotation. */
  seed: string | number;
}

export interface Moment {
  at: Date;
  mailboxId: number | null;
  /** What decided the moment; undefined when `from` fits. */
  moved: { rule: RuleName; reason: Said } | undefined;
  /** Limited capacity is what it waits for, so the moment is a place in a queue. */
  queued: boolean;
}

export type Fit = Moment | { stopped: Said; rule: RuleName } | { never: Said };

/**
 * The first moment from `from` on that fits everything at once: open by the calendar, the rep not on leave, a day with
 * room for people who start, and a mailbox with room. Each constraint moves the moment only forward, so repeating them
 * until none does ends at the first common moment.
 */
export function firstFit(constraints: Constraints, from: Date): Fit {
  const before: Obstacle[] = [];
  let at = opening(constraints, from, before);
  if (at === undefined)
    return { never: before[0]?.reason() ?? say('never_open', { owner: constraints.calendar.owner }) };
  // What comes behind a full mailbox (its next day begins with the window) is no reason of its own.
  const behind: Obstacle[] = [];
  let limit: Limit | undefined;
  let mailboxId: number | null = null;
  if (constraints.sending) {
    const choice = chooseMailbox(constraints.sending, at, constraints.seed, (moment) =>
      opening(constraints, moment, behind),
    );
    if ('stopped' in choice) return choice;
    if ('never' in choice) return { never: behind[0]?.reason() ?? say('mailbox', {}) };
    ({ at, mailboxId, limit } = choice);
  }
  const decided = at > from ? deciding(constraints, from, before, limit ?? behind[0]) : undefined;
  // Whoever has a place keeps one, even where it is the window that moves it on.
  const queued =
    limit === undefined
      ? constraints.sending?.booked != null
      : !isTouchLimit(limit) && (constraints.sending?.booked != null || limit.rule !== 'mailbox_retry');
  return {
    at,
    mailboxId,
    moved: decided && { rule: decided.rule, reason: decided.reason() },
    queued: queued && at > from,
  };
}

/** What a moment ran into. */
interface Obstacle {
  rule: RuleName;
  reason(): Said;
}

/**
 * Of several obstacles the one that costs most: without it the moment would come soonest. The first one where no single
 * one costs anything.
 */
function deciding(
  constraints: Constraints,
  from: Date,
  before: readonly Obstacle[],
  behind: Obstacle | undefined,
): Obstacle | undefined {
  const met = new Map<string, Obstacle>();
  for (const each of behind ? [...before, behind] : before) if (!met.has(each.rule)) met.set(each.rule, each);
  const [first, ...others] = met.values();
  if (first === undefined || others.length === 0) return first;
  let best: { obstacle: Obstacle; at: number } | undefined;
  for (const obstacle of met.values()) {
    const at = momentWithout(constraints, obstacle.rule, from)?.getTime();
    if (at !== undefined && (best === undefined || at < best.at)) best = { obstacle, at };
  }
  return best?.obstacle ?? first;
}

/** The moment if that one rule were not. */
function momentWithout(constraints: Constraints, rule: RuleName, from: Date): Date | undefined {
  const { calendar } = constraints;
  const others: Partial<Record<RuleName, Partial<Constraints>>> = {
    absence: { absences: [] },
    new_people_limit: { start: null },
    send_window: { calendar: { ...calendar, blocks: null } },
    weekend: { calendar: { ...calendar, weekends: true } },
    holiday: { calendar: { ...calendar, dayOff: () => undefined } },
  };
  // What is left are limits of mailboxes.
  const rest = { ...constraints, ...(others[rule] ?? { sending: null }) };
  const at = opening(rest, from, []);
  if (at === undefined || !rest.sending) return at;
  const choice = chooseMailbox(rest.sending, at, rest.seed, (moment) => opening(rest, moment, []));
  return 'at' in choice ? choice.at : undefined;
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
      moved.push({ rule: 'send_window', reason: () => say('never_open', { owner: calendar.owner }) });
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
