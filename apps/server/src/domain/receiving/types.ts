import type { CalendarAnswer } from '../meetings/answer-rules.js';

/** A received message as the engine hands it over: parsed and classified (mail/classify). */
export interface Received {
  mailboxId: number | null;
  folder: string | null;
  role: 'inbox' | 'sent' | 'junk';
  uidValidity: number | null;
  uid: number | null;
  receivedAt: Date;
  /** With angle brackets; made up from the message's bytes when it has none. */
  messageId: string | null;
  inReplyTo: string | null;
  /** Oldest first. */
  references: string[];
  from: { address: string; name: string } | null;
  to: string[];
  cc: string[];
  subject: string;
  /** The subject without "Re:" and the like, folded. */
  threadSubject: string;
  /** What the writer added; '' where only headers were read. */
  text: string;
  /** Cleaned, with what is quoted; null: it has none. */
  html: string | null;
  classification: Classified;
  /** What it answers to an invitation; null: it answers none. */
  calendar: CalendarAnswer | null;
  /** Why it could not be read, in words a rep reads; null: it was. */
  unreadable: string | null;
}

export type MessageKind =
  | 'reply'
  | 'auto_reply'
  | 'bounce'
  | 'complaint'
  | 'receipt'
  | 'own'
  | 'unsubscribe'
  | 'meeting'
  | 'other';

export interface Classified {
  kind: MessageKind;
  severity: 'hard' | 'soft' | 'block' | null;
  statusCode: string | null;
  confidence: number;
  evidence: string[];
  /** YYYY-MM-DD */
  returnsOn: string | null;
  originalMessageId: string | null;
  originalRecipient: string | null;
  /** A report that the server goes on trying. */
  delayed?: boolean;
  /** A server said it to us while we were sending: no report, which anybody can write. */
  inDialogue?: boolean;
  /** An automatic reply: the person works there no longer. */
  leftCompany?: boolean;
  /** What the words may ask for and do not for certain. */
  suggestion?: 'opt_out';
}

/** A message of which nothing was read. */
export const BLANK_MAIL: Omit<
  Received,
  'mailboxId' | 'folder' | 'role' | 'uidValidity' | 'uid' | 'receivedAt' | 'unreadable'
> = {
  messageId: null,
  inReplyTo: null,
  references: [],
  from: null,
  to: [],
  cc: [],
  subject: '',
  threadSubject: '',
  text: '',
  html: null,
  calendar: null,
  classification: {
    kind: 'other',
    severity: null,
    statusCode: null,
    confidence: 0,
    evidence: [],
    returnsOn: null,
    originalMessageId: null,
    originalRecipient: null,
  },
};

/** What of a message is looked up; structurally a part of Received. */
export type MatchCriteria = Pick<
  Received,
  | 'messageId'
  | 'inReplyTo'
  | 'references'
  | 'from'
  | 'to'
  | 'role'
  | 'threadSubject'
  | 'receivedAt'
  | 'classification'
>;

export type MatchedBy = 'message_id' | 'references' | 'sender' | 'recipient' | 'thread' | 'dialogue';

/** Whom and what a message is about, and how that was found out. */
export interface Match {
  personId: number;
  emailId: number | null;
  membershipId: number | null;
  /** The user who wrote the e-mail. */
  userId: number | null;
  by: MatchedBy;
  /** In words a rep reads. */
  evidence: string;
  /** The message is itself one of ours: a copy. */
  copy: boolean;
}
