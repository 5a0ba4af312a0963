import type { OAuthTokens } from '../engine/ports.js';

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
const TIMEOUT_MS = 15_000;

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

async function ask(settings: ProviderSettings, form: Record<string, string>): Promise<Json> {
  const body = new URLSearchParams({
    ...form,
    client_id: settings.clientId ?? '',
    ...(settings.clientSecret === undefined ? {} : { client_secret: settings.clientSecret }),
  });
  let response: Response;
  let answer: Json;
  try {
    response = await fetch(settings.tokenUrl, {
      method: 'POST',
      headers: { accept: 'application/json' },
      body,
      redirect: 'error',
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    answer = (await response.json()) as Json;
  } catch (error) {
    throw new OAuthError(
      `${new URL(settings.tokenUrl).host} cannot be reached or did not answer JSON`,
      false,
      error,
    );
  }
  if (response.ok && textIn(answer, 'access_token') !== undefined) return answer;
  const said = [textIn(answer, 'error'), textIn(answer, 'error_description')?.slice(0, 300)]
    .filter(Boolean)
    .join(': ');
  throw new OAuthError(
    `${new URL(settings.tokenUrl).host} refused: ${said === '' ? response.status : said}`,
    response.status >= 400 && response.status < 500 && response.status !== 429,
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
