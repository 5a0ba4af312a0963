/**
 * Whether any of some beginnings may be that of a word: "no" is certain, and costs no look-up. A message is asked of some
 * dozens of lists, and most words begin nothing in most of them.
 */
export class Begins {
  /** By the first two characters; a beginning of one character stands in #single, whatever follows. */
  readonly #pairs = new Uint8Array(PLACES);
  readonly #single = new Uint8Array(PLACES);

  /** `open`: what begins so; otherwise that word alone. */
  add(text: string, open: boolean): void {
    if (open && text.length < 2) this.#single[text.length === 0 ? 0 : text.charCodeAt(0) % PLACES] = 1;
    else this.#pairs[placeOf(text)] = 1;
  }

  mayBegin(word: string): boolean {
    if (word === '') return true;
    return this.#pairs[placeOf(word)] === 1 || this.#single[word.charCodeAt(0) % PLACES] === 1;
  }
}

const PLACES = 4096;

const placeOf = (text: string) =>
  (text.charCodeAt(0) * 67 + (text.length < 2 ? 0 : text.charCodeAt(1))) % PLACES;
