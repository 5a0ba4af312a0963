import { testConfig } from '../support/server.js';
import Fastify, { type FastifyInstance } from 'fastify';
import { pino } from 'pino';
import type { Config } from '../../apps/server/src/config.js';
import { write, writeAcrossTeams } from '../../apps/server/src/db/write.js';
import { hashPassword } from '../../apps/server/src/domain/identity/passwords.js';
import {
  createApiKey,
  createOAuthApp,
  createTeam,
  createUser,
} from '../../apps/server/src/domain/identity/commands.js';
import { createAuthenticator, type Authenticator } from '../../apps/server/src/http/auth.js';
import { registerBodyParsers } from '../../apps/server/src/http/body.js';
import { trustedProxies } from '../../apps/server/src/http/caller.js';
import type { AppContext } from '../../apps/server/src/http/context.js';
import { registerIdentity } from '../../apps/server/src/http/oauth/register.js';
import { createUploads } from '../../apps/server/src/http/uploads.js';
import { type Clock, systemClock } from '../../apps/server/src/kernel/clock.js';
import { readAllowedHosts } from '../../apps/server/src/outside/guard.js';
import { testDatabase } from '../support/database.js';

export const CALLBACK = 'https://localhost:8443/auth/salesloft/callback';
export const PASSWORD = 'correct horse battery';

const config: Config = {
  port: 0,
  host: '127.0.0.1',
  publicUrl: 'http://cadenza.test',
  publicUrlGiven: true,
  dataDir: '/nonexistent',
  databaseUrl: undefined,
  databasePoolMax: 8,
  migrate: 'auto',
  secretKey: 'a test key that is long enough to be one',
  secretKeysBefore: [],
  mail: testConfig.mail,
  adminEmail: 'admin@cadenza.test',
  adminPassword: undefined,
  smtpUrl: undefined,
  logLevel: 'silent',
  dynamicRegistration: false,
  trustProxy: false,
  demoData: false,
  tickMs: 1000,
  eventsKeptDays: 30,
  receive: { idle: true, pollMs: 60_000 },
  files: { bucket: undefined, maxBytes: 100_000_000 },
  webhooks: { allowedHosts: readAllowedHosts('true', 'any') },
};

export interface Reply {
  status: number;
  headers: Record<string, string | string[] | number | undefined>;
  location: URL;
  text: string;
  // oxlint-disable-next-line typescript/no-explicit-any
  json: any;
}

export interface Identity {
  app: FastifyInstance;
  context: AppContext;
  auth: Authenticator;
  mails: { to: string; subject: string; text: string }[];
  teamId: number;
  admin: { id: number; guid: string; email: string };
  user(role?: 'admin' | 'user'): Promise<{ id: number; guid: string; email: string }>;
  /** An OAuth app of the admin. */
  oauthApp(options?: {
    confidential?: boolean;
    scopes?: string[];
    redirectUris?: string[];
    userId?: number;
  }): Promise<{ id: number; clientId: string; clientSecret: string }>;
  apiKey(scopes: string[], userId?: number): Promise<{ id: number; key: string }>;
  /** Status and scopes of a call to the API with this token. */
  whoami(token: string): Promise<{ status: number; userId?: number; scopes?: string[]; via?: string }>;
  token(form: Record<string, string>, headers?: Record<string, string>): Promise<Reply>;
  close(): Promise<void>;
}

/** Identity alone on a database of its own. oidc-provider reads the wall clock, so by default everything does. */
export async function createIdentity(
  options: { clock?: Clock; config?: Partial<Config>; sendSystemMail?: AppContext['sendSystemMail'] } = {},
): Promise<Identity> {
  const { database, close } = await testDatabase();
  const clock = options.clock ?? systemClock;
  const mails: Identity['mails'] = [];
  const context: AppContext = {
    config: { ...config, ...options.config },
    database,
    clock,
    log: pino({ level: process.env['TEST_LOG'] ?? 'silent' }),
    sendSystemMail:
      options.sendSystemMail ??
      (async ({ to, compose }) => {
        mails.push({ to, ...(await compose()) });
        return true;
      }),
  };
  const auth = createAuthenticator(context);
  const app = Fastify({ trustProxy: trustedProxies(context.config.trustProxy) });
  registerBodyParsers(app, createUploads(context));
  app.get('/whoami', async (request, reply) => {
    const principal = await auth.bearer(
      request.headers.authorization?.replace('Bearer ', '') ?? '',
      clock.now(),
    );
    if (!principal) return reply.code(401).send({});
    return {
      userId: principal.userId,
      scopes: principal.scopes === 'all' ? ['all'] : [...principal.scopes],
      via: principal.via,
    };
  });
  await registerIdentity(app, context, auth);
  const db = database.kysely;
  const passwordHash = await hashPassword(PASSWORD, []);
  const { teamId, admin } = await writeAcrossTeams(db, async (tx) => {
    const team = await createTeam(tx, { name: 'Test' }, clock.now());
    return {
      teamId: team.id,
      admin: await createUser(
        tx,
        team.id,
        {
          email: 'Ada@cadenza.test',
          passwordHash,
          role: 'admin',
          firstName: 'Ada',
          lastName: 'Lovelace',
        },
        clock.now(),
      ),
    };
  });
  let users = 0;
  return {
    app,
    context,
    auth,
    mails,
    teamId,
    admin,
    user: (role = 'user') => {
      users += 1;
      return write(db, teamId, (tx) =>
        createUser(tx, teamId, { email: `user${users}@cadenza.test`, passwordHash, role }, clock.now()),
      );
    },
    oauthApp: async ({ confidential = true, scopes, redirectUris = [CALLBACK], userId = admin.id } = {}) => {
      const made = await write(db, teamId, (tx) =>
        createOAuthApp(
          tx,
          teamId,
          { userId, name: 'Test <app>', redirectUris, confidential, scopes },
          clock.now(),
        ),
      );
      return { ...made, clientSecret: made.clientSecret ?? '' };
    },
    apiKey: (scopes, userId = admin.id) =>
      write(db, teamId, (tx) => createApiKey(tx, teamId, { userId, name: 'test', scopes }, clock.now())),
    whoami: async (token) => {
      const answer = await app.inject({ url: '/whoami', headers: { authorization: `Bearer ${token}` } });
      return { status: answer.statusCode, ...answer.json<object>() };
    },
    token: (form, headers) => new Browser(app).post('/oauth/token', form, headers),
    close: async () => {
      await app.close();
      await auth.close();
      await close();
    },
  };
}

/** A browser as far as these pages need one: cookies with their paths, forms, redirects only when asked. */
export class Browser {
  readonly #app: FastifyInstance;
  readonly #cookies = new Map<string, { value: string; path: string }>();

  readonly #remoteAddress: string;

  /** @param remoteAddress who connects; the default is where a proxy nobody told us of would be */
  constructor(app: FastifyInstance, remoteAddress = '127.0.0.1') {
    this.#app = app;
    this.#remoteAddress = remoteAddress;
  }

  cookie(name: string): string | undefined {
    return this.#cookies.get(name)?.value;
  }

  setCookie(name: string, value: string): void {
    this.#cookies.set(name, { value, path: '/' });
  }

  get(url: string, headers: Record<string, string> = {}): Promise<Reply> {
    return this.#send('GET', url, undefined, headers);
  }

  post(
    url: string,
    form: Record<string, string | string[]>,
    headers: Record<string, string> = {},
  ): Promise<Reply> {
    const body = new URLSearchParams();
    for (const [name, value] of Object.entries(form))
      for (const each of [value].flat()) body.append(name, each);
    return this.#send('POST', url, body.toString(), {
      'content-type': 'application/x-www-form-urlencoded',
      ...headers,
    });
  }

  /** Posts the form of a page with its hidden fields, and these. */
  submit(page: Reply, action: string, form: Record<string, string | string[]> = {}): Promise<Reply> {
    return this.post(action, { csrf: csrfOf(page), ...form });
  }

  /** Signs in; what it returns is the redirect. */
  async login(
    email: string,
    password = PASSWORD,
    returnTo = '/device',
    headers: Record<string, string> = {},
  ): Promise<Reply> {
    const page = await this.get(`/login?return_to=${encodeURIComponent(returnTo)}`);
    return this.post('/login', { csrf: csrfOf(page), email, password, return_to: returnTo }, headers);
  }

  /** Follows redirects on this server; stops at a page or at another host. */
  async follow(reply: Reply): Promise<Reply> {
    let last = reply;
    for (
      let hops = 0;
      hops < 10 && last.status >= 300 && last.status < 400 && last.location.host === 'cadenza.test';
      hops += 1
    ) {
      last = await this.get(last.location.pathname + last.location.search);
    }
    return last;
  }

  async #send(
    method: 'GET' | 'POST',
    url: string,
    payload: string | undefined,
    headers: Record<string, string>,
  ): Promise<Reply> {
    const path = url.split('?')[0] ?? '/';
    const cookie = [...this.#cookies]
      .filter(([, { path: at }]) => path.startsWith(at))
      .map(([name, { value }]) => `${name}=${value}`);
    const answer = await this.#app.inject({
      method,
      url,
      remoteAddress: this.#remoteAddress,
      headers: { ...(cookie.length > 0 ? { cookie: cookie.join('; ') } : {}), ...headers },
      ...(payload === undefined ? {} : { payload }),
    });
    for (const line of [answer.headers['set-cookie'] ?? []].flat()) this.#store(line);
    const json = String(answer.headers['content-type']).includes('json');
    return {
      status: answer.statusCode,
      headers: answer.headers,
      location: new URL(String(answer.headers['location'] ?? '/'), 'http://cadenza.test'),
      text: answer.body,
      json: json && answer.body !== '' ? JSON.parse(answer.body) : undefined,
    };
  }

  #store(line: string): void {
    const [pair = '', ...attributes] = line.split(/;\s*/);
    const [name = '', value = ''] = pair.split(/=(.*)/s);
    const path = attributes.find((each) => /^path=/i.test(each))?.slice(5) ?? '/';
    const gone = value === '' || attributes.some((each) => /^max-age=0$/i.test(each) || /1970/.test(each));
    if (gone) this.#cookies.delete(name);
    else this.#cookies.set(name, { value, path });
  }
}

export function csrfOf(page: Reply): string {
  return /name="csrf" value="([^"]+)"/.exec(page.text)?.[1] ?? '';
}

/** Walks a browser through login and consent to the app's redirect. */
export async function authorize(
  identity: Identity,
  query: Record<string, string>,
  browser = new Browser(identity.app),
  email = identity.admin.email,
): Promise<URL> {
  let page = await browser.follow(
    await browser.get(
      `/oauth/authorize?${new URLSearchParams({ response_type: 'code', redirect_uri: CALLBACK, ...query }).toString()}`,
    ),
  );
  if (page.text.includes('name="password"')) {
    const returnTo = /name="return_to" value="([^"]+)"/.exec(page.text)?.[1] ?? '';
    page = await browser.follow(
      await browser.submit(page, '/login', { email, password: PASSWORD, return_to: returnTo }),
    );
  }
  if (page.status === 200) {
    const action = /action="(\/oauth\/interaction\/[^"]+)"/.exec(page.text)?.[1] ?? '';
    page = await browser.follow(await browser.submit(page, action, { decision: 'allow' }));
  }
  if (page.location.host === 'cadenza.test')
    throw new Error(`authorization ended on ${page.status} ${page.text}`);
  return page.location;
}

/** The tokens of one whole authorization-code flow of a confidential app. */
export async function grantTokens(
  identity: Identity,
  app: { clientId: string; clientSecret: string },
  query: Record<string, string> = {},
): Promise<Reply> {
  const redirect = await authorize(identity, { client_id: app.clientId, ...query });
  return identity.token({
    grant_type: 'authorization_code',
    client_id: app.clientId,
    client_secret: app.clientSecret,
    code: redirect.searchParams.get('code') ?? '',
    redirect_uri: CALLBACK,
  });
}
