import { simpleParser } from 'mailparser';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { secretKeys } from '../../apps/server/src/config.js';
import { write } from '../../apps/server/src/db/write.js';
import { addToCadence } from '../../apps/server/src/domain/memberships/membership-commands.js';
import { createEngine } from '../../apps/server/src/engine/engine.js';
import { trackingLinks, trackingTokens } from '../../apps/server/src/kernel/tracking-token.js';
import { log, makeCadence, memoryMailer } from '../engine/support.js';
import { type Caller, createTestServer, type TestServer } from '../support/server.js';
import { type Receiver, startReceiver, subscribe, webhookWorker } from './support.js';

const OFFER = 'https://x.example/offer?a=1&b=2';
const TERMS = 'https://x.example/terms';
const BODY = `<p>Hi, <a href="${OFFER.replace('&', '&amp;')}">the offer</a>, <a href="${TERMS}">terms</a>,
  <a href="${TERMS}/more">more</a>, <a data-no-tracking href="https://x.example/plain">plain</a>, <a href="mailto:me@x.example">me</a></p>`;

let server: TestServer;
let me: Caller;
let receiver: Receiver;
let worker: ReturnType<typeof webhookWorker>;
let n = 0;
beforeAll(async () => {
  server = await createTestServer();
});
afterAll(() => server.close());
beforeEach(async () => {
  me = await server.team();
  receiver = await startReceiver();
  worker = webhookWorker(server.context, 60_000);
});
afterEach(async () => {
  worker.close();
  await receiver.close();
});

/** An e-mail to a new person, as it was delivered. */
async function delivered(click_tracking = true) {
  const { teamId, userId } = me.principal;
  const now = server.clock.now();
  n += 1;
  const person = await me.call('POST', '/v2/people', {
    email_address: `swap${n}@person.test`,
    first_name: 'Pat',
  });
  const step = { day: 1, type: 'email', automated: true, delay: 0, weekends: true, body: BODY } as const;
  const cadence = await makeCadence(server.database, teamId, userId, [step], { click_tracking });
  const who = { teamId, userId, admin: true, groupId: null };
  await write(server.database.kysely, teamId, (tx) =>
    addToCadence({ tx, principal: who, now }, { person_id: person.body.data.id, cadence_id: cadence.id }),
  );
  const mailer = memoryMailer();
  await createEngine({
    database: server.database,
    mailer,
    clock: server.clock,
    log,
    tickMs: 50,
    publicUrl: 'http://cadenza.test',
    tracking: trackingLinks('http://cadenza.test', trackingTokens(secretKeys(server.context.config))),
    swapLinks: worker.swapLinks,
  }).runOnce(now);
  expect(mailer.sent).toHaveLength(1);
  const parsed = await simpleParser(mailer.sent[0]?.raw ?? Buffer.alloc(0));
  const html = String(parsed.html);
  return {
    person: person.body.data.id as number,
    html,
    text: parsed.text ?? '',
    links: [...html.matchAll(/href="([^"]*)"/g)].map(([, link]) => (link ?? '').replaceAll('&amp;', '&')),
  };
}
const leadsTo = async (link: string) =>
  (
    await server.app.inject({
      method: 'GET',
      url: link.replace('http://cadenza.test', ''),
      headers: {
        'user-agent': 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/140.0.0.0 Safari/537.36',
      },
    })
  ).headers.location;
const answering = (links: object) => ({ status: 200, body: JSON.stringify({ links }) });

it('exchanges links before the e-mail leaves, under its own tracking, in both of its texts', async () => {
  await subscribe(me, 'link_swap', receiver.url);
  receiver.answers = () =>
    answering({ [OFFER]: 'https://short.example/1?x=1&y=2', 'https://not.asked/': 'https://evil.example/' });
  const email = await delivered();
  const [got] = receiver.received;
  expect(got?.headers['x-salesloft-event']).toBe('link_swap');
  expect(got?.headers['x-salesloft-signature']).toMatch(/^[0-9a-f]{40}$/);
  expect(got?.headers).not.toHaveProperty('x-cadenza-test');
  expect(got?.json).toEqual({
    email: { _href: expect.any(String) as string, id: expect.any(Number) as number },
    person: { _href: `http://cadenza.test/v2/people/${email.person}`, id: email.person },
    user: { _href: `http://cadenza.test/v2/users/${me.principal.userId}`, id: me.principal.userId },
    links: [OFFER, TERMS, `${TERMS}/more`, 'https://x.example/plain'],
  });
  expect(await Promise.all(email.links.slice(0, 3).map(leadsTo))).toEqual([
    'https://short.example/1?x=1&y=2',
    TERMS,
    `${TERMS}/more`,
  ]);
  expect(email.links.slice(3)).toEqual(['https://x.example/plain', 'mailto:me@x.example']);
  expect(email.text).toContain('https://short.example/1?x=1&y=2');
  expect(email.text).not.toContain(OFFER);
  // The ledger keeps it as it was written.
  const shown = (await me.call('GET', `/v2/activities/emails/${got?.json.email.id}?scoped_fields=body`)).text;
  expect(shown).not.toContain('short.example');

  receiver.answers = () => answering({ [TERMS]: 'https://short.example/2' });
  const untracked = await delivered(false);
  expect(untracked.links).toEqual([
    OFFER,
    'https://short.example/2',
    `${TERMS}/more`,
    'https://x.example/plain',
    'mailto:me@x.example',
  ]);
});

it.each([
  ['answers 500', () => 500],
  ['closes early', () => 'close' as const],
  ['hangs', () => undefined],
  ['redirects', () => ({ status: 302, headers: { location: 'https://x.example/' } })],
  ['answers no JSON', () => ({ status: 200, body: 'yes' })],
  ['answers a list', () => ({ status: 200, body: '{"links":[]}' })],
  [
    'answers without end',
    () => ({ status: 200, body: `{"links":{"${TERMS}":"https://s.example/"},"x":"${'x'.repeat(70_000)}"}` }),
  ],
  [
    'names what is no web address',
    () =>
      answering({ [OFFER]: 'javascript:alert(1)', [TERMS]: 7, __proto__: { [TERMS]: 'https://s.example/' } }),
  ],
])('a receiver that %s leaves the e-mail as it was written', async (what, answer) => {
  if (what === 'hangs') {
    worker.close();
    worker = webhookWorker(server.context, 200);
  }
  await subscribe(me, 'link_swap', receiver.url);
  receiver.answers = answer as Receiver['answers'];
  expect((await delivered(false)).links.slice(0, 2)).toEqual([OFFER, TERMS]);
  if (what !== 'hangs') expect(receiver.received).toHaveLength(1);
});

it('is not asked again and again while it fails, and after a rest once', async () => {
  await subscribe(me, 'link_swap', receiver.url);
  receiver.answers = () => 500;
  for (let each = 0; each < 5; each += 1) await delivered(false);
  expect(receiver.received).toHaveLength(3);
  server.clock.advance(60_000);
  for (let each = 0; each < 2; each += 1) await delivered(false);
  expect(receiver.received).toHaveLength(4);
  server.clock.advance(60_000);
  receiver.answers = () => answering({ [TERMS]: 'https://s.example/' });
  for (let each = 0; each < 2; each += 1)
    expect((await delivered(false)).links[1]).toBe('https://s.example/');
  expect(receiver.received).toHaveLength(6);
});

it('nobody is asked who may not see it, or is a colleague without being an admin, and who is gone is paused', async () => {
  const rep = await server.colleague(me);
  const { id } = await subscribe(rep, 'link_swap', receiver.url);
  await server.database.pool.query(`UPDATE teams SET team_visibility_default = 'private' WHERE id = $1`, [
    me.principal.teamId,
  ]);
  await delivered(false);
  expect(receiver.received).toEqual([]);
  await server.database.pool.query(`UPDATE teams SET team_visibility_default = 'public' WHERE id = $1`, [
    me.principal.teamId,
  ]);
  server.clock.advance(10_000);
  receiver.answers = () => answering({});
  // A colleague's e-mail is an admin's to change.
  await delivered(false);
  expect(receiver.received).toEqual([]);
  await me.call('PUT', `/v2/users/${rep.principal.userId}`, { role_id: 'Admin' });
  server.clock.advance(10_000);
  await delivered(false);
  expect(receiver.received).toHaveLength(1);
  expect((await me.call('POST', `/v2/webhook_subscriptions/${id}/test`)).status).toBe(404);
  expect((await rep.call('POST', `/v2/webhook_subscriptions/${id}/test`)).status).toBe(422);
  await me.call('PUT', `/v2/users/${rep.principal.userId}`, { active: false });
  server.clock.advance(10_000);
  await delivered(false);
  expect(receiver.received).toHaveLength(1);
  const { rows } = await server.database.pool.query(
    'SELECT enabled, paused_reason FROM webhook_subscriptions WHERE id = $1',
    [id],
  );
  expect(rows).toEqual([{ enabled: false, paused_reason: 'the user who made it is deactivated' }]);
});

it('costs a team without a subscription no statement for each e-mail', async () => {
  const asked: string[] = [];
  const { kysely } = server.database;
  const counting = webhookWorker({
    ...server.context,
    database: {
      ...server.database,
      kysely: new Proxy(kysely, {
        get: (target, name) => {
          if (name === 'getExecutor') asked.push('statement');
          const value: unknown = Reflect.get(target, name);
          return typeof value === 'function' ? (value as () => unknown).bind(target) : value;
        },
      }),
    },
  });
  const email = { team_id: me.principal.teamId, id: 1, person_id: null, user_id: me.principal.userId };
  for (let each = 0; each < 50; each += 1)
    expect(await counting.swapLinks(email, () => [TERMS])).toEqual(new Map());
  expect(asked).toEqual(['statement']);
  counting.close();
});
