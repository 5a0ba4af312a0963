import { monthNumber, weekdayNumber } from './calendar-words.js';
import { DAY_MS, dayOf, mondayOf, nextDayOfMonth, nextWeekday, relative } from './days.js';
import { folded, wordsOf } from './fold.js';
import * as near from './words/return.js';

/** A day in the text: where it stands and which day it is, as days since 1970. */
interface Found {
  at: number;
  end: number;
  day: number;
  /** A month alone: its last day where the text says until it ends. */
  month?: boolean;
  /** A week: its last day, where the text says until it. */
  last?: number;
}

/** Somebody away for longer than this is not coming back to this conversation, or the date was misread. */
const FARTHEST_DAYS = 400;
const CHARACTERS_READ = 4000;
const MOST_DAYS = 60;

/**
 * The first day back that an automatic reply names, relative to the day it came; null when it names none. A last day
 * away ("until 14 March", "bis 14.03.") means the day after; "back on" means that day. Of several the latest counts.
 * @param receivedAt the reader's present; days before it are read as of next year, or not at all
 */
export function returnDate(text: string, receivedAt: Date): string | null {
  const said = folded(text.slice(0, CHARACTERS_READ * 2)).slice(0, CHARACTERS_READ);
  const today = Math.floor(receivedAt.getTime() / DAY_MS);
  let best: number | undefined;
  let bestIsBack = false;
  for (const found of days(said, today).slice(0, MOST_DAYS)) {
    const role = roleOf(said, found);
    if (role === undefined) continue;
    const day = role === 'until' ? (found.last ?? found.day) + 1 : found.day;
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
  best ??= relative(wordsOf(said, 800), today);
  return best === undefined ? null : new Date(best * DAY_MS).toISOString().slice(0, 10);
}

const EAST_ASIAN = /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/u;

function roleOf(text: string, found: Found): 'back' | 'until' | undefined {
  // Hungarian says "until" with the end of the word.
  if (/(hetfo|kedd|szerda|csutortok|pentek|szombat|vasarnap)ig$/.test(text.slice(found.at, found.end)))
    return 'until';
  const before = text.slice(Math.max(0, found.at - 90), found.at);
  const after = text.slice(found.end, found.end + 70);
  const east = eastAsianRole(before, after);
  if (east !== undefined) return east === 'none' ? undefined : east;
  const all = withUpTo(wordsOf(sentenceBefore(before), 40));
  const words = withoutBetween(all);
  const last = words.at(-1) ?? '';
  const dashed = '-–—~'.includes(before.trimEnd().at(-1) ?? ' ') && before.trim() !== '';
  const dayBefore = all.slice(-8).some((word) => /^\d{1,4}/.test(word) || isDayName(word));
  // "I work Tuesday to Thursday": no absence ends there.
  if (
    all.some((word) => near.WORKS.has(word)) &&
    !all.some((word) => near.AWAY.has(word) || near.BACK.has(word))
  )
    return undefined;
  if ((dashed && dayBefore) || near.UNTIL.has(last) || (near.RANGE.has(last) && dayBefore))
    return found.month === true ? monthRole(all) : 'until';
  if (wordsOf(firstClause(after), 3).some((word) => near.UNTIL_BEHIND.has(word))) return 'until';
  if (beginsRange(after)) return undefined;
  const back = all.slice(-14).some((word) => near.BACK.has(word));
  const behind = wordsOf(firstClause(after), 7).some((word) => near.BACK_BEHIND.has(word));
  // "Back after the 9th".
  if (near.AFTER.has(last) && (back || behind)) return 'until';
  if (behind) return 'back';
  const leaves = near.LEAVES.has(last) && all.some((word) => near.AWAY.has(word));
  if (leaves && !back) return undefined;
  return back || (last === 'ab' && !all.some((word) => near.AWAY.has(word))) ? 'back' : undefined;
}

/** "Until September" ends where the month begins, "until the end of August" where it ends. */
function monthRole(before: readonly string[]): 'back' | 'until' {
  return before.slice(-4).some((word) => near.ENDS.has(word)) ? 'until' : 'back';
}

/** Particles and verbs behind the day; Chinese also before it. */
function eastAsianRole(before: string, after: string): 'back' | 'until' | 'none' | undefined {
  // A weekday in brackets belongs to the day.
  const behind = after.replace(/^\s{0,2}[(（][^)）]{0,6}[)）]/, '').trimStart();
  const ahead = before.trimEnd();
  if (!EAST_ASIAN.test(behind) && !/[直至到于於]$/.test(ahead)) return undefined;
  if (/^(まで|迄|까지|为止|為止|止|한)/.test(behind)) return 'until';
  if (
    /^(至|到|から|부터|より|~|-)/.test(behind) &&
    /^.{1,30}(まで|까지|迄|日)/.test(behind) &&
    /\d/.test(behind.slice(0, 14))
  )
    return 'none';
  if (/(直到|至|到)$/.test(ahead)) return 'until';
  if (
    /^.{0,14}(出社|復帰|戻り|出勤|営業|より|から|以降|回来|回到|返回|返岗|上班|恢复|恢復|復工|复工|回公司|복귀|출근|부터|돌아|회신|返信|回复|回覆)/.test(
      behind,
    )
  )
    return 'back';
  return undefined;
}

const isDayName = (word: string) => monthNumber(word) !== undefined || weekdayNumber(word) !== undefined;

/** From the last end of a sentence on; full stops behind numbers and short words are none. */
function sentenceBefore(before: string): string {
  for (let at = before.length - 2; at > 0; at -= 1) {
    const sign = before[at] ?? '';
    if (!'.!?;。！？'.includes(sign)) continue;
    const word = /[\p{L}\d]{1,12}$/u.exec(before.slice(Math.max(0, at - 12), at))?.[0] ?? '';
    const opens = near.OPENS.has(wordsOf(before.slice(at + 1), 1)[0] ?? '') && before[at + 1] === ' ';
    const short = word.length <= 3 || /\d$/.test(word) || near.BETWEEN.has(word);
    if (sign === '.' && short && !(opens && /\d$/.test(word))) continue;
    return before.slice(at + 1);
  }
  return before;
}

const firstClause = (after: string) => /^[^.!?;]{0,60}/.exec(after.replace(/^\./, ''))?.[0] ?? '';

/** Without articles, names of weekdays and times of day between a preposition and the day. */
function withoutBetween(words: readonly string[]): string[] {
  const rest = [...words];
  for (let count = 0; count < 8; count += 1) {
    const word = rest.at(-1) ?? '';
    const hour = /^\d{1,2}(am|pm|h)?$/.test(word) && rest.length > 1 && count > 0;
    const earlier = rest.at(-2) ?? '';
    const joins = near.RANGE.has(word) && (/^\d/.test(earlier) || isDayName(earlier));
    const takes = (near.BETWEEN.has(word) || near.RANGE.has(word)) && !joins;
    if (word === '' || (!takes && !hour && !near.ENDS.has(word) && weekdayNumber(word) === undefined)) break;
    if (near.UNTIL.has(word)) break;
    rest.pop();
  }
  return rest.length === 0 ? [...words] : rest;
}

/** "Up to and including": one word for what ends. */
function withUpTo(words: readonly string[]): string[] {
  return words.map((word, index) => {
    const pair = `${words[index - 1] ?? ''} ${word}`;
    // t.o.m., t.e.m.: three words; t/m: two.
    const three = (pair === 'o m' || pair === 'e m') && words[index - 2] === 't';
    // "Automatic reply" says nothing of coming back.
    if (/^(will|ll|shall) (reply|respond|answer)$/.test(pair)) return 'return';
    return pair === 'up to' || pair === 't m' || three ? 'until' : word;
  });
}

/** "10 - 14 March", "from Monday to Friday": the first is none of ours. */
function beginsRange(after: string): boolean {
  const behind = after.trimStart().replace(/^\./, '').trimStart();
  const words = wordsOf(behind, 6);
  const dash = '-–—~'.includes(behind[0] ?? ' ');
  const joins = /^\p{L}/u.test(behind) && (near.RANGE.has(words[0] ?? '') || near.UNTIL.has(words[0] ?? ''));
  if (!dash && !joins) return false;
  return words
    .slice(dash ? 0 : 1, 5)
    .some((word) => /^\d/.test(word) || (word.length > 3 && isDayName(word)));
}

function days(text: string, today: number): Found[] {
  return [...writtenInNumbers(text, today), ...writtenInWords(text, today)].filter(
    (found) => found !== undefined,
  );
}

function* writtenInNumbers(text: string, today: number): Generator<Found | undefined> {
  const found = (match: RegExpExecArray, day: number | undefined): Found | undefined =>
    day === undefined ? undefined : { at: match.index, end: match.index + match[0].length, day };
  for (const match of text.matchAll(/(?<![\d./-])(\d{4})[-./](\d{1,2})[-./](\d{1,2})(?![\d/-])/g))
    yield found(match, dayOf(match[1], Number(match[2]), Number(match[3]), today));
  for (const match of text.matchAll(/(?:(\d{4})\s?[年년]\s?)?(\d{1,2})\s?[月월]\s?(\d{1,2})\s?[日일号號]/g))
    yield found(match, dayOf(match[1], Number(match[2]), Number(match[3]), today));
  // The month stands before an earlier day: "3月2日から9日まで".
  for (const match of text.matchAll(/(?<![月월\d\s])\s?(\d{1,2})\s?[日일号號](?![前後后间間])/g))
    yield found(match, nextDayOfMonth(Number(match[1]), today));
  // "11. 3. 2026", as Czechs, Finns and many more put it.
  for (const match of text.matchAll(/(?<![\d./-])(\d{1,2})\.\s(\d{1,2})\.(?:\s?(20\d\d)(?!\d))?/g))
    yield found(match, dayOf(match[3], Number(match[2]), Number(match[1]), today));
  for (const match of text.matchAll(/(?<![\d./]|\d-)(\d{1,2})([./-])(\d{1,2})(?:\2(\d{4}|\d{2})(?!\d))?\.?/g))
    yield numeric(match, today);
}

/**
 * Day and month of 03/04: with dots and dashes the day stands first; with slashes whichever reading is nearer in the
 * future, because nobody sends an automatic reply for a day gone by.
 */
function numeric(match: RegExpExecArray, today: number): Found | undefined {
  const [, first, separator, second, y] = match;
  // "3.5" without more is a number, "10.03." a day.
  if (separator !== '/' && y === undefined && !(separator === '.' && match[0].endsWith('.'))) {
    if (separator === '-' || (second ?? '').length < 2) return undefined;
  }
  const a = dayOf(y, Number(second), Number(first), today);
  const b = separator === '/' ? dayOf(y, Number(first), Number(second), today) : undefined;
  const ahead = [a, b].filter((day): day is number => day !== undefined && day > today);
  const day = ahead.length > 0 ? Math.min(...ahead) : (a ?? b);
  return day === undefined ? undefined : { at: match.index, end: match.index + match[0].length, day };
}

interface Token {
  text: string;
  at: number;
  end: number;
}

/** Words and numbers with their places. */
function tokensOf(text: string): Token[] {
  return [...text.matchAll(/\d{1,4}|\p{L}{1,40}/gu)].map((match) => ({
    text: match[0],
    at: match.index,
    end: match.index + match[0].length,
  }));
}

const ORDINALS = new Set('st nd rd th er eme e o ere a de te ste'.split(' '));
const OF = new Set('of de di d del du den the'.split(' '));

function* writtenInWords(text: string, today: number): Generator<Found | undefined> {
  const tokens = tokensOf(text);
  const used = new Set<number>();
  for (const [index, token] of tokens.entries()) {
    const month = monthNumber(token.text);
    if (month !== undefined) {
      const found = withMonth(text, tokens, index, month, today, used);
      if (found !== undefined) yield found;
      continue;
    }
    const week = calendarWeek(text, tokens, index, today);
    if (week !== undefined) yield week;
    const weekday = weekdayNumber(token.text);
    // With a date beside it the weekday says nothing more.
    if (weekday !== undefined && token.text.length > 2 && !isBesideDate(text, token))
      yield { at: token.at, end: token.end, day: nextWeekday(today, weekday) };
  }
  for (const index of tokens.keys()) if (!used.has(index)) yield dayAlone(text, tokens, index, today);
}

/** The day before or behind a month's name, its year, or the month alone. */
// wide: called from one place, with the state of its walk over the text.
function withMonth(
  text: string,
  tokens: readonly Token[],
  index: number,
  month: number,
  today: number,
  used: Set<number>,
): Found | undefined {
  const token = tokens[index] as Token;
  const next = tokens[index + 1];
  const gap = next === undefined ? '' : text.slice(token.end, next.at);
  const close = next !== undefined && gap.length <= 3 && !gap.includes('\n');
  let back = index - 1;
  while (
    back >= 0 &&
    back >= index - 2 &&
    (ORDINALS.has(tokens[back]?.text ?? '') || OF.has(tokens[back]?.text ?? ''))
  )
    back -= 1;
  const before = tokens[back];
  if (before !== undefined && isDayNumber(before.text) && token.at - before.end <= 8) {
    used.add(back);
    const joined = yearBehind(text, tokens, index);
    const day = dayOf(joined?.year, month, Number(before.text), today);
    return day === undefined ? undefined : { at: before.at, end: joined?.end ?? token.end, day };
  }
  if (close && isDayNumber(next.text) && !/[.]/.test(gap.slice(1))) {
    used.add(index + 1);
    const until = rangeEnd(text, tokens, index + 1);
    if (until !== undefined) {
      used.add(index + 2);
      const last = dayOf(yearBehind(text, tokens, index + 2)?.year, month, Number(until.text), today);
      return last === undefined ? undefined : { at: until.at, end: until.end, day: last };
    }
    const suffix = ORDINALS.has(tokens[index + 2]?.text ?? '') && tokens[index + 2]?.at === next.end ? 1 : 0;
    const joined = yearBehind(text, tokens, index + 1 + suffix);
    const day = dayOf(joined?.year, month, Number(next.text), today);
    const end = joined?.end ?? tokens[index + 1 + suffix]?.end ?? next.end;
    return day === undefined ? undefined : { at: token.at, end, day };
  }
  return monthAlone(text, tokens, index, month, today);
}

/** "March 2-6": the number behind the dash. */
function rangeEnd(text: string, tokens: readonly Token[], index: number): Token | undefined {
  const next = tokens[index + 1];
  const gap = text.slice(tokens[index]?.end, next?.at).trim();
  return next !== undefined && gap.length === 1 && '-–—'.includes(gap) && isDayNumber(next.text)
    ? next
    : undefined;
}

function monthAlone(
  text: string,
  tokens: readonly Token[],
  index: number,
  month: number,
  today: number,
): Found | undefined {
  const token = tokens[index] as Token;
  // May, mars, set and the like are words, too: only long names stand alone, or those behind a preposition.
  const ahead = tokens[index - 1]?.text ?? '';
  if (token.text.length < 4 && !near.UNTIL.has(ahead) && !near.IN.has(ahead)) return undefined;
  const joined = yearBehind(text, tokens, index);
  const words = tokens.slice(Math.max(0, index - 3), index).map((each) => each.text);
  const first = dayOf(joined?.year, month, words.some((word) => near.MIDDLES.has(word)) ? 15 : 1, today);
  if (first === undefined) return undefined;
  const ends = words.some((word) => near.ENDS.has(word));
  const day = ends ? firstOfNextMonth(first) - 1 : first;
  return { at: token.at, end: joined?.end ?? token.end, day, month: true };
}

/** "KW 12", "12. KW", "week 12", "v. 12": from its Monday to its Sunday, of the nearest year. */
function calendarWeek(
  text: string,
  tokens: readonly Token[],
  index: number,
  today: number,
): Found | undefined {
  const token = tokens[index] as Token;
  const next = tokens[index + 1];
  const dotted = text[token.end] === '.';
  if (!near.WEEK.has(token.text) && !(near.WEEK_LETTER.has(token.text) && dotted)) return undefined;
  const before = tokens[index - 1];
  const behind = next !== undefined && next.at - token.end <= 2 ? next : undefined;
  const ahead = before !== undefined && /^\. ?$/.test(text.slice(before.end, token.at)) ? before : undefined;
  const number = [behind, ahead].find((each) => each !== undefined && /^\d{1,2}$/.test(each.text));
  const monday = number && mondayOf(Number(number.text), today);
  if (number === undefined || monday === undefined) return undefined;
  const at = Math.min(token.at, number.at);
  return { at, end: Math.max(token.end, number.end), day: monday, last: monday + 6 };
}

const firstOfNextMonth = (day: number) => {
  const at = new Date(day * DAY_MS);
  return Date.UTC(at.getUTCFullYear(), at.getUTCMonth() + 1, 1) / DAY_MS;
};

function yearBehind(
  text: string,
  tokens: readonly Token[],
  index: number,
): { year: string; end: number } | undefined {
  const from = tokens[index]?.end ?? 0;
  const next = OF.has(tokens[index + 1]?.text ?? '') ? tokens[index + 2] : tokens[index + 1];
  if (next === undefined || next.at - from > 6) return undefined;
  return /^20\d\d$/.test(next.text) && !/\n/.test(text.slice(from, next.at))
    ? { year: next.text, end: next.end }
    : undefined;
}

const isDayNumber = (word: string) => /^\d{1,2}$/.test(word) && Number(word) >= 1 && Number(word) <= 31;

const isBesideDate = (text: string, token: Token) => {
  const behind = text.slice(token.end, token.end + 22).replace(/^[.,]/, '');
  const words = wordsOf(behind, 3).filter((word) => !near.BETWEEN.has(word));
  return /^\d/.test(words[0] ?? '') || monthNumber(words[0] ?? '') !== undefined;
};

/** "On the 9th", "am 9.", "le 9", "no dia 9": a day without a month is the next one of that number. */
function dayAlone(text: string, tokens: readonly Token[], index: number, today: number): Found | undefined {
  const token = tokens[index] as Token;
  if (!isDayNumber(token.text)) return undefined;
  const next = tokens[index + 1];
  const suffix = next !== undefined && next.at === token.end && /^(st|nd|rd|th)$/.test(next.text);
  const before = tokens[index - 1]?.text ?? '';
  const behind = text.slice(token.end, token.end + 2);
  const german = /^(am|den|dem|zum|bis|der)$/.test(before) && /^\.(?!\d)/.test(behind);
  const romance =
    /^(le|dia|el)$/.test(before) &&
    /^([.,\s]|$)/.test(behind) &&
    !/^(h|heures|horas|de|a)$/.test(next?.text ?? '');
  const day = nextDayOfMonth(Number(token.text), today);
  // "Martedì 10", where the next tenth is a Tuesday: no time of day.
  const timed = /^\s?(?::\d|(?:am|pm|a\.m|p\.m|uhr|h|heures|horas|ore|uur|klo)(?!\p{L}))/u.test(
    text.slice(token.end, token.end + 8),
  );
  const weekday = before.length > 2 && !timed ? weekdayNumber(before) : undefined;
  const named = weekday !== undefined && day !== undefined && nextWeekday(day - 1, weekday) === day;
  if (!suffix && !german && !romance && !named) return undefined;
  const follows = tokens[index + (suffix ? 2 : 1)];
  if (follows !== undefined && follows.at - token.end < 8 && monthNumber(follows.text) !== undefined)
    return undefined;
  return day === undefined ? undefined : { at: token.at, end: suffix ? next.end : token.end, day };
}
