import { folded, wordsOf } from './fold.js';
import type { Sentence } from './own-words.js';
import { Phrases } from './phrases.js';
import { Stems } from './stems.js';
import * as words from './words/doubts.js';

/** Characters of a sentence that are looked at. */
const TEXT_READ = 2000;

const TAKES_OFF = new Stems(words.TAKES_OFF);
const ANOTHER_THOUGHT = new Stems(words.ANOTHER_THOUGHT);
const DENIED_WORDS = new Stems(words.DENIED_WORDS);
const ELSEWHERE = new Stems(words.ELSEWHERE);
const CALLS = new Stems(words.CALLS);
const MATERIAL = new Stems(words.MATERIAL);
const ASKS_FOR = new Stems(words.ASKS_FOR);
const LISTS = new Stems(words.LISTS);
const DAYS_OFF = new Stems(words.DAYS_OFF);
const WRITES = new Stems(words.WRITES);
const SIGNS = [...words.DENIED_SIGNS, ...words.MATERIAL_SIGNS].map((each) => each.normalize('NFC'));
const UNWILLING = new Phrases(words.UNWILLING);
const INSTEAD = new Phrases(words.INSTEAD);
const OTHERS = new Phrases(words.OTHERS);

/**
 * Whether a sentence that holds a wish may mean something else all the same: the wish is denied ("do not remove me"),
 * about another thing ("from the meeting"), was an accident, is about the telephone, or names another way. Such a one
 * is for a person to judge: nobody is opted out on a doubt. Whichever the language: what stands in one is looked for
 * in all.
 */
export function isDoubtful(sentence: Pick<Sentence, 'text' | 'words'>): boolean {
  const text = folded(sentence.text.slice(0, TEXT_READ));
  const said = sentence.words;
  if (UNWILLING.find(said) || isInstead(said) || OTHERS.find(said)) return true;
  if (SIGNS.some((each) => text.includes(each))) return true;
  if (said.some((word) => words.REGRET.has(word) || MATERIAL.has(word))) return true;
  if (isByVoice(said, text) || said.some((word) => DAYS_OFF.has(word))) return true;
  return clauses(text).some(
    (clause, index) =>
      isDenied(clause) ||
      isElsewhere(clause, text) ||
      isFromOther(clause) ||
      tellsWhatComes(clause) ||
      (index > 0 && asksFor(clause)),
  );
}

/** "Write to Bob instead"; not "rather no more mail". */
function isInstead(said: readonly string[]): boolean {
  for (const { end } of INSTEAD.all(said)) if (!words.DENIES_AHEAD.has(said[end] ?? '')) return true;
  return false;
}

/** The words each clause of a sentence begins at. */
export function clauseBegins(sentence: Pick<Sentence, 'text'>): number[] {
  const begins: number[] = [];
  let begin = 0;
  for (const clause of clauses(folded(sentence.text.slice(0, TEXT_READ)))) {
    begins.push(begin);
    begin += clause.length;
  }
  return begins;
}

/** Whether a denial between two places belongs to what follows; a word that begins another thought parts them. */
export function deniesAhead(before: readonly string[], denials: ReadonlySet<string>): boolean {
  const denial = before.findLastIndex((word) => denials.has(word));
  return denial !== -1 && !before.slice(denial + 1).some((word) => ANOTHER_THOUGHT.has(word));
}

/** Commas and brackets separate thoughts: "not interested, remove me". */
const clauses = (text: string) =>
  text
    .split(/[,;:()，、–—!?！？]|\.\s|\s-\s/)
    .map((clause) => wordsOf(clause, 200))
    .filter((clause) => clause.length > 0);

function isDenied(clause: readonly string[]): boolean {
  return clause.some((word, at) => {
    if (DENIED_WORDS.has(word)) return true;
    return (
      TAKES_OFF.has(word) &&
      (isDeniedBefore(clause, at) || (!isThing(clause, at) && isDeniedBehind(clause, at)))
    );
  });
}

/** The link for it, which does not work. */
const isThing = (clause: readonly string[], at: number) =>
  [clause[at] ?? '', clause[at + 1] ?? ''].some((word) =>
    ['link', 'lank', 'lenk', 'button', 'knopf', 'knop', 'knap', 'formular', 'funktion'].some((thing) =>
      word.includes(thing),
    ),
  );

/** "Do not remove", "ne me désinscrivez pas", "nie usuwajcie"; not "not interested please remove". */
function isDeniedBefore(clause: readonly string[], at: number): boolean {
  for (let place = at - 1; place >= Math.max(0, at - 5); place -= 1) {
    const word = clause[place] ?? '';
    if (words.DENIES_AHEAD.has(word)) return !goesOnNoLonger(clause, place) && !asksWhyNot(clause, place);
    if (ANOTHER_THOUGHT.has(word) && !isTakenFrom(clause, place)) return false;
  }
  return false;
}

/** "Aus Ihrem Verteiler", "from your list": where from, and no thought of its own. */
const isTakenFrom = (clause: readonly string[], at: number) =>
  clause.slice(Math.max(0, at - 3), at).some((word) => words.FROM.has(word));

/** "Nehmen Sie mich nicht heraus", "haal me niet van de lijst", "ta inte bort mig". */
function isDeniedBehind(clause: readonly string[], at: number): boolean {
  for (let place = at + 1; place <= at + 5 && place < clause.length; place += 1)
    if (words.DENIES_BEHIND.has(clause[place] ?? '')) return !goesOnNoLonger(clause, place);
  return false;
}

const goesOnNoLonger = (clause: readonly string[], at: number) =>
  clause.slice(at + 1, at + 3).some((word) => words.NO_LONGER.has(word));

/** "Why don't you stop?", "can't you take me off": a wish, in anger. */
function asksWhyNot(clause: readonly string[], at: number): boolean {
  const before = clause.slice(Math.max(0, at - 2), at);
  return (
    before.some((word) => /^(why|warum|pourquoi|perche|waarom)$/.test(word)) ||
    (clause[at + 1] === 'you' && before.some((word) => /^(can|won|could|would|will)$/.test(word)))
  );
}

/** Taken off a thread, a meeting, a contract; what is on a weekday is an appointment. */
function isElsewhere(clause: readonly string[], text: string): boolean {
  if (words.ELSEWHERE_SIGNS.some((signs) => isWithSigns(signs, text))) return true;
  const takes = clause.findIndex((word) => TAKES_OFF.has(word));
  if (takes === -1) return false;
  const near = clause.slice(Math.max(0, takes - 8), takes + 12);
  if (near.some((word) => ELSEWHERE.has(word))) return true;
  return near.some((word) => words.WEEKDAYS.has(word)) && !near.some((word) => WRITES.has(word));
}

/** Latin letters among signs of East Asia: "CCから" is a thing of such a sentence only. */
const isWithSigns = (signs: string, text: string) =>
  text.includes(signs) &&
  (signs !== 'cc' || /cc[\p{Script=Hiragana}\p{Script=Han}\p{Script=Hangul}]/u.test(text));

/** "Do not call, write": who names the telephone first, and does not join the two, wants letters. */
function isByVoice(said: readonly string[], text: string): boolean {
  if (words.CALLS_SIGNS.some((signs) => text.includes(signs)))
    return !/(電話|电话|전화)(や|も|、|和|或|及|나|와|및|,|\s?또는)/.test(text);
  const call = said.findIndex((word) => CALLS.has(word));
  if (call === -1) return false;
  const write = said.findIndex((word, at) => at !== call && WRITES.has(word));
  if (write === -1) return true;
  if (write < call) return false;
  return !said.slice(call + 1, write).some((word) => words.JOINS.has(word));
}

/** "Remove us from your pricing page": from nothing that letters are sent to. */
function isFromOther(clause: readonly string[]): boolean {
  const removes = clause.findIndex((word) => words.REMOVES.has(word));
  if (removes === -1) return false;
  const from = clause.findIndex((word, at) => at > removes && (word === 'from' || word === 'off'));
  if (from === -1) return false;
  const what = clause.slice(from + 1, from + 12);
  return what.some((word) => !words.THESE.has(word)) && !what.some((word) => LISTS.has(word));
}

/** "I get no mail any more, why?" */
function tellsWhatComes(clause: readonly string[]): boolean {
  const gets = clause.findIndex((word) => words.GETS.has(word));
  if (gets === -1 || clause.some((word) => words.WANTS.has(word))) return false;
  return clause.slice(Math.max(0, gets - 3), gets + 4).some((word) => words.DENIES_AHEAD.has(word));
}

/** "..., send me the price", "..., only text". */
function asksFor(clause: readonly string[]): boolean {
  const [first = '', second = ''] = clause;
  const begins = ASKS_FOR.has(first) || (words.BUT.has(first) && ASKS_FOR.has(second));
  // In Danish and Norwegian "en" is no denial but "a".
  return begins && !clause.some((word) => word !== 'en' && words.DENIES_AHEAD.has(word));
}
