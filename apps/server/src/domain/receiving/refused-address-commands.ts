import type { Tx } from '../../db/connect.js';
import { addressKey } from '../../kernel/address.js';
import { applyEffect } from './effect-commands.js';
import { BLANK_MAIL } from './types.js';

/** Of the e-mail: its person and place. */
interface RefusedEmail {
  team_id: number;
  id: number;
  person_id: number;
  membership_id: number | null;
  user_id: number;
  mailbox_id: number | null;
}

/**
 * A server said in the dialogue that there is no such address: what a delivery report with these words does (counters,
 * suppression, leaving the cadences, the person's flag), at once. The caller has the e-mail's locks.
 */
export async function bounceInDialogue(
  tx: Tx,
  email: RefusedEmail,
  now: Date,
  address: string,
  reply: string,
): Promise<void> {
  const evidence = `The mail server refused the address: ${reply.slice(0, 400)}`;
  await applyEffect(
    { tx, teamId: email.team_id, now },
    {
      ...BLANK_MAIL,
      mailboxId: email.mailbox_id,
      folder: null,
      role: 'inbox',
      uidValidity: null,
      uid: null,
      receivedAt: now,
      unreadable: null,
      classification: {
        ...BLANK_MAIL.classification,
        kind: 'bounce',
        severity: 'hard',
        statusCode: statusOf(reply),
        confidence: 0.95,
        evidence: [evidence],
        originalRecipient: addressKey(address),
        inDialogue: true,
      },
    },
    {
      personId: email.person_id,
      emailId: email.id,
      membershipId: email.membership_id,
      userId: email.user_id,
      // It names our message and is no evidence that it left.
      by: 'dialogue',
      evidence,
      copy: false,
    },
  );
}

/** The enhanced code (RFC 3463) of an answer; null when it has none. */
function statusOf(reply: string): string | null {
  const words = reply.slice(0, 200).split(/[\s-]/);
  return words.find((word) => /^[245]\.\d{1,3}\.\d{1,3}$/.test(word)) ?? null;
}
