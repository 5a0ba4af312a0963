import { monthNumber, weekdayNumber } from './calendar-words.js';
import { clauseBegins } from './doubt.js';
import { isOurs } from './ours.js';
import type { Sentence } from './own-words.js';
import { Phrases } from './phrases.js';
import { Stems } from './stems.js';
import * as words from './words/interest.js';
import { CONDITIONS } from './words/opt-out.js';
import * as ours from './words/ours.js';

const REQUESTS = new Stems(words.REQUESTS);
const BEFORE = new Stems(words.BEFORE);
const OF_THE_WISH = new Stems(words.OF_THE_WISH);
const SUITS = new Stems(words.SUITS);
const DENY = new Stems(`${ours.DENY} ${ours.SEND_NOT} ${ours.WANT_NOT}`);
const SIGNS = new Phrases([...words.DECIDED, ...words.ATTACHED]);
const COMES_BACK = new Phrases(words.COMES_BACK);
const I_DO = new Phrases(words.I_DO);
const WANTS = new Phrases(words.WANTS);

/**
 * Whether a sentence, or one of its clauses, shows that the writer goes on with us: it asks for something, takes a time
 * or a thing, hands something over, or promises to come back. A clause that denies shows nothing, nor the one with
 * the word `without`, where the wish itself begins.
 */
export function showsInterest(sentence: Sentence, without = -1): boolean {
  const begins = clauseBegins(sentence);
  const all = begins.length === 0 ? [0] : begins;
  const conditional = sentence.words.some((word) => CONDITIONS.has(word) || words.SHOULD.has(word));
  const source = sentence.words.some((word) => words.WHERE.has(word));
  return all.some((begin, index) => {
    const end = all[index + 1] ?? sentence.words.length;
    if (without >= begin && without < end) return false;
    const clause = sentence.words.slice(begin, end);
    if (I_DO.find(clause)) return true;
    if (clause.some((word) => OF_THE_WISH.has(word) || DENY.has(word))) return false;
    if ((!source && asks(clause)) || takesTime(clause) || SIGNS.find(clause)) return true;
    if (wantsThing(clause)) return true;
    return !conditional && COMES_BACK.find(clause) !== undefined;
  });
}

/** "Please send", "und rufen Sie": a verb that asks, behind nothing but small words. */
function asks(clause: readonly string[]): boolean {
  const first = clause.findIndex((word) => !BEFORE.has(word));
  const verb = clause[first] ?? '';
  if (first === -1 || first > 4) return false;
  return words.WHOLE_REQUESTS.has(verb) || (clause.length > first + 1 && REQUESTS.has(verb));
}

/** "I want the price list"; not "we have all we need". */
function wantsThing(clause: readonly string[]): boolean {
  const hit = WANTS.find(clause);
  return hit !== undefined && clause.slice(hit.end).some((word) => !isOurs(word));
}

/** "Tuesday at ten is better", "jeudi me va mieux". */
const takesTime = (clause: readonly string[]) =>
  clause.some((word) => SUITS.has(word)) &&
  clause.some(
    (word) =>
      words.HOURS.has(word) || (word.length > 2 && (weekdayNumber(word) ?? monthNumber(word)) !== undefined),
  );
