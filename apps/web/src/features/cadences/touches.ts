import type { TimelinePage } from '../../data/cadences';
import { laterDay, shortDay, weekday } from '../../ui/format';
import type { DayBar } from '../../ui/charts/day-bars';

type Entry = TimelinePage['people'][number]['entries'][number];

/** One thing that will happen to somebody, or waits. */
export interface Touch {
  readonly key: string;
  readonly personId: number;
  readonly name: string;
  readonly membershipId: number;
  /** The day it falls on; what is open since earlier counts for today. Undefined: it stands still. */
  readonly day: string | undefined;
  readonly at: string | undefined;
  readonly kind: Kind;
  /** Where the person stands: what can be skipped. */
  readonly next: boolean;
  readonly entry: Entry;
}

export const KINDS = ['email', 'phone', 'other'] as const;
type Kind = (typeof KINDS)[number];
export const DAYS = 14;

const AHEAD: ReadonlySet<Entry['state']> = new Set(['open', 'planned', 'waiting']);

/** What lies ahead of the people of these pages, by its moment; what stands still at the end. */
export function touchesOf(pages: readonly TimelinePage[], today: string): Touch[] {
  return pages
    .flatMap(({ people, names }) =>
      people.flatMap(({ person, cadence_membership: membership, entries }) => {
        const personId = person?.id ?? 0;
        const who = {
          personId,
          name: names[personId] ?? 'A person who is out of sight',
          membershipId: membership?.id ?? 0,
        };
        return entries
          .filter(({ state }) => AHEAD.has(state))
          .map((entry, at) => ({ ...touchOf(entry, who, today), next: at === 0 }));
      }),
    )
    .toSorted(byMoment);
}

type Who = Pick<Touch, 'personId' | 'name' | 'membershipId'>;

function touchOf(entry: Entry, who: Who, today: string): Omit<Touch, 'next'> {
  const stands = entry.state === 'waiting' || entry.at === null;
  // The API answers in the viewer's zone: the day stands in the text.
  const day = entry.at?.slice(0, 10);
  return {
    ...who,
    key: `${who.membershipId} ${entry.step?.id ?? ''} ${entry.action?.id ?? ''}`,
    day: stands || day === undefined ? undefined : day < today ? today : day,
    at: stands ? undefined : (entry.at ?? undefined),
    kind: entry.type === 'email' || entry.type === 'phone' ? entry.type : 'other',
    entry,
  };
}

function byMoment(a: Touch, b: Touch): number {
  if (a.at === undefined || b.at === undefined)
    return Number(a.at === undefined) - Number(b.at === undefined) || a.name.localeCompare(b.name);
  return Date.parse(a.at) - Date.parse(b.at) || a.name.localeCompare(b.name);
}

/** A bar for each of the next fourteen days. */
export function dayBars(touches: readonly Touch[], today: string): DayBar[] {
  const counts = new Map<string, number[]>();
  for (const { day, kind } of touches) {
    if (day === undefined) continue;
    const parts = counts.get(day) ?? KINDS.map(() => 0);
    const at = KINDS.indexOf(kind);
    parts[at] = (parts[at] ?? 0) + 1;
    counts.set(day, parts);
  }
  return Array.from({ length: DAYS }, (_, at) => {
    const day = laterDay(today, at);
    const parts = counts.get(day) ?? KINDS.map(() => 0);
    const note = weekday(day) === 0 || weekday(day) === 6 ? 'weekend' : undefined;
    return { day, label: shortDay(day), note, parts };
  });
}

export type Order = 'time' | 'person' | 'mailbox';

/** A day's touches, ordered as they are looked at. */
export function ordered(touches: readonly Touch[], order: Order): Touch[] {
  if (order === 'time') return [...touches];
  if (order === 'person') return touches.toSorted((a, b) => a.name.localeCompare(b.name));
  const from = ({ entry }: Touch) => entry.email?.from_address;
  // What leaves from no mailbox comes last.
  return touches.toSorted(
    (a, b) =>
      Number(from(a) === undefined) - Number(from(b) === undefined) ||
      (from(a) ?? '').localeCompare(from(b) ?? ''),
  );
}

export interface Decided {
  readonly word: string;
  readonly tone: 'text' | 'moved' | 'waits' | 'never';
}

const NEVER: ReadonlySet<string> = new Set([
  'membership_ended',
  'person_deleted',
  'do_not_contact',
  'account_do_not_contact',
  'cadence_deleted',
  'cadence_archived',
  'cadence_ended',
  'contact_restriction',
  'suppressed',
  'bouncing',
]);
const ON_TIME: ReadonlySet<string> = new Set([
  'due',
  'step_at_once',
  'step_day_start',
  'step_at_time',
  'step_delay',
]);

/** The rule that decided, in a word: the server's sentence stands beside it. */
export function decidedBy({ state, rule }: Pick<Entry, 'state' | 'rule'>): Decided {
  if (rule !== null && NEVER.has(rule)) return { word: 'Never', tone: 'never' };
  if (state === 'waiting') return { word: 'Waits', tone: 'waits' };
  if (state === 'open') return { word: 'Open now', tone: 'text' };
  if (rule === null || ON_TIME.has(rule)) return { word: 'On time', tone: 'text' };
  const word = rule.replaceAll('_', ' ');
  return { word: word.charAt(0).toUpperCase() + word.slice(1), tone: 'moved' };
}
