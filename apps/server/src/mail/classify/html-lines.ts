/** Lines and elements kept: more does not change what a message is. */
const MAX_DEPTH = 200;
const MAX_TAG = 4000;

const BLOCKS: ReadonlySet<string> = new Set(
  'address article aside blockquote body br center dd div dl dt fieldset figure footer form h1 h2 h3 h4 h5 h6 header hr html li main nav ol p pre section table tbody td tfoot th thead tr ul'.split(
    ' ',
  ),
);
const NESTED: ReadonlySet<string> = new Set(['div', 'blockquote', 'section', 'table', 'td', 'span', 'p']);
const UNSEEN: ReadonlySet<string> = new Set(['script', 'style', 'head', 'title', 'template', 'noscript']);
/** Classes and ids of what programs put around the message they answer. */
const QUOTES = [
  'gmail_quote',
  'yahoo_quoted',
  'protonmail_quote',
  'zmail_extra',
  'tutanota_quote',
  'moz-forward-container',
  'moz-email-headers-table',
  'skype_quote',
  'bloop_original',
  'quotedtext',
  'wmquote',
  'cite-quote',
  'gmx_quote',
  'uio_quote',
  'mailspring-quote',
  'front-blockquote',
];
/** Where one of these stands, all that follows is the message answered. */
const REST_IS_QUOTE = [
  'divrplyfwdmsg',
  'appendonsend',
  'mail-editor-reference-message',
  'ms-outlook-mobile-reference-message',
  'outlookmessageheader',
  'reply-intro-rest',
  'stopspelling',
  'originalmessage',
  'replyforwardmessage',
  'hs_reply',
];

/**
 * The lines of an HTML body as text, what is quoted marked with "> " as in plain mail: one pass, whatever the markup.
 * Links carry their address behind them, in angle brackets.
 */
export function htmlLines(html: string): string {
  const reader = new Reader();
  let at = 0;
  while (at < html.length) {
    const open = html.indexOf('<', at);
    if (open === -1) {
      reader.text(html.slice(at));
      break;
    }
    if (open > at) reader.text(html.slice(at, open));
    if (html.startsWith('<!--', open)) {
      const end = html.indexOf('-->', open + 4);
      at = end === -1 ? html.length : end + 3;
      continue;
    }
    const close = html.indexOf('>', open + 1);
    if (close === -1) break;
    const tag = html.slice(open + 1, Math.min(close, open + MAX_TAG));
    at = close + 1;
    const name = reader.tag(tag);
    if (name !== undefined) at = afterUnseen(html, name, at);
  }
  return reader.result();
}

/** Behind the end of an element whose content nobody sees. */
function afterUnseen(html: string, name: string, from: number): number {
  let at = from;
  for (let tries = 0; tries < 1000; tries += 1) {
    const end = html.indexOf('</', at);
    if (end === -1) return html.length;
    if (html.slice(end + 2, end + 2 + name.length).toLowerCase() === name) {
      const close = html.indexOf('>', end);
      return close === -1 ? html.length : close + 1;
    }
    at = end + 2;
  }
  return html.length;
}

class Reader {
  readonly #lines: string[] = [];
  #line = '';
  #rest = false;
  #quoted = 0;
  #link = '';
  readonly #open: { name: string; quote: boolean }[] = [];

  text(raw: string): void {
    this.#line += decoded(raw).replace(/\s+/g, ' ');
  }

  /** @returns the name of an element whose content is to be passed over */
  tag(tag: string): string | undefined {
    const closing = tag.startsWith('/');
    const name = /^\/?([a-z][a-z0-9]*)/i.exec(tag)?.[1]?.toLowerCase();
    if (name === undefined) return undefined;
    if (BLOCKS.has(name)) this.#break(name);
    if (name === 'a') this.#anchor(closing, tag);
    if (closing) this.#close(name);
    else if (!tag.endsWith('/')) {
      if (UNSEEN.has(name)) return name;
      if (NESTED.has(name) || name === 'hr') this.#begin(name, tag.toLowerCase());
    }
    return undefined;
  }

  result(): string {
    this.#break('p');
    return this.#lines
      .join('\n')
      .replace(/\n{3,}/g, '\n\n')
      .trim();
  }

  #break(name: string): void {
    const line = this.#line.trim();
    this.#line = '';
    const mark = this.#rest || this.#quoted > 0 ? '> ' : '';
    if (line !== '') this.#lines.push(mark + line);
    // Paragraphs are set apart, lines are not.
    if ((name === 'p' || name === 'blockquote' || name === 'table') && this.#lines.at(-1)?.trim() !== '')
      this.#lines.push('');
  }

  #anchor(closing: boolean, tag: string): void {
    if (closing && this.#link !== '') this.#line += ` <${this.#link}>`;
    const href = closing ? undefined : /\bhref\s{0,9}=\s{0,9}["']?(https?:[^"'\s>]{1,600})/i.exec(tag)?.[1];
    this.#link = href === undefined ? '' : decoded(href);
  }

  #begin(name: string, tag: string): void {
    const marks = attributesOf(tag);
    if (REST_IS_QUOTE.some((mark) => marks.includes(mark)) || isOutlookRule(name, tag)) this.#rest = true;
    if (name === 'hr' || this.#open.length >= MAX_DEPTH) return;
    const quote =
      (name === 'blockquote' && !/margin\s?:\s?0(px)? 0(px)? 0(px)? 40px/.test(tag)) ||
      QUOTES.some((mark) => marks.includes(mark));
    if (quote) this.#quoted += 1;
    this.#open.push({ name, quote });
  }

  #close(name: string): void {
    const at = this.#open.findLastIndex((element) => element.name === name);
    if (at === -1) return;
    for (const { quote } of this.#open.splice(at)) if (quote) this.#quoted -= 1;
  }
}

/** Class and id: where programs leave their marks. */
function attributesOf(tag: string): string {
  return ['class=', 'id=', 'name='].map((attribute) => valueOf(tag, attribute)).join(' ');
}

function valueOf(tag: string, attribute: string): string {
  const at = tag.indexOf(attribute);
  if (at === -1) return '';
  const rest = tag.slice(at + attribute.length);
  const quote = rest[0] === '"' || rest[0] === "'" ? rest[0] : ' ';
  const from = quote === ' ' ? 0 : 1;
  const end = rest.indexOf(quote, from);
  return rest.slice(from, end === -1 ? undefined : end);
}

/** The line Outlook draws above the header of the message it answers. */
function isOutlookRule(name: string, tag: string): boolean {
  if (name !== 'div' && name !== 'p') return false;
  return /border-top\s?:\s?solid #?(e1e1e1|b5c4df|e5e5e5|b5b5b5|ccc|a6a6a6)/.test(tag);
}

/** ISO 8859-1 from 160 on, and what else mail programs write. */
const LATIN =
  'nbsp iexcl cent pound curren yen brvbar sect uml copy ordf laquo not shy reg macr deg plusmn sup2 sup3 acute micro para middot cedil sup1 ordm raquo frac14 frac12 frac34 iquest Agrave Aacute Acirc Atilde Auml Aring AElig Ccedil Egrave Eacute Ecirc Euml Igrave Iacute Icirc Iuml ETH Ntilde Ograve Oacute Ocirc Otilde Ouml times Oslash Ugrave Uacute Ucirc Uuml Yacute THORN szlig agrave aacute acirc atilde auml aring aelig ccedil egrave eacute ecirc euml igrave iacute icirc iuml eth ntilde ograve oacute ocirc otilde ouml divide oslash ugrave uacute ucirc uuml yacute thorn yuml'.split(
    ' ',
  );
const ENTITIES = new Map<string, string>([
  ...LATIN.map((name, index): [string, string] => [name, String.fromCharCode(160 + index)]),
  ['amp', '&'],
  ['lt', '<'],
  ['gt', '>'],
  ['quot', '"'],
  ['apos', "'"],
  ['rsquo', '’'],
  ['lsquo', '‘'],
  ['ldquo', '“'],
  ['rdquo', '”'],
  ['ndash', '–'],
  ['mdash', '—'],
  ['hellip', '…'],
  ['zwnj', ''],
  ['bull', '•'],
  ['euro', '€'],
]);

function decoded(text: string): string {
  if (!text.includes('&')) return text.replaceAll('\u00a0', ' ');
  return text
    .replace(/&(#x[0-9a-f]{1,6}|#[0-9]{1,7}|[a-z][a-z0-9]{1,8});?/gi, (whole, name: string) => {
      if (!name.startsWith('#')) return ENTITIES.get(name) ?? ENTITIES.get(name.toLowerCase()) ?? whole;
      const code = /^#x/i.test(name) ? Number.parseInt(name.slice(2), 16) : Number(name.slice(1));
      return code > 0 && code <= 0x10ffff && (code < 0xd800 || code > 0xdfff)
        ? String.fromCodePoint(code)
        : '';
    })
    .replaceAll('\u00a0', ' ');
}
