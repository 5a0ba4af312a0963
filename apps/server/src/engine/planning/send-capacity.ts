import { type Said, say } from '../../domain/said.js';
import type { Tx } from '../../db/connect.js';
import { type Mailbox, noMailboxReason } from '../../domain/mailboxes/index.js';
import {
  lastMailboxes,
  mailboxesOf,
  slotsSince,
  lockLimit,
  threadMailboxes,
  usedDays,
} from '../../domain/scheduling/index.js';
import type { Sending, TeamMoment } from './sending.js';
import { readTouches, type TouchesUsed } from './touch-limits.js';
import { gapMs, isLimited, isPaced, type MailboxCapacity, type SendingCapacity } from './rules/capacity.js';
import { dateIn, startOfDate, zoneNamed } from './rules/wall-clock.js';

/** What the mailboxes of the senders of a batch have left, and what its decisions have taken so far. */
export interface Capacities {
  /** null: not an automatic e-mail. */
  of(dueAction: Sending): SendingCapacity | null;
  /** The same for what is sent by hand. */
  byHand(dueAction: Sending): SendingCapacity | null;
  /** The mailbox of the last e-mail to this person in this run; undefined: there was none. */
  keptOf(dueAction: Sending): number | null | undefined;
  /** The mailbox the action's conversation began in; undefined when it goes on in none. */
  threadOf(dueAction: Sending): number | null | undefined;
  /** One message at that moment: sent now, or a place in the queue. @returns the mailbox's next free moment, when it changed */
  take(dueAction: Sending, mailboxId: number | null, at: Date, place: boolean): Date | undefined;
  /** It waits until then for room among touches. */
  wait(dueAction: Sending, until: Date): void;
}

interface Writable extends MailboxCapacity {
  used: Map<string, number>;
  slots: Date[];
}

interface Sender {
  zone: string;
  mailboxes: Writable[];
  limit: number | null;
  used: Map<string, number>;
  bookedUntil: Date | null;
}

const HOUR_MS = 3_600_000;

/** Reads and locks what limits the senders of these automatic e-mails; without `lock` for who only asks. */
export async function readCapacities(
  { tx, teamId, now }: TeamMoment,
  dueActions: readonly Sending[],
  anyoneAway: boolean,
  lock = true,
): Promise<Capacities> {
  const zones = new Map(dueActions.map(({ action, row }) => [action.user_id, row.user_time_zone]));
  const rows = zones.size === 0 ? [] : await mailboxesOf(tx, teamId, [...zones.keys()], lock);
  const limit = dueActions[0]?.row.team_email_daily_limit ?? null;
  if (limit !== null && lock) await lockLimit(tx, teamId, 'email_daily_limit', [...zones.keys()]);
  const stopped = dueActions[0] === undefined ? null : noMailbox(dueActions[0]);
  const senders = new Map<number, Sender>();
  for (const [userId, zone] of zones) {
    const own = rows.filter((row) => row.user_id === userId).map(toCapacity);
    const mailboxes = own.length > 0 ? own : [defaultTransport(stopped)];
    senders.set(userId, { zone: zoneNamed(zone).name, mailboxes, limit, used: new Map(), bookedUntil: null });
  }
  await readUsed(tx, teamId, senders, now);
  const threads = rows.length > 0 || anyoneAway ? await readThreads(tx, teamId, dueActions) : new Map();
  // With one mailbox there is nothing to choose.
  const several = [...senders.values()].some(({ mailboxes }) => mailboxes.length > 1);
  const kept = several ? await readKept(tx, teamId, dueActions) : new Map<number, number | null>();
  return capacities(senders, threads, kept, await readTouches({ tx, teamId, now }, dueActions, lock));
}

function noMailbox({ row }: Sending): Said | null {
  return noMailboxReason({
    sandbox: row.team_sandbox,
    smtpUrl: row.server_smtp_url,
    requireMailbox: row.team_requires_mailbox,
  });
}

async function readKept(
  tx: Tx,
  teamId: number,
  dueActions: readonly Sending[],
): Promise<ReadonlyMap<number, number | null>> {
  const ids = dueActions.map(({ action }) => action.membership_id).filter((id) => id > 0);
  return new Map((await lastMailboxes(tx, teamId, ids)).map((row) => [row.membership_id, row.mailbox_id]));
}

function toCapacity(row: Mailbox): Writable {
  return {
    id: row.id,
    name: row.email_address,
    dailyLimit: row.daily_limit,
    hourlyLimit: row.hourly_limit,
    spacingSeconds: row.spacing_seconds,
    jitterSeconds: row.spacing_jitter_seconds,
    ramp:
      row.ramp_started_on === null || row.ramp_start === null
        ? null
        : { startedOn: row.ramp_started_on, start: row.ramp_start, step: row.ramp_step ?? 0 },
    weight: row.rotation_weight,
    stopped: stoppedBecause(row),
    retryAt: row.retry_at,
    nextSlotAt: row.next_slot_at,
    bookedUntil: null,
    used: new Map(),
    slots: [],
  };
}

function stoppedBecause(row: Mailbox): Said | null {
  if (row.paused_at !== null)
    return say('mailbox_paused', { mailbox_id: row.id, how: 'paused' }, { name: row.email_address });
  // With a moment to try again it is waited for like any other trouble, or nothing would ever try.
  if (row.health === 'blocked' && row.retry_at === null)
    return say(
      'mailbox_paused',
      { mailbox_id: row.id, how: 'blocked' },
      { name: row.email_address, quote: row.health_reason ?? '' },
    );
  return null;
}

function defaultTransport(stopped: Said | null): Writable {
  return {
    id: null,
    name: 'The server',
    dailyLimit: null,
    hourlyLimit: null,
    spacingSeconds: 0,
    jitterSeconds: 0,
    ramp: null,
    weight: 1,
    stopped,
    retryAt: null,
    nextSlotAt: null,
    bookedUntil: null,
    used: new Map(),
    slots: [],
  };
}

async function readUsed(
  tx: Tx,
  teamId: number,
  senders: ReadonlyMap<number, Sender>,
  now: Date,
): Promise<void> {
  const limited = [...senders].filter(
    ([, sender]) => sender.limit !== null || sender.mailboxes.some(isLimited),
  );
  if (limited.length === 0) return;
  const counted = limited.map(([userId, { zone }]) => ({
    userId,
    zone,
    since: new Date(startOfDate(zoneNamed(zone), dateIn(zone, now))),
  }));
  for (const row of await usedDays(tx, teamId, counted)) {
    const sender = senders.get(row.user_id);
    if (!sender) continue;
    add(sender.used, row.day, row.used);
    sender.bookedUntil = later(sender.bookedUntil, row.booked_until);
    const mailbox = sender.mailboxes.find((each) => each.id === row.mailbox_id);
    if (!mailbox) continue;
    add(mailbox.used, row.day, row.used);
    mailbox.bookedUntil = later(mailbox.bookedUntil, row.booked_until);
  }
  const hourly = limited.flatMap(([, { mailboxes }]) =>
    mailboxes.filter((each) => each.hourlyLimit !== null),
  );
  if (hourly.length === 0) return;
  const since = new Date(now.getTime() - HOUR_MS);
  for (const slot of await slotsSince(
    tx,
    teamId,
    hourly.flatMap((each) => each.id ?? []),
    since,
  ))
    hourly.find((each) => each.id === slot.mailbox_id)?.slots.push(slot.at);
}

function add(days: Map<string, number>, day: string, n: number): void {
  days.set(day, (days.get(day) ?? 0) + n);
}

function later(a: Date | null, b: Date | null): Date | null {
  return a === null || (b !== null && b > a) ? b : a;
}

async function readThreads(
  tx: Tx,
  teamId: number,
  dueActions: readonly Sending[],
): Promise<ReadonlyMap<string, number | null>> {
  const wanted = dueActions.flatMap(({ action, row }) =>
    row.thread_group_id === null
      ? []
      : [{ membershipId: action.membership_id, groupId: row.thread_group_id }],
  );
  if (wanted.length === 0) return new Map();
  const rows = await threadMailboxes(tx, teamId, wanted);
  return new Map(rows.map((row) => [`${row.membership_id}/${row.step_group_id}`, row.mailbox_id]));
}

function capacities(
  senders: ReadonlyMap<number, Sender>,
  threads: ReadonlyMap<string, number | null>,
  kept: ReadonlyMap<number, number | null>,
  touches: TouchesUsed,
): Capacities {
  const threadOf = ({ action, row }: Sending) =>
    threads.get(`${action.membership_id}/${row.thread_group_id}`);
  const keptOf = ({ action }: Sending) => kept.get(action.membership_id);
  const byHand = (dueAction: Sending): SendingCapacity | null => {
    const { action } = dueAction;
    const sender = senders.get(action.user_id);
    if (!sender || action.type !== 'email') return null;
    return {
      zone: sender.zone,
      mailboxes: sender.mailboxes,
      userLimit: sender.limit,
      userUsed: sender.used,
      userBookedUntil: sender.bookedUntil,
      thread: threadOf(dueAction),
      kept: keptOf(dueAction),
      booked: action.booked ? { mailboxId: action.booked_mailbox_id, at: action.due_at } : null,
    };
  };
  return {
    threadOf,
    keptOf,
    byHand,
    of: (dueAction) => {
      const capacity = dueAction.action.automated ? byHand(dueAction) : null;
      const limits = touches.of(dueAction);
      return capacity === null || limits.length === 0 ? capacity : { ...capacity, touches: limits };
    },
    wait: touches.wait,
    take: (dueAction, mailboxId, at, place) => {
      const { action, row } = dueAction;
      if (!place) touches.take(dueAction, at);
      const sender = senders.get(action.user_id);
      const mailbox = sender?.mailboxes.find((each) => each.id === mailboxId);
      if (!sender || !mailbox) return undefined;
      if (action.booked) giveBack(sender, action.booked_mailbox_id, action.due_at);
      const day = dateIn(sender.zone, at);
      add(sender.used, day, 1);
      add(mailbox.used, day, 1);
      mailbox.slots.push(at);
      mailbox.slots.sort((a, b) => a.getTime() - b.getTime());
      if (place) {
        sender.bookedUntil = later(sender.bookedUntil, at);
        mailbox.bookedUntil = later(mailbox.bookedUntil, at);
        return undefined;
      }
      if (!isPaced(mailbox)) return undefined;
      mailbox.nextSlotAt = new Date(at.getTime() + gapMs(mailbox, row.seed));
      return mailbox.nextSlotAt;
    },
  };
}

/** The place it had: what was counted for it is free again. */
function giveBack(sender: Sender, mailboxId: number | null, at: Date): void {
  const day = dateIn(sender.zone, at);
  const mailbox = sender.mailboxes.find((each) => each.id === mailboxId);
  for (const days of [sender.used, mailbox?.used]) {
    const used = days?.get(day) ?? 0;
    if (days && used > 0) days.set(day, used - 1);
  }
  const slot = mailbox?.slots.findIndex((each) => each.getTime() === at.getTime()) ?? -1;
  if (slot >= 0) mailbox?.slots.splice(slot, 1);
}
