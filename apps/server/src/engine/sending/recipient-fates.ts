import type { Tx } from '../../db/connect.js';
import { type Email, noteRecipients } from '../../domain/activities/index.js';
import { bounceInDialogue } from '../../domain/receiving/index.js';
import { addressKey } from '../../kernel/address.js';
import type { Recheck } from './recheck.js';
import type { RecipientAnswer, SendResult } from '../ports.js';

/**
 * Keeps what became of recipients that fared differently. A copy whose address does not exist is a hard bounce of that
 * address like any other; the first recipient's own refusal is the e-mail's.
 */
export async function noteFates(
  tx: Tx,
  email: Email,
  now: Date,
  recipients: readonly RecipientAnswer[] | undefined,
): Promise<void> {
  if (!recipients) return;
  await noteRecipients(tx, email, now, recipients);
  const to = addressKey(email.to_address);
  for (const { address, permanent, noSuchAddress, reply } of recipients)
    if (permanent && noSuchAddress && addressKey(address) !== to)
      await bounceInDialogue(tx, email, now, address, reply);
}

/** Copies that were not asked for, because their address is suppressed, are told like refused ones. */
export function leftOut({ suppressedCopies }: Recheck, result: SendResult): SendResult {
  if (suppressedCopies.length === 0 || result.kind !== 'sent') return result;
  const untold = suppressedCopies.map(({ address, reason }) => ({
    address,
    accepted: false,
    permanent: true,
    reply: reason,
    noSuchAddress: false,
  }));
  return { ...result, recipients: [...(result.recipients ?? []), ...untold] };
}
