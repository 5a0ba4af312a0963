import { boot } from '../../app/boot';
import { now } from '../../app/clock';
import { plainDay } from '../../ui/format';

const WEEKDAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];
const DAY_HOURS = 24;

/** `Monday 09:00` of an hour of the week, which begins on a Monday. */
export const hourName = (hour: number): string =>
  `${WEEKDAYS[Math.floor(hour / DAY_HOURS)] ?? ''} ${String(hour % DAY_HOURS).padStart(2, '0')}:00`;

export const weekdayName = (at: number): string => WEEKDAYS[at] ?? '';

const NONE: Readonly<Record<string, string>> = {
  day: 'Without a day',
  cadence: 'No cadence',
  step: 'No step',
  version: 'Without versions',
  template: 'No template',
  hour: 'At no known hour',
  user: 'Nobody',
  mailbox: 'No mailbox',
  provider: 'Unknown',
};
const PROVIDERS: Readonly<Record<string, string>> = {
  google: 'Google',
  microsoft: 'Microsoft',
  yahoo: 'Yahoo',
  apple: 'Apple',
  other: 'All others',
};

/** What a row of a report stands for, in words. */
export function rowName(by: string, { key, name }: { key: string | null; name: string | null }): string {
  if (key === null || key === '') return by === 'total' ? 'All' : (NONE[by] ?? 'None');
  if (by === 'day') return plainDay(key, now());
  if (by === 'hour') return hourName(Number(key));
  if (by === 'provider') return PROVIDERS[key] ?? key;
  if (by === 'user') return name ?? boot.users.find(({ id }) => String(id) === key)?.name ?? 'Somebody';
  return name ?? 'Gone, or not to be seen';
}
