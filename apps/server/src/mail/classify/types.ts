/** What a received message is, and why we think so. */
export type Kind =
  | 'reply'
  | 'auto_reply'
  | 'bounce'
  | 'complaint'
  | 'receipt'
  | 'own'
  | 'unsubscribe'
  | 'meeting'
  | 'other';

/** hard: the address does not work; soft: not now; block: the address works, the message or the sender was refused. */
export type Severity = 'hard' | 'soft' | 'block';

export interface Classification {
  kind: Kind;
  /** Bounces only. */
  severity: Severity | null;
  /** RFC 3463, e.g. 5.1.1; made from the SMTP code where the report has no better one. */
  statusCode: string | null;
  /** 0..1. Below 0.6 nothing is done that cannot be taken back by itself (nobody is suppressed on a guess). */
  confidence: number;
  /** What it rests on, in words a rep reads. */
  evidence: string[];
  /** Automatic replies: the first day back, YYYY-MM-DD; null when the text names none. */
  returnsOn: string | null;
  /** Message-ID, with angle brackets, of the message a report is about. */
  originalMessageId: string | null;
  /** Lower-case address a report is about. */
  originalRecipient: string | null;
  /** A report that the server goes on trying: no bounce yet. */
  delayed?: boolean;
  /** Automatic replies: the person works there no longer; waiting for a return is of no use. */
  leftCompany?: boolean;
  /** Replies: the words may ask for it and are not certain enough to act on; `evidence` holds the sentence. */
  suggestion?: 'opt_out';
}

export interface Address {
  /** Lower case. */
  address: string;
  name: string;
}

/** A header block, decoded: names in lower case, values unfolded, RFC 2047 words decoded. */
export type Headers = ReadonlyMap<string, readonly string[]>;

/** A part that is not shown as text: a delivery report, the returned message, a calendar entry. */
export interface Part {
  /** Lower case, e.g. message/delivery-status. */
  contentType: string;
  /** Decoded as UTF-8, cut at PART_LIMIT. */
  text: string;
}

/** A received message as the classification reads it. */
export interface Inbound {
  headers: Headers;
  messageId: string | null;
  inReplyTo: string | null;
  references: string[];
  from: Address | null;
  to: Address[];
  cc: Address[];
  subject: string;
  /** The Date header; null when absent or unreadable. */
  date: Date | null;
  /** Lower case, without parameters. */
  contentType: string;
  /** report-type of a multipart/report, lower case. */
  reportType: string | null;
  /** Plain text, made from the HTML where there is none; '' while only headers were read. */
  text: string;
  parts: Part[];
  /** METHOD of a calendar part's content type, upper case (RFC 6047 section 2.4). */
  calendarMethod?: string;
  /** Whether text and parts were read. */
  complete: boolean;
}

/** What we know of ourselves and of how the message came. */
export interface Reading {
  /** Lower-case addresses that are the team's own: mailboxes, aliases, users. */
  own: ReadonlySet<string>;
  /** The folder's role. */
  folder: 'inbox' | 'sent' | 'junk';
  /** IMAP flags, e.g. \Draft. */
  flags: ReadonlySet<string>;
  receivedAt: Date;
  /** The text of the e-mail it answers, when that is known: its words are ours wherever they stand. */
  ours?: string | undefined;
  /** Lower-case hosts of links that only our e-mails carry (tracking, unsubscribing). */
  linkHosts?: ReadonlySet<string> | undefined;
}
