import { clauseBegins } from './doubt.js';
import type { Sentence } from './own-words.js';
import { Stems } from './stems.js';
import * as words from './words/ours.js';

const SELF = new Stems(words.SELF);
const SELF_IN_VERB = new Stems(words.SELF_IN_VERB);
const SPEAKER = new Stems(words.SPEAKER);
const YOURS = new Stems(words.YOURS);
const MAIL = new Stems(words.MAIL);
const LIST = new Stems(words.LIST);
const ADDRESS = new Stems(words.ADDRESS);
const SEND = new Stems(`${words.SEND} ${words.SEND_NOT}`);
const SEND_NOT = new Stems(words.SEND_NOT);
const RECEIVE = new Stems(words.RECEIVE);
const WANT = new Stems(`${words.WANT} ${words.WANT_NOT}`);
const WANT_NOT = new Stems(words.WANT_NOT);
const USE = new Stems(`${words.USE} ${words.USE_NOT}`);
const USE_NOT = new Stems(words.USE_NOT);
const ADVERT = new Stems(words.ADVERT);
const UNWELCOME = new Stems(words.UNWELCOME);
const WELCOME = new Stems(words.WELCOME);
const TAKE_OFF = new Stems(words.TAKE_OFF);
const DENY = new Stems(words.DENY);
const MORE = new Stems(words.MORE);
const PERMIT = new Stems(`${words.PERMIT} ${words.PERMIT_NOT}`);
const PERMIT_NOT = new Stems(words.PERMIT_NOT);
const OTHER = new Stems(`${words.SMALL} ${words.LEGAL}`);
const CLASSES = [
  SELF,
  SELF_IN_VERB,
  SPEAKER,
  YOURS,
  MAIL,
  LIST,
  ADDRESS,
  SEND,
  RECEIVE,
  WANT,
  USE,
  ADVERT,
  UNWELCOME,
  WELCOME,
  TAKE_OFF,
  DENY,
  PERMIT,
  MORE,
  OTHER,
];
/** Longer clauses say more than such a wish. */
const MOST_WORDS = 14;

/** Whether a word is one that wishes are made of, or of no weight; signs of scripts without spaces are looked at elsewhere. */
export const isOurs = (word: string): boolean =>
  /^[\d\u0e00-\u0e7f\u3000-\u9fff\uac00-\ud7af]/.test(word) || CLASSES.some((words) => words.has(word));

/**
 * A clause that is a wish by what it is made of, whatever its order: writing to the person is denied, mail is not wanted
 * or not welcome, the address is not to be used for advertising, or the person is to be removed; and it holds no word
 * of any other matter. undefined: there is none.
 */
export function plainWish(sentence: Sentence): readonly string[] | undefined {
  if (sentence.asks) return undefined;
  const begins = clauseBegins(sentence);
  return begins
    .map((begin, index) => sentence.words.slice(begin, begins[index + 1]))
    .find((clause) => clause.length <= MOST_WORDS && clause.every(isOurs) && saysIt(clause));
}

function saysIt(clause: readonly string[]): boolean {
  const has = (words: Stems) => clause.some((word) => words.has(word));
  const denied = has(DENY);
  const self = has(SELF) || has(SELF_IN_VERB);
  const wants = has(WANT);
  if (has(USE) && has(ADDRESS) && has(ADVERT)) return denied || has(USE_NOT);
  // "Bitte keine Mails mehr".
  if (clause.length <= 6 && has(MAIL) && has(MORE) && denied && !has(SPEAKER)) return true;
  if (has(PERMIT) && (has(SEND) || has(MAIL))) return denied || has(PERMIT_NOT);
  if (has(MAIL) && has(UNWELCOME)) return !denied;
  if (has(SEND) && self && (!has(SPEAKER) || wants)) return denied || has(SEND_NOT);
  if (has(MAIL) && has(YOURS) && has(WELCOME) && denied) return true;
  if (wants && has(MAIL) && !sends(clause)) return denied || has(WANT_NOT);
  if (has(TAKE_OFF) && has(LIST) && has(YOURS)) return !denied && !has(SPEAKER);
  return has(TAKE_OFF) && self && !denied && !has(SPEAKER);
}

/** "We do not want to mail": in English the thing and the verb are one word. */
const sends = (clause: readonly string[]) =>
  clause.some((word, at) => SEND.has(word) && (!MAIL.has(word) || clause[at - 1] === 'to'));

/** Whether these words name the person and a list of ours: of that he wants off, whatever else is said of it. */
export const namesUsAndList = (near: readonly string[]): boolean =>
  near.some((word) => SELF.has(word) || SELF_IN_VERB.has(word)) &&
  near.some((word, at) => LIST.has(word) && isOurs(near[at - 1] ?? 'me'));
