import { isAnswer } from './answers.js';
import { isTold, outsideQuotes, wantsToKnow } from './certainty.js';
import { givesNew, isCorrection } from './correction.js';
import { clauseBegins, deniesAhead, isDoubtful } from './doubt.js';
import { folded, wordsOf } from './fold.js';
import { showsInterest } from './interest.js';
import { asksToWrite, isOfSomebodyElse, namesOf } from './named.js';
import { bareSubject } from './newest-text.js';
import { plainWish } from './ours.js';
import type { Sentence } from './own-words.js';
import { type Hit, Phrases } from './phrases.js';
import { Stems } from './stems.js';
import type { Inbound } from './types.js';
import * as certainty from './words/certainty.js';
import * as words from './words/opt-out.js';
import * as more from './words/opt-out-more.js';
import { spelled } from './words/spelling.js';
import { THINGS, THINGS_OF_SIGNS } from './words/things.js';
import { AND, isOfUnknown, names, WISHES } from './wishes.js';

/** A wish to get no more mail, or what may be one. */
export interface Wish {
  /** Certain: there is a sentence that asks for it. Otherwise a person has to look. */
  certain: boolean;
  confidence: number;
  evidence: string;
}

const ASKING_WHERE = new Phrases(more.ASKING_WHERE);
const ASKING_HOW = new Phrases(more.ASKING_HOW, names);
const ALONE = new Phrases(words.ALONE, names);
const TELEPHONE = new Phrases(words.OTHERWISE, names);
const MAILED = new Phrases(words.MAILED, names);
const FOR_A_WHILE = new Phrases(words.FOR_A_WHILE, names);
const ELSEWHERE = new Phrases(words.ELSEWHERE, names);
const NOT_THAT = new Phrases(words.NOT_THAT, names);
const NO_INTEREST = new Phrases(more.NO_INTEREST);
const THING = new Stems(THINGS);
const THING_OF_SIGNS = new Phrases(THINGS_OF_SIGNS);
const GREETINGS = new Phrases(more.GREETINGS);
const THANKS = new Phrases(more.THANKS);
const SEES_TO = new Phrases(['make_sure|ensure|see_to_it|see_that']);
const GOES_ON = new Phrases(words.GOES_ON, names);
const MANNERS = new Phrases(words.MANNERS, names);
const LISTS = new Phrases(['{LIST}', 'verteiler*|liste*|datenbank|lista*|base*|envios|fichier*'], names);
/** Words that may speak of it, where no sentence asks for it. */
const MAYBE = new Phrases([
  'unsubscribe me|us|please',
  'remove|delete me|us|my',
  'abmelden|abbestellen|austragen|desabonn*|desinscri*|descadastr*|disiscri*|uitschrij*|wypisz|отпис*|退订|配信停止|수신거부',
  'report_you|reporting_you',
  'not|never ~1 contact|email|write',
  'stop ~2 email*|mail*|send*|contact*|writing',
]);

/**
 * A wish to get no more mail: what a mail program sends to List-Unsubscribe (RFC 2369) in a person's name, or a
 * sentence of the person's own that asks for it. undefined: nothing says so.
 */
export function wishOf(message: Inbound, own: readonly Sentence[]): Wish | undefined {
  const byProgram = buttonSign(message);
  if (byProgram !== undefined) return { certain: true, confidence: 0.98, evidence: byProgram };
  const subject = subjectSentence(message);
  const spoken = own.filter((sentence) => !sentence.closed && !isPolite(sentence));
  const whole = spoken
    .filter((sentence) => NO_INTEREST.find(sentence.words) === undefined)
    .flatMap((sentence) => sentence.words);
  // A word alone is a whole answer only where nothing else is said.
  if (whole.length <= 8 && ALONE.find(spelled(once(whole))) && !spoken.some(isHedged))
    return certain(0.97, `The whole text is "${spoken.map(({ text }) => text).join(' ')}".`);
  if (subject && ALONE.find(spelled(once(subject.words))) && own.length <= 4 && !isDoubtful(subject))
    return certain(0.97, `The subject is "${message.subject}".`);
  const known = namesOf(message);
  const judged = [...(subject ? [subject] : []), ...own, ...asOne(spoken)]
    .map((sentence) => ({ sentence, judged: judge(sentence, known) }))
    .filter(({ judged }) => judged !== undefined);
  const asked = judged.find(({ sentence, judged }) => judged === 'certain' && !sentence.closed);
  const said = asked ?? judged[0];
  if (said === undefined) return undefined;
  const evidence = `It says "${said.sentence.text.slice(0, 300)}".`;
  const goesOn = own.some(
    (sentence) =>
      sentence !== said.sentence &&
      (GOES_ON.find(sentence.words) ||
        (!sentence.closed && givesNew(sentence)) ||
        (!sentence.closed && asksToWrite(sentence.text)) ||
        (!sentence.closed && !isPolite(sentence) && showsInterest(sentence)) ||
        (wantsToKnow(sentence) && judge(sentence, known) === undefined)),
  );
  if (asked && !goesOn) return certain(0.9, evidence);
  return { certain: false, confidence: 0.5, evidence };
}

const isHedged = (sentence: Sentence) => isDoubtful(sentence) || GOES_ON.find(sentence.words) !== undefined;

/** "Hi Rhea," and "Best,": around what is said. */
const isPolite = ({ closing, words: said }: Sentence) =>
  (closing && said.length <= 4) || (said.length <= 3 && GREETINGS.find(said) !== undefined);

/** Few words in several sentences: "Please. Stop. Emailing. Me." */
function asOne(spoken: readonly Sentence[]): Sentence[] {
  const said = spoken.flatMap((sentence) => sentence.words);
  const asked = spoken.filter((sentence) => sentence.asks);
  // "Stop! Before you send it, ...": what is long enough to stand alone is no piece.
  if (spoken.some((sentence) => !sentence.asks && sentence.words.length > 5)) return [];
  if (spoken.length < 2 || said.length > 16 || !asked.every(isReproach)) return [];
  const text = spoken.map((sentence) => sentence.text).join(' ');
  return [{ text, words: said, asks: false, closing: false, closed: false }];
}

/** "How many times do I have to tell you?", "Where did you get my address?": no question about us. */
const isReproach = (sentence: Sentence) =>
  certainty.ASKING.has(sentence.words[0] ?? '') && !wantsToKnow(sentence);

/** STOP STOP STOP is a stop. */
const once = (said: readonly string[]) => said.filter((word, at) => word !== said[at - 1]);

const certain = (confidence: number, evidence: string): Wish => ({ certain: true, confidence, evidence });

/** Buttons of mail programs answer the address of List-Unsubscribe, and mark that as automatic. */
function buttonSign(message: Inbound): string | undefined {
  const plus = message.to.find(({ address }) =>
    /(^|[+-])(unsubscribe|unsub|opt-?out|list-unsubscribe)([+.=-]|@)/.test(address),
  );
  if (plus) return `It was written to ${plus.address}, the address for unsubscribing.`;
  if (message.headers.get('x-apple-unsubscribe')?.some((value) => /^true/i.test(value)))
    return 'The unsubscribe button of Apple Mail wrote it (header X-Apple-Unsubscribe).';
  const subject = folded(message.subject);
  if (/^(list-)?unsubscribe( request|=.{0,80})?$/.test(subject))
    return `The subject is "${message.subject}".`;
  return undefined;
}

/** A subject of the writer's own: one with a prefix is that of the message he answers, but for what stands before it. */
function subjectSentence(message: Inbound): Sentence | undefined {
  const bare = bareSubject(message.subject);
  const ownText = bare === message.subject.trim() ? beforePrefix(bare) : isAnswer(message) ? '' : bare;
  if (ownText === '') return undefined;
  const said = wordsOf(folded(ownText.slice(0, 300)), 60);
  return said.length === 0
    ? undefined
    : { text: message.subject, words: said, asks: ownText.endsWith('?'), closing: false, closed: false };
}

/** "STOP - AW: our subject": what was written before the prefix of an answer; all of a subject without one. */
function beforePrefix(subject: string): string {
  for (let colon = subject.indexOf(':'); colon > 0; colon = subject.indexOf(':', colon + 1)) {
    const begin = subject.lastIndexOf(' ', colon - 2) + 1;
    if (begin > 0 && bareSubject(subject.slice(begin)) !== subject.slice(begin).trim())
      return subject.slice(0, begin).trim();
  }
  return subject;
}

function judge(sentence: Sentence, known: ReadonlySet<string>): 'certain' | 'maybe' | undefined {
  const said = spelled(sentence.words);
  let best: 'maybe' | undefined;
  let whole: Whole | undefined;
  for (const hit of hitsIn(said, sentence)) {
    whole ??= wholeOf(said, sentence);
    let verdict = weigh(said, hit, sentence, whole);
    // Another of them may name us.
    if (verdict === 'certain' && isOfUnknown(said, hit, whole.clauses, known)) verdict = 'maybe';
    if (verdict === 'certain') {
      const turned =
        isDoubtful(sentence) ||
        isCorrection(sentence) ||
        isTold(sentence) ||
        isQuoted(sentence) ||
        isOfThing(said, hit) ||
        isTakenBack(said, hit, whole) ||
        showsInterest(sentence, hit.begin);
      return turned || isOfSomebodyElse(sentence, known) ? 'maybe' : 'certain';
    }
    best ??= verdict;
  }
  if (plainWish(sentence)) return isPlain(sentence, said, known) ? 'certain' : 'maybe';
  return best ?? (mayAsk(said, sentence) ? 'maybe' : undefined);
}

/** What turns a wish that holds in a clause, in the others. */
const isPlain = (sentence: Sentence, said: readonly string[], known: ReadonlySet<string>) =>
  !isDoubtful(sentence) &&
  !isCorrection(sentence) &&
  !isTold(sentence) &&
  !isOfSomebodyElse(sentence, known) &&
  !showsInterest(sentence) &&
  !said.some((word) => words.CONDITIONS.has(word)) &&
  outsideQuotes(sentence.text) === undefined;

/** "Send two pages, no video": what is not wanted is a thing, in an answer that is. Near the words of the wish only. */
function isOfThing(said: readonly string[], { begin, end }: Hit): boolean {
  const near = said.slice(Math.max(0, begin - 1), end + 3);
  return near.some((word) => THING.has(word)) || THING_OF_SIGNS.find(near) !== undefined;
}

/** Wishes in the sentence, and in each of its clauses: behind a comma begins what ends nothing. */
function* hitsIn(said: readonly string[], sentence: Sentence): Generator<Hit> {
  yield* WISHES.all(said);
  const begins = clauseBegins(sentence);
  if (begins.length < 2) return;
  for (const [index, begin] of begins.entries()) {
    for (const hit of WISHES.all(said.slice(begin, begins[index + 1])))
      if (!hit.phrase.startsWith('^')) yield { ...hit, begin: hit.begin + begin, end: hit.end + begin };
  }
}

/** Words of a wish in a sentence that asks for nothing. */
function mayAsk(said: readonly string[], sentence: Sentence): boolean {
  const own = !sentence.asks || said.some((word) => words.ONESELF.has(word));
  return (
    own &&
    said.length <= 30 &&
    MAYBE.find(said) !== undefined &&
    NOT_THAT.find(said) === undefined &&
    !isElsewhere(said, ELSEWHERE.find(said))
  );
}

/** The wish is somebody else's words: outside of the quotation marks nothing asks for it. */
function isQuoted(sentence: Sentence): boolean {
  const outside = outsideQuotes(sentence.text);
  return outside !== undefined && WISHES.find(spelled(outside)) === undefined;
}

/** "..., but I would make an exception": what comes behind it, and is neither thanks nor another wish, takes it back. */
function isTakenBack(said: readonly string[], hit: Hit, { clauses }: Whole): boolean {
  const but = clauses.find((begin) => begin >= hit.end && more.BUT.has(said[begin] ?? ''));
  if (but === undefined || said.length - but < 3) return false;
  const rest = said.slice(but);
  return THANKS.find(rest) === undefined && WISHES.find(rest) === undefined && MAYBE.find(rest) === undefined;
}

/** What is true of all of a sentence, whichever of its wishes is weighed: looked for once. */
interface Whole {
  notThat: boolean;
  telephone: boolean;
  mailed: boolean;
  /** Asks whether, and asks for nothing. */
  onlyAsks: boolean;
  manners: boolean;
  /** Where the first condition stands. */
  condition: number;
  /** Where the last words of a while stand. */
  while: number;
  elsewhere: readonly Hit[];
  clauses: readonly number[];
}

function wholeOf(said: readonly string[], sentence: Sentence): Whole {
  const condition = said.findIndex((word) => words.CONDITIONS.has(word));
  return {
    notThat: NOT_THAT.find(said) !== undefined && SEES_TO.find(said) === undefined,
    telephone: TELEPHONE.find(said) !== undefined,
    mailed: MAILED.find(said) !== undefined,
    onlyAsks:
      sentence.asks &&
      (ASKING_WHERE.find(said) !== undefined ||
        (!said.some((word) => words.ONESELF.has(word)) &&
          !isRequest(sentence.text) &&
          ASKING_HOW.find(said) === undefined)),
    manners: MANNERS.find(said) !== undefined,
    condition: condition === -1 ? said.length : condition,
    while: Math.max(-1, ...[...FOR_A_WHILE.all(said)].slice(-1).map(({ begin }) => begin)),
    elsewhere: [...ELSEWHERE.all(said)],
    clauses: clauseBegins(sentence),
  };
}

/** What stands around a wish can deny it, hang it on something or turn it to something else. */
function weigh(
  said: readonly string[],
  hit: Hit,
  sentence: Sentence,
  whole: Whole,
): 'certain' | 'maybe' | undefined {
  const clause = whole.clauses.findLast((begin) => begin <= hit.begin) ?? 0;
  const before = said.slice(Math.max(clause, hit.begin - 4), hit.begin);
  const negates = words.DENIED.has(said[hit.begin] ?? '');
  if (!negates && deniesAhead(before, words.DENIED) && !asksAnyway(before)) return undefined;
  if (whole.notThat || isOfTelephone(said, hit.begin, whole)) return undefined;
  if (whole.onlyAsks) return undefined;
  if (
    isElsewhere(
      said,
      whole.elsewhere.find(({ begin }) => begin >= hit.begin),
    )
  )
    return undefined;
  if (isOfOthers(said, hit, sentence)) return undefined;
  if (whole.while >= hit.begin) return undefined;
  if (isFromOther(said, hit.begin)) return 'maybe';
  return whole.condition < hit.begin && !whole.manners ? 'maybe' : 'certain';
}

/** "Would you not mind", "why not": no denial. */
const asksAnyway = (before: readonly string[]) =>
  ['why', 'mind', 'hesitate', 'interested', 'interesse', 'interesado', 'intéressé', 'interesse'].some(
    (word) => before.includes(word),
  );

/** "Do not call", "not by phone, e-mail is fine": what comes first is meant; both together are both. */
function isOfTelephone(said: readonly string[], begin: number, whole: Whole): boolean {
  const rest = said.slice(begin, begin + 14);
  const telephone = TELEPHONE.find(rest);
  if (telephone === undefined) return whole.telephone && !whole.mailed;
  const joined = rest.slice(telephone.end, telephone.end + 2).some((word) => AND.has(word));
  const mailed = MAILED.find(rest.slice(1));
  if (mailed === undefined) return !whole.mailed && !joined;
  return telephone.begin < mailed.begin + 1 && !joined;
}

/** "Unsubscribe from our vendor": from what is nothing of ours. */
function isFromOther(said: readonly string[], begin: number): boolean {
  if (!TAKES_OFF.has(said[begin] ?? '')) return false;
  const from = said.indexOf('from', begin);
  if (from === -1) return false;
  const what = said.slice(from + 1, from + 7);
  return what.length > 0 && LISTS.find(what) === undefined && !['me', 'us', 'you'].includes(what[0] ?? '');
}

const TAKES_OFF = new Set(
  'i we unsubscribe remove delete take drop strike cut pull opt want get kick exclude'.split(' '),
);

/** Questions that ask for something, in scripts whose words for oneself are left out. */
const isRequest = (text: string) =>
  /\b(could|can|would|will) you\b|\b(wilt|kunt|zou) u\b|k(ö|oe|o)nn(t)?en sie|pourriez[- ]vous|pouvez[- ]vous|(ください|下さい|いただけ|もらえ|お願い|请|請|麻烦|주실|주세요|주시)/i.test(
    text,
  );

/** Out of something that is no list: a thread, an invitation, a quote. */
function isElsewhere(said: readonly string[], hit: Hit | undefined): boolean {
  if (hit === undefined) return false;
  const rest = said.slice(hit.begin, hit.end + 3);
  return (
    LISTS.find(rest.filter((word) => word !== 'this' && word !== 'life' && word !== 'your')) === undefined
  );
}

/** "We delete them after a year", "can our customers opt out?": somebody else's wishes, or a question about them. */
function isOfOthers(said: readonly string[], hit: Hit, sentence: Sentence): boolean {
  const before = said.slice(Math.max(0, hit.begin - 6), hit.begin);
  const toUs = before.some((word) => TO_US.has(word));
  if (toUs) return false;
  if (before.some((word) => THIRD.has(word))) return true;
  const stops = STOPS.has(said[hit.begin] ?? '');
  const we = before.some((word) => word === 'we' || word === 'i' || word === 'our' || word === 'wir');
  if (we && stops) return true;
  return sentence.asks && we && !before.some((word) => WANTING.has(word));
}
const TO_US = new Set(
  'you please ask asking request must kindly demand bitte pls plz sie prie merci usted ustedes'.split(' '),
);
const THIRD = new Set(
  'they customers clients users people subscribers members recipients someone somebody everyone kunden abonnenten mitglieder clientes clients abonnes medlemmar medlemmer klienci klienty клиенты kunder kund leden klanten'.split(
    ' ',
  ),
);
const STOPS = new Set('stop quit cease discontinue stopping'.split(' '));
const WANTING = new Set('like want wish need be get ask how could can'.split(' '));
