import { shortLine } from '@cadenza/contract';
import type { AdapterPayload } from 'oidc-provider';
import type { Db } from '../../db/connect.js';
import { findOAuthClient, registerOAuthClient } from '../../domain/identity/index.js';

/** An app as oidc-provider sees a client, or undefined. client_secret carries the hash: provider.ts compares hashes. */
export async function findClient(db: Db, clientId: string): Promise<AdapterPayload | undefined> {
  const app = await findOAuthClient(db, clientId);
  if (!app) return undefined;
  const native = app.redirect_uris.some((uri) => !/^https?:/i.test(uri));
  return {
    client_id: app.client_id,
    client_name: app.name,
    ...(app.secret_hash ? { client_secret: app.secret_hash.toString('hex') } : {}),
    token_endpoint_auth_method: app.confidential ? 'client_secret_basic' : 'none',
    application_type: native ? 'native' : 'web',
    redirect_uris: app.redirect_uris,
    grant_types: app.grant_types,
    response_types: app.grant_types.includes('authorization_code') ? ['code'] : [],
    scope: ['openid', ...app.scopes].join(' '),
  };
}

/** Stores a dynamically registered client (RFC 7591). */
export function registerClient(
  db: Db,
  metadata: AdapterPayload,
  defaultScopes: readonly string[],
  now: Date,
): Promise<void> {
  const client = metadata as AdapterPayload & { client_id: string; scope?: string };
  const scopes = client.scope?.split(' ').filter((scope) => scope !== 'openid') ?? [];
  const registration = {
    clientId: client.client_id,
    name: shortLine(client.client_name ?? '', 200) || 'Unnamed app',
    secret: typeof client.client_secret === 'string' ? client.client_secret : null,
    redirectUris: client.redirect_uris ?? [],
    grantTypes: client.grant_types ?? [],
    scopes: scopes.length > 0 ? scopes : defaultScopes,
  };
  return registerOAuthClient(db, registration, now);
}
