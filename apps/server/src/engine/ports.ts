/** One message, composed, as the ledger fixed it. */
export interface OutgoingMessage {
  teamId: number;
  emailId: number;
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
  | { kind: 'refused'; permanent: boolean; reply: string }
  | { kind: 'unknown'; detail: string };

/** Hands messages to a mail server. A rejected promise counts as `unknown`. */
export interface Mailer {
  send(message: OutgoingMessage): Promise<SendResult>;
  close(): Promise<void>;
}
