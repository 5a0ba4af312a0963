import { decodeHTML } from 'entities';

const DELIMITERS: Readonly<Record<string, string>> = { '{{': '}}', '{%': '%}' };
/** Quotes that editors put where " and ' were typed. */
const DOUBLE = '\u201c\u201d\u201e\u201f';
const SINGLE = '\u2018\u2019\u201a\u201b';

/**
 * The same template with the insides of its tags as they were meant. Rich-text editors write & < > " ' and blanks as
 * character references there, and set quotes in curls; outside of tags both are part of the letter. Reads the text once.
 */
export function withPlainTags(html: string): string {
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
    pieces.push(html.slice(done, at + 2), plain(html.slice(at + 2, end)));
    done = end;
    at = end + 2;
  }
  return done === 0 ? html : pieces.join('') + html.slice(done);
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
