import type { Said } from '../said.js';
import type { Tx } from '../../db/connect.js';
import { type Email, findEmailKey, lockEmail, markEmailSent } from './email-ledger.js';

/**
 * Locks an e-mail with its person, membership and action, and settles it as sent when nobody knew its fate and
 * `reason` gives evidence that it left (null: there is none). @returns undefined when there is no such e-mail
 */
export async function settleByEvidence(
  tx: Tx,
  teamId: number,
  emailId: number,
  now: Date,
  reason: Said | null,
): Promise<{ email: Email; settled: boolean } | undefined> {
  const key = await findEmailKey(tx, teamId, emailId);
  if (!key) return undefined;
  const locked = await lockEmail(tx, key);
  const { email } = locked;
  if (reason === null || !isDoubted(email)) return { email, settled: false };
  await markEmailSent(tx, locked, now, { reply: email.smtp_reply, reason, byUserId: null });
  return { email, settled: true };
}

/**
 * Whether evidence changes what is believed. One that is being handed over counts too: should its worker vanish, this
 * evidence will not come again. So does one that a policy or a person took for lost, and one that waits for another
 * attempt after a refusal that was none: that attempt would be the second message.
 */
function isDoubted({ state, attempts }: Email): boolean {
  return ['uncertain', 'sending', 'failed'].includes(state) || (state === 'queued' && attempts > 0);
}
