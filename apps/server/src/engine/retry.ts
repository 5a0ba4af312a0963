import type { MailboxTrouble } from './ports.js';

const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;
/** How long a message that is turned down for now is tried again (RFC 5321 4.5.4.1 asks for days; a sales touch does not). */
export const GIVE_UP_AFTER_MS = 48 * HOUR_MS;
const FIRST_RETRY_MS = MINUTE_MS;
const LONGEST_RETRY_MS = 4 * HOUR_MS;

/** A message that surely was not accepted. */
export interface Refusal {
  permanent: boolean;
  reply: string;
  /** How often it was handed over, this time included. */
  attempts: number;
  /** When retrying ends; null before the first refusal. */
  giveUpAt: Date | null;
}

export type Retry =
  | { do: 'fail'; reason: string }
  | { do: 'retry'; at: Date; giveUpAt: Date; reason: string };

/** What becomes of a refused message: 5xx is final; otherwise again after 1, 2, 4 ... minutes, at most 4 hours, for 48 hours. */
export function planRetry({ permanent, reply, attempts, giveUpAt }: Refusal, now: Date): Retry {
  if (permanent) return { do: 'fail', reason: `The mail server refused it: ${reply}` };
  const end = attempts <= 1 || giveUpAt === null ? new Date(now.getTime() + GIVE_UP_AFTER_MS) : giveUpAt;
  const at = new Date(now.getTime() + Math.min(FIRST_RETRY_MS * 2 ** (attempts - 1), LONGEST_RETRY_MS));
  if (at > end) return { do: 'fail', reason: `The mail server could not take it for 48 hours: ${reply}` };
  return {
    do: 'retry',
    at,
    giveUpAt: end,
    reason: `The mail server could not take it yet (attempt ${attempts}): ${reply}`,
  };
}

export interface MailboxTroublePlan {
  health: 'failing' | 'blocked';
  reason: string;
  retryAt: Date;
}

const WHAT: Record<MailboxTrouble, string> = {
  auth: 'Its mail server does not accept the sign-in',
  connection: 'Its mail server cannot be reached',
  sender: 'Its mail server does not accept the sender',
  limit: 'It has used up what its mail server lets it send',
  policy: 'Its mail server refuses what it sends',
  silent: 'Its mail server takes messages and does not answer',
};

/** The first wait and the longest, milliseconds. Providers lock accounts after a few sign-ins; limits last for hours. */
const PATIENCE: Record<MailboxTrouble, readonly [first: number, longest: number]> = {
  auth: [15 * MINUTE_MS, 6 * HOUR_MS],
  connection: [MINUTE_MS, HOUR_MS],
  sender: [MINUTE_MS, HOUR_MS],
  limit: [15 * MINUTE_MS, 4 * HOUR_MS],
  policy: [30 * MINUTE_MS, 6 * HOUR_MS],
  silent: [10 * MINUTE_MS, HOUR_MS],
};

/** Messages in a row that a server took without an answer before it is left alone. */
export const SILENT_AFTER = 3;

/**
 * When a mailbox that was turned down is tried again. Sign-ins are tried rarely: providers lock accounts after a few.
 * @param failures how often in a row it was turned down before
 */
export function planMailboxRetry(
  trouble: MailboxTrouble,
  reply: string,
  failures: number,
  now: Date,
): MailboxTroublePlan {
  // "Not now" (4xx) passes sooner than what a limit or a policy says for good.
  const [first, longest] = PATIENCE[reply.startsWith('4') && trouble !== 'auth' ? 'connection' : trouble];
  const wait = Math.min(first * 2 ** Math.min(failures, 20), longest);
  return {
    health: trouble === 'connection' || trouble === 'silent' ? 'failing' : 'blocked',
    reason: `${WHAT[trouble]}: ${reply.slice(0, 500)}`,
    retryAt: new Date(now.getTime() + wait),
  };
}
