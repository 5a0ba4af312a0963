import { folded, wordsOf } from './fold.js';

/** One word of a phrase: itself, or what begins with it. */
interface Word {
  text: string;
  prefix: boolean;
}

/** `$` among alternatives: the end of the words. */
const END: Word = { text: '$', prefix: false };

type Step =
  | { kind: 'words'; ways: readonly (readonly Word[])[]; optional: boolean }
  | { kind: 'gap'; most: number }
  | { kind: 'begin' }
  | { kind: 'end' };

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
  readonly #prefixes = new Map<string, [prefix: string, phrase: Phrase][]>();

  readonly #begins = new Map<string, readonly (readonly Phrase[])[]>();

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
      for (const [word] of step.ways) if (word !== undefined) this.#add(word, phrase, seen);
      if (!step.optional) return;
    }
  }

  #add(word: Word, phrase: Phrase, seen: Set<string>): void {
    const key = `${word.text} ${word.prefix}`;
    if (seen.has(key)) return;
    seen.add(key);
    if (word.prefix) {
      const begin = word.text.slice(0, 2);
      this.#prefixes.set(begin, [...(this.#prefixes.get(begin) ?? []), [word.text, phrase]]);
    } else this.#exact.set(word.text, [...(this.#exact.get(word.text) ?? []), phrase]);
  }

  /** Kept by word: the same words come again and again, and most begin nothing. */
  #beginningAt(word: string): readonly (readonly Phrase[])[] {
    const kept = this.#begins.get(word);
    if (kept !== undefined) return kept;
    const found: Phrase[][] = [];
    const exact = this.#exact.get(word);
    if (exact !== undefined) found.push(exact);
    for (const key of word.length < 2 ? [word] : [word.slice(0, 2), word.slice(0, 1)]) {
      const begun = this.#prefixes.get(key)?.filter(([prefix]) => word.startsWith(prefix));
      if (begun !== undefined && begun.length > 0) found.push(begun.map(([, phrase]) => phrase));
    }
    if (this.#begins.size >= MOST_KEPT) this.#begins.clear();
    this.#begins.set(word, found.length === 0 ? NOTHING : found);
    return found;
  }
}

/** Words kept by each list: their number is a stranger's to choose. */
const MOST_KEPT = 2000;
const NOTHING: readonly (readonly Phrase[])[] = [];

/** Where the steps end when they begin at `begin`; -1 when they do not fit. Keeps the set of all places reached. */
function matchAt(steps: readonly Step[], words: readonly string[], begin: number): number {
  let places = new Set([begin]);
  for (const step of steps) {
    const next = new Set<number>();
    for (const place of places) {
      if (step.kind === 'begin') {
        if (place === 0) next.add(place);
      } else if (step.kind === 'end') {
        if (place === words.length) next.add(place);
      } else if (step.kind === 'gap') {
        for (let skip = 0; skip <= step.most && place + skip <= words.length; skip += 1)
          next.add(place + skip);
      } else {
        if (step.optional) next.add(place);
        for (const way of step.ways)
          if (way[0] === END) {
            if (place === words.length) next.add(place);
          } else if (way.every((word, index) => isWord(word, words[place + index])))
            next.add(place + way.length);
      }
    }
    if (next.size === 0) return -1;
    places = next;
  }
  return Math.min(...places);
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
      const ways = expand(optional ? part.slice(0, -1) : part, names).map(wordsOfWay);
      if (ways.some((way) => way.length === 0)) throw new Error(`No word in ${line}`);
      return { kind: 'words', ways, optional };
    });
}

/** Every word of the phrases, with a star behind what begins so. */
export function wordsOfPhrases(lines: readonly string[], names: Names = {}): string[] {
  const ways = lines.flatMap((line) =>
    parse(line, names).flatMap((step) => (step.kind === 'words' ? step.ways : [])),
  );
  return [...new Set(ways.flat().map(({ text, prefix }) => (prefix ? `${text}*` : text)))];
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
