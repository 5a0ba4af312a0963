import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { write } from '../../apps/server/src/db/write.js';
import { hashPassword } from '../../apps/server/src/domain/identity/passwords.js';
import { createOAuthApp, createUser } from '../../apps/server/src/domain/identity/commands.js';
import { difference, Faults, ROUNDS, storedState, tellsOfTheInside, TIMEOUT } from '../support/faults.js';
import { SEED } from '../support/fuzz-seed.js';
import { oddText, oddValue } from '../support/fuzz.js';
import { encoded, type Payload } from '../support/fuzz-wire.js';
import { type Caller, createTestServer, type TestServer } from '../support/server.js';
import { Browser, CALLBACK, csrfOf, PASSWORD } from './support.js';

/** Bad input to OAuth and to the pages (tests/api/fuzz.test.ts is about the API): never a 5xx, nothing of ours told. */
const PER_ENDPOINT = 8;

let server: TestServer;
let admin: Caller;
let client: { id: number; clientId: string; clientSecret: string | null };
let logged: unknown[] = [];
beforeAll(async () => {
  server = await createTestServer({ dynamicRegistration: true });
  admin = await server.team();
  const { teamId } = admin.principal;
  const now = server.clock.now();
  server.context.log.error = (about: unknown) => void logged.push((about as { err?: unknown }).err);
  const passwordHash = await hashPassword(PASSWORD, []);
  client = await write(server.database.kysely, teamId, async (tx) => {
    const { id } = await createUser(
      tx,
      teamId,
      { email: 'ada@cadenza.test', passwordHash, role: 'admin', firstName: 'A', lastName: 'L' },
      now,
    );
    return createOAuthApp(
      tx,
      teamId,
      { userId: id, name: 'App', redirectUris: [CALLBACK], confidential: true },
      now,
    );
  });
});
afterAll(() => server.close());

interface Shot {
  method: 'GET' | 'POST' | 'OPTIONS';
  url: string;
  payload: Payload | undefined;
  headers: Record<string, string>;
}

/** Fields with likely names: each right, odd, or not there. */
function fieldsOf(
  right: Readonly<Record<string, readonly unknown[]>>,
): fc.Arbitrary<Record<string, unknown>> {
  const pairs = Object.entries(right).map(([name, values]) =>
    fc
      .oneof(
        { weight: 4, arbitrary: fc.constantFrom(...values) },
        { weight: 1, arbitrary: fc.constant(undefined) },
        { weight: 2, arbitrary: oddValue },
      )
      .map((value): [string, unknown][] => (value === undefined ? [] : [[name, value]])),
  );
  const unknown = fc.oneof(
    { weight: 4, arbitrary: fc.constant([]) },
    {
      weight: 1,
      arbitrary: fc.tuple(fc.constantFrom('__proto__', 'constructor', 'x'), oddText).map((pair) => [pair]),
    },
  );
  return fc.tuple(unknown, ...pairs).map((all) => Object.fromEntries(all.flat() as [string, unknown][]));
}

const queryText = (fields: Record<string, unknown>): string =>
  Object.entries(fields)
    .map(
      ([name, value]) =>
        `${name}=${encodeURIComponent((typeof value === 'string' ? value : JSON.stringify(value)).toWellFormed())}`,
    )
    .join('&')
    .slice(0, 8000);

async function fire(
  shot: Shot,
): Promise<{ status: number; text: string; location: string; html: boolean; changed: string }> {
  logged = [];
  // Interactions and codes are the protocol's own notes; what a refusal may not leave is what somebody can use.
  const state = () =>
    storedState(server.database.pool, shot.method === 'GET' ? ['oauth_payloads', 'oauth_signing_keys'] : []);
  const before = await state();
  const answer = await server.app.inject({
    method: shot.method,
    url: shot.url,
    headers: {
      ...(shot.payload?.type === undefined ? {} : { 'content-type': shot.payload.type }),
      ...shot.headers,
    },
    ...(shot.payload ? { payload: shot.payload.bytes } : {}),
  });
  return {
    status: answer.statusCode,
    text: answer.body,
    location: String(answer.headers['location'] ?? ''),
    html: String(answer.headers['content-type']).startsWith('text/html'),
    changed: difference(before, await state()),
  };
}

const shown = ({ method, url, payload, headers }: Shot): string =>
  `${method} ${url.slice(0, 400)} ${JSON.stringify(headers)} ${payload?.type ?? ''} ${JSON.stringify(payload?.bytes.toString('utf8').slice(0, 400) ?? '')}`;
const cause = () =>
  String((logged[0] as Error | undefined)?.stack ?? logged[0])
    .split('\n')
    .slice(0, 6)
    .join(' ');

const PROTOCOL_ERROR = z.looseObject({ error: z.string(), error_description: z.string().optional() });

describe(`OAuth (FUZZ_SEED=${SEED})`, () => {
  const clientFields = () => ({
    client_id: [client.clientId, 'nobody'],
    client_secret: [client.clientSecret, 'wrong'],
  });
  const endpoints: Record<string, () => Record<string, readonly unknown[]>> = {
    '/oauth/token': () => ({
      ...clientFields(),
      grant_type: [
        'authorization_code',
        'refresh_token',
        'client_credentials',
        'urn:ietf:params:oauth:grant-type:device_code',
      ],
      code: ['x'],
      device_code: ['x'],
      refresh_token: ['x'],
      redirect_uri: [CALLBACK],
      code_verifier: ['v'.repeat(43)],
      scope: ['people:read', 'openid'],
    }),
    '/oauth/revoke': () => ({ ...clientFields(), token: ['x'], token_type_hint: ['access_token'] }),
    '/oauth/introspect': () => ({ ...clientFields(), token: ['x'], token_type_hint: ['refresh_token'] }),
    '/oauth/device': () => ({ ...clientFields(), scope: ['people:read'] }),
    '/oauth/client/register': () => ({
      redirect_uris: [[CALLBACK], ['http://127.0.0.1/x']],
      client_name: ['App'],
      grant_types: [['authorization_code'], ['authorization_code', 'refresh_token']],
      response_types: [['code']],
      token_endpoint_auth_method: ['none', 'client_secret_basic'],
      scope: ['people:read'],
      client_uri: ['https://x.example'],
      jwks: [{ keys: [] }],
    }),
    '/oidc/userinfo': () => ({ access_token: ['x'] }),
  };
  const authorization = () =>
    fc.constantFrom<Record<string, string>>(
      {},
      {},
      {},
      {
        authorization: `Basic ${Buffer.from(`${client.clientId}:${client.clientSecret ?? ''}`).toString('base64')}`,
      },
      { authorization: 'Basic AA==' },
      { authorization: 'Basic ====' },
      { authorization: `Basic ${Buffer.from('%00:%FF').toString('base64')}` },
      { authorization: `Basic ${Buffer.from("a'--:%").toString('base64')}` },
      { authorization: 'Bearer x' },
      { authorization: 'DPoP x', dpop: 'x' },
      { origin: 'null' },
    );

  it.each(Object.keys(endpoints))(
    'POST %s refuses in the words of RFC 6749 and leaves nothing behind',
    async (url) => {
      const faults = new Faults();
      const arbitrary = fc.record({
        method: fc.constant('POST' as const),
        url: fc.constant(url),
        payload: encoded(fieldsOf(endpoints[url]?.() ?? {})),
        headers: authorization(),
      });
      for (const shot of fc.sample(arbitrary, { seed: SEED, numRuns: PER_ENDPOINT * ROUNDS })) {
        const { status, text, changed } = await fire(shot);
        if (status >= 500) faults.add(url, `${status} ${cause()}`, shown(shot));
        else if (status >= 400) {
          if (changed !== '')
            faults.add(url, `${status} and yet something was stored: ${changed}`, shown(shot));
          if (text === '' ? status !== 401 : !isProtocolError(text))
            faults.add(url, `${status} ${text.slice(0, 200)}`, shown(shot));
        }
        if (tellsOfTheInside(text))
          faults.add(url, 'tells of the inside', `${text.slice(0, 300)} ${shown(shot)}`);
      }
      expect(faults.list()).toEqual([]);
    },
    TIMEOUT,
  );

  it(
    'GET /oauth/authorize shows a page or redirects to the registered address, never elsewhere',
    async () => {
      const faults = new Faults();
      const arbitrary = fieldsOf({
        client_id: [client.clientId],
        response_type: ['code'],
        redirect_uri: [CALLBACK, 'https://evil.example/'],
        scope: ['people:read', 'openid'],
        state: ['s'],
        code_challenge: ['x'.repeat(43)],
        code_challenge_method: ['S256', 'plain'],
        prompt: ['login', 'none', 'consent'],
        max_age: ['0', '10'],
        response_mode: ['query', 'form_post', 'fragment'],
        nonce: ['n'],
        request: ['x'],
        claims: ['{}'],
      });
      for (const fields of fc.sample(arbitrary, { seed: SEED, numRuns: PER_ENDPOINT * ROUNDS })) {
        const shot: Shot = {
          method: 'GET',
          url: `/oauth/authorize?${queryText(fields)}`,
          payload: undefined,
          headers: { accept: 'text/html' },
        };
        const { status, text, location } = await fire(shot);
        if (status >= 500) faults.add('authorize', `${status} ${cause()}`, shown(shot));
        if (
          location !== '' &&
          !location.startsWith(CALLBACK) &&
          !/^(http:\/\/cadenza\.test)?\/(?!\/)/.test(location)
        )
          faults.add('authorize', `leads to ${location}`, shown(shot));
        if (tellsOfTheInside(text) || text.includes('<script>alert'))
          faults.add('authorize', 'an unsafe page', `${text.slice(0, 300)} ${shown(shot)}`);
      }
      expect(faults.list()).toEqual([]);
    },
    TIMEOUT,
  );
});

function isProtocolError(text: string): boolean {
  try {
    return PROTOCOL_ERROR.safeParse(JSON.parse(text)).success;
  } catch {
    return false;
  }
}

describe(`pages (FUZZ_SEED=${SEED})`, () => {
  it(
    'are pages or redirects on this server, with every field escaped',
    async () => {
      const browser = new Browser(server.app);
      await browser.login('ada@cadenza.test');
      const session = `cadenza_session=${browser.cookie('cadenza_session') ?? ''}`;
      const csrf = csrfOf(await browser.get('/device'));
      expect(csrf).not.toBe('');
      const stranger = new Browser(server.app);
      const form = csrfOf(await stranger.get('/login'));
      const guest = `cadenza_form=${stranger.cookie('cadenza_form') ?? ''}`;
      const id = fc.sample(
        fc.oneof(
          fc.constant(String(client.id)),
          fc.constantFrom('0', '-1', '1e3', '%00', '%FF', 'x', '99999999999999999999'),
        ),
        { seed: SEED, numRuns: 20 },
      );
      const posts: [string, string, string, Record<string, readonly unknown[]>][] = [
        [
          '/login',
          guest,
          form,
          {
            email: ['ada@cadenza.test'],
            password: ['wrong'],
            return_to: [
              '/app/settings/keys',
              '//evil.example',
              'https://evil.example/',
              '/\\evil.example',
              '/\tx',
            ],
          },
        ],
        ['/forgot-password', guest, form, { email: ['nobody@cadenza.test'] }],
        ['/reset-password', guest, form, { token: ['x'], password: ['long enough a password'] }],
        ['/device', session, csrf, { user_code: ['ABCD-EFGH'], decision: ['allow'] }],
        ['/oauth/interaction/x', session, csrf, { decision: ['allow'] }],
      ];
      const gets = [
        '/login',
        '/forgot-password',
        '/reset-password',
        '/device',
        '/sandbox',
        '/sandbox/messages/1',
        `/app/cadences_v2/${id[9] ?? 'x'}`,
        '/oauth/interaction/x',
        '/oauth/authorize/x',
        '/app/people/1',
      ];
      const names = ['return_to', 'token', 'user_code', 'before', 'x[y]'];
      const faults = new Faults();
      for (const [url, cookie, token, right] of posts) {
        const arbitrary = encoded(fieldsOf({ csrf: [token, token, token], ...right }));
        for (const payload of fc.sample(arbitrary, { seed: SEED, numRuns: PER_ENDPOINT * ROUNDS }))
          await judge(faults, { method: 'POST', url, payload, headers: { cookie, accept: 'text/html' } });
      }
      for (const url of gets) {
        for (const [name, value] of fc.sample(fc.tuple(fc.constantFrom(...names), oddText), {
          seed: SEED,
          numRuns: PER_ENDPOINT * ROUNDS,
        }))
          await judge(faults, {
            method: 'GET',
            url: `${url}?${name}=${encodeURIComponent(value.toWellFormed())}`,
            payload: undefined,
            headers: { cookie: session, accept: 'text/html' },
          });
      }
      expect(faults.list()).toEqual([]);
    },
    TIMEOUT,
  );

  async function judge(faults: Faults, shot: Shot): Promise<void> {
    const name = shot.url.split('?')[0] ?? '';
    const { status, text, location, changed } = await fire(shot);
    if (status >= 500) faults.add(name, `${status} ${cause()}`, shown(shot));
    if (status >= 400 && changed !== '')
      faults.add(name, `${status} and yet something was stored: ${changed}`, shown(shot));
    if (tellsOfTheInside(text))
      faults.add(name, 'tells of the inside', `${text.slice(0, 300)} ${shown(shot)}`);
    if (text.includes('<script>alert')) faults.add(name, 'does not escape', shown(shot));
    if (location !== '' && !/^(http:\/\/cadenza\.test)?\/(?![/\\])/.test(location))
      faults.add(name, `leads to ${location}`, shown(shot));
  }
});
