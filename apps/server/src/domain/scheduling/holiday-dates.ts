import type Holidays from 'date-holidays';

// The dates come from date-holidays (ISC; its data CC BY-SA 3.0, see docs/cadence-timing.md). It takes about 30 MB and
// half a second to load, so only a process that needs a country's days does, and a year of a country is worked out once.

type Library = typeof Holidays;
let library: Promise<Library> | undefined;

function load(): Promise<Library> {
  library ??= import('date-holidays').then((loaded) => loaded.default);
  return library;
}

/** Names of days off by date (YYYY-MM-DD). */
export type DaysOff = (date: string) => string | undefined;

/** Public holidays of a country (ISO 3166-1 alpha-2) or a region of it (`BY`, or `BY-A` for a part of one), by name. */
export async function publicHolidays(country: string, region: string | null): Promise<DaysOff> {
  const Library = await load();
  const key = `${country}/${region ?? ''}`;
  const known = remembered.get(key);
  if (known) return known;
  const [state, part] = region?.split('-') ?? [];
  const options = { types: ['public' as const] };
  const dates =
    state === undefined
      ? new Library(country, options)
      : part === undefined
        ? new Library(country, state, options)
        : new Library(country, state, part, options);
  const years = new Map<number, ReadonlyMap<string, string>>();
  const daysOff: DaysOff = (date) => {
    const year = Number(date.slice(0, 4));
    let days = years.get(year);
    if (days === undefined) years.set(year, (days = yearOf(dates, year)));
    return days.get(date);
  };
  remembered.set(key, daysOff);
  return daysOff;
}

const remembered = new Map<string, DaysOff>();

/** Each day of each holiday: some last for several, such as the end of Ramadan. */
function yearOf(dates: Holidays, year: number): ReadonlyMap<string, string> {
  const days = new Map<string, string>();
  for (const holiday of dates.getHolidays(year, 'en')) {
    if (holiday.type !== 'public') continue;
    const first = Date.parse(`${holiday.date.slice(0, 10)}T00:00:00Z`);
    const length = Math.max(1, Math.round((holiday.end.getTime() - holiday.start.getTime()) / 86_400_000));
    for (let day = 0; day < length; day += 1)
      days.set(new Date(first + day * 86_400_000).toISOString().slice(0, 10), holiday.name);
  }
  return days;
}

/** What is wrong with a country and region: undefined when their days are known. */
export async function unknownPlace(
  country: string,
  region: string | null,
): Promise<'country' | 'region' | undefined> {
  const Library = await load();
  const places = new Library();
  if (!Object.hasOwn(places.getCountries('en') ?? {}, country)) return 'country';
  if (region === null) return undefined;
  const [state = '', part] = region.split('-');
  if (!Object.hasOwn(places.getStates(country, 'en') ?? {}, state)) return 'region';
  if (part === undefined) return undefined;
  return Object.hasOwn(places.getRegions(country, state, 'en') ?? {}, part) ? undefined : 'region';
}

let codes: ReadonlyMap<string, string> | undefined;
const ALIASES = new Map(
  Object.entries({
    uk: 'GB',
    'great britain': 'GB',
    england: 'GB',
    usa: 'US',
    america: 'US',
    'united states of america': 'US',
    holland: 'NL',
    'the netherlands': 'NL',
    'czech republic': 'CZ',
    'south korea': 'KR',
    uae: 'AE',
  }),
);

/** The ISO code of a country as people write it: `DE`, `de`, `Germany`; undefined when it is none we know. */
export function countryCode(written: string | null | undefined): string | undefined {
  const text = written?.trim().toLowerCase() ?? '';
  if (text === '') return undefined;
  codes ??= allCodes();
  return ALIASES.get(text) ?? codes.get(text);
}

/** English names and codes of all countries the runtime knows, lower case, to their codes. */
function allCodes(): ReadonlyMap<string, string> {
  const names = new Intl.DisplayNames(['en'], { type: 'region', fallback: 'none' });
  const found = new Map<string, string>();
  for (let first = 65; first <= 90; first += 1) {
    for (let second = 65; second <= 90; second += 1) {
      const code = String.fromCharCode(first, second);
      const name = names.of(code);
      if (name === undefined || code === 'ZZ') continue;
      // UK, DD and other codes of yesterday carry a country's name too.
      const today = new Intl.Locale(`und-${code}`).region ?? code;
      found.set(name.toLowerCase(), today);
      found.set(code.toLowerCase(), today);
    }
  }
  return found;
}
