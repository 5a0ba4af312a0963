import type { Database } from '../../db/connect.js';
import { retryOnConnectionLoss } from '../../db/retry-on-connection-loss.js';
import { write } from '../../db/write.js';
import { GIVE_UP_AFTER_MS } from '../../domain/activities/index.js';
import { requeueBegun } from '../../domain/activities/lease-rows.js';
import { noteSent } from '../../domain/mailboxes/index.js';
import { say } from '../../domain/said.js';
import { addressKey } from '../../kernel/address.js';
import type { SwappedLinks } from '../../kernel/link-swap.js';
import { composeMessage, wireAddress } from '../../mail/compose.js';
import { type Beginnings, SEND_LEASE_MS } from './begin.js';
import { type ClaimedEmail, releaseClaims } from './claim-emails.js';
import { injectTracking, linksOf } from './inject-tracking.js';
import { type Recheck, recheckBeforeSend, readAttachments, readCalendar } from './recheck.js';
import type { SendResult } from '../ports.js';
import { leftOut } from './recipient-fates.js';
import type { Flight, Outcome, SendOptions } from './send-types.js';
import { recordOutcome } from './settle-one.js';
import type { SettleSent } from './settle-sent.js';

export { SEND_LEASE_MS };

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
  const looks = await retryOnConnectionLoss(() => recheckBeforeSend(database.kysely, claims));
  const sent: { teamId: number; mailboxId: number; at: Date }[] = [];
  const send = async (claim: ClaimedEmail, index: number) => {
    const { email } = claim;
    try {
      const kind = await sendOne(options, claim, looks[index] as Recheck, together, onAnswer);
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

async function sendOne(
  options: SendOptions,
  claim: ClaimedEmail,
  look: Recheck,
  together: Together,
  onAnswer: Following['onAnswer'],
): Promise<Outcome['kind']> {
  let over: () => void = () => undefined;
  const settled = new Promise<void>((resolve) => {
    over = resolve;
  });
  try {
    return await sendAndRecord(options, claim, look, { together, onAnswer, settled });
  } finally {
    together.beginnings.answered(claim);
    over();
  }
}

async function sendAndRecord(
  options: SendOptions,
  claim: ClaimedEmail,
  look: Recheck,
  {
    together,
    onAnswer,
    settled: over,
  }: { together: Together; onAnswer: Following['onAnswer']; settled: Promise<void> },
): Promise<Outcome['kind']> {
  const { clock } = options;
  const began = clock.now().getTime();
  const flight: Flight = {
    claim,
    begun: false,
    unclear: false,
    settled: over,
    now: () => new Date(claim.now.getTime() + clock.now().getTime() - began),
  };
  const outcome: Outcome =
    look.stop === undefined
      ? ((await closedWindow(options, claim, look)) ??
        leftOut(look, await deliver(options, flight, look, together.beginnings)))
      : { kind: 'stopped', ...look.stop };
  const now = flight.now();
  if (outcome.kind === 'sent') together.beginnings.accepted(claim, now, outcome.reply);
  onAnswer?.(claim);
  if (outcome.kind === 'withdrawn') {
    // Also what begun and was broken off before its data had an end.
    if (flight.unclear || flight.begun) await retryOnConnectionLoss(() => putBack(options.database, claim));
    await retryOnConnectionLoss(() => releaseClaims(options.database, [claim]));
    return outcome.kind;
  }
  // What is rare is settled alone: the first message after trouble, and recipients that fared differently.
  const settled =
    outcome.kind === 'sent' &&
    !claim.mailboxUnhealthy &&
    outcome.recipients === undefined &&
    (await together.settleSent(claim, now, outcome));
  if (!settled) await recordOutcome(options, flight, now, outcome);
  return outcome.kind;
}

/** An e-mail that is handed over in the minute it was planned for was decided then. */
const JUDGED_MS = 120_000;

/** By the team's clock: queued in these minutes, for these minutes, and turned down by nobody since. */
function isJudged({ email, now }: ClaimedEmail): boolean {
  const near = (moment: number) => Math.abs(now.getTime() - moment) <= JUDGED_MS;
  return (
    email.attempts === 0 &&
    email.smtp_reply === null &&
    email.give_up_at !== null &&
    near(email.state_changed_at.getTime()) &&
    near(email.give_up_at.getTime() - GIVE_UP_AFTER_MS)
  );
}

/** Whatever kept it waiting, it goes out while its window is open. */
async function closedWindow(
  { database, nextOpen }: SendOptions,
  claim: ClaimedEmail,
  look: Recheck,
): Promise<Outcome | undefined> {
  const { email, now } = claim;
  if (!nextOpen || email.action_id === null || !look.scheduled || isJudged(claim)) return undefined;
  const open = await retryOnConnectionLoss(() =>
    write(database.kysely, email.team_id, (tx) => nextOpen(tx, email, now)),
  );
  return open.at > now ? { kind: 'shut', ...open } : undefined;
}

async function deliver(
  options: SendOptions,
  flight: Flight,
  look: Recheck,
  beginnings: Beginnings,
): Promise<SendResult> {
  const { mailer, log } = options;
  const { email, mailboxVersion, now, asked } = flight.claim;
  let envelope: { from: string; to: string[] };
  try {
    const to = [email.to_address, ...email.cc, ...email.bcc].filter(
      (each) => !look.delivered.has(addressKey(each)),
    );
    envelope = { from: wireAddress(email.from_address), to: [...new Set(to.map(wireAddress))] };
  } catch (error) {
    return { kind: 'unsendable', reason: text(error) };
  }
  // Asked while no connection waits for it, and no transaction is open.
  const swapped = await swappedLinks(options, email);
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
      compose: () => composeEmail(options, flight.claim, look, swapped),
      begin: () => begin(options, flight, beginnings),
      settled: flight.settled,
      asked,
      now,
    });
  } catch (error) {
    log.error({ err: error, emailId: email.id }, 'the mailer failed');
    return flight.begun ? { kind: 'unknown', detail: text(error) } : { kind: 'withdrawn' };
  }
}

const NONE: SwappedLinks = new Map();

/** What programs of the team put in place of this e-mail's links. */
export async function swappedLinks(
  { swapLinks, tracking }: SendOptions,
  email: ClaimedEmail['email'],
): Promise<SwappedLinks> {
  return (await swapLinks?.(email, () => linksOf(email, tracking))) ?? NONE;
}

/** The message of one e-mail, as it leaves now. @throws Error when it cannot be made */
export async function composeEmail(
  { database, unsubscribeUrl, tracking }: SendOptions,
  { email, now }: ClaimedEmail,
  look: Recheck,
  swapped: SwappedLinks,
): Promise<Buffer> {
  const optOut = email.marketing ? unsubscribeUrl?.(email.team_id, email.id) : undefined;
  const bodies = injectTracking(email, {
    optOutUrl: look.optOutLink ? optOut : undefined,
    language: look.language,
    postalAddress: email.marketing ? look.postalAddress : null,
    tracking,
    swapped,
    trackingDomain: look.trackingDomain,
  });
  const attachments = await readAttachments(database.kysely, email);
  const calendar = await readCalendar(database.kysely, email);
  return composeMessage({ ...email, ...bodies, attachments, calendar, unsubscribe_url: optOut }, now);
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
    const [look] = await recheckBeforeSend(database.kysely, [claim]);
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
function putBack({ kysely }: Database, { email, token, now }: ClaimedEmail): Promise<void> {
  return requeueBegun(kysely, { teamId: email.team_id, id: email.id, token }, NOT_BEGUN, now);
}

const NOT_BEGUN = say('email_not_begun', {});

/** How long the last look holds. */
const LOOK_MS = 2000;

function text(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
