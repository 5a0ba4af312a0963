import { isDay } from '../../ui/format';

interface DayOff {
  readonly date: string;
  readonly name: string;
}

/** Days as one types them: `2026-12-24 Company party`, one a line. */
export const linesOfDays = (days: readonly DayOff[]): string =>
  days.map(({ date, name }) => `${date} ${name}`).join('\n');

/** What the lines say; `wrong`: the first that says no day. */
export function daysOfLines(text: string): { readonly days: readonly DayOff[]; readonly wrong?: string } {
  const lines = text.split('\n').flatMap((line) => (line.trim() === '' ? [] : [line.trim()]));
  const wrong = lines.find((line) => !isDay(line.slice(0, 10)));
  const days = lines.map((line) => ({ date: line.slice(0, 10), name: line.slice(10).trim() || 'Day off' }));
  return { days, ...(wrong === undefined ? {} : { wrong }) };
}
