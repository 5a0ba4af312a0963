import { createHash } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import { type Config, secretKeys } from '../config.js';
import { write } from '../db/write.js';
import { connectByOAuth } from '../domain/mailboxes/index.js';
import { constantTimeEqual, deriveKey, randomToken, sign } from '../kernel/crypto.js';
import { AppError, invalid } from '../kernel/errors.js';
import type { Principal } from '../kernel/principal.js';
import { createSealer } from '../kernel/sealed.js';
import type { Authenticator } from './auth.js';
import type { AppContext } from './context.js';
import { messagePage } from './pages/layout.js';
import { sendPage } from './pages/safety.js';

type Provider = 'google' | 'microsoft';

const CALLBACK = '/mailboxes/oauth/callback';
/** How long the visit to the provider may take, in milliseconds. */
const VISIT_MS = 15 * 60_000;

interface State {
  team: number;
  user: number;
  provider: Provider;
  nonce: string;
  until: number;
}

const key = (config: Config) => deriveKey(config.secretKey, 'mailbox authorization');
const redirectUri = (config: Config) => `${config.publicUrl}${CALLBACK}`;
/** PKCE (RFC 7636): not stored, but made from the state's nonce by a key only the server has. */
const verifierOf = (config: Config, nonce: string) => sign(key(config), `verifier ${nonce}`);

const settingOf = (provider: Provider) => `${provider.toUpperCase()}_CLIENT_ID`;

/** What whoever registers the client at a provider needs to know; no secret of it. */
export function authorizationOf(config: Config, provider: Provider) {
  const { clientId, scopes } = config.mail.oauth[provider];
  return {
    redirect_uri: redirectUri(config),
    scopes,
    set_up: clientId !== undefined,
    setting: settingOf(provider),
  };
}

/** Where a browser goes to let Cadenza use a mailbox. @throws AppError invalid when the operator did not set the provider up */
export function authorizationUrl(
  config: Config,
  who: Pick<Principal, 'teamId' | 'userId'>,
  provider: Provider,
  emailAddress: string | undefined,
  now: Date,
): string {
  const settings = config.mail.oauth[provider];
  if (settings.clientId === undefined)
    throw invalid('provider', `is not set up on this server (${settingOf(provider)})`);
  const state: State = {
    team: who.teamId,
    user: who.userId,
    provider,
    nonce: randomToken(16),
    until: now.getTime() + VISIT_MS,
  };
  const challenge = createHash('sha256').update(verifierOf(config, state.nonce)).digest('base64url');
  const url = new URL(settings.authorizationUrl);
  const query = {
    response_type: 'code',
    client_id: settings.clientId,
    redirect_uri: redirectUri(config),
    scope: settings.scopes,
    state: writeState(config, state),
    code_challenge: challenge,
    code_challenge_method: 'S256',
    // Google gives a refresh token only when asked this way.
    access_type: 'offline',
    prompt: 'consent',
    ...(emailAddress === undefined ? {} : { login_hint: emailAddress }),
  };
  for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value);
  return url.toString();
}

function writeState(config: Config, state: State): string {
  const payload = Buffer.from(JSON.stringify(state)).toString('base64url');
  return `${payload}.${sign(key(config), payload)}`;
}

function readState(config: Config, text: string, now: Date): State | undefined {
  const [payload = '', mac = ''] = text.split('.');
  if (!constantTimeEqual(mac, sign(key(config), payload))) return undefined;
  const state = JSON.parse(Buffer.from(payload, 'base64url').toString('utf8')) as State;
  return state.until > now.getTime() ? state : undefined;
}

/**
 * Where the provider sends the browser back to. The browser must be signed in as the user who began: otherwise somebody
 * could be led to connect their own mailbox to a stranger's account (RFC 6819 4.4.1.8).
 */
export function mountMailboxOAuth(app: FastifyInstance, ctx: AppContext, auth: Authenticator): void {
  const sealer = createSealer('mailboxes', secretKeys(ctx.config));
  app.get(CALLBACK, async (request, reply) => {
    const now = ctx.clock.now();
    const { code, state: text, error } = request.query as Record<string, unknown>;
    const say = (title: string, message: string, status = 400) => {
      return sendPage(
        reply,
        messagePage(title, message, { href: '/app/mailboxes', text: 'To the mailboxes' }),
        { status },
      );
    };
    const state = typeof text === 'string' ? readState(ctx.config, text, now) : undefined;
    if (!state)
      return say(
        'This link is no longer good',
        'It is too old or incomplete. Begin connecting the mailbox again.',
      );
    const principal = await auth.session(request.headers.cookie, now);
    if (!principal || principal.teamId !== state.team || principal.userId !== state.user)
      return say(
        'Sign in first',
        'Sign in to Cadenza in this browser as the user who began connecting the mailbox, then begin again.',
        403,
      );
    if (typeof code !== 'string')
      return say(
        'Not connected',
        `The provider gave no access${typeof error === 'string' ? `: ${error.slice(0, 200)}` : ''}.`,
      );
    if (!ctx.mail) throw new AppError('unavailable', 'This server does not talk to mail servers');
    const { mail } = ctx;
    try {
      const verifier = verifierOf(ctx.config, state.nonce);
      const granted = await mail.exchangeCode(
        state.provider,
        { code, redirectUri: redirectUri(ctx.config), verifier },
        now,
      );
      const { emailAddress } = granted;
      if (emailAddress === undefined)
        return say('Not connected', 'The provider did not say which address the mailbox has.');
      await write(ctx.database.kysely, principal, (tx) =>
        connectByOAuth(
          { tx, principal, now, sealer },
          { ...granted, provider: state.provider, emailAddress },
        ),
      );
      return say(
        'Connected',
        `${emailAddress} is connected. Cadenza can send from it and read its replies.`,
        200,
      );
    } catch (thrown) {
      const message = thrown instanceof Error ? thrown.message : String(thrown);
      ctx.log.warn({ err: thrown, provider: state.provider }, 'a mailbox could not be connected');
      return say('Not connected', `${message}.`);
    }
  });
}
