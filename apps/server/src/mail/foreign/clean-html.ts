import { Parser } from 'htmlparser2';

/** Characters of what comes in and of what is left: an answer with all it quotes is within. */
const GIVEN = 1_000_000;
const KEPT = 200_000;
/** Elements within each other; deeper ones lose their tags and keep their text. */
const DEPTH = 100;
/** The same of all elements: where they are deeper the rest is left out, since the parser takes longer with each. */
const DEEPEST = 1_000;

/** Elements that stay, without attributes that are not named below. */
const ELEMENTS: ReadonlySet<string> = new Set(
  `a abbr b big blockquote br caption center cite code col colgroup dd del div dl dt em font h1 h2 h3 h4 h5 h6 hr i ins kbd
  li ol p pre q s samp small span strike strong sub sup table tbody td tfoot th thead tr tt u ul var`.split(
    /\s+/,
  ),
);
const WITHOUT_END: ReadonlySet<string> = new Set(['br', 'col', 'hr']);
/** Elements that go with all that is in them. */
const SILENT: ReadonlySet<string> = new Set(
  `applet audio canvas embed frame frameset head iframe math noembed noframes noscript object plaintext script select style
  svg template textarea title video xmp`.split(/\s+/),
);
const SILENT_WITHOUT_END: ReadonlySet<string> = new Set(['embed', 'frame']);

/** Attributes that stay, with the characters their values are made of. */
const NUMBERS: ReadonlySet<string> = new Set([
  'border',
  'cellpadding',
  'cellspacing',
  'colspan',
  'height',
  'rowspan',
  'size',
  'span',
  'start',
  'width',
]);
const WORDS: ReadonlySet<string> = new Set(['align', 'bgcolor', 'color', 'dir', 'lang', 'type', 'valign']);
/** Properties that change how words look, and neither where they stand nor what is fetched. */
const PROPERTIES: ReadonlySet<string> = new Set(
  `background-color border border-bottom border-collapse border-color border-left border-right border-spacing border-style
  border-top border-width color direction display font font-family font-size font-style font-weight height letter-spacing
  line-height list-style-type margin margin-bottom margin-left margin-right margin-top max-width min-width padding
  padding-bottom padding-left padding-right padding-top text-align text-decoration text-indent text-transform
  vertical-align white-space width word-break word-spacing word-wrap`.split(/\s+/),
);
const SCHEMES = ['http://', 'https://', 'mailto:', 'tel:'];

/**
 * HTML from outside reduced to what shows words: elements, attributes and styles by an allow-list, links to http, https,
 * mailto and tel. Nothing of it runs, asks for anything of the network or leaves its place; pictures are their `alt`.
 * One pass; text and values are written anew, escaped.
 */
export function cleanHtml(html: string): string {
  const out: string[] = [];
  const open: string[] = [];
  let length = 0;
  let depth = 0;
  /** The silent element whose end is waited for, and how many of its name are open. */
  let silent: { name: string; depth: number } | undefined;
  const write = (text: string): boolean => {
    if (length + text.length > KEPT) return false;
    length += text.length;
    out.push(text);
    return true;
  };
  const parser = new Parser(
    {
      onopentag(name, attributes) {
        depth += 1;
        if (depth > DEEPEST) parser.pause();
        if (silent) {
          if (name === silent.name) silent.depth += 1;
          return;
        }
        if (SILENT.has(name)) {
          if (!SILENT_WITHOUT_END.has(name)) silent = { name, depth: 1 };
          return;
        }
        if (name === 'img') return void write(escaped(attributes['alt'] ?? ''));
        if (!ELEMENTS.has(name)) return;
        if (WITHOUT_END.has(name)) return void write(`<${name}${kept(name, attributes)}>`);
        const tag = `<${name}${kept(name, attributes)}>`;
        if (open.length >= DEPTH || length + tag.length + name.length + 3 > KEPT) return;
        write(tag);
        // Its end has its room already.
        length += name.length + 3;
        open.push(name);
      },
      onclosetag(name) {
        depth -= 1;
        if (silent) {
          if (name === silent.name && (silent.depth -= 1) === 0) silent = undefined;
          return;
        }
        const at = open.lastIndexOf(name);
        // What is still open within it ends here, too.
        if (at >= 0) for (const inner of open.splice(at).toReversed()) out.push(`</${inner}>`);
      },
      ontext(text) {
        if (!silent) write(escaped(text));
      },
    },
    { decodeEntities: true, lowerCaseTags: true, lowerCaseAttributeNames: true },
  );
  parser.write(html.slice(0, GIVEN));
  if (depth <= DEEPEST) parser.end();
  for (const name of open.toReversed()) out.push(`</${name}>`);
  return out.join('').replaceAll('\0', '').toWellFormed();
}

function kept(element: string, attributes: Readonly<Record<string, string>>): string {
  let text = '';
  for (const [name, value] of Object.entries(attributes)) {
    if (value.length > 2_000) continue;
    if (NUMBERS.has(name) ? isMadeOf(value, isOfNumber) : WORDS.has(name) && isMadeOf(value, isOfWord))
      text += ` ${name}="${value}"`;
    else if (name === 'title') text += ` title="${escaped(value)}"`;
    else if (name === 'style') {
      const style = styleOf(value);
      if (style !== '') text += ` style="${escaped(style)}"`;
    }
  }
  const link = element === 'a' ? linkOf(attributes['href'] ?? '') : undefined;
  return link === undefined
    ? text
    : `${text} href="${escaped(link)}" target="_blank" rel="noopener noreferrer nofollow"`;
}

/** As browsers read it: without control characters and blanks around it. */
function linkOf(href: string): string | undefined {
  if (href.length > 4_000) return undefined;
  let link = '';
  for (let at = 0; at < href.length; at += 1) if (href.charCodeAt(at) > 32) link += href.charAt(at);
  return SCHEMES.some((scheme) => link.toLowerCase().startsWith(scheme)) ? link : undefined;
}

/** Properties that may stay, with values of plain words, numbers and colours. */
function styleOf(style: string): string {
  return style
    .split(';')
    .map((each) => {
      const colon = each.indexOf(':');
      const name = each.slice(0, Math.max(colon, 0)).trim().toLowerCase();
      const value = each.slice(colon + 1).trim();
      const allowed = PROPERTIES.has(name) && value.length <= 200 && isMadeOf(value, isOfStyle);
      return allowed && !calls(value) && !goesOut(name, value) ? `${name}: ${value}` : '';
    })
    .filter((each) => each !== '')
    .join('; ');
}

/** Of functions only those that make colours. */
function calls(value: string): boolean {
  const bracket = value.indexOf('(');
  return (
    bracket >= 0 && !['rgb', 'rgba', 'hsl', 'hsla'].includes(value.slice(0, bracket).trim().toLowerCase())
  );
}
/** Outside of its own box: a negative margin or indent covers other words. */
const goesOut = (name: string, value: string): boolean =>
  (name.startsWith('margin') || name === 'text-indent') && value.includes('-');

function isMadeOf(value: string, test: (code: number) => boolean): boolean {
  for (let at = 0; at < value.length; at += 1) if (!test(value.charCodeAt(at))) return false;
  return value !== '';
}
const isDigit = (code: number): boolean => code >= 48 && code <= 57;
const isLetter = (code: number): boolean => (code | 32) >= 97 && (code | 32) <= 122;
/** Digits, `.` and `%`. */
const isOfNumber = (code: number): boolean => isDigit(code) || code === 46 || code === 37;
/** Letters, digits, `#` and `-`. */
const isOfWord = (code: number): boolean => isDigit(code) || isLetter(code) || code === 35 || code === 45;
/** Those, blanks, and `% ' ( ) , .` of families, sizes and colours. */
const isOfStyle = (code: number): boolean =>
  isOfWord(code) || code === 32 || code === 37 || (code >= 39 && code <= 41) || code === 44 || code === 46;

const escaped = (text: string): string =>
  text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;');
