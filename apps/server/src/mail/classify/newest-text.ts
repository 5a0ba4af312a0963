import { folded, wordsOf } from './fold.js';
import { Phrases } from './phrases.js';
import * as quoting from './words/quoting.js';

const MAX_LINES = 2500;
const MAX_LINE = 2000;
/** Lines looked at closely because they may introduce a quote: who writes more of them has them read no further. */
const MAX_TRIED = 150;
const WROTE = new Phrases(quoting.WROTE);
const SEPARATORS = new Phrases(quoting.SEPARATORS);

/**
 * What the writer added: without quoted lines, the quoted message below and the signature. The whole text when
 * nothing remains (an answer written between the quoted lines keeps its own lines).
 */
export function newestText(text: string): string {
  const own = ownLines(text);
  // The ruler above what is quoted.
  while (own.length > 0 && /^[-_=*]{3,}$|^$/.test(own.at(-1)?.trim() ?? '')) own.pop();
  const newest = own.join('\n').trim();
  return newest === '' ? text.trim() : newest;
}

/** Lines of a text, at most so many and so long that nothing done with them takes long. */
export function linesOf(text: string): string[] {
  return text
    .replace(/\r\n?/g, '\n')
    .split('\n', MAX_LINES)
    .map((line) => line.slice(0, MAX_LINE));
}

/** Whether a program marked anything in the text as quoted. */
export function quotesSomething(text: string): boolean {
  const lines = linesOf(text);
  let tried = 0;
  return lines.some((line, at) => {
    if (line.trimStart().startsWith('>') || isCut(lines, at)) return true;
    if (!mayIntroduce(line)) return false;
    tried += 1;
    return tried > MAX_TRIED || introduces(lines, at) > 0;
  });
}

/** The lines the writer added; none where all is quoted. `below` begins where a message quoted without marks does. */
export function ownLines(text: string): string[] {
  return splitQuoted(linesOf(text)).own;
}

export function splitQuoted(lines: readonly string[]): { own: string[]; below: string[] } {
  const own: string[] = [];
  let signature = false;
  // Behind an introduction other signs than ">" mark what is quoted, too.
  let introduced = false;
  let tried = 0;
  for (let at = 0; at < lines.length; at += 1) {
    const line = lines[at] ?? '';
    const trimmed = line.trim();
    if (introduced && isMarkedOtherwise(trimmed)) continue;
    introduced &&= trimmed === '';
    if (trimmed.startsWith('>')) {
      // Orange marks the header of what is quoted, and nothing behind it.
      if (marksHeaderAlone(lines, at) && own.some((each) => each.trim() !== ''))
        return { own, below: lines.slice(at + 1) };
      // GroupWise: the line that introduces, and no marks behind it.
      if (trimmed.startsWith('>>>') && trimmed.endsWith('>>>')) return { own, below: lines.slice(at + 1) };
      signature = false;
      continue;
    }
    if (isCut(lines, at)) return { own, below: lines.slice(at + 1) };
    const may = mayIntroduce(line);
    if (may) tried += 1;
    if (tried > MAX_TRIED) return { own, below: lines.slice(at) };
    const introduction = may ? introduces(lines, at) : 0;
    if (introduction > 0) {
      if (!marksFollow(lines, at + introduction)) return { own, below: lines.slice(at + introduction) };
      at += introduction - 1;
      signature = false;
      introduced = true;
      continue;
    }
    if (line === '-- ' || trimmed === '--') signature = true;
    if (!signature) own.push(line);
  }
  return { own, below: [] };
}

/** Whether a message quoted to the end begins here: its separator, or its header as Outlook writes it. */
function isCut(lines: readonly string[], at: number): boolean {
  const line = (lines[at] ?? '').trim();
  if (line === '' || line.length > 200) return false;
  return isSeparator(line) || isHeaderBlock(lines, at) || isNotesBlock(lines, at);
}

function isSeparator(line: string): boolean {
  const inner = line.replace(/^[-_=*#>\s—–]+/, '');
  const ruled = line.length - inner.length;
  const said = folded(inner);
  if (ruled < 2 && !/^(begin|anfang|debut|inicio|inizio)/.test(said)) return false;
  const words = wordsOf(said, 14);
  const hit = SEPARATORS.find(words);
  if (hit === undefined) return false;
  // Some programs write its header on the same line.
  return (hit.begin === 0 && ruled >= 4) || (hit.begin <= 2 && words.length - hit.end <= 8);
}

/** "From: / Sent: / To: / Subject:" in any language: two kinds of fields one below the other, the sender among them. */
function isHeaderBlock(lines: readonly string[], at: number): boolean {
  const first = labelOf(lines[at] ?? '');
  if (first !== 'from' && first !== 'date' && first !== 'subject') return false;
  const seen = new Set<quoting.Label>([first]);
  let others = 0;
  for (let next = at + 1; next < lines.length && next < at + 12; next += 1) {
    const line = lines[next] ?? '';
    if (line.trim() === '') continue;
    const label = labelOf(line);
    // The address, or more receivers, on lines of their own.
    if (label === undefined) {
      others += 1;
      if (others > 2) break;
    } else seen.add(label);
  }
  return seen.has('from') && (seen.size >= 3 || (seen.size === 2 && !seen.has('cc')));
}

/** Notes: name and address, the date, and "To", "cc", "Subject" without colons, each on a line. */
function isNotesBlock(lines: readonly string[], at: number): boolean {
  if (!(lines[at] ?? '').includes('@') || !/^\s{0,9}\d/.test(lines[at + 1] ?? '')) return false;
  const labels = lines
    .slice(at + 2, at + 12)
    .map((line) => (line.length > 30 ? undefined : quoting.LABEL_OF.get(folded(line))));
  return labels.includes('to') && labels.includes('subject');
}

function labelOf(line: string): quoting.Label | undefined {
  const bare = line.replace(/^[\s*_>|]+/, '').slice(0, 60);
  const colon = bare.search(/[:：\t]/);
  if (colon <= 0 || colon > 24) return undefined;
  return quoting.LABEL_OF.get(folded(withoutEnd(bare.slice(0, colon), '*_ ')));
}

/** How many lines from one that may introduce a quote ("On ..., Rhea wrote:") do so, 0: none. Programs break them. */
function introduces(lines: readonly string[], at: number): number {
  let joined = '';
  for (let count = 1; count <= 4; count += 1) {
    const line = (lines[at + count - 1] ?? '').trim();
    if (line === '' || line.startsWith('>')) return 0;
    joined = joined === '' ? line : `${joined} ${line}`;
    if (joined.length > 400) return 0;
    if (isIntroduction(joined, lines, at + count)) return laterBegins(lines, at, count) ? 0 : count;
  }
  return 0;
}

/** Whether the introduction begins on a later one of the lines: then this one is the writer's. */
function laterBegins(lines: readonly string[], at: number, count: number): boolean {
  for (let skip = 1; skip < count; skip += 1) {
    const rest = lines.slice(at + skip, at + count).map((line) => line.trim());
    // An address and "wrote:" are the end of one.
    if (rest.join('').replace(/\D+/g, '').length < 4 || (rest[0] ?? '').startsWith('<')) continue;
    if (mayIntroduce(rest[0] ?? '') && isIntroduction(rest.join(' '), lines, at + count)) return true;
  }
  return false;
}

function mayIntroduce(line: string): boolean {
  const bare = line.replace(/^[\s\-_*—–]+/, '').slice(0, 300);
  if (bare === '') return false;
  if (/^\d/.test(bare) || bare.includes('<') || bare.includes('@') || bare.startsWith('"')) return true;
  const said = folded(bare);
  const first = /^[^\s,.:]+/.exec(said)?.[0] ?? '';
  return (
    quoting.BEGINS.has(first) ||
    /^[在於于]/.test(said) ||
    ((/\d/.test(said) || /[:：]$/.test(bare.trimEnd())) && WROTE.find(wordsOf(said, 60)) !== undefined)
  );
}

function isIntroduction(joined: string, lines: readonly string[], next: number): boolean {
  const bare = withoutEnd(joined, ' \t-_*—–');
  const ends = /[:：]$/.test(bare);
  const followed = marksFollow(lines, next);
  const dashed = joined.startsWith('--') && bare !== joined;
  const words = wordsOf(folded(bare), 80);
  const wrote = WROTE.find(words);
  const digits = bare.replace(/\D+/g, '').length;
  const somebody = bare.includes('@') || bare.includes('<');
  if (wrote === undefined) return ends && somebody && digits >= 4 && (bare.includes('<') || followed);
  const last = words.length - wrote.end <= 1;
  if (digits < 2 && !somebody) return ends && followed;
  return ends || followed || dashed || (last && somebody && !/[<,]$/.test(bare));
}

function marksFollow(lines: readonly string[], at: number): boolean {
  for (let next = at; next < lines.length && next < at + 3; next += 1) {
    const line = (lines[next] ?? '').trim();
    if (line !== '') return line.startsWith('>') || isMarkedOtherwise(line);
  }
  return false;
}

/** "| text", "RL> text": as older programs quote. */
const isMarkedOtherwise = (trimmed: string) => /^(\||[A-Z][A-Za-z]{0,3}>)/.test(trimmed);

/** Whether the marked lines from here on hold the fields of a header, one title above them, and nothing else. */
function marksHeaderAlone(lines: readonly string[], at: number): boolean {
  if ((lines[at - 1] ?? '').trimStart().startsWith('>')) return false;
  const behind = lines.slice(at, at + 13).findIndex((line) => !line.trimStart().startsWith('>'));
  if (behind < 3) return false;
  const fields = lines.slice(at, at + behind).filter((line) => line.replace(/[\s>]+/g, '') !== '');
  const labels = fields.map((line) => labelOf(line));
  return (
    labels.filter((label) => label === undefined).length <= 1 &&
    labels.includes('from') &&
    labels.includes('to')
  );
}

/** A text without these signs at its end. */
function withoutEnd(text: string, signs: string): string {
  let end = text.length;
  while (end > 0 && signs.includes(text[end - 1] ?? '')) end -= 1;
  return text.slice(0, end);
}

const SUBJECT_PREFIX =
  /^\s*(?:(?:re|aw|antw|antwort|sv|vs|rv|res|ref|odp|ynt|r|tr|fw|fwd|wg|wtr|enc|rif|vb|i|vl|ilt|doorst|回复|答复|回覆|转发|轉寄|返信|転送|회신|전달)(?:\[\d{1,4}\]|\(\d{1,4}\))?\s?[:：]\s*|\[(?:ext|external|extern)\]\s*)/i;

/** A subject without its answer and forward prefixes, as it was written. */
export function bareSubject(subject: string): string {
  let bare = subject;
  for (let count = 0; count < 30; count += 1) {
    const rest = bare.replace(SUBJECT_PREFIX, '');
    if (rest === bare) break;
    bare = rest;
  }
  return bare.trim();
}

/** A subject without its answer and forward prefixes, folded: equal for messages of one thread. */
export function threadSubject(subject: string): string {
  return folded(bareSubject(subject));
}
