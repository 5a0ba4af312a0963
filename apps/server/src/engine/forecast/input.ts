import type { Said } from '../../domain/said.js';
import { ACTION_COLUMNS, MEMBERSHIP_COLUMNS, PERSON_COLUMNS } from '../../db/columns.js';
import { anyOf } from '../../db/any-of.js';
import type { Tx } from '../../db/connect.js';
import {
  accountOf,
  type Action,
  emailsOf,
  LIVE_ACTIONS,
  type MembershipContext,
  membershipContextOf,
  readPlaces,
  type WalkedGroup,
  walkedGroups,
} from '../../domain/memberships/index.js';
import type { Place } from '../../domain/memberships/membership-rules.js';
import type { BranchFacts } from '../../domain/memberships/branch-rules.js';
import { teamSchedule } from '../../domain/scheduling/index.js';
import { PLANNING_COLUMNS, type PlanningRow, type DueAction, actionSeed } from '../planning/planning-rows.js';
import { type PlanningContext, planningContextOf } from '../planning/plan-input.js';

/** What planning reads of a step and the user who works it, without an action. */
export type StepFacts = Omit<PlanningRow, keyof Action | 'has_email'>;

/** One membership, as far as looking ahead needs it. */
export interface Run {
  context: MembershipContext;
  groups: WalkedGroup[];
  /** Its live actions. */
  live: Action[];
  /** Where the groups of its live actions stand that are walked no more. */
  places: ReadonlyMap<number, Place>;
  /** What a branch looks at. */
  branch: Omit<BranchFacts, 'placeOf'>;
}

export interface ForecastInput {
  runs: Run[];
  planningContext: PlanningContext;
  /** Why nothing is sent to the person of a membership. */
  suppressed: ReadonlyMap<number, Said>;
  /** undefined: nothing is known of that user. */
  factsOf(membershipId: number, stepId: number, userId: number): StepFacts | undefined;
}

interface StepRow extends StepFacts {
  membership_id: number;
  step_id: number;
  step_group_id: number;
  type: string;
  group_automated: boolean;
  user_id: number;
}

/** Reads all of it without a lock, in a handful of statements and four a membership. Unknown ids are left out. */
export async function readForecastInput(
  tx: Tx,
  teamId: number,
  membershipIds: readonly number[],
  now: Date,
): Promise<ForecastInput> {
  const runs = await readRuns(tx, teamId, membershipIds);
  const rows = await readSteps(tx, teamId, runs);
  const byKey = new Map(rows.map((row) => [`${row.membership_id}/${row.step_id}/${row.user_id}`, row]));
  // One made-up touch for each: the surroundings are read for what may come, not for what is due.
  const contexts = new Map(runs.map(({ context }) => [context.membership.id, context]));
  const dueActions = rows.flatMap((row, index): DueAction[] => {
    const context = contexts.get(row.membership_id);
    return context ? [dueActionOf(context, row, -1 - index, row.user_id, now)] : [];
  });
  const known = runs.flatMap(({ context, live }) =>
    live.flatMap((action): DueAction[] => {
      const row = byKey.get(`${action.membership_id}/${action.step_id}/${action.user_id}`);
      return row ? [{ context, action, row: planningRowFor(action, row) }] : [];
    }),
  );
  const planningContext = await planningContextOf(
    { tx, teamId, now },
    [...known, ...dueActions],
    teamSchedule,
    false,
  );
  return {
    runs,
    planningContext,
    suppressed: new Map(
      dueActions.flatMap(({ action }) => {
        const why = planningContext.suppressed.get(action.id);
        return why === undefined ? [] : [[action.membership_id, why] as const];
      }),
    ),
    factsOf: (membershipId, stepId, userId) => byKey.get(`${membershipId}/${stepId}/${userId}`),
  };
}

async function readRuns(tx: Tx, teamId: number, ids: readonly number[]): Promise<Run[]> {
  if (ids.length === 0) return [];
  const memberships = await tx
    .selectFrom('cadence_memberships')
    .select(MEMBERSHIP_COLUMNS)
    .where('team_id', '=', teamId)
    .where('id', '=', anyOf(ids))
    .execute();
  const people = await tx
    .selectFrom('people')
    .select(PERSON_COLUMNS)
    .where('team_id', '=', teamId)
    .where('id', '=', anyOf([...new Set(memberships.map((each) => each.person_id))]))
    .execute();
  const byId = new Map(memberships.map((each) => [each.id, each]));
  const personOf = new Map(people.map((each) => [each.id, each]));
  const liveOf = new Map<number, Action[]>();
  for (const action of await readLive(tx, teamId, ids))
    liveOf.set(action.membership_id, [...(liveOf.get(action.membership_id) ?? []), action]);
  const groups = new Map<number, WalkedGroup[]>();
  const runs: Run[] = [];
  for (const id of ids) {
    const membership = byId.get(id);
    const person = membership && personOf.get(membership.person_id);
    if (!membership || !person) continue;
    const context = await membershipContextOf(tx, membership, person);
    const { cadence_id: cadenceId } = membership;
    const walked = groups.get(cadenceId) ?? (await walkedGroups(tx, teamId, cadenceId));
    groups.set(cadenceId, walked);
    const live = liveOf.get(id) ?? [];
    const gone = live.map((action) => action.step_group_id).filter((at) => !walked.some((g) => g.id === at));
    runs.push({
      context,
      groups: walked,
      live,
      places: await readPlaces(tx, teamId, gone),
      branch: {
        emails: await emailsOf(tx, context),
        person,
        account: await accountOf(tx, context),
      },
    });
  }
  return runs;
}

function readLive(tx: Tx, teamId: number, membershipIds: readonly number[]): Promise<Action[]> {
  return tx
    .selectFrom('actions')
    .select(ACTION_COLUMNS)
    .where('team_id', '=', teamId)
    .where('membership_id', '=', anyOf(membershipIds))
    .where('status', 'in', LIVE_ACTIONS)
    .orderBy('due_at')
    .orderBy('id')
    .execute();
}

/**
 * Every step of the cadences with every user who may work it: the membership's, and whoever stands in for somebody or has a
 * colleague's action.
 */
async function readSteps(tx: Tx, teamId: number, runs: readonly Run[]): Promise<StepRow[]> {
  if (runs.length === 0) return [];
  const standIns = await tx
    .selectFrom('user_absences')
    .select('hand_over_to_id')
    .distinct()
    .where('team_id', '=', teamId)
    .where('deleted_at', 'is', null)
    .where('hand_over_to_id', 'is not', null)
    .execute();
  const others = new Set([
    ...standIns.flatMap((row) => row.hand_over_to_id ?? []),
    ...runs.flatMap(({ context, live }) =>
      live.map((each) => each.user_id).filter((user) => user !== context.membership.user_id),
    ),
  ]);
  return tx
    .selectFrom('cadence_memberships as m')
    .innerJoin('steps as s', (join) =>
      join.onRef('s.team_id', '=', 'm.team_id').onRef('s.cadence_id', '=', 'm.cadence_id'),
    )
    .innerJoin('step_groups as g', (join) =>
      join.onRef('g.team_id', '=', 's.team_id').onRef('g.id', '=', 's.step_group_id'),
    )
    .innerJoin('cadences as k', (join) =>
      join.onRef('k.team_id', '=', 'm.team_id').onRef('k.id', '=', 'm.cadence_id'),
    )
    .innerJoin('users as u', 'u.team_id', 'm.team_id')
    .innerJoin('teams as t', 't.id', 'm.team_id')
    .innerJoin('people as p', (join) =>
      join.onRef('p.team_id', '=', 'm.team_id').onRef('p.id', '=', 'm.person_id'),
    )
    .leftJoin('accounts as c', (join) =>
      join
        .onRef('c.team_id', '=', 'p.team_id')
        .onRef('c.id', '=', 'p.account_id')
        .on('c.deleted_at', 'is', null),
    )
    .select(['m.id as membership_id', 's.id as step_id', 's.step_group_id', 's.type', 'u.id as user_id'])
    .select('g.automated as group_automated')
    .select(PLANNING_COLUMNS)
    .select(actionSeed.as('seed'))
    .where('m.team_id', '=', teamId)
    .where('m.id', '=', anyOf(runs.map(({ context }) => context.membership.id)))
    .where((where) =>
      where.or([where('u.id', '=', where.ref('m.user_id')), where('u.id', '=', anyOf([...others]))]),
    )
    .orderBy('m.id')
    .orderBy('s.id')
    .execute();
}

/** An action that does not exist yet. */
function dueActionOf(
  context: MembershipContext,
  row: StepRow,
  id: number,
  userId: number,
  at: Date,
): DueAction {
  const action = synthetic(context, {
    id,
    step_id: row.step_id,
    step_group_id: row.step_group_id,
    type: row.type,
    automated: row.group_automated && row.type === 'email',
    user_id: userId,
    due_at: at,
    reason: '',
  });
  return { context, action, row: planningRowFor(action, row) };
}

/** A forecast has no ledger: whether an e-mail was written before is not looked at. */
export function planningRowFor(action: Action, row: StepFacts): PlanningRow {
  return { ...row, ...action, has_email: false };
}

type Made = Pick<
  Action,
  'id' | 'step_id' | 'step_group_id' | 'type' | 'automated' | 'user_id' | 'due_at' | 'reason'
> &
  Partial<Pick<Action, 'explained'>>;

/** The row an action will be. Its id is negative: no real one has it. */
export function synthetic({ teamId, membership, person }: MembershipContext, made: Made): Action {
  return {
    explained: null,
    ...made,
    team_id: teamId,
    membership_id: membership.id,
    cadence_id: membership.cadence_id,
    person_id: person.id,
    status: 'planned',
    completed_at: null,
    attempts: 0,
    decided_by: null,
    decided_because: null,
    decided_explained: null,
    due_before_pause: null,
    booked: false,
    booked_mailbox_id: null,
  };
}
