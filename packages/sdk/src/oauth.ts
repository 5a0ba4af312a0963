import { withoutSlash } from './address.js';
import { ConnectionFailed } from './errors.js';

/** What an authorization yields. Treat it as a password. */
export interface Tokens {
  readonly access_token: string;
  /** Absent for client credentials. */
  readonly refresh_token?: string;
  readonly scope?: string;
  /** ISO 8601 by this machine's clock. */
  readonly expires_at: string;
}

/** An application registered with the server. */
export interface OAuthApp {
  /** Scheme and host of the authorization server: Cadenza itself, or `https://accounts.salesloft.com`. */
  readonly authUrl: string;
  readonly clientId: string;
  /** Absent for public clients, which send a PKCE verifier instead. */
  readonly clientSecret?: string;
  readonly redirectUri: string;
  readonly fetch?: typeof fetch;
  /** Milliseconds since 1970; given by tests. */
  readonly now?: () => number;
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
export async function refresh(app: OAuthApp, refreshToken: string): Promise<Tokens> {
  const tokens = await tokenRequest(app, { grant_type: 'refresh_token', refresh_token: refreshToken });
  // A server that does not rotate may leave it out (RFC 6749 section 6).
  return tokens.refresh_token === undefined ? { ...tokens, refresh_token: refreshToken } : tokens;
}

async function tokenRequest(app: OAuthApp, fields: Record<string, string | undefined>): Promise<Tokens> {
  const { now = Date.now } = app;
  const url = endpoint(app, 'token');
  const form = new URLSearchParams({ client_id: app.clientId });
  if (app.clientSecret !== undefined) form.set('client_secret', app.clientSecret);
  for (const [name, value] of Object.entries(fields)) if (value !== undefined) form.set(name, value);
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
  const accessToken = word(body['access_token']);
  if (accessToken === undefined)
    throw new OAuthError('invalid_response', response.status, 'the answer holds no access_token');
  const refreshToken = word(body['refresh_token']);
  const scope = word(body['scope']);
  const seconds = Number(body['expires_in'] ?? 7200);
  return {
    access_token: accessToken,
    ...(refreshToken === undefined ? {} : { refresh_token: refreshToken }),
    ...(scope === undefined ? {} : { scope }),
    // By our own clock, from before the request: the server's clock may differ from ours.
    expires_at: new Date(sent + (Number.isFinite(seconds) ? seconds : 7200) * 1000).toISOString(),
  };
}

function endpoint(app: OAuthApp, name: 'authorize' | 'token'): URL {
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
