import { localParts, momentOf } from '../ui/format';

const HOUR = 3_600_000;
const MORNING = 9;
const AFTERNOON = 14;
const MONDAY = 1;

export interface SnoozeChoice {
  readonly name: string;
  readonly until: Date;
}

/** What is offered for putting something off, in the zone of the reader; the person's morning where it is another one. */
export function snoozeChoices(now: Date, zone: string, theirZone: string | undefined): SnoozeChoice[] {
  const { hour, weekday } = localParts(now, zone);
  const untilMonday = (MONDAY - weekday + 7) % 7 || 7;
  const choices = [
    { name: 'In 1 hour', until: new Date(now.getTime() + HOUR) },
    ...(hour < AFTERNOON ? [{ name: 'This afternoon', until: onDay(now, zone, 0, AFTERNOON) }] : []),
    { name: 'Tomorrow morning', until: onDay(now, zone, 1, MORNING) },
    ...(untilMonday > 1 ? [{ name: 'Monday', until: onDay(now, zone, untilMonday, MORNING) }] : []),
  ];
  if (theirZone === undefined || theirZone === zone) return choices;
  const theirs = [0, 1].map((days) => onDay(now, theirZone, days, MORNING)).find((at) => at > now);
  return theirs ? [...choices, { name: 'Their morning', until: theirs }] : choices;
}

/** An hour of the day that many days ahead, where the zone is. */
function onDay(now: Date, zone: string, days: number, hour: number): Date {
  const { year, month, day } = localParts(now, zone);
  return momentOf({ year, month, day: day + days, hour, minute: 0 }, zone);
}

const two = (value: number): string => String(value).padStart(2, '0');

/** As a field for a moment has it: `2026-12-01T09:00`. */
export function momentToLocal(at: Date, zone: string): string {
  const { year, month, day, hour, minute } = localParts(at, zone);
  return `${year}-${two(month)}-${two(day)}T${two(hour)}:${two(minute)}`;
}

/** @returns undefined for what is no moment */
export function localToMoment(text: string, zone: string): Date | undefined {
  const [year, month, day, hour, minute] = text.split(/[-T:]/).map(Number);
  if ([year, month, day, hour, minute].some((part) => part === undefined || Number.isNaN(part)))
    return undefined;
  return momentOf(
    { year: year ?? 0, month: month ?? 0, day: day ?? 0, hour: hour ?? 0, minute: minute ?? 0 },
    zone,
  );
}

/** Somebody's zone where it is another one than the reader's, and one that this browser knows. */
export function zoneOf(theirs: string | null | undefined, mine: string): string | undefined {
  if (!theirs || theirs === mine) return undefined;
  try {
    localParts(new Date(0), theirs);
    return theirs;
  } catch {
    return undefined;
  }
}

/** `New York` of `America/New_York`. */
export const cityOf = (zone: string): string => (zone.split('/').at(-1) ?? zone).replaceAll('_', ' ');
