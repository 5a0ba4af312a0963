import { type AddressObject, simpleParser } from 'mailparser';
import type { ShowOutcome } from '../../kernel/shown-mail.js';
import { excessOfMessage } from './limits.js';
import { DELIVERED_LIMIT } from './types.js';

/** Characters. A body that a rep can write is within (http/body.ts). */
const BODY_SHOWN = 6_000_000;
const LINE_SHOWN = 20_000;
const ATTACHMENTS_SHOWN = 200;

/**
 * Reads a message of the mail sandbox as its recipient's program does, not as the ledger meant it. Runs in the reader's
 * thread: it may take long, and may throw anything.
 */
export async function showMail(bytes: Uint8Array): Promise<ShowOutcome> {
  const raw = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const excess = excessOfMessage(raw, DELIVERED_LIMIT);
  if (excess !== undefined) return { unreadable: excess };
  const parsed = await simpleParser(raw, { skipHtmlToText: true, skipTextToHtml: true });
  return {
    shown: {
      subject: (parsed.subject ?? '').slice(0, LINE_SHOWN),
      from: inOneLine(parsed.from),
      to: inOneLine(parsed.to),
      cc: inOneLine(parsed.cc),
      text: (parsed.text ?? '').slice(0, BODY_SHOWN),
      html: (parsed.html || '').slice(0, BODY_SHOWN),
      attachments: parsed.attachments.slice(0, ATTACHMENTS_SHOWN).map(({ filename, contentType }) => ({
        name: (filename ?? 'unnamed').slice(0, 500),
        type: contentType.slice(0, 200),
      })),
      headers: parsed.headerLines.map(({ key, line }) => ({
        name: line.slice(0, key.length),
        value: line.slice(key.length + 1, key.length + 1 + LINE_SHOWN).trim(),
      })),
    },
  };
}

function inOneLine(value: AddressObject | AddressObject[] | undefined): string | null {
  if (value === undefined) return null;
  return [value]
    .flat()
    .map((each) => each.text)
    .join(', ')
    .slice(0, LINE_SHOWN);
}
