import type { QueueKind, Tier } from '@cadenza/contract';
import { DateTime, IANAZone } from 'luxon';
import { type Said, say } from '../said.js';

// The order of a rep's queue: rules one after the other, never a score. Each item can say which of them put it there.

/** Whom and what an item is about; null: nobody, nothing. */
interface About {
  readonly id: number;
  readonly at: Date;
  readonly person_id: number | null;
  readonly account_id: number | null;
  readonly cadence_id: number | null;
  readonly step_id: number | null;
}

/** A touch or a task that can be done. */
export interface Touch extends About {
  readonly kind: Extract<QueueKind, 'email' | 'phone' | 'integration' | 'other' | 'task'>;
  /** A task with a time: it was promised for `at`. */
  readonly promised: boolean;
  /** Why it waits for a decision, as it is stored; null: it can be done. */
  readonly held: Said | null;
  readonly priority: 'High' | 'Medium' | 'Low' | null;
  /** The person's zone; null: not known. */
  readonly zone: string | null;
}

/** A person's message that nobody has answered; `at`: since when they wait. */
export type Reply = About;

/** Somebody looks at us at the moment. */
export interface Interest extends Omit<About, 'id'> {
  readonly person_id: number;
  readonly how: 'clicked' | 'opened_twice' | 'signal';
  /** What a program said of it. */
  readonly quote: string;
}

/** An e-mail of which nobody knows whether it left, or a mailbox that cannot be used. */
export interface Trouble extends About {
  readonly kind: Extract<QueueKind, 'uncertain_email' | 'mailbox'>;
  readonly quote: string;
}

export interface Found {
  readonly touches: readonly Touch[];
  readonly replies: readonly Reply[];
  readonly interests: readonly Interest[];
  readonly troubles: readonly Trouble[];
}

/** The rep's present: the moment, and the zone in which days are told apart. */
export interface Day {
  readonly now: Date;
  readonly zone: string;
}

export interface Placed {
  readonly tier: Tier;
  readonly kind: QueueKind;
  readonly at: Date;
  readonly about: About;
  readonly touch?: Touch;
  readonly interest?: Interest;
}

/** Business hours end at this hour where the person is, Monday to Friday. */
const HOURS_END = 18;
const PRIORITIES = ['High', 'Medium', 'Low'] as const;

/**
 * What a rep does, tier by tier in the order of `tiers`; what stands in none of them is left out. Within a tier: answers
 * by how long they wait, interest by how fresh it is, promises by their time, what is due by its cadence's priority, then by
 * whose business hours end first, a person's touches together, decisions and what is late by their age.
 */
export function orderQueue({ now, zone }: Day, found: Found, tiers: readonly Tier[]): Placed[] {
  const today = DateTime.fromJSDate(now).setZone(known(zone)).startOf('day').toMillis();
  const interests = new Map(found.interests.map((each) => [each.person_id, each]));
  const answering = new Set(found.replies.map((each) => each.person_id));
  const placed: Record<Tier, Placed[]> = {
    answer_first: found.replies.map((about) => ({
      tier: 'answer_first',
      kind: 'reply',
      at: about.at,
      about,
    })),
    hot: [],
    promised: [],
    due_now: [],
    needs_decision: found.troubles.map((about) => ({
      tier: 'needs_decision',
      kind: about.kind,
      at: about.at,
      about,
    })),
    overdue: [],
  };
  const touched = new Set<number>();
  for (const touch of found.touches) {
    if (touch.person_id !== null) touched.add(touch.person_id);
    const interest = touch.person_id === null ? undefined : interests.get(touch.person_id);
    const tier = tierOf(touch, interest, today);
    placed[tier].push({
      tier,
      kind: touch.kind,
      at: touch.at,
      about: touch,
      touch,
      ...(tier === 'hot' && interest ? { interest } : {}),
    });
  }
  for (const interest of found.interests) {
    if (touched.has(interest.person_id) || answering.has(interest.person_id)) continue;
    const about = { ...interest, id: interest.person_id };
    placed.hot.push({ tier: 'hot', kind: 'person', at: interest.at, about, interest });
  }
  placed.hot.sort((a, b) => heat(b) - heat(a) || byAge(a, b));
  for (const tier of ['answer_first', 'promised', 'needs_decision', 'overdue'] as const)
    placed[tier].sort(byAge);
  placed.due_now = sortedDue(placed.due_now, now);
  return tiers.flatMap((tier) => placed[tier]);
}

function tierOf(touch: Touch, interest: Interest | undefined, today: number): Tier {
  if (touch.held !== null) return 'needs_decision';
  if (interest) return 'hot';
  if (touch.at.getTime() < today) return 'overdue';
  return touch.promised ? 'promised' : 'due_now';
}

const heat = ({ interest }: Placed): number => interest?.at.getTime() ?? 0;
const byAge = (a: Placed, b: Placed): number =>
  a.at.getTime() - b.at.getTime() || inOrder(a.kind, b.kind) || a.about.id - b.about.id;
// Not by a language's letters: thousands of them are compared.
const inOrder = (a: string, b: string): number => (a === b ? 0 : a < b ? -1 : 1);

/** What a person's touches have in common decides where they stand. */
interface Together {
  priority: number;
  end: number;
  due: number;
}

function sortedDue(due: readonly Placed[], now: Date): Placed[] {
  const ends = new Map<string | null, number>();
  const people = new Map<number | string, Together>();
  const who = ({ about, kind }: Placed) => about.person_id ?? `${kind} ${about.id}`;
  for (const item of due) {
    const zone = item.touch?.zone ?? null;
    let end = ends.get(zone);
    if (end === undefined) ends.set(zone, (end = hoursEnd(zone, now)?.getTime() ?? Number.POSITIVE_INFINITY));
    const priority = priorityOf(item.touch);
    const at = item.at.getTime();
    const one = people.get(who(item));
    people.set(who(item), {
      priority: Math.min(priority, one?.priority ?? priority),
      end,
      due: Math.min(at, one?.due ?? at),
    });
  }
  const keyed = due.map((item) => ({ item, of: people.get(who(item)) as Together }));
  keyed.sort(
    (a, b) =>
      a.of.priority - b.of.priority ||
      apart(a.of.end, b.of.end) ||
      a.of.due - b.of.due ||
      (a.item.about.person_id ?? 0) - (b.item.about.person_id ?? 0) ||
      byAge(a.item, b.item),
  );
  return keyed.map(({ item }) => item);
}

const priorityOf = (touch: Touch | undefined): number =>
  touch?.priority == null ? PRIORITIES.length : PRIORITIES.indexOf(touch.priority);
/** Their difference; none between two that never end. */
const apart = (a: number, b: number): number => (a === b ? 0 : a - b);

/** When business hours end today where somebody is; undefined when they are over, on weekends, or the place is not known. */
export function hoursEnd(zone: string | null, now: Date): Date | undefined {
  if (zone === null || !IANAZone.isValidZone(zone)) return undefined;
  const there = DateTime.fromJSDate(now).setZone(zone);
  if (there.weekday > 5 || there.hour >= HOURS_END) return undefined;
  return there.set({ hour: HOURS_END, minute: 0, second: 0, millisecond: 0 }).toJSDate();
}

/** The rules that put an item where it stands, with what each looked at. */
export function reasonsOf(item: Placed, { now, zone: given }: Day): Said[] {
  const zone = known(given);
  const at = item.at.toISOString();
  const { touch, interest } = item;
  const hot = interest ? [interestIn(interest, zone)] : [];
  switch (item.tier) {
    case 'answer_first':
      return [say('answer_waits', { since: at, zone })];
    case 'hot':
      return [...hot, ...(touch ? [say('due_since', { at, zone })] : [])];
    case 'promised':
      return [say('promised_at', { at, zone })];
    case 'needs_decision':
      return [troubleOf(item)];
    case 'overdue': {
      const day = DateTime.fromJSDate(item.at).setZone(zone).startOf('day');
      const today = DateTime.fromJSDate(now).setZone(zone).startOf('day');
      const days = Math.round(today.diff(day, 'days').days);
      return [say('overdue_since', { date: day.toISODate() ?? '', days })];
    }
    case 'due_now': {
      const end = hoursEnd(touch?.zone ?? null, now);
      return [
        ...(touch?.priority ? [say('cadence_priority', { priority: touch.priority })] : []),
        ...(end && touch?.zone ? [say('their_hours_end', { at: end.toISOString(), zone: touch.zone })] : []),
        say('due_since', { at, zone }),
      ];
    }
  }
}

function interestIn({ how, at, quote }: Interest, zone: string): Said {
  const when = { at: at.toISOString(), zone };
  if (how === 'clicked') return say('person_clicked', when);
  return how === 'opened_twice' ? say('person_opened_twice', when) : say('person_signal', when, { quote });
}

function troubleOf({ kind, touch, about }: Placed): Said {
  if (touch?.held) return touch.held;
  return kind === 'mailbox'
    ? say('failed_mailbox', {}, { quote: (about as Trouble).quote })
    : say('uncertain_email', {});
}

const known = (zone: string): string => (IANAZone.isValidZone(zone) ? zone : 'UTC');
