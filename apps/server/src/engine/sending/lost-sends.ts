import { sql } from 'kysely';
import { write } from '../../db/write.js';
import { type EmailKey, lockEmail, markEmailSent, settleUnknown } from '../../domain/activities/index.js';
import { say } from '../../domain/said.js';
import type { SendOptions } from './send-types.js';

/** E-mails whose worker vanished while sending: nobody knows whether they left. @returns how many. */
export async function markLostSends(
  { database, log }: Pick<SendOptions, 'database' | 'log'>,
  now: Date,
): Promise<number> {
  const { rows } = await sql<EmailKey & { clock_offset_ms: number }>`
    SELECT e.team_id, e.id, e.membership_id, e.person_id, e.action_id, t.clock_offset_ms FROM emails e JOIN teams t ON t.id = e.team_id
    WHERE e.state = 'sending' AND e.lease_until <= ${now} ORDER BY e.lease_until LIMIT 500`.execute(
    database.kysely,
  );
  for (const row of rows) {
    await write(database.kysely, row.team_id, async (tx) => {
      const locked = await lockEmail(tx, row);
      if (
        locked.email.state !== 'sending' ||
        locked.email.lease_until === null ||
        locked.email.lease_until > now
      )
        return undefined;
      const present = new Date(now.getTime() + row.clock_offset_ms);
      const { accepted_at: acceptedAt, smtp_reply: reply } = locked.email;
      if (acceptedAt !== null) {
        const reason = say('email_sent', {}, { quote: reply ?? '' });
        return markEmailSent(tx, locked, present, { reply, reason, byUserId: null, wireId: null });
      }
      const reason = say('email_lost', { where: 'server' });
      return settleUnknown(tx, locked, present, reason);
    });
    log.warn({ teamId: row.team_id, emailId: row.id }, 'an e-mail is uncertain');
  }
  return rows.length;
}
