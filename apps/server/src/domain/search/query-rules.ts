import { dialled, fold, wordsIn } from './word-rules.js';

/** What was typed, as it is looked for. */
export interface Typed {
  /** Beginnings of a record's words, the likeliest first. */
  readonly phrases: readonly string[];
  /** Each of these must be the beginning of some word of the record. */
  readonly tokens: readonly string[];
}

const MOST_TOKENS = 6;
const CHUNKS = /[^\s,;<>"()]+/g;
const NUMBER = /^[\d\s+()./-]+$/;

/** Reads what somebody typed: a name in either order, an address or part of it, a domain, a number. */
export function typed(q: string): Typed {
  const chunks = (fold(q).match(CHUNKS) ?? []).slice(0, MOST_TOKENS).map(trimmed);
  const address = chunks.find((chunk) => chunk.includes('@'));
  const tokens = [
    ...new Set(chunks.flatMap((chunk) => (chunk.includes('@') ? [chunk] : wordsIn(chunk)))),
  ].slice(0, MOST_TOKENS);
  if (address !== undefined && chunks.length === 1) return { phrases: [address], tokens: [address] };
  const whole = chunks.length === 1 && chunks[0] !== undefined && /[.\-_]/.test(chunks[0]) ? [chunks[0]] : [];
  const numbers = NUMBER.test(q) ? dialled(q).filter((digits) => digits.length >= 3) : [];
  return {
    phrases: [...new Set([...numbers, ...whole, ...orders(tokens).map((order) => order.join(' '))])].filter(
      (phrase) => phrase !== '',
    ),
    tokens,
  };
}

/** Without the full stop of a shortened name or the end of a sentence. */
function trimmed(chunk: string): string {
  let end = chunk.length;
  while (end > 0 && '.:!?'.includes(chunk.charAt(end - 1))) end -= 1;
  return chunk.slice(0, end);
}

/** Of two or three words every order, of more the one that was typed. */
function orders(words: readonly string[]): (readonly string[])[] {
  if (words.length < 2 || words.length > 3) return words.length === 0 ? [] : [words];
  return words.flatMap((word, at) =>
    orders(words.filter((_, other) => other !== at)).map((rest) => [word, ...rest]),
  );
}

/** A shorter word has too many neighbours. */
const LEAST_LETTERS = 4;
const MOST_LETTERS = 20;
const ALPHABETS = [
  { has: /^[a-z]+$/, letters: 'abcdefghijklmnopqrstuvwxyz' },
  { has: /^[а-яіїєґ]+$/, letters: 'абвгдежзийклмнопрстуфхцчшщъыьэюяіїєґ' },
  { has: /^[α-ω]+$/, letters: 'αβγδεζηθικλμνξοπρστυφχψω' },
];

/**
 * The beginnings that are one mistake away from a word: two letters changed over, one too many, one wrong, one left out. A word with
 * digits has none; in other scripts than Latin, Cyrillic and Greek only the first two.
 */
export function nearby(word: string): string[] {
  const letters = Array.from(word);
  if (letters.length < LEAST_LETTERS || letters.length > MOST_LETTERS || !/^\p{L}+$/u.test(word)) return [];
  const alphabet = Array.from(ALPHABETS.find(({ has }) => has.test(word))?.letters ?? '');
  const spliced = (at: number, gone: number, ...put: string[]) =>
    [...letters.slice(0, at), ...put, ...letters.slice(at + gone)].join('');
  const changed = letters.slice(1).map((letter, at) => spliced(at, 2, letter, letters[at] ?? ''));
  // The last letter: what is left without it begins whatever stands in its place.
  const fewer = letters.slice(0, -1).map((_, at) => spliced(at, 1));
  const other = letters.slice(0, -1).flatMap((_, at) => alphabet.map((letter) => spliced(at, 1, letter)));
  const more = letters.flatMap((_, at) => alphabet.map((letter) => spliced(at, 0, letter)));
  const all = new Set([...changed, ...fewer, ...other, ...more, letters.slice(0, -1).join('')]);
  all.delete(word);
  return [...all];
}

/** Whether a word begins with what was typed, one mistake allowed. */
export function almostBegins(word: string, token: string): boolean {
  const given = Array.from(token);
  if (given.length < LEAST_LETTERS || !/^\p{L}+$/u.test(token)) return false;
  const there = Array.from(word);
  const at = given.findIndex((letter, index) => letter !== there[index]);
  if (at < 0) return true;
  const goesOn = (from: number, to: number) =>
    given.slice(from).every((letter, index) => letter === there[to + index]);
  return (
    goesOn(at + 1, at + 1) ||
    goesOn(at + 1, at) ||
    goesOn(at, at + 1) ||
    (given[at] === there[at + 1] && given[at + 1] === there[at] && goesOn(at + 2, at + 2))
  );
}

/** How a record was found, from the best. */
export const MATCHES = ['word', 'beginning', 'typo'] as const;
export type Match = (typeof MATCHES)[number];

/** Whether the phrase is a whole word of what it begins, or some. */
export const wholeWord = (word: string, phrase: string): boolean =>
  word === phrase || /^[ .@]/.test(word.slice(phrase.length));
