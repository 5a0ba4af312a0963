import { isOurs, namesUsAndList } from './ours.js';
import { type Hit, Phrases, wordsOfPhrases } from './phrases.js';
import { Stems } from './stems.js';
import { ERASURE, ERASURE_NAMES } from './words/erasure.js';
import * as words from './words/opt-out.js';
import * as more from './words/opt-out-more.js';
import { PLAINLY } from './words/plainly.js';
import { OR_ELSE, THREAT_NAMES, THREATS } from './words/threats.js';

/** What phrases about wishes share. */
export const names = { ...words.NAMES, ...words.WHEN, ...ERASURE_NAMES, ...THREAT_NAMES };
const WISH_LINES = [
  ...words.ENGLISH,
  ...words.DE,
  ...words.FR,
  ...words.ES,
  ...words.IT,
  ...words.PT,
  ...words.NL,
  ...words.NORDIC,
  ...words.SLAVIC,
  ...words.TURKISH,
  ...words.ASIAN,
  ...more.INDIRECT,
  ...more.FURTHER,
  ...more.ROUGH,
  ...more.ASKING_HOW,
  ...more.ON_BEHALF,
  ...more.GREEK,
  ...more.HEBREW,
  ...more.ARABIC,
  ...more.PERSIAN,
  ...more.SOUTH_EASTERN,
  ...more.SOUTH_EAST_ASIAN,
  ...more.CATALAN,
  ...more.HINDI,
  ...PLAINLY,
  ...ERASURE,
  ...THREATS,
  ...OR_ELSE,
];
/** Sentences that ask for no more mail. */
export const WISHES = new Phrases(WISH_LINES, names);

/** Joins another thought to a wish. */
export const AND = new Set('and or und oder et ou y o e ed of en og och eller i ani и или'.split(' '));
/** A wish of fewer words goes on behind a comma. */
const LEAST = 3;
/** Words behind a wish that may name its object. */
const BEHIND = 4;
/** Such lines say themselves what it is all about. */
const STRICT: ReadonlySet<string> = new Set([...ERASURE, ...THREATS, ...more.ASKING_HOW, ...more.INDIRECT]);
let kept: Stems | undefined;
/** Built when first asked: thousands of words. */
const wishWords = () => (kept ??= new Stems(wordsOfPhrases(WISH_LINES, names).join(' ')));

/**
 * "Keine weiteren Angebote vergleichen", "no more samples": whether a word that no wish is made of stands in one, or
 * behind it in its clause. Then nobody knows what is not wanted. Known are us, our mail, the person (`known`: the names),
 * a list. `clauses` are the words that clauses begin at.
 */
export function isOfUnknown(
  said: readonly string[],
  { begin, end, phrase }: Hit,
  clauses: readonly number[],
  known: ReadonlySet<string>,
): boolean {
  if (STRICT.has(phrase)) return false;
  const least = Math.min(end, begin + LEAST);
  const clause = clauses.find((each) => each >= least) ?? said.length;
  const behind = said.slice(end, Math.min(clause, end + BEHIND));
  const joined = behind.findIndex((word) => AND.has(word));
  const near = [
    ...said.slice(begin, Math.min(clause, end)),
    ...(joined === -1 ? behind : behind.slice(0, joined)),
  ];
  if (namesUsAndList(near)) return false;
  return near.some((word) => !isOurs(word) && !wishWords().has(word) && !known.has(word));
}
