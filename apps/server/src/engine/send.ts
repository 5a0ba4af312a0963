import { sql } from 'kysely';
import type { Logger } from 'pino';
import type { Database, Tx } from '../db/connect.js';
import { persist } from '../db/persist.js';
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
  settleUnknown,
} from '../domain/activities/email-ledger.js';
import {
  lockMailboxFailures,
  noteSent,
  setMailboxTrouble,
  setMailboxWorking,
} from '../domain/mailboxes/health-commands.js';
import type { Clock } from '../kernel/clock.js';
import type { TrackingLinks } from '../kernel/tracking-token.js';
import { composeMessage, wireAddress } from '../mail/compose.js';
import type { ClaimedEmail } from './claim-emails.js';
import { finalBodies } from './final-bodies.js';
import { type LastLook, lookOnceMore } from './last-look.js';
import type { Mailer, SendResult } from './ports.js';
import { planMailboxRetry, planRetry } from './retry.js';
import type { SettleSent } from './settle-sent.js';

/** Longer than any adapter keeps a message (mail/smtp.ts gives up after two minutes): a lease that ends means a crash. */
export const SEND_LEASE_MS = 10 * 60_000;

export interface SendOptions {
  database: Database;
  mailer: Mailer;
  log: Logger;
  clock: Clock;
  /** Where the person of this e-mail can opt out; absent: no List-Unsubscribe. */
  unsubscribeUrl?: ((teamId: number, emailId: number) => string) | undefined;
  /** Addresses of pixels and tracked links; absent: nothing is tracked. */
  tracking?: TrackingLinks | undefined;
  /** The next moment at which this e-mail may go out, `at` itself when it may then; absent: any. */
  nextOpen?: NextOpen | undefined;
}

/** Send windows, holidays and leave, for an e-mail that is tried again or waited longer than it was planned to. */
export type NextOpen = (tx: Tx, email: Email, at: Date) => Promise<{ at: Date; reason: string }>;

/** Told how messages get on. */
export interface Following {
  /** The mail server answered this one, or it was not handed over: it has to be settled. */
  onAnswer?(claim: ClaimedEmail): void;
  /** It is out of hand. */
  onDone?(claim: ClaimedEmail): void;
}

/** Hands over what this worker has claimed, all at once, and writes down what became of it. */
export async function sendClaimed(
  options: SendOptions,
  claims: readonly ClaimedEmail[],
  settleSent: SettleSent,
  { onAnswer, onDone }: Following = {},
): Promise<void> {
  const { database } = options;
  // Nothing was handed over yet: a database that restarts now must not leave doubts about these.
  const looks = await persist(() => lookOnceMore(database.kysely, claims));
  const sent: { teamId: number; mailboxId: number; at: Date }[] = [];
  const send = async (claim: ClaimedEmail, index: number) => {
    const { email } = claim;
    try {
      const kind = await sendOne(options, claim, looks[index] as LastLook, settleSent, onAnswer);
      if (kind === 'sent' && email.mailbox_id !== null)
        sent.push({ teamId: email.team_id, mailboxId: email.mailbox_id, at: claim.now });
    } catch (error) {
      // The row stays `sending`; its lease turns it into `uncertain`, never into a second message.
      options.log.error(
        { err: error, teamId: email.team_id, emailId: email.id },
        'an e-mail could not be settled',
      );
    } finally {
      onDone?.(claim);
    }
  };
  await Promise.all(claims.map(send));
  await noteSent(database.kysely, sent);
}

async function sendOne(
  options: SendOptions,
  claim: ClaimedEmail,
  look: LastLook,
  settleSent: SettleSent,
  onAnswer: Following['onAnswer'],
): Promise<Outcome['kind']> {
  const { clock } = options;
  const began = clock.now().getTime();
  const outcome: Outcome =
    look.stop === undefined
      ? ((await shut(options, claim)) ?? (await handOver(options, claim, look)))
      : { kind: 'stopped', reason: look.stop };
  onAnswer?.(claim);
  // The team's clock goes on while the server takes its time.
  const now = new Date(claim.now.getTime() + clock.now().getTime() - began);
  // The first message after trouble also tells of its mailbox: alone.
  const settled =
    outcome.kind === 'sent' && !claim.mailboxUnwell && (await settleSent(claim, now, outcome.reply));
  if (!settled) await settle(options, claim, now, outcome);
  return outcome.kind;
}

/** An e-mail that is handed over in the minute it was planned for was judged then. */
const JUDGED_MS = 120_000;

/** Whatever kept it waiting, it goes out while its window is open. */
async function shut(
  { database, nextOpen }: SendOptions,
  { email, now }: ClaimedEmail,
): Promise<Outcome | undefined> {
  const late = email.attempts > 1 || Math.abs(now.getTime() - email.created_at.getTime()) > JUDGED_MS;
  if (!nextOpen || email.action_id === null || !late) return undefined;
  const open = await persist(() => write(database.kysely, email.team_id, (tx) => nextOpen(tx, email, now)));
  return open.at > now ? { kind: 'shut', ...open } : undefined;
}

async function handOver(
  { mailer, log, unsubscribeUrl, tracking }: SendOptions,
  { email, now, mailboxVersion }: ClaimedEmail,
  look: LastLook,
): Promise<SendResult> {
  let raw: Buffer;
  let envelope: { from: string; to: string[] };
  try {
    const optOut = email.marketing ? unsubscribeUrl?.(email.team_id, email.id) : undefined;
    const bodies = finalBodies(email, {
      optOutUrl: look.optOutLink ? optOut : undefined,
      tracking,
      trackingDomain: look.trackingDomain,
    });
    const files = look.attachments;
    raw = await composeMessage({ ...email, ...bodies, attachments: files, unsubscribe_url: optOut }, now);
    envelope = {
      from: wireAddress(email.from_address),
      to: [email.to_address, ...email.cc, ...email.bcc].map(wireAddress),
    };
  } catch (error) {
    return { kind: 'refused', permanent: true, reply: `The message cannot be composed: ${text(error)}` };
  }
  try {
    return await mailer.send({
      teamId: email.team_id,
      emailId: email.id,
      mailboxId: email.mailbox_id,
      ...(mailboxVersion === null ? {} : { mailboxVersion }),
      sandbox: look.sandbox,
      messageId: email.message_id,
      subject: email.subject,
      envelope,
      raw,
      now,
    });
  } catch (error) {
    log.error({ err: error, emailId: email.id }, 'the mailer failed');
    return { kind: 'unknown', detail: text(error) };
  }
}

type Outcome = SendResult | { kind: 'stopped'; reason: string } | { kind: 'shut'; at: Date; reason: string };

/** Transaction C. Tried again when the database stumbles: the answer of the mail server must not be lost for that. */
async function settle(options: SendOptions, claim: ClaimedEmail, now: Date, outcome: Outcome): Promise<void> {
  const { email } = claim;
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await persist(() =>
        write(options.database.kysely, email.team_id, async (tx) => {
          const locked = await lockEmail(tx, email);
          // A lease that ran out while we waited made it uncertain: our answer is better evidence. Anything else is later.
          if (
            locked.email.attempts === email.attempts &&
            ['sending', 'uncertain'].includes(locked.email.state)
          )
            await record(tx, options, claim, locked, now, outcome);
        }),
      );
    } catch (error) {
      if (attempt >= (isRetryable(error) ? 5 : 2)) throw error;
    }
  }
}

async function record(
  tx: Tx,
  options: SendOptions,
  claim: ClaimedEmail,
  locked: LockedEmail,
  now: Date,
  outcome: Outcome,
): Promise<void> {
  const { email } = locked;
  switch (outcome.kind) {
    case 'sent':
      await markEmailSent(tx, locked, now, {
        reply: outcome.reply,
        reason: `Sent: the mail server answered "${outcome.reply}".`,
        byUserId: null,
      });
      // Last, because the mailbox's row is shared; and only the first message after trouble.
      if (claim.mailboxUnwell && email.mailbox_id !== null)
        await setMailboxWorking(tx, email.team_id, email.mailbox_id, now);
      return;
    case 'stopped':
      await holdEmail(tx, locked, now, 'failed', outcome.reason, null);
      return setEmailState(tx, email, now, 'cancelled', outcome.reason);
    case 'shut':
      // It was not handed over: no attempt.
      return setEmailState(tx, email, now, 'queued', outcome.reason, {
        send_after: outcome.at,
        attempts: email.attempts - 1,
      });
    case 'unknown':
      return settleUnknown(tx, locked, now, `It may or may not have been delivered: ${outcome.detail}.`);
    case 'refused':
      return outcome.trouble !== undefined && email.mailbox_id !== null
        ? recordTrouble(tx, locked, now, outcome, email.mailbox_id)
        : recordRefusal(tx, options, locked, now, outcome);
  }
}

type Refused = Extract<SendResult, { kind: 'refused' }>;

async function recordRefusal(
  tx: Tx,
  options: SendOptions,
  locked: LockedEmail,
  now: Date,
  { permanent, reply }: Refused,
): Promise<void> {
  const { email } = locked;
  const plan = planRetry({ permanent, reply, attempts: email.attempts, giveUpAt: email.give_up_at }, now);
  if (plan.do === 'fail') return holdEmail(tx, locked, now, 'failed', plan.reason, reply);
  // Within the window: never at night because a server was busy in the evening.
  const open = email.action_id === null ? undefined : await options.nextOpen?.(tx, email, plan.at);
  const at = open?.at ?? plan.at;
  return setEmailState(tx, email, now, 'queued', plan.reason, {
    send_after: at,
    // What the window takes does not count against the time for retrying.
    give_up_at: new Date(plan.giveUpAt.getTime() + at.getTime() - plan.at.getTime()),
    smtp_reply: reply,
  });
}

/** The mailbox was turned down, not this message: both wait until it is tried again, and no attempt is used up. */
async function recordTrouble(
  tx: Tx,
  { email }: LockedEmail,
  now: Date,
  { reply, trouble = 'connection' }: Refused,
  mailboxId: number,
): Promise<void> {
  const mailbox = await lockMailboxFailures(tx, email.team_id, mailboxId);
  // Several messages hit the same trouble at once: it counts once.
  const known = mailbox?.retry_at != null && mailbox.retry_at > now ? mailbox.retry_at : undefined;
  const plan = planMailboxRetry(trouble, reply, mailbox?.failures ?? 0, now);
  await setEmailState(tx, email, now, 'queued', `Waits for its mailbox: ${plan.reason}`, {
    send_after: known ?? plan.retryAt,
    attempts: email.attempts - 1,
    smtp_reply: reply,
  });
  if (mailbox && known === undefined) await setMailboxTrouble(tx, email.team_id, mailboxId, now, plan);
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
      const reason = 'The server stopped while it was being sent: it may or may not have been delivered.';
      await settleUnknown(tx, locked, new Date(now.getTime() + row.clock_offset_ms), reason);
    });
    log.warn({ teamId: row.team_id, emailId: row.id }, 'an e-mail is uncertain');
  }
  return rows.length;
}

function text(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
