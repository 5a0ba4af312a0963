/** Texts of moments and numbers. Every moment comes from the API in the viewer's zone, which is what is printed. */

const LANGUAGE = globalThis.navigator?.language || 'en';
const DAY = 86_400_000;
const HOUR = 3_600_000;
const MINUTE = 60_000;

const count = new Intl.NumberFormat(LANGUAGE);
export const number = (value: number): string => count.format(value);

const formats = new Map<string, Intl.DateTimeFormat>();
function format(zone: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = zone + JSON.stringify(options);
  let found = formats.get(key);
  if (!found) {
    found = new Intl.DateTimeFormat('en-GB', { ...options, timeZone: zone });
    formats.set(key, found);
  }
  return found;
}

/** `09:00` in a zone. */
export const clockTime = (moment: Date | string, zone: string): string =>
  format(zone, { hour: '2-digit', minute: '2-digit' }).format(new Date(moment));

/** `Wed 2 Dec`, with the year where it is another one than now's. */
export function day(moment: Date | string, zone: string, now: Date): string {
  const at = new Date(moment);
  const other =
    format(zone, { year: 'numeric' }).format(at) !== format(zone, { year: 'numeric' }).format(now);
  const options = { weekday: 'short', day: 'numeric', month: 'short' } as const;
  return format(zone, other ? { ...options, year: 'numeric' } : options)
    .format(at)
    .replaceAll(',', '');
}

/** `Wed 2 Dec 09:00`; today only `09:00`. */
export function moment(at: Date | string, zone: string, now: Date): string {
  const text = clockTime(at, zone);
  return day(at, zone, now) === day(now, zone, now) ? text : `${day(at, zone, now)} ${text}`;
}

/** How long ago, or until: `now`, `12 m`, `2 h`, `4 d`. */
export function span(at: Date | string, now: Date): string {
  const ms = Math.abs(now.getTime() - new Date(at).getTime());
  if (ms < MINUTE) return 'now';
  if (ms < HOUR) return `${Math.floor(ms / MINUTE)} m`;
  if (ms < DAY) return `${Math.floor(ms / HOUR)} h`;
  return `${number(Math.floor(ms / DAY))} d`;
}

/** `Tuesday 1 December`. */
export const longDay = (at: Date, zone: string): string =>
  format(zone, { weekday: 'long', day: 'numeric', month: 'long' }).format(at).replaceAll(',', '');

/** A day without a time, `2026-12-01`, never moved by a zone. */
export const plainDay = (date: string, now: Date): string =>
  day(`${date.slice(0, 10)}T12:00:00Z`, 'UTC', now);

/** The two letters of a name. */
export function initials(name: string): string {
  const words = name.split(/\s/).filter((word) => word !== '');
  const first = (word: string | undefined) => String.fromCodePoint(word?.codePointAt(0) ?? 0x3f);
  return (first(words[0]) + (words.length > 1 ? first(words.at(-1)) : '')).toUpperCase();
}

/** The calendar day of a moment in a zone, `2026-12-01`. */
export const isoDay = (at: Date, zone: string): string =>
  format(zone, { year: 'numeric', month: '2-digit', day: '2-digit' })
    .format(at)
    .split('/')
    .toReversed()
    .join('-');

/** So many calendar days later, or earlier. */
export const laterDay = (date: string, days: number): string =>
  new Date(Date.parse(`${date}T12:00:00Z`) + days * DAY).toISOString().slice(0, 10);

/** Calendar days from one to another. */
export const daysBetween = (from: string, until: string): number =>
  Math.round((Date.parse(`${until}T12:00:00Z`) - Date.parse(`${from}T12:00:00Z`)) / DAY);

/** Whether a text is a day of the calendar, `2026-12-01`. */
export const isDay = (text: string): boolean => {
  const at = Date.parse(`${text}T12:00:00Z`);
  return text.length === 10 && !Number.isNaN(at) && new Date(at).toISOString().startsWith(text);
};

/** 0 Sunday to 6 Saturday. */
export const weekday = (date: string): number => new Date(`${date}T12:00:00Z`).getUTCDay();

/** `Tue 1`. */
export const shortDay = (date: string): string =>
  format('UTC', { weekday: 'short', day: 'numeric' })
    .format(new Date(`${date}T12:00:00Z`))
    .replaceAll(',', '');

/** `Tuesday 1 December` of a day without a time. */
export const longPlainDay = (date: string): string => longDay(new Date(`${date}T12:00:00Z`), 'UTC');

/** `15.6 %`. */
export const percent = (share: number, digits = 1): string =>
  new Intl.NumberFormat(LANGUAGE, { style: 'percent', maximumFractionDigits: digits }).format(share);

/** `50 min`, `3 h 20 min`. */
export const duration = (minutes: number): string =>
  minutes < 60
    ? `${number(minutes)} min`
    : `${number(Math.floor(minutes / 60))} h${minutes % 60 === 0 ? '' : ` ${minutes % 60} min`}`;

const KILO = 1024;
/** `12 KB`, `4.2 MB`. */
export const bytes = (size: number): string =>
  size < KILO * KILO
    ? `${number(Math.ceil(size / KILO))} KB`
    : `${number(Math.round((size / KILO / KILO) * 10) / 10)} MB`;

/** `1 e-mail`, `2 e-mails`. */
export const counted = (value: number, one: string, more = `${one}s`): string =>
  `${number(value)} ${value === 1 ? one : more}`;

export interface LocalParts {
  readonly year: number;
  /** From 1. */
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
}

const WEEKDAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];

/** What clock and calendar of a zone show; weekdays from 0, Sunday. */
export function localParts(at: Date, zone: string): LocalParts & { readonly weekday: number } {
  const parts = new Map(
    format(zone, {
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      weekday: 'short',
      hourCycle: 'h23',
    })
      .formatToParts(at)
      .map(({ type, value }) => [type, value]),
  );
  const of = (type: Intl.DateTimeFormatPartTypes) => Number(parts.get(type));
  return {
    year: of('year'),
    month: of('month'),
    day: of('day'),
    hour: of('hour'),
    minute: of('minute'),
    weekday: WEEKDAYS.indexOf(parts.get('weekday') ?? ''),
  };
}

/** The moment at which clock and calendar of a zone show that; where they skip it, the moment as much later. */
export function momentOf(parts: LocalParts, zone: string): Date {
  const wanted = Date.UTC(parts.year, parts.month - 1, parts.day, parts.hour, parts.minute);
  const shown = (at: number): number => {
    const { year, month, day: date, hour, minute } = localParts(new Date(at), zone);
    return Date.UTC(year, month - 1, date, hour, minute);
  };
  const first = wanted - (shown(wanted) - wanted);
  return new Date(first - (shown(first) - wanted));
}

/** Every zone that the browser knows, by its IANA name. */
export const timeZones = (): readonly string[] => ['UTC', ...Intl.supportedValuesOf('timeZone')];

/** Where this browser is. */
export const browserZone = (): string => new Intl.DateTimeFormat().resolvedOptions().timeZone;

/** The latest of some moments as they are written; of two in one millisecond that whose text comes later. */
export const newestOf = (moments: readonly string[]): string | undefined =>
  moments.toSorted((a, b) => Date.parse(a) - Date.parse(b) || (a < b ? -1 : 1)).at(-1);

/** The server says "never by itself" as a moment beyond all others. */
const NEVER_FROM = Date.parse('9000-01-01T00:00:00Z');

/** A moment that can be named; null: nobody can say when. */
export function dated(at: string | null): string | null {
  const time = at === null ? Number.NaN : Date.parse(at);
  return Number.isNaN(time) || time >= NEVER_FROM ? null : at;
}

const TOUCHES: Readonly<Record<string, string>> = {
  email: 'E-mail',
  phone: 'Call',
  integration: 'Social',
  other: 'Other',
};
/** What a kind of touch is called. */
export const touchName = (type: string): string => TOUCHES[type] ?? type.replaceAll('_', ' ');
