import { Begins } from './begins.js';
import { folded, wordsOf } from './fold.js';

/** One word of a phrase: itself, or what begins with it. */
interface Word {
  text: string;
  prefix: boolean;
}

/** `$` among alternatives: the end of the words. */
const END: Word = { text: '$', prefix: false };

type Step =
  | { kind: 'words'; ways: Ways; optional: boolean }
  | { kind: 'gap'; most: number }
  | { kind: 'begin' }
  | { kind: 'end' };

/** Alternatives of a step: one word as it is, by look-up; all others in turn. */
interface Ways {
  single: ReadonlySet<string>;
  others: readonly (readonly Word[])[];
}

interface Phrase {
  source: string;
  steps: readonly Step[];
}

/** Where a phrase stands: word indexes, the end exclusive. */
export interface Hit {
  phrase: string;
  begin: number;
  end: number;
}

/** Names for alternatives that many phrases share, written {NAME}. */
export type Names = Readonly<Record<string, string>>;

/**
 * Phrases over words instead of patterns over characters, looked up by their first word. The work is bounded by words
 * times phrases that begin so times the length of a phrase, whatever the text.
 *
 * A phrase is a line of steps: `remove|delete` either word, `take_off` two words in a row, `unsub*` what begins so,
 * `please?` may be missing, `~3` up to three words of any kind, `^` the first word, `$` behind the last, `{ME}` a name.
 * Signs of scripts without spaces are words each.
 */
export class Phrases {
  readonly #exact = new Map<string, Phrase[]>();
  /** By all of the prefix; its possible lengths by the two letters, or the one, that it begins with. */
  readonly #prefixes = new Map<string, Phrase[]>();
  readonly #lengths = new Map<string, number[]>();
  readonly #begins = new Begins();

  readonly #names: Names;
  #lines: readonly string[] | undefined;

  /** Built when first asked: who only imports this module pays nothing. */
  constructor(lines: readonly string[], names: Names = {}) {
    this.#lines = lines;
    this.#names = names;
  }

  /** Every phrase that stands in the words, one hit for each place it begins at. */
  *all(words: readonly string[], from = 0): Generator<Hit> {
    this.#build();
    for (let at = from; at < words.length; at += 1)
      for (const phrases of this.#beginningAt(words[at] ?? ''))
        for (const phrase of phrases) {
          const end = matchAt(phrase.steps, words, at);
          if (end >= 0) yield { phrase: phrase.source, begin: at, end };
        }
  }

  /** The first of them; asked of most sentences by most lists, so without a generator. */
  find(words: readonly string[]): Hit | undefined {
    this.#build();
    for (let at = 0; at < words.length; at += 1)
      for (const phrases of this.#beginningAt(words[at] ?? ''))
        for (const phrase of phrases) {
          const end = matchAt(phrase.steps, words, at);
          if (end >= 0) return { phrase: phrase.source, begin: at, end };
        }
    return undefined;
  }

  /** The words of the first phrase that stands in them, for evidence; undefined: none does. */
  said(words: readonly string[]): string | undefined {
    const hit = this.find(words);
    return hit && words.slice(hit.begin, Math.min(hit.end, hit.begin + 12)).join(' ');
  }

  #build(): void {
    if (this.#lines === undefined) return;
    const lines = this.#lines;
    this.#lines = undefined;
    for (const line of lines) this.#index({ source: line, steps: parse(line, this.#names) });
  }

  #index(phrase: Phrase): void {
    const seen = new Set<string>();
    for (const step of phrase.steps) {
      if (step.kind === 'begin') continue;
      if (step.kind !== 'words') throw new Error(`A phrase begins with a word: ${phrase.source}`);
      for (const text of step.ways.single) this.#add({ text, prefix: false }, phrase, seen);
      for (const [word] of step.ways.others) if (word !== undefined) this.#add(word, phrase, seen);
      if (!step.optional) return;
    }
  }

  #add(word: Word, phrase: Phrase, seen: Set<string>): void {
    const key = `${word.text} ${word.prefix}`;
    if (seen.has(key)) return;
    seen.add(key);
    this.#begins.add(word.text, word.prefix);
    if (word.prefix) {
      this.#prefixes.set(word.text, [...(this.#prefixes.get(word.text) ?? []), phrase]);
      const begin = word.text.slice(0, 2);
      const lengths = this.#lengths.get(begin) ?? [];
      if (!lengths.includes(word.text.length)) this.#lengths.set(begin, [...lengths, word.text.length]);
    } else this.#exact.set(word.text, [...(this.#exact.get(word.text) ?? []), phrase]);
  }

  #beginningAt(word: string): readonly (readonly Phrase[])[] {
    if (!this.#begins.mayBegin(word)) return NOTHING;
    const exact = this.#exact.get(word);
    let found: (readonly Phrase[])[] | undefined = exact && [exact];
    for (const letters of word.length < 2 ? [1] : [2, 1])
      for (const length of this.#lengths.get(word.slice(0, letters)) ?? []) {
        const phrases = length > word.length ? undefined : this.#prefixes.get(word.slice(0, length));
        if (phrases !== undefined) (found ??= []).push(phrases);
      }
    return found ?? NOTHING;
  }
}

const NOTHING: readonly (readonly Phrase[])[] = [];

/** Where the steps end when they begin at `begin`; -1 when they do not fit. Keeps all places reached, in order. */
function matchAt(steps: readonly Step[], words: readonly string[], begin: number): number {
  let place = begin;
  let index = 0;
  // Most phrases end at their second word: nothing is kept as long as there is one place.
  for (; index < steps.length; index += 1) {
    const next = onlyPlace(steps[index], words, place);
    if (next === MANY) break;
    if (next < 0) return -1;
    place = next;
  }
  let places: readonly number[] = [place];
  for (; index < steps.length && places.length > 0; index += 1) {
    const step = steps[index];
    if (step) places = nextPlaces(step, words, places);
  }
  return places[0] ?? -1;
}

/** More than one place may follow. */
const MANY = -2;

function onlyPlace(step: Step | undefined, words: readonly string[], place: number): number {
  if (step === undefined || step.kind === 'gap') return MANY;
  if (step.kind === 'begin') return place === 0 ? 0 : -1;
  if (step.kind === 'end') return place === words.length ? place : -1;
  if (step.optional) return MANY;
  const word = words[place];
  let found = word !== undefined && step.ways.single.has(word) ? place + 1 : -1;
  for (const way of step.ways.others) {
    const length = lengthOf(way, words, place);
    if (length < 0 || found === place + length) continue;
    if (found !== -1) return MANY;
    found = place + length;
  }
  return found;
}

function nextPlaces(step: Step, words: readonly string[], places: readonly number[]): readonly number[] {
  if (step.kind === 'begin') return places[0] === 0 ? [0] : NOWHERE;
  if (step.kind === 'end') return places.at(-1) === words.length ? [words.length] : NOWHERE;
  const next: number[] = [];
  if (step.kind === 'gap') {
    for (const place of places) {
      const first = Math.max(place, (next.at(-1) ?? -1) + 1);
      for (let at = first; at <= Math.min(place + step.most, words.length); at += 1) next.push(at);
    }
    return next;
  }
  for (const place of places) {
    if (step.optional && !next.includes(place)) next.push(place);
    const word = words[place];
    if (word !== undefined && step.ways.single.has(word) && !next.includes(place + 1)) next.push(place + 1);
    for (const way of step.ways.others) {
      const length = lengthOf(way, words, place);
      if (length >= 0 && !next.includes(place + length)) next.push(place + length);
    }
  }
  return next.length < 2 ? next : next.sort((a, b) => a - b);
}

const NOWHERE: readonly number[] = [];

/** How many words a way takes there; -1: it does not stand there. */
function lengthOf(way: readonly Word[], words: readonly string[], place: number): number {
  if (way[0] === END) return place === words.length ? 0 : -1;
  for (let index = 0; index < way.length; index += 1) {
    const word = way[index];
    if (word === undefined || !isWord(word, words[place + index])) return -1;
  }
  return way.length;
}

function isWord(word: Word, given: string | undefined): boolean {
  return given !== undefined && (word.prefix ? given.startsWith(word.text) : given === word.text);
}

function parse(line: string, names: Names): Step[] {
  return line
    .split(' ')
    .filter((part) => part !== '')
    .map((part) => {
      if (part === '^') return { kind: 'begin' };
      if (part === '$') return { kind: 'end' };
      if (part.startsWith('~')) return { kind: 'gap', most: Number(part.slice(1)) };
      const optional = part.endsWith('?');
      const ways = waysOf(optional ? part.slice(0, -1) : part, names);
      return { kind: 'words', ways, optional };
    });
}

/** By the names they are expanded with, and as written: many lines share them. */
const KEPT = new WeakMap<Names, Map<string, Ways>>();

function waysOf(part: string, names: Names): Ways {
  let kept = KEPT.get(names);
  if (kept === undefined) KEPT.set(names, (kept = new Map<string, Ways>()));
  const known = kept.get(part);
  if (known !== undefined) return known;
  const single = new Set<string>();
  const others: Word[][] = [];
  for (const way of expand(part, names).map(wordsOfWay)) {
    const [word, second] = way;
    if (word === undefined) throw new Error(`No word in ${part}`);
    if (second === undefined && !word.prefix && word !== END) single.add(word.text);
    else others.push(way);
  }
  const ways = { single, others };
  kept.set(part, ways);
  return ways;
}

/** Every word of the phrases, with a star behind what begins so. */
export function wordsOfPhrases(lines: readonly string[], names: Names = {}): string[] {
  const found = new Set<string>();
  for (const line of lines)
    for (const step of parse(line, names)) {
      if (step.kind !== 'words') continue;
      for (const text of step.ways.single) found.add(text);
      for (const { text, prefix } of step.ways.others.flat()) found.add(prefix ? `${text}*` : text);
    }
  return [...found];
}

function expand(part: string, names: Names): string[] {
  return part.split('|').flatMap((way) => {
    if (!way.startsWith('{')) return [way];
    const named = names[way.slice(1, -1)];
    if (named === undefined) throw new Error(`Nothing is called ${way}`);
    return expand(named, names);
  });
}

function wordsOfWay(way: string): Word[] {
  if (way === '$') return [END];
  return way.split('_').flatMap((piece) => {
    const prefix = piece.endsWith('*');
    const words = wordsOf(folded(prefix ? piece.slice(0, -1) : piece));
    return words.map((text, index) => ({ text, prefix: prefix && index === words.length - 1 }));
  });
}
