import {
  classify,
  type Classification,
  type Inbound,
  newestText,
  readHeaders,
  readMessage,
  threadSubject,
  wantsBody,
} from '../classify/index.js';
import { calendarAnswer } from './calendar-answer.js';
import { htmlOf } from './html-of.js';
import { excessOfHeader, excessOfMessage } from './limits.js';
import type { ForeignMail, ReadMail, ReadOutcome } from './types.js';

/** Kept of a text: what a person wrote, not what they quoted. Characters. */
const TEXT_KEPT = 50_000;
const SUBJECT_KEPT = 2_000;
const ADDRESSES_KEPT = 200;
/** RFC 5321: 64 and 255 and the sign between; longer ones are nobody's. */
const ADDRESS_LENGTH = 320;
const EVIDENCE_KEPT = 20;
const EVIDENCE_LENGTH = 1_000;

/** Reads and classifies one message. Runs in the reader's thread: it may take long, and may throw anything. */
export async function readMail(
  { kind, bytes, reading }: ForeignMail,
  own: ReadonlySet<string>,
): Promise<ReadOutcome> {
  const raw = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const excess = kind === 'header' ? excessOfHeader(raw) : excessOfMessage(raw);
  if (excess !== undefined) return { unreadable: excess };
  const message = kind === 'header' ? readHeaders(raw) : await readMessage(raw);
  const classification = classify(message, { ...reading, own });
  const html = kind === 'message' && reading.shown ? await htmlOf(raw) : null;
  return { read: keep(message, classification, html) };
}

function keep(message: Inbound, classification: Classification, html: string | null): ReadMail {
  const subject = message.subject.slice(0, SUBJECT_KEPT);
  return {
    messageId: message.messageId,
    inReplyTo: message.inReplyTo,
    references: message.references,
    from:
      message.from && fits(message.from.address)
        ? { ...message.from, name: message.from.name.slice(0, 500) }
        : null,
    to: addresses(message.to),
    cc: addresses(message.cc),
    subject,
    threadSubject: threadSubject(subject),
    text: newestText(message.text).slice(0, TEXT_KEPT),
    html,
    classification: {
      ...classification,
      evidence: classification.evidence.slice(0, EVIDENCE_KEPT).map((line) => line.slice(0, EVIDENCE_LENGTH)),
    },
    calendar: message.complete ? calendarAnswer(message) : null,
    wantsBody: wantsBody(message, classification),
    complete: message.complete,
  };
}

function addresses(list: readonly { address: string }[]): string[] {
  return list
    .map(({ address }) => address)
    .filter(fits)
    .slice(0, ADDRESSES_KEPT);
}

function fits(address: string): boolean {
  return address.length <= ADDRESS_LENGTH;
}
