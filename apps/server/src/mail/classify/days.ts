import * as near from './words/return.js';

export const DAY_MS = 86_400_000;

/** The next day behind `today` (days since 1970) that has this number in its month. */
export function nextDayOfMonth(number: number, today: number): number | undefined {
  if (number < 1 || number > 31) return undefined;
  const at = new Date(today * DAY_MS);
  for (let ahead = 0; ahead < 3; ahead += 1) {
    const day = new Date(Date.UTC(at.getUTCFullYear(), at.getUTCMonth() + ahead, number));
    if (day.getUTCDate() === number && day.getTime() / DAY_MS > today) return day.getTime() / DAY_MS;
  }
  return undefined;
}

/** Days since 1970; undefined when there is no such day. Without a year that of the nearest one. */
export function dayOf(y: string | undefined, month: number, day: number, today: number): number | undefined {
  const thisYear = new Date(today * DAY_MS).getUTCFullYear();
  const given = y === undefined ? undefined : Number(y) < 100 ? 2000 + Number(y) : Number(y);
  const make = (year: number) => {
    const at = new Date(Date.UTC(year, month - 1, day));
    return at.getUTCMonth() === month - 1 && at.getUTCDate() === day ? at.getTime() / DAY_MS : undefined;
  };
  if (given !== undefined) return make(given);
  const here = make(thisYear);
  // In December "5 January" is of next year; a day just gone is only old.
  return here === undefined || here < today - 60 ? make(thisYear + 1) : here;
}

/** The next such weekday behind today; a week ahead when it is today's. */
export function nextWeekday(today: number, weekday: number): number {
  // 1970-01-01 was a Thursday.
  const todays = ((today + 3) % 7) + 1;
  return today + ((weekday - todays + 6) % 7) + 1;
}

/** The Monday of a week counted as ISO 8601 does, of this year or, where that is long gone, of the next. */
export function mondayOf(week: number, today: number): number | undefined {
  if (week < 1 || week > 53) return undefined;
  const year = new Date(today * DAY_MS).getUTCFullYear();
  // The fourth of January is always in the first week.
  const of = (given: number) => nextWeekday(Date.UTC(given, 0, 4) / DAY_MS - 7, 1) + (week - 1) * 7;
  const here = of(year);
  return here < today - 60 ? of(year + 1) : here;
}

const TOMORROW = new Set('tomorrow demain manana domani amanha завтра yarin 明日 明天'.split(' '));
const NEXT_WEEK = [
  'next week',
  'nachste woche',
  'kommende woche',
  'nachster woche',
  'kommender woche',
  'semaine prochaine',
  'proxima semana',
  'semana que viene',
  'prossima settimana',
  'settimana prossima',
  'proxima semana',
  'volgende week',
  'nasta vecka',
  'neste uke',
  'naeste uge',
  'przyszlym tygodniu',
  'pristi tyden',
  'следующей неделе',
];

/** "Back tomorrow", "I return next week". */
export function relative(words: readonly string[], today: number): number | undefined {
  for (const [index, word] of words.entries()) {
    const around = words.slice(Math.max(0, index - 8), index + 8);
    if (!around.some((each) => near.BACK.has(each))) continue;
    if (
      TOMORROW.has(word) ||
      (word === 'morgen' && around.includes('wieder') && words[index - 1] !== 'guten')
    )
      return today + 1;
    const pair = `${word} ${words[index + 1] ?? ''}`;
    if (
      NEXT_WEEK.some(
        (phrase) =>
          phrase.startsWith(pair) &&
          `${pair} ${words[index + 2] ?? ''}`.startsWith(phrase.split(' ').slice(0, 3).join(' ')),
      )
    )
      return nextWeekday(today, 1);
  }
  return undefined;
}
