import { nfc } from '@cadenza/contract';
import { decodeHTML } from 'entities';

const DELIMITERS: Readonly<Record<string, string>> = { '{{': '}}', '{%': '%}' };
/** Quotes that editors put where " and ' were typed. */
const DOUBLE = '\u201c\u201d\u201e\u201f';
const SINGLE = '\u2018\u2019\u201a\u201b';

/**
 * The same template with the insides of its tags as they were meant. Rich-text editors write & < > " ' and blanks as
 * character references there, and set quotes in curls; some keyboards compose letters of two characters, where names are
 * kept in NFC. Outside of tags all of it is part of the e-mail. Reads the text once.
 */
export function withPlainTags(written: string): string {
  const html = withPlainDelimiters(written);
  if (!html.includes('{{') && !html.includes('{%')) return html;
  const pieces: string[] = [];
  let done = 0;
  /** Ends that do not come any more: looked for once, not once a tag. */
  const over = new Set<string>();
  for (let at = html.indexOf('{'); at >= 0; at = html.indexOf('{', at)) {
    const close = DELIMITERS[html.slice(at, at + 2)];
    const end = close === undefined || over.has(close) ? -1 : html.indexOf(close, at + 2);
    if (end < 0) {
      if (close !== undefined) over.add(close);
      at += close === undefined ? 1 : 2;
      continue;
    }
    pieces.push(html.slice(done, at + 2), nfc(plain(html.slice(at + 2, end))));
    done = end;
    at = end + 2;
  }
  return done === 0 ? html : pieces.join('') + html.slice(done);
}

// Braces and per cents as they are, of a URL, and as character references. Groups: an opening, its second brace, a closing, its first.
const DELIMITER =
  /((?:\{|%7b|&(?:#123|#x7b|lbrace|lcub);)(?:(\{|%7b|&(?:#123|#x7b|lbrace|lcub);)|%25|%|&(?:#37|#x25|percnt);))|((?:(\}|%7d|&(?:#125|#x7d|rbrace|rcub);)|%25|%|&(?:#37|#x25|percnt);)(?:\}|%7d|&(?:#125|#x7d|rbrace|rcub);))/gi;

/**
 * Tags whose braces an editor wrote as character references, or per cent-encoded because they stood in a link
 * (`href="https://x.example/?n=%7B%7Bfirst_name%7D%7D"`), with plain ones. Reads the text once.
 */
function withPlainDelimiters(html: string): string {
  if (!/%7b|&(?:#123|#x7b|lbrace|lcub);/i.test(html)) return html;
  const pieces: string[] = [];
  let done = 0;
  let open: { at: number; end: number; output: boolean } | undefined;
  for (const match of html.matchAll(DELIMITER)) {
    const [token, opening, secondBrace, , firstBrace] = match;
    const end = match.index + token.length;
    if (opening !== undefined) {
      open = { at: match.index, end, output: secondBrace !== undefined };
      continue;
    }
    if (open === undefined || open.output !== (firstBrace !== undefined)) continue;
    const written = html.slice(open.at, open.end);
    const inside = insideOf(html.slice(open.end, match.index), /%7b/i.test(written));
    if (inside !== undefined && !(written.length === 2 && token.length === 2)) {
      pieces.push(html.slice(done, open.at), open.output ? `{{${inside}}}` : `{%${inside}%}`);
      done = end;
    }
    open = undefined;
  }
  return done === 0 ? html : pieces.join('') + html.slice(done);
}

/** What stood between the braces; undefined where they are no tag's. */
function insideOf(text: string, ofUrl: boolean): string | undefined {
  if (!ofUrl) return text;
  // A URL has none of these: the opening and the end are of different things.
  if (/[\s"'<>]/.test(text)) return undefined;
  try {
    const decoded = decodeURIComponent(text);
    return /[{}]/.test(decoded) ? undefined : decoded;
  } catch {
    return undefined; // a per cent sign that encodes nothing
  }
}

function plain(inside: string): string {
  if (!/[&\u00a0\u2018-\u201f\u200b\ufeff]/.test(inside)) return inside;
  const decoded = inside.includes('&') ? decodeHTML(inside) : inside;
  // Straight quotes somewhere: then curled ones are part of a value, such as the apostrophe of "it’s".
  const quoted = /["']/.test(decoded);
  let text = '';
  for (const character of decoded) {
    if (character === '\u00a0') text += ' ';
    else if (character === '\u200b' || character === '\ufeff') continue;
    else if (!quoted && DOUBLE.includes(character)) text += '"';
    else if (!quoted && SINGLE.includes(character)) text += "'";
    else text += character;
  }
  return text;
}
