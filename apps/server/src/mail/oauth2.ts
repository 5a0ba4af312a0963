import type { OAuthTokens } from '../engine/ports.js';
import { askHttp, type HttpLimits } from '../outside/http-client.js';

export type Provider = 'google' | 'microsoft';

/** One provider as the environment configures it (docs/mailboxes.md); without client id it cannot be used. */
export interface ProviderSettings {
  readonly clientId: string | undefined;
  readonly clientSecret: string | undefined;
  readonly authorizationUrl: string;
  readonly tokenUrl: string;
  readonly scopes: string;
}

/** How long before their end access tokens are fetched anew, in milliseconds. */
export const REFRESH_AHEAD_MS = 120_000;
/** The operator names the provider, and it answers itself. */
const LIMITS: HttpLimits = { ms: 15_000, bytes: 1_000_000, redirects: 0, allowed: undefined };
const FORM = {
  accept: 'application/json',
  'content-type': 'application/x-www-form-urlencoded;charset=UTF-8',
};

/** The provider said no; `denied` when asking again cannot help (the grant was withdrawn, the client is wrong). */
export class OAuthError extends Error {
  readonly denied: boolean;
  constructor(message: string, denied: boolean, cause?: unknown) {
    super(message, { cause });
    this.denied = denied;
  }
}

/** Tokens for an authorization code (RFC 6749 4.1.3, PKCE RFC 7636), and the address the provider says they are for. */
export async function exchangeCode(
  settings: ProviderSettings,
  { code, redirectUri, verifier }: { code: string; redirectUri: string; verifier: string },
  now: Date,
): Promise<{ tokens: OAuthTokens; emailAddress: string | undefined; name: string | undefined }> {
  const answer = await ask(settings, {
    grant_type: 'authorization_code',
    code,
    redirect_uri: redirectUri,
    code_verifier: verifier,
  });
  const refresh = textIn(answer, 'refresh_token');
  if (refresh === undefined)
    throw new OAuthError(
      'the provider gave no refresh token: remove the access in its account settings and connect again',
      true,
    );
  // Came from the token endpoint over TLS, so its signature need not be looked at (OpenID Connect Core 3.1.3.7).
  const claims = claimsOf(textIn(answer, 'id_token'));
  return {
    tokens: tokensOf(answer, refresh, now),
    emailAddress: textIn(claims, 'email') ?? textIn(claims, 'preferred_username'),
    name: textIn(claims, 'name'),
  };
}

/** New tokens for a refresh token (RFC 6749 6); a provider may rotate the refresh token. @throws OAuthError */
export async function refreshTokens(
  settings: ProviderSettings,
  refreshToken: string,
  now: Date,
): Promise<OAuthTokens> {
  const answer = await ask(settings, { grant_type: 'refresh_token', refresh_token: refreshToken });
  return tokensOf(answer, textIn(answer, 'refresh_token') ?? refreshToken, now);
}

type Json = Record<string, unknown>;

/** @throws SyntaxError for anything but an object */
function objectIn(body: Buffer): Json {
  const json: unknown = JSON.parse(body.toString('utf8'));
  if (typeof json !== 'object' || json === null) throw new SyntaxError('no object');
  return json as Json;
}

async function ask(settings: ProviderSettings, form: Record<string, string>): Promise<Json> {
  const body = new URLSearchParams({
    ...form,
    client_id: settings.clientId ?? '',
    ...(settings.clientSecret === undefined ? {} : { client_secret: settings.clientSecret }),
  });
  let status: number;
  let answer: Json;
  try {
    const told = await askHttp(
      settings.tokenUrl,
      { method: 'POST', headers: FORM, body: body.toString() },
      LIMITS,
    );
    status = told.status;
    answer = objectIn(told.body);
  } catch (error) {
    throw new OAuthError(
      `${new URL(settings.tokenUrl).host} cannot be reached or did not answer JSON`,
      false,
      error,
    );
  }
  if (status >= 200 && status < 300 && textIn(answer, 'access_token') !== undefined) return answer;
  const said = [textIn(answer, 'error'), textIn(answer, 'error_description')?.slice(0, 300)]
    .filter(Boolean)
    .join(': ');
  throw new OAuthError(
    `${new URL(settings.tokenUrl).host} refused: ${said === '' ? status : said}`,
    status >= 400 && status < 500 && status !== 429,
  );
}

function tokensOf(answer: Json, refreshToken: string, now: Date): OAuthTokens {
  const seconds = Number(answer['expires_in']);
  const lifetime = Number.isFinite(seconds) && seconds > 0 ? seconds : 3600;
  return {
    access_token: textIn(answer, 'access_token') ?? '',
    refresh_token: refreshToken,
    expires_at: new Date(now.getTime() + lifetime * 1000).toISOString(),
  };
}

function claimsOf(idToken: string | undefined): Json {
  const payload = idToken?.split('.')[1];
  if (payload === undefined) return {};
  try {
    return JSON.parse(Buffer.from(payload, 'base64url').toString('utf8')) as Json;
  } catch (error) {
    throw new OAuthError('the provider sent an identity that cannot be read', true, error);
  }
}

function textIn(json: Json, key: string): string | undefined {
  const value = json[key];
  return typeof value === 'string' && value !== '' ? value : undefined;
}
