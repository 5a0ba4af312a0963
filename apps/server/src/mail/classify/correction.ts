import { folded, wordsOf } from './fold.js';
import type { Sentence } from './own-words.js';
import { Phrases } from './phrases.js';
import { Stems } from './stems.js';
import * as words from './words/correction.js';

const OLD = new Stems(words.OLD);
const CHANGED = new Stems(words.CHANGED);
const THINGS = new Stems(words.THINGS);
const USE = new Stems(words.USE);
const NOTE = new Stems(words.NOTE);
const NEW = new Stems(words.NEW);
const WRITES = new Stems(words.WRITES);
const STOPS = new Stems(words.STOPS);
const ASIDE = new Phrases([...words.OWN_THINGS, ...words.PLACES, ...words.PARTS]);

/**
 * Whether a sentence with "delete" in it puts right what we have of a person instead of asking for no more mail: an
 * old address and its new one, a title, a telephone number, a name in a signature. Such a one is for a person to judge.
 */
export function isCorrection(sentence: Pick<Sentence, 'text' | 'words'>): boolean {
  const said = sentence.words;
  return isOldThing(said) || givesNew(sentence) || isSentTo(sentence.text) || ASIDE.find(said) !== undefined;
}

/** "My old postal address", "my address has changed", "delete the old": a thing told to be out of date. */
const isOldThing = (said: readonly string[]) =>
  said.some((word, at) => {
    if (OLD.has(word)) return at === said.length - 1 || isNearThing(said, at, words.NEAR);
    return CHANGED.has(word) && isNearThing(said, at, words.NEAR * 2);
  });

const isNearThing = (said: readonly string[], at: number, most: number) =>
  said.slice(Math.max(0, at - most), at + most + 1).some((each) => THINGS.has(each));

/** Whether it gives us what to take instead: "use bob@...", "enter the new one", "the new one is". */
export function givesNew({ text, words: said }: Pick<Sentence, 'text' | 'words'>): boolean {
  const address = text.slice(0, 2000).includes('@');
  return said.some((word, at) => {
    if (NEW.has(word)) return words.IS.has(said[at + 1] ?? '') || isNewThing(said, at, address);
    const rest = said.slice(at + 1, at + 9);
    if (said.slice(Math.max(0, at - 3), at).some((each) => words.DENIALS.has(each))) return false;
    if (USE.has(word)) return address || rest.some((each) => NEW.has(each) || /\d/.test(each));
    return NOTE.has(word) && rest.some((each) => NEW.has(each));
  });
}

/** "My new address", "nouvelle adresse", "new: bob@...": told, where nothing denies it. */
const isNewThing = (said: readonly string[], at: number, address: boolean) =>
  (address || said.slice(at + 1, at + 3).some((each) => THINGS.has(each))) &&
  !said.slice(Math.max(0, at - 4), at).some((each) => words.DENIALS.has(each));

/** "Not here but to bob@...", "..., write to bob@...": the address the person wants it at. */
function isSentTo(text: string): boolean {
  const clauses = text.slice(0, 2000).split(/[,;:()]|\.\s|\s-\s/);
  return clauses.some((clause, index) => {
    const sign = clause.indexOf('@');
    if (sign === -1) return false;
    const before = wordsOf(folded(clause.slice(0, clause.lastIndexOf(' ', sign) + 1)), 90);
    if (before.slice(-3).some((word) => words.BUT_THERE.has(word))) return true;
    const said = wordsOf(folded(clause), 90);
    return index > 0 && said.some((word) => WRITES.has(word)) && !said.some((word) => STOPS.has(word));
  });
}
