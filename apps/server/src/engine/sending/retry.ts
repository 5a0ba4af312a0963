import { type Said, say } from '../../domain/said.js';
import type { MailboxTrouble } from '../ports.js';

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

export type Retry = { do: 'fail'; reason: Said } | { do: 'retry'; at: Date; giveUpAt: Date; reason: Said };

/** What becomes of a refused message: 5xx is final; otherwise again after 1, 2, 4 ... minutes, at most 4 hours, for 48 hours. */
export function planRetry({ permanent, reply, attempts, giveUpAt }: Refusal, now: Date): Retry {
  if (permanent) return { do: 'fail', reason: say('email_refused', {}, { quote: reply }) };
  const end = attempts <= 1 || giveUpAt === null ? new Date(now.getTime() + GIVE_UP_AFTER_MS) : giveUpAt;
  const at = new Date(now.getTime() + Math.min(FIRST_RETRY_MS * 2 ** (attempts - 1), LONGEST_RETRY_MS));
  if (at > end) return { do: 'fail', reason: say('email_given_up', {}, { quote: reply }) };
  return {
    do: 'retry',
    at,
    giveUpAt: end,
    reason: say('email_deferred', { attempt: attempts }, { quote: reply }),
  };
}

export interface MailboxTroublePlan {
  health: 'failing' | 'blocked';
  reason: Said;
  retryAt: Date;
}

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
    reason: say('mailbox_trouble', { trouble }, { quote: reply.slice(0, 500) }),
    retryAt: new Date(now.getTime() + wait),
  };
}
