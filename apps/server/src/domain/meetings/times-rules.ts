import { invalid } from '../../kernel/errors.js';

/** What a body says of when it is. */
interface Said {
  readonly start_time?: string | null | undefined;
  readonly end_time?: string | null | undefined;
  /** Minutes. */
  readonly duration?: number | null | undefined;
}

export interface Times {
  readonly start: Date;
  readonly end: Date;
}

const MINUTE = 60_000;
const DAY = 86_400_000;
/** How far ahead a meeting may be, and how long ago one may be that is only written down: a year. */
const FURTHEST = 366 * DAY;
const LONGEST = DAY;
/**
 * When a meeting is, as a body has it over what there is: `duration` counts from the start; where only the start moves,
 * it lasts as long as before, a new one as many minutes as `before` says. `ahead`: it must be yet to come. @throws AppError invalid
 */
export function timesOf(said: Said, before: Times | number, now: Date, ahead: boolean): Times {
  const known = typeof before === 'number' ? undefined : before;
  const start = said.start_time == null ? known?.start : new Date(said.start_time);
  if (!start) throw invalid('start_time', 'is required');
  if (said.end_time != null && said.duration != null)
    throw invalid('duration', 'cannot be given beside end_time');
  const lasts = typeof before === 'number' ? before * MINUTE : before.end.getTime() - before.start.getTime();
  const end =
    said.end_time == null
      ? new Date(start.getTime() + (said.duration == null ? lasts : said.duration * MINUTE))
      : new Date(said.end_time);
  if (end <= start) throw invalid('end_time', 'must be after start_time');
  if (end.getTime() - start.getTime() > LONGEST)
    throw invalid('end_time', 'is more than a day after start_time');
  if (start.getTime() - now.getTime() > FURTHEST) throw invalid('start_time', 'is more than a year ahead');
  if (ahead && start <= now) throw invalid('start_time', 'must be in the future');
  if (now.getTime() - start.getTime() > FURTHEST) throw invalid('start_time', 'is more than a year ago');
  return { start, end };
}
