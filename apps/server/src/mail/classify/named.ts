import { folded, wordsOf } from './fold.js';
import type { Sentence } from './own-words.js';
import { Phrases } from './phrases.js';
import { Stems } from './stems.js';
import type { Inbound } from './types.js';
import * as words from './words/named.js';

const OBJECT_VERBS = new Stems(words.OBJECT_VERBS);
const VERBS_OR_THINGS = new Stems(words.VERBS_OR_THINGS);
const DENIAL = new Stems(words.DENIAL);
const BETWEEN = new Stems(words.BETWEEN);
const ROLES = new Stems(words.ROLES);
const NO_NAMES = new Stems(words.NO_NAMES);
const WRITE_ME = new Phrases(words.WRITE_ME);
const STOPPING = new Stems(words.STOPPING);
const TURNED = new Phrases(words.TURNED);

/** Characters of a sentence that are looked at. */
const TEXT_READ = 1000;

/** Names of the writer and of ours: who asks in his own name, or addresses us, speaks of nobody else. */
export function namesOf(message: Inbound): ReadonlySet<string> {
  const known = new Set<string>();
  for (const who of [message.from, ...message.to])
    for (const word of who ? wordsOf(folded(`${who.name} ${who.address}`), 20) : []) known.add(word);
  return known;
}

/**
 * Whether a sentence that asks for no more mail asks it for somebody else, or wants it sent to another place:
 * "do not write to Peter", "stop mailing my assistant", "not to him, write to me". Told by structure: a name, a
 * profession or a title stands where the verb has its object; or a clause asks to write to the speaker.
 */
export function isOfSomebodyElse(
  sentence: Pick<Sentence, 'text' | 'words'>,
  known: ReadonlySet<string>,
): boolean {
  const text = sentence.text.slice(0, TEXT_READ);
  if (TURNED.find(sentence.words)) return true;
  return isNamed(text, known) || isNamedInSigns(text) || asksToWrite(text);
}

/** A name or a profession behind the verb, with nothing between but small words. */
function isNamed(text: string, known: ReadonlySet<string>): boolean {
  const said = text.match(/[\p{L}\p{M}\p{N}'’@._-]+/gu) ?? [];
  // Who writes all in capitals, or begins each word with one, marks no names by them.
  const capitals = said.filter((word) => isCapital(word)).length;
  const marks = capitals * 2 <= said.length + 1;
  return said.some((word, at) => {
    if (isTurkishName(word)) return marks && !known.has(bare(word));
    const verb = bare(word);
    const asVerb =
      VERBS_OR_THINGS.has(verb) &&
      said.slice(Math.max(0, at - 2), at).some((each) => DENIAL.has(wordsOf(folded(each)).at(-1) ?? ''));
    if (!asVerb && !OBJECT_VERBS.has(verb)) return false;
    for (let next = at + 1; next <= at + 5 && next < said.length; next += 1) {
      const object = said[next] ?? '';
      const plain = bare(object);
      if (known.has(plain)) return false;
      if (ROLES.has(plain)) return true;
      if (marks && isCapital(object) && !NO_NAMES.has(plain)) return true;
      if (!BETWEEN.has(plain)) return false;
    }
    return false;
  });
}

const bare = (word: string) => wordsOf(folded(word), 1)[0] ?? '';
/** A capital and small letters: "Peter"; no "I", "GDPR", "E". */
const isCapital = (word: string) => /^\p{Lu}[\p{Ll}\p{M}]/u.test(word);
/** Turkish parts a name from its ending: "Ahmet'e", "Ayşe'yi". */
const isTurkishName = (word: string) =>
  /^\p{Lu}[\p{Ll}\p{M}]+['’](e|a|ye|ya|yi|yı|yu|yü|i|ı|u|ü)$/u.test(word);

/** Who stands where scripts without capitals have the object: "李经理", "鈴木を". */
function isNamedInSigns(text: string): boolean {
  return (
    words.BEHIND_SIGNS.some(({ verb, own }) => standsBehind(text, verb, own)) ||
    words.BEFORE_SIGNS.some(({ mark, own }) => standsBefore(text, mark, own))
  );
}

function standsBehind(text: string, verb: string, own: readonly string[]): boolean {
  for (let at = text.indexOf(verb); at !== -1; at = text.indexOf(verb, at + verb.length)) {
    const next = text.slice(at + verb.length).trimStart();
    if (/^[\p{L}\p{N}]/u.test(next) && !own.some((word) => next.startsWith(word))) return true;
  }
  return false;
}

function standsBefore(text: string, mark: string, own: readonly string[]): boolean {
  const at = text.indexOf(mark);
  if (at <= 0) return false;
  const clause =
    text
      .slice(0, at)
      .split(/[,，、。：:\s]/)
      .at(-1) ?? '';
  return clause !== '' && !own.some((word) => clause.includes(word));
}

/** "..., write to me": a clause that asks for it, and denies and ends nothing. */
export function asksToWrite(text: string): boolean {
  return folded(text)
    .split(/[,;:()，、；：–—.!?！？。]|\s-\s/)
    .some((clause, index) => {
      if (words.WRITE_ME_SIGNS.some((signs) => clause.trimStart().startsWith(signs)))
        return index > 0 && !words.STOPPING_SIGNS.some((sign) => clause.includes(sign));
      const said = wordsOf(clause, 40);
      return WRITE_ME.find(said) !== undefined && !said.some((word) => STOPPING.has(word));
    });
}
