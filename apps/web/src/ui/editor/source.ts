import { decoded, encoded, LONGEST } from './entities';

/**
 * The source of an e-mail as a tree that prints as it was read: tags keep the letters they were written with, and what
 * cannot be edited as rich text (pictures, tables, comments, conditions) is an atom that keeps its whole source.
 */
export type Part =
  | { readonly kind: 'text'; readonly text: string }
  | {
      readonly kind: 'atom';
      readonly source: string;
      readonly label: string;
      readonly is: 'variable' | 'tag' | 'thing';
    }
  | {
      readonly kind: 'element';
      readonly name: string;
      /** As it was written, `<p style="...">`. */
      readonly open: string;
      readonly close: string;
      readonly children: readonly Part[];
    };

const RICH = new Set(
  'p div span b strong i em u s ul ol li blockquote h1 h2 h3 h4 pre code a sub sup small'.split(' '),
);
/** Shown as what they are; they hold nothing. */
const BREAKS = new Set(['br', 'hr']);
const VOID = new Set('img input meta link area base col embed source track wbr'.split(' '));
/** What stands in them is no HTML. */
const RAW = new Set('script style title textarea iframe noscript xmp'.split(' '));
/** May be left open: the next one, or the end of what holds them, closes them. */
const IMPLIED = new Set(['p', 'li']);
/** More is edited as its source. */
const MOST_LETTERS = 100_000;
const DEEPEST = 60;
/** A tag of Liquid that is longer is none, and a text is read in pieces: a long one is not read again and again. */
const PIECE = 400;

interface Open {
  readonly name: string;
  readonly open: string;
  readonly children: Part[];
}

/** Stands beside chips, where a browser would have no place for the cursor; a source that has it is edited as source. */
export const FILLER = '\u{2060}';

/** @returns undefined where tags do not fit: then the source itself is edited */
export function parsed(source: string): readonly Part[] | undefined {
  if (source.length > MOST_LETTERS || source.includes(FILLER)) return undefined;
  const root: Open = { name: '', open: '', children: [] };
  const stack = [root];
  for (let at = 0; at < source.length; ) {
    const next = tokenAt(source, at);
    if (!next || !placed(next, stack) || stack.length > DEEPEST) return undefined;
    at = next.end;
  }
  while (stack.length > 1) if (!closeImplied(stack)) return undefined;
  return editable(root.children) ? root.children : undefined;
}

/** The source again: letter by letter what was read, but for the spelling of characters such as `&quot;`. */
export const printed = (parts: readonly Part[]): string =>
  parts
    .map((part) => {
      if (part.kind === 'text') return encoded(part.text);
      return part.kind === 'atom' ? part.source : part.open + printed(part.children) + part.close;
    })
    .join('');

/** Whether there is something to be edited beside what stays as it is. */
function editable(parts: readonly Part[]): boolean {
  const things = parts.some((part) => part.kind === 'atom' && part.is === 'thing');
  const others = parts.some((part) => part.kind === 'element' || (part.kind === 'text' && part.text.trim()));
  return others || !things;
}

type Token = { readonly end: number } & (
  | { readonly is: 'part'; readonly part: Part }
  | { readonly is: 'open'; readonly name: string; readonly source: string }
  | { readonly is: 'close'; readonly name: string; readonly source: string }
);

/** @returns whether it fits where it stands */
function placed(token: Token, stack: Open[]): boolean {
  const top = stack.at(-1);
  if (!top) return false;
  if (token.is === 'part') {
    top.children.push(token.part);
    return true;
  }
  if (token.is === 'open') {
    if (IMPLIED.has(token.name) && top.name === token.name) closeImplied(stack);
    stack.push({ name: token.name, open: token.source, children: [] });
    return true;
  }
  if (top.name !== token.name && stack.at(-2)?.name === token.name) closeImplied(stack);
  const ended = stack.at(-1);
  if (ended?.name !== token.name || stack.length < 2) return false;
  stack.pop();
  stack.at(-1)?.children.push({ kind: 'element', ...ended, close: token.source });
  return true;
}

function closeImplied(stack: Open[]): boolean {
  const ended = stack.at(-1);
  if (!ended || !IMPLIED.has(ended.name)) return false;
  stack.pop();
  stack.at(-1)?.children.push({ kind: 'element', ...ended, close: '' });
  return true;
}

function tokenAt(source: string, at: number): Token | undefined {
  if (source.startsWith('{{', at)) return variableAt(source, at);
  if (source.startsWith('{%', at)) return liquidAt(source, at);
  if (source[at] === '<') return tagAt(source, at);
  const end = textEnd(source, at + 1);
  return textToken(source.slice(at, end), end);
}

/** A character that has no letter of its own here keeps its spelling, as an atom. */
function textToken(raw: string, end: number): Token {
  const { text, odd } = decoded(raw);
  if (odd === undefined) return { is: 'part', part: { kind: 'text', text }, end };
  if (odd.at > 0)
    return {
      is: 'part',
      part: { kind: 'text', text: decoded(raw.slice(0, odd.at)).text },
      end: end - raw.length + odd.at,
    };
  const source = raw.slice(0, odd.length);
  return {
    is: 'part',
    part: { kind: 'atom', is: 'thing', source, label: source },
    end: end - raw.length + odd.length,
  };
}

/** Texts are read in pieces, none of which ends within `&nbsp;`. */
function textEnd(source: string, from: number): number {
  const last = Math.min(source.length, from + PIECE);
  for (let at = from; at < last; at += 1)
    if (source[at] === '<' || source.startsWith('{{', at) || source.startsWith('{%', at)) return at;
  const open = last === source.length ? -1 : source.lastIndexOf('&', last - 1);
  return open > from && open > last - LONGEST ? open : last;
}

const words = (source: string, at: number, end: number): Token =>
  ({ is: 'part', part: { kind: 'text', text: source.slice(at, end) }, end }) as const;

function variableAt(source: string, at: number): Token {
  const end = closing(source, at + 2, '}}');
  if (end === undefined) return words(source, at, at + 2);
  const inner = source
    .slice(at + 2, end - 2)
    .replaceAll('-', ' ')
    .trim();
  const label = inner.split('|')[0]?.trim() || inner;
  return atom(source, at, end, 'variable', label);
}

function liquidAt(source: string, at: number): Token | undefined {
  const end = closing(source, at + 2, '%}');
  if (end === undefined) return words(source, at, at + 2);
  const inner = source.slice(at + 2, end - 2).trim();
  for (const name of ['raw', 'comment'])
    if (inner === name) {
      const last = source.indexOf(`end${name}`, end);
      const stop = last < 0 ? undefined : closing(source, last, '%}');
      return stop === undefined ? undefined : atom(source, at, stop, 'thing', name);
    }
  return atom(source, at, end, 'tag', inner);
}

/** Behind the closing mark; marks within quotes are words. */
function closing(source: string, from: number, mark: string): number | undefined {
  let quote = '';
  const near = source.slice(from, from + PIECE);
  for (let at = 0; at < near.length; at += 1) {
    const letter = near[at] ?? '';
    if (quote !== '') quote = letter === quote ? '' : quote;
    else if (letter === '"' || letter === "'") quote = letter;
    else if (near.startsWith(mark, at)) return from + at + mark.length;
  }
  const plain = near.indexOf(mark);
  return plain < 0 ? undefined : from + plain + mark.length;
}

const atom = (
  source: string,
  at: number,
  end: number,
  is: 'variable' | 'tag' | 'thing',
  label: string,
): Token => ({ is: 'part', part: { kind: 'atom', is, source: source.slice(at, end), label }, end });

function tagAt(source: string, at: number): Token | undefined {
  if (source.startsWith('<!--', at)) return until(source, at, '-->', 'comment');
  if (source.startsWith('<!', at) || source.startsWith('<?', at)) return until(source, at, '>', 'mark');
  const closes = source[at + 1] === '/';
  const name = nameAt(source, at + (closes ? 2 : 1));
  if (name === '') return words(source, at, at + 1);
  const end = tagEnd(source, at);
  if (end === undefined) return undefined;
  const text = source.slice(at, end);
  if (closes) return RICH.has(name) ? { is: 'close', name, source: text, end } : undefined;
  if (BREAKS.has(name))
    return { is: 'part', part: { kind: 'element', name, open: text, close: '', children: [] }, end };
  if (RICH.has(name)) return text.endsWith('/>') ? undefined : { is: 'open', name, source: text, end };
  return thingAt(source, at, end, name);
}

/** What is kept whole: a picture, a table, a style sheet. */
function thingAt(source: string, at: number, end: number, name: string): Token | undefined {
  const label = name === 'img' ? altOf(source.slice(at, end)) || 'picture' : name;
  if (VOID.has(name) || source.slice(at, end).endsWith('/>')) return atom(source, at, end, 'thing', label);
  const stop = RAW.has(name) ? rawEnd(source, end, name) : elementEnd(source, end, name);
  return stop === undefined ? undefined : atom(source, at, stop, 'thing', label);
}

function altOf(tag: string): string {
  const lower = tag.toLowerCase();
  const at = lower.indexOf('alt="');
  if (at < 0) return '';
  const from = at + 'alt="'.length;
  const end = tag.indexOf('"', from);
  return end < 0 ? '' : decoded(tag.slice(from, end)).text;
}

function rawEnd(source: string, from: number, name: string): number | undefined {
  for (let at = source.indexOf('</', from); at >= 0; at = source.indexOf('</', at + 2))
    if (nameAt(source, at + 2) === name) {
      const end = source.indexOf('>', at);
      return end < 0 ? undefined : end + 1;
    }
  return undefined;
}

/** Behind the tag that closes it; those of the same name within are counted. */
function elementEnd(source: string, from: number, name: string): number | undefined {
  let depth = 1;
  for (let at = source.indexOf('<', from); at >= 0; at = source.indexOf('<', at)) {
    const closes = source[at + 1] === '/';
    const same = nameAt(source, at + (closes ? 2 : 1)) === name;
    const end = source.startsWith('<!--', at) ? until(source, at, '-->', '')?.end : tagEnd(source, at);
    if (end === undefined) return undefined;
    if (same && closes) depth -= 1;
    else if (same && !source.slice(at, end).endsWith('/>')) depth += 1;
    if (depth === 0) return end;
    at = end;
  }
  return undefined;
}

function until(source: string, at: number, mark: string, label: string): Token | undefined {
  const end = source.indexOf(mark, at);
  return end < 0 ? undefined : atom(source, at, end + mark.length, 'thing', label);
}

const isLetter = (letter: string): boolean =>
  (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z');

/** The name of a tag in small letters; empty: it is none. */
function nameAt(source: string, from: number): string {
  if (!isLetter(source[from] ?? '')) return '';
  let end = from;
  while (end < from + DEEPEST && end < source.length && !' \t\r\n/>'.includes(source[end] ?? '')) end += 1;
  return source.slice(from, end).toLowerCase();
}

/** Behind the `>` of a tag, which may stand in quotes before. */
function tagEnd(source: string, at: number): number | undefined {
  let quote = '';
  for (let to = at + 1; to < source.length; to += 1) {
    const letter = source[to] ?? '';
    if (quote !== '') quote = letter === quote ? '' : quote;
    else if (letter === '"' || letter === "'") quote = letter;
    else if (letter === '>') return to + 1;
  }
  return undefined;
}
