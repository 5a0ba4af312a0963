import type { ShowOutcome } from '../../kernel/shown-mail.js';
import type { Address, Classification, Reading } from '../classify/types.js';
import type { CalendarAnswer } from './calendar-answer.js';

/** Bytes of a header that are fetched and looked at: a mail to two thousand people has half of it. */
export const HEADER_LIMIT = 256_000;
/** Bytes of a message that are fetched: texts and reports come first, what is cut off are attachments. */
export const SOURCE_LIMIT = 2_000_000;
/** Bytes of a message that the mail sandbox delivered and somebody looks at: body and files of an e-mail, encoded. */
export const DELIVERED_LIMIT = 30_000_000;

/** A reading without the team's addresses: those are sent once for many messages. `ours`: the text of our e-mail that it is about. */
export type ForeignReading = Omit<Reading, 'own'> & {
  /** Its HTML is wanted, too: it is going to be shown. */
  readonly shown?: true;
};

/** One message to be read: its header block alone, or all of it. */
export interface ForeignMail {
  kind: 'header' | 'message';
  bytes: Uint8Array;
  reading: ForeignReading;
}

/** What is left of a message after reading: what is looked up, shown and stored, each bounded. */
export interface ReadMail {
  /** With angle brackets; null when it has none. */
  messageId: string | null;
  inReplyTo: string | null;
  references: string[];
  from: Address | null;
  to: string[];
  cc: string[];
  subject: string;
  threadSubject: string;
  /** What the writer added; '' where only the header was read. */
  text: string;
  /** Cleaned, with what is quoted; null where it was not asked for or has none. */
  html: string | null;
  classification: Classification;
  /** What it answers to an invitation; null: it answers none. */
  calendar: CalendarAnswer | null;
  /** Only the header was read, and it does not say enough. */
  wantsBody: boolean;
  /** Text and parts were read. */
  complete: boolean;
}

/** A message that is too much for the reader is never an error: `unreadable` says why, in words a rep reads. */
export type ReadOutcome = { read: ReadMail } | { unreadable: string };

/** What the thread is asked to do with one message: judge it, or take it apart to be shown. */
export type Work = { kind: 'mail'; mail: ForeignMail } | { kind: 'show'; bytes: Uint8Array };
/** From the server to the thread. */
export type ToThread = { kind: 'own'; addresses: readonly string[] } | Work;
/** From the thread: ready for work (after its start), or what became of the message. */
export type FromThread = { kind: 'ready' } | ({ kind: 'done' } & (ReadOutcome | ShowOutcome));
