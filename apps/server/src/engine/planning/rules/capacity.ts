import { type Said, say } from '../../../domain/said.js';
import { seededRandom } from '../../../kernel/seeded-random.js';
import { type TouchLimit, touchLimitAt, touchLimitReason } from './touch-limits.js';
import { DAY_MS, dateIn, startOfDate, zoneNamed } from './wall-clock.js';

const HOUR_MS = 3_600_000;

/** What of a mailbox limits when it may send. Days are days of the user's zone. */
export interface MailboxCapacity {
  /** null is the server's default transport. */
  id: number | null;
  /** As reasons name it: its address. */
  name: string;
  dailyLimit: number | null;
  hourlyLimit: number | null;
  /** Seconds between two messages, and the longest random addition to it. */
  spacingSeconds: number;
  jitterSeconds: number;
  /** Ramp-up: `start` messages on the first day, `step` more each day, until the daily limit. */
  ramp: { startedOn: string; start: number; step: number } | null;
  /** Its share of the e-mails among the user's mailboxes; 0 sends only what it must (its threads). */
  weight: number;
  /** Why it sends nothing until somebody does something; null when it does. */
  stopped: Said | null;
  /** Not before: it failed a while ago. */
  retryAt: Date | null;
  /** The next moment its spacing allows. */
  nextSlotAt: Date | null;
  /** The last place given away in its queue. */
  bookedUntil: Date | null;
  /** Messages sent, queued and booked, by day (YYYY-MM-DD). */
  used: ReadonlyMap<string, number>;
  /** Moments of messages within the last hour and later, ascending; needed only with an hourly limit. */
  slots: readonly Date[];
}

/** Everything that limits a user's e-mails. */
export interface SendingCapacity {
  /** The user's zone. */
  zone: string;
  mailboxes: readonly MailboxCapacity[];
  /** The team's limit for each user, whichever mailbox. */
  userLimit: number | null;
  userUsed: ReadonlyMap<string, number>;
  userBookedUntil: Date | null;
  /** The mailbox the conversation began in: it goes on there. undefined: a new conversation. */
  thread: number | null | undefined;
  /**
   * The mailbox this person's last e-mail of the cadence left from: they hear from one sender while it can send. undefined:
   * none yet.
   */
  kept?: number | null | undefined;
  /** Limits on touches that hold for the person, over all cadences and senders; absent: there are none. */
  touches?: readonly TouchLimit[];
  /** The place this action has in a queue already. */
  booked: { mailboxId: number | null; at: Date } | null;
}

export interface Limit {
  rule:
    | 'mailbox_daily_limit'
    | 'mailbox_ramp_up'
    | 'mailbox_hourly_limit'
    | 'mailbox_spacing'
    | 'mailbox_retry'
    | 'email_daily_limit'
    | TouchLimit['rule'];
  reason(): Said;
}

export type Choice =
  | { mailboxId: number | null; at: Date; limit: Limit | undefined }
  /** No mailbox can send until somebody does something. */
  | { stopped: Said; rule: 'mailbox_paused' | 'no_mailbox' }
  /** `open` never opens again. */
  | { never: true };

/**
 * Which mailbox an e-mail leaves from and when: the one that can soonest, and among equals by weight and seed.
 * `open` moves a moment to the next at which something may go out; `seed` is fixed per touch.
 */
export function chooseMailbox(
  capacity: SendingCapacity,
  now: Date,
  seed: string | number,
  open: (at: Date) => Date | undefined,
): Choice {
  const candidates = candidatesOf(capacity);
  const ready = candidates.filter((mailbox) => mailbox.stopped === null);
  if (ready.length === 0) {
    const [first] = candidates;
    return {
      stopped: first?.stopped ?? say('no_mailbox', { why: 'none' }),
      rule: first === undefined || first.id === null ? 'no_mailbox' : 'mailbox_paused',
    };
  }
  let best: { mailbox: MailboxCapacity; at: Date; limit: Limit | undefined; order: number } | undefined;
  for (const mailbox of ready) {
    const slot = slotOf(capacity, mailbox, now, seed, open);
    if (slot === undefined) continue;
    // Exponential keys: the smallest of n falls on each in proportion to its weight.
    const order =
      -Math.log(1 - seededRandom('rotation', seed, mailbox.name)) / Math.max(mailbox.weight, 1e-9);
    const sooner = best === undefined || slot.at < best.at;
    if (sooner || (best && slot.at.getTime() === best.at.getTime() && order < best.order))
      best = { mailbox, ...slot, order };
  }
  return best === undefined
    ? { never: true }
    : { mailboxId: best.mailbox.id, at: best.at, limit: best.limit };
}

/**
 * A conversation stays in its mailbox while that exists; a place in a queue, and the sender the person knows, are kept while
 * they can send; else whatever has a weight.
 */
function candidatesOf({ mailboxes, thread, booked, kept }: SendingCapacity): readonly MailboxCapacity[] {
  for (const wanted of [thread, booked?.mailboxId, kept]) {
    const found = wanted === undefined ? undefined : mailboxes.find((mailbox) => mailbox.id === wanted);
    if (found && (wanted === thread || found.stopped === null)) return [found];
  }
  const weighted = mailboxes.filter((mailbox) => mailbox.weight > 0);
  return weighted.length > 0 ? weighted : mailboxes;
}

function slotOf(
  capacity: SendingCapacity,
  mailbox: MailboxCapacity,
  now: Date,
  seed: string | number,
  open: (at: Date) => Date | undefined,
): { at: Date; limit: Limit | undefined } | undefined {
  const hasPlace = capacity.booked !== null && capacity.booked.mailboxId === mailbox.id;
  let limit: Limit | undefined;
  let at = now;
  const notBefore = (moment: Date | null, why: () => Limit) => {
    if (moment === null || moment <= at) return;
    limit ??= why();
    at = moment;
  };
  notBefore(mailbox.retryAt, () => retrying(mailbox));
  notBefore(mailbox.nextSlotAt, () => spaced(mailbox));
  if (!hasPlace) {
    // Behind everybody who has a place already.
    notBefore(capacity.userLimit === null ? null : capacity.userBookedUntil, () => userFull(capacity));
    if (isPaced(mailbox)) notBefore(behind(mailbox, seed), () => spaced(mailbox));
    else if (isCounted(mailbox)) notBefore(mailbox.bookedUntil, () => crowded(capacity, mailbox));
  }
  // Each turn moves to a later day or past a message of the hour; the bound is far beyond any real queue.
  for (let turn = 0; turn < 10_000; turn += 1) {
    const opened = open(at);
    if (opened === undefined) return undefined;
    at = opened;
    const full = fullAt(capacity, mailbox, at, hasPlace);
    if (full === undefined) return { at, limit };
    // No place in a queue: nobody else waits behind somebody who hears from us too often.
    if (isTouchLimit(full.limit)) limit = full.limit;
    else limit ??= full.limit;
    at = full.until;
  }
  return undefined;
}

/** Whether it is about whom the touch is for, and not about what a mailbox can take. */
export const isTouchLimit = ({ rule }: { readonly rule: string }): boolean =>
  rule === 'person_touch_limit' || rule === 'account_touch_limit' || rule === 'provider_limit';

const retrying = (mailbox: MailboxCapacity): Limit => ({
  rule: 'mailbox_retry',
  reason: () => say('mailbox_retry', { mailbox_id: mailbox.id }, mailbox),
});
const spaced = (mailbox: MailboxCapacity): Limit => ({
  rule: 'mailbox_spacing',
  reason: () => say('mailbox_spacing', { mailbox_id: mailbox.id, seconds: mailbox.spacingSeconds }, mailbox),
});
/** Others wait already: the limit that keeps the last of them where it is. */
function crowded({ zone }: SendingCapacity, mailbox: MailboxCapacity): Limit {
  const until = mailbox.bookedUntil ?? new Date(0);
  const waiting = { queue_until: until.toISOString(), zone };
  const allowed = allowance(mailbox, dateIn(zone, until));
  const inItsHour = mailbox.slots.filter(
    (slot) => slot <= until && slot.getTime() > until.getTime() - HOUR_MS,
  ).length;
  if (mailbox.hourlyLimit !== null && (allowed === null || inItsHour >= mailbox.hourlyLimit))
    return hourFull(mailbox, mailbox.hourlyLimit, waiting);
  return dayFull(mailbox, dateIn(zone, until), allowed ?? { count: 0, ramping: false }, waiting);
}
const userFull = ({ userLimit }: SendingCapacity): Limit => ({
  rule: 'email_daily_limit',
  reason: () => say('email_daily_limit', { count: userLimit ?? 0 }),
});

/** Whether the mailbox spaces its messages. */
export const isPaced = ({ spacingSeconds, jitterSeconds }: MailboxCapacity): boolean =>
  spacingSeconds > 0 || jitterSeconds > 0;
const isCounted = ({ dailyLimit, hourlyLimit, ramp }: MailboxCapacity): boolean =>
  dailyLimit !== null || hourlyLimit !== null || ramp !== null;
/** Whether what it has sent and promised must be known. */
export const isLimited = (mailbox: MailboxCapacity): boolean => isPaced(mailbox) || isCounted(mailbox);

/** Seconds between this message and the one before, in milliseconds: the same for an action however often it is asked. */
export function gapMs(
  mailbox: Pick<MailboxCapacity, 'spacingSeconds' | 'jitterSeconds'>,
  seed: string | number,
): number {
  return Math.round((mailbox.spacingSeconds + mailbox.jitterSeconds * seededRandom('jitter', seed)) * 1000);
}

function behind(mailbox: MailboxCapacity, seed: string | number): Date | null {
  return mailbox.bookedUntil === null ? null : new Date(mailbox.bookedUntil.getTime() + gapMs(mailbox, seed));
}

/** The limit that is full at that moment, and the first moment at which it may not be. */
function fullAt(
  capacity: SendingCapacity,
  mailbox: MailboxCapacity,
  at: Date,
  hasPlace: boolean,
): { limit: Limit; until: Date } | undefined {
  const touched = capacity.touches && touchLimitAt(capacity.touches, at);
  if (touched) {
    const { limit } = touched;
    return { limit: { rule: limit.rule, reason: () => touchLimitReason(limit) }, until: touched.until };
  }
  const day = dateIn(capacity.zone, at);
  const tomorrow = () => new Date(startOfDate(zoneNamed(capacity.zone), day, 1));
  // Its own place is among what is used.
  const own = hasPlace && capacity.booked && dateIn(capacity.zone, capacity.booked.at) === day ? 1 : 0;
  if (capacity.userLimit !== null && (capacity.userUsed.get(day) ?? 0) - own >= capacity.userLimit)
    return { limit: userFull(capacity), until: tomorrow() };
  const allowed = allowance(mailbox, day);
  if (allowed !== null && (mailbox.used.get(day) ?? 0) - own >= allowed.count)
    return { limit: dayFull(mailbox, day, allowed), until: tomorrow() };
  const { hourlyLimit } = mailbox;
  if (hourlyLimit === null) return undefined;
  const from = at.getTime() - HOUR_MS;
  const within = mailbox.slots.filter(
    (slot) =>
      slot.getTime() > from && slot <= at && !(own === 1 && slot.getTime() === capacity.booked?.at.getTime()),
  );
  const leaves = within[within.length - hourlyLimit];
  if (leaves === undefined) return undefined;
  return {
    limit: hourFull(mailbox, hourlyLimit),
    until: new Date(leaves.getTime() + HOUR_MS),
  };
}

/** How many messages the mailbox may send on that day; null: any number. */
export function allowance(
  { dailyLimit, ramp }: Pick<MailboxCapacity, 'dailyLimit' | 'ramp'>,
  day: string,
): { count: number; ramping: boolean } | null {
  if (ramp === null) return dailyLimit === null ? null : { count: dailyLimit, ramping: false };
  const days = Math.max(0, Math.round((Date.parse(day) - Date.parse(ramp.startedOn)) / DAY_MS));
  const ramped = ramp.start + ramp.step * days;
  if (dailyLimit !== null && ramped >= dailyLimit) return { count: dailyLimit, ramping: false };
  return { count: ramped, ramping: true };
}

/** What a limit says of those who have places before it. */
interface Waiting {
  queue_until?: string;
  zone?: string;
}

function hourFull(mailbox: MailboxCapacity, count: number, waiting: Waiting = {}): Limit {
  return {
    rule: 'mailbox_hourly_limit',
    reason: () => say('mailbox_hourly_limit', { mailbox_id: mailbox.id, count, ...waiting }, mailbox),
  };
}

function dayFull(
  mailbox: MailboxCapacity,
  day: string,
  { count, ramping }: { count: number; ramping: boolean },
  waiting: Waiting = {},
): Limit {
  const { id: mailbox_id, name } = mailbox;
  return ramping
    ? {
        rule: 'mailbox_ramp_up',
        reason: () => say('mailbox_ramp_up', { mailbox_id, count, date: day, ...waiting }, { name }),
      }
    : {
        rule: 'mailbox_daily_limit',
        reason: () => say('mailbox_daily_limit', { mailbox_id, count, ...waiting }, { name }),
      };
}
