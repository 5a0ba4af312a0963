import { sql } from 'kysely';
import type { Tx } from '../../db/connect.js';
import type { Person } from '../memberships/index.js';
import { say } from '../said.js';
import { writeEffects } from './effects-commands.js';
import { effectsOfSent } from './sent-rules.js';

/** An e-mail that a rep wrote in their mail program. */
export interface WrittenByHand {
  userId: number;
  /** Whom it is for; the caller holds the lock. */
  person: Person;
  mailboxId: number | null;
  at: Date;
  /** With angle brackets. */
  messageId: string;
  inReplyTo: string | null;
  references: readonly string[];
  from: string;
  to: string;
  cc: readonly string[];
  subject: string;
  text: string;
}

/** A row of the ledger that was never queued, and counts as a contact. @returns its id; undefined when it is known already */
export async function recordSentByHand(
  tx: Tx,
  teamId: number,
  now: Date,
  written: WrittenByHand,
): Promise<number | undefined> {
  const { userId, person, at } = written;
  const said = say('email_sent_by_hand', {});
  const { rows } = await sql<{ id: number }>`
    INSERT INTO emails (team_id, created_at, updated_at, user_id, person_id, mailbox_id, state, state_reason, explained, state_changed_at, send_after,
      sent_at, message_id, in_reply_to, "references", from_address, to_address, cc, subject, body_html, body_text, marketing)
    VALUES (${teamId}, ${now}, ${now}, ${userId}, ${person.id}, ${written.mailboxId}, 'sent', ${said.text}, ${said.json}::jsonb, ${at}, ${at},
      ${at}, ${written.messageId}, ${written.inReplyTo}, ${written.references}, ${written.from}, ${written.to}, ${written.cc}, ${written.subject}, '', ${written.text}, false)
    ON CONFLICT (message_id) DO NOTHING RETURNING id`.execute(tx);
  const id = rows[0]?.id;
  if (id === undefined) return undefined;
  const email = { id, user_id: userId, membership_id: null, email_template_id: null };
  const around = { context: undefined, work: undefined, evidence: undefined };
  const effects = effectsOfSent({ email, person, ...around, byUserId: userId, at }, now);
  await writeEffects({ tx, teamId, now, userId }, [effects]);
  return id;
}
