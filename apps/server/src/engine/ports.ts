import type { KeyObject } from 'node:crypto';

/** One message, as the ledger fixed it. */
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
  /**
   * The message as it goes over the wire (RFC 5322). Asked for when a connection is free for it, so that few large
   * messages are in memory at once. @throws Error when it cannot be made
   */
  compose(): Promise<Buffer>;
  /**
   * Asked right before its SMTP transaction: from here on it may have left. false: it must not go (any more). May be
   * asked again for a message that did not get as far as MAIL FROM.
   */
  begin(): Promise<boolean>;
  /** Resolves when what became of it is written down: after a refusal or a doubt its connection waits for that. */
  settled?: Promise<void>;
  /**
   * performance.now() of before its transport's stored health was asked for this message. What a process remembers of a
   * transport counts only for messages that were asked for earlier: afterwards what is stored is the truth.
   */
  asked?: number;
  now: Date;
}

/** What a server said about one recipient, where it did not say the same about all. */
export interface RecipientAnswer {
  address: string;
  accepted: boolean;
  permanent: boolean;
  reply: string;
  /** There is no such mailbox or domain: a hard bounce of the address (RFC 3463 5.1.1). */
  noSuchAddress: boolean;
  /** It was the sender that was turned down. */
  trouble?: MailboxTrouble;
}

/**
 * What is known about the message afterwards. `refused` is only for messages that no server can have accepted: it was
 * turned down, or the connection broke before the end of the data. Everything else without a reply is `unknown`.
 */
export type SendResult =
  | {
      kind: 'sent';
      reply: string;
      /** The Message-ID that the server gave it, with angle brackets. */
      wireId?: string;
      /** When it did not say the same about all recipients. */
      recipients?: readonly RecipientAnswer[];
    }
  | {
      kind: 'refused';
      permanent: boolean;
      reply: string;
      trouble?: MailboxTrouble;
      /** The first recipient has no mailbox there. */
      noSuchAddress?: boolean;
      /** The first recipient was refused, some others have it. */
      recipients?: readonly RecipientAnswer[];
      /** The Message-ID that the server gave the copies of the others. */
      wireId?: string;
    }
  | { kind: 'unknown'; detail: string; trouble?: 'silent' }
  /** It cannot be put on the wire: no server was asked. */
  | { kind: 'unsendable'; reason: string }
  /** `begin` said no: nothing happened. */
  | { kind: 'withdrawn' };

/**
 * Set when not this message but its mailbox was turned down, so that every other message of it would be too: it could
 * not sign in, its server was not reached or is closing (421), the sender itself is not accepted, has used up its limit
 * or is refused by policy, or the server takes messages and does not answer.
 */
export type MailboxTrouble = 'auth' | 'connection' | 'sender' | 'limit' | 'policy' | 'silent';

/** Hands messages to a mail server. A rejected promise counts as `unknown`. */
export interface Mailer {
  send(message: OutgoingMessage): Promise<SendResult>;
  /**
   * What has not begun is `withdrawn` at once. What is on its way may end by itself until `now` says so: then connections
   * are broken off, and a message whose final dot was not answered is `unknown`.
   */
  close(now?: AbortSignal): Promise<void>;
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
  /**
   * Fetches new tokens in place of `stale` ones, one process at a time: a refresh token may be good once. Whoever comes
   * second gets what the first fetched. @throws what `fetchNew` throws
   */
  renewTokens(
    teamId: number,
    mailboxId: number,
    stale: OAuthTokens,
    now: Date,
    fetchNew: (current: OAuthTokens) => Promise<OAuthTokens>,
  ): Promise<OAuthTokens>;
}

/** `other`: what rules and people filed away (folders of their own, archives, Gmail's All Mail). */
export type FolderRole = 'inbox' | 'sent' | 'junk' | 'other';

export interface MailFolder {
  path: string;
  role: FolderRole;
  /** As the list of folders says, where it does: a folder without news need not be opened. */
  known?: { uidValidity: number; uidNext: number };
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
  /** The folders to read. `others`: which beside inbox, sent mail and junk, by path; null: all that hold received mail. */
  folders(others: readonly string[] | null): Promise<MailFolder[]>;
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
