import { sql } from 'kysely';
import { EMAIL_COLUMNS } from '../../db/columns.js';
import type { Database } from '../../db/connect.js';
import { retryOnConnectionLoss } from '../../db/retry-on-connection-loss.js';
import { write } from '../../db/write.js';
import {
  beginCopy,
  type Copy,
  leaseCopies,
  markCopiesLost,
  putOffCopy,
  requeueCopy,
  settleCopy,
} from '../../domain/activities/copy-rows.js';
import { COPY_RETRY_MS, type Email, lockEmail } from '../../domain/activities/index.js';
import { noteSent } from '../../domain/mailboxes/index.js';
import { say } from '../../domain/said.js';
import { bounceInDialogue } from '../../domain/receiving/index.js';
import { addressKey } from '../../kernel/address.js';
import { wireAddress } from '../../mail/compose.js';
import { claimDue, dueRows, type Queue, type Take } from '../../jobs/lease.js';
import { ownClocks } from '../claim.js';
import { WAITED_FOR, WAITS, WAITS_UNTIL } from './claim-emails.js';
import { recheckBeforeSend } from './recheck.js';
import type { SendResult } from '../ports.js';
import { placeFor } from './scheduled.js';
import { composeEmail, swappedLinks } from './send.js';
import type { SendOptions } from './send-types.js';
import { noteSilence, noteTrouble } from './transport-trouble.js';

/** Longer than a mail server may take to answer (mail/smtp-session.ts): nobody renews it. Milliseconds. */
const COPY_LEASE_MS = 12 * 60_000;

const COPIES: Queue = {
  table: 'email_recipients',
  waiting: sql`q.state = 'waiting'`,
  due: (now) => sql`q.send_after <= ${now}`,
  order: sql`q.send_after`,
};
/** By the wall clock, as their leases are written. */
const LOST_COPIES: Queue = {
  table: 'email_recipients',
  waiting: sql`q.state = 'sending'`,
  due: (_now, wall) => sql`q.lease_until <= ${wall}`,
  order: sql`q.email_id, q.address`,
};
const AT_ONCE = 20;
const LONGEST_MS = 4 * 3_600_000;

/**
 * Tries refused copies (Cc, Bcc) again, each for itself: the same message under the same Message-ID, to that address
 * alone, when everything that stops e-mails lets it. A crash in between leaves it `uncertain`, as with every other message.
 * @returns how many were looked at
 */
export async function sendCopies(options: SendOptions, now: Date): Promise<number> {
  const { database } = options;
  const lost = await markLostCopies(database, now);
  const due = await claimDue(database, COPIES, { now, limit: AT_ONCE, take, admit: ownClocks });
  const free = due.filter(({ row }) => !row.waits);
  await Promise.all(free.map(({ row, now: present }) => sendCopy(options, row, present)));
  return due.length + lost;
}

/** Copies whose worker vanished, team first: nobody knows whether they left. @returns how many e-mails had some */
export async function markLostCopies(database: Database, now: Date): Promise<number> {
  const lost = await claimDue(database, LOST_COPIES, {
    now,
    limit: AT_ONCE,
    take: takeLost,
    admit: ownClocks,
  });
  return lost.length;
}

const takeLost: Take<Pick<Copy, 'team_id'>> = (tx, team, room) =>
  markCopiesLost(tx, dueRows(LOST_COPIES, ['team_id', 'email_id', 'address'], team, room), team.now);

/** Copies that are due, leased; those that something stops are moved to when that is looked at again, at no cost of their time. */
const take: Take<Copy & { waits: boolean }> = (tx, team, room) => {
  const { now } = team;
  const looked = sql`
    WITH due AS MATERIALIZED (${dueRows(COPIES, ['team_id', 'email_id', 'address'], team, room)})
    SELECT x.team_id, x.email_id, x.address, ${WAITS} IS NOT NULL AS waits, ${WAITS_UNTIL} AS until
    FROM due x CROSS JOIN (SELECT ${now}::timestamptz AS now, ${room.wall}::timestamptz AS wall) clock
    JOIN emails p ON p.team_id = x.team_id AND p.id = x.email_id
    ${WAITED_FOR}`;
  return leaseCopies(tx, looked, new Date(now.getTime() + COPY_LEASE_MS), now);
};

async function sendCopy(options: SendOptions, copy: Copy, now: Date): Promise<void> {
  const { database, mailer, clock, log } = options;
  const email = await readEmail(options, copy);
  // The person's own message goes first: until it has left, its own retries carry the copies.
  if (!email || !['sent', 'failed', 'cancelled'].includes(email.state)) return;
  if (email.state !== 'sent')
    return put(options, copy, now, {
      state: 'refused',
      reply: say('email_stopped', { why: 'itself_not_sent' }).text,
    });
  const claim = {
    email,
    token: '',
    at: clock.now(),
    asked: performance.now(),
    now,
    mailboxVersion: null,
    mailboxUnhealthy: false,
  };
  const [look] = await recheckBeforeSend(database.kysely, [claim]);
  if (!look || look.stop !== undefined)
    return put(options, copy, now, {
      state: 'refused',
      reply: (look?.stop?.reason ?? say('email_stopped', { why: 'gone' })).text,
    });
  const later = await place(options, email, now);
  if (later !== undefined) return putOffCopy(database.kysely, copy, later, now);
  // As the writer wrote it, where that is known.
  const written = [...email.cc, ...email.bcc].find((each) => addressKey(each) === copy.address);
  try {
    const swapped = await swappedLinks(options, email);
    const result = await mailer.send({
      teamId: email.team_id,
      emailId: email.id,
      mailboxId: email.mailbox_id,
      sandbox: look.sandbox,
      messageId: email.message_id,
      subject: email.subject,
      envelope: { from: wireAddress(email.from_address), to: [wireAddress(written ?? copy.address)] },
      compose: () => composeEmail(options, claim, look, swapped),
      begin: () => beginCopy(database.kysely, copy, new Date(clock.now().getTime() + COPY_LEASE_MS)),
      now,
    });
    await retryOnConnectionLoss(() => record(options, email, copy, now, result));
  } catch (error) {
    // Its lease makes it uncertain when it had begun; else it is due again when that ends.
    log.error({ err: error, teamId: copy.team_id, emailId: copy.email_id }, 'a copy could not be settled');
  }
}

/** It is one more message of its mailbox, within the send window. @returns when there is room; undefined: now, and it is taken */
async function place(
  { database, nextOpen }: SendOptions,
  email: Email,
  now: Date,
): Promise<Date | undefined> {
  return write(database.kysely, email.team_id, async (tx) => {
    const open = email.action_id === null ? undefined : await nextOpen?.(tx, email, now);
    if (open && open.at > now) return open.at;
    // The e-mail was counted; on a later day its copy needs room of its own.
    const { at } = await placeFor(tx, email, now, email.send_after);
    return at > now ? at : undefined;
  });
}

async function readEmail({ database }: SendOptions, { team_id, email_id }: Copy): Promise<Email | undefined> {
  return database.kysely
    .selectFrom('emails')
    .select(EMAIL_COLUMNS)
    .where('team_id', '=', team_id)
    .where('id', '=', email_id)
    .executeTakeFirst();
}

async function record(
  options: SendOptions,
  email: Email,
  copy: Copy,
  now: Date,
  result: SendResult,
): Promise<void> {
  const { database } = options;
  switch (result.kind) {
    case 'sent':
      await put(options, copy, now, { state: 'accepted', reply: result.reply });
      if (email.mailbox_id === null) return undefined;
      return noteSent(database.kysely, [{ teamId: email.team_id, mailboxId: email.mailbox_id, at: now }]);
    case 'unknown':
      await put(options, copy, now, { state: 'uncertain', reply: result.detail });
      if (result.trouble !== 'silent') return undefined;
      return write(database.kysely, email.team_id, (tx) => noteSilence(tx, transportOf(options, email, now)));
    case 'unsendable':
      return put(options, copy, now, { state: 'refused', reply: result.reason });
    case 'withdrawn':
      return requeueCopy(database.kysely, copy, now);
    case 'refused':
      return result.trouble === undefined
        ? recordRefusal(options, email, copy, now, result)
        : recordTrouble(options, email, copy, now, result);
  }
}

type Refused = Extract<SendResult, { kind: 'refused' }>;

async function recordRefusal(
  options: SendOptions,
  email: Email,
  copy: Copy,
  now: Date,
  { permanent, reply, noSuchAddress }: Refused,
): Promise<void> {
  const at = new Date(now.getTime() + Math.min(COPY_RETRY_MS * 2 ** copy.attempts, LONGEST_MS));
  const over = copy.give_up_at !== null && at > copy.give_up_at;
  if (!permanent && !over) return put(options, copy, now, { state: 'waiting', reply, at });
  await put(options, copy, now, { state: 'refused', reply });
  if (permanent && noSuchAddress === true)
    await write(options.database.kysely, email.team_id, async (tx) => {
      const locked = await lockEmail(tx, email);
      await bounceInDialogue(tx, locked.email, now, copy.address, reply);
    });
}

/** The mailbox was turned down: it pauses, and this copy waits with everything else of it, at no cost of its attempts. */
async function recordTrouble(
  options: SendOptions,
  email: Email,
  copy: Copy,
  now: Date,
  { reply, trouble = 'connection' }: Refused,
): Promise<void> {
  const { at } = await write(options.database.kysely, email.team_id, (tx) =>
    noteTrouble(tx, transportOf(options, email, now), trouble, reply),
  );
  // A text that is refused as spam each time is not tried for ever.
  const over = trouble === 'policy' && copy.give_up_at !== null && at > copy.give_up_at;
  await put(options, copy, now, { state: over ? 'refused' : 'waiting', reply, at: over ? null : at });
}

const transportOf = ({ clock }: SendOptions, { team_id, mailbox_id }: Email, now: Date) => ({
  teamId: team_id,
  mailboxId: mailbox_id,
  now,
  wall: clock.now(),
});

async function put(
  { database }: SendOptions,
  copy: Copy,
  now: Date,
  { state, reply, at = null }: { state: string; reply: string; at?: Date | null },
): Promise<void> {
  await settleCopy(database.kysely, copy, { state, reply, at }, now);
}
