import { retryOnConnectionLoss } from '../../db/retry-on-connection-loss.js';
import type { Tx } from '../../db/connect.js';
import { isRetryable } from '../../db/pg-errors.js';
import { write } from '../../db/write.js';
import {
  holdEmail,
  type LockedEmail,
  lockEmail,
  markEmailSent,
  setEmailState,
  settleUnknown,
} from '../../domain/activities/index.js';
import { planActionAgain } from '../../domain/memberships/action-rows.js';
import { setTransportWorking, type TransportAt } from '../../domain/mailboxes/index.js';
import { bounceInDialogue } from '../../domain/receiving/index.js';
import { type Said, say } from '../../domain/said.js';
import type { SendResult } from '../ports.js';
import { noteFates } from './recipient-fates.js';
import { planRetry, type Retry } from './retry.js';
import type { Flight, Outcome, SendOptions } from './send-types.js';
import { noteCopyTrouble, noteSilence, noteTrouble } from './transport-trouble.js';

// What became of one message, written down by itself; settle-sent.ts does it for many that simply left.

/** Transaction C. Tried again when the database stumbles: the answer of the mail server must not be lost for that. */
export async function recordOutcome(
  options: SendOptions,
  flight: Flight,
  now: Date,
  outcome: Outcome,
): Promise<void> {
  const { email, token } = flight.claim;
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await retryOnConnectionLoss(() =>
        write(options.database.kysely, email.team_id, async (tx) => {
          const locked = await lockEmail(tx, email);
          // A lease that ran out while we waited made it uncertain: our answer is better evidence. Anything else is later.
          const states = flight.begun ? ['sending', 'uncertain'] : ['queued'];
          if (locked.email.claimed_by === token && states.includes(locked.email.state))
            await record({ tx, options, flight, locked, now }, outcome);
        }),
      );
    } catch (error) {
      if (attempt >= (isRetryable(error) ? 5 : 2)) throw error;
    }
  }
}

/** One message, locked, on which somebody is about to write what became of it. */
interface Settlement {
  tx: Tx;
  options: SendOptions;
  flight: Flight;
  locked: LockedEmail;
  now: Date;
}

async function record(settlement: Settlement, outcome: Outcome): Promise<void> {
  const { tx, options, flight, locked, now } = settlement;
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
      if (flight.claim.mailboxUnhealthy) await setTransportWorking(tx, transport, email.user_id);
      return noteCopyTrouble(tx, transport, outcome.recipients);
    case 'stopped':
      return outcome.again === true
        ? planAgain(tx, locked, now, outcome.reason)
        : withdraw(tx, locked, now, outcome.reason);
    case 'shut':
      return setEmailState(tx, email, now, {
        state: 'queued',
        reason: outcome.reason ?? say('email_due', {}),
        send_after: outcome.at,
      });
    case 'unknown':
      await settleUnknown(tx, locked, now, say('email_unknown', {}, { quote: outcome.detail }));
      if (outcome.trouble === 'silent') await noteSilence(tx, transport);
      return;
    case 'unsendable':
      return holdEmail(tx, locked, now, {
        state: 'failed',
        reason: say('email_unsendable', {}, { quote: outcome.reason }),
        reply: null,
      });
    case 'refused':
      await noteFates(tx, email, now, outcome.recipients);
      if (outcome.trouble !== undefined) return recordTrouble(settlement, transport, outcome);
      await recordRefusal(settlement, outcome);
      return noteCopyTrouble(tx, transport, outcome.recipients);
    case 'withdrawn':
  }
}

async function withdraw(tx: Tx, locked: LockedEmail, now: Date, reason: Said): Promise<void> {
  await holdEmail(tx, locked, now, { state: 'failed', reason, reply: null });
  return setEmailState(tx, locked.email, now, { state: 'cancelled', reason });
}

/** What it says or whom it is for has changed: an automatic step makes it anew, a rep is shown the reason. */
async function planAgain(tx: Tx, locked: LockedEmail, now: Date, reason: Said): Promise<void> {
  const { email, action } = locked;
  if (!action?.automated) return withdraw(tx, locked, now, reason);
  await setEmailState(tx, email, now, { state: 'cancelled', reason });
  await planActionAgain(tx, action, now, reason);
}

function sentReason({ reply, recipients = [] }: Extract<SendResult, { kind: 'sent' }>): Said {
  return recipients
    .filter(({ accepted }) => !accepted)
    .map(({ address, reply: said }) => say('copy_refused', {}, { quote: `${address}: "${said}"` }))
    .reduce((sentence, refused) => sentence.and(refused), say('email_sent', {}, { quote: reply }));
}

type Refused = Extract<SendResult, { kind: 'refused' }>;

async function recordRefusal(settlement: Settlement, refused: Refused): Promise<void> {
  const { tx, locked, now } = settlement;
  const { permanent, reply, noSuchAddress } = refused;
  const { email } = locked;
  const plan = planRetry({ permanent, reply, attempts: email.attempts, giveUpAt: email.give_up_at }, now);
  if (plan.do === 'fail') {
    await holdEmail(tx, locked, now, { state: 'failed', reason: plan.reason, reply });
    if (permanent && noSuchAddress === true) await bounceInDialogue(tx, email, now, email.to_address, reply);
    return;
  }
  return retry(settlement, plan, reply);
}

/** Within the window: never at night because a server was busy in the evening. */
async function retry(
  { tx, options, locked: { email }, now }: Settlement,
  plan: Extract<Retry, { do: 'retry' }>,
  reply: string,
): Promise<void> {
  const open = email.action_id === null ? undefined : await options.nextOpen?.(tx, email, plan.at);
  const at = open?.at ?? plan.at;
  return setEmailState(tx, email, now, {
    state: 'queued',
    reason: plan.reason,
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
  { tx, locked, flight, now }: Settlement,
  transport: TransportAt,
  { reply, trouble = 'connection' }: Refused,
): Promise<void> {
  const { email } = locked;
  const { plan, at } = await noteTrouble(tx, transport, trouble, reply);
  const itself = trouble === 'policy' && flight.begun;
  const giveUp = itself
    ? planRetry({ permanent: false, reply, attempts: email.attempts, giveUpAt: email.give_up_at }, now)
    : undefined;
  if (giveUp?.do === 'fail')
    await holdEmail(tx, locked, now, { state: 'failed', reason: giveUp.reason, reply });
  else
    await setEmailState(tx, email, now, {
      state: 'queued',
      reason: say('mailbox_waits', { at: 'limit', health: true }).and(plan.reason),
      send_after: itself ? new Date(at.getTime() + BEHIND_MS) : at,
      attempts: flight.begun && !itself ? email.attempts - 1 : email.attempts,
      ...(giveUp ? { give_up_at: giveUp.giveUpAt } : {}),
      smtp_reply: reply,
    });
}

/** Refused for its own text: the others of its mailbox are tried before it. */
const BEHIND_MS = 60_000;
