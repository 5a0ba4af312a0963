import { type Said, say } from '../../domain/said.js';
import type { Logger } from 'pino';
import { sql } from 'kysely';
import type { Database, Tx } from '../../db/connect.js';
import { write } from '../../db/write.js';
import { type Email, findEmailKey, lockEmail, setEmailState } from '../../domain/activities/index.js';
import { fact } from '../../domain/mailboxes/index.js';
import { setNextSlot } from '../../domain/mailboxes/slot-rows.js';
import { isSuppressed, suppressedReason } from '../../domain/suppressions/index.js';
import { claimDue, dueRows, type Queue, type Take } from '../../jobs/lease.js';
import { type SingleTeam, ownClocks } from '../claim.js';
import { chooseMailbox } from '../planning/rules/capacity.js';
import { readCapacities } from '../planning/send-capacity.js';
import type { Sending } from '../planning/sending.js';

const BATCH = 50;

const PLANNED_EMAILS: Queue = {
  table: 'emails',
  waiting: sql`q.state = 'planned'`,
  due: (now) => sql`q.send_after <= ${now}`,
  order: sql`q.send_after, q.id`,
};

/** Without a lease: whoever releases one locks it and looks again. */
const take: Take<Pick<Email, 'team_id' | 'id'>> = async (tx, team, room) => {
  const due = dueRows(PLANNED_EMAILS, ['team_id', 'id'], team, room);
  return (await due.execute(tx)).rows as Pick<Email, 'team_id' | 'id'>[];
};

/** One-off e-mails whose time has come are queued, or wait for their mailbox's limits, or are cancelled. @returns how many were looked at */
export async function releaseScheduled(
  { database, log, only }: { database: Database; log: Logger; only?: SingleTeam | undefined },
  now: Date,
): Promise<number> {
  const due = await claimDue(database, PLANNED_EMAILS, { now, limit: BATCH, take, admit: ownClocks, only });
  let released = 0;
  for (const { row, now: present } of due) {
    try {
      await write(database.kysely, row.team_id, (tx) => release(tx, row, present));
      released += 1;
    } catch (error) {
      log.error(
        { err: error, teamId: row.team_id, emailId: row.id },
        'a scheduled e-mail could not be released',
      );
    }
  }
  return released;
}

async function release(tx: Tx, row: Pick<Email, 'team_id' | 'id'>, now: Date): Promise<void> {
  const key = await findEmailKey(tx, row.team_id, row.id);
  if (!key) return;
  const { email } = await lockEmail(tx, key);
  // Whoever held the lock before changed, moved or cancelled it, or is the other worker that released it.
  if (email.state !== 'planned' || email.send_after > now) return;
  const blocked = await isSuppressed(tx, email.team_id, [email.to_address, ...email.cc, ...email.bcc], null, {
    conversation: !email.marketing,
  });
  if (blocked)
    return setEmailState(tx, email, now, { state: 'cancelled', reason: suppressedReason(blocked) });
  const place = await placeFor(tx, email, now);
  if (place.at > now)
    return setEmailState(tx, email, now, { state: 'planned', reason: place.reason, send_after: place.at });
  await setEmailState(tx, email, now, {
    state: 'queued',
    reason: say('email_due', {}),
    send_after: now,
  });
}

/**
 * When its mailbox and the user's daily limit have room; the place is taken when that is now. `booked`: the place that it
 * has among the messages of its mailbox already.
 */
export async function placeFor(
  tx: Tx,
  email: Email,
  now: Date,
  booked: Date | null = null,
): Promise<{ at: Date; reason: Said }> {
  const { time_zone, email_daily_limit, ...facts } = await tx
    .selectFrom('users as u')
    .innerJoin('teams as t', 't.id', 'u.team_id')
    .select(['u.time_zone', 't.email_daily_limit', 't.sandbox as team_sandbox'])
    .select(['t.require_mailbox as team_requires_mailbox', fact('smtp_url').as('server_smtp_url')])
    .where('u.team_id', '=', email.team_id)
    .where('u.id', '=', email.user_id)
    .executeTakeFirstOrThrow();
  const sending: Sending = {
    action: {
      id: email.id,
      membership_id: 0,
      step_id: 0,
      user_id: email.user_id,
      automated: true,
      type: 'email',
      booked: false,
      booked_mailbox_id: null,
      due_at: now,
    },
    row: {
      user_time_zone: time_zone,
      team_email_daily_limit: email_daily_limit,
      thread_group_id: null,
      ...facts,
      seed: `${email.to_address} ${email.subject}`,
    },
  };
  const capacities = await readCapacities({ tx, teamId: email.team_id, now }, [sending], false);
  const capacity = capacities.of(sending);
  const own = capacity?.mailboxes.filter(({ id }) => id === email.mailbox_id) ?? [];
  if (!capacity || own.length === 0) return { at: now, reason: say('email_due', {}) };
  // A mailbox that is paused or failing is waited for in the queue, where the claim gives the reason.
  const mailboxes = own.map((each) => ({ ...each, stopped: null, retryAt: null }));
  const place = booked && { mailboxId: email.mailbox_id, at: booked };
  const choice = chooseMailbox({ ...capacity, mailboxes, booked: place }, now, email.id, (at) => at);
  if (!('at' in choice)) return { at: now, reason: say('email_due', {}) };
  if (choice.at > now)
    return {
      at: choice.at,
      reason: choice.limit?.reason() ?? say('mailbox_waits', { at: 'limit', health: false }),
    };
  const nextSlot = capacities.take(sending, email.mailbox_id, now, false);
  if (nextSlot !== undefined && email.mailbox_id !== null)
    await setNextSlot(tx, email.team_id, email.mailbox_id, nextSlot);
  return { at: now, reason: say('email_due', {}) };
}
