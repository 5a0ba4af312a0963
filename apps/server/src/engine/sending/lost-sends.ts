import { sql } from 'kysely';
import type { Tx } from '../../db/connect.js';
import { write } from '../../db/write.js';
import { type EmailKey, lockEmail, markEmailSent, settleUnknown } from '../../domain/activities/index.js';
import { say } from '../../domain/said.js';
import { claimDue, dueRows, type Queue, type Take } from '../../jobs/lease.js';
import { ownClocks } from '../claim.js';
import type { SendOptions } from './send-types.js';

const BATCH = 100;
const KEY = ['team_id', 'id', 'membership_id', 'person_id', 'action_id'];

/** By the wall clock, as their leases are written (begin.ts); whoever moves a sandbox's clock settles its own. */
const LOST_EMAILS: Queue = {
  table: 'emails',
  waiting: sql`q.state = 'sending'`,
  due: (_now, wall) => sql`q.lease_until <= ${wall}`,
  order: sql`q.id`,
};

/** Without a lease: whoever settles one locks it and looks again. */
const take: Take<EmailKey> = async (tx, team, room) =>
  (await dueRows(LOST_EMAILS, KEY, team, room).execute(tx)).rows as EmailKey[];

/** E-mails whose worker vanished while sending, team first: nobody knows whether they left. @returns how many were settled */
export async function markLostSends(
  { database, log }: Pick<SendOptions, 'database' | 'log'>,
  now: Date,
): Promise<number> {
  const lost = await claimDue(database, LOST_EMAILS, { now, limit: BATCH, take, admit: ownClocks });
  let settled = 0;
  for (const { row, now: present } of lost) {
    const email = { teamId: row.team_id, emailId: row.id };
    try {
      await write(database.kysely, row.team_id, (tx) => settleLost(tx, row, present, now));
      settled += 1;
      log.warn(email, 'an e-mail is uncertain');
    } catch (error) {
      log.error({ err: error, ...email }, 'an e-mail in doubt could not be settled');
    }
  }
  return settled;
}

/** `now` of the team, `wall` of the server. Whoever came back meanwhile, or settled it, goes before. */
async function settleLost(tx: Tx, key: EmailKey, now: Date, wall: Date): Promise<void> {
  const locked = await lockEmail(tx, key);
  const { state, lease_until: until, accepted_at: acceptedAt, smtp_reply: reply } = locked.email;
  if (state !== 'sending' || until === null || until > wall) return undefined;
  if (acceptedAt === null) return settleUnknown(tx, locked, now, say('email_lost', { where: 'server' }));
  const reason = say('email_sent', {}, { quote: reply ?? '' });
  return markEmailSent(tx, locked, now, { reply, reason, byUserId: null, wireId: null });
}
