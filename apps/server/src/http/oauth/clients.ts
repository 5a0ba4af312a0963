import { shortLine } from '@cadenza/contract';
import type { AdapterPayload } from 'oidc-provider';
import type { Db } from '../../db/connect.js';
import { ADMIN_ROLE, scopesOfRole } from '../../domain/identity/index.js';
import { sha256 } from '../../kernel/crypto.js';

/** An app as oidc-provider sees a client, or undefined. client_secret carries the hash: provider.ts compares hashes. */
export async function findClient(db: Db, clientId: string): Promise<AdapterPayload | undefined> {
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
  const grants = app.grant_types.filter(
    (grant) => grant !== 'client_credentials' || (app.confidential && ownerIsAdmin),
  );
  const native = app.redirect_uris.some((uri) => !/^https?:/i.test(uri));
  return {
    client_id: app.client_id,
    client_name: app.name,
    ...(app.secret_hash ? { client_secret: app.secret_hash.toString('hex') } : {}),
    token_endpoint_auth_method: app.confidential ? 'client_secret_basic' : 'none',
    application_type: native ? 'native' : 'web',
    redirect_uris: app.redirect_uris,
    grant_types: grants,
    response_types: grants.includes('authorization_code') ? ['code'] : [],
    // An app of nobody is bound by the role of whoever consents, an app of somebody by its owner's as well.
    scope: ['openid', ...scopesOfRole(app.scopes, app.team_id === null || ownerIsAdmin)].join(' '),
  };
}

/** Stores a dynamically registered client (RFC 7591). It belongs to no team and so can never act without a user. */
export async function registerClient(
  db: Db,
  metadata: AdapterPayload,
  defaultScopes: readonly string[],
  now: Date,
): Promise<void> {
  const client = metadata as AdapterPayload & { client_id: string; scope?: string };
  const secret = typeof client.client_secret === 'string' ? client.client_secret : null;
  const scopes = client.scope?.split(' ').filter((scope) => scope !== 'openid') ?? [];
  await db
    .insertInto('oauth_apps')
    .values({
      team_id: null,
      user_id: null,
      created_at: now,
      updated_at: now,
      name: shortLine(client.client_name ?? '', 200) || 'Unnamed app',
      client_id: client.client_id,
      secret_hash: secret === null ? null : sha256(secret),
      confidential: secret !== null,
      redirect_uris: [...(client.redirect_uris ?? [])],
      grant_types: (client.grant_types ?? []).filter((grant) => grant !== 'client_credentials'),
      scopes: scopes.length > 0 ? scopes : [...defaultScopes],
    })
    .execute();
}
