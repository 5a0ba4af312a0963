import { DateTime, Duration } from 'luxon';
import { invalid } from '../../kernel/errors.js';

/** The longest way of one advance. */
export const MOST_DAYS = 400;
const UNITS: Readonly<Record<string, string>> = {
  w: 'weeks',
  d: 'days',
  h: 'hours',
  m: 'minutes',
  s: 'seconds',
};

/** 30d, 1d12h, 90m, 45s, 2w, or ISO 8601 (P30D, PT2H); undefined when it is none of these. */
export function parseDuration(text: string): Duration | undefined {
  const short = text.trim().toLowerCase().replaceAll(' ', '');
  if (/^(\d{1,9}[wdhms])+$/.test(short)) {
    const parts: Record<string, number> = {};
    for (const [, number, unit] of short.matchAll(/(\d{1,9})([wdhms])/g)) {
      const name = UNITS[unit as string] as string;
      parts[name] = (parts[name] ?? 0) + Number(number);
    }
    return Duration.fromObject(parts);
  }
  const iso = Duration.fromISO(text.trim().toUpperCase());
  return iso.isValid ? iso : undefined;
}

/**
 * Where an advance leads. Days are days of 24 hours: the team's zones may differ from person to person.
 * @throws AppError invalid for anything but one way forward of at most MOST_DAYS days
 */
export function targetOf(
  wanted: { by?: string | null | undefined; until?: string | null | undefined },
  from: Date,
): Date {
  const by = wanted.by ?? '';
  const until = wanted.until ?? '';
  if ((by === '') === (until === '')) throw invalid('by', 'or until is required, and not both');
  const field = by === '' ? 'until' : 'by';
  const target = by === '' ? new Date(until) : after(by, from);
  if (target === undefined || Number.isNaN(target.getTime()))
    throw invalid(field, field === 'by' ? 'is not a duration such as 30d, 2h or P30D' : 'is not a moment');
  if (target < from) throw invalid(field, 'lies in the past of the team: its clock only moves forward');
  if (target.getTime() - from.getTime() > MOST_DAYS * 86_400_000)
    throw invalid(field, `is too far: at most ${MOST_DAYS} days at a time`);
  return target;
}

function after(by: string, from: Date): Date | undefined {
  const duration = parseDuration(by);
  return duration && DateTime.fromJSDate(from, { zone: 'utc' }).plus(duration).toJSDate();
}
