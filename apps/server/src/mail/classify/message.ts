import libmime from 'libmime';
import { type AddressObject, simpleParser } from 'mailparser';
import addressparser from 'nodemailer/lib/addressparser';
import { htmlLines } from './html-lines.js';
import { quotesSomething } from './newest-text.js';
import type { Address, Headers, Inbound, Part } from './types.js';

/** Text kept of a body or a part: more does not change what a message is. */
export const PART_LIMIT = 200_000;
/** Characters kept of a subject: no program shows more. */
const SUBJECT_LIMIT = 2000;
const MAX_REFERENCES = 50;
const MAX_PARTS = 50;
/** A header block longer than this is nobody's. */
const HEADER_LIMIT = 500_000;
const MAX_ADDRESSES = 200;
/** Characters of an address header: what stands behind them is nobody we answer. Groups in groups take long to read. */
const ADDRESSES_LIMIT = 12_000;
/** Bytes of all address fields of a message, those of its parts included. */
const FIELDS_LIMIT = 12_000;
const ADDRESS_FIELD =
  /^(from|to|cc|bcc|sender|reply-to|delivered-to|return-path|disposition-notification-to|list-[a-z]{1,20}):/i;

/**
 * Reads a header block alone (RFC 5322, RFC 2047): a tenth of the cost of a whole message, enough for most mail that
 * passes by. Never throws: what is damaged is left out.
 */
export function readHeaders(block: Buffer | string): Inbound {
  return readBlock(block, block);
}

function readBlock(block: Buffer | string, whole: Buffer | string): Inbound {
  const headers = parseHeaders(
    typeof block === 'string' || typeof whole === 'string' ? block.toString() : decodedBlock(block, whole),
  );
  return fromHeaders(headers);
}

/** Reads a whole message. @throws Error when it is no message at all (mailparser) */
export async function readMessage(raw: Buffer): Promise<Inbound> {
  const inbound = readBlock(headerBlock(raw), raw);
  const parsed = await simpleParser(withoutExcess(raw), {
    skipImageLinks: true,
    skipTextToHtml: true,
    skipTextLinks: true,
    // Ours is one pass, and keeps what is quoted apart.
    skipHtmlToText: true,
    keepDeliveryStatus: true,
  });
  const parts: Part[] = parsed.attachments
    .filter(({ contentType }) => /^(message|text)\/|^application\/ics/i.test(contentType))
    .slice(0, MAX_PARTS)
    .map(({ contentType, content }) => ({
      contentType: contentType.toLowerCase(),
      text: content.toString('utf8', 0, Math.min(content.length, PART_LIMIT)),
    }));
  const calendar = parsed.attachments.find(({ contentType }) => /^text\/calendar/i.test(contentType));
  const method = methodOf(calendar?.headers.get('content-type'));
  return {
    ...inbound,
    ...(method === undefined ? {} : { calendarMethod: method }),
    from: inbound.from ?? firstOf(parsed.from),
    text: isCertified(inbound)
      ? withinEnvelope(textOf(parsed.text, parsed.html))
      : textOf(parsed.text, parsed.html),
    parts,
    complete: true,
  };
}

/**
 * A message whose address fields, wherever in it they stand, are cut behind FIELDS_LIMIT bytes together: mailparser takes each
 * apart, and all we take of them is the sender.
 */
function withoutExcess(raw: Buffer): Buffer {
  if (raw.length <= FIELDS_LIMIT) return raw;
  const kept: Buffer[] = [];
  let left = FIELDS_LIMIT;
  let from = 0;
  let inField = false;
  for (let at = 0; at < raw.length; ) {
    const feed = raw.indexOf(10, at);
    const end = feed === -1 ? raw.length : feed + 1;
    const first = raw[at];
    // A continuation line belongs to the field above.
    inField =
      (inField && (first === 32 || first === 9)) ||
      ADDRESS_FIELD.test(raw.toString('latin1', at, Math.min(end, at + 40)));
    if (inField) {
      const fits = Math.min(left, end - at);
      if (fits < end - at) {
        kept.push(raw.subarray(from, at + fits));
        if (fits > 0) kept.push(Buffer.from('\n'));
        from = end;
      }
      left -= fits;
    }
    at = end;
  }
  return kept.length === 0 ? raw : Buffer.concat([...kept, raw.subarray(from)]);
}

const isCertified = ({ headers }: Inbound) => headers.get('x-trasporto')?.[0]?.trim() === 'posta-certificata';

/** Italian certified mail: the envelope's words are the provider's; behind the header of the message within are the person's. */
function withinEnvelope(text: string): string {
  const header = /\nfrom: /i.exec(text)?.index ?? -1;
  const end = header === -1 ? -1 : text.indexOf('\n\n', header);
  return end === -1 ? text : text.slice(end + 2);
}

/** The parameter of a content type as mailparser gives it. */
function methodOf(header: unknown): string | undefined {
  if (typeof header !== 'object' || header === null || !('params' in header)) return undefined;
  const { params } = header;
  if (typeof params !== 'object' || params === null || !('method' in params)) return undefined;
  return typeof params.method === 'string' ? params.method.toUpperCase().slice(0, 30) : undefined;
}

/** The plain text, unless only the HTML tells what is quoted. */
function textOf(plain: string | undefined, html: string | false | undefined): string {
  const given = (plain ?? '').slice(0, PART_LIMIT);
  if (!html || (given.trim() !== '' && quotesSomething(given))) return given;
  const shown = htmlLines(html.slice(0, PART_LIMIT)).slice(0, PART_LIMIT);
  return given.trim() === '' || (shown !== '' && quotesSomething(shown)) ? shown : given;
}

/** Headers are ASCII or UTF-8 (RFC 6532); old programs write the character set of the body, or that of their country. */
function decodedBlock(block: Buffer, whole: Buffer): string {
  const bytes = block.subarray(0, HEADER_LIMIT);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    const lenient = bytes.toString('utf8');
    const high = bytes.reduce((count, byte) => (byte > 127 ? count + 1 : count), 0);
    // UTF-8 that was cut somewhere.
    if (lenient.split('\ufffd').length * 4 < high) return lenient;
    const latin = bytes.toString('latin1');
    const named =
      /\bcharset\s?=\s?"?([\w-]{2,30})/i.exec(whole.toString('latin1', 0, 60_000))?.[1]?.toLowerCase() ?? '';
    for (const charset of [named, 'windows-1252']) {
      if (charset === '' || charset === 'utf-8' || charset === 'us-ascii' || charset.startsWith('iso-2022'))
        continue;
      try {
        return new TextDecoder(charset).decode(bytes);
      } catch {
        // Not a character set we know.
      }
    }
    return latin;
  }
}

/** Everything before the first empty line. */
function headerBlock(raw: Buffer): Buffer {
  const crlf = raw.indexOf('\r\n\r\n');
  const lf = raw.indexOf('\n\n');
  const end = crlf === -1 ? lf : lf === -1 ? crlf : Math.min(crlf, lf);
  return end === -1 ? raw : raw.subarray(0, end);
}

function firstOf(from: AddressObject | undefined): Address | null {
  const first = from?.value[0];
  return first?.address ? { address: first.address.toLowerCase(), name: first.name } : null;
}

/** Unfolds. Lines that are no header end nothing: broken servers put blank or odd lines there. */
export function parseHeaders(block: string): Headers {
  const headers = new Map<string, string[]>();
  // NUL can be neither compared nor stored.
  for (const line of block
    .replaceAll('\0', '')
    .replace(/\r?\n[ \t]/g, ' ')
    .split(/\r?\n/)) {
    const colon = line.indexOf(':');
    if (colon <= 0) continue;
    const name = line.slice(0, colon).trim().toLowerCase();
    const value = line.slice(colon + 1).trim();
    const values = headers.get(name);
    if (values) values.push(value);
    else headers.set(name, [value]);
  }
  return headers;
}

function fromHeaders(headers: Headers): Inbound {
  const one = (name: string) => headers.get(name)?.[0];
  const [contentType = 'text/plain', ...parameters] = (one('content-type') ?? 'text/plain').split(';');
  const reportType = parameters
    .map((parameter) => /^\s*report-type\s*=\s*"?([\w-]+)/i.exec(parameter)?.[1])
    .find((type) => type !== undefined);
  const date = new Date(Date.parse(one('date') ?? ''));
  return {
    headers,
    messageId: messageIds(one('message-id'))[0] ?? null,
    inReplyTo: messageIds(one('in-reply-to'))[0] ?? bareId(one('in-reply-to')),
    references: newestReferences(headers),
    from:
      (headers.get('x-trasporto')?.[0] === 'posta-certificata' ? addresses(one('reply-to'))[0] : undefined) ??
      addresses(one('from'))[0] ??
      addresses(decodeWords(one('from') ?? ''))[0] ??
      null,
    to: addresses(one('to')),
    cc: addresses(one('cc')),
    subject: decodeWords((one('subject') ?? '').slice(0, 4 * SUBJECT_LIMIT)).slice(0, SUBJECT_LIMIT),
    date: Number.isNaN(date.getTime()) ? null : date,
    contentType: contentType.trim().toLowerCase(),
    reportType: reportType?.toLowerCase() ?? null,
    text: '',
    parts: [],
    complete: false,
  };
}

function newestReferences(headers: Headers): string[] {
  const all = messageIds((headers.get('references') ?? []).join(' '));
  return all.length <= MAX_REFERENCES ? all : [...all.slice(0, 1), ...all.slice(1 - MAX_REFERENCES)];
}

/** Message-IDs in a text, with their angle brackets. In-Reply-To of old programs also has words around them. */
export function messageIds(text: string | undefined): string[] {
  return text?.match(/<[^<>\s]{1,990}>/g) ?? [];
}

/** Programs that leave the brackets away. */
function bareId(text: string | undefined): string | null {
  const id = text?.trim().split(/\s/)[0] ?? '';
  return id.length < 990 && id.indexOf('@') > 0 && !/[<>]/.test(id) ? `<${id}>` : null;
}

function addresses(text: string | undefined): Address[] {
  if (text === undefined) return [];
  try {
    return addressparser(wholeAddresses(text), { flatten: true })
      .slice(0, MAX_ADDRESSES)
      .filter(({ address }) => address.includes('@'))
      .map(({ address, name }) => ({ address: address.toLowerCase(), name: decodeWords(name) }));
  } catch {
    // A header nobody can read names nobody.
    return [];
  }
}

/** The beginning of a long list, up to a comma: half an address is another one. */
function wholeAddresses(text: string): string {
  return text.length <= ADDRESSES_LIMIT ? text : text.slice(0, text.lastIndexOf(',', ADDRESSES_LIMIT) + 1);
}

function decodeWords(text: string): string {
  if (!text.includes('=?')) return text;
  try {
    return libmime.decodeWords(text).replaceAll('\0', '').toWellFormed();
  } catch {
    // An unknown character set: the encoded form is still better than none.
    return text;
  }
}
