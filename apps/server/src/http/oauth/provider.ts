import type {
  Account as OidcAccount,
  AccountClaims,
  Configuration,
  KoaContextWithOIDC,
  Provider as ProviderInstance,
} from 'oidc-provider';
import {
  ADMIN_ROLE,
  ALL_SCOPES,
  DEFAULT_APP_SCOPES,
  findAccountByGuid,
} from '../../domain/identity/index.js';
import type { Database } from '../../db/connect.js';
import { constantTimeEqual, deriveKey, randomHex, randomToken, sha256 } from '../../kernel/crypto.js';
import type { Clock } from '../../kernel/clock.js';
import type { Authenticator } from '../auth.js';
import type { AppContext } from '../context.js';
import { createAdapter, inUnit, POLL_SECONDS, runUnit } from './adapter.js';
import { errors, Provider } from './engine.js';
import { renderOAuthError } from '../pages/oauth_pages.js';
import { isLoopbackOf } from './loopback.js';
import { loadSigningKey } from './signing_key.js';

/** Reference section 6. Codes: gaps 29, guess. */
const ACCESS_TOKEN_SECONDS = 7200;
const CODE_SECONDS = 600;
const INTERACTION_SECONDS = 3600;
// "Does not expire until used" (gaps 29); the engine wants a number.
const NEVER_SECONDS = 100 * 365 * 24 * 3600;

// reference discovery-documents.json, claims_supported without the protocol's own.
const CLAIMS = [
  'account_id',
  'team_admin',
  'username',
  'region',
  'team_id',
  'given_name',
  'family_name',
  'updated_at',
  'email',
  'user_guid',
  'name',
  'email_verified',
];

export const PATHS = {
  authorize: '/oauth/authorize',
  token: '/oauth/token',
  revoke: '/oauth/revoke',
  introspect: '/oauth/introspect',
  device: '/oauth/device',
  register: '/oauth/client/register',
  userinfo: '/oidc/userinfo',
  keys: '/oidc/discovery/keys',
  /** Where a person types the code a device shows. */
  deviceEntry: '/device',
  interaction: '/oauth/interaction',
} as const;

/** What each thing lives, in seconds. */
const TTL: Configuration['ttl'] = {
  AccessToken: ACCESS_TOKEN_SECONDS,
  ClientCredentials: ACCESS_TOKEN_SECONDS,
  AuthorizationCode: CODE_SECONDS,
  DeviceCode: CODE_SECONDS,
  IdToken: ACCESS_TOKEN_SECONDS,
  RefreshToken: NEVER_SECONDS,
  Grant: NEVER_SECONDS,
  Interaction: INTERACTION_SECONDS,
  Session: INTERACTION_SECONDS,
};

const ROUTES: Configuration['routes'] = {
  authorization: PATHS.authorize,
  token: PATHS.token,
  revocation: PATHS.revoke,
  introspection: PATHS.introspect,
  device_authorization: PATHS.device,
  code_verification: PATHS.deviceEntry,
  registration: PATHS.register,
  userinfo: PATHS.userinfo,
  jwks: PATHS.keys,
};

/** The OAuth 2.0 / OpenID Connect engine, set up with the quirks of reference section 6. */
export async function createProvider(ctx: AppContext, auth: Authenticator): Promise<ProviderInstance> {
  const db = ctx.database.kysely;
  const configuration: Configuration = {
    adapter: createAdapter(db, ctx.clock, DEFAULT_APP_SCOPES),
    jwks: { keys: [(await loadSigningKey(ctx)) as never] },
    cookies: { keys: [deriveKey(ctx.config.secretKey, 'oauth cookies').toString('hex')] },
    scopes: ['openid', ...ALL_SCOPES],
    claims: { openid: ['sub', ...CLAIMS] },
    // The id token itself carries the claims, as the original's does.
    conformIdTokenClaims: false,
    responseTypes: ['code'],
    clientAuthMethods: ['client_secret_basic', 'client_secret_post', 'none'],
    allowOmittingSingleRegisteredRedirectUri: true,
    features: featuresOf(ctx.config),
    ttl: TTL,
    issueRefreshToken: async (_, client) => client.grantTypeAllowed('refresh_token'),
    rotateRefreshToken: true,
    // Signing out of Cadenza ends no integration.
    expiresWithSession: async () => false,
    // Each consent is a grant of its own, so revoking one installation of an app leaves the user's others alone.
    loadExistingGrant: async (koa) => {
      const grantId = koa.oidc.result?.consent?.grantId;
      return grantId === undefined ? undefined : koa.oidc.provider.Grant.find(grantId);
    },
    findAccount: (_, guid) => accountOf(db, guid),
    // A client may name addresses (sector_identifier_uri, jwks_uri, request_uri, a client id that is one): none is ever
    // asked. The engine's only way to the network is closed, so a new feature of it opens none.
    fetch: () => Promise.reject(new Error('this server fetches nothing that a client names')),
    sectorIdentifierUriValidate: () => false,
    interactions: { url: (_, interaction) => `${PATHS.interaction}/${interaction.uid}` },
    routes: ROUTES,
    renderError: renderOAuthError,
    clientBasedCORS: (_, origin, client) =>
      (client.redirectUris ?? []).some((uri) => URL.canParse(uri) && new URL(uri).origin === origin),
  };
  const provider = new Provider(ctx.config.publicUrl, configuration);
  // handler.ts sets the forwarded headers itself: addresses in answers come from PUBLIC_URL, never from the request.
  provider.proxy = true;
  adaptClients(provider);
  provider.use(unitOfWork(ctx, auth));
  provider.use(quirks(ctx.clock));
  provider.on('authorization.success', (koa: KoaContextWithOIDC, out?: Record<string, unknown>) => {
    // `context` is opaque and ignored on exchange (gaps 29).
    if (out)
      Object.assign(out, { context: randomToken(16), scope: koa.oidc.entities.AuthorizationCode?.scope });
  });
  provider.on('server_error', (_: KoaContextWithOIDC, error: Error) =>
    ctx.log.error({ err: error }, 'oauth request failed'),
  );
  return provider;
}

function featuresOf({ dynamicRegistration }: AppContext['config']): Configuration['features'] {
  return {
    devInteractions: { enabled: false },
    dPoP: { enabled: false },
    pushedAuthorizationRequests: { enabled: false },
    resourceIndicators: { enabled: false },
    rpInitiatedLogout: { enabled: false },
    clientCredentials: { enabled: true },
    deviceFlow: { enabled: true },
    introspection: {
      enabled: true,
      // Whoever holds a token may know whether it lives; a public app has nothing else to show (decision 55).
      allowedPolicy: (_, client, token) => token.clientId === client.clientId,
    },
    revocation: {
      enabled: true,
      allowedPolicy: (_, client, token) => {
        if (token.clientId !== client.clientId)
          throw new errors.InvalidRequest('the token was issued to another client');
        return true;
      },
    },
    registration: {
      enabled: dynamicRegistration,
      issueRegistrationAccessToken: false,
      idFactory: () => randomHex(32),
      secretFactory: () => randomHex(32),
    },
  };
}

/** A user as the engine and id tokens name them. */
async function accountOf(db: Database['kysely'], guid: string): Promise<OidcAccount | undefined> {
  const user = await inUnit(db, (on) => findAccountByGuid(on, guid));
  if (!user) return undefined;
  const claims: AccountClaims = {
    sub: user.guid,
    account_id: user.id,
    user_guid: user.guid,
    team_id: user.team_id,
    team_admin: user.role_id === ADMIN_ROLE,
    username: user.email,
    region: 'default',
    given_name: user.first_name,
    family_name: user.last_name,
    name: user.name ?? user.email,
    email: user.email,
    email_verified: true,
    updated_at: Math.floor(user.updated_at.getTime() / 1000),
  };
  return { accountId: user.guid, claims: () => claims };
}

function adaptClients(provider: ProviderInstance): void {
  // The database holds the secret's hash, and so does client.clientSecret.
  provider.Client.prototype.compareClientSecret = function (actual: string) {
    return constantTimeEqual(this.clientSecret ?? '', sha256(actual).toString('hex'));
  };
  const { redirectUriAllowed } = provider.Client.prototype;
  provider.Client.prototype.redirectUriAllowed = function (asked: string) {
    return redirectUriAllowed.call(this, asked) || isLoopbackOf(this.redirectUris ?? [], asked);
  };
}

// These may end tokens, the token endpoint when it sees a refresh token used twice.
const ENDING_TOKENS: readonly string[] = [PATHS.token, PATHS.revoke];

/** What the request stores is committed, and forgotten by the token cache, before the engine answers. */
function unitOfWork(ctx: AppContext, auth: Authenticator) {
  return async (koa: KoaContextWithOIDC, next: () => Promise<void>): Promise<void> => {
    await runUnit(ctx.database.kysely, ctx.clock.now(), koa.path === PATHS.token, next);
    if (ENDING_TOKENS.includes(koa.path)) auth.flush();
  };
}

/** What the original's answers carry beyond the standard. */
function quirks(clock: Clock) {
  return async (koa: KoaContextWithOIDC, next: () => Promise<void>): Promise<void> => {
    await next();
    const body = koa.body as Record<string, unknown> | undefined;
    if (koa.path === PATHS.token && body && 'access_token' in body) {
      koa.body = { ...body, created_at: Math.floor(clock.now().getTime() / 1000) };
    }
    if (koa.path === PATHS.device && body && 'device_code' in body)
      koa.body = { ...body, interval: POLL_SECONDS };
    if (koa.path === '/.well-known/openid-configuration' && body && 'issuer' in body) {
      const at = (path: string) => new URL(path, String(body['issuer'])).href;
      koa.body = {
        ...body,
        authorization_endpoint: at('/oidc/authorize'),
        token_endpoint: at('/oidc/token'),
      };
    }
  };
}
