import type { Db } from '../../db/connect.js';
import { sha256 } from '../../kernel/crypto.js';
import { scopesOfRole } from './scopes.js';
import { ADMIN_ROLE } from './users.js';

/** An app as it may act today: what it was registered with, less what its owner may not. */
export interface OAuthClient {
  readonly client_id: string;
  readonly name: string;
  readonly secret_hash: Buffer | null;
  readonly confidential: boolean;
  readonly redirect_uris: string[];
  readonly grant_types: string[];
  readonly scopes: string[];
}

/** An app that was not revoked, of an active team or of nobody; undefined for everything else. */
export async function findOAuthClient(db: Db, clientId: string): Promise<OAuthClient | undefined> {
  // RFC 6749 appendix A.1; anything else (a NUL byte) the database would choke on.
  if (!/^[\x20-\x7e]{1,500}$/.test(clientId)) return undefined;
  const app = await db
    .selectFrom('oauth_apps')
    .leftJoin('users', (join) =>
      join.onRef('users.team_id', '=', 'oauth_apps.team_id').onRef('users.id', '=', 'oauth_apps.user_id'),
    )
    .leftJoin('teams', 'teams.id', 'oauth_apps.team_id')
    .select([
      'oauth_apps.client_id',
      'oauth_apps.name',
      'oauth_apps.secret_hash',
      'oauth_apps.confidential',
      'oauth_apps.redirect_uris',
      'oauth_apps.grant_types',
      'oauth_apps.scopes',
      'oauth_apps.team_id',
      'users.role_id',
      'users.active',
      'teams.deactivated',
    ])
    .where('client_id', '=', clientId)
    .where('revoked_at', 'is', null)
    .executeTakeFirst();
  if (!app || app.deactivated === true) return undefined;
  const ownerIsAdmin = app.active === true && app.role_id === ADMIN_ROLE;
  const { role_id: _role, active: _active, deactivated: _deactivated, team_id: team, ...client } = app;
  return {
    ...client,
    grant_types: app.grant_types.filter(
      (grant) => grant !== 'client_credentials' || (app.confidential && ownerIsAdmin),
    ),
    // An app of nobody is bound by the role of whoever consents, an app of somebody by its owner's as well.
    scopes: scopesOfRole(app.scopes, team === null || ownerIsAdmin),
  };
}

/** What an app that registers itself says of itself. */
export interface Registration {
  readonly clientId: string;
  readonly name: string;
  readonly secret: string | null;
  readonly redirectUris: readonly string[];
  readonly grantTypes: readonly string[];
  readonly scopes: readonly string[];
}

/** Stores an app that registered itself (RFC 7591). It belongs to no team and so can never act without a user. */
export async function registerOAuthClient(db: Db, client: Registration, now: Date): Promise<void> {
  await db
    .insertInto('oauth_apps')
    .values({
      team_id: null,
      user_id: null,
      created_at: now,
      updated_at: now,
      name: client.name,
      client_id: client.clientId,
      secret_hash: client.secret === null ? null : sha256(client.secret),
      confidential: client.secret !== null,
      redirect_uris: [...client.redirectUris],
      grant_types: client.grantTypes.filter((grant) => grant !== 'client_credentials'),
      scopes: [...client.scopes],
    })
    .execute();
}
