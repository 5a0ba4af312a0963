import { createHmac } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { buildWebhookTools } from '../../apps/server/src/webhook-parts.js';
import { createPost, postOnce } from '../../apps/server/src/webhooks/post.js';
import { readAllowedHosts } from '../../apps/server/src/outside/guard.js';
import { type Caller, createTestServer, START, type TestServer } from '../support/server.js';
import { type Receiver, startReceiver } from '../webhooks/support.js';

/** How a team dials, when people may be called, and what a rep's queue says of it. The clock stands at 09:00 UTC, a Monday. */
let server: TestServer;
let admin: Caller;
let rep: Caller;
let dialer: Receiver;
let people = 0;
beforeAll(async () => {
  server = await createTestServer();
  Object.assign(server.context, { webhooks: buildWebhookTools(server.context) });
});
beforeEach(async () => {
  server.clock.set(new Date(START));
  admin = await server.team();
  rep = await server.colleague(admin);
  dialer = await startReceiver();
  return () => dialer.close();
});
afterAll(() => server.close());

const PATH = '/v2/dialer_settings';
const put = (body: object, by = admin) => by.call('PUT', PATH, body);
const HOURS = [
  { countries: ['US'], blocks: [{ days: [1, 2, 3, 4, 5], from: '08:00', to: '21:00' }] },
  { countries: [], blocks: [{ days: [1, 2, 3, 4, 5], from: '09:00', to: '18:00' }] },
];
const TOKEN = 'a secret of the dialer';
async function person(more: object = {}): Promise<number> {
  const made = await rep.call('POST', '/v2/people', {
    last_name: 'P',
    phone: '+1 (555) 01-00',
    phone_extension: '7',
    email_address: `p${(people += 1)}@example.com`,
    ...more,
  });
  expect(made.status, made.text).toBe(200);
  return made.body.data.id;
}
const dial = (id: number, body: object = {}, by = rep) => by.call('POST', `/v2/people/${id}/dial`, body);

describe('dialer settings', () => {
  it('are links and no hours before somebody chose, and change by what is named', async () => {
    expect((await rep.call('GET', PATH)).body.data).toEqual({
      kind: 'tel',
      webhook_url: null,
      webhook_token_set: false,
      call_hours: [],
      updated_at: null,
    });
    const chosen = await put({
      kind: 'webhook',
      webhook_url: `${dialer.url}/ring?key=x`,
      webhook_token: TOKEN,
      call_hours: HOURS,
    });
    expect(chosen.body.data).toMatchObject({
      kind: 'webhook',
      webhook_url: `${dialer.url}/ring?key=x`,
      webhook_token_set: true,
      call_hours: HOURS,
    });
    expect((await put({ call_hours: [] })).body.data).toMatchObject({
      kind: 'webhook',
      webhook_token_set: true,
      call_hours: [],
    });
    // Who may not change it is not told where it leads.
    const seen = await rep.call('GET', PATH);
    expect([seen.body.data.webhook_url, seen.text.includes('key=x'), seen.text.includes(TOKEN)]).toEqual([
      null,
      false,
      false,
    ]);
    expect((await put({ webhook_url: null })).body.errors).toHaveProperty('webhook_url');
    expect((await put({ webhook_token: null })).body.errors).toHaveProperty('webhook_token');
    expect((await put({ kind: 'tel', webhook_url: null, webhook_token: null })).body.data).toMatchObject({
      kind: 'tel',
      webhook_token_set: false,
    });
    const audit = await admin.call('GET', '/v2/audit_entries?record_type=dialer_settings');
    expect(audit.body.data.length).toBe(4);
    expect(audit.text).not.toContain(TOKEN);
  });

  it('are for who manages the team, and of shapes that can be kept', async () => {
    expect((await put({ kind: 'tel' }, rep)).status).toBe(403);
    for (const wrong of [
      { kind: 'sip' },
      { kind: 'webhook' },
      { kind: 'webhook', webhook_url: dialer.url },
      { webhook_url: 'ftp://x.example' },
      { webhook_url: 'https://user:secret@x.example' },
      { call_hours: 'always' },
      { call_hours: [{ blocks: [] }] },
      { call_hours: [{ blocks: [{ days: [8], from: '08:00', to: '09:00' }] }] },
      { call_hours: [{ blocks: [{ days: [1], from: '09:00', to: '08:00' }] }] },
      { call_hours: Array.from({ length: 51 }, () => HOURS[0]) },
      { hours: HOURS },
    ])
      expect((await put(wrong)).status, JSON.stringify(wrong).slice(0, 80)).toBe(422);
    const both = await Promise.all([
      put({ call_hours: HOURS }),
      put({ kind: 'webhook', webhook_url: dialer.url, webhook_token: TOKEN }),
    ]);
    expect(both.map(({ status }) => status)).toEqual([200, 200]);
    expect((await admin.call('GET', PATH)).body.data).toMatchObject({ kind: 'webhook', call_hours: HOURS });
    expect((await (await server.team()).call('GET', PATH)).body.data.call_hours).toEqual([]);
  });
});

describe('a call', () => {
  it('is a link for the telephone, under the number that is wanted', async () => {
    const id = await person({ mobile_phone: '0171 / 23', home_phone: 'none' });
    expect((await dial(id)).body.data).toMatchObject({
      kind: 'tel',
      number: '+1 (555) 01-00',
      uri: 'tel:+15550100;ext=7',
      hours: { permitted: null },
    });
    expect((await dial(id, { number: 'mobile_phone' })).body.data.uri).toBe('tel:017123');
    expect((await dial(id, { number: 'home_phone' })).body.errors).toHaveProperty('number');
    expect((await dial(await person({ phone: ' ' }))).body.errors).toHaveProperty('number');
    for (const barred of [{ do_not_contact: true }, { contact_restrictions: ['call'] }])
      expect((await dial(await person(barred))).body.errors).toHaveProperty('person_id');
    expect((await dial(id, {}, await server.team())).status).toBe(404);
    const few = await server.colleague(admin, { scopes: ['people:read'] });
    expect((await dial(id, {}, few)).status).toBe(403);
  });

  it('waits for the hours of the person, unless somebody says otherwise', async () => {
    await put({ call_hours: HOURS });
    const early = await person({ locale: 'America/New_York', work_country: 'us' });
    const refused = await dial(early);
    expect(refused.body.errors.base[0]).toContain('may not be called before Monday 2 March 2026 at 08:00');
    const said = (await dial(early, { outside_hours: true })).body.data.hours;
    expect(said).toMatchObject({
      permitted: false,
      until: null,
      next_at: '2026-03-02T13:00:00.000000+00:00',
      local_time: '2026-03-02T04:00:00.000000-05:00',
    });
    server.clock.set(new Date('2026-03-02T13:30:00Z'));
    expect((await dial(early)).body.data.hours).toMatchObject({
      permitted: true,
      until: '2026-03-03T02:00:00.000000+00:00',
      because: { rule: 'call_hours' },
    });
    expect((await dial(await person({ locale: 'America/New_York' }))).status).toBe(422);
  });

  it('is told to the dialer of the team, signed', async () => {
    await put({ kind: 'webhook', webhook_url: `${dialer.url}/ring`, webhook_token: TOKEN });
    const id = await person({ first_name: 'Ada' });
    expect((await dial(id)).body.data).toMatchObject({ kind: 'webhook', uri: 'tel:+15550100;ext=7' });
    const [got] = dialer.received;
    expect(got?.json).toMatchObject({
      type: 'dial',
      number: '+1 (555) 01-00',
      person: { id, name: 'Ada P' },
      user: { id: rep.principal.userId, guid: rep.principal.userGuid },
      action_id: null,
    });
    const stamp = `${String(got?.headers['webhook-id'])}.${String(got?.headers['webhook-timestamp'])}`;
    const signature = createHmac('sha256', TOKEN).update(`${stamp}.${got?.body}`).digest('base64');
    expect(got?.headers['webhook-signature']).toBe(`v1,${signature}`);
    dialer.answers = () => 500;
    expect([(await dial(id)).status, (await dial(id)).body.error]).toEqual([
      503,
      'The call was not begun: the receiver answered 500.',
    ]);
    dialer.answers = () => ({ status: 302, headers: { location: 'http://127.0.0.1/' } });
    expect((await dial(id)).body.error).toContain('redirects');
    // Of a backup without secrets.
    await server.database.pool.query('UPDATE dialer_settings SET webhook_token = NULL');
    expect((await dial(id)).body.errors).toHaveProperty('base');
    for (let call = 0; call < 60; call += 1) await dial(id);
    const many = await dial(id);
    expect([many.status, Number(many.headers['retry-after']) > 0]).toEqual([429, true]);
  });

  it('leads to nobody on the inside, and one that hangs is told in words', async () => {
    const [inside, outside] = [readAllowedHosts('true', 'any'), readAllowedHosts(undefined, 'any')];
    const ask = { headers: {}, body: '{}' };
    expect(await postOnce(outside, `${dialer.url}/x`, ask)).toContain('leads to no server on the internet');
    dialer.answers = () => undefined;
    expect(await postOnce(inside, `${dialer.url}/x`, ask, 50)).toBe(
      'the receiver did not answer within 0.05 seconds',
    );
    const { post, close } = createPost(inside, 50);
    const none = new AbortController().signal;
    await expect(post(`${dialer.url}/x`, {}, '{}', none)).rejects.toThrow(
      'the receiver did not answer within 0.05 seconds',
    );
    await expect(post(`${dialer.url}/x`, {}, '{}', AbortSignal.abort())).rejects.toThrow(
      'the server stopped before',
    );
    close();
  });
});

it('the queue says of a call whether the person may be called', async () => {
  await put({ call_hours: HOURS });
  const id = await person({ locale: 'Europe/Berlin', mobile_phone: '1' });
  const made = async (path: string, body: object) =>
    (await rep.call('POST', path, body)).body.data.id as number;
  const cadence_id = await made('/v2/cadences', { name: 'C' });
  await made('/v2/steps', { cadence_id, day: 1, type: 'phone', name: 'Call', due_immediately: true });
  await made('/v2/steps', { cadence_id, day: 1, type: 'other', name: 'Look', due_immediately: true });
  await made('/v2/cadence_memberships', { cadence_id, person_id: id });
  await made('/v2/tasks', { person_id: id, task_type: 'general', subject: 'S', due_date: '2026-03-02' });
  const items = async () =>
    (await rep.call('GET', '/v2/queue')).body.data.items as { kind: string; call: unknown }[];
  const call = {
    number: '+1 (555) 01-00',
    permitted: true,
    until: '2026-03-02T17:00:00.000000+00:00',
    local_time: '2026-03-02T10:00:00.000000+01:00',
  };
  expect((await items()).find(({ kind }) => kind === 'phone')?.call).toMatchObject(call);
  expect((await items()).filter(({ kind }) => kind !== 'phone').map((item) => item.call)).not.toContainEqual(
    expect.anything(),
  );
  await put({ call_hours: [] });
  expect((await items()).find(({ kind }) => kind === 'phone')?.call).toMatchObject({
    permitted: null,
    local_time: null,
    because: { rule: 'call_hours_unknown' },
  });
});
