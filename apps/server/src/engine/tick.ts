import type { Logger } from 'pino';
import type { Database, Tx } from '../db/connect.js';
import { isRetryable } from '../db/pg-errors.js';
import { write } from '../db/write.js';
import { emailsSince, queueEmail } from '../domain/activities/email-queue.js';
import { removedState } from '../domain/cadences/membership-commands.js';
import { endMembership, skipAction } from '../domain/cadences/membership-progress-commands.js';
import { type Action, lockStanding, type Standing } from '../domain/cadences/membership-queries.js';
import { type Claim, claimActions, inParallel } from './claim.js';
import { type Decision, planAction, type Situation, startOfDay } from './plan.js';

const LEASE_MS = 60_000;
/** A row that fails this often waits for a person instead of being tried for ever. */
const MAX_ATTEMPTS = 5;

export interface TickOptions {
  database: Database;
  log: Logger;
  batch: number;
  width: number;
}

/** Takes what is due and opens, queues, postpones, skips or holds it. @returns how many rows were taken. */
export async function tick({ database, log, batch, width }: TickOptions, now: Date): Promise<number> {
  const claims = await claimActions(database, now, batch, LEASE_MS);
  await inParallel(claims, width, async (claim) => {
    try {
      await settleDue(database, claim);
    } catch (error) {
      log.error(
        { err: error, teamId: claim.teamId, actionId: claim.id },
        'a due action could not be prepared',
      );
      await setAside(database, claim, now, error).catch((second: unknown) => {
        // Its lease keeps it away from the others for a while.
        log.error(
          { err: second, teamId: claim.teamId, actionId: claim.id },
          'a failing action could not be set aside',
        );
      });
    }
  });
  return claims.length;
}

/** One action, in a transaction of its own: whatever is wrong with it stops nothing else. */
async function settleDue(database: Database, claim: Claim): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      await write(database.kysely, claim.teamId, (tx) => decide(tx, claim));
      return;
    } catch (error) {
      if (!isRetryable(error) || attempt >= 3) throw error;
    }
  }
}

async function decide(tx: Tx, { teamId, id, now }: Claim): Promise<void> {
  const key = await tx
    .selectFrom('actions')
    .select('membership_id')
    .where('team_id', '=', teamId)
    .where('id', '=', id)
    .executeTakeFirst();
  if (!key) return;
  const standing = await lockStanding(tx, teamId, key.membership_id);
  const action = await tx
    .selectFrom('actions')
    .selectAll()
    .where('team_id', '=', teamId)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
  // Whoever held the lock before may have done, moved or cancelled it.
  if (!action || action.status !== 'planned' || action.due_on > now) return;
  await apply(tx, standing, action, now, planAction(await situationOf(tx, standing, action, now)));
}

async function situationOf(tx: Tx, standing: Standing, action: Action, now: Date): Promise<Situation> {
  const { teamId, membership, cadence, person } = standing;
  const row = await tx
    .selectFrom('steps as s')
    .innerJoin('users as u', (join) =>
      join.onRef('u.team_id', '=', 's.team_id').on('u.id', '=', action.user_id),
    )
    .innerJoin('teams as t', 't.id', 's.team_id')
    .leftJoin('accounts as c', (join) =>
      join
        .onRef('c.team_id', '=', 's.team_id')
        .on('c.id', '=', person.account_id)
        .on('c.deleted_at', 'is', null),
    )
    .select([
      's.disabled',
      's.deleted_at',
      'u.active',
      'u.time_zone',
      't.deactivated',
      't.allow_automated_email_steps',
      't.email_daily_limit',
      'c.do_not_contact',
    ])
    .where('s.team_id', '=', teamId)
    .where('s.id', '=', action.step_id)
    .executeTakeFirstOrThrow();
  const counted = action.automated && row.email_daily_limit !== null;
  return {
    now,
    action: { type: action.type, automated: action.automated },
    step: { disabled: row.disabled, deleted: row.deleted_at !== null },
    membership: { live: membership.currently_on_cadence === true, pausedUntil: membership.paused_until },
    cadence: {
      archived: cadence.archived_at !== null,
      deleted: cadence.deleted_at !== null,
      paused: cadence.paused_at !== null,
      overridesRestrictions: cadence.override_contact_restrictions,
    },
    person: {
      deleted: person.deleted_at !== null,
      doNotContact: person.do_not_contact,
      accountDoNotContact: row.do_not_contact ?? false,
      bouncing: person.bouncing,
      restrictions: person.contact_restrictions,
      emailAddress: person.email_address,
    },
    user: { active: row.active && !row.deactivated, timeZone: row.time_zone },
    team: { allowsAutomatedEmail: row.allow_automated_email_steps, emailDailyLimit: row.email_daily_limit },
    emailsToday: counted ? await emailsSince(tx, teamId, action.user_id, startOfDay(now, row.time_zone)) : 0,
  };
}

async function apply(
  tx: Tx,
  standing: Standing,
  action: Action,
  now: Date,
  decision: Decision,
): Promise<void> {
  switch (decision.do) {
    case 'open':
      return update(tx, action, { status: 'in_progress' }, now);
    case 'send': {
      const queued = await queueEmail(tx, standing, action, now);
      const reason = queued.ok ? 'The e-mail is queued.' : `Held: ${queued.reason}`;
      return update(tx, action, { status: 'in_progress', reason }, now);
    }
    case 'postpone':
      return update(tx, action, { due_on: decision.until, reason: decision.reason }, now);
    case 'hold':
      return update(tx, action, { status: 'in_progress', reason: `Held: ${decision.reason}` }, now);
    case 'hand_over':
      return update(tx, action, { status: 'in_progress', automated: false, reason: decision.reason }, now);
    case 'cancel':
      return update(tx, action, { status: 'cancelled', reason: decision.reason, completed_at: now }, now);
    case 'skip':
      return skipAction(tx, standing, action, now, decision.reason);
    case 'remove':
      return endMembership(
        tx,
        standing,
        now,
        await removedState(tx, standing.membership),
        decision.reason,
        null,
      );
    case 'archive':
      return endMembership(tx, standing, now, 'archived', decision.reason, null);
  }
}

interface Change {
  status?: string;
  due_on?: Date;
  automated?: boolean;
  reason?: string;
  completed_at?: Date;
}

async function update(tx: Tx, action: Action, change: Change, now: Date): Promise<void> {
  await tx
    .updateTable('actions')
    .set({ ...change, updated_at: now, claimed_until: null })
    .where('team_id', '=', action.team_id)
    .where('id', '=', action.id)
    .execute();
}

/** Backs off from a row that throws: 1, 2, 4, 8 minutes, then it is shown to the rep with the reason. */
async function setAside(database: Database, claim: Claim, now: Date, error: unknown): Promise<void> {
  const why = error instanceof Error ? error.message : String(error);
  await write(database.kysely, claim.teamId, async (tx) => {
    const action = await tx
      .selectFrom('actions')
      .selectAll()
      .where('team_id', '=', claim.teamId)
      .where('id', '=', claim.id)
      .forUpdate()
      .executeTakeFirst();
    if (!action || action.status !== 'planned') return;
    const attempts = action.attempts + 1;
    await tx
      .updateTable('actions')
      .set({
        attempts,
        updated_at: claim.now,
        reason: `Could not be prepared (attempt ${attempts}): ${why}`,
        ...(attempts >= MAX_ATTEMPTS
          ? { status: 'in_progress', claimed_until: null }
          : { claimed_until: new Date(now.getTime() + 60_000 * 2 ** (attempts - 1)) }),
      })
      .where('team_id', '=', claim.teamId)
      .where('id', '=', claim.id)
      .execute();
  });
}
