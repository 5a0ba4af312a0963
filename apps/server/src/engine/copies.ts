import { sql } from 'kysely';
import { persist } from '../db/persist.js';
import { EMAIL_COLUMNS } from '../db/columns.js';
import type { Email } from '../domain/activities/email-ledger.js';
import { COPY_RETRY_MS } from '../domain/activities/recipient-commands.js';
import { wireAddress } from '../mail/compose.js';
import { SEND_LEASE_MS } from './begin.js';
import { claimAcrossTeams } from './claim.js';
import { lookOnceMore } from './last-look.js';
import type { SendResult } from './ports.js';
import { composeEmail, type SendOptions } from './send.js';

/** A recipient of an e-mail that was sent, whose server said "not now". */
interface Copy {
  team_id: number;
  email_id: number;
  address: string;
  attempts: number;
  give_up_at: Date | null;
}

const AT_ONCE = 20;
const LONGEST_MS = 4 * 3_600_000;

/**
 * Tries refused copies (Cc, Bcc) again, each for itself: the same message under the same Message-ID, to that address
 * alone. A crash in between leaves it `uncertain`, as with every other message. @returns how many were looked at
 */
export async function sendCopies(options: SendOptions, now: Date): Promise<number> {
  const { database } = options;
  await sql`UPDATE email_recipients SET state = 'uncertain', lease_until = NULL, updated_at = ${now}
    WHERE state = 'sending' AND lease_until <= ${now}`.execute(database.kysely);
  const due = await claimAcrossTeams(database, now, AT_ONCE, async (tx, at, teams, left) => {
    const { rows } = await sql<Copy>`
      UPDATE email_recipients x SET send_after = ${new Date(at.getTime() + SEND_LEASE_MS)}
      FROM (SELECT team_id, email_id, address FROM email_recipients
        WHERE state = 'waiting' AND send_after <= ${at} AND ${teams} ORDER BY send_after LIMIT ${left} FOR UPDATE SKIP LOCKED) d
      WHERE x.team_id = d.team_id AND x.email_id = d.email_id AND x.address = d.address
      RETURNING x.team_id, x.email_id, x.address, x.attempts, x.give_up_at`.execute(tx);
    return rows;
  });
  await Promise.all(due.map(({ row, now: present }) => sendCopy(options, row, present)));
  return due.length;
}

async function sendCopy(options: SendOptions, copy: Copy, now: Date): Promise<void> {
  const { database, mailer, clock, log } = options;
  const email = await readEmail(options, copy);
  // The person's own message goes first: until it has left, its own retries carry the copies.
  if (!email || !['sent', 'failed', 'cancelled'].includes(email.state)) return;
  if (email.state !== 'sent') return write(options, copy, now, 'refused', 'The e-mail itself was not sent.');
  const claim = { email, token: '', at: clock.now(), now, mailboxVersion: null, mailboxUnwell: false };
  const [look] = await lookOnceMore(database.kysely, [claim]);
  if (!look || look.stop !== undefined)
    return write(options, copy, now, 'refused', look?.stop?.reason ?? 'The e-mail is gone.');
  try {
    const result = await mailer.send({
      teamId: email.team_id,
      emailId: email.id,
      mailboxId: email.mailbox_id,
      sandbox: look.sandbox,
      messageId: email.message_id,
      subject: email.subject,
      envelope: { from: wireAddress(email.from_address), to: [wireAddress(copy.address)] },
      compose: () => composeEmail(options, claim, look),
      begin: () => begin(options, copy),
      now,
    });
    await persist(() => record(options, copy, now, result));
  } catch (error) {
    // Its lease makes it uncertain when it had begun; else it is due again when that ends.
    log.error({ err: error, teamId: copy.team_id, emailId: copy.email_id }, 'a copy could not be settled');
  }
}

async function readEmail({ database }: SendOptions, { team_id, email_id }: Copy): Promise<Email | undefined> {
  return database.kysely
    .selectFrom('emails')
    .select(EMAIL_COLUMNS)
    .where('team_id', '=', team_id)
    .where('id', '=', email_id)
    .executeTakeFirst();
}

async function begin(
  { database, clock }: SendOptions,
  { team_id, email_id, address, attempts }: Copy,
): Promise<boolean> {
  const { rows } = await sql`
    UPDATE email_recipients SET state = 'sending', attempts = attempts + 1, lease_until = ${new Date(clock.now().getTime() + SEND_LEASE_MS)}
    WHERE team_id = ${team_id} AND email_id = ${email_id} AND address = ${address} AND state = 'waiting' AND attempts = ${attempts}
    RETURNING address`.execute(database.kysely);
  return rows.length > 0;
}

async function record(options: SendOptions, copy: Copy, now: Date, result: SendResult): Promise<void> {
  switch (result.kind) {
    case 'sent':
      return write(options, copy, now, 'accepted', result.reply);
    case 'unknown':
      return write(options, copy, now, 'uncertain', result.detail);
    case 'unsendable':
      return write(options, copy, now, 'refused', result.reason);
    case 'withdrawn':
      return undefined;
    case 'refused': {
      const at = new Date(now.getTime() + Math.min(COPY_RETRY_MS * 2 ** copy.attempts, LONGEST_MS));
      const over = copy.give_up_at !== null && at > copy.give_up_at;
      const passing = result.trouble !== undefined || !result.permanent;
      return passing && !over
        ? write(options, copy, now, 'waiting', result.reply, at)
        : write(options, copy, now, 'refused', result.reply);
    }
  }
}

async function write(
  { database }: SendOptions,
  { team_id, email_id, address }: Copy,
  now: Date,
  state: string,
  reply: string,
  at: Date | null = null,
): Promise<void> {
  await sql`
    UPDATE email_recipients SET state = ${state}, smtp_reply = ${reply}, send_after = ${at}, lease_until = NULL, updated_at = ${now}
    WHERE team_id = ${team_id} AND email_id = ${email_id} AND address = ${address} AND state IN ('waiting', 'sending', 'uncertain')`.execute(
    database.kysely,
  );
}
