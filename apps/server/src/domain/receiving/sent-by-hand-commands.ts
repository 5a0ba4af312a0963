import { say } from '../said.js';
import { sql } from 'kysely';
import type { Tx } from '../../db/connect.js';
import { addressKey } from '../../kernel/address.js';
import { append } from '../../events/outbox.js';
import { lockPerson, recordContact } from '../memberships/index.js';
import type { Received } from './types.js';

/**
 * Logs an e-mail that a rep wrote to a known person in their mail program: a row of the ledger that was never queued,
 * so that it counts as a contact and answers to it find it. @returns its id; undefined when it is known already
 */
export async function logSentByHand(
  tx: Tx,
  teamId: number,
  userId: number,
  personId: number,
  message: Received,
  now: Date,
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
  const said = say('email_sent_by_hand', {});
  const { rows } = await sql<{ id: number }>`
    INSERT INTO emails (team_id, created_at, updated_at, user_id, person_id, mailbox_id, state, state_reason, explained, state_changed_at, send_after,
      sent_at, message_id, in_reply_to, "references", from_address, to_address, cc, subject, body_html, body_text, marketing)
    VALUES (${teamId}, ${now}, ${now}, ${userId}, ${personId}, ${message.mailboxId}, 'sent', ${said.text}, ${said.json}::jsonb, ${at}, ${at},
      ${at}, ${message.messageId}, ${message.inReplyTo}, ${message.references}, ${message.from.address}, ${to}, ${others}, ${message.subject}, '', ${message.text}, false)
    ON CONFLICT (message_id) DO NOTHING RETURNING id`.execute(tx);
  const id = rows[0]?.id;
  if (id === undefined) return undefined;
  await sql`UPDATE people SET emails_sent = emails_sent + 1 WHERE team_id = ${teamId} AND id = ${personId}`.execute(
    tx,
  );
  await recordContact(tx, person, at, 'email', userId);
  await append({ tx, teamId, now, userId }, 'email_updated', id);
  return id;
}
