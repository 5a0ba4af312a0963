/**
 * What records are found by: words without accents and case, each as the beginning of what follows it in the name, so that one range
 * of an index finds "doe, ja". Pure; a change of what comes out needs another VERSION, and everything is read anew.
 */

/** Version of these rules, as search_places keeps it. */
export const VERSION = 2;

/** What a word counts: lower is better. The numbers stand in the table. */
export const WEIGHT = { name: 0, address: 1, other: 2 } as const;

/** A record's words with their weights; no word twice. */
export type Words = ReadonlyMap<string, number>;

const LONGEST_TEXT = 200;
const LONGEST_WORD = 80;
/** Words of a name that count. */
export const MOST_WORDS = 8;

// Latin accents, Hebrew points, Arabic signs: what people leave out when they type.
const MARKS = /[\u0300-\u036f\u0483-\u0487\u0591-\u05bd\u064b-\u065f\u0670]/g;
const WORDS = /[\p{L}\p{N}\p{M}]+/gu;
const APOSTROPHES = /['’ʼ‘`´]/g;
/** Letters that have no accent to lose. */
const LETTERS = new Map(
  Object.entries({
    ...{ ß: 'ss', ø: 'o', đ: 'd', ł: 'l', æ: 'ae', œ: 'oe', ı: 'i', þ: 'th', ð: 'd', ħ: 'h', ŧ: 't', ς: 'σ' },
  }),
);
const LETTER = /[ßøđłæœıþðħŧς]/g;

/** A text in the form in which it is compared. */
export function fold(text: string): string {
  return text
    .slice(0, LONGEST_TEXT)
    .replace(APOSTROPHES, '')
    .normalize('NFKD')
    .replace(MARKS, '')
    .normalize('NFC')
    .toLowerCase()
    .replace(LETTER, (letter) => LETTERS.get(letter) ?? letter)
    .toWellFormed();
}

/** Its words, folded, the first few. */
export const wordsIn = (text: string): string[] => (fold(text).match(WORDS) ?? []).slice(0, MOST_WORDS);

// Scripts that put no space between words: a name may begin anywhere.
const UNSPACED =
  /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}]/u;

/** A word, or a name from a word on, as far as it is kept. */
export const cutWord = (word: string): string => Array.from(word).slice(0, LONGEST_WORD).join('');

function add(words: Map<string, number>, word: string, weight: number): void {
  const cut = cutWord(word);
  if (cut === '') return;
  const before = words.get(cut);
  if (before === undefined || before > weight) words.set(cut, weight);
}

/** A name from each of its words on; `around`: with what stood before behind it, as "Doe, Jane". */
function addName(words: Map<string, number>, name: readonly string[], weight: number, around: boolean): void {
  for (const [at, word] of name.entries()) {
    const turned = [...name.slice(at), ...(around ? name.slice(0, at) : [])];
    add(words, turned.join(' '), weight);
    if (!UNSPACED.test(word)) continue;
    // "小明 王" is written 王小明, and looked for from any of its characters.
    if (turned.length > 1 && turned.every((each) => UNSPACED.test(each))) add(words, turned.join(''), weight);
    for (const [from] of Array.from(word).slice(0, MOST_WORDS).entries())
      if (from > 0) add(words, Array.from(word).slice(from).join(''), weight);
  }
}

/** An address whole, its domain, and the words before the @ that the name does not have. */
function addAddress(words: Map<string, number>, address: string, name: readonly string[]): void {
  const whole = fold(address).trim();
  const at = whole.lastIndexOf('@');
  add(words, whole, WEIGHT.address);
  if (at < 0) return;
  add(words, whole.slice(at + 1), WEIGHT.address);
  const weight = name.length === 0 ? WEIGHT.name : WEIGHT.address;
  for (const word of wordsIn(whole.slice(0, at)).slice(0, 4))
    if (!name.includes(word) && word.length > 1) add(words, word, weight);
}

/** A telephone number whole, without its country, and its last seven digits. */
function addPhone(words: Map<string, number>, phone: string): void {
  for (const digits of dialled(phone))
    for (const each of [digits, digits.slice(-LOCAL_DIGITS)])
      if (each.length >= LEAST_DIGITS) add(words, each, WEIGHT.other);
}
const LEAST_DIGITS = 5;
const LOCAL_DIGITS = 7;
const MOST_DIGITS = 20;

// ITU-T E.164: codes of one digit, and of two; the others have three.
const ONE = ['1', '7'];
const TWO = new Set(
  '20 27 30 31 32 33 34 36 39 40 41 43 44 45 46 47 48 49 51 52 53 54 55 56 57 58 60 61 62 63 64 65 66 81 82 84 86 90 91 92 93 94 95 98'.split(
    ' ',
  ),
);

/** Digits of a number: with the code of its country, where that is given, and without; never with a zero that is dialled at home alone. */
export function dialled(phone: string): string[] {
  const digits = phone.replaceAll('(0)', '').replace(/\D/g, '').slice(0, MOST_DIGITS);
  const abroad = phone.trim().startsWith('+') || digits.startsWith('00');
  const bare = digits.startsWith('00') ? digits.slice(2) : digits.startsWith('0') ? digits.slice(1) : digits;
  if (!abroad) return [bare];
  const code = ONE.includes(bare.charAt(0)) ? 1 : TWO.has(bare.slice(0, 2)) ? 2 : 3;
  return [bare, bare.slice(code)];
}

/** What a record is found by. */
export interface Findable {
  readonly names: readonly (string | null)[];
  readonly addresses: readonly (string | null)[];
  readonly phones: readonly (string | null)[];
  /** Employer, website. */
  readonly others: readonly (string | null)[];
  /** The words of the name may be turned around, as a person's. */
  readonly around: boolean;
}

const given = (texts: readonly (string | null)[]): string[] =>
  texts.filter((text): text is string => text !== null && text !== '');

/** All words of a record. */
export function wordsOf({ names, addresses, phones, others, around }: Findable): Words {
  const words = new Map<string, number>();
  const name = given(names).flatMap(wordsIn).slice(0, MOST_WORDS);
  addName(words, name, WEIGHT.name, around);
  for (const address of given(addresses)) addAddress(words, address, name);
  for (const other of given(others)) addName(words, wordsIn(other), WEIGHT.other, false);
  for (const phone of given(phones)) addPhone(words, phone);
  return words;
}
