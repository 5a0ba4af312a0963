import { createHash } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Caller, createTestServer, type TestServer } from '../support/server.js';
import { cadence, people, sandboxTeam } from './support.js';

let server: TestServer;
beforeAll(async () => {
  server = await createTestServer();
});
afterAll(() => server.close());

/** A browser without scripts somebody is signed in with. */
async function browserOf({ principal }: Caller) {
  const token = `session-of-${principal.userId}`;
  const now = server.clock.now();
  await server.database.kysely
    .insertInto('sessions')
    .values({
      team_id: principal.teamId,
      user_id: principal.userId,
      token_hash: createHash('sha256').update(token).digest(),
      created_at: now,
      expires_at: new Date(now.getTime() + 3_600_000),
    })
    .execute();
  const cookie = `cadenza_session=${token}`;
  const get = async (url: string) => {
    const answer = await server.app.inject({ url, headers: { accept: 'text/html', cookie } });
    return { status: answer.statusCode, text: answer.body, forms: formsOf(answer.body) };
  };
  return {
    get,
    /** Presses the button of a form of the page, as a browser would: its hidden fields, what was typed, the button's own. */
    press: async (
      page: Awaited<ReturnType<typeof get>>,
      action: string,
      typed: Record<string, string> = {},
    ) => {
      const form = page.forms.find(
        (each) =>
          each.action === action &&
          Object.entries(typed).every(
            ([name, value]) =>
              each.hidden[name] === undefined || each.hidden[name] === value || each.open.has(name),
          ),
      );
      if (!form) throw new Error(`no form ${action}: ${page.forms.map((each) => each.action).join(', ')}`);
      return post(action, { ...form.hidden, ...typed });
    },
    post,
  };

  async function post(url: string, fields: Record<string, string>) {
    const answer = await server.app.inject({
      method: 'POST',
      url,
      headers: { cookie, 'content-type': 'application/x-www-form-urlencoded' },
      payload: new URLSearchParams(fields).toString(),
    });
    return {
      status: answer.statusCode,
      location: String(answer.headers['location'] ?? ''),
      text: answer.body,
    };
  }
}

interface Form {
  action: string;
  hidden: Record<string, string>;
  open: Set<string>;
}

function formsOf(html: string): Form[] {
  return [...html.matchAll(/<form[^>]*action="([^"]*)"[^>]*>([\s\S]*?)<\/form>/g)].map(
    ([, action = '', inside = '']) => {
      const hidden: Record<string, string> = {};
      const open = new Set<string>();
      for (const [tag] of inside.matchAll(/<(?:input|button)[^>]*>/g)) {
        const attribute = (name: string) => new RegExp(`\\b${name}="([^"]*)"`).exec(tag)?.[1];
        const name = attribute('name');
        if (name === undefined) continue;
        if (attribute('type') === 'hidden') hidden[name] = attribute('value') ?? '';
        else open.add(name);
        if (attribute('type') === 'number' || name === 'seed') hidden[name] = attribute('value') ?? '';
      }
      return { action, hidden, open };
    },
  );
}

const now = (html: string) => /<time id="team-now" datetime="([^"]*)"/.exec(html)?.[1];

it('moves the clock, and answers a message, with buttons alone', async () => {
  const admin = await sandboxTeam(server);
  const id = await cadence(server, admin, [{ day: 1 }, { day: 3 }, { day: 5 }]);
  await people(server, admin, id, 4);
  const browser = await browserOf(admin);
  const page = await browser.get('/sandbox');
  expect(now(page.text)).toBe('2026-03-02T09:00:00.000Z');
  for (const by of ['1h', '1d', '7d', '30d']) expect(page.text).toContain(`name="by" value="${by}"`);

  const advanced = await browser.press(page, '/sandbox/advance', { by: '1d' });
  expect([advanced.status, advanced.location]).toEqual([303, '/sandbox#last-advance']);
  const after = await browser.get('/sandbox');
  expect(now(after.text)).toBe('2026-03-03T09:00:00.000Z');
  expect(after.text).toMatch(/emails sent<\/dt><dd>4</);
  expect(after.text).toContain('Day 1 of Rehearsal.');
  // Delivered at the team's moment, newest first.
  const messages = [...after.text.matchAll(/href="(\/sandbox\/messages\/\d+)"/g)].map(
    ([, href]) => href as string,
  );
  expect(messages).toHaveLength(4);

  const [first, second, third, fourth] = messages as [string, string, string, string];
  const answers: [string, Record<string, string>, string, RegExp][] = [
    [first, { kind: 'reply', text: 'Call me <b>now</b>' }, 'reply', /Received as reply\./],
    [second, { kind: 'bounce' }, 'bounce', /Received as bounce \(hard\)\./],
    [third, { kind: 'auto_reply', returns_on: '2026-03-20' }, 'auto_reply', /Received as auto reply\./],
    [fourth, { kind: 'opt_out' }, '', /gets no more of these e-mails/],
  ];
  for (const [path, typed, kind, outcome] of answers) {
    const pressed = await browser.press(await browser.get(path), `${path}/react`, typed);
    expect([pressed.status, pressed.location], pressed.text).toEqual([303, `${path}#reactions`]);
    expect((await browser.get(path)).text).toMatch(outcome);
    if (kind === '') continue;
    const came = await admin.call('GET', `/v2/received_messages?kind=${kind}`);
    expect(came.body.data).toHaveLength(1);
    if (kind === 'reply') expect(came.body.data[0].body_text).toBe('Call me <b>now</b>\n\nPat3 Person');
    if (kind === 'auto_reply') expect(came.body.data[0].returns_on).toBe('2026-03-20');
  }
  for (const kind of ['open', 'click']) {
    await browser.press(await browser.get(first), `${first}/react`, { kind });
    expect((await browser.get(first)).text).toContain(`Counted: a person${'&#39;'}s ${kind}.`);
  }
  // Three left the cadence; the absent one gets the next e-mail when they are back.
  const rest = await admin.call('POST', '/v2/sandbox/advance', { until: '2026-04-01T00:00:00Z' });
  expect(rest.body.data.counts.emails_sent).toBe(2);
  expect(rest.body.data.touches.map((each: { at: string }) => each.at.slice(0, 10) >= '2026-03-20')).toEqual([
    true,
    true,
  ]);
});

it('saves what made-up people do; odd input is told, and nothing is changed', async () => {
  const admin = await sandboxTeam(server);
  const browser = await browserOf(admin);
  const page = await browser.get('/sandbox');
  const saved = await browser.press(page, '/sandbox/settings', {
    form: 'people',
    seed: 'blue',
    reply_rate: '12.5',
  });
  expect(saved.status).toBe(303);
  const state = await admin.call('GET', '/v2/sandbox');
  expect(state.body.data.settings).toMatchObject({ seed: 'blue', reply_rate: 0.125, open_rate: 0 });
  for (const [path, fields] of [
    ['/sandbox/settings', { form: 'people', reply_rate: '101' }],
    ['/sandbox/settings', { form: 'people', seed: ' ' }],
    ['/sandbox/advance', { by: 'soon' }],
    ['/sandbox/advance', { by: '401d' }],
    ['/sandbox/advance', { by: '' }],
  ] as const) {
    const refused = await browser.press(page, path, fields);
    expect([refused.status, refused.text.includes('That did not work')], JSON.stringify(fields)).toEqual([
      422,
      true,
    ]);
  }
  expect(
    (await browser.press(page, '/sandbox/messages/1/react', { kind: 'x' }).catch(() => ({ status: 0 })))
      .status,
  ).toBe(0);
  expect((await admin.call('GET', '/v2/sandbox')).body.data).toMatchObject({
    clock_offset_ms: 0,
    settings: { seed: 'blue', reply_rate: 0.125 },
  });
});

it('is for admins, in forms of this site, of sandbox teams', async () => {
  const admin = await sandboxTeam(server);
  const rep = await server.colleague(admin);
  const real = await server.team();
  const browser = await browserOf(admin);
  expect((await browser.post('/sandbox/advance', { by: '1d' })).status).toBe(403);
  const reps = await browserOf(rep);
  const seen = await reps.get('/sandbox');
  expect(seen.text).not.toContain('/sandbox/advance');
  const csrf = /name="csrf" value="([^"]*)"/.exec(seen.text)?.[1] ?? '';
  expect((await reps.post('/sandbox/advance', { by: '1d', csrf })).status).toBe(403);
  for (const [method, path, body] of [
    ['GET', '/v2/sandbox', undefined],
    ['PUT', '/v2/sandbox', { seed: 'x' }],
    ['POST', '/v2/sandbox/advance', { by: '1d' }],
    ['POST', '/v2/sandbox/cancel', {}],
    ['POST', '/v2/sandbox/reset_clock', {}],
    ['POST', '/v2/sandbox/messages/1/react', { kind: 'reply' }],
  ] as const)
    expect((await rep.call(method, path, body)).status, path).toBe(403);
  for (const [path, body] of [
    ['/v2/sandbox/advance', { by: '1d' }],
    ['/v2/sandbox/cancel', {}],
    ['/v2/sandbox/reset_clock', {}],
    ['/v2/sandbox/messages/1/react', { kind: 'reply' }],
  ] as const)
    expect((await real.call('POST', path, body)).status, path).toBe(409);
  expect((await real.call('PUT', '/v2/sandbox', { seed: 'x' })).status).toBe(409);
  for (const body of [
    {},
    { by: '1d', until: '2030-01-01' },
    { by: '-1d' },
    { until: '2020-01-01' },
    { by: 'P2Y' },
  ])
    expect((await admin.call('POST', '/v2/sandbox/advance', body)).status, JSON.stringify(body)).toBe(422);
  expect((await admin.call('POST', '/v2/sandbox/messages/999999/react', { kind: 'reply' })).status).toBe(404);
});

it('becomes a sandbox only when nothing real was sent, and ends only with its clock in the present', async () => {
  const admin = await sandboxTeam(server);
  expect((await admin.call('POST', '/v2/sandbox/advance', { by: '1d' })).status).toBe(200);
  expect((await admin.call('PUT', '/v2/sandbox', { enabled: false })).status).toBe(409);
  expect((await admin.call('POST', '/v2/sandbox/reset_clock', {})).body.data.clock_offset_ms).toBe(0);
  expect((await admin.call('PUT', '/v2/sandbox', { enabled: false })).body.data.enabled).toBe(false);
  const id = await cadence(server, admin, [{ day: 1 }]);
  await people(server, admin, id, 1);
  const { teamId } = admin.principal;
  await admin.call('PUT', '/v2/sandbox', { enabled: true });
  await admin.call('POST', '/v2/sandbox/advance', { by: '1h' });
  await admin.call('POST', '/v2/sandbox/reset_clock', {});
  await admin.call('PUT', '/v2/sandbox', { enabled: false });
  // As if it had gone out for real.
  await server.database.kysely.deleteFrom('sandbox_messages').where('team_id', '=', teamId).execute();
  const refused = await admin.call('PUT', '/v2/sandbox', { enabled: true });
  expect([refused.status, refused.body.error]).toEqual([
    409,
    'This team has sent real mail: it cannot become a sandbox',
  ]);
});
