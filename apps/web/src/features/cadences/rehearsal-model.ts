import type { TimelinePage } from '../../data/cadences';
import type { Rehearsal } from '../../data/forecast';
import type { DayBar } from '../../ui/charts/day-bars';
import { laterDay, shortDay, weekday } from '../../ui/format';
import { KINDS, type Touch, touchesOf } from './touches';

/** More are looked up in several goes. */
const MOST_ADDRESSES = 5000;

/** Addresses in a text that was pasted, each once: lines of a table, `Ann <ann@x.example>`, with commas or semicolons. */
export function addressesIn(text: string): string[] {
  const found = new Set<string>();
  for (const word of text.split(/[\s,;<>"'()[\]]/)) {
    const address = word.toLowerCase().replace(/^mailto:/, '');
    const at = address.indexOf('@');
    if (at > 0 && at === address.lastIndexOf('@') && address.indexOf('.', at) > at + 1)
      found.add(trimmed(address));
    if (found.size >= MOST_ADDRESSES) break;
  }
  return [...found];
}

const trimmed = (address: string): string => (address.endsWith('.') ? address.slice(0, -1) : address);

const FEWEST_DAYS = 14;
const MOST_DAYS = 42;

/** A bar for each day from the first to the last touch, two weeks at least. */
export function rehearsalBars({ days }: Pick<Rehearsal, 'days'>, today: string): DayBar[] {
  const last = days.reduce((latest, { day }) => (day > latest ? day : latest), today);
  const counts = new Map<string, number[]>();
  for (const { day, type, touches } of days) {
    const parts = counts.get(day) ?? KINDS.map(() => 0);
    const at = KINDS.findIndex((kind) => kind === type);
    const place = at < 0 ? KINDS.length - 1 : at;
    parts[place] = (parts[place] ?? 0) + touches;
    counts.set(day, parts);
  }
  const bars: DayBar[] = [];
  for (let at = 0; at < MOST_DAYS; at += 1) {
    const day = laterDay(today, at);
    if (at >= FEWEST_DAYS && day > last) break;
    const note = weekday(day) === 0 || weekday(day) === 6 ? 'weekend' : undefined;
    bars.push({ day, label: shortDay(day), note, parts: counts.get(day) ?? KINDS.map(() => 0) });
  }
  return bars;
}

/** What the first of them would get, as the touches of a timeline. */
export function rehearsalTouches(
  { people, names }: Pick<Rehearsal, 'people' | 'names'>,
  today: string,
): Touch[] {
  const rows = people
    .filter(({ refused }) => refused === null)
    .map(({ person, entries, ends }) => ({
      state: null,
      person,
      // There is no membership: the person tells the touches apart.
      cadence_membership: person,
      cadence: null,
      entries,
      ends,
    }));
  const page: TimelinePage = { page: 1, per_page: rows.length, next_page: null, people: rows, names };
  return touchesOf([page], today);
}

/** What mailboxes could send on a day, and what this would add. */
export interface Capacity {
  readonly mailbox: number;
  readonly name: string;
  readonly more: number;
  readonly used: number | undefined;
  readonly limit: number | undefined;
}

export function capacityOf(
  rehearsal: Pick<Rehearsal, 'days' | 'people'>,
  day: string,
  known: readonly {
    readonly mailbox: { readonly id: number } | null;
    readonly limit: number;
    readonly used: number;
  }[],
): Capacity[] {
  const more = new Map<number, number>();
  for (const each of rehearsal.days)
    if (each.day === day && each.mailbox)
      more.set(each.mailbox.id, (more.get(each.mailbox.id) ?? 0) + each.touches);
  const names = new Map(
    rehearsal.people.flatMap(({ entries }) =>
      entries.flatMap(({ email }): [number, string][] =>
        email?.mailbox ? [[email.mailbox.id, email.from_address]] : [],
      ),
    ),
  );
  return [...more].map(([mailbox, touches]) => {
    const found = known.find((each) => each.mailbox?.id === mailbox);
    return {
      mailbox,
      name: names.get(mailbox) ?? `Mailbox ${mailbox}`,
      more: touches,
      used: found?.used,
      limit: found?.limit,
    };
  });
}
