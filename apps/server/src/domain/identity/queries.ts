import { sql } from 'kysely';
import type { Db } from '../../db/connect.js';

export { listApiKeys, type ApiKeyRow } from './api_keys.js';
export { listGrantedApps, type GrantedApp } from './granted_apps.js';
export { findOAuthApp, listOAuthApps, type OAuthAppRow } from './oauth_apps.js';
export { findPasswordReset } from './password_resets.js';
export { findSessionStart, listSessions, type SessionRow } from './sessions.js';
export { nameOfTeam, teamAtAGlance } from './team_users.js';

/** What OpenID Connect tells about a user. */
export interface Account {
  id: number;
  team_id: number;
  guid: string;
  email: string;
  first_name: string | null;
  last_name: string | null;
  name: string | null;
  role_id: string;
  updated_at: Date;
}

/** An active user of an active team, by guid. */
export function findAccountByGuid(db: Db, guid: string): Promise<Account | undefined> {
  return db
    .selectFrom('users')
    .innerJoin('teams', 'teams.id', 'users.team_id')
    .select([
      'users.id',
      'users.team_id',
      'users.guid',
      'users.email',
      'users.first_name',
      'users.last_name',
      'users.name',
      'users.role_id',
      'users.updated_at',
    ])
    .where('users.guid', '=', guid)
    .where('users.active', '=', true)
    .where('teams.deactivated', '=', false)
    .executeTakeFirst();
}

/** Scopes the user has already granted the app in one go: a confidential app need not ask again for these. */
export async function listGrantedScopes(db: Db, clientId: string, userId: number): Promise<Set<string>[]> {
  const rows = await db
    .selectFrom('oauth_payloads')
    .select(sql<string | null>`payload->'openid'->>'scope'`.as('scope'))
    .where('client_id', '=', clientId)
    .where('user_id', '=', userId)
    .where('model', '=', 'Grant')
    .limit(50)
    .execute();
  return rows.map((row) => new Set(row.scope?.split(' ')));
}
