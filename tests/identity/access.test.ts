import { createHash, randomBytes } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { appCode, givePassword, OWN_PASSWORD } from '../support/two-factor.js';
import { csrfOf } from '../../apps/server/src/http/pages/safety.js';
import {
  type Answer,
  type Caller,
  createTestServer,
  testConfig,
  type TestServer,
} from '../support/server.js';

/** Keys, applications and invitations as JSON: who may make what, what is shown once, and what nobody gains by it. */
let server: TestServer;
let admin: Caller;
let rep: Caller;
/** What the system's mail does. */
let post: 'leaves' | 'no way' = 'no way';
const mails: { to: string; text: string }[] = [];

beforeAll(async () => {
  server = await createTestServer({}, 'given', undefined, {
    sendSystemMail: async ({ to, compose }) => {
      if (post === 'no way') return false;
      mails.push({ to, ...(await compose()) });
      return true;
    },
  });
});
beforeEach(async () => {
  post = 'no way';
  admin = await server.team();
  rep = await server.colleague(admin);
});
afterAll(() => server.close());

const sql = (text: string, values: unknown[] = []) => server.database.pool.query(text, values);
const me = (token: string) =>
  server.app
    .inject({ url: '/v2/me', headers: { authorization: `Bearer ${token}` } })
    .then(({ statusCode }) => statusCode);
const done = (answer: Answer) => {
  expect(answer.status, answer.text).toBe(200);
  return answer.body.data;
};

/** Somebody's OAuth application with everything, as its user let it in. */
async function appOf(caller: Caller): Promise<{ token: string; client_id: string }> {
  const made = done(
    await caller.call('POST', '/v2/oauth_applications', { name: 'P', redirect_uris: ['https://p.example/'] }),
  );
  const token = randomBytes(20).toString('hex');
  for (const [model, id] of [
    ['AccessToken', createHash('sha256').update(token).digest()],
    ['Grant', randomBytes(32)],
  ] as const)
    await sql(
      `INSERT INTO oauth_payloads (id, model, client_id, user_id, generation, created_at, expires_at, payload)
       SELECT $1, $2, $3, id, consent_generation, $5, '2100-01-01', $6 FROM users WHERE id = $4`,
      [
        id,
        model,
        made.client_id,
        caller.principal.userId,
        server.clock.now(),
        { scope: 'team:read team:write', openid: { scope: 'team:read team:write' } },
      ],
    );
  return { token, client_id: made.client_id };
}

describe('API keys', () => {
  it('are shown once, replaced, and ended', async () => {
    const scopes = ['people:read', 'team:read'];
    const made = done(await rep.call('POST', '/v2/api_keys', { name: 'sealed:zz', scopes }));
    expect(made).toMatchObject({ name: 'sealed:zz', hint: made.key.slice(-4), scopes, last_used_at: null });
    expect(await me(made.key)).toBe(200);
    const listed = await rep.call('GET', '/v2/api_keys');
    expect(listed.body.data[0]).toMatchObject({ id: made.id, hint: made.hint });
    expect(listed.text).not.toContain(made.key);
    const again = done(await rep.call('POST', `/v2/api_keys/${made.id}/rotate`));
    expect([await me(made.key), await me(again.key)]).toEqual([401, 200]);
    expect((await rep.call('DELETE', `/v2/api_keys/${made.id}`)).status).toBe(204);
    expect(await me(again.key)).toBe(401);
    expect((await rep.call('POST', `/v2/api_keys/${made.id}/rotate`)).status).toBe(404);
  });

  it('are seen by admins, whoever has them, and by no other colleague', async () => {
    const made = done(await rep.call('POST', '/v2/api_keys', { name: 'K', scopes: ['people:read'] }));
    const path = `/v2/api_keys?user_id=${rep.principal.userId}`;
    const seen = done(await admin.call('GET', path)) as { id: number }[];
    expect(seen.map(({ id }) => id)).toContain(made.id);
    expect(JSON.stringify(seen)).not.toContain(made.key);
    expect(done(await admin.call('GET', '/v2/api_keys'))).not.toEqual(seen);
    expect(done(await rep.call('GET', path))).toEqual(seen);
    const other = await server.colleague(admin);
    expect((await other.call('GET', path)).status).toBe(403);
    const stranger = await server.team();
    expect(done(await stranger.call('GET', path))).toEqual([]);
  });

  it('are kept sealed where an answer is remembered', async () => {
    const body = { name: 'K', scopes: ['people:read'] };
    const headers = { 'idempotency-key': 'once' };
    const first = done(await rep.call('POST', '/v2/api_keys', body, headers));
    const second = await rep.call('POST', '/v2/api_keys', body, headers);
    expect(second.body.data).toEqual(first);
    const { rows } = await sql('SELECT body FROM idempotency_keys WHERE user_id = $1', [
      rep.principal.userId,
    ]);
    expect(rows).toHaveLength(1);
    expect(rows[0].body).not.toContain(first.key);
  });

  it('may no more than the token that makes or replaces them, nor are they others\u2019', async () => {
    const few = await server.colleague(admin, { scopes: ['team:write', 'team:read'] });
    const make = (by: Caller, scopes: unknown) => by.call('POST', '/v2/api_keys', { name: 'K', scopes });
    for (const scopes of [['people:read'], ['system:all'], ['team:write', 'person:set_crm_id']])
      expect((await make(few, scopes)).body.errors).toHaveProperty('scopes');
    for (const scopes of [[], ['nonsense'], ['email_contents:read'], 'x'.repeat(300)])
      expect((await make(rep, scopes)).body.errors, String(scopes)).toHaveProperty('scopes');
    done(await make(few, ['team:read']));
    expect(done(await make(rep, ['system:all'])).scopes).not.toContain('email_contents:read');
    expect(done(await make(admin, ['system:all'])).scopes).toContain('email_contents:read');
    // The same user, a key of few scopes and one of many.
    const many = done(await make(rep, ['system:all']));
    const less = done(await make(rep, ['team:write']));
    const by = (token: string, url: string) =>
      server.app.inject({ method: 'POST', url, headers: { authorization: `Bearer ${token}` } });
    expect((await by(less.key, `/v2/api_keys/${many.id}/rotate`)).statusCode).toBe(422);
    expect((await admin.call('POST', `/v2/api_keys/${many.id}/rotate`)).status).toBe(404);
    expect((await admin.call('DELETE', `/v2/api_keys/${many.id}`)).status).toBe(404);
  });

  it('are a hundred at most, also when many are made at once', async () => {
    await sql(
      `INSERT INTO api_keys (team_id, user_id, name, scopes, created_at, updated_at, key_hash, hint)
       SELECT $1, $2, 'K', '{people:read}', now(), now(), sha256(('many ' || n)::bytea), 'hint' FROM generate_series(1, 97) n`,
      [rep.principal.teamId, rep.principal.userId],
    );
    const body = { name: 'K', scopes: ['people:read'] };
    const answers = await Promise.all([1, 2, 3, 4, 5].map(() => rep.call('POST', '/v2/api_keys', body)));
    // One is the test's own.
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 200, 422, 422, 422]);
  });
});

describe('OAuth applications', () => {
  it('are registered, changed, given another secret, and ended', async () => {
    const made = done(
      await rep.call('POST', '/v2/oauth_applications', {
        name: 'A',
        redirect_uris: ['https://a.example/cb'],
        scopes: ['people:read'],
      }),
    );
    expect(made).toMatchObject({
      confidential: true,
      user: { id: rep.principal.userId },
      scopes: ['people:read'],
    });
    expect(made.client_secret).toMatch(/^[0-9a-f]{64}$/);
    const path = `/v2/oauth_applications/${made.id}`;
    const changed = done(
      await rep.call('PUT', path, { redirect_uris: ['https://b.example/cb?x=1,2'], scopes: ['notes:read'] }),
    );
    expect(changed).toMatchObject({
      name: 'A',
      redirect_uris: ['https://b.example/cb?x=1,2'],
      scopes: ['notes:read'],
    });
    expect(changed).not.toHaveProperty('client_secret');
    const rotated = done(await rep.call('POST', `${path}/rotate_secret`)).client_secret;
    expect(rotated).not.toBe(made.client_secret);
    const { rows } = await sql('SELECT secret_hash FROM oauth_apps WHERE id = $1', [made.id]);
    expect(rows[0].secret_hash).toEqual(createHash('sha256').update(rotated).digest());
    for (const wrong of [
      { redirect_uris: ['http://a.example/'] },
      { redirect_uris: 'https://a.example' },
      { scopes: ['x'] },
      { name: ' ' },
    ])
      expect((await rep.call('PUT', path, wrong)).status, JSON.stringify(wrong)).toBe(422);
    const open = done(await rep.call('POST', '/v2/oauth_applications', { name: 'D', confidential: false }));
    expect(open).toMatchObject({ client_secret: null, redirect_uris: [] });
    expect((await rep.call('POST', `/v2/oauth_applications/${open.id}/rotate_secret`)).status).toBe(404);
    expect((await rep.call('DELETE', path)).status).toBe(204);
    expect((await rep.call('PUT', path, { name: 'B' })).status).toBe(404);
  });

  it('are their user\u2019s, and of the whole team for admins, but not of another team', async () => {
    const { id } = done(
      await rep.call('POST', '/v2/oauth_applications', { name: 'A', redirect_uris: ['https://a.example/'] }),
    );
    const ids = async (by: Caller) =>
      (await by.call('GET', '/v2/oauth_applications')).body.data.map((app: { id: number }) => app.id);
    const [mate, stranger] = [await server.colleague(admin), await server.team()];
    expect([await ids(rep), await ids(admin), await ids(mate), await ids(stranger)]).toEqual([
      [id],
      [id],
      [],
      [],
    ]);
    for (const by of [mate, stranger])
      for (const [method, path] of [
        ['PUT', ''],
        ['POST', '/rotate_secret'],
        ['DELETE', ''],
      ] as const)
        expect(
          (await by.call(method, `/v2/oauth_applications/${id}${path}`, method === 'DELETE' ? undefined : {}))
            .status,
        ).toBe(404);
    const few = await server.colleague(admin, { admin: true, scopes: ['team:write'] });
    expect((await few.call('POST', `/v2/oauth_applications/${id}/rotate_secret`)).status).toBe(422);
    expect((await few.call('POST', '/v2/oauth_applications', { name: 'A' })).status).toBe(422);
    expect((await admin.call('DELETE', `/v2/oauth_applications/${id}`)).status).toBe(204);
  });

  it('that somebody let in are listed and ended by that user, at once', async () => {
    const { token, client_id } = await appOf(rep);
    const other = await appOf(admin);
    expect(await me(token)).toBe(200);
    const listed = done(await rep.call('GET', '/v2/me/authorized_applications'));
    expect(listed).toMatchObject([{ client_id, name: 'P', scopes: ['team:read', 'team:write'] }]);
    expect((await rep.call('DELETE', `/v2/me/authorized_applications/${other.client_id}`)).status).toBe(204);
    expect(await me(other.token)).toBe(200);
    for (let turn = 0; turn < 2; turn += 1)
      expect((await rep.call('DELETE', `/v2/me/authorized_applications/${client_id}`)).status).toBe(204);
    expect(await me(token)).toBe(401);
    expect(done(await rep.call('GET', '/v2/me/authorized_applications'))).toEqual([]);
  });

  it('make and end nobody\u2019s way in', async () => {
    const { token } = await appOf(admin);
    for (const [method, url, payload] of [
      ['GET', '/v2/api_keys'],
      ['POST', '/v2/api_keys', { name: 'K', scopes: ['team:read'] }],
      ['POST', '/v2/api_keys/1/rotate', {}],
      ['DELETE', '/v2/api_keys/1'],
      ['GET', '/v2/oauth_applications'],
      ['POST', '/v2/oauth_applications', { name: 'K', scopes: ['team:read'] }],
      ['PUT', '/v2/oauth_applications/1', {}],
      ['POST', '/v2/oauth_applications/1/rotate_secret', {}],
      ['DELETE', '/v2/oauth_applications/1'],
      ['GET', '/v2/me/authorized_applications'],
      ['DELETE', '/v2/me/authorized_applications/x'],
      ['GET', '/v2/invitations'],
      ['POST', '/v2/invitations', { email: 'x@example.com' }],
      ['POST', '/v2/invitations/1/resend', {}],
      ['DELETE', '/v2/invitations/1'],
      ['POST', `/v2/users/${rep.principal.userId}/password_link`, {}],
    ] as const) {
      const answer = await server.app.inject({
        method,
        url,
        headers: { authorization: `Bearer ${token}` },
        ...(payload ? { payload } : {}),
      });
      expect([answer.statusCode, url, answer.body.includes('not for OAuth')]).toEqual([403, url, true]);
    }
  });
});

/** A browser that the rep is signed in with, as the app in it calls. */
async function signIn() {
  const token = randomBytes(32).toString('base64url');
  await sql(
    `INSERT INTO sessions (team_id, token_hash, user_id, created_at, expires_at) VALUES ($1, $2, $3, $4, '2100-01-01')`,
    [
      rep.principal.teamId,
      createHash('sha256').update(token).digest(),
      rep.principal.userId,
      server.clock.now(),
    ],
  );
  const headers = {
    cookie: `cadenza_session=${token}`,
    'x-cadenza-csrf': csrfOf(testConfig)(token),
    'sec-fetch-site': 'same-origin',
  };
  return {
    call: async (method: 'GET' | 'POST', url: string, payload?: object) => {
      const answer = await server.app.inject({ method, url, headers, ...(payload ? { payload } : {}) });
      return { status: answer.statusCode, text: answer.body };
    },
  };
}

describe('two-factor sign-in', () => {
  const password = OWN_PASSWORD;
  const own = '/v2/me/two_factor';
  const state = async (caller: Caller) => done(await caller.call('GET', own));

  it('is turned on by who gives the password and shows a code; off again unless the team wants it', async () => {
    await givePassword(server.database.pool, rep.principal.userId);
    const wrong = await rep.call('POST', `${own}/setup`, { password: 'another one' });
    expect([wrong.status, wrong.body.errors]).toEqual([422, { password: ['is not the right one'] }]);
    const begun = done(await rep.call('POST', `${own}/setup`, { password }));
    expect(begun.uri).toContain(`secret=${begun.secret}`);
    const enable = async (code: string) => rep.call('POST', own, { setup: begun.setup, code });
    expect((await enable('000000')).body.errors).toEqual({ code: ['is not right, or was used already'] });
    expect((await state(rep)).enabled).toBe(false);
    const code = appCode(begun.secret, server.clock.now());
    // A double click: the codes that are told are those that hold.
    const twice = await Promise.all([enable(code), enable(code)]);
    expect(twice.map(({ status }) => status).sort()).toEqual([200, 422]);
    const { codes } = done(twice.find(({ status }) => status === 200) ?? twice[0]);
    expect(await state(rep)).toMatchObject({ enabled: true, recovery_codes_left: 10, required: false });
    const renewed = done(await rep.call('POST', `${own}/recovery_codes`, { code: codes[0] }));
    expect((await rep.call('POST', `${own}/recovery_codes`, { code: codes[1] })).status).toBe(422);
    expect(renewed.codes).toHaveLength(10);
    done(await admin.call('PUT', '/v2/team', { two_factor_required: true }));
    expect((await rep.call('POST', `${own}/disable`, { password })).status).toBe(422);
    done(await admin.call('PUT', '/v2/team', { two_factor_required: false }));
    expect((await rep.call('POST', `${own}/disable`, { password: 'another one' })).status).toBe(422);
    expect((await rep.call('POST', `${own}/disable`, { password })).status).toBe(204);
    expect((await state(rep)).enabled).toBe(false);
    const kept = await sql(`SELECT string_agg(r::text, '') AS text FROM two_factors r, idempotency_keys`);
    expect(String(kept.rows[0].text)).not.toContain(begun.secret);
  });

  it('counts the tries of all keys and sessions of a user together', async () => {
    await givePassword(server.database.pool, rep.principal.userId);
    const headers = {
      authorization: `Bearer ${done(await rep.call('POST', '/v2/api_keys', { name: 'Other', scopes: ['team:write'] })).key}`,
    };
    const browser = await signIn();
    const tries = Array.from({ length: 10 }, (_, at) =>
      (at % 2 ? rep : browser).call('POST', `${own}/setup`, { password: `another ${at}` }),
    );
    expect((await Promise.all(tries)).map(({ status }) => status)).toEqual(tries.map(() => 422));
    const answer = await server.app.inject({
      method: 'POST',
      url: `${own}/setup`,
      payload: { password },
      headers,
    });
    expect(answer.statusCode).toBe(429);
  });

  it('begins with a password of one’s own, whose change signs out every other browser', async () => {
    await givePassword(server.database.pool, rep.principal.userId);
    const browsers = [await signIn(), await signIn()] as const;
    const change = (current_password: string, next: string) =>
      browsers[0].call('POST', '/v2/me/password', { current_password, password: next });
    expect((await change('another one', 'looms punch cards of brass')).status).toBe(422);
    expect((await change(password, 'short')).text).toContain('too short');
    expect((await browsers[1].call('GET', '/v2/me')).status).toBe(200);
    expect((await change(password, 'looms punch cards of brass')).status).toBe(204);
    expect((await browsers[0].call('GET', '/v2/me')).status).toBe(200);
    expect((await browsers[1].call('GET', '/v2/me')).status).toBe(401);
  });

  it('is taken off by admins, for their own team; no application comes near it', async () => {
    await givePassword(server.database.pool, rep.principal.userId);
    const begun = done(await rep.call('POST', `${own}/setup`, { password }));
    const code = appCode(begun.secret, server.clock.now());
    done(await rep.call('POST', own, { setup: begun.setup, code }));
    const off = `/v2/users/${rep.principal.userId}/two_factor`;
    const told = async (by: Caller) =>
      (await by.call('GET', `/v2/users/${rep.principal.userId}`)).body.data.two_factor_enabled;
    expect([await told(admin), await told(rep)]).toEqual([true, null]);
    expect((await rep.call('DELETE', off)).status).toBe(403);
    expect((await (await server.team()).call('DELETE', off)).status).toBe(404);
    expect((await state(rep)).enabled).toBe(true);
    expect((await admin.call('DELETE', off)).status).toBe(204);
    expect((await state(rep)).enabled).toBe(false);
    expect(await told(admin)).toBe(false);
    const { token } = await appOf(rep);
    const headers = { authorization: `Bearer ${token}` };
    for (const [method, url, payload] of [
      ['POST', `${own}/setup`, { password }],
      ['POST', own, { setup: begun.setup, code }],
      ['POST', '/v2/me/password', { current_password: password, password: 'looms punch cards of brass' }],
    ] as const)
      expect((await server.app.inject({ method, url, payload, headers })).statusCode).toBe(403);
  });
});

describe('invitations', () => {
  const invite = (body: object, by = admin) => by.call('POST', '/v2/invitations', body);
  // (Those of tests have no password either.)
  const waiting = async () =>
    done(await admin.call('GET', '/v2/invitations')).filter(({ email }: { email: string }) =>
      email.endsWith('example.com'),
    );
  const worth = async (url: string) => {
    const { pathname, search } = new URL(url);
    return (await server.app.inject(pathname + search)).statusCode;
  };

  it('answer the link where it cannot be mailed, and mail it where it can', async () => {
    const email = `alan${admin.principal.teamId}@example.com`;
    const made = done(
      await invite({ email, first_name: 'Alan', role_id: 'Admin', time_zone: 'Europe/Paris' }),
    );
    expect(made).toMatchObject({ email, mailed: false });
    expect(await worth(made.url)).toBe(200);
    const user = done(await admin.call('GET', `/v2/users/${made.user.id}`));
    expect(user).toMatchObject({
      first_name: 'Alan',
      team_admin: true,
      active: true,
      time_zone: 'Europe/Paris',
    });
    expect(await waiting()).toMatchObject([
      { id: made.user.id, email, role: { id: 'Admin' }, link_expires_at: made.expires_at },
    ]);
    post = 'leaves';
    const again = done(await admin.call('POST', `/v2/invitations/${made.user.id}/resend`));
    expect(again).toEqual({ user: made.user, email, mailed: true, url: null, expires_at: null });
    expect(mails.at(-1)).toMatchObject({ to: email });
    expect(await worth(made.url)).toBe(404);
    post = 'no way';
    const other = done(await admin.call('POST', `/v2/users/${rep.principal.userId}/password_link`));
    expect(await worth(other.url)).toBe(200);
  });

  it('may be repeated until somebody came, and be taken back', async () => {
    const email = `grace${admin.principal.teamId}@example.com`;
    const first = done(await invite({ email }));
    const second = done(await invite({ email: email.toUpperCase(), last_name: 'Hopper' }));
    expect(second.user).toEqual(first.user);
    expect(await worth(first.url)).toBe(404);
    expect((await admin.call('DELETE', `/v2/invitations/${first.user.id}`)).status).toBe(204);
    expect([await worth(second.url), await waiting()]).toEqual([404, []]);
    expect((await admin.call('POST', `/v2/invitations/${first.user.id}/resend`)).status).toBe(404);
    expect((await admin.call('DELETE', `/v2/invitations/${first.user.id}`)).status).toBe(404);
    expect(done(await admin.call('GET', `/v2/users/${first.user.id}`))).toMatchObject({
      active: false,
      last_name: 'Hopper',
    });
    const third = done(await invite({ email }));
    expect([third.user, await worth(third.url)]).toEqual([first.user, 200]);
    await sql(`UPDATE users SET password_hash = 'x' WHERE id = $1`, [first.user.id]);
    expect((await invite({ email })).body.errors).toEqual({ email: ['has already been taken'] });
    expect((await admin.call('DELETE', `/v2/invitations/${first.user.id}`)).status).toBe(404);
  });

  it('are no more than five an hour for a user, also when many are asked for at once; the last admin stays', async () => {
    const link = () => admin.call('POST', `/v2/users/${rep.principal.userId}/password_link`);
    const answers = await Promise.all(Array.from({ length: 8 }, link));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(5);
    const late = answers.find(({ status }) => status === 429);
    expect(Number(late?.headers['retry-after'])).toBeGreaterThan(0);
    const last = await admin.call('PUT', `/v2/users/${admin.principal.userId}`, { active: false });
    expect(last.status).toBe(422);
    expect(last.text).toContain('last active admin');
  });

  it('are for admins with a token of every scope, of their own team', async () => {
    const few = await server.colleague(admin, { admin: true, scopes: ['team:write', 'team:read'] });
    const email = `x${admin.principal.teamId}@example.com`;
    for (const by of [rep, few]) {
      expect((await invite({ email }, by)).status).toBe(403);
      expect((await by.call('POST', `/v2/users/${admin.principal.userId}/password_link`)).status).toBe(403);
    }
    expect((await rep.call('GET', '/v2/invitations')).status).toBe(403);
    expect((await rep.call('DELETE', '/v2/invitations/1')).status).toBe(403);
    expect(await waiting()).toEqual([]);
    const { user } = done(await invite({ email }));
    const stranger = await server.team();
    expect((await invite({ email }, stranger)).body.errors).toEqual({ email: ['has already been taken'] });
    for (const path of [`/v2/invitations/${user.id}/resend`, `/v2/users/${user.id}/password_link`])
      expect((await stranger.call('POST', path)).status).toBe(404);
    expect((await stranger.call('DELETE', `/v2/invitations/${user.id}`)).status).toBe(404);
    for (const wrong of [
      {},
      { email: 'nobody' },
      { email: `y${email}`, role_id: 'Chief' },
      { email: `y${email}`, group_id: 1_000_000 },
      { email: `y${email}`, time_zone: 'Mars' },
    ])
      expect((await invite(wrong)).status, JSON.stringify(wrong)).toBe(422);
    expect(await waiting()).toHaveLength(1);
  });
});
