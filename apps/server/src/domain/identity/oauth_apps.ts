import { shortLine } from '@cadenza/contract';
import { sql } from 'kysely';
import type { Db, Tx } from '../../db/connect.js';
import { randomHex, sha256 } from '../../kernel/crypto.js';
import { invalid, notFound } from '../../kernel/errors.js';
import { ALL_SCOPES, checkedScopes, DEFAULT_APP_SCOPES } from './scopes.js';
import { isAdmin } from './users.js';

const DEVICE_GRANT = 'urn:ietf:params:oauth:grant-type:device_code';
const GRANTS: Readonly<Record<string, string>> = {
  authorization_code: 'authorization_code',
  refresh_token: 'refresh_token',
  client_credentials: 'client_credentials',
  device_code: DEVICE_GRANT,
  [DEVICE_GRANT]: DEVICE_GRANT,
};

export interface NewOAuthApp {
  /** The owner: client-credentials tokens act as this user. */
  userId: number;
  name: string;
  redirectUris: readonly string[];
  confidential: boolean;
  /** Default: everything the kind of app may use. */
  grants?: readonly string[] | undefined;
  /** Default: all general scopes. */
  scopes?: readonly string[] | undefined;
}

export interface OAuthAppRow {
  id: number;
  name: string;
  client_id: string;
  confidential: boolean;
  redirect_uris: string[];
  grant_types: string[];
  scopes: string[];
  user_id: number | null;
  created_at: Date;
}

const COLUMNS = [
  'id',
  'name',
  'client_id',
  'confidential',
  'redirect_uris',
  'grant_types',
  'scopes',
  'user_id',
  'created_at',
] as const;
const MOST_REDIRECT_URIS = 20;
const LONGEST_REDIRECT_URI = 2000;
const LOOPBACK = new Set(['localhost', '127.0.0.1', '[::1]']);

/**
 * Redirect URIs as they will be compared: character by character. https anywhere; http on the loopback interface only
 * (RFC 8252 section 8.3); a private-use scheme such as com.example.app:/done for public apps (section 7.1).
 * @throws AppError invalid
 */
export function checkedRedirectUris(uris: readonly string[], confidential: boolean): string[] {
  const given = [...new Set(uris.map((uri) => uri.trim()).filter((uri) => uri !== ''))];
  if (given.length > MOST_REDIRECT_URIS)
    throw invalid('redirect_uris', `are too many (at most ${MOST_REDIRECT_URIS})`);
  for (const uri of given) {
    if (uri.length > LONGEST_REDIRECT_URI) throw invalid('redirect_uris', 'has one that is too long');
    if (!URL.canParse(uri)) throw invalid('redirect_uris', `is not a URL: ${uri}`);
    const url = new URL(uri);
    if (uri.includes('#')) throw invalid('redirect_uris', `must not have a fragment: ${uri}`);
    if (url.protocol === 'https:') continue;
    if (url.protocol === 'http:') {
      if (!LOOPBACK.has(url.hostname))
        throw invalid('redirect_uris', `must use https, except on localhost: ${uri}`);
    } else if (confidential || !url.protocol.includes('.')) {
      throw invalid(
        'redirect_uris',
        `must be an https URL, or a scheme like com.example.app: of a public app: ${uri}`,
      );
    }
  }
  const web = given.filter((uri) => /^https?:/i.test(uri)).length;
  if (web !== 0 && web !== given.length)
    throw invalid('redirect_uris', 'must not mix web addresses and app schemes');
  return given;
}

function checkedGrants(
  grants: readonly string[] | undefined,
  confidential: boolean,
  hasRedirect: boolean,
): string[] {
  const wanted = grants ?? [
    'authorization_code',
    'refresh_token',
    'device_code',
    ...(confidential ? ['client_credentials'] : []),
  ];
  const checked = new Set<string>();
  for (const grant of wanted) {
    const known = GRANTS[grant.trim()];
    if (!known)
      throw invalid(
        'grants',
        `has an unknown name: ${grant} (known: ${Object.keys(GRANTS).slice(0, 4).join(', ')})`,
      );
    if (known === 'client_credentials' && !confidential)
      throw invalid('grants', 'client_credentials needs a confidential app');
    checked.add(known);
  }
  if (!hasRedirect) {
    if (grants?.includes('authorization_code'))
      throw invalid('redirect_uris', 'needs at least one for authorization_code');
    checked.delete('authorization_code');
  }
  // Both interactive flows end with a refresh token.
  if (checked.has('authorization_code') || checked.has(DEVICE_GRANT)) checked.add('refresh_token');
  if (checked.size === 0) throw invalid('grants', 'needs at least one');
  return [...checked];
}

/** Registers an app. `clientSecret` (null for a public app) is shown now and never again. @throws AppError invalid. */
export async function createOAuthApp(
  tx: Tx,
  teamId: number,
  input: NewOAuthApp,
  now: Date,
): Promise<{ id: number; clientId: string; clientSecret: string | null }> {
  const name = shortLine(input.name, 200);
  if (name === '') throw invalid('name', "can't be blank");
  const redirectUris = checkedRedirectUris(input.redirectUris, input.confidential);
  const scopes = checkedScopes(input.scopes ?? DEFAULT_APP_SCOPES, await isAdmin(tx, teamId, input.userId));
  const clientId = randomHex(32);
  const clientSecret = input.confidential ? randomHex(32) : null;
  const row = await tx
    .insertInto('oauth_apps')
    .values({
      team_id: teamId,
      user_id: input.userId,
      created_at: now,
      updated_at: now,
      name,
      client_id: clientId,
      secret_hash: clientSecret === null ? null : sha256(clientSecret),
      confidential: input.confidential,
      redirect_uris: redirectUris,
      grant_types: checkedGrants(input.grants, input.confidential, redirectUris.length > 0),
      scopes,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  return { id: row.id, clientId, clientSecret };
}

/**
 * A public app of the server itself, of no team and no user, so that it acts only for whoever consents: the
 * authorization code flow with PKCE when it has redirect URIs, else the device flow. Repeating it brings a stored one
 * up to date and otherwise changes nothing. The redirect URIs are ours and may be http on any host, as PUBLIC_URL may.
 */
export async function ensureOwnApp(
  tx: Tx,
  app: { clientId: string; name: string; redirectUris: readonly string[] },
  now: Date,
): Promise<void> {
  const wanted = {
    name: app.name,
    redirect_uris: [...app.redirectUris],
    grant_types: [app.redirectUris.length === 0 ? DEVICE_GRANT : 'authorization_code', 'refresh_token'],
    scopes: ALL_SCOPES as string[],
    revoked_at: null,
  };
  await tx
    .insertInto('oauth_apps')
    .values({
      ...wanted,
      team_id: null,
      user_id: null,
      created_at: now,
      updated_at: now,
      client_id: app.clientId,
      secret_hash: null,
      confidential: false,
    })
    .onConflict((conflict) =>
      conflict
        .column('client_id')
        .doUpdateSet({ ...wanted, updated_at: now })
        .where(
          sql<boolean>`(oauth_apps.name, oauth_apps.redirect_uris, oauth_apps.grant_types, oauth_apps.scopes, oauth_apps.revoked_at)
            IS DISTINCT FROM (excluded.name, excluded.redirect_uris, excluded.grant_types, excluded.scopes, excluded.revoked_at)`,
        ),
    )
    .execute();
}

/** Changes name, redirect URIs or scopes. Tokens already issued keep the scopes they were granted. @throws AppError invalid, not_found. */
export async function updateOAuthApp(
  tx: Tx,
  teamId: number,
  id: number,
  change: { name: string; redirectUris: readonly string[]; scopes?: readonly string[] | undefined },
  now: Date,
): Promise<void> {
  const app = await findOAuthApp(tx, teamId, id);
  if (!app) throw notFound('oauth app');
  const name = change.name.trim().slice(0, 200);
  if (name === '') throw invalid('name', "can't be blank");
  const redirectUris = checkedRedirectUris(change.redirectUris, app.confidential);
  const admin = app.user_id !== null && (await isAdmin(tx, teamId, app.user_id));
  const grants =
    redirectUris.length > 0
      ? [...new Set([...app.grant_types, 'authorization_code'])]
      : app.grant_types.filter((each) => each !== 'authorization_code');
  await tx
    .updateTable('oauth_apps')
    .set({
      name,
      redirect_uris: redirectUris,
      grant_types: checkedGrants(grants, app.confidential, redirectUris.length > 0),
      ...(change.scopes ? { scopes: checkedScopes(change.scopes, admin) } : {}),
      updated_at: now,
    })
    .where('team_id', '=', teamId)
    .where('id', '=', id)
    .execute();
}

/** Replaces the secret; the old one stops working at once, tokens already issued live on. @throws AppError not_found. */
export async function rotateOAuthAppSecret(
  tx: Tx,
  teamId: number,
  id: number,
  now: Date,
): Promise<{ clientId: string; clientSecret: string }> {
  const clientSecret = randomHex(32);
  const row = await tx
    .updateTable('oauth_apps')
    .set({ secret_hash: sha256(clientSecret), updated_at: now })
    .where('team_id', '=', teamId)
    .where('id', '=', id)
    .where('confidential', '=', true)
    .where('revoked_at', 'is', null)
    .returning('client_id')
    .executeTakeFirst();
  if (!row) throw notFound('oauth app');
  return { clientId: row.client_id, clientSecret };
}

/** Revokes an app for good: authorization checks refuse its tokens from this moment. @throws AppError not_found. */
export async function revokeOAuthApp(tx: Tx, teamId: number, id: number, now: Date): Promise<void> {
  const row = await tx
    .updateTable('oauth_apps')
    .set({ revoked_at: now, updated_at: now })
    .where('team_id', '=', teamId)
    .where('id', '=', id)
    .where('revoked_at', 'is', null)
    .returning('id')
    .executeTakeFirst();
  if (!row) throw notFound('oauth app');
}

/** An app of the team that was not revoked, or undefined. */
export function findOAuthApp(db: Db, teamId: number, id: number): Promise<OAuthAppRow | undefined> {
  return db
    .selectFrom('oauth_apps')
    .select(COLUMNS)
    .where('team_id', '=', teamId)
    .where('id', '=', id)
    .where('revoked_at', 'is', null)
    .executeTakeFirst();
}

/** The apps a person manages, newest first: their own, or all of the team's when `userId` is null (admins). */
export function listOAuthApps(db: Db, teamId: number, userId: number | null): Promise<OAuthAppRow[]> {
  const apps = db
    .selectFrom('oauth_apps')
    .select(COLUMNS)
    .where('team_id', '=', teamId)
    .where('revoked_at', 'is', null)
    .orderBy('id', 'desc');
  return (userId === null ? apps : apps.where('user_id', '=', userId)).execute();
}
