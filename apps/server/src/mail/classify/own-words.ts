import { folded, wordsOf } from './fold.js';
import { linesOf, splitQuoted } from './newest-text.js';
import { Phrases } from './phrases.js';
import * as quoting from './words/quoting.js';

/** What we know of our own e-mail, to take it out of an answer. */
export interface Ours {
  /** The text of the e-mail that is answered; how it is quoted does not matter. */
  text?: string | undefined;
  /** Lower-case hosts of links that only our e-mails carry. */
  linkHosts?: ReadonlySet<string> | undefined;
}

/** A sentence somebody wrote. */
export interface Sentence {
  /** As it was written, for evidence. */
  text: string;
  words: readonly string[];
  /** It is a question. */
  asks: boolean;
  /** It stands below the greeting at the end: names, titles, what a company puts under each mail. */
  closed: boolean;
  /** It is that greeting itself, or begins like one. */
  closing: boolean;
}

const MAX_SENTENCES = 120;
const MAX_WORDS = 90;
/** Lines with links that are looked at: a person sends few. */
const MAX_LINKS = 300;
const FOOTERS = new Phrases(quoting.FOOTERS);
const ASKED = new Phrases(quoting.ASKED);
const DEVICES = new Phrases(quoting.DEVICES);
const CLOSINGS = new Phrases(quoting.CLOSINGS);
/** Words of an opt-out line of any sender, beside its link. */
const OPT_OUT_LINES = new Phrases([
  'unsubscribe|opt_out|opt_me_out|opt_us_out|preferences|abmelden|abbestellen|austragen|desabonner|desinscrire|desinscription|desabonnement|darse_de_baja|baja|cancelar|annulla|disiscriviti|cancellati|descadastrar|uitschrijven|afmelden|avregistrera|afmeld|avmeld|meld_deg|peruuta|wypisz|odhlasit|odhlaste|leiratkoz*|dezabon*|abonelik*|отписаться|отписка|відписатися|配信停止|退订|退訂|取消订阅|取消訂閱|수신거부',
]);

/**
 * The sentences of the writer alone: without what is quoted, in any form a mail program gives it, our own words
 * wherever they stand, opt-out links, footers and banners. Empty when nothing of his own is left.
 */
export function ownSentences(text: string, ours: Ours = {}): Sentence[] {
  const sentences: Sentence[] = [];
  let closed = false;
  for (const paragraph of paragraphs(ownParts(text, ours))) {
    const words = wordsOf(folded(paragraph.join(' ').slice(0, 3000)), 400);
    if (words.length === 0 || isFooter(words)) continue;
    for (const line of joined(paragraph)) {
      const closes = line.length < 60 && CLOSINGS.find(wordsOf(folded(line.slice(0, 200)), 30)) !== undefined;
      const { said, device } = withoutDevice(sentencesIn(line));
      for (const text of said) {
        if (sentences.length >= MAX_SENTENCES) return sentences;
        const own = wordsOf(folded(text), MAX_WORDS);
        const asks = /[?？]\s{0,3}$/.test(text);
        if (own.length > 0) sentences.push({ text, words: own, asks, closing: closes, closed });
      }
      // Below it stands what the telephone adds; above all else it stands alone.
      if (device && sentences.length > 0) break;
      closed ||= closes;
    }
  }
  return sentences;
}

/** "メルマガの解除をお願いします" asks; what is longer, or ends otherwise, stands below letters. */
const isFooter = (said: readonly string[]) =>
  FOOTERS.find(said) !== undefined && !(said.length <= 24 && ASKED.find(said) !== undefined);

/** A line's sentences before "Sent from my iPhone"; a name parted from that by a bar belongs to it. */
function withoutDevice(all: readonly string[]): { said: readonly string[]; device: boolean } {
  const at = all.findIndex((text) => isOfDevice(wordsOf(folded(text), MAX_WORDS)));
  if (at === -1) return { said: all, device: false };
  return { said: /^[|·•]/.test(all[at] ?? '') ? [] : all.slice(0, at), device: true };
}

/** Not "this was sent from a tool of yours, remove me". */
function isOfDevice(said: readonly string[]): boolean {
  const hit = DEVICES.find(said);
  return hit !== undefined && said.length <= 14 && (hit.begin <= 1 || said.length <= 8);
}

/** Lines of the writer, those of ours taken out. */
function ownParts(text: string, ours: Ours): string[] {
  const { own, below } = splitQuoted(linesOf(text));
  const known = ours.text === undefined ? undefined : new OurText(ours.text);
  const kept = own.filter((line) => known?.has(line) !== true);
  // Written below our message, and that was quoted without marks: what stands behind its last line.
  if (known && kept.every((line) => line.trim() === '')) {
    const last = below.findLastIndex((line) => known.has(line));
    if (last !== -1) kept.push(...below.slice(last + 1).filter((line) => !line.trimStart().startsWith('>')));
  }
  return withoutLinks(kept, ours.linkHosts);
}

/** Our e-mail as a set of runs of words: line breaks, case and wrapped links make no difference. */
class OurText {
  readonly #runs = new Set<string>();
  readonly #lines = new Set<string>();

  constructor(text: string) {
    const lines = linesOf(text.slice(0, 100_000));
    for (const line of lines) this.#lines.add(plain(line).join(' '));
    const words = plain(lines.join(' '));
    for (let at = 0; at + RUN <= words.length; at += 1) this.#runs.add(words.slice(at, at + RUN).join(' '));
  }

  /** Whether a line is ours: four fifths of its runs are, or all of it. */
  has(line: string): boolean {
    const words = plain(line);
    if (words.length === 0) return false;
    if (words.length < RUN) return this.#lines.has(words.join(' '));
    let hits = 0;
    for (let at = 0; at + RUN <= words.length; at += 1)
      if (this.#runs.has(words.slice(at, at + RUN).join(' '))) hits += 1;
    return hits >= 0.8 * (words.length - RUN + 1);
  }
}

const RUN = 4;
/** Scripts whose signs are words each. */
const SIGNS = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/u;
const isLink = (word: string) => word.includes('://') || word.includes('www.');
const plain = (line: string) =>
  wordsOf(
    folded(
      line
        .split(/\s/)
        .filter((word) => !isLink(word))
        .join(' '),
    ),
  );

/** Without lines that carry a link of ours, however it was wrapped, and without opt-out links of anybody. */
function withoutLinks(lines: readonly string[], hosts: ReadonlySet<string> | undefined): string[] {
  const drop = new Set<number>();
  let links = 0;
  for (const [at, line] of lines.entries()) {
    if (!line.includes('://') && !line.includes('www.')) continue;
    links += 1;
    if (links > MAX_LINKS) {
      drop.add(at);
      continue;
    }
    const shown = `${line} ${decodedLink(line)}`.toLowerCase();
    const own = hosts !== undefined && [...hosts].some((host) => shown.includes(host));
    const beside = wordsOf(folded(withoutLinkWords(line)), 60);
    const optsOut = OPT_OUT_LINES.find(beside) !== undefined && beside.length <= (SIGNS.test(line) ? 40 : 20);
    if (own || optsOut) drop.add(at);
    // The words stand on the line before: "Unsubscribe:" and its address.
    const before = lines[at - 1] ?? '';
    const last = wordsOf(folded(before.slice(-200)), 40);
    const introduced = beside.length <= 1 && /[:：]\s{0,3}$/.test(before.slice(-10));
    if (introduced && last.length <= 20 && OPT_OUT_LINES.find(last) !== undefined) drop.add(at).add(at - 1);
  }
  return lines.map((line, at) => (drop.has(at) ? '' : line));
}

function withoutLinkWords(line: string): string {
  return line
    .split(/\s/)
    .filter((word) => !isLink(word))
    .join(' ');
}

/** Gateways carry the address they hide as a parameter (safelinks, urldefense). */
function decodedLink(line: string): string {
  try {
    return decodeURIComponent(line);
  } catch {
    return '';
  }
}

function paragraphs(lines: readonly string[]): string[][] {
  const all: string[][] = [[]];
  for (const line of lines) {
    if (line.trim() === '' || /^\s*[-_=*~]{3,}\s*$/.test(line.slice(0, 100))) all.push([]);
    else all.at(-1)?.push(line.trim());
  }
  return all.filter((paragraph) => paragraph.length > 0);
}

/** Lines a program has broken, whole again; short ones end where they end. */
function joined(paragraph: readonly string[]): string[] {
  const lines: string[] = [];
  let open = false;
  for (const line of paragraph) {
    const before = lines.at(-1);
    if (open && before !== undefined) lines[lines.length - 1] = `${before} ${line}`;
    else lines.push(line);
    open = line.length >= 45;
  }
  return lines;
}

/** "M. Durand", "Dr. Meier": no end of a sentence. */
const isTitle = (before: string) => TITLES.has(before.split(' ').at(-1)?.toLowerCase() ?? '');
const TITLES = new Set('m mr mrs ms mme mlle dr prof hr fr sr sra sig dhr mevr ing mgr'.split(' '));

function sentencesIn(line: string): string[] {
  const found: string[] = [];
  let begin = 0;
  for (let at = 0; at < line.length && found.length < 60; at += 1) {
    const sign = line[at] ?? '';
    const ends =
      '。！？；…'.includes(sign) ||
      ('.!?;'.includes(sign) && /^(\s|$|[.!?)"'»”])/.test(line.slice(at + 1, at + 2)));
    // "9. März", "10.03. bin ich": a number's full stop ends nothing.
    const number = sign === '.' && /\d/.test(line[at - 1] ?? '') && /^\s\S/.test(line.slice(at + 1, at + 3));
    if (sign === '.' && isTitle(line.slice(Math.max(0, at - 6), at))) continue;
    if (!ends || (number && /(^|[\s.])\d{1,2}$/.test(line.slice(Math.max(0, at - 3), at)))) continue;
    found.push(line.slice(begin, at + 1).trim());
    begin = at + 1;
  }
  found.push(line.slice(begin).trim());
  return found.filter((sentence) => sentence !== '');
}
