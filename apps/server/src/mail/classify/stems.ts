import { Begins } from './begins.js';

/** Whether a word is one of a line, or begins like one with a star. By the first two letters: the lines are long. */
export class Stems {
  readonly #whole = new Set<string>();
  readonly #begin = new Map<string, string[]>();
  readonly #begins = new Begins();

  constructor(line: string) {
    for (const word of line.split(' ').filter((each) => each !== '')) {
      this.#begins.add(word.endsWith('*') ? word.slice(0, -1) : word, word.endsWith('*'));
      const stem = word.endsWith('*') ? word.slice(0, -1) : undefined;
      if (stem === undefined) this.#whole.add(word);
      else this.#begin.set(stem.slice(0, 2), [...(this.#begin.get(stem.slice(0, 2)) ?? []), stem]);
    }
  }

  has(word: string): boolean {
    if (!this.#begins.mayBegin(word)) return false;
    if (this.#whole.has(word)) return true;
    return this.#begin.get(word.slice(0, 2))?.some((stem) => word.startsWith(stem)) === true;
  }
}
