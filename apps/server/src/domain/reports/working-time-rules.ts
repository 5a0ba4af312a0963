import { DateTime } from 'luxon';

/** When somebody works: hours of the week, and days that are none. */
export interface Week {
  /** IANA name. */
  readonly zone: string;
  /** Days 1 (Monday) to 7, minutes since midnight; 1440 ends a day. */
  readonly blocks: readonly {
    readonly days: readonly number[];
    readonly from: number;
    readonly to: number;
  }[];
  /** Whether nobody works on that date (YYYY-MM-DD). */
  off(date: string): boolean;
}

/** Stretches of a day, in milliseconds since the epoch. */
type Hours = readonly (readonly [from: number, to: number])[];

/** Hours of days, the same for everybody with the same window in the same zone. */
export const hoursOfDays = (): Map<string, Hours> => new Map();

function hoursOf({ zone, blocks }: Week, day: DateTime<true>, known: Map<string, Hours>): Hours {
  const key = `${zone} ${JSON.stringify(blocks)} ${day.toISODate()}`;
  const remembered = known.get(key);
  if (remembered !== undefined) return remembered;
  const at = (minutes: number) =>
    (minutes === 1440
      ? day.plus({ days: 1 }).startOf('day')
      : day.set({ hour: Math.trunc(minutes / 60), minute: minutes % 60 })
    ).toMillis();
  const hours = blocks
    .filter(({ days }) => days.includes(day.weekday))
    .map(({ from, to }) => [at(from), at(to)] as const)
    .filter(([from, to]) => to > from);
  known.set(key, hours);
  return hours;
}

/**
 * Counts working time between moments that lie within `first` and `last`.
 * @returns minutes, rounded down; a stretch outside of all hours has none
 */
export function workingTime(
  week: Week,
  [first, last]: readonly [Date, Date],
  known = hoursOfDays(),
): (from: Date, to: Date) => number {
  const stretches: (readonly [from: number, to: number, before: number])[] = [];
  let day = DateTime.fromJSDate(first, { zone: week.zone }).startOf('day') as DateTime<true>;
  let before = 0;
  for (; day.toMillis() <= last.getTime(); day = day.plus({ days: 1 })) {
    if (week.off(day.toISODate())) continue;
    for (const [from, to] of hoursOf(week, day, known)) {
      stretches.push([from, to, before]);
      before += to - from;
    }
  }
  /** Working time up to a moment: the stretch that it lies in or behind is found by halving. */
  const upTo = (moment: number): number => {
    let [low, high] = [0, stretches.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((stretches[middle] as readonly [number, number, number])[0] <= moment) low = middle + 1;
      else high = middle;
    }
    const found = stretches[low - 1];
    return found === undefined ? 0 : found[2] + Math.min(moment, found[1]) - found[0];
  };
  return (from, to) => Math.floor((upTo(to.getTime()) - upTo(from.getTime())) / 60_000);
}

/** The middle one; of two their mean, rounded. null of none. */
export function median(numbers: readonly number[]): number | null {
  const sorted = numbers.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  const upper = sorted[middle];
  if (upper === undefined) return null;
  return sorted.length % 2 === 1 ? upper : Math.round(((sorted[middle - 1] as number) + upper) / 2);
}
