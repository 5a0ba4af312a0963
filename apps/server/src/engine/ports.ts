import type { KeyObject } from 'node:crypto';

/** One message, composed, as the ledger fixed it. */
export interface OutgoingMessage {
  teamId: number;
  emailId: number;
  /** Where it leaves from; null or absent: the server's default transport. */
  mailboxId?: number | null;
  /** mailboxes.connection_version when the message was claimed: a kept connection of an older one is closed. */
  mailboxVersion?: number;
  /** The team's mail goes to the mail sandbox, whatever else is configured. */
  sandbox?: boolean;
  /** With angle brackets. */
  messageId: string;
  subject: string;
  envelope: { from: string; to: string[] };
  /** The message as it goes over the wire (RFC 5322). */
  raw: Buffer;
  now: Date;
}

/**
 * What is known about the message afterwards. `refused` is only for messages that no server can have accepted: it was
 * turned down, or the connection broke before the end of the data. Everything else without a reply is `unknown`.
 */
export type SendResult =
  | { kind: 'sent'; reply: string }
  | { kind: 'refused'; permanent: boolean; reply: string; trouble?: MailboxTrouble }
  | { kind: 'unknown'; detail: string };

/**
 * Set when not this message but its mailbox was turned down, so that every other message of it would be too: it could
 * not sign in, its server was not reached or is closing (421), or the sender itself is not accepted.
 */
export type MailboxTrouble = 'auth' | 'connection' | 'sender';

/** Hands messages to a mail server. A rejected promise counts as `unknown`. */
export interface Mailer {
  send(message: OutgoingMessage): Promise<SendResult>;
  close(): Promise<void>;
}

export type Security = 'tls' | 'starttls' | 'none';

export interface ServerAddress {
  host: string;
  port: number;
  security: Security;
}

/** Secrets of one mailbox, unsealed. */
export type Credentials =
  | { kind: 'password'; password: string }
  | { kind: 'oauth'; provider: 'google' | 'microsoft'; tokens: OAuthTokens };

export interface OAuthTokens {
  access_token: string;
  refresh_token: string;
  /** ISO 8601. */
  expires_at: string;
}

export interface DkimKey {
  domain: string;
  selector: string;
  /** RSA, parsed once: signing with PEM text costs twice as much. */
  key: KeyObject;
}

/** What connecting to a mailbox takes. */
export interface MailboxAccount {
  teamId: number;
  id: number;
  version: number;
  emailAddress: string;
  username: string;
  credentials: Credentials;
  smtp: ServerAddress | null;
  imap: ServerAddress | null;
  dkim: DkimKey | null;
}

/** Mailboxes with their secrets; domain/mailboxes/directory-queries.ts keeps them. */
export interface MailboxDirectory {
  /** undefined: it was removed, or has nothing to sign in with. @throws Error when its secrets cannot be opened */
  find(teamId: number, mailboxId: number): Promise<MailboxAccount | undefined>;
  /** Keeps tokens that were fetched anew. */
  saveTokens(teamId: number, mailboxId: number, tokens: OAuthTokens): Promise<void>;
}

/** The folders that are read; others hold what people filed themselves. */
export type FolderRole = 'inbox' | 'sent' | 'junk';

export interface MailFolder {
  path: string;
  role: FolderRole;
}

/** A folder as it is now (RFC 9051 sections 2.3.1.1 and 7.3). */
export interface OpenFolder extends MailFolder {
  uidValidity: number;
  /** The UID the next message will get. */
  uidNext: number;
}

/** A message without its body. */
export interface MessageHead {
  uid: number;
  flags: ReadonlySet<string>;
  /** INTERNALDATE: when the server got it. */
  arrivedAt: Date;
  /** The header block. */
  headers: Buffer;
}

/** A signed-in connection to one mailbox. Every call throws when the connection is gone. */
export interface MailboxSession {
  folders(): Promise<MailFolder[]>;
  open(folder: MailFolder): Promise<OpenFolder>;
  /** UIDs of the open folder above `after`, ascending; with `since`, only of messages that came on that day or later. */
  newUids(after: number, since: Date | undefined): Promise<number[]>;
  heads(uids: readonly number[]): Promise<MessageHead[]>;
  /** The message, cut at a size no correspondence has; undefined when it is gone. */
  source(uid: number): Promise<Buffer | undefined>;
  /** Resolves when the open folder has news, after `ms`, or when `stop` is aborted. Without IDLE: after `ms`. */
  waitForNews(ms: number, stop: AbortSignal): Promise<void>;
  /** Whether the connection still works after a call failed: then the server refused that call. */
  usable(): boolean;
  close(): Promise<void>;
}

/** Opens mailboxes for reading. */
export interface MailboxReader {
  /** Gives up when `stop` is aborted. @throws Error with a sentence that says what failed */
  connect(account: MailboxAccount, stop: AbortSignal): Promise<MailboxSession>;
}
