import type { Db } from './db/connect.js';
import { ADMIN_ROLE } from './domain/identity/index.js';
import { BootError } from './kernel/boot-error.js';
import type { Principal } from './kernel/principal.js';

/** Whoever runs the server acts as the team's first admin. @throws BootError when it has none */
export async function serverPrincipal(db: Db, teamId: number, clockOffsetMs: number): Promise<Principal> {
  const admin = await db
    .selectFrom('users')
    .select(['id', 'guid', 'group_id', 'time_zone'])
    .where('team_id', '=', teamId)
    .where('role_id', '=', ADMIN_ROLE)
    .where('active', '=', true)
    .orderBy('id')
    .executeTakeFirst();
  if (!admin) throw new BootError(`Team ${teamId} has no admin.`);
  return {
    teamId,
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
