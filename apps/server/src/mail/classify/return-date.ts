import { monthNumber, weekdayNumber } from './calendar-words.js';
import { folded } from './newest-text.js';

/** A day in the text: where it stands and which day it is, as days since 1970. */
interface Found {
  at: number;
  end: number;
  day: number;
}

const DAY_MS = 86_400_000;
/** Somebody away for longer than this is not coming back to this conversation, or the date was misread. */
const FARTHEST_DAYS = 400;

// Names of months and days are looked up behind the match: words of any language have one form here.
const PATTERNS = {
  iso: /(?<![\p{L}\p{N}])(\d{4})-(\d{1,2})-(\d{1,2})(?![\p{L}\p{N}])/gu,
  eastAsian: /(?:(\d{4}) ?[年년] ?)?(\d{1,2}) ?[月월] ?(\d{1,2}) ?[日일]/gu,
  numeric: /(?<![\p{L}\p{N}])(\d{1,2})([./-])(\d{1,2})(?:([./-])(\d{4}|\d{2})(?!\d))?\.?/gu,
  dayMonth:
    /(?<![\p{L}\p{N}])(\d{1,2})(?:st|nd|rd|th|er|eme|e|o|\.|º|ª)?[ ,]{0,3}(?:of |de |di |d')?(\p{L}{2,12})(?![\p{L}\p{N}])\.?(?:[ ,]{0,3}(?:de |del )?(\d{4}))?/gu,
  monthDay:
    /(?<![\p{L}\p{N}])(\p{L}{2,12})\.?[ ,]{0,3}(\d{1,2})(?:st|nd|rd|th)?(?![\p{L}\p{N}])(?:[ ,]{0,3}(\d{4}))?/gu,
  weekday: /(?<![\p{L}\p{N}])(\p{L}{2,14}(?:-feira)?|п'ятниц[яюі])(?![\p{L}\p{N}])/gu,
};

/** Words before a day that make it the first day back, and how far before it they stand at most. */
const BACK =
  /(back|return(ing|s|ed)?|in (the )?office|available|reachable|resume|wieder|zuruck|erreichbar|verfugbar|retour|de retour|reviendrai|disponible|regreso|regresare|vuelvo|volvere|rientro|rientrero|tornero|saro|disponibile|retorno|regresso|voltarei|estarei|terug|bereikbaar|aanwezig|ater|tillbaka|tilbage|tilbake|wracam|wroce|bede|dostepn[ay]|zpet|вернусь|выйду|снова|ab dem|ab|from|a partir d[eu]|desde|a partire dal|dal|vanaf|fran|od|с)/;
const BACK_REACH = 50;
/** Words before a day that make it the last day away. */
const UNTIL =
  /(until|till|til|untill|through|thru|up to|to|bis|bis zum|bis einschliesslich|jusqu'au|jusqu'a|jusque|au|hasta|hasta el|al|fino al|fino a|sino al|ate|ate ao|tot|tot en met|t\/m|till och med|til og med|do|az do|по|до|\bpana( la)?|kadar)$/u;
const UNTIL_FILLERS =
  /(and|einschliesslich|inclus|inclusive|le|el|il|o|dia|den|the|zum|incl\.?|including|al|dnia)$/;
/** A day after which one is away: no return. */
const LEAVES =
  /(from|starting|since|as of|between|vom|von|ab dem|seit|du|depuis|entre|del|desde|dal|do dia|van|vanaf|fran|od|с)$/u;
const LEAVES_FILLERS = /(the|le|el|il|dem|den|dia|dnia)$/;

/** Whether a text ends in one of the words, perhaps with articles and the name of a weekday behind it. */
function endsIn(text: string, words: RegExp, fillers: RegExp): boolean {
  const named = /\p{L}{1,20},? $/u.exec(text);
  for (const head of named ? [text, text.slice(0, named.index)] : [text]) {
    for (let rest = head.trimEnd(); ; ) {
      if (words.test(rest)) return true;
      const filler = fillers.exec(rest);
      if (!filler || (filler.index > 0 && rest[filler.index - 1] !== ' ')) break;
      rest = rest.slice(0, filler.index).trimEnd();
    }
  }
  return false;
}

/** Without the name of a weekday at the end: it belongs to the date behind it. */
function withoutWeekday(text: string): string {
  const named = /(\p{L}{2,14}(?:-feira)?),? (?:the |den |dem |le |el |il )?$/u.exec(text);
  return named && weekdayNumber(named[1] ?? '') !== undefined ? text.slice(0, named.index) : text;
}

/**
 * The first day back that an automatic reply names, relative to the day it came; null when it names none. A last day
 * away ("until 14 March", "bis 14.03.") means the day after; "back on" means that day. Of several the latest counts.
 * @param receivedAt the reader's present; days before it are read as of next year, or not at all
 */
export function returnDate(text: string, receivedAt: Date): string | null {
  const said = folded(text).slice(0, 4000);
  const today = Math.floor(receivedAt.getTime() / DAY_MS);
  let best: number | undefined;
  let bestIsBack = false;
  for (const found of days(said, today)) {
    const role = roleOf(said, found);
    if (role === undefined) continue;
    const day = role === 'until' ? found.day + 1 : found.day;
    if (day <= today || day > today + FARTHEST_DAYS) continue;
    // A day said to be the first one back is better than one concluded from the last day away.
    if (
      best === undefined ||
      (role === 'back' && !bestIsBack) ||
      ((role === 'back') === bestIsBack && day > best)
    ) {
      best = day;
      bestIsBack = role === 'back';
    }
  }
  best ??= relative(said, today);
  return best === undefined ? null : new Date(best * DAY_MS).toISOString().slice(0, 10);
}

function roleOf(text: string, { at, end }: Found): 'back' | 'until' | undefined {
  // A weekday's name before the date belongs to it.
  const before = withoutWeekday(text.slice(Math.max(0, at - 80), at));
  const sentence = before.slice(
    Math.max(...['.', '!', '?', ';'].map((stop) => before.lastIndexOf(stop))) + 1,
  );
  const after = text.slice(end, end + 60);
  // "10.03. - 14.03.", "10/03 to 14/03": the second is the last day away.
  if (/(\d|\d\.|\p{L}) ?(-|–|—|bis|to|au|al|a|tot|do) ?$/u.test(before) && /\d/.test(before.slice(-14)))
    return 'until';
  if (endsIn(before, UNTIL, UNTIL_FILLERS)) return 'until';
  // "... am 15.03. wieder im Buero", "15日より出社"
  if (
    /^[^.!?;]{0,30}(wieder|zuruck|back|terug|de retour|ater|tillbaka|tilbage|出社|より|から|戻り|回来|回到|返回)/.test(
      after,
    )
  )
    return 'back';
  if (/^\s*(まで|迄|까지|为止|(?:[^.]{0,4})(止|回)?)/.test(after) && /^\s*(まで|迄|까지|为止)/.test(after))
    return 'until';
  if (/(直到|至|到)\s*$/.test(before)) return 'until';
  const range =
    /^ ?(-|–|—|bis|to|until|through|au|al|ate|tot|do|til|till)( |\b)/.test(after) &&
    /\d/.test(after.slice(0, 24));
  if (range) return undefined;
  if (BACK.test(sentence.slice(-BACK_REACH))) {
    return endsIn(before, LEAVES, LEAVES_FILLERS) &&
      /(away|out of|absent|abwesend|leave|vacation|urlaub|ausente|fuori|ferie|afwezig)/.test(sentence) &&
      !/(back|return|wieder|retour|available|reachable)/.test(sentence)
      ? undefined
      : 'back';
  }
  return undefined;
}

function* days(text: string, today: number): Generator<Found> {
  const year = new Date(today * DAY_MS).getUTCFullYear();
  const found = (
    match: RegExpExecArray,
    y: string | undefined,
    month: number,
    day: number,
  ): Found | undefined => {
    const date = dayOf(y, month, day, year, today);
    return date === undefined
      ? undefined
      : { at: match.index, end: match.index + match[0].length, day: date };
  };
  const all: (Found | undefined)[] = [];
  const pushNamed = (match: RegExpExecArray, name = '', y: string | undefined, day: number) => {
    const month = monthNumber(name);
    if (month !== undefined) all.push(found(match, y, month, day));
  };
  for (const match of text.matchAll(PATTERNS.iso))
    all.push(found(match, match[1], Number(match[2]), Number(match[3])));
  for (const match of text.matchAll(PATTERNS.eastAsian))
    all.push(found(match, match[1], Number(match[2]), Number(match[3])));
  for (const match of text.matchAll(PATTERNS.dayMonth))
    pushNamed(match, match[2], match[3], Number(match[1]));
  for (const match of text.matchAll(PATTERNS.monthDay))
    pushNamed(match, match[1], match[3], Number(match[2]));
  for (const match of text.matchAll(PATTERNS.numeric)) all.push(numeric(match, year, today));
  for (const match of text.matchAll(PATTERNS.weekday)) {
    const weekday = weekdayNumber(match[1] ?? '');
    if (weekday === undefined) continue;
    const day = nextWeekday(today, weekday);
    // With a date beside it the weekday says nothing more.
    const beside = text.slice(match.index + match[0].length, match.index + match[0].length + 14);
    if (
      !/^,? ?(the |den |dem |le |el |il )?\d/.test(beside) &&
      monthNumber(/^,? (\p{L}{2,12})/u.exec(beside)?.[1] ?? '') === undefined
    )
      all.push({ at: match.index, end: match.index + match[0].length, day });
  }
  for (const each of all) if (each) yield each;
}

/**
 * Day and month of 03/04: with dots and dashes the day stands first; with slashes whichever reading is nearer in the
 * future, because nobody sends an automatic reply for a day gone by.
 */
function numeric(match: RegExpExecArray, year: number, today: number): Found | undefined {
  const [, first, separator, second, again, y] = match;
  // 3/4.2026 is no date.
  if (again !== undefined && again !== separator) return undefined;
  // "3.5" without more is a number, "10.03." a day.
  if (separator !== '/' && y === undefined && !(separator === '.' && match[0].endsWith('.'))) {
    if (separator === '-' || (second ?? '').length < 2) return undefined;
  }
  const a = dayOf(y, Number(second), Number(first), year, today);
  const b = separator === '/' ? dayOf(y, Number(first), Number(second), year, today) : undefined;
  const ahead = [a, b].filter((day): day is number => day !== undefined && day > today);
  const day = ahead.length > 0 ? Math.min(...ahead) : (a ?? b);
  return day === undefined ? undefined : { at: match.index, end: match.index + match[0].length, day };
}

function dayOf(
  y: string | undefined,
  month: number,
  day: number,
  thisYear: number,
  today: number,
): number | undefined {
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
function nextWeekday(today: number, weekday: number): number {
  // 1970-01-01 was a Thursday.
  const todays = ((today + 3) % 7) + 1;
  return today + ((weekday - todays + 6) % 7) + 1;
}

const RELATIVE: readonly (readonly [RegExp, (today: number) => number])[] = [
  [
    /\b(back|return(ing)?|available|in the office)( again)? (tomorrow)\b|\bmorgen wieder\b|\bde retour demain\b|\b(vuelvo|regreso) manana\b/,
    (today) => today + 1,
  ],
  [
    /\b(back|return(ing)?|available|in the office)( again)? (in the office |at work |to (the )?office )?next week\b|\bnachste woche wieder\b|\bde retour la semaine prochaine\b|\bla proxima semana\b|\bvolgende week weer\b/,
    (today) => nextWeekday(today, 1),
  ],
];

function relative(text: string, today: number): number | undefined {
  return RELATIVE.find(([phrase]) => phrase.test(text))?.[1](today);
}
