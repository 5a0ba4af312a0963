import { DateTime, IANAZone } from 'luxon';
import { type Said, say } from '../said.js';

/** The settings of a step group that decide when its steps are due. */
export interface GroupTiming {
  id: number;
  /** 1-based day of the cadence. */
  day: number;
  position: number;
  automated: boolean;
  dueImmediately: boolean;
  sendType: 'at_time' | 'after_time_delay' | null;
  /** HH:MM, for at_time. */
  timeOfDay: string | null;
  /** Whose zone timeOfDay is read in. */
  timezoneMode: 'person' | 'user' | null;
  /** Minutes, for after_time_delay. */
  delayMinutes: number | null;
  weekends: boolean;
}

/** What the days of the next group are counted from: the moment reached, and the day it stands for. */
export interface Anchor {
  at: Date;
  day: number;
}

export interface DueTime {
  due: Date;
  /** In words a rep reads. */
  reason: Said;
}

export interface Zones {
  /** IANA zone of the rep: the calendar in which cadence days are counted. */
  user: string;
  /** people.locale: an IANA zone, or a language tag, which says nothing about a zone. */
  personLocale: string | null;
}

/** The person's zone when people.locale names one, else the user's: `known` says which it was. */
export function personZone(zones: Zones): { zone: string; known: boolean } {
  const locale = zones.personLocale?.trim() ?? '';
  // A fixed list of slashes would miss "Japan" and "UTC"; luxon asks the runtime's zone database.
  const known = locale !== '' && !/^[a-z]{2,3}([-_]|$)/.test(locale) && isZone(locale);
  return { zone: known ? locale : validZone(zones.user), known };
}

function validZone(zone: string): string {
  return isZone(zone) ? zone : 'UTC';
}

/** Asking the runtime makes a formatter each time, a tenth of a millisecond: answers are kept, the oldest go first. */
const asked = new Map<string, boolean>();
const KEPT_ANSWERS = 1000;

function isZone(name: string): boolean {
  let answer = asked.get(name);
  if (answer === undefined) {
    answer = IANAZone.isValidZone(name);
    if (asked.size >= KEPT_ANSWERS) asked.delete(asked.keys().next().value as string);
    asked.set(name, answer);
  }
  return answer;
}

/** Where a group stands in its cadence. */
export type Place = Pick<GroupTiming, 'id' | 'day' | 'position'>;

/** Groups in the order they are walked: by day, then by position within the day. */
export function byPosition(a: Place, b: Place): number {
  return a.day - b.day || a.position - b.position || a.id - b.id;
}

/** The first group behind `current` in walking order; the first of all when there is no current one. */
export function nextGroup<T extends Place>(groups: readonly T[], current: Place | undefined): T | undefined {
  return [...groups]
    .sort(byPosition)
    .find((group) => current === undefined || byPosition(current, group) < 0);
}

/**
 * When a group is due. Day d comes (d - anchor.day) calendar days of the rep after the anchor, which is the moment the
 * previous group was due or completed, whichever is later; docs/cadence-timing.md has a worked timeline. Weekends of
 * automatic e-mails are the engine's business, together with windows and days off: only all of them at once give the
 * first moment that fits.
 */
export function planGroup(group: GroupTiming, anchor: Anchor, zones: Zones): DueTime {
  const days = Math.max(0, group.day - anchor.day);
  const reached = DateTime.fromJSDate(anchor.at).setZone(validZone(zones.user));
  const date = reached.plus({ days });
  if (!group.automated) return manualDue(group, reached, date, days);
  return group.sendType === 'at_time' ? atTimeDue(group, reached, date, zones) : delayDue(group, date, days);
}

function manualDue(group: GroupTiming, reached: DateTime, date: DateTime, days: number): DueTime {
  if (group.dueImmediately) {
    const due = days === 0 ? reached : date.startOf('day');
    return { due: due.toJSDate(), reason: say('step_at_once', { day: group.day }) };
  }
  const workday = skipWeekend(date);
  // A step reached in the middle of its day is due then, not at a midnight that has passed.
  const due = later(workday.startOf('day'), reached);
  return {
    due: due.toJSDate(),
    reason: say('step_day_start', {
      day: group.day,
      date: workday.toISODate() ?? '',
      instead_of: date.hasSame(workday, 'day') ? null : date.toISODate(),
    }),
  };
}

function atTimeDue(group: GroupTiming, reached: DateTime, date: DateTime, zones: Zones): DueTime {
  const own = personZone(zones);
  const zone = group.timezoneMode === 'person' ? own.zone : validZone(zones.user);
  const [hour = 9, minute = 0] = (group.timeOfDay ?? '09:00').split(':').map(Number);
  const at = (day: DateTime) =>
    DateTime.fromObject({ year: day.year, month: day.month, day: day.day, hour, minute }, { zone });
  let first = at(date);
  // Today's time has passed: tomorrow's, so that reaching a step late never sends at an unexpected hour.
  const missed = first < reached;
  while (first < reached) first = at(first.plus({ days: 1 }));
  return {
    due: first.toJSDate(),
    reason: say('step_at_time', {
      day: group.day,
      time: group.timeOfDay ?? '09:00',
      whose: group.timezoneMode !== 'person' ? 'user' : own.known ? 'person' : 'person_unknown',
      zone,
      date: first.toISODate() ?? '',
      late: missed,
      // A time that a change of clocks skips comes an hour later, and is told as what it is.
      instead: first.hour === hour && first.minute === minute ? null : first.toFormat('HH:mm'),
    }),
  };
}

function delayDue(group: GroupTiming, date: DateTime, days: number): DueTime {
  const minutes = group.delayMinutes ?? 0;
  return {
    due: date.plus({ minutes }).toJSDate(),
    reason: say('step_delay', { day: group.day, days, minutes }),
  };
}

function skipWeekend(date: DateTime): DateTime {
  return date.weekday > 5 ? date.plus({ days: 8 - date.weekday }) : date;
}

function later(a: DateTime, b: DateTime): DateTime {
  return a > b ? a : b;
}

/** The contact restriction that forbids a step of this type; undefined when none of the person's does. */
export function restrictionOn(
  stepType: string,
  restrictions: readonly string[],
  overridden: boolean,
): 'call' | 'email' | undefined {
  if (overridden) return undefined;
  const needed = stepType === 'phone' ? 'call' : stepType === 'email' ? 'email' : undefined;
  return needed !== undefined && restrictions.includes(needed) ? needed : undefined;
}

/** Why a step was left out because of a contact restriction. */
export function skippedReason(restriction: 'call' | 'email'): Said {
  return say('contact_restriction', { by: restriction });
}

/**
 * An event cadence is over when its latest_active_date is, in UTC: nobody is added, and whoever is on it is taken off when
 * the next action is due. views.ts shows it as expired by the same rule.
 */
export function isExpired(
  cadence: { cadence_function: string; latest_active_date: string | null },
  now: Date,
): boolean {
  return (
    cadence.cadence_function === 'event' &&
    cadence.latest_active_date !== null &&
    cadence.latest_active_date < now.toISOString().slice(0, 10)
  );
}
