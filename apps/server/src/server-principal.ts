import type { Db } from './db/connect.js';
import { ADMIN_ROLE } from './domain/identity/index.js';
import { BootError } from './kernel/boot-error.js';
import type { Principal } from './kernel/principal.js';

/** Whoever runs the server acts as the team's first admin; of all teams when none is named. @throws BootError when there is none */
export async function serverPrincipal(
  db: Db,
  teamId: number | undefined,
  clockOffsetMs: number,
): Promise<Principal> {
  const admin = await db
    .selectFrom('users')
    .select(['team_id', 'id', 'guid', 'group_id', 'time_zone'])
    .$if(teamId !== undefined, (users) => users.where('team_id', '=', teamId ?? 0))
    .where('role_id', '=', ADMIN_ROLE)
    .where('active', '=', true)
    .orderBy('id')
    .limit(1)
    .executeTakeFirst();
  if (!admin)
    throw new BootError(
      teamId === undefined
        ? 'There is no admin yet: start the server once.'
        : `Team ${teamId} has no admin yet.`,
    );
  return {
    teamId: admin.team_id,
    userId: admin.id,
    userGuid: admin.guid,
    admin: true,
    groupId: admin.group_id,
    teamOpen: true,
    timeZone: admin.time_zone,
    scopes: 'all',
    via: 'session',
    rateLimitPerMinute: 600,
    clockOffsetMs,
  };
}
