import { ImapFlow } from 'imapflow';
import { createTransport } from 'nodemailer';
import type { MailboxAccount, MailboxDirectory, ServerAddress } from '../engine/ports.js';
import { type OAuthProviders, type SignIn, signInOf } from './access.js';
import { type AllowedHosts, checkedAddress, HostError } from '../outside/guard.js';
import { OAuthError } from './oauth2.js';
import { smtpOptions } from './smtp.js';

const TIMEOUT_MS = 15_000;

export type FailedAt = 'dns' | 'connection' | 'tls' | 'authentication' | 'policy' | 'protocol';

export interface ServerTest {
  ok: boolean;
  explanation: string;
  server: string | null;
  server_said: string | null;
  failed_at: FailedAt | null;
}

export interface CheckParts {
  directory: MailboxDirectory;
  providers: OAuthProviders;
  allowedHosts: AllowedHosts;
}

/** Signs in to both servers of a mailbox without sending or reading anything. Never throws for what a server does. */
export async function testMailbox(
  account: MailboxAccount,
  parts: CheckParts,
  now: Date,
): Promise<{ ok: boolean; smtp: ServerTest | null; imap: ServerTest | null }> {
  let signIn: SignIn;
  try {
    signIn = await signInOf(account, parts.directory, parts.providers, now);
  } catch (error) {
    if (!(error instanceof OAuthError)) throw error;
    const failed = failure('its provider', error);
    return { ok: false, smtp: failed, imap: null };
  }
  const { smtp, imap } = account;
  const [sending, receiving] = await Promise.all([
    smtp && attempt(smtp, () => trySmtp(smtp, signIn, parts)),
    imap && attempt(imap, () => tryImap(imap, signIn, parts)),
  ]);
  return { ok: (sending?.ok ?? false) && (receiving?.ok ?? true), smtp: sending, imap: receiving };
}

async function attempt(server: ServerAddress, work: () => Promise<void>): Promise<ServerTest> {
  const name = `${server.host}:${server.port}`;
  try {
    await work();
    return {
      ok: true,
      explanation: `${name} accepts the sign-in.`,
      server: name,
      server_said: null,
      failed_at: null,
    };
  } catch (error) {
    return failure(name, error, server);
  }
}

async function trySmtp(server: ServerAddress, signIn: SignIn, parts: CheckParts): Promise<void> {
  const address = await checkedAddress(server, parts.allowedHosts);
  const auth =
    signIn.kind === 'password'
      ? { user: signIn.user, pass: signIn.password }
      : { type: 'OAuth2' as const, user: signIn.user, accessToken: signIn.accessToken };
  const transport = createTransport({
    ...smtpOptions(server, address, auth),
    connectionTimeout: TIMEOUT_MS,
    greetingTimeout: TIMEOUT_MS,
    socketTimeout: TIMEOUT_MS,
  } as Parameters<typeof createTransport>[0]);
  try {
    await transport.verify();
  } finally {
    transport.close();
  }
}

async function tryImap(server: ServerAddress, signIn: SignIn, parts: CheckParts): Promise<void> {
  const address = await checkedAddress(server, parts.allowedHosts);
  const client = new ImapFlow({
    host: address,
    port: server.port,
    secure: server.security === 'tls',
    ...(server.security === 'none' ? {} : { servername: server.host }),
    doSTARTTLS: server.security === 'starttls' ? true : server.security === 'none' ? false : undefined,
    auth:
      signIn.kind === 'password'
        ? { user: signIn.user, pass: signIn.password }
        : { user: signIn.user, accessToken: signIn.accessToken },
    connectionTimeout: TIMEOUT_MS,
    greetingTimeout: TIMEOUT_MS,
    socketTimeout: TIMEOUT_MS,
    logger: false,
  } as ConstructorParameters<typeof ImapFlow>[0]);
  // Errors also come as events; the promise below carries what counts.
  client.on('error', () => undefined);
  try {
    await client.connect();
    await client.logout();
  } finally {
    client.close();
  }
}

interface MailError extends Error {
  code?: string;
  response?: string;
  responseText?: string;
  responseCode?: number;
  authenticationFailed?: boolean;
  reason?: string;
}

/** What an error means for the person who typed the settings. */
export function failure(name: string, thrown: unknown, server?: ServerAddress): ServerTest {
  const error = thrown as MailError;
  const said = error.responseText ?? error.response ?? null;
  const [failedAt, explanation] = explain(name, error, said ?? '', server);
  return {
    ok: false,
    explanation,
    server: name,
    server_said: said?.slice(0, 500) ?? null,
    failed_at: failedAt,
  };
}

function explain(name: string, error: MailError, said: string, server?: ServerAddress): [FailedAt, string] {
  if (error instanceof HostError)
    return [error.code === 'EDNS' ? 'dns' : 'policy', `${sentence(error.message)} Check the host name.`];
  if (error instanceof OAuthError)
    return ['authentication', `${sentence(error.message)} Connect the mailbox again.`];
  const code = error.code ?? '';
  const message = error.message;
  if (code === 'EAUTH' || code === 'ENOAUTH' || error.authenticationFailed)
    return explainAuth(name, `${said} ${message}`);
  if (/wrong version number|packet length too long|unknown protocol|EPROTO/i.test(`${message} ${code}`))
    return [
      'tls',
      `${name} does not speak TLS from the start. Choose STARTTLS, or port 465 (SMTP) or 993 (IMAP).`,
    ];
  if (code.startsWith('CERT_') || /certificate|self.signed|altnames|issuer/i.test(`${message} ${code}`))
    return [
      'tls',
      `The certificate of ${name} cannot be trusted: ${message}. Check the host name; a server with a certificate of its own needs it made known to Node (NODE_EXTRA_CA_CERTS).`,
    ];
  if (code === 'ETLS' || /starttls/i.test(message))
    return [
      'tls',
      `${name} offers no STARTTLS. Choose TLS from the start (465, 993), or none if the network is trusted.`,
    ];
  if (code === 'ECONNREFUSED' || /ECONNREFUSED/.test(message))
    return [
      'connection',
      `Nothing answers at ${name}: the server is down, or the port is another one (465 or 587 for SMTP, 993 for IMAP).`,
    ];
  if (
    /timed? ?out/i.test(message) ||
    code === 'ETIMEDOUT' ||
    code === 'CONNECT_TIMEOUT' ||
    code === 'GREETING_TIMEOUT'
  ) {
    const hint = server?.security === 'tls' ? '' : ' If the port is 465 or 993, choose TLS.';
    return [
      'connection',
      `${name} did not answer in ${TIMEOUT_MS / 1000} seconds. A firewall may block the port.${hint}`,
    ];
  }
  if (error.responseCode !== undefined && error.responseCode >= 400)
    return ['policy', `${name} does not let this server in: ${said}.`];
  return ['protocol', `${name} broke off: ${message}.`];
}

function explainAuth(name: string, said: string): [FailedAt, string] {
  if (/app(lication)?[- ]specific|app password|5\.7\.9|InvalidSecondFactor/i.test(said))
    return [
      'authentication',
      `${name} wants an app password instead of the password of the account: make one in the provider's security settings.`,
    ];
  if (
    /5\.7\.139|basic authentication is disabled|SmtpClientAuthentication is disabled/i.test(said) ||
    (/AUTHENTICATE failed/i.test(said) && /disabled/i.test(said))
  )
    return [
      'policy',
      `${name} does not allow this way of signing in: connect the mailbox with OAuth, and have SMTP AUTH switched on for it.`,
    ];
  if (/too many|rate|temporar|4\.7\.0|\b454\b/i.test(said))
    return ['policy', `${name} refuses sign-ins for now: there were too many. Wait some minutes.`];
  if (/Missing credentials|not supported|\bno [a-z -]{0,24}mechanism/i.test(said))
    return ['authentication', `${name} offers no sign-in on this connection: choose TLS or STARTTLS.`];
  return ['authentication', `${name} does not accept the user name or the password.`];
}

const sentence = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
