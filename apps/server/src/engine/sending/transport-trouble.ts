import type { Tx } from '../../db/connect.js';
import {
  lockTransport,
  noteUnanswered,
  setTransportTrouble,
  type TransportAt,
} from '../../domain/mailboxes/index.js';
import { say } from '../../domain/said.js';
import type { MailboxTrouble, RecipientAnswer } from '../ports.js';
import { type MailboxTroublePlan, planMailboxRetry, SILENT_AFTER } from './retry.js';

/**
 * The transport was turned down, not the message: it is left alone for a while. @returns why, and the moment of the
 * team's clock at which it is tried again
 */
export async function noteTrouble(
  tx: Tx,
  transport: TransportAt,
  trouble: MailboxTrouble,
  reply: string,
): Promise<{ plan: MailboxTroublePlan; at: Date }> {
  const state = await lockTransport(tx, transport);
  // Several messages hit the same trouble at once: it counts once.
  const known = state?.retryAt;
  const plan = planMailboxRetry(trouble, reply, state?.failures ?? 0, transport.now);
  if (state && known === undefined) await setTransportTrouble(tx, transport, plan);
  return { plan, at: known ?? plan.retryAt };
}

/** A server that takes messages one after the other and answers none of them is left alone for a while. */
export async function noteSilence(tx: Tx, transport: TransportAt): Promise<void> {
  const state = await noteUnanswered(tx, transport);
  if (!state || state.retryAt !== undefined || state.unanswered < SILENT_AFTER) return;
  const plan = planMailboxRetry('silent', '', state.failures, transport.now);
  const reason = say('mailbox_silent', { count: state.unanswered });
  await setTransportTrouble(tx, transport, { ...plan, reason });
}

/** A copy was refused for the sender's sake (a limit, a policy), though the message itself was taken: the next would be too. */
export async function noteCopyTrouble(
  tx: Tx,
  transport: TransportAt,
  recipients: readonly RecipientAnswer[] = [],
): Promise<void> {
  const turnedDown = recipients.find(({ trouble }) => trouble !== undefined);
  if (turnedDown?.trouble !== undefined)
    await noteTrouble(tx, transport, turnedDown.trouble, turnedDown.reply);
}
