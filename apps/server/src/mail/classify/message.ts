import libmime from 'libmime';
import { type AddressObject, simpleParser } from 'mailparser';
import addressparser from 'nodemailer/lib/addressparser';
import type { Address, Headers, Inbound, Part } from './types.js';

/** Text kept of a body or a part: more does not change what a message is. */
export const PART_LIMIT = 200_000;
const MAX_REFERENCES = 50;
const MAX_ADDRESSES = 200;

/**
 * Reads a header block alone (RFC 5322, RFC 2047): a tenth of the cost of a whole message, enough for most mail that
 * passes by. Never throws: what is damaged is left out.
 */
export function readHeaders(block: Buffer | string): Inbound {
  const headers = parseHeaders(typeof block === 'string' ? block : block.toString('utf8'));
  return fromHeaders(headers);
}

/** Reads a whole message. @throws Error when it is no message at all (mailparser) */
export async function readMessage(raw: Buffer): Promise<Inbound> {
  const inbound = readHeaders(headerBlock(raw));
  const parsed = await simpleParser(raw, {
    skipImageLinks: true,
    skipTextToHtml: true,
    skipTextLinks: true,
    keepDeliveryStatus: true,
    maxHtmlLengthToParse: PART_LIMIT,
  });
  const parts: Part[] = parsed.attachments
    .filter(({ contentType }) => /^(message|text)\//i.test(contentType))
    .map(({ contentType, content }) => ({
      contentType: contentType.toLowerCase(),
      text: content.toString('utf8', 0, Math.min(content.length, PART_LIMIT)),
    }));
  return {
    ...inbound,
    from: inbound.from ?? firstOf(parsed.from),
    text: (parsed.text ?? '').slice(0, PART_LIMIT),
    parts,
    complete: true,
  };
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

/** Unfolds and decodes. Lines that are no header end nothing: broken servers put blank or odd lines there. */
export function parseHeaders(block: string): Headers {
  const headers = new Map<string, string[]>();
  // NUL can be neither compared nor stored.
  for (const line of block
    .replaceAll('\0', '')
    .replace(/\r?\n[ \t]+/g, ' ')
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
    inReplyTo: messageIds(one('in-reply-to'))[0] ?? null,
    references: newestReferences(headers),
    from: addresses(one('from'))[0] ?? null,
    to: addresses(one('to')),
    cc: addresses(one('cc')),
    subject: decodeWords(one('subject') ?? ''),
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

function addresses(text: string | undefined): Address[] {
  if (text === undefined) return [];
  try {
    return addressparser(text, { flatten: true })
      .slice(0, MAX_ADDRESSES)
      .filter(({ address }) => address.includes('@'))
      .map(({ address, name }) => ({ address: address.toLowerCase(), name: decodeWords(name) }));
  } catch {
    // A header nobody can read names nobody.
    return [];
  }
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
