/**
 * The key of an item that the server itself puts into a feed. It begins with a tab, which no key of a program has (a text of
 * one line): whatever keys programs choose, none takes the place of ours.
 */
export const ownKey = (what: string): string => `\t${what}`;

/** Elements whose text is not shown. */
const SILENT = ['script', 'style'];
const LINK = ['http://', 'https://'];

/**
 * HTML reduced to text and `<a href>`: every other tag goes, its text stays (but for scripts and styles); links lead to http
 * and https only. What is no tag is escaped.
 */
export function linksOnly(html: string): string {
  let out = '';
  let open = 0;
  /** The element whose end is waited for. */
  let silent: string | undefined;
  for (let at = 0; at < html.length; ) {
    const start = html.indexOf('<', at);
    const text = html.slice(at, start < 0 ? html.length : start);
    if (silent === undefined) out += escaped(text);
    if (start < 0) break;
    const end = endOfTag(html, start);
    if (end < 0) {
      if (silent === undefined) out += escaped(html.slice(start));
      break;
    }
    const tag = html.slice(start + 1, end);
    at = end + 1;
    const name = nameOf(tag);
    if (silent !== undefined) {
      if (name === `/${silent}`) silent = undefined;
    } else if (name === '') out += escaped(html.slice(start, at));
    else if (SILENT.includes(name)) silent = name;
    else if (name === '/a' && open > 0) {
      open -= 1;
      out += '</a>';
    } else if (name === 'a') {
      const href = hrefOf(tag);
      if (href !== undefined && open === 0) {
        open = 1;
        out += `<a href="${href}">`;
      }
    }
  }
  return out + '</a>'.repeat(open);
}

/** Where the tag ends that begins here: comments at their own end, others at the first `>`. */
function endOfTag(html: string, start: number): number {
  if (!html.startsWith('<!--', start)) return html.indexOf('>', start);
  const end = html.indexOf('-->', start + 4);
  return end < 0 ? -1 : end + 2;
}

/** `a`, `/a`, `!` of comments and declarations; empty where it is no tag: `<3`, `a < b`. */
function nameOf(tag: string): string {
  if (tag.startsWith('!') || tag.startsWith('?')) return '!';
  const slash = tag.startsWith('/') ? 1 : 0;
  let end = slash;
  while (end < tag.length && isLetter(tag.charCodeAt(end))) end += 1;
  if (end === slash) return '';
  while (end < tag.length && !' \t\r\n\f/'.includes(tag[end] ?? '')) end += 1;
  return tag.slice(0, end).toLowerCase();
}
const isLetter = (code: number): boolean => (code | 32) >= 97 && (code | 32) <= 122;

/** The address of a link as it stands there; undefined where it has none that may stay. */
function hrefOf(tag: string): string | undefined {
  const lower = tag.toLowerCase();
  const name = lower.indexOf('href');
  if (name < 1 || !' \t\r\n\f/"\''.includes(lower[name - 1] ?? '')) return undefined;
  const rest = tag.slice(name + 'href'.length).trimStart();
  if (!rest.startsWith('=')) return undefined;
  const value = rest.slice(1).trimStart();
  const quote = value[0] === '"' || value[0] === "'" ? value[0] : undefined;
  const end = quote ? value.indexOf(quote, 1) : endOfBare(value);
  if (end < 0) return undefined;
  const href = value.slice(quote ? 1 : 0, end);
  if (!LINK.some((scheme) => href.toLowerCase().startsWith(scheme))) return undefined;
  return escaped(href);
}

function endOfBare(value: string): number {
  let end = 0;
  while (end < value.length && !' \t\r\n\f'.includes(value[end] ?? '')) end += 1;
  return end;
}

/** Entities stay as they are: they are text already. */
export const escaped = (text: string): string =>
  text.replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;').replaceAll("'", '&#39;');
