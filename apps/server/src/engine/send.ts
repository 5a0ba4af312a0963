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
import { noteSent } from '../domain/mailboxes/health-commands.js';
import { setTransportWorking, type TransportAt } from '../domain/mailboxes/transport-commands.js';
import { bounceInDialogue } from '../domain/receiving/refused-address-commands.js';
import { addressKey } from '../kernel/address.js';
import type { Clock } from '../kernel/clock.js';
import type { TrackingLinks } from '../kernel/tracking-token.js';
import { composeMessage, wireAddress } from '../mail/compose.js';
import { type Beginnings, SEND_LEASE_MS } from './begin.js';
import { type ClaimedEmail, releaseClaims } from './claim-emails.js';
import { finalBodies } from './final-bodies.js';
import { type LastLook, lookOnceMore, readAttachments } from './last-look.js';
import { leftOut, noteFates } from './recipient-fates.js';
import type { Mailer, SendResult } from './ports.js';
import { planRetry, type Retry } from './retry.js';
import type { SettleSent } from './settle-sent.js';
import { noteCopyTrouble, noteSilence, noteTrouble } from './transport-trouble.js';

export { SEND_LEASE_MS };

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

/** What the messages of one worker share. */
export interface Together {
  settleSent: SettleSent;
  beginnings: Beginnings;
}

/** Hands over what this worker has claimed, all at once, and writes down what became of it. */
export async function sendClaimed(
  options: SendOptions,
  claims: readonly ClaimedEmail[],
  together: Together,
  { onAnswer, onDone }: Following = {},
): Promise<void> {
  const { database } = options;
  // Nothing was handed over yet: a database that restarts now must not leave doubts about these.
  const looks = await persist(() => lookOnceMore(database.kysely, claims));
  const sent: { teamId: number; mailboxId: number; at: Date }[] = [];
  const send = async (claim: ClaimedEmail, index: number) => {
    const { email } = claim;
    try {
      const kind = await sendOne(options, claim, looks[index] as LastLook, together, onAnswer);
      if (kind === 'sent' && email.mailbox_id !== null)
        sent.push({ teamId: email.team_id, mailboxId: email.mailbox_id, at: claim.now });
    } catch (error) {
      // What had begun stays `sending`: its lease turns it into `uncertain`, never into a second message.
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

/** One message on its way: the team's present goes on meanwhile. */
interface Flight {
  claim: ClaimedEmail;
  /** It may have left. */
  begun: boolean;
  /** Nobody knows whether the database has it as begun. */
  unclear: boolean;
  now(): Date;
}

async function sendOne(
  options: SendOptions,
  claim: ClaimedEmail,
  look: LastLook,
  together: Together,
  onAnswer: Following['onAnswer'],
): Promise<Outcome['kind']> {
  const { clock } = options;
  const began = clock.now().getTime();
  const flight: Flight = {
    claim,
    begun: false,
    unclear: false,
    now: () => new Date(claim.now.getTime() + clock.now().getTime() - began),
  };
  const outcome: Outcome =
    look.stop === undefined
      ? ((await shut(options, claim)) ??
        leftOut(look, await handOver(options, flight, look, together.beginnings)))
      : { kind: 'stopped', ...look.stop };
  const now = flight.now();
  if (outcome.kind === 'sent') together.beginnings.accepted(claim, now, outcome.reply);
  onAnswer?.(claim);
  if (outcome.kind === 'withdrawn') {
    if (flight.unclear) await persist(() => putBack(options.database, claim));
    await persist(() => releaseClaims(options.database, [claim]));
    return outcome.kind;
  }
  // What is rare is settled alone: the first message after trouble, and recipients that fared differently.
  const settled =
    outcome.kind === 'sent' &&
    !claim.mailboxUnwell &&
    outcome.recipients === undefined &&
    (await together.settleSent(claim, now, outcome));
  if (!settled) await settle(options, flight, now, outcome);
  return outcome.kind;
}

/** An e-mail that is handed over in the minute it was planned for was judged then. */
const JUDGED_MS = 120_000;

/** Whatever kept it waiting, it goes out while its window is open. */
async function shut(
  { database, nextOpen }: SendOptions,
  { email, now }: ClaimedEmail,
): Promise<Outcome | undefined> {
  const late = email.attempts > 0 || Math.abs(now.getTime() - email.created_at.getTime()) > JUDGED_MS;
  if (!nextOpen || email.action_id === null || !late) return undefined;
  const open = await persist(() => write(database.kysely, email.team_id, (tx) => nextOpen(tx, email, now)));
  return open.at > now ? { kind: 'shut', ...open } : undefined;
}

async function handOver(
  options: SendOptions,
  flight: Flight,
  look: LastLook,
  beginnings: Beginnings,
): Promise<SendResult> {
  const { mailer, log } = options;
  const { email, mailboxVersion, now } = flight.claim;
  let envelope: { from: string; to: string[] };
  try {
    const to = [email.to_address, ...email.cc, ...email.bcc].filter(
      (each) => !look.delivered.has(addressKey(each)),
    );
    envelope = { from: wireAddress(email.from_address), to: [...new Set(to.map(wireAddress))] };
  } catch (error) {
    return { kind: 'unsendable', reason: text(error) };
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
      compose: () => composeEmail(options, flight.claim, look),
      begin: () => begin(options, flight, beginnings),
      now,
    });
  } catch (error) {
    log.error({ err: error, emailId: email.id }, 'the mailer failed');
    return flight.begun ? { kind: 'unknown', detail: text(error) } : { kind: 'withdrawn' };
  }
}

/** The message of one e-mail, as it leaves now. @throws Error when it cannot be made */
export async function composeEmail(
  { database, unsubscribeUrl, tracking }: SendOptions,
  { email, now }: ClaimedEmail,
  look: LastLook,
): Promise<Buffer> {
  const optOut = email.marketing ? unsubscribeUrl?.(email.team_id, email.id) : undefined;
  const bodies = finalBodies(email, {
    optOutUrl: look.optOutLink ? optOut : undefined,
    language: look.language,
    postalAddress: email.marketing ? look.postalAddress : null,
    tracking,
    trackingDomain: look.trackingDomain,
  });
  const attachments = await readAttachments(database.kysely, email);
  return composeMessage({ ...email, ...bodies, attachments, unsubscribe_url: optOut }, now);
}

/** Without the database nothing is handed over: what cannot be written down beforehand would be a doubt. */
async function begin(
  { clock, database }: SendOptions,
  flight: Flight,
  beginnings: Beginnings,
): Promise<boolean> {
  const { claim } = flight;
  const at = clock.now();
  // Whoever waited for a connection is looked at once more: much may have changed meanwhile.
  if (at.getTime() - claim.at.getTime() > LOOK_MS) {
    const [look] = await lookOnceMore(database.kysely, [claim]);
    if (look?.stop !== undefined) return false;
  }
  // Only the answer of the last COMMIT may be lost: then it is asked for once more.
  flight.unclear = true;
  const begun = await beginnings
    .begin(claim, flight.now(), at)
    .catch(() => beginnings.begin(claim, flight.now(), at));
  flight.unclear = false;
  flight.begun ||= begun;
  return begun;
}

/** Surely not handed over: when the database is back it is queued as it was. */
async function putBack({ kysely }: Database, { email, token, now }: ClaimedEmail): Promise<void> {
  await sql`
    WITH back AS (
      UPDATE emails SET state = 'queued', state_reason = ${NOT_BEGUN}, updated_at = ${now}, lease_until = NULL, claimed_by = NULL, claimed_until = NULL, attempts = attempts - 1
      WHERE team_id = ${email.team_id} AND id = ${email.id} AND claimed_by = ${token}::uuid AND state = 'sending'
      RETURNING team_id, id, state_changed_at, state, state_reason)
    INSERT INTO email_history (team_id, email_id, at, state, reason)
    SELECT team_id, id, state_changed_at, state, state_reason FROM back`.execute(kysely);
}

const NOT_BEGUN = 'It was not handed over: the database was away.';

/** How long the last look holds. */
const LOOK_MS = 2000;

type Outcome =
  | SendResult
  | { kind: 'stopped'; reason: string; again?: boolean }
  | { kind: 'shut'; at: Date; reason: string };

/** Transaction C. Tried again when the database stumbles: the answer of the mail server must not be lost for that. */
async function settle(options: SendOptions, flight: Flight, now: Date, outcome: Outcome): Promise<void> {
  const { email, token } = flight.claim;
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await persist(() =>
        write(options.database.kysely, email.team_id, async (tx) => {
          const locked = await lockEmail(tx, email);
          // A lease that ran out while we waited made it uncertain: our answer is better evidence. Anything else is later.
          const states = flight.begun ? ['sending', 'uncertain'] : ['queued'];
          if (locked.email.claimed_by === token && states.includes(locked.email.state))
            await record(tx, options, flight, locked, now, outcome);
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
  flight: Flight,
  locked: LockedEmail,
  now: Date,
  outcome: Outcome,
): Promise<void> {
  const { email } = locked;
  const transport = { teamId: email.team_id, mailboxId: email.mailbox_id, now, wall: options.clock.now() };
  switch (outcome.kind) {
    case 'sent':
      await markEmailSent(tx, locked, now, {
        reply: outcome.reply,
        reason: sentReason(outcome),
        byUserId: null,
        wireId: outcome.wireId ?? null,
      });
      await noteFates(tx, email, now, outcome.recipients);
      // Last, because the transport's row is shared; and only the first message after trouble.
      if (flight.claim.mailboxUnwell) await setTransportWorking(tx, transport);
      return noteCopyTrouble(tx, transport, outcome.recipients);
    case 'stopped':
      return outcome.again === true
        ? planAgain(tx, locked, now, outcome.reason)
        : withdraw(tx, locked, now, outcome.reason);
    case 'shut':
      return setEmailState(tx, email, now, 'queued', outcome.reason, { send_after: outcome.at });
    case 'unknown':
      await settleUnknown(tx, locked, now, `It may or may not have been delivered: ${outcome.detail}.`);
      if (outcome.trouble === 'silent') await noteSilence(tx, transport);
      return;
    case 'unsendable':
      return holdEmail(tx, locked, now, 'failed', `It cannot be put into a message: ${outcome.reason}`, null);
    case 'refused':
      await noteFates(tx, email, now, outcome.recipients);
      if (outcome.trouble !== undefined) return recordTrouble(tx, locked, flight, transport, outcome);
      await recordRefusal(tx, options, locked, now, outcome);
      return noteCopyTrouble(tx, transport, outcome.recipients);
    case 'withdrawn':
  }
}

async function withdraw(tx: Tx, locked: LockedEmail, now: Date, reason: string): Promise<void> {
  await holdEmail(tx, locked, now, 'failed', reason, null);
  return setEmailState(tx, locked.email, now, 'cancelled', reason);
}

/** What it says or whom it is for has changed: an automatic step makes it anew, a rep is shown the reason. */
async function planAgain(tx: Tx, locked: LockedEmail, now: Date, reason: string): Promise<void> {
  const { email, action } = locked;
  if (!action?.automated) return withdraw(tx, locked, now, reason);
  await setEmailState(tx, email, now, 'cancelled', reason);
  await tx
    .updateTable('actions')
    .set({ status: 'planned', due_at: now, claimed_until: null, reason, updated_at: now })
    .where('team_id', '=', action.team_id)
    .where('id', '=', action.id)
    .execute();
}

function sentReason({ reply, recipients = [] }: Extract<SendResult, { kind: 'sent' }>): string {
  const refused = recipients.filter(({ accepted }) => !accepted);
  const but = refused.map(({ address, reply: said }) => ` Not taken for ${address}: "${said}".`).join('');
  return `Sent: the mail server answered "${reply}".${but}`;
}

type Refused = Extract<SendResult, { kind: 'refused' }>;

async function recordRefusal(
  tx: Tx,
  options: SendOptions,
  locked: LockedEmail,
  now: Date,
  { permanent, reply, noSuchAddress }: Refused,
): Promise<void> {
  const { email } = locked;
  const plan = planRetry({ permanent, reply, attempts: email.attempts, giveUpAt: email.give_up_at }, now);
  if (plan.do === 'fail') {
    await holdEmail(tx, locked, now, 'failed', plan.reason, reply);
    if (permanent && noSuchAddress === true) await bounceInDialogue(tx, email, now, email.to_address, reply);
    return;
  }
  return retry(tx, options, locked, now, plan, reply);
}

/** Within the window: never at night because a server was busy in the evening. */
async function retry(
  tx: Tx,
  options: SendOptions,
  { email }: LockedEmail,
  now: Date,
  plan: Extract<Retry, { do: 'retry' }>,
  reply: string,
): Promise<void> {
  const open = email.action_id === null ? undefined : await options.nextOpen?.(tx, email, plan.at);
  const at = open?.at ?? plan.at;
  return setEmailState(tx, email, now, 'queued', plan.reason, {
    send_after: at,
    // What the window takes does not count against the time for retrying.
    give_up_at: new Date(plan.giveUpAt.getTime() + at.getTime() - plan.at.getTime()),
    smtp_reply: reply,
  });
}

/**
 * The mailbox was turned down, not this message: both wait until it is tried again, and no attempt is used up. Where it
 * was this message's text that was refused as spam, others go first next time, and it is not tried for ever.
 */
async function recordTrouble(
  tx: Tx,
  locked: LockedEmail,
  flight: Flight,
  transport: TransportAt,
  { reply, trouble = 'connection' }: Refused,
): Promise<void> {
  const { email } = locked;
  const { now } = transport;
  const { plan, at } = await noteTrouble(tx, transport, trouble, reply);
  const itself = trouble === 'policy' && flight.begun;
  const giveUp = itself
    ? planRetry({ permanent: false, reply, attempts: email.attempts, giveUpAt: email.give_up_at }, now)
    : undefined;
  if (giveUp?.do === 'fail') await holdEmail(tx, locked, now, 'failed', giveUp.reason, reply);
  else
    await setEmailState(tx, email, now, 'queued', `Waits for its mailbox: ${plan.reason}`, {
      send_after: itself ? new Date(at.getTime() + BEHIND_MS) : at,
      attempts: flight.begun && !itself ? email.attempts - 1 : email.attempts,
      ...(giveUp ? { give_up_at: giveUp.giveUpAt } : {}),
      smtp_reply: reply,
    });
}

/** Refused for its own text: the others of its mailbox are tried before it. */
const BEHIND_MS = 60_000;

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
        const reason = `Sent: the mail server answered "${reply ?? ''}".`;
        return markEmailSent(tx, locked, present, { reply, reason, byUserId: null, wireId: null });
      }
      const reason = 'The server stopped while it was being sent: it may or may not have been delivered.';
      return settleUnknown(tx, locked, present, reason);
    });
    log.warn({ teamId: row.team_id, emailId: row.id }, 'an e-mail is uncertain');
  }
  return rows.length;
}

function text(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
