import { domainToASCII } from 'node:url';

/** A header name and its raw value, encoded and folded. */
export type Header = readonly [name: string, value: string];

/** Recommended width of a line without its end (RFC 5322 2.1.1); 998 is the hard limit. */
const WIDTH = 78;
const HARD_LIMIT = 998;

/**
 * Whatever would end a header line or cannot be in one becomes a blank: a value can never start another header.
 * Half surrogates cannot be encoded and become U+FFFD.
 */
export function clean(text: string): string {
  // oxlint-disable-next-line no-control-regex -- control characters are what must go
  return text.toWellFormed().replace(/[\u0000-\u001f\u007f\u0085\u2028\u2029]+/g, ' ');
}

/**
 * Message-IDs that a header can carry: what is no visible ASCII is another program's mistake, or no mistake at all. The head is
 * written a byte a character, so that U+010D would be a CR.
 */
export const wireIds = (ids: readonly string[]): string[] =>
  [...new Set(ids)].filter((id) => /^[\x21-\x7e]{1,998}$/.test(id));

/** A header's lines with their end. Whatever the value is, it begins no other header. */
export function headerLines([name, value]: Header): string {
  const sound = /^(?:[\t\x20-\x7e]|\r\n[\t ])*$/.test(value);
  return `${name}: ${sound ? value : clean(value).replace(/[^\x20-\x7e]/g, '?')}\r\n`;
}

/** Unstructured header text (RFC 5322 2.2.1), in encoded words where it is not plain ASCII (RFC 2047). */
export function encodeText(name: string, value: string): string {
  const text = clean(value).trim();
  const plain = /^[\x20-\x7e]*$/.test(text) && !text.includes('=?');
  if (plain) {
    const folded = fold(name, text);
    if (folded !== undefined) return folded;
  }
  return encodedWords(text, name);
}

/** Folds before blanks so that lines keep to the width; undefined when a word alone passes the hard limit. */
export function fold(name: string, text: string): string | undefined {
  if (name.length + 2 + text.length <= WIDTH) return text;
  const words = text.split(/(?<=\S)(?= )/);
  const lines: string[] = [];
  let line = '';
  let room = WIDTH - name.length - 2;
  for (const word of words) {
    if (word.length > HARD_LIMIT - 20) return undefined;
    if (line !== '' && line.length + word.length > room) {
      lines.push(line);
      line = '';
      room = WIDTH;
    }
    line += word;
  }
  lines.push(line);
  // A line of blanks only would end the header (obsolete syntax): leave such text to encoded words.
  return lines.some((each) => each.trim() === '') ? undefined : lines.join('\r\n');
}

/** Of a line with an encoded word in it, its end not counted (RFC 2047 section 2). */
const WORD_LINE = 76;
const AROUND = '=?UTF-8?B??='.length;
/** Bytes whose Base64, as an encoded word, fits behind so many characters of the line. */
const bytesBehind = (used: number) => Math.max(Math.floor((WORD_LINE - used - AROUND) / 4) * 3, 6);

/** RFC 2047 B words, none of which cuts a character, on lines of at most 76, the first behind the header's name. */
export function encodedWords(text: string, name: string): string {
  const words: string[] = [];
  let chunk = '';
  let bytes = 0;
  let room = bytesBehind(name.length + 2);
  for (const character of text) {
    const size = Buffer.byteLength(character);
    if (bytes + size > room) {
      words.push(chunk);
      chunk = '';
      bytes = 0;
      room = bytesBehind(1);
    }
    chunk += character;
    bytes += size;
  }
  words.push(chunk);
  return words.map((word) => `=?UTF-8?B?${Buffer.from(word).toString('base64')}?=`).join('\r\n ');
}

/** Which header it is for is not known here. */
const LONGEST_OF_MAILBOXES = 'Reply-To';

/** `Name <address>`; the name as an atom, quoted or in encoded words. */
export function mailboxHeader(name: string | null, address: string): string {
  const text = clean(name ?? '').trim();
  if (text === '') return address;
  if (
    /^[\w!#$%&'*+/=?^`{|}~-]+( [\w!#$%&'*+/=?^`{|}~-]+)*$/.test(text) &&
    !text.includes('=?') &&
    text.length < 60
  )
    return `${text} <${address}>`;
  if (/^[\x20-\x7e]+$/.test(text) && !text.includes('=?') && text.length < 60)
    return `"${text.replace(/["\\]/g, '\\$&')}" <${address}>`;
  return `${encodedWords(text, LONGEST_OF_MAILBOXES)}\r\n <${address}>`;
}

export class AddressError extends Error {}

/**
 * An address as it may stand in a header and an SMTP command: the domain in its ASCII form (RFC 5890).
 * @throws AddressError for what is no address, and for letters before the @ that only SMTPUTF8 (RFC 6531) carries
 */
export function wireAddress(address: string): string {
  const at = address.lastIndexOf('@');
  const local = address.slice(0, at);
  const domain = domainToASCII(address.slice(at + 1));
  if (at < 1 || domain === '') throw new AddressError(`${clean(address)} is not an e-mail address`);
  // eslint-disable-next-line no-control-regex
  if (/[^\x21-\x7e]/.test(local)) {
    // oxlint-disable-next-line no-control-regex -- see above
    if (/[\u0000-\u0020\u007f]/.test(local))
      throw new AddressError(`${clean(address)} is not an e-mail address`);
    throw new AddressError(
      `${clean(address)} has letters before the @ that mail servers without SMTPUTF8 cannot carry`,
    );
  }
  if (!/^[^\s<>()[\],;:"\\]+$/.test(local) && !/^"(?:[^"\\]|\\.)*"$/.test(local))
    throw new AddressError(`${clean(address)} is not an e-mail address`);
  return `${local}@${domain}`;
}

export interface EncodedBody {
  encoding: '7bit' | 'quoted-printable' | 'base64';
  text: string;
}

/** A text body with CRLF line ends in the encoding that suits it (RFC 2045 6). */
export function encodeBody(text: string): EncodedBody {
  const lines = text.toWellFormed().replace(/\r\n|\r|\n/g, '\r\n');
  // oxlint-disable-next-line no-control-regex -- what 7bit may not carry
  if (!/[^\t\r\n\x20-\x7e]/.test(lines) && !hasLongLine(lines) && !/[ \t](\r\n|$)/.test(lines))
    return { encoding: '7bit', text: lines };
  const bytes = Buffer.from(lines);
  let high = 0;
  for (const byte of bytes) if (byte > 126) high += 1;
  if (high * 4 > bytes.length) return { encoding: 'base64', text: base64Lines(bytes) };
  return { encoding: 'quoted-printable', text: quotedPrintable(bytes) };
}

/** More than 78 characters between two line ends. */
function hasLongLine(lines: string): boolean {
  let start = 0;
  for (let end = lines.indexOf('\r\n'); end >= 0; end = lines.indexOf('\r\n', start)) {
    if (end - start > 78) return true;
    start = end + 2;
  }
  return lines.length - start > 78;
}

export function base64Lines(bytes: Buffer): string {
  const lines: string[] = [];
  const text = bytes.toString('base64');
  for (let at = 0; at < text.length; at += 76) lines.push(text.slice(at, at + 76));
  return lines.join('\r\n');
}

const HEX = '0123456789ABCDEF';
const [CR, LF, TAB, SPACE, EQUALS] = [13, 10, 9, 32, 61];

/** RFC 2045 6.7; `bytes` has CRLF line ends. One pass into one buffer: this runs for every message. */
export function quotedPrintable(bytes: Buffer): string {
  const out = Buffer.allocUnsafe(bytes.length * 3 + Math.ceil(bytes.length / 8) + 8);
  let end = 0;
  let column = 0;
  for (let at = 0; at < bytes.length; at += 1) {
    const byte = bytes[at] as number;
    if (byte === CR && bytes[at + 1] === LF) {
      out[end++] = CR;
      out[end++] = LF;
      column = 0;
      at += 1;
      continue;
    }
    const next = bytes[at + 1];
    const lineEnds = next === undefined || (next === CR && bytes[at + 2] === LF);
    const literal =
      (byte > SPACE && byte < 127 && byte !== EQUALS) || ((byte === SPACE || byte === TAB) && !lineEnds);
    const size = literal ? 1 : 3;
    // 76 characters, the soft break's `=` included; the last character of a line may take its place.
    if (column + size > (lineEnds ? 76 : 75)) {
      out[end++] = EQUALS;
      out[end++] = CR;
      out[end++] = LF;
      column = 0;
    }
    if (literal) out[end++] = byte;
    else {
      out[end++] = EQUALS;
      out[end++] = HEX.charCodeAt(byte >> 4);
      out[end++] = HEX.charCodeAt(byte & 15);
    }
    column += size;
  }
  return out.toString('latin1', 0, end);
}
