// The pixel and the links of an e-mail, put in right before it leaves: the ledger keeps the e-mail as it was written.

const ATTRIBUTE = /([^\s"'>/=]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'=<>`]+)))?/g;
/** A link with this attribute is sent as it is; the attribute itself is left out. */
const OPT_OUT = 'data-no-tracking';
/** Longer addresses make tokens that gateways and clients cut. */
const MAX_URL = 2000;

interface TrackOptions {
  /** What the address becomes, undefined: it stays; undefined: links stay. */
  link: ((url: string) => string | undefined) | undefined;
  /** The address of the pixel; undefined: none. */
  pixel: string | undefined;
  /** Addresses that stay as they are. */
  keep: (url: string) => boolean;
}

/** The HTML of an e-mail with its links led through the server and the pixel at its end. Pure; text parts have neither. */
export function trackHtml(html: string, { link, pixel, keep }: TrackOptions): string {
  const linked = replaceLinks(html, (url) =>
    link === undefined || keep(url) || url.length > MAX_URL ? undefined : link(url),
  );
  if (pixel === undefined) return linked;
  const image = `<img src="${escapeAttribute(pixel)}" width="1" height="1" alt="" style="display:block;border:0">`;
  const at = bodyEnd(linked);
  return at < 0 ? `${linked}${image}` : `${linked.slice(0, at)}${image}${linked.slice(at)}`;
}

/** Where the last `</body>` begins; -1 where there is none. */
export function bodyEnd(html: string): number {
  let at = -1;
  for (const match of html.matchAll(/<\/body\s*>/gi)) at = match.index;
  return at;
}

/** The different addresses that would be tracked, in order: what a program that follows every link asks for. */
export function trackableLinks(html: string, keep: (url: string) => boolean): string[] {
  const found = new Set<string>();
  replaceLinks(html, (url) => {
    if (!keep(url) && url.length <= MAX_URL) found.add(url);
    return undefined;
  });
  return [...found];
}

/** mailto:, tel:, anchors in the e-mail, relative ones and the opted-out are never asked about. */
function replaceLinks(html: string, replace: (url: string) => string | undefined): string {
  let result = '';
  let done = 0;
  for (let at = html.indexOf('<'); at >= 0; at = html.indexOf('<', at)) {
    const end = tagEnd(html, at);
    // What never ends is no tag, and nothing behind it is one: mail clients read it the same way.
    if (end === undefined) break;
    const tag = html.slice(at, end);
    const replaced = /^<(?:a|area)\s/i.test(tag) ? anchor(tag, replace) : tag;
    if (replaced !== tag) {
      result += html.slice(done, at) + replaced;
      done = end;
    }
    at = end;
  }
  return result + html.slice(done);
}

/** Behind the tag or comment that begins at `at`; values in quotes may hold `>`. Reads every character once. */
function tagEnd(html: string, at: number): number | undefined {
  if (html.startsWith('<!--', at)) {
    const end = html.indexOf('-->', at + 4);
    return end < 0 ? undefined : end + 3;
  }
  if (!/[a-z/!?]/i.test(html[at + 1] ?? '')) return at + 1;
  let quote = '';
  for (let index = at + 1; index < html.length; index += 1) {
    const character = html[index] as string;
    if (quote !== '') {
      if (character === quote) quote = '';
    } else if (character === '"' || character === "'") quote = character;
    else if (character === '>') return index + 1;
  }
  return undefined;
}

function anchor(tag: string, replace: (url: string) => string | undefined): string {
  const inside = tag.search(/\s/);
  const attributes = [...tag.slice(inside).matchAll(ATTRIBUTE)];
  const optOut = attributes.find((each) => each[1]?.toLowerCase() === OPT_OUT);
  if (optOut) {
    const from = inside + optOut.index;
    return `${tag.slice(0, from).trimEnd()}${tag.slice(from + optOut[0].length)}`;
  }
  const href = attributes.find((each) => each[1]?.toLowerCase() === 'href');
  const written = href?.[2] ?? href?.[3] ?? href?.[4];
  if (!href || written === undefined) return tag;
  const url = decodeAttribute(written).trim();
  const target = isWebAddress(url) ? replace(url) : undefined;
  if (target === undefined) return tag;
  const from = inside + href.index;
  return `${tag.slice(0, from)}href="${escapeAttribute(target)}"${tag.slice(from + href[0].length)}`;
}

function isWebAddress(url: string): boolean {
  return /^https?:\/\//i.test(url) && URL.canParse(url);
}

const NAMED: Readonly<Record<string, string>> = { amp: '&', quot: '"', apos: "'", lt: '<', gt: '>' };

/** Character references as editors and templates write them into addresses. */
function decodeAttribute(text: string): string {
  if (!text.includes('&')) return text;
  return text.replaceAll(
    /&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|(amp|quot|apos|lt|gt));/gi,
    (whole, dec, hex, name) => {
      if (name !== undefined) return NAMED[String(name).toLowerCase()] ?? whole;
      const code = dec === undefined ? Number.parseInt(String(hex), 16) : Number(dec);
      return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : whole;
    },
  );
}

function escapeAttribute(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;');
}
