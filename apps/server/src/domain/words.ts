import { DateTime, IANAZone } from 'luxon';
import type { BlockFacts } from './facts.js';

// How English sentences name moments, days and windows.

/** `Monday 9 March 2026 at 09:00 (Europe/Berlin)`. An unknown zone counts as UTC. */
export function momentInWords(at: Date | string, zone: string): string {
  const name = IANAZone.isValidZone(zone) ? zone : 'UTC';
  const moment = DateTime.fromJSDate(new Date(at)).setZone(name);
  return `${moment.setLocale('en').toFormat("cccc d LLLL yyyy 'at' HH:mm")} (${name})`;
}

/** `Friday 3 April 2026` for YYYY-MM-DD. */
export function dateInWords(date: string): string {
  return DateTime.fromISO(date, { zone: 'UTC' }).setLocale('en').toFormat('cccc d LLLL yyyy');
}

/** `Friday` for YYYY-MM-DD. */
export function weekdayInWords(date: string): string {
  return DateTime.fromISO(date, { zone: 'UTC' }).setLocale('en').toFormat('cccc');
}

/** `5 minutes`, `1 day`. */
export const counted = (n: number, what: string): string => `${n} ${what}${n === 1 ? '' : 's'}`;

const DAY_NAMES = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];

/** `Mon-Fri 09:00-12:00, 13:00-17:00`, as a rep reads it. */
export function inWords(blocks: readonly BlockFacts[], names: readonly string[] = DAY_NAMES): string {
  const byDays = new Map<string, string[]>();
  for (const block of blocks) {
    const days = dayRanges(block.days, names);
    byDays.set(days, [...(byDays.get(days) ?? []), `${clock(block.from)}-${clock(block.to)}`]);
  }
  return [...byDays].map(([days, times]) => `${days} ${times.join(', ')}`).join('; ');
}

function dayRanges(days: readonly number[], names: readonly string[]): string {
  const sorted = [...new Set(days)].sort((a, b) => a - b);
  const ranges: string[] = [];
  for (let start = 0; start < sorted.length; ) {
    let end = start;
    while (sorted[end + 1] === (sorted[end] ?? 0) + 1) end += 1;
    const name = (index: number) => names[(sorted[index] ?? 1) - 1] ?? '';
    ranges.push(end === start ? name(start) : `${name(start)}${end - start > 1 ? '-' : ', '}${name(end)}`);
    start = end + 1;
  }
  return ranges.join(', ');
}

const clock = (minutes: number): string =>
  `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
