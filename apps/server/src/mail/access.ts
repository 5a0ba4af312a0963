import type { MailboxAccount, MailboxDirectory } from '../engine/ports.js';
import { type Provider, type ProviderSettings, REFRESH_AHEAD_MS, refreshTokens } from './oauth2.js';

/** How to sign in to a mailbox's servers right now. */
export type SignIn =
  | { kind: 'password'; user: string; password: string }
  | { kind: 'token'; user: string; accessToken: string };

export type OAuthProviders = Readonly<Record<Provider, ProviderSettings>>;

/**
 * Password, or an access token that is still good for a while: fetched anew and stored when it is not. For SMTP and
 * IMAP alike. @throws OAuthError when the provider gives none
 */
export async function signInOf(
  account: MailboxAccount,
  directory: MailboxDirectory,
  providers: OAuthProviders,
  now: Date,
  { force = false }: { force?: boolean } = {},
): Promise<SignIn> {
  const { credentials, username: user } = account;
  if (credentials.kind === 'password') return { kind: 'password', user, password: credentials.password };
  const { tokens, provider } = credentials;
  const left = new Date(tokens.expires_at).getTime() - now.getTime();
  if (!force && left > REFRESH_AHEAD_MS) return { kind: 'token', user, accessToken: tokens.access_token };
  const fresh = await directory.renewTokens(account.teamId, account.id, tokens, now, (current) =>
    refreshTokens(providers[provider], current.refresh_token, now),
  );
  return { kind: 'token', user, accessToken: fresh.access_token };
}
