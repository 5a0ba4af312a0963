import { sql } from 'kysely';
import type { Tx } from '../../db/connect.js';
import { countActedOn } from '../cadences/cadence-rows.js';
import { type Said, say } from '../said.js';
import { endMemberships } from './membership-end-commands.js';
import {
  type Action,
  LIVE_ACTIONS,
  type MembershipContext,
  type WalkedGroup,
  walkedGroups,
} from './membership-queries.js';
import { type DueTime, nextGroup, planGroup } from './membership-rules.js';

/** An open action whose e-mail went out, with everything locked that its completion touches. */
export interface Done {
  context: MembershipContext;
  action: Action;
  /** Becomes the action's reason. */
  reason: Said;
}

/** What follows a completed action. */
type Step =
  | { to: 'other'; actionId: number; stepId: number }
  | { to: 'group'; group: WalkedGroup; due: DueTime }
  | { to: 'end' };

export interface Planned extends Done {
  /** A step of this cadence was completed for the person before. */
  acted: boolean;
  step: Step;
}

interface Other {
  id: number;
  membership_id: number;
  step_id: number;
  step_group_id: number;
  status: string;
}

/**
 * Judges what follows each completed action, as completeAction (membership-progress-commands.ts) does for one, with one
 * read per cadence and one for all memberships. Left out is what is rare and needs more: a person who left, a next group
 * that is due at once. Those are completed one by one.
 */
export async function planCompletions(
  tx: Tx,
  teamId: number,
  done: readonly Done[],
  now: Date,
): Promise<Planned[]> {
  const others = await readOthers(tx, teamId, done);
  const walks = new Map<number, WalkedGroup[]>();
  const dueOf = rememberedDues();
  const planned: Planned[] = [];
  for (const each of done) {
    const { membership } = each.context;
    const known = walks.get(membership.cadence_id);
    const groups = known ?? (await walkedGroups(tx, teamId, membership.cadence_id));
    walks.set(membership.cadence_id, groups);
    const own = others.get(membership.id) ?? [];
    const step = nextStep(each, groups, own, now, dueOf);
    if (step) planned.push({ ...each, step, acted: own.some(({ status }) => status === 'completed') });
  }
  return planned;
}

async function readOthers(tx: Tx, teamId: number, done: readonly Done[]): Promise<Map<number, Other[]>> {
  const { rows } = await sql<Other>`
    SELECT id, membership_id, step_id, step_group_id, status FROM actions
    WHERE team_id = ${teamId} AND membership_id = ANY(${done.map(({ context }) => context.membership.id)}::bigint[])
      AND id <> ALL(${done.map(({ action }) => action.id)}::bigint[]) AND status = ANY(${[...LIVE_ACTIONS, 'completed']}::text[])
    ORDER BY id`.execute(tx);
  const byMembership = new Map<number, Other[]>();
  for (const row of rows)
    byMembership.set(row.membership_id, [...(byMembership.get(row.membership_id) ?? []), row]);
  return byMembership;
}

/** planGroup for many: most who reach a group at once share zone and moment, and calendars are slow. */
function rememberedDues(): typeof planGroup {
  const known = new Map<string, DueTime>();
  return (group, anchor, zones) => {
    const key = `${group.id} ${anchor.at.getTime()} ${anchor.day} ${zones.user} ${zones.personLocale}`;
    const due = known.get(key) ?? planGroup(group, anchor, zones);
    known.set(key, due);
    return due;
  };
}

function nextStep(
  { context, action }: Done,
  groups: readonly WalkedGroup[],
  others: readonly Other[],
  now: Date,
  dueOf: typeof planGroup,
): Step | undefined {
  const { membership } = context;
  if (membership.currently_on_cadence !== true || membership.step_group_id !== action.step_group_id)
    return undefined;
  const left = others.find(
    (other) => other.status !== 'completed' && other.step_group_id === action.step_group_id,
  );
  if (left) return { to: 'other', actionId: left.id, stepId: left.step_id };
  // A group all of whose steps were switched off since is walked no more: where it stood is read one by one.
  const current = groups.find((group) => group.id === action.step_group_id);
  if (!current) return undefined;
  const group = nextGroup(groups, current);
  if (!group) return { to: 'end' };
  const at = action.due_at > now ? action.due_at : now;
  const due = dueOf(group, { at, day: current.day }, context.zones);
  return due.due <= now ? undefined : { to: 'group', group, due };
}

/**
 * Moves every membership on as planned, plants what comes next, and counts. The caller has closed the actions and
 * writes people, accounts and events. `sentEmails` is what each membership's counter goes up by.
 */
export async function moveOn(
  tx: Tx,
  teamId: number,
  planned: readonly Planned[],
  now: Date,
  { sentEmails }: { sentEmails: number },
): Promise<void> {
  const planted = planned.flatMap(({ context, step }) =>
    step.to === 'group' ? plannedRows(context, step.group, step.due) : [],
  );
  const moves = planned.map(({ context: { membership }, step }) => ({
    id: membership.id,
    group_id: step.to === 'group' ? step.group.id : null,
    step_id: step.to === 'group' ? step.group.steps[0]?.id : step.to === 'other' ? step.stepId : null,
    action_id: step.to === 'other' ? step.actionId : null,
  }));
  await sql`
    WITH planted AS (
      INSERT INTO actions (team_id, created_at, updated_at, membership_id, cadence_id, step_id, step_group_id, person_id, user_id,
        type, automated, status, due_at, multitouch_group_id, reason, explained)
      SELECT ${teamId}::bigint, ${now}::timestamptz, ${now}::timestamptz, p.membership_id, p.cadence_id, p.step_id, p.step_group_id, p.person_id, p.user_id,
        p.type, p.automated, 'planned', p.due_at, p.multitouch_group_id, p.reason, p.explained
      FROM jsonb_to_recordset(${JSON.stringify(planted)}::jsonb) AS p (membership_id bigint, cadence_id bigint, step_id bigint, step_group_id bigint,
        person_id bigint, user_id bigint, type text, automated boolean, due_at timestamptz, multitouch_group_id bigint, reason text, explained jsonb)
      RETURNING id, membership_id, step_id)
    UPDATE cadence_memberships m SET sent_emails = m.sent_emails + ${sentEmails}::int, updated_at = ${now},
      step_group_id = coalesce(v.group_id, m.step_group_id), step_id = coalesce(v.step_id, m.step_id),
      latest_action_id = coalesce(v.action_id, p.id, m.latest_action_id),
      group_entered_at = CASE WHEN v.group_id IS NULL THEN m.group_entered_at ELSE ${now}::timestamptz END
    FROM jsonb_to_recordset(${JSON.stringify(moves)}::jsonb) AS v (id bigint, group_id bigint, step_id bigint, action_id bigint)
    LEFT JOIN planted p ON p.membership_id = v.id AND p.step_id = v.step_id
    WHERE m.team_id = ${teamId} AND m.id = v.id`.execute(tx);
  const ended = planned.flatMap(({ context, step }) => (step.to === 'end' ? [context] : []));
  await endMemberships(tx, teamId, ended, now, 'completed', say('cadence_done', {}), null);
  const fresh = planned.filter(({ acted }) => !acted).map(({ context }) => context.cadence.id);
  // Last, because many people share the row: its lock is held for the shortest time.
  await countActedOn(tx, teamId, fresh);
}

/** Rows of actions for every step of a group that lies ahead. */
function plannedRows({ membership, person }: MembershipContext, group: WalkedGroup, due: DueTime) {
  return group.steps.map((step) => ({
    membership_id: membership.id,
    cadence_id: membership.cadence_id,
    step_id: step.id,
    step_group_id: group.id,
    person_id: person.id,
    user_id: membership.user_id,
    type: step.type,
    automated: group.automated && step.type === 'email',
    due_at: due.due,
    multitouch_group_id: group.steps.length > 1 ? group.id : null,
    reason: due.reason.text,
    explained: due.reason.record,
  }));
}
