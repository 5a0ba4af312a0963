import * as z from 'zod';
import * as f from '../fields.js';
import { operation } from '../resource.js';

/** Scopes that one key or application may name. */
const MOST_SCOPES = 100;

const ApiKey = z.object({
  id: z.int(),
  name: z.string(),
  hint: z.string(),
  scopes: z.array(z.string()),
  created_at: f.timestamp(),
  last_used_at: f.timestamp().nullable(),
});
/** The only answers that have the key itself. */
const NewApiKey = ApiKey.extend({ key: z.string() });

const keys = { tag: 'API Keys', extension: true } as const;

export const apiKeys = operation({
  ...keys,
  name: 'api_keys',
  method: 'GET',
  path: '/v2/api_keys',
  summary:
    'API keys of the authenticated user that work, newest first; admins see those of colleagues, too; not for OAuth applications',
  scope: 'team:read',
  query: z.object({
    user_id: f
      .id()
      .nullish()
      .describe('Whose keys, by number; of a colleague only for admins. Absent: one’s own.'),
  }),
  response: z.array(ApiKey),
  responseName: 'ApiKeys',
});

export const createApiKey = operation({
  ...keys,
  name: 'create_api_key',
  method: 'POST',
  path: '/v2/api_keys',
  summary:
    'make an API key, which is shown in this answer and never again; no more scopes than the caller has',
  scope: 'team:write',
  secret: true,
  body: z.object({ name: f.requiredText(200), scopes: f.texts(MOST_SCOPES) }),
  response: NewApiKey,
  responseName: 'NewApiKey',
});

export const rotateApiKey = operation({
  ...keys,
  name: 'rotate_api_key',
  method: 'POST',
  path: '/v2/api_keys/{id}/rotate',
  summary:
    'give an API key another secret, shown in this answer and never again; the old one stops working at once',
  scope: 'team:write',
  secret: true,
  params: { id: f.id() },
  response: NewApiKey,
  responseName: 'NewApiKey',
});

export const revokeApiKey = operation({
  ...keys,
  name: 'revoke_api_key',
  method: 'DELETE',
  path: '/v2/api_keys/{id}',
  summary: 'end an API key for good',
  scope: 'team:write',
  params: { id: f.id() },
  status: 204,
});

const OAuthApplication = z.object({
  id: z.int(),
  name: z.string(),
  client_id: z.string(),
  confidential: z.boolean(),
  redirect_uris: z.array(z.string()),
  grant_types: z.array(z.string()),
  scopes: z.array(z.string()),
  user: f.ref('/v2/users/{id}'),
  created_at: f.timestamp(),
});
/** The only answers that have the secret. */
const NewOAuthApplication = OAuthApplication.extend({ client_secret: z.string().nullable() });

const apps = { tag: 'OAuth Applications', extension: true } as const;
/** Each is checked whole where it is stored. */
const redirectUris = () =>
  z.array(f.text(2000), { error: 'must be a list of addresses' }).max(20, 'are too many (at most 20)');

export const oauthApplications = operation({
  ...apps,
  name: 'oauth_applications',
  method: 'GET',
  path: '/v2/oauth_applications',
  summary:
    'OAuth applications that the authenticated user registered, for admins those of the team, newest first; not for OAuth applications themselves',
  scope: 'team:read',
  response: z.array(OAuthApplication),
  responseName: 'OAuthApplications',
});

export const createOAuthApplication = operation({
  ...apps,
  name: 'create_oauth_application',
  method: 'POST',
  path: '/v2/oauth_applications',
  summary: 'register an OAuth application; its secret is shown in this answer and never again',
  scope: 'team:write',
  secret: true,
  body: z.object({
    name: f.requiredText(200),
    redirect_uris: redirectUris().nullish(),
    confidential: f.boolean().nullish(),
    grant_types: f.texts(10).nullish(),
    scopes: f.texts(MOST_SCOPES).nullish(),
  }),
  response: NewOAuthApplication,
  responseName: 'NewOAuthApplication',
});

export const updateOAuthApplication = operation({
  ...apps,
  name: 'update_oauth_application',
  method: 'PUT',
  path: '/v2/oauth_applications/{id}',
  summary: 'change name, redirect URIs or scopes; tokens that were issued keep theirs',
  scope: 'team:write',
  params: { id: f.id() },
  body: z.object({
    name: f.text(200).nullish(),
    redirect_uris: redirectUris().nullish(),
    scopes: f.texts(MOST_SCOPES).nullish(),
  }),
  response: OAuthApplication,
  responseName: 'OAuthApplication',
});

export const rotateOAuthSecret = operation({
  ...apps,
  name: 'rotate_oauth_secret',
  method: 'POST',
  path: '/v2/oauth_applications/{id}/rotate_secret',
  summary:
    'give a confidential application another secret, shown in this answer and never again; tokens that were issued live on',
  scope: 'team:write',
  secret: true,
  params: { id: f.id() },
  response: NewOAuthApplication,
  responseName: 'NewOAuthApplication',
});

export const revokeOAuthApplication = operation({
  ...apps,
  name: 'revoke_oauth_application',
  method: 'DELETE',
  path: '/v2/oauth_applications/{id}',
  summary: 'end an OAuth application for good, with all tokens it was issued',
  scope: 'team:write',
  params: { id: f.id() },
  status: 204,
});

const AuthorizedApplication = z.object({
  client_id: z.string(),
  name: z.string(),
  scopes: z.array(z.string()),
  granted_at: f.timestamp(),
});

export const authorizedApplications = operation({
  name: 'authorized_applications',
  tag: 'Me',
  extension: true,
  method: 'GET',
  path: '/v2/me/authorized_applications',
  summary:
    'OAuth applications that the authenticated user let in, the latest first; not for OAuth applications',
  scope: null,
  response: z.array(AuthorizedApplication),
  responseName: 'AuthorizedApplications',
});

export const endAuthorization = operation({
  name: 'end_authorization',
  tag: 'Me',
  extension: true,
  method: 'DELETE',
  path: '/v2/me/authorized_applications/{id}',
  summary: 'end what an OAuth application may do for the authenticated user; may be repeated',
  scope: 'team:write',
  params: { id: f.pathText(255) },
  status: 204,
});
