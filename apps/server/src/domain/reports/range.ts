import { DateTime } from 'luxon';
import { AppError, invalid } from '../../kernel/errors.js';

/** Days of a report, at most. */
const MOST_DAYS = 400;
const DEFAULT_DAYS = 30;
/** Seconds after which a team that is being counted is asked for again. */
const RETRY_SECONDS = 60;

/** Whole days of a zone, and the moments they begin and end at. */
export interface Range {
  readonly first: string;
  readonly last: string;
  readonly from: Date;
  readonly until: Date;
}

/** The days asked for; today is the last, and thirty are the most, unless more is said. @throws AppError invalid */
export function rangeOf(
  asked: { readonly from?: string | undefined; readonly until?: string | undefined },
  zone: string,
  now: Date,
): Range {
  const day = (text: string) => DateTime.fromISO(text, { zone }).startOf('day');
  const last =
    asked.until === undefined ? DateTime.fromJSDate(now, { zone }).startOf('day') : day(asked.until);
  const first = asked.from === undefined ? last.minus({ days: DEFAULT_DAYS - 1 }) : day(asked.from);
  // The calendar begins with the year 1, here and in PostgreSQL.
  if (first.year < 1) throw invalid('until', 'is too early');
  const days = Math.round(last.diff(first, 'days').days) + 1;
  if (!(days >= 1)) throw invalid('until', 'lies before from');
  if (days > MOST_DAYS) throw invalid('from', `is more than ${MOST_DAYS} days before until`);
  return {
    first: first.toISODate() ?? '',
    last: last.toISODate() ?? '',
    from: first.toJSDate(),
    until: last.plus({ days: 1 }).startOf('day').toJSDate(),
  };
}

/** Answered while what was there before an upgrade has not been counted. */
export const stillCounting = (): AppError =>
  new AppError('unavailable', 'The figures of this team are being counted for the first time', {
    retryAfter: RETRY_SECONDS,
  });
