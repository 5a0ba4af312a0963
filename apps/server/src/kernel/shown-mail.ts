/** A delivered message as its recipient's program shows it; every field is bounded by who reads it (mail/foreign). */
export interface ShownMail {
  subject: string;
  /** Names and addresses as one line; null when the header is missing. */
  from: string | null;
  to: string | null;
  cc: string | null;
  text: string;
  /** '' when it has none. */
  html: string;
  attachments: { name: string; type: string }[];
  /** As written, in their order. */
  headers: { name: string; value: string }[];
}

/** A message that is too much for the reader is never an error: `unreadable` says why, in words a rep reads. */
export type ShowOutcome = { shown: ShownMail } | { unreadable: string };
