import { type RawBuilder, sql } from 'kysely';
import type { Tx } from '../db/connect.js';
import type { Principal } from '../kernel/principal.js';

/** Who sees what: each rule once in SQL and once for commands. What the caller does not see does not exist for them. */

export type Viewer = Pick<Principal, 'teamId' | 'userId' | 'admin' | 'groupId'>;

/** A person or an account: in a private team (team_visibility_default) its owner and admins. The views' `visible` says the same. */
export async function seesOwned(
  tx: Tx,
  viewer: Pick<Viewer, 'teamId' | 'userId' | 'admin'>,
  ownerId: number | null,
): Promise<boolean> {
  if (viewer.admin || ownerId === viewer.userId) return true;
  const team = await tx
    .selectFrom('teams')
    .select('team_visibility_default')
    .where('id', '=', viewer.teamId)
    .executeTakeFirstOrThrow();
  return team.team_visibility_default === 'public';
}

/** Team and shared cadences: everyone, or the groups they are restricted to; others: owner and admins. */
export function seesCadence(
  viewer: Viewer,
  cadence: { owner_id: number; team_cadence: boolean; shared: boolean; group_ids: readonly number[] },
): boolean {
  if (viewer.admin || cadence.owner_id === viewer.userId) return true;
  if (!cadence.team_cadence && !cadence.shared) return false;
  return (
    cadence.group_ids.length === 0 || (viewer.groupId !== null && cadence.group_ids.includes(viewer.groupId))
  );
}

/** seesCadence as SQL for a view: of the cadence `alias`, with the context parameters. */
export const cadenceSeen = (alias: string): string =>
  `(:admin OR ${alias}.owner_id = :user OR ((${alias}.team_cadence OR ${alias}.shared) AND (${alias}.group_ids = '{}' OR :group = ANY(${alias}.group_ids))))`;

/** SQL for a view: the cadence in `column` is alive and seen by the caller. */
export const cadenceAlive = (column: string): string =>
  `EXISTS (SELECT FROM cadences c WHERE c.team_id = :team AND c.id = ${column} AND c.deleted_at IS NULL AND ${cadenceSeen('c')})`;

/** cadenceSeen for a statement outside of views. */
export function cadenceSeenBy(viewer: Viewer, alias: string): RawBuilder<boolean> {
  const values: Readonly<Record<string, RawBuilder<unknown>>> = {
    admin: sql`${viewer.admin}::boolean`,
    user: sql`${viewer.userId}::bigint`,
    group: sql`${viewer.groupId}::bigint`,
  };
  const parts = cadenceSeen(alias)
    .split(/:(admin|user|group)\b/)
    .map((part) => values[part] ?? sql.raw(part));
  return sql<boolean>`${sql.join(parts, sql.raw(''))}`;
}
