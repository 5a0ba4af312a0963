import { DateTime } from 'luxon';

/** A part of the making: short transactions, done once more without harm, or an advance of the clock that goes on where it was broken off. */
export type Step =
  | { readonly kind: 'colleagues' }
  | { readonly kind: 'accounts' }
  | { readonly kind: 'present' }
  | { readonly kind: 'cadence'; readonly n: number }
  | { readonly kind: 'people'; readonly from: number; readonly to: number }
  | { readonly kind: 'travel'; readonly until: Date }
  /** Reps do what waits; of the last days the admins' own is left, so that there is something to do. */
  | { readonly kind: 'work'; readonly recent: boolean };

/** How long the history is, and how many people come in it. */
export const DEMO_SIZE = { days: 28, people: 500 } as const;
export type DemoSize = { readonly days: number; readonly people: number };

const CADENCES = 6;
/** Working days at the end whose touches of the admins' own user are left to them. */
const RECENT = 2;

/** When a history that ends at a moment begins: in the morning of a day. */
export function beginningOf(until: Date, zone: string, days: number): Date {
  return DateTime.fromJSDate(until, { zone }).minus({ days }).set(at(8)).toJSDate();
}

const at = (hour: number, minute = 0) => ({ hour, minute, second: 0, millisecond: 0 });

/** All steps from the first to the last: people come on working days at half past eight, and reps work until half past three. */
export function planOf({
  from,
  until,
  zone,
  people,
}: {
  from: Date;
  until: Date;
  zone: string;
  people: number;
}): Step[] {
  const days = workingDays(from, until, zone);
  const share = (index: number) => Math.round((index * people) / days.length);
  const setUp: Step[] = [
    { kind: 'colleagues' },
    { kind: 'accounts' },
    ...Array.from({ length: CADENCES }, (_, n) => ({ kind: 'cadence', n }) as const),
  ];
  const steps = days.flatMap((day, index) => {
    const works = day.set(at(15, 30)).toJSDate();
    return [
      { kind: 'travel', until: day.set(at(8, 30)).toJSDate() } as const,
      { kind: 'people', from: share(index), to: share(index + 1) } as const,
      ...(works < until
        ? [
            { kind: 'travel', until: works } as const,
            { kind: 'work', recent: index >= days.length - RECENT } as const,
          ]
        : []),
    ];
  });
  return [...setUp, ...steps, { kind: 'present' }];
}

/** What a step makes, for whoever waits for it. */
export function wordsOf(step: Step | undefined, zone: string): string {
  switch (step?.kind) {
    case 'colleagues':
      return 'colleagues';
    case 'accounts':
      return 'accounts';
    case 'cadence':
      return `cadence ${step.n + 1} of ${CADENCES}`;
    case 'people':
      return `people ${step.from + 1} to ${step.to}`;
    case 'travel':
      return `what happens until ${DateTime.fromJSDate(step.until, { zone }).toFormat('ccc d LLL')}`;
    case 'work':
      return 'what reps do that day';
    default:
      return 'the last hours';
  }
}

/** Working days whose morning lies in the time. */
function workingDays(from: Date, until: Date, zone: string): DateTime[] {
  const first = DateTime.fromJSDate(from, { zone }).startOf('day');
  const length = Math.ceil((until.getTime() - first.toMillis()) / 86_400_000) + 1;
  return Array.from({ length }, (_, n) => first.plus({ days: n })).filter(
    (day) => day.weekday <= 5 && day.set(at(8, 30)).toJSDate() < until,
  );
}
