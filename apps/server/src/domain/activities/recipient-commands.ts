import { sql } from 'kysely';
import type { Tx } from '../../db/connect.js';
import { addressKey } from '../../kernel/address.js';
import type { Email } from './email-ledger.js';

/** What a server said about one recipient; engine/ports.ts RecipientAnswer. */
interface Answer {
  address: string;
  accepted: boolean;
  permanent: boolean;
  reply: string;
}

/** A refused copy is tried again after 5, 10, 20 ... minutes, for 48 hours. */
export const COPY_RETRY_MS = 300_000;
export const COPY_GIVE_UP_MS = 48 * 3_600_000;

/**
 * Keeps what became of the recipients of one e-mail where they fared differently: who has it gets it no more, whose
 * server said "not now" is tried again without the others (engine/sending/copies.ts), and who was refused for good is told. The
 * first recipient's own retry is the e-mail's.
 */
export async function noteRecipients(
  tx: Tx,
  email: Email,
  now: Date,
  answers: readonly Answer[],
): Promise<void> {
  // Servers are told domains in ASCII, whatever the e-mail says.
  const bcc = new Set(email.bcc.map(addressKey));
  const to = addressKey(email.to_address);
  const sent = answers.some((each) => each.accepted && addressKey(each.address) === to);
  const rows = answers.flatMap(({ address, accepted, permanent, reply }) => {
    const own = addressKey(address);
    // The person's own refusal is the e-mail's state; once it is sent, only the refused ones have a story.
    if (own === to ? sent || !accepted : sent && accepted) return [];
    const state = accepted ? 'accepted' : permanent ? 'refused' : 'waiting';
    return [{ address: own, role: own === to ? 'to' : bcc.has(own) ? 'bcc' : 'cc', state, reply }];
  });
  if (rows.length === 0) return;
  await sql`
    INSERT INTO email_recipients AS x (team_id, email_id, address, role, state, smtp_reply, attempts, send_after, give_up_at, created_at, updated_at)
    SELECT ${email.team_id}::bigint, ${email.id}::bigint, r.address, r.role, r.state, r.reply, 1,
      CASE WHEN r.state = 'waiting' THEN ${new Date(now.getTime() + COPY_RETRY_MS)}::timestamptz END,
      CASE WHEN r.state = 'waiting' THEN ${new Date(now.getTime() + COPY_GIVE_UP_MS)}::timestamptz END, ${now}, ${now}
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS r (address text, role text, state text, reply text)
    ON CONFLICT (team_id, email_id, address) DO UPDATE SET state = excluded.state, smtp_reply = excluded.smtp_reply,
      attempts = x.attempts + 1, send_after = excluded.send_after, give_up_at = coalesce(x.give_up_at, excluded.give_up_at),
      updated_at = excluded.updated_at WHERE x.state <> 'accepted'`.execute(tx);
}
