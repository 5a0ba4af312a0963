import type { FastifyInstance } from 'fastify';
import { pino } from 'pino';
import type { Config } from '../../apps/server/src/config.js';
import type { Database } from '../../apps/server/src/db/connect.js';
import { write, writeAcrossTeams } from '../../apps/server/src/db/write.js';
import { createApiKey, createTeam, createUser } from '../../apps/server/src/domain/identity/commands.js';
import { ALL_SCOPES } from '../../apps/server/src/domain/identity/scopes.js';
import type { AppContext } from '../../apps/server/src/http/context.js';
import { manualClock } from '../../apps/server/src/kernel/clock.js';
import type { Principal } from '../../apps/server/src/kernel/principal.js';
import { readAllowedHosts } from '../../apps/server/src/outside/guard.js';
import { buildApp } from '../../apps/server/src/server.js';
import { testDatabase } from './database.js';
import { testFiles } from './files.js';

export const START = '2026-03-02T09:00:00.000Z';

export const testConfig: Config = {
  port: 0,
  host: '127.0.0.1',
  publicUrl: 'http://cadenza.test',
  publicUrlGiven: true,
  dataDir: '/nonexistent',
  databaseUrl: undefined,
  databasePoolMax: 8,
  migrate: 'auto',
  secretKey: 'a test key that is long enough to be one',
  adminEmail: 'admin@cadenza.test',
  adminPassword: undefined,
  smtpUrl: undefined,
  logLevel: 'silent',
  dynamicRegistration: false,
  trustProxy: false,
  demoData: false,
  tickMs: 1000,
  eventsKeptDays: 30,
  files: { bucket: undefined, maxBytes: 100_000_000 },
  receive: { idle: true, pollMs: 60_000 },
  secretKeysBefore: [],
  webhooks: { allowedHosts: readAllowedHosts('true', 'any') },
  mail: {
    dkim: undefined,
    allowedHosts: readAllowedHosts('true', 'any'),
    dnsServer: undefined,
    oauth: {
      google: {
        clientId: undefined,
        clientSecret: undefined,
        authorizationUrl: '',
        tokenUrl: '',
        scopes: '',
      },
      microsoft: {
        clientId: undefined,
        clientSecret: undefined,
        authorizationUrl: '',
        tokenUrl: '',
        scopes: '',
      },
    },
  },
};

export interface Answer {
  status: number;
  // Bodies are whatever the wire carries: the tests look into them freely.
  // oxlint-disable-next-line typescript/no-explicit-any
  body: any;
  headers: Record<string, string | string[] | number | undefined>;
  text: string;
}

export interface Caller {
  principal: Principal;
  key: string;
  email: string;
  call(
    method: 'GET' | 'POST' | 'PUT' | 'DELETE',
    url: string,
    body?: unknown,
    headers?: Record<string, string>,
  ): Promise<Answer>;
}

export interface TestServer {
  app: FastifyInstance;
  database: Database;
  context: AppContext;
  clock: ReturnType<typeof manualClock>;
  /** A new team with one admin. */
  team(settings?: { rateLimit?: number; timeZone?: string }): Promise<Caller>;
  /** Another user of a caller's team. */
  colleague(
    of: Caller,
    settings?: { admin?: boolean; scopes?: string[]; timeZone?: string },
  ): Promise<Caller>;
  close(): Promise<void>;
}

let firstUser = 0;

/** The whole server on a database of its own, with a clock that stands still; requests are injected. */
export async function createTestServer(
  config: Partial<Config> = {},
  stamps: 'given' | 'wall' = 'given',
  given?: { database: Database; close(): Promise<void> },
  parts: Partial<AppContext> = {},
): Promise<TestServer> {
  const { database, close } = given ?? (await testDatabase({ stamps }));
  const clock = manualClock(START);
  const log = pino({ level: process.env['TEST_LOG'] ?? 'silent' });
  const files = testFiles();
  const context: AppContext = {
    config: { ...testConfig, ...config },
    database,
    clock,
    log,
    files: files.store,
    ...parts,
  };
  const built = await buildApp(context);
  await built.app.ready();
  // Several servers on one given database make users with addresses of their own.
  if (given) firstUser += 1000;
  let people = given ? firstUser : 0;

  const caller = async (
    teamId: number,
    admin: boolean,
    scopes: string[],
    timeZone: string,
    rateLimit: number,
  ): Promise<Caller> => {
    people += 1;
    const email = `user${people}@cadenza.test`;
    const now = clock.now();
    const { user, key } = await write(database.kysely, teamId, async (tx) => {
      const made = await createUser(
        tx,
        teamId,
        { email, role: admin ? 'admin' : 'user', firstName: 'User', lastName: String(people), timeZone },
        now,
      );
      const issued = await createApiKey(tx, teamId, { userId: made.id, name: 'test', scopes }, now);
      return { user: made, key: issued.key };
    });
    return {
      principal: {
        teamId,
        userId: user.id,
        userGuid: user.guid,
        admin,
        groupId: null,
        teamOpen: true,
        timeZone,
        scopes: 'all',
        via: 'session',
        rateLimitPerMinute: rateLimit,
        clockOffsetMs: 0,
      },
      key,
      email,
      call: async (method, url, body, headers = {}) => {
        const answer = await built.app.inject({
          method,
          url,
          headers: { authorization: `Bearer ${key}`, ...headers },
          ...(body === undefined ? {} : { payload: body as object }),
        });
        return {
          status: answer.statusCode,
          body: parse(answer.body, answer.headers['content-type']),
          headers: answer.headers,
          text: answer.body,
        };
      },
    };
  };

  return {
    app: built.app,
    database,
    context,
    clock,
    team: async ({ rateLimit = 1_000_000, timeZone = 'UTC' } = {}) => {
      const { id } = await writeAcrossTeams(database.kysely, async (tx) => {
        const team = await createTeam(tx, { name: 'Test team' }, clock.now());
        await tx
          .updateTable('teams')
          .set({ rate_limit_per_minute: rateLimit })
          .where('id', '=', team.id)
          .execute();
        return team;
      });
      return caller(id, true, ALL_SCOPES, timeZone, rateLimit);
    },
    colleague: (of, { admin = false, scopes = ['system:all'], timeZone = 'UTC' } = {}) =>
      caller(of.principal.teamId, admin, scopes, timeZone, of.principal.rateLimitPerMinute),
    close: async () => {
      await built.close();
      await close();
      await files.close();
    },
  };
}

function parse(text: string, type: unknown): unknown {
  return typeof type === 'string' && type.startsWith('application/json') ? JSON.parse(text) : undefined;
}
