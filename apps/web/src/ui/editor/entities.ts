/** Characters as HTML spells them: those that e-mails are full of. What is not here keeps its spelling. */
const NAMED: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: '\u{a0}',
  copy: '©',
  reg: '®',
  trade: '™',
  hellip: '…',
  mdash: '—',
  ndash: '–',
  lsquo: '‘',
  rsquo: '’',
  ldquo: '“',
  rdquo: '”',
  bull: '•',
  middot: '·',
  euro: '€',
  pound: '£',
  eacute: 'é',
  egrave: 'è',
  aacute: 'á',
  agrave: 'à',
  auml: 'ä',
  ouml: 'ö',
  uuml: 'ü',
  Auml: 'Ä',
  Ouml: 'Ö',
  Uuml: 'Ü',
  szlig: 'ß',
  ccedil: 'ç',
  ntilde: 'ñ',
};
/** The longest that is looked at: `&CounterClockwiseContourIntegral;` has 33. */
export const LONGEST = 34;
const LOWEST = 0x20;
const HIGHEST = 0x10ffff;

interface Odd {
  readonly at: number;
  readonly length: number;
}

/** @returns the text; or where the first character is that has no letter here */
export function decoded(raw: string): { readonly text: string; readonly odd?: Odd } {
  let text = '';
  let at = 0;
  for (let next = raw.indexOf('&'); next >= 0; next = raw.indexOf('&', at)) {
    text += raw.slice(at, next);
    const end = raw.slice(next, next + LONGEST).indexOf(';');
    const name = end < 0 ? '' : raw.slice(next + 1, next + end);
    const letter = letterOf(name);
    if (letter === undefined && isName(name)) return { text, odd: { at: next, length: end + 1 } };
    text += letter ?? '&';
    at = letter === undefined ? next + 1 : next + end + 1;
  }
  return { text: text + raw.slice(at) };
}

function letterOf(name: string): string | undefined {
  if (!name.startsWith('#')) return Object.hasOwn(NAMED, name) ? NAMED[name] : undefined;
  const hex = name[1] === 'x' || name[1] === 'X';
  const code = hex ? Number(`0x${name.slice(2)}`) : Number(name.slice(1));
  // Braces that were spelled so are no words: only their spelling keeps them from being tags.
  if (!Number.isInteger(code) || code < LOWEST || code > HIGHEST) return undefined;
  const letter = String.fromCodePoint(code);
  return '{}%'.includes(letter) ? undefined : letter;
}

const isName = (name: string): boolean => /^(?:[A-Za-z][A-Za-z0-9]*|#[0-9]+|#[xX][0-9a-fA-F]+)$/.test(name);

const SPELLED: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '\u{a0}': '&nbsp;',
};

/** Text as HTML; quotes stay, for they stand in `{{ "there" }}` as well. */
export const encoded = (text: string): string =>
  Array.from(text, (letter) => SPELLED[letter] ?? letter).join('');
