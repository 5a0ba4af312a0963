import { type Said, say } from '../../domain/said.js';
import type { Logger } from 'pino';
import { ACTION_COLUMNS, listed } from '../../db/columns.js';
import type { Database } from '../../db/connect.js';
import { write } from '../../db/write.js';
import {
  beginEmails,
  type EmailBatch,
  type EmailNeeds,
  queueEmail,
  writeEmails,
} from '../../domain/activities/index.js';
import { endMembership, removedState, skipAction, takeBranch } from '../../domain/memberships/index.js';
import { setNextSlot } from '../../domain/mailboxes/slot-rows.js';
import {
  type ActionChange,
  changeActions,
  setAside,
  setRule,
} from '../../domain/memberships/planning-rows.js';
import { setStart } from '../../domain/memberships/membership-rows.js';
import { rememberedSchedules, type Schedules } from '../../domain/scheduling/index.js';
import { type Claim, claimActions, inParallel } from '../claim.js';
import { lockDueActions, type DueAction } from './planning-rows.js';
import { type Decided, decidedBy } from './deciding.js';
import { type Decision, planAction } from './plan.js';
import { isTouchLimit } from './rules/capacity.js';
import { fixStart, planInputOf, type PlanningContext, planningContextOf } from './plan-input.js';
import type { TeamMoment } from './sending.js';

const LEASE_MS = 60_000;
/** A row that fails this often waits for a person instead of being tried for ever. */
const MAX_ATTEMPTS = 5;
/** Actions settled in one transaction: enough to share the reading, few enough that nobody waits long for a lock. */
const TOGETHER = 50;

export interface PrepareOptions {
  database: Database;
  log: Logger;
  /** How many transactions run at once. */
  width: number;
  /** Actions settled in one transaction. */
  together?: number;
}

/** Windows, calendars and leaves in memory, for each database by itself. */
const memories = new WeakMap<Database, Schedules>();

function schedulesOf(database: Database): Schedules {
  const known = memories.get(database) ?? rememberedSchedules();
  memories.set(database, known);
  return known;
}

/** Takes what is due and opens, queues, postpones, skips or holds it. @returns how many rows were taken. */
export async function tick(options: PrepareOptions & { batch: number }, now: Date): Promise<number> {
  const claims = await claimActions(options.database, now, options.batch, LEASE_MS);
  await prepare(options, claims);
  return claims.length;
}

/** Opens, queues, postpones, skips or holds each of these actions, as far as it is still due. */
export async function prepare(options: PrepareOptions, claims: readonly Claim[]): Promise<void> {
  const { database, log, width } = options;
  const alone: Claim[] = [];
  await inParallel(batchesOf(claims, options.together ?? TOGETHER), width, async (part) => {
    const left = await settleBatch(options, part).catch(() => part);
    // Whatever is wrong with one action stops nothing else: one by one they are tried, and reported, again.
    alone.push(...left);
  });
  await inParallel(alone, width, async (claim) => {
    try {
      await planTogether(options, claim, [claim.id], true);
    } catch (error) {
      log.error(
        { err: error, teamId: claim.teamId, actionId: claim.id },
        'a due action could not be prepared',
      );
      await backOff(database, claim, error).catch((second: unknown) => {
        // Its lease keeps it away from the others for a while.
        log.error(
          { err: second, teamId: claim.teamId, actionId: claim.id },
          'a failing action could not be set aside',
        );
      });
    }
  });
}

/** Claims of one team and one present, in the order they came. */
function batchesOf(claims: readonly Claim[], together: number): Claim[][] {
  const byTeam = new Map<string, Claim[]>();
  for (const claim of claims) {
    const key = `${claim.teamId}/${claim.now.getTime()}`;
    byTeam.set(key, [...(byTeam.get(key) ?? []), claim]);
  }
  return [...byTeam.values()].flatMap((each) =>
    Array.from({ length: Math.ceil(each.length / together) }, (_, index) =>
      each.slice(index * together, (index + 1) * together),
    ),
  );
}

/** @returns the claims whose people were held by somebody else: they are waited for one by one. */
async function settleBatch(options: PrepareOptions, claims: readonly Claim[]): Promise<Claim[]> {
  const [first] = claims;
  if (!first) return [];
  const settled = await planTogether(
    options,
    first,
    claims.map((claim) => claim.id),
    false,
  );
  return claims.filter((claim) => !settled.has(claim.id));
}

/** Some actions of one team, in one transaction. @returns those that were looked at */
async function planTogether(
  { database }: PrepareOptions,
  { teamId, now }: Claim,
  ids: readonly number[],
  wait: boolean,
): Promise<ReadonlySet<number>> {
  return write(database.kysely, teamId, (tx) =>
    planLocked({ tx, teamId, now }, ids, wait, schedulesOf(database)),
  );
}

/** What the decisions of one batch share. */
interface Round extends TeamMoment {
  planningContext: PlanningContext;
  drafts: EmailBatch;
}

async function planLocked(
  moment: TeamMoment,
  ids: readonly number[],
  wait: boolean,
  schedules: Schedules,
): Promise<ReadonlySet<number>> {
  const { tx, teamId, now } = moment;
  const { dueActions, looked } = await lockDueActions(tx, teamId, ids, now, wait);
  if (dueActions.length === 0) return looked;
  const planningContext = await planningContextOf(moment, dueActions, schedules);
  const changes: ActionChange[] = [];
  const drafts = await beginEmails(tx, teamId, dueActions.filter(isAutomaticEmail).map(emailNeeds));
  const round = { ...moment, planningContext, drafts };
  // Memberships that moved on or ended: what else of theirs is in the batch is not what it was.
  const moved = new Set<number>();
  for (const dueAction of dueActions) {
    const { action } = dueAction;
    if (moved.has(action.membership_id)) {
      changes.push({ id: action.id });
      continue;
    }
    const decision = planAction(planInputOf(planningContext, dueAction, now));
    await keepStart(round, dueAction, decision);
    const { rule, because } = decidedBy(action, decision);
    const change = await branchOrApply(round, dueAction, { ...decision, rule, because });
    if (change) changes.push({ ...change, id: action.id, decided_by: rule, decided_because: because });
    else moved.add(action.membership_id);
  }
  await writeEmails(tx, teamId, now, drafts);
  await changeActions(tx, teamId, changes, now);
  return looked;
}

const isAutomaticEmail = ({ action }: DueAction) => action.automated && action.type === 'email';

function emailNeeds({ action, context, row }: DueAction): EmailNeeds {
  return {
    userId: action.user_id,
    accountId: context.person.account_id,
    membershipId: context.membership.id,
    addedAt: context.membership.added_at,
    threadGroupId: row.thread_group_id,
  };
}

/** The day a person starts is fixed with the first decision that names one. */
async function keepStart(
  { tx, planningContext }: Round,
  dueAction: DueAction,
  decision: Decision,
): Promise<void> {
  const { membership, teamId } = dueAction.context;
  if (!('startsOn' in decision) || decision.startsOn === undefined) return;
  const known = membership.starts_run?.getTime() === membership.added_at.getTime();
  if (known && membership.starts_on === decision.startsOn) return;
  fixStart(planningContext, dueAction, decision.startsOn);
  await setStart(tx, teamId, membership.id, { day: decision.startsOn, run: membership.added_at });
}

/** An action that nothing stands against meets the branch of its step first (docs/cadence-rules.md). */
async function branchOrApply(
  round: Round,
  dueAction: DueAction,
  decision: Decision & Decided,
): Promise<Omit<ActionChange, 'id'> | undefined> {
  const { tx, now } = round;
  const { context, action, row } = dueAction;
  if (row.step_condition == null || !['open', 'send', 'hold', 'hand_over'].includes(decision.do))
    return apply(round, dueAction, decision);
  const branch = await takeBranch(tx, context, action, now, row.step_condition);
  if (branch.taken) {
    await setRule(tx, action, 'branch');
    return undefined;
  }
  const change = await apply(round, dueAction, decision);
  return change && { ...change, reason: branch.reason?.and(change.reason) ?? change.reason };
}

/** @returns the change of the action, or undefined when the membership moved on and wrote it itself. */
async function apply(
  round: Round,
  dueAction: DueAction,
  decision: Decision & Decided,
): Promise<Omit<ActionChange, 'id'> | undefined> {
  const { tx, now, planningContext } = round;
  const { context, action } = dueAction;
  const { reason } = decision as { reason?: Said };
  switch (decision.do) {
    case 'open':
      return { status: 'in_progress' };
    case 'send':
      return send(round, dueAction, decision);
    case 'postpone': {
      const { until, place } = decision;
      if (place) planningContext.capacities.take(dueAction, place.mailboxId, until, true);
      else if (isTouchLimit(decision)) planningContext.capacities.wait(dueAction, until);
      const booking = place ? { booked: true, booked_mailbox_id: place.mailboxId } : {};
      return { due_at: until, ...(reason === undefined ? {} : { reason }), booked: false, ...booking };
    }
    case 'assign':
      // Still due: the next round judges it with the colleague's windows, leave and mailboxes.
      return { user_id: decision.userId, reason: decision.reason, booked: false };
    case 'hold':
      return { status: 'in_progress', reason: say('held', {}).and(decision.reason) };
    case 'hand_over':
      return { status: 'in_progress', automated: false, reason: decision.reason };
    case 'cancel':
      return { status: 'cancelled', reason: decision.reason, completed_at: now };
    case 'skip':
      await skipAction(tx, context, action, now, decision.reason);
      break;
    case 'remove': {
      const state = await removedState(tx, context.membership);
      await endMembership(round, context, state, decision.reason);
      break;
    }
    case 'archive':
      await endMembership(round, context, 'archived', decision.reason);
      break;
  }
  await setRule(tx, action, decision.rule);
  return undefined;
}

async function send(
  { tx, now, planningContext: { capacities }, drafts }: Round,
  dueAction: DueAction,
  decision: Extract<Decision, { do: 'send' }> & Decided,
): Promise<Omit<ActionChange, 'id'>> {
  const { context, action, row } = dueAction;
  const { mailboxId, at, rule, because } = decision;
  const queued = await queueEmail(tx, context, action, now, {
    mailboxId,
    sendAfter: at,
    decidedBy: rule,
    decidedBecause: because,
    unwritten: row.has_email === false,
    batch: drafts,
  });
  if (!queued.ok) return { status: 'in_progress', reason: say('held', {}).and(queued.reason), booked: false };
  const nextSlot = capacities.take(dueAction, mailboxId, at, false);
  if (nextSlot !== undefined && mailboxId !== null)
    await setNextSlot(tx, action.team_id, mailboxId, nextSlot);
  return { status: 'in_progress', reason: say('email_queued', {}).and(decision.reason), booked: false };
}

/** Backs off from a row that throws: 1, 2, 4, 8 minutes, then it is shown to the rep with the reason. */
async function backOff(database: Database, claim: Claim, error: unknown): Promise<void> {
  const why = error instanceof Error ? error.message : String(error);
  await write(database.kysely, claim.teamId, async (tx) => {
    const action = await tx
      .selectFrom('actions')
      .select(listed(ACTION_COLUMNS))
      .where('team_id', '=', claim.teamId)
      .where('id', '=', claim.id)
      .forUpdate()
      .executeTakeFirst();
    if (!action || action.status !== 'planned') return;
    const attempts = action.attempts + 1;
    const said = say('could_not_prepare', { attempt: attempts }, { quote: why });
    const until =
      attempts >= MAX_ATTEMPTS ? null : new Date(claim.now.getTime() + 60_000 * 2 ** (attempts - 1));
    await setAside(tx, { team_id: claim.teamId, id: claim.id }, { attempts, until, reason: said }, claim.now);
  });
}
