import type { Tx } from '../../db/connect.js';
import { addressKey } from '../../kernel/address.js';
import { recordSentByHand } from '../activities/index.js';
import { lockPerson } from '../memberships/index.js';
import type { Received } from './types.js';

/**
 * Logs an e-mail that a rep wrote to a known person in their mail program: a row of the ledger that was never queued,
 * so that it counts as a contact and answers to it find it. `userId`: the rep. @returns its id; undefined when it is known already
 */
export async function logSentByHand(
  { tx, teamId, now, userId }: { tx: Tx; teamId: number; now: Date; userId: number },
  personId: number,
  message: Received,
): Promise<number | undefined> {
  if (message.messageId === null || message.from === null) return undefined;
  const person = await lockPerson(tx, teamId, personId);
  if (!person) return undefined;
  const at = message.receivedAt < now ? message.receivedAt : now;
  const known = [person.email_address, person.secondary_email_address, person.personal_email_address].map(
    (address) => (address === null ? undefined : addressKey(address)),
  );
  const to = message.to.find((address) => known.includes(addressKey(address))) ?? message.to[0];
  if (to === undefined) return undefined;
  const others = [...message.to, ...message.cc].filter((address) => address !== to);
  return recordSentByHand(tx, teamId, now, {
    userId,
    person,
    mailboxId: message.mailboxId,
    at,
    messageId: message.messageId,
    inReplyTo: message.inReplyTo,
    references: message.references,
    from: message.from.address,
    to,
    cc: others,
    subject: message.subject,
    text: message.text,
  });
}
