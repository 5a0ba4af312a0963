import { sql } from 'kysely';
import type { Logger } from 'pino';
import type { Database } from '../db/connect.js';
import { isRetryable } from '../db/pg-errors.js';
import { write } from '../db/write.js';
import {
  type Email,
  type EmailKey,
  holdEmail,
  lockEmail,
  type LockedEmail,
  markEmailSent,
  setEmailState,
} from '../domain/activities/email-ledger.js';
import type { Clock } from '../kernel/clock.js';
import { composeMessage } from '../mail/compose.js';
import { type Claim, claimEmails, inParallel } from './claim.js';
import type { Mailer, SendResult } from './ports.js';

/** Longer than any adapter keeps a message (mail/smtp.ts gives up after two minutes): a lease that ends means a crash. */
export const SEND_LEASE_MS = 10 * 60_000;
const FIRST_RETRY_MS = 60_000;
const LONGEST_RETRY_MS = 4 * 3_600_000;

export interface SendOptions {
  database: Database;
  mailer: Mailer;
  log: Logger;
  clock: Clock;
  width: number;
}

/** Sends what is queued and due. @returns how many messages were taken. */
export async function sendQueued(options: SendOptions): Promise<number> {
  // As many as are sent at once: a lease should not run while its message waits in a list.
  const claims = await claimEmails(options.database, options.clock.now(), options.width, SEND_LEASE_MS);
  await inParallel(claims, options.width, async (claim) => {
    try {
      await sendOne(options, claim);
    } catch (error) {
      // The row stays `sending`; its lease turns it into `uncertain`, never into a second message.
      options.log.error(
        { err: error, teamId: claim.teamId, emailId: claim.id },
        'an e-mail could not be settled',
      );
    }
  });
  return claims.length;
}

async function sendOne({ database, mailer, log, clock }: SendOptions, claim: Claim): Promise<void> {
  const email = await database.kysely
    .selectFrom('emails')
    .selectAll()
    .where('team_id', '=', claim.teamId)
    .where('id', '=', claim.id)
    .executeTakeFirstOrThrow();
  // Its person, cadence or a rep may have stopped it between the claim and here; the claim itself is ours alone.
  if (email.state !== 'sending') return;
  const stop = await reasonToStop(database, email);
  const began = clock.now().getTime();
  const result = stop === undefined ? await handOver(mailer, email, claim.now, log) : undefined;
  // The team's clock goes on while the server takes its time.
  const now = new Date(claim.now.getTime() + clock.now().getTime() - began);
  await settle(database, email, now, result ?? { kind: 'stopped', reason: stop ?? '' });
}

/** The last look before the message leaves: do not contact holds until the very end. */
async function reasonToStop(database: Database, email: Email): Promise<string | undefined> {
  const row = await database.kysely
    .selectFrom('people as p')
    .leftJoin('accounts as a', (join) =>
      join.onRef('a.team_id', '=', 'p.team_id').onRef('a.id', '=', 'p.account_id'),
    )
    .leftJoin('cadence_memberships as m', (join) =>
      join.onRef('m.team_id', '=', 'p.team_id').on('m.id', '=', email.membership_id),
    )
    .select([
      'p.do_not_contact',
      'p.deleted_at',
      'a.do_not_contact as account_do_not_contact',
      'm.currently_on_cadence',
    ])
    .where('p.team_id', '=', email.team_id)
    .where('p.id', '=', email.person_id)
    .executeTakeFirst();
  if (!row || row.deleted_at !== null) return 'The person was deleted before the e-mail went out.';
  if (row.do_not_contact || row.account_do_not_contact)
    return 'The person was marked do not contact before the e-mail went out.';
  if (email.membership_id !== null && row.currently_on_cadence === false)
    return 'The person left the cadence before the e-mail went out.';
  return undefined;
}

async function handOver(mailer: Mailer, email: Email, now: Date, log: Logger): Promise<SendResult> {
  let raw: Buffer;
  try {
    raw = await composeMessage(email, now);
  } catch (error) {
    return { kind: 'refused', permanent: true, reply: `The message cannot be composed: ${text(error)}` };
  }
  try {
    return await mailer.send({
      teamId: email.team_id,
      emailId: email.id,
      messageId: email.message_id,
      subject: email.subject,
      envelope: { from: email.from_address, to: [email.to_address, ...email.cc, ...email.bcc] },
      raw,
      now,
    });
  } catch (error) {
    log.error({ err: error, emailId: email.id }, 'the mailer failed');
    return { kind: 'unknown', detail: text(error) };
  }
}

type Outcome = SendResult | { kind: 'stopped'; reason: string };

/** Transaction C. Tried again when the database stumbles: the answer of the mail server must not be lost for that. */
async function settle(database: Database, email: Email, now: Date, outcome: Outcome): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      await write(database.kysely, email.team_id, async (tx) => {
        const locked = await lockEmail(tx, email);
        // A lease that ran out while we waited made it uncertain: our answer is better evidence. Anything else is later.
        if (
          locked.email.attempts !== email.attempts ||
          !['sending', 'uncertain'].includes(locked.email.state)
        )
          return;
        await record(tx, locked, now, outcome);
      });
      return;
    } catch (error) {
      if (attempt >= (isRetryable(error) ? 5 : 2)) throw error;
    }
  }
}

async function record(
  tx: Parameters<typeof markEmailSent>[0],
  locked: LockedEmail,
  now: Date,
  outcome: Outcome,
): Promise<void> {
  const { email } = locked;
  if (outcome.kind === 'sent') {
    return markEmailSent(tx, locked, now, {
      reply: outcome.reply,
      reason: `Sent: the mail server answered "${outcome.reply}".`,
      byUserId: null,
    });
  }
  if (outcome.kind === 'stopped') {
    await holdEmail(tx, locked, now, 'failed', outcome.reason, null);
    return setEmailState(tx, email, now, 'cancelled', outcome.reason);
  }
  if (outcome.kind === 'unknown') {
    return holdEmail(
      tx,
      locked,
      now,
      'uncertain',
      `It may or may not have been delivered: ${outcome.detail}. It is not sent again until somebody has looked.`,
      null,
    );
  }
  const retryAt = new Date(
    now.getTime() + Math.min(FIRST_RETRY_MS * 2 ** (email.attempts - 1), LONGEST_RETRY_MS),
  );
  if (outcome.permanent)
    return holdEmail(
      tx,
      locked,
      now,
      'failed',
      `The mail server refused it: ${outcome.reply}`,
      outcome.reply,
    );
  if (email.give_up_at !== null && retryAt > email.give_up_at) {
    return holdEmail(
      tx,
      locked,
      now,
      'failed',
      `The mail server could not take it for 48 hours: ${outcome.reply}`,
      outcome.reply,
    );
  }
  return setEmailState(
    tx,
    email,
    now,
    'queued',
    `The mail server could not take it yet (attempt ${email.attempts}): ${outcome.reply}`,
    { send_after: retryAt, smtp_reply: outcome.reply },
  );
}

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
        return;
      const reason =
        'The server stopped while it was being sent: it may or may not have been delivered. It is not sent again until somebody has looked.';
      await holdEmail(tx, locked, new Date(now.getTime() + row.clock_offset_ms), 'uncertain', reason, null);
    });
    log.warn({ teamId: row.team_id, emailId: row.id }, 'an e-mail is uncertain');
  }
  return rows.length;
}

function text(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
