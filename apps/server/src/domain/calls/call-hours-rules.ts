import { DateTime, IANAZone } from 'luxon';
import { type Said, say } from '../said.js';

// When somebody may be called, by the team's rules and the person's zone and country. No rule, or no zone: nobody knows.

/** Hours of a week for people of some countries; with none, for everybody whom no rule before it named. */
export interface HoursRule {
  readonly countries: readonly string[];
  readonly blocks: readonly {
    readonly days: readonly number[];
    readonly from: string;
    readonly to: string;
  }[];
}

/** Where somebody is. */
export interface Whereabouts {
  /** IANA name; null: not known. */
  readonly zone: string | null;
  /** As people wrote it: the first that is given counts. */
  readonly countries: readonly (string | null)[];
}

/** Whether somebody may be called now; null: nobody knows. */
export interface Permitted {
  readonly permitted: boolean | null;
  /** When hours that have begun end. */
  readonly until: Date | null;
  /** When the next ones begin. */
  readonly nextAt: Date | null;
  readonly because: Said;
}

const words = (country: string): string => country.normalize('NFC').trim().toLowerCase();

/** The rule that holds for somebody: the first that names the country, or names none. */
export function ruleOf(rules: readonly HoursRule[], { countries }: Whereabouts): HoursRule | undefined {
  const given = countries.find((country) => country !== null && country.trim() !== '');
  const country = given == null ? undefined : words(given);
  return rules.find(
    (rule) =>
      rule.countries.length === 0 ||
      (country !== undefined && rule.countries.some((each) => words(each) === country)),
  );
}

/** Minutes of a day as HH:MM, at somebody's place; 24:00 is the beginning of the next day. */
function at(day: DateTime, clock: string): DateTime {
  if (clock === '24:00') return day.plus({ days: 1 });
  return day.set({ hour: Number(clock.slice(0, 2)), minute: Number(clock.slice(3)) });
}

/** Hours of the eight days from today on, in their order; those that meet are one. */
function weekOf(rule: HoursRule, there: DateTime): { from: number; to: number }[] {
  const found: { from: number; to: number }[] = [];
  for (let ahead = 0; ahead <= 8; ahead += 1) {
    const day = there.startOf('day').plus({ days: ahead });
    for (const { days, from, to } of rule.blocks)
      if (days.includes(day.weekday))
        found.push({ from: at(day, from).toMillis(), to: at(day, to).toMillis() });
  }
  found.sort((a, b) => a.from - b.from || a.to - b.to);
  const joined: { from: number; to: number }[] = [];
  for (const hours of found) {
    const last = joined.at(-1);
    if (last && hours.from <= last.to) last.to = Math.max(last.to, hours.to);
    else joined.push({ ...hours });
  }
  return joined;
}

/** Whether somebody may be called at a moment. */
export function mayCall(rules: readonly HoursRule[], person: Whereabouts, now: Date): Permitted {
  const unknown = (why: 'no_rule' | 'no_zone'): Permitted => ({
    permitted: null,
    until: null,
    nextAt: null,
    because: say('call_hours_unknown', { why }),
  });
  const rule = ruleOf(rules, person);
  if (!rule) return unknown('no_rule');
  const { zone } = person;
  if (zone === null || !IANAZone.isValidZone(zone)) return unknown('no_zone');
  const week = weekOf(rule, DateTime.fromJSDate(now).setZone(zone));
  const moment = now.getTime();
  const open = week.find(({ from, to }) => from <= moment && moment < to);
  const next = week.find(({ from }) => from > moment);
  const nextAt = next ? new Date(next.from) : null;
  // Hours that end no sooner than a week from now have no end.
  if (open) {
    const until = new Date(open.to);
    return {
      permitted: true,
      until,
      nextAt,
      because: say('call_hours', { until: until.toISOString(), zone }),
    };
  }
  return {
    permitted: false,
    until: null,
    nextAt,
    because: say('outside_call_hours', { next: nextAt?.toISOString() ?? null, zone }),
  };
}
