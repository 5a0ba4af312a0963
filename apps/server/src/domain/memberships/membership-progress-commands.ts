import { sql } from 'kysely';
import { isAmong } from '../../db/any-of.js';
import type { Tx } from '../../db/connect.js';
import { appendMany, type Cause, type Event, teamOf } from '../../events/outbox.js';
import { type Said, say } from '../said.js';
import { closeSkipped } from './action-rows.js';
import { endMemberships } from './membership-end-commands.js';
import {
  type Action,
  openableSteps,
  type MembershipContext,
  type WalkedGroup,
  walkedGroups,
} from './membership-queries.js';
import { opensAtOnce } from './opens-at-once-queries.js';
import { readProgress } from './progress-queries.js';
import {
  type Next,
  type Position,
  type ReachedGroup,
  type ReachedStep,
  walkOn,
  whatFollows,
} from './progress-rules.js';

export { endMembership, setStage } from './membership-end-commands.js';
export type { Position } from './progress-rules.js';

/** Of a membership that this transaction has just written: it has a stamp that nobody has seen. */
interface Added {
  groups: readonly WalkedGroup[];
  /** What is to be told of the adding, before anything else. */
  events: readonly Event[];
}

/** What becomes of one membership. */
export interface Move {
  context: MembershipContext;
  next: Next;
  /** Its counter that goes up by one. */
  count?: 'sent_emails' | 'calls' | undefined;
}

/** Goes to the next group that still has something to do and plans its actions, or finishes the membership. */
export async function advance(
  cause: Cause,
  context: MembershipContext,
  position: Position,
  added?: Added,
): Promise<void> {
  const { tx, now } = cause;
  const { teamId, membership } = context;
  const groups = added?.groups ?? (await walkedGroups(tx, teamId, membership.cadence_id));
  const walk = walkOn(groups, context, position, now);
  const next: Next = { to: 'groups', walk };
  await appendMany(cause, [...(added?.events ?? []), ...movedEvents(context, next)]);
  await moveOn(cause, [{ context, next }], added !== undefined);
}

/** Leaves a live action out and goes on when its group is done. Nobody was contacted. */
export async function skipAction(
  tx: Tx,
  context: MembershipContext,
  action: Action,
  now: Date,
  reason: Said,
): Promise<void> {
  const { teamId } = context;
  const [progress] = await readProgress(tx, teamId, [{ context, action }]);
  if (!progress) return;
  const next = whatFollows(context, action, progress, now);
  await closeSkipped(tx, action, now, reason);
  await appendMany({ tx, teamId, now }, movedEvents(context, next));
  await moveOn({ tx, teamId, now }, [{ context, next }]);
}

/** What ends tells of itself, and of its person. */
function movedEvents({ membership }: MembershipContext, next: Next): Event[] {
  const moved = next.to === 'action' || (next.to === 'groups' && !next.walk.ends);
  return moved ? [{ type: 'cadence_membership_updated', id: membership.id }] : [];
}

/**
 * Writes what becomes of memberships of different people: what they reach is planned, or opened, in one statement for
 * all; who is through leaves the cadence. The caller holds their locks, has closed the actions that were done, and tells of the moves.
 * `added`: this transaction has just written them and holds their cadence against changes of its steps.
 */
export async function moveOn(cause: Cause, moves: readonly Move[], added = false): Promise<void> {
  const { tx, now } = cause;
  const teamId = teamOf(cause);
  const moving = moves.filter(({ next, count }) => next.to !== 'nowhere' || count !== undefined);
  if (moving.length === 0) return;
  const opens = await openings(cause, moving, added);
  const rows = moving.flatMap((move) =>
    reachedBy(move).flatMap((group) => actionRows(move.context, group, now, opens)),
  );
  const pointers = moving.flatMap((move) => pointerOf(move) ?? []);
  // A second stamp would cost every index of the table another entry.
  const stamp = added ? sql`` : sql`updated_at = ${now},`;
  if (rows.length > 0 || pointers.length > 0)
    await sql`
    WITH planted AS (
      INSERT INTO actions (team_id, created_at, updated_at, membership_id, cadence_id, step_id, step_group_id, person_id, user_id,
        type, automated, status, due_at, due_on, multitouch_group_id, reason, explained, completed_at)
      SELECT ${teamId}::bigint, ${now}::timestamptz, ${now}::timestamptz, p.membership_id, p.cadence_id, p.step_id, p.step_group_id, p.person_id, p.user_id,
        p.type, p.automated, p.status, p.due_at, p.due_at, p.multitouch_group_id, p.reason, p.explained, p.completed_at
      FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS p (membership_id bigint, cadence_id bigint, step_id bigint, step_group_id bigint,
        person_id bigint, user_id bigint, type text, automated boolean, status text, due_at timestamptz, multitouch_group_id bigint, reason text, explained jsonb, completed_at timestamptz)
      RETURNING id, membership_id, step_id)
    UPDATE cadence_memberships m SET ${stamp} sent_emails = m.sent_emails + v.sent_emails, calls = m.calls + v.calls,
      step_group_id = coalesce(v.group_id, m.step_group_id), step_id = coalesce(v.step_id, m.step_id),
      latest_action_id = coalesce(v.action_id, p.id, m.latest_action_id),
      group_entered_at = CASE WHEN v.group_id IS NULL THEN m.group_entered_at ELSE ${now}::timestamptz END
    FROM jsonb_to_recordset(${JSON.stringify(pointers)}::jsonb) AS v (id bigint, sent_emails integer, calls integer, group_id bigint, step_id bigint, action_id bigint)
    LEFT JOIN planted p ON p.membership_id = v.id AND p.step_id = v.step_id
    WHERE m.team_id = ${teamId} AND m.id = v.id AND ${isAmong(
      'm.id',
      pointers.map(({ id }) => id),
    )}`.execute(tx);
  const ended = moving.flatMap(({ context, next }) =>
    next.to === 'groups' && next.walk.ends ? [context] : [],
  );
  await endMemberships(cause, ended, 'completed', say('cadence_done', {}));
}

function reachedBy({ next }: Move): readonly ReachedGroup[] {
  return next.to === 'groups' ? next.walk.reached : [];
}

/** Where a membership stands now, and its counters; undefined where neither changes. */
function pointerOf({ context, next, count }: Move) {
  const counted = { sent_emails: count === 'sent_emails' ? 1 : 0, calls: count === 'calls' ? 1 : 0 };
  const still = { id: context.membership.id, ...counted, group_id: null, step_id: null, action_id: null };
  if (next.to === 'action') return { ...still, step_id: next.stepId, action_id: next.id };
  const last = next.to === 'groups' && !next.walk.ends ? next.walk.reached.at(-1) : undefined;
  if (last === undefined) return count === undefined ? undefined : still;
  const first = last.steps.find(({ skipped }) => skipped === undefined);
  return { ...still, group_id: last.group.id, step_id: first?.step.id ?? null };
}

type Opens = (context: MembershipContext, reached: ReachedStep) => boolean;

/**
 * Which steps are shown to their rep at once. The steps were read a moment ago: one that is gone meanwhile is planned,
 * and the planner takes it back.
 */
async function openings(cause: Cause, moves: readonly Move[], held: boolean): Promise<Opens> {
  const { tx, now } = cause;
  const free = new Set<number>();
  const steps = new Set<number>();
  for (const move of moves) {
    const wanted = reachedBy(move).flatMap((group) => group.steps.filter(({ opens }) => opens));
    // One transaction is one connection: nothing is won by asking side by side.
    if (wanted.length === 0 || !(await opensAtOnce(tx, move.context, now))) continue;
    free.add(move.context.membership.id);
    for (const { step } of wanted) steps.add(step.id);
  }
  const openable = held || steps.size === 0 ? steps : await openableSteps(tx, teamOf(cause), [...steps]);
  return ({ membership }, { opens, step }) => opens && free.has(membership.id) && openable.has(step.id);
}

/** Rows of actions for every step of a group that is reached. */
function actionRows(
  context: MembershipContext,
  { group, due, steps }: ReachedGroup,
  now: Date,
  opens: Opens,
) {
  const { membership, person } = context;
  return steps.map((reached) => {
    const { step, automated, skipped } = reached;
    const reason = skipped ?? due.reason;
    return {
      membership_id: membership.id,
      cadence_id: membership.cadence_id,
      step_id: step.id,
      step_group_id: group.id,
      person_id: person.id,
      user_id: membership.user_id,
      type: step.type,
      automated,
      status: skipped ? 'skipped' : opens(context, reached) ? 'in_progress' : 'planned',
      due_at: due.due,
      multitouch_group_id: steps.length > 1 ? group.id : null,
      reason: reason.text,
      explained: reason.record,
      completed_at: skipped ? now : null,
    };
  });
}
