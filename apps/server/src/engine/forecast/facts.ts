import type { Said } from '../../domain/said.js';
import { ACTION_COLUMNS, MEMBERSHIP_COLUMNS, PERSON_COLUMNS } from '../../db/columns.js';
import { anyOf } from '../../db/any-of.js';
import type { Tx } from '../../db/connect.js';
import {
  accountOf,
  type Action,
  emailsOf,
  LIVE_ACTIONS,
  type Standing,
  standingOf,
  type WalkedGroup,
  walkedGroups,
} from '../../domain/memberships/index.js';
import type { BranchFacts } from '../../domain/memberships/branch-rules.js';
import { teamSchedule } from '../../domain/scheduling/index.js';
import { FACTS, type Facts, type Touch, touchSeed } from '../planning/facts.js';
import { type Surroundings, surroundingsOf } from '../planning/situation.js';

/** What planning reads of a step and the user who works it, without an action. */
export type StepFacts = Omit<Facts, keyof Action | 'f_has_letter'>;

/** One membership, as far as looking ahead needs it. */
export interface Run {
  standing: Standing;
  groups: WalkedGroup[];
  /** Its live actions. */
  live: Action[];
  /** What a branch looks at. */
  branch: Omit<BranchFacts, 'placeOf'>;
}

export interface Outlook {
  runs: Run[];
  surroundings: Surroundings;
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
export async function readOutlook(
  tx: Tx,
  teamId: number,
  membershipIds: readonly number[],
  now: Date,
): Promise<Outlook> {
  const runs = await readRuns(tx, teamId, membershipIds);
  const rows = await readSteps(tx, teamId, runs);
  const byKey = new Map(rows.map((row) => [`${row.membership_id}/${row.step_id}/${row.user_id}`, row]));
  // One made-up touch for each: the surroundings are read for what may come, not for what is due.
  const standings = new Map(runs.map(({ standing }) => [standing.membership.id, standing]));
  const touches = rows.flatMap((row, index): Touch[] => {
    const standing = standings.get(row.membership_id);
    return standing ? [touchOf(standing, row, -1 - index, row.user_id, now)] : [];
  });
  const known = runs.flatMap(({ standing, live }) =>
    live.flatMap((action): Touch[] => {
      const facts = byKey.get(`${action.membership_id}/${action.step_id}/${action.user_id}`);
      return facts ? [{ standing, action, facts: factsFor(action, facts) }] : [];
    }),
  );
  const surroundings = await surroundingsOf(tx, teamId, [...known, ...touches], now, teamSchedule, false);
  return {
    runs,
    surroundings,
    suppressed: new Map(
      touches.flatMap(({ action }) => {
        const why = surroundings.suppressed.get(action.id);
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
  const groups = new Map<number, WalkedGroup[]>();
  const runs: Run[] = [];
  for (const id of ids) {
    const membership = memberships.find((each) => each.id === id);
    const person =
      membership &&
      (await tx
        .selectFrom('people')
        .select(PERSON_COLUMNS)
        .where('team_id', '=', teamId)
        .where('id', '=', membership.person_id)
        .executeTakeFirst());
    if (!membership || !person) continue;
    const standing = await standingOf(tx, membership, person);
    const { cadence_id: cadenceId } = membership;
    const walked = groups.get(cadenceId) ?? (await walkedGroups(tx, teamId, cadenceId));
    groups.set(cadenceId, walked);
    runs.push({
      standing,
      groups: walked,
      live: await readLive(tx, teamId, id),
      branch: {
        emails: await emailsOf(tx, standing),
        person,
        account: await accountOf(tx, standing),
      },
    });
  }
  return runs;
}

function readLive(tx: Tx, teamId: number, membershipId: number): Promise<Action[]> {
  return tx
    .selectFrom('actions')
    .select(ACTION_COLUMNS)
    .where('team_id', '=', teamId)
    .where('membership_id', '=', membershipId)
    .where('status', 'in', LIVE_ACTIONS)
    .orderBy('due_at')
    .orderBy('id')
    .execute();
}

/** Every step of the cadences with every user who may work it: the membership's, those of its actions, and stand-ins. */
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
  const userIds = new Set([
    ...standIns.flatMap((row) => row.hand_over_to_id ?? []),
    ...runs.flatMap(({ standing, live }) => [
      standing.membership.user_id,
      ...live.map((each) => each.user_id),
    ]),
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
    .select(FACTS)
    .select(touchSeed.as('f_seed'))
    .where('m.team_id', '=', teamId)
    .where('m.id', '=', anyOf(runs.map(({ standing }) => standing.membership.id)))
    .where('u.id', '=', anyOf([...userIds]))
    .orderBy('m.id')
    .orderBy('s.id')
    .execute();
}

/** A touch that does not exist yet. */
function touchOf(standing: Standing, row: StepRow, id: number, userId: number, at: Date): Touch {
  const action = madeUp(standing, {
    id,
    step_id: row.step_id,
    step_group_id: row.step_group_id,
    type: row.type,
    automated: row.group_automated && row.type === 'email',
    user_id: userId,
    due_at: at,
    reason: '',
  });
  return { standing, action, facts: factsFor(action, row) };
}

/** A forecast has no ledger: whether a letter was written before is not looked at. */
export function factsFor(action: Action, facts: StepFacts): Facts {
  return { ...facts, ...action, f_has_letter: false };
}

type Made = Pick<
  Action,
  'id' | 'step_id' | 'step_group_id' | 'type' | 'automated' | 'user_id' | 'due_at' | 'reason'
> &
  Partial<Pick<Action, 'explained'>>;

/** The row an action will be. Its id is negative: no real one has it. */
export function madeUp({ teamId, membership, person }: Standing, made: Made): Action {
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
