import { parseHeaders } from './message.js';
import type { Headers, Inbound, Part } from './types.js';

/** The part of a report with this content type, or undefined. */
export function partOf(message: Inbound, ...types: string[]): Part | undefined {
  return message.parts.find(({ contentType }) => types.includes(contentType));
}

/** The groups of fields of a message/delivery-status or the like (RFC 3464 section 2.1), separated by empty lines. */
export function fieldGroups(part: Part): Headers[] {
  return part.text
    .split(/\r?\n[ \t]*\r?\n/)
    .filter((block) => block.trim() !== '')
    .map((block) => parseHeaders(block));
}

/** `rfc822; Ann@x.example` -> ann@x.example (RFC 3464 section 2.3.1), also without the type. */
export function reportedAddress(value: string | undefined): string | null {
  const address = value
    ?.replace(/^[^;]*;/, '')
    .trim()
    .replace(/^<|>$/g, '');
  return address?.includes('@') ? address.toLowerCase() : null;
}

/** What stands between the first `<` and the last `>` of a header, or all of it. */
export function bracketed(header: string | undefined): string | undefined {
  const from = header?.indexOf('<') ?? -1;
  const to = header?.lastIndexOf('>') ?? -1;
  return from >= 0 && to > from ? header?.slice(from + 1, to) : header;
}

/** The headers of the message a report returns: in a part of its own, or quoted at the end of the text. */
export function returnedHeaders(message: Inbound): Headers | undefined {
  const part = partOf(
    message,
    'message/rfc822',
    'text/rfc822-headers',
    'message/rfc822-headers',
    'message/global',
  );
  if (part) return parseHeaders(part.text.split(/\r?\n\r?\n/)[0] ?? '');
  const text = message.text.replace(/\r\n/g, '\n');
  // The returned message is quoted, whole or its headers, behind what the server says.
  const at = text.search(/^[> \t]*message-id:[ \t]*<[^<>\s]+>/im);
  if (at === -1) return undefined;
  const begin = text.lastIndexOf('\n\n', at) + 1;
  const end = text.indexOf('\n\n', at);
  return parseHeaders(text.slice(begin, end === -1 ? undefined : end).replace(/^[> ]+/gm, ''));
}
