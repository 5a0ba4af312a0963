import { simpleParser } from 'mailparser';
import { cleanHtml } from './clean-html.js';

/** Bytes of all address fields together, those of messages within it included: mailparser takes each apart. */
const FIELDS = 12_000;
const NAMES = [
  ...['from', 'to', 'cc', 'bcc', 'sender', 'reply-to', 'delivered-to', 'return-path'],
  'disposition-notification-to',
].map((name) => `${name}:`);

/** The message's HTML, cleaned; null where it has none, or cannot be taken apart. */
export async function htmlOf(raw: Buffer): Promise<string | null> {
  if (!raw.toString('latin1').toLowerCase().includes('text/html')) return null;
  try {
    const { html } = await simpleParser(withoutAddresses(raw), {
      skipHtmlToText: true,
      skipTextToHtml: true,
      skipImageLinks: true,
      skipTextLinks: true,
    });
    const cleaned = html ? cleanHtml(html).trim() : '';
    return cleaned === '' ? null : cleaned;
  } catch {
    // Its words were read already; without markup they are shown as text.
    return null;
  }
}

/** Lines that begin as address fields do go once there are more of them than a message has. */
function withoutAddresses(raw: Buffer): Buffer {
  if (raw.length <= FIELDS) return raw;
  const kept: Buffer[] = [];
  let left = FIELDS;
  let inField = false;
  for (let at = 0; at < raw.length; ) {
    const feed = raw.indexOf(10, at);
    const end = feed === -1 ? raw.length : feed + 1;
    const first = raw[at];
    const start = raw.toString('latin1', at, Math.min(end, at + 40)).toLowerCase();
    inField =
      (inField && (first === 32 || first === 9)) ||
      start.startsWith('list-') ||
      NAMES.some((name) => start.startsWith(name));
    if (inField) left -= end - at;
    if (!inField || left >= 0) kept.push(raw.subarray(at, end));
    at = end;
  }
  return Buffer.concat(kept);
}
