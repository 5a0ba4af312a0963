import { withoutSlash } from './address.js';
import { ConnectionFailed } from './errors.js';
import { pause } from './pause.js';

/** What an authorization yields. Treat it as a password. */
export interface Tokens {
  readonly access_token: string;
  /** Absent for client credentials. */
  readonly refresh_token?: string;
  readonly scope?: string;
  /** ISO 8601 by this machine's clock. */
  readonly expires_at: string;
}

/** Who asks the token endpoint: an application registered with the server. */
export interface OAuthClient {
  /** Scheme and host of the authorization server: Cadenza itself, or `https://accounts.salesloft.com`. */
  readonly authUrl: string;
  readonly clientId: string;
  /** Absent for public clients, which send a PKCE verifier instead. */
  readonly clientSecret?: string;
  readonly fetch?: typeof fetch;
  /** Milliseconds since 1970; given by tests. */
  readonly now?: () => number;
}

/** An application that users are sent back to. */
export interface OAuthApp extends OAuthClient {
  readonly redirectUri: string;
}

/** What a device shows its user while it waits. */
export interface DeviceCode {
  readonly deviceCode: string;
  /** To be typed at `verificationUri`. */
  readonly userCode: string;
  readonly verificationUri: string;
  /** The same with the code in it, for a link or a QR code. */
  readonly verificationUriComplete: string | undefined;
  /** ISO 8601 by this machine's clock. */
  readonly expiresAt: string;
  /** Seconds between two questions. */
  readonly intervalSeconds: number;
}

export interface DeviceParams {
  readonly signal?: AbortSignal;
  /** Waits; given by tests. Milliseconds. */
  readonly sleep?: (ms: number, signal?: AbortSignal) => Promise<void>;
}

export interface AuthorizeParams {
  /** Unguessable, remembered with the browser, compared on return: without it a stranger can sign your user in as himself. */
  readonly state: string;
  readonly scope?: string;
  /** PKCE, S256. */
  readonly codeChallenge?: string;
}

export interface ExchangeParams {
  readonly code: string;
  /** `context` and `scope` as the redirect carried them: the hosted original wants them back. */
  readonly context?: string;
  readonly scope?: string;
  readonly codeVerifier?: string;
}

/** The token endpoint refused. `code` is the word of RFC 6749 section 5.2, e.g. `invalid_grant`, `invalid_client`. */
export class OAuthError extends Error {
  constructor(
    readonly code: string,
    readonly status: number,
    description: string | undefined,
  ) {
    super(description === undefined ? code : `${code}: ${description}`);
    this.name = 'OAuthError';
  }
}

const TIMEOUT_MS = 20_000;

/** Where to send the browser so that the user may grant access. */
export function authorizeUrl(app: OAuthApp, { state, scope, codeChallenge }: AuthorizeParams): string {
  const url = endpoint(app, 'authorize');
  const params = { client_id: app.clientId, redirect_uri: app.redirectUri, response_type: 'code', state };
  for (const [name, value] of Object.entries(params)) url.searchParams.set(name, value);
  if (scope !== undefined) url.searchParams.set('scope', scope);
  if (codeChallenge !== undefined) {
    url.searchParams.set('code_challenge', codeChallenge);
    url.searchParams.set('code_challenge_method', 'S256');
  }
  return url.href;
}

/** Trades the code of the redirect for tokens; a code works once. @throws OAuthError, ConnectionFailed */
export function exchangeCode(
  app: OAuthApp,
  { code, context, scope, codeVerifier }: ExchangeParams,
): Promise<Tokens> {
  return tokenRequest(app, {
    grant_type: 'authorization_code',
    redirect_uri: app.redirectUri,
    code,
    context,
    scope,
    code_verifier: codeVerifier,
  });
}

/**
 * New tokens for a refresh token, which thereby becomes void: store the answer before anything else. Not retried,
 * because using a refresh token twice revokes the whole grant. @throws OAuthError, ConnectionFailed
 */
export async function refresh(app: OAuthClient, refreshToken: string): Promise<Tokens> {
  const tokens = await tokenRequest(app, { grant_type: 'refresh_token', refresh_token: refreshToken });
  // A server that does not rotate may leave it out (RFC 6749 section 6).
  return tokens.refresh_token === undefined ? { ...tokens, refresh_token: refreshToken } : tokens;
}

/**
 * A token of the application itself, without a user at a browser; the server says whose it is. It cannot be renewed, only asked
 * for again (`clientCredentialTokens`). @throws OAuthError, ConnectionFailed
 */
export function clientCredentials(app: OAuthClient, scope?: string): Promise<Tokens> {
  return tokenRequest(app, { grant_type: 'client_credentials', scope });
}

/** Asks for a code to show to a user who authorizes at another device (RFC 8628). @throws OAuthError, ConnectionFailed */
export async function startDevice(app: OAuthClient, scope?: string): Promise<DeviceCode> {
  const { sent, status, body } = await post(app, 'device', { scope });
  const [deviceCode, userCode, verificationUri] = [
    word(body['device_code']),
    word(body['user_code']),
    word(body['verification_uri']),
  ];
  if (deviceCode === undefined || userCode === undefined || verificationUri === undefined)
    throw new OAuthError('invalid_response', status, 'the answer holds no code');
  return {
    deviceCode,
    userCode,
    verificationUri,
    verificationUriComplete: word(body['verification_uri_complete']),
    expiresAt: later(sent, seconds(body['expires_in'], 600)),
    intervalSeconds: seconds(body['interval'], 5),
  };
}

/**
 * Asks until the user has decided. Its promise rejects with OAuthError (`access_denied`, `expired_token`) or the signal's
 * reason; a connection that fails is tried again until the code expires, then it is ConnectionFailed.
 */
export async function awaitDevice(
  app: OAuthClient,
  device: DeviceCode,
  { signal, sleep = pause }: DeviceParams = {},
): Promise<Tokens> {
  const { now = Date.now } = app;
  let interval = device.intervalSeconds;
  for (;;) {
    await sleep(interval * 1000, signal);
    signal?.throwIfAborted();
    try {
      return await tokenRequest(app, { grant_type: DEVICE_GRANT, device_code: device.deviceCode });
    } catch (error) {
      const expired = now() >= Date.parse(device.expiresAt);
      if (error instanceof OAuthError && error.code === 'slow_down') interval += 5;
      else if (error instanceof ConnectionFailed && !expired) interval = Math.min(interval * 2, 60);
      else if (!(error instanceof OAuthError) || error.code !== 'authorization_pending' || expired)
        throw error;
    }
  }
}

const DEVICE_GRANT = 'urn:ietf:params:oauth:grant-type:device_code';

interface Posted {
  /** Milliseconds since 1970, from before the request: the server's clock may differ from ours. */
  readonly sent: number;
  readonly status: number;
  readonly body: Record<string, unknown>;
}

async function post(
  app: OAuthClient,
  name: 'token' | 'device',
  fields: Record<string, string | undefined>,
): Promise<Posted> {
  const { now = Date.now } = app;
  const url = endpoint(app, name);
  const form = new URLSearchParams({ client_id: app.clientId });
  if (app.clientSecret !== undefined) form.set('client_secret', app.clientSecret);
  for (const [field, value] of Object.entries(fields)) if (value !== undefined) form.set(field, value);
  const sent = now();
  let response: Response;
  let text: string;
  try {
    // No redirects: the form holds the secret.
    response = await (app.fetch ?? fetch)(url, {
      method: 'POST',
      body: form,
      headers: { accept: 'application/json' },
      redirect: 'error',
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    text = await response.text();
  } catch (error) {
    throw new ConnectionFailed('POST', url.href, error);
  }
  const body = readJson(text);
  if (!response.ok)
    throw new OAuthError(
      word(body['error']) ?? `http_${response.status}`,
      response.status,
      word(body['error_description']),
    );
  return { sent, status: response.status, body };
}

async function tokenRequest(app: OAuthClient, fields: Record<string, string | undefined>): Promise<Tokens> {
  const { sent, status, body } = await post(app, 'token', fields);
  const accessToken = word(body['access_token']);
  if (accessToken === undefined)
    throw new OAuthError('invalid_response', status, 'the answer holds no access_token');
  const refreshToken = word(body['refresh_token']);
  const scope = word(body['scope']);
  return {
    access_token: accessToken,
    ...(refreshToken === undefined ? {} : { refresh_token: refreshToken }),
    ...(scope === undefined ? {} : { scope }),
    expires_at: later(sent, seconds(body['expires_in'], 7200)),
  };
}

const later = (from: number, after: number) => new Date(from + after * 1000).toISOString();

/** A whole number of seconds, of at most a year. */
function seconds(value: unknown, otherwise: number): number {
  const given = Number(value ?? otherwise);
  return Number.isFinite(given) && given >= 0 ? Math.min(given, 31_536_000) : otherwise;
}

function endpoint(app: OAuthClient, name: 'authorize' | 'token' | 'device'): URL {
  return new URL(`${withoutSlash(app.authUrl)}/oauth/${name}`);
}

function readJson(text: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
  } catch (error) {
    if (error instanceof SyntaxError) return {};
    throw error;
  }
}

function word(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}
