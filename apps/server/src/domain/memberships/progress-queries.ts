import { sql } from 'kysely';
import { anyOf } from '../../db/any-of.js';
import type { Tx } from '../../db/connect.js';
import { type Action, LIVE_ACTIONS, type MembershipContext, walkedGroups } from './membership-queries.js';
import type { Place } from './membership-rules.js';
import type { WalkedGroup } from './membership-queries.js';
import { leftOfGroup, type OtherAction, type Progress, standsAt } from './progress-rules.js';

/** An action that is done or left out, of a membership that the transaction holds. */
export interface Work {
  context: MembershipContext;
  action: Action;
}

/**
 * What is known around these actions, in their order: one read for all memberships, and one for each cadence that
 * somebody goes on in.
 */
export async function readProgress(tx: Tx, teamId: number, works: readonly Work[]): Promise<Progress[]> {
  const others = await readOthers(tx, teamId, works);
  const walks = new Map<number, WalkedGroup[]>();
  const progress: Progress[] = [];
  for (const { context, action } of works) {
    const own = others.get(context.membership.id) ?? [];
    if (!standsAt(context.membership, action) || leftOfGroup(own, action)) {
      progress.push({ others: own, groups: [], place: undefined });
      continue;
    }
    const cadenceId = context.membership.cadence_id;
    const groups = walks.get(cadenceId) ?? (await walkedGroups(tx, teamId, cadenceId));
    walks.set(cadenceId, groups);
    const id = action.step_group_id;
    // A group all of whose steps were switched off since is walked no more.
    const place = groups.find((group) => group.id === id) ?? (await readPlaces(tx, teamId, [id])).get(id);
    progress.push({ others: own, groups, place });
  }
  return progress;
}

async function readOthers(
  tx: Tx,
  teamId: number,
  works: readonly Work[],
): Promise<Map<number, OtherAction[]>> {
  const { rows } = await sql<OtherAction & { membership_id: number }>`
    SELECT id, membership_id, step_id, step_group_id, status FROM actions
    WHERE team_id = ${teamId} AND membership_id = ANY(${works.map(({ context }) => context.membership.id)}::bigint[])
      AND id <> ALL(${works.map(({ action }) => action.id)}::bigint[]) AND status = ANY(${[...LIVE_ACTIONS, 'completed']}::text[])
    ORDER BY id`.execute(tx);
  const byMembership = new Map<number, OtherAction[]>();
  for (const row of rows) {
    const own = byMembership.get(row.membership_id);
    if (own) own.push(row);
    else byMembership.set(row.membership_id, [row]);
  }
  return byMembership;
}

/** Where groups stand in their cadences, walked or not. */
export async function readPlaces(
  tx: Tx,
  teamId: number,
  groupIds: readonly number[],
): Promise<ReadonlyMap<number, Place>> {
  if (groupIds.length === 0) return new Map();
  const rows = await tx
    .selectFrom('step_groups')
    .select(['id', 'day', 'position'])
    .where('team_id', '=', teamId)
    .where('id', '=', anyOf(groupIds))
    .execute();
  return new Map(rows.map((row) => [row.id, row]));
}
