import { afterAll, beforeAll, expect, it } from 'vitest';
import { createTestServer, type TestServer } from '../support/server.js';
import { cadence, people, sandboxTeam } from './support.js';

let server: TestServer;
beforeAll(async () => {
  server = await createTestServer();
});
afterAll(() => server.close());

it('moves the clock, and answers a message as its reader', async () => {
  const admin = await sandboxTeam(server);
  const id = await cadence(server, admin, [{ day: 1 }, { day: 3 }, { day: 5 }]);
  await people(server, admin, id, 4);
  const advanced = await admin.call('POST', '/v2/sandbox/advance', { by: '1d' });
  expect(advanced.body.data.counts.emails_sent).toBe(4);
  expect((await admin.call('GET', '/v2/sandbox')).body.data.now.slice(0, 19)).toBe('2026-03-03T09:00:00');
  const messages = (await admin.call('GET', '/v2/sandbox/messages')).body.data.messages as { id: number }[];
  expect(messages).toHaveLength(4);

  const [first, second, third, fourth] = messages.map((each) => `/v2/sandbox/messages/${each.id}`) as [
    string,
    string,
    string,
    string,
  ];
  const outcomesOf = async (path: string) =>
    ((await admin.call('GET', path)).body.data.reactions as { outcome: string }[])
      .map(({ outcome }) => outcome)
      .join(' ');
  const answers: [string, Record<string, string>, string, RegExp][] = [
    [first, { kind: 'reply', text: 'Call me <b>now</b>' }, 'reply', /Received as reply\./],
    [second, { kind: 'bounce' }, 'bounce', /Received as bounce \(hard\)\./],
    [third, { kind: 'auto_reply', returns_on: '2026-03-20' }, 'auto_reply', /Received as auto reply\./],
    [fourth, { kind: 'opt_out' }, '', /gets no more of these e-mails/],
  ];
  for (const [path, body, kind, outcome] of answers) {
    const done = await admin.call('POST', `${path}/react`, body);
    expect(done.status, done.text).toBe(200);
    expect(await outcomesOf(path)).toMatch(outcome);
    if (kind === '') continue;
    const came = await admin.call('GET', `/v2/received_messages?kind=${kind}`);
    expect(came.body.data).toHaveLength(1);
    if (kind === 'reply') expect(came.body.data[0].body_text).toBe('Call me <b>now</b>\n\nPat3 Person');
    if (kind === 'auto_reply') expect(came.body.data[0].returns_on).toBe('2026-03-20');
  }
  for (const kind of ['open', 'click']) {
    await admin.call('POST', `${first}/react`, { kind });
    expect(await outcomesOf(first)).toContain(`Counted: a person's ${kind}.`);
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
  const saved = await admin.call('PUT', '/v2/sandbox', { seed: 'blue', reply_rate: 0.125 });
  expect(saved.body.data.settings).toMatchObject({ seed: 'blue', reply_rate: 0.125, open_rate: 0 });
  for (const [method, path, body] of [
    ['PUT', '/v2/sandbox', { reply_rate: 1.01 }],
    ['PUT', '/v2/sandbox', { seed: ' ' }],
    ['POST', '/v2/sandbox/advance', { by: 'soon' }],
    ['POST', '/v2/sandbox/advance', { by: '401d' }],
    ['POST', '/v2/sandbox/advance', { by: '' }],
  ] as const)
    expect((await admin.call(method, path, body)).status, JSON.stringify(body)).toBe(422);
  expect((await admin.call('GET', '/v2/sandbox')).body.data).toMatchObject({
    clock_offset_ms: 0,
    settings: { seed: 'blue', reply_rate: 0.125 },
  });
});

it('leads a browser to the app, and a program to the same message', async () => {
  const admin = await sandboxTeam(server);
  const id = await cadence(server, admin, [{ day: 1 }]);
  await people(server, admin, id, 1);
  await admin.call('POST', '/v2/sandbox/advance', { by: '1d' });
  const [message] = (await admin.call('GET', '/sandbox/messages')).body.data as { id: number }[];
  const path = `/sandbox/messages/${message?.id}`;
  const led = async (url: string) => {
    const answer = await server.app.inject({ url, headers: { accept: 'text/html' } });
    return [answer.statusCode, answer.headers['location']];
  };
  expect(await led('/sandbox')).toEqual([302, '/app/sandbox?view=messages']);
  expect(await led(path)).toEqual([302, `/app/sandbox?view=messages&message=${message?.id}`]);
  expect((await led('/sandbox/messages/x'))[0]).toBe(404);
  expect((await admin.call('GET', path)).body.data).toMatchObject({ id: message?.id });
  expect((await (await server.team()).call('GET', path)).status).toBe(404);
});

it('is for admins, of sandbox teams', async () => {
  const admin = await sandboxTeam(server);
  const rep = await server.colleague(admin);
  const real = await server.team();
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
