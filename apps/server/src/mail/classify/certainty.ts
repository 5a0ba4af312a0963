import { monthNumber, weekdayNumber } from './calendar-words.js';
import { folded, wordsOf } from './fold.js';
import type { Sentence } from './own-words.js';
import { Phrases } from './phrases.js';
import { Stems } from './stems.js';
import * as words from './words/certainty.js';

const RIVALS = new Stems(words.RIVALS);
const THIRD = new Stems(words.THIRD);
const TO_US = new Stems(words.TO_US);
const ASKS_OF_SOURCE = new Stems(words.ASKS_OF_SOURCE);
const NOT_NOW = new Stems(words.NOT_NOW);
const SEASONS = new Stems(words.SEASONS);
const PAST = new Phrases(words.PAST);
const MEASURED = new Phrases(words.MEASURED);
const OWN_HABITS = new Phrases(words.OWN_HABITS);
/** Sentences longer than this tell a story. */
const MOST_WORDS = 45;

/**
 * Whether a sentence that holds a wish tells of others, of a rival, of the past or of one's own habits, or asks for less
 * instead of nothing. Such a one is for a person to judge.
 */
export function isTold({ text, words: said, asks }: Pick<Sentence, 'text' | 'words' | 'asks'>): boolean {
  const toUs = said.some((word) => TO_US.has(word));
  if (said.length > MOST_WORDS && !toUs) return true;
  const shown = text.slice(0, 1000);
  if (said.some((word) => RIVALS.has(word)) || words.RIVALS_SIGNS.some((sign) => shown.includes(sign)))
    return true;
  if (asks && said.some((word) => THIRD.has(word))) return true;
  if (MEASURED.find(said) || OWN_HABITS.find(said) || isForLater(said)) return true;
  return !toUs && PAST.find(said) !== undefined;
}

/** "Not before September": a time behind such a word, and the person may be written to then. */
function isForLater(said: readonly string[]): boolean {
  return said.some(
    (word, at) =>
      NOT_NOW.has(word) &&
      said
        .slice(at + 1, at + 4)
        .some(
          (next) =>
            SEASONS.has(next) ||
            (next.length > 2 && (monthNumber(next) ?? weekdayNumber(next)) !== undefined),
        ),
  );
}

const QUOTES: Readonly<Record<string, string>> = {
  '"': '"',
  '\u201c': '\u201d',
  '\u201e': '\u201c',
  '«': '»',
  '»': '«',
  '「': '」',
  '『': '』',
};

/** What a sentence says outside of the words it quotes; undefined where it quotes nothing, or nothing else stands there. */
export function outsideQuotes(text: string): string[] | undefined {
  let outside = '';
  let until = '';
  let quoted = false;
  for (const sign of text.slice(0, 2000)) {
    const end = QUOTES[sign];
    if (until !== '') {
      if (sign === until || (until === '\u201c' && sign === '\u201d')) until = '';
    } else if (end === undefined) outside += sign;
    else {
      until = end;
      quoted = true;
    }
  }
  if (!quoted || until !== '') return undefined;
  const left = wordsOf(folded(outside), 90);
  return left.length < 2 ? undefined : left;
}

/** Whether somebody who asks for no more mail also wants to know something of us: prices, features, an appointment. */
export function wantsToKnow(sentence: Sentence): boolean {
  if (!sentence.asks || sentence.closed) return false;
  const text = folded(sentence.text.slice(0, 500));
  return (
    !sentence.words.some((word) => ASKS_OF_SOURCE.has(word)) &&
    !words.ASKS_OF_SOURCE_SIGNS.some((sign) => text.includes(folded(sign)))
  );
}
