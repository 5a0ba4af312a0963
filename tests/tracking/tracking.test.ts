import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { simpleParser } from 'mailparser';
import { secretKeys } from '../../apps/server/src/config.js';
import { addToCadence } from '../../apps/server/src/domain/memberships/membership-commands.js';
import { write } from '../../apps/server/src/db/write.js';
import { createEngine } from '../../apps/server/src/engine/engine.js';
import { trackingLinks, trackingTokens } from '../../apps/server/src/kernel/tracking-token.js';
import { type Caller, createTestServer, type TestServer } from '../support/server.js';
import { log, makeCadence, memoryMailer, type StepSpec } from '../engine/support.js';

const CHROME =
  'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36';
const BODY =
  '<p>Hi {{first_name}}, <a href="https://x.example/offer?a=1&amp;b=2">the offer</a>, <a href="https://x.example/terms">terms</a>, <a href="mailto:me@x.example">me</a></p>';
const LETTER: StepSpec[] = [{ day: 1, type: 'email', automated: true, delay: 0, weekends: true, body: BODY }];

let server: TestServer;
let team: Caller;
beforeAll(async () => {
  server = await createTestServer();
  team = await server.team();
});
afterAll(() => server.close());

/** An e-mail that was sent to a new person; its HTML as delivered, and what leads out of it. */
async function delivered(
  options: {
    cadence?: Record<string, unknown>;
    template?: Record<string, unknown>;
    team?: Record<string, unknown>;
  } = {},
) {
  const { kysely: db } = server.database;
  const { teamId, userId } = team.principal;
  if (options.team) await db.updateTable('teams').set(options.team).where('id', '=', teamId).execute();
  const now = server.clock.now();
  const person = await team.call('POST', '/v2/people', {
    email_address: `p${Math.random().toString(36).slice(2)}@person.test`,
    first_name: 'Pat',
  });
  const cadence = await makeCadence(server.database, teamId, userId, LETTER, options.cadence ?? {});
  if (options.template)
    await db
      .updateTable('email_templates')
      .set(options.template)
      .where('id', 'in', (eb) =>
        eb
          .selectFrom('steps')
          .select('email_template_id')
          .where('cadence_id', '=', cadence.id)
          .$castTo<number>(),
      )
      .execute();
  const who = { teamId, userId, admin: true, groupId: null };
  await write(db, teamId, (tx) =>
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
  }).runOnce(now);
  const parsed = await simpleParser(mailer.sent[0]?.raw ?? Buffer.alloc(0));
  const html = String(parsed.html);
  const email = await db
    .selectFrom('emails')
    .selectAll()
    .where('team_id', '=', teamId)
    .where('person_id', '=', person.body.data.id)
    .executeTakeFirstOrThrow();
  return {
    html,
    text: parsed.text ?? '',
    email,
    personId: person.body.data.id as number,
    links: [...html.matchAll(/href="([^"]*\/t\/c\/[^"]*)"/g)].map((match) => match[1] as string),
    pixel: /<img src="([^"]*\/t\/o\/[^"]*)"/.exec(html)?.[1],
  };
}

function visit(
  url: string | undefined,
  headers: Record<string, string> = {},
  method: 'GET' | 'HEAD' = 'GET',
  remoteAddress = '127.0.0.1',
) {
  return server.app.inject({
    method,
    remoteAddress,
    url: (url ?? '').replace(/^https?:\/\/[^/]+/, ''),
    headers: { 'user-agent': CHROME, ...headers },
  });
}

const show = async (id: number) => (await team.call('GET', `/v2/activities/emails/${id}`)).body.data;
const events = async (id: number) => (await team.call('GET', `/v2/activities/emails/${id}/events`)).body.data;
/** Long enough after the last that nothing is taken for the same look or for a machine. */
const later = (seconds = 60) => server.clock.advance(seconds * 1000);

describe('an e-mail as delivered', () => {
  it('has tracked links and a pixel in the HTML only; the ledger keeps it as it was written', async () => {
    const letter = await delivered({ cadence: { click_tracking: true } });
    expect(letter.links).toHaveLength(2);
    expect(letter.pixel).toMatch(/^http:\/\/cadenza\.test\/t\/o\//);
    expect(letter.html).toContain('href="mailto:me@x.example"');
    expect(letter.text).not.toContain('/t/');
    expect(letter.text).toContain('https://x.example/offer?a=1&b=2');
    expect(letter.email.body_html).not.toContain('/t/');
    expect(await show(letter.email.id)).toMatchObject({ view_tracking: true, click_tracking: true });
  });

  it.each([
    [
      'cadence over template',
      {
        cadence: { click_tracking: false, open_tracking: false },
        template: { click_tracking: true, open_tracking: true },
      },
      0,
      false,
    ],
    [
      'template where the cadence says nothing',
      { template: { click_tracking: true, open_tracking: false } },
      2,
      false,
    ],
    [
      'cadence on, template off',
      {
        cadence: { click_tracking: true, open_tracking: true },
        template: { click_tracking: false, open_tracking: false },
      },
      2,
      true,
    ],
  ])('follows the settings: %s', async (_, settings, links, pixel) => {
    const letter = await delivered(settings);
    expect(letter.links).toHaveLength(links);
    expect(letter.pixel !== undefined).toBe(pixel);
  });

  it('leads through the tracking domain of the team', async () => {
    const letter = await delivered({
      cadence: { click_tracking: true },
      team: { custom_tracking_domain: 'go.customer.example' },
    });
    expect(letter.links[0]).toMatch(/^https:\/\/go\.customer\.example\/t\/c\//);
    await server.database.kysely.updateTable('teams').set({ custom_tracking_domain: null }).execute();
    const answer = await visit(letter.links[0], { host: 'go.customer.example' });
    expect(answer.statusCode).toBe(302);
    later();
  });
});

describe('links', () => {
  it.each([
    ['https://x.example/日本?q=見積', 'https://x.example/%E6%97%A5%E6%9C%AC?q=%E8%A6%8B%E7%A9%8D'],
    ['https://x.example/päth#é', 'https://x.example/p%C3%A4th#%C3%A9'],
    ['https://müller.example/ a', 'https://xn--mller-kva.example/%20a'],
    ['https://x.example/long\n  /path', 'https://x.example/long%20%20/path'],
    ['https://x.example/%E2%82%AC?a=%20', 'https://x.example/%E2%82%AC?a=%20'],
    ['https://x.example/\u{1f600}/\u202e', 'https://x.example/%F0%9F%98%80/%E2%80%AE'],
  ])('of any script are redirected to: %j', async (written, location) => {
    const letter = await delivered({
      cadence: { click_tracking: true },
      template: { body: `<a href="${written}">x</a>` },
    });
    later();
    const answer = await visit(letter.links[0]);
    expect([answer.statusCode, answer.headers.location]).toEqual([302, location]);
  });

  it('lead to their address and nowhere else', async () => {
    const letter = await delivered({ cadence: { click_tracking: true } });
    later();
    const answer = await visit(letter.links[0]);
    expect(answer.statusCode).toBe(302);
    expect(answer.headers.location).toBe('https://x.example/offer?a=1&b=2');
    expect(answer.headers['cache-control']).toContain('no-store');
    expect(answer.headers['set-cookie']).toBeUndefined();
    const token = (letter.links[0] ?? '').split('/t/c/')[1] ?? '';
    const evil = Buffer.from('https://evil.example/').toString('base64url');
    const [a, b, mac] = token.split('.');
    for (const forged of [
      `${a}.${b}.${mac}.${evil}`,
      `${a}.${Number.parseInt(b ?? '', 36) + 1}.${mac}.${token.split('.')[3]}`,
      `${token}A`,
      'https://evil.example/',
      '//evil.example',
      '%2f%2fevil.example',
      `${token}?u=https://evil.example/`,
      '..%2f..%2f',
      '',
    ]) {
      const wrong = await visit(`/t/c/${forged}`);
      if (wrong.statusCode === 302) expect(wrong.headers.location).toBe('https://x.example/offer?a=1&b=2');
      else expect([400, 404], forged).toContain(wrong.statusCode);
      if (wrong.statusCode !== 302) expect(wrong.headers.location).toBeUndefined();
    }
  });

  it('count a person once per look, on e-mail, person, membership and template', async () => {
    const letter = await delivered({ cadence: { click_tracking: true } });
    later();
    const clickedAt = server.clock.now();
    await visit(letter.links[0]);
    await visit(letter.links[0]);
    later();
    await visit(letter.links[0]);
    const { kysely: db } = server.database;
    expect((await show(letter.email.id)).counts).toMatchObject({
      clicks: 2,
      views: 0,
      unique_devices: 1,
      unique_locations: 1,
    });
    const row = await db
      .selectFrom('emails')
      .selectAll()
      .where('id', '=', letter.email.id)
      .executeTakeFirstOrThrow();
    expect(row.first_clicked_at).toEqual(clickedAt);
    expect(row.last_clicked_at).toEqual(server.clock.now());
    const person = (await team.call('GET', `/v2/people/${letter.personId}`)).body.data;
    expect(person.counts).toMatchObject({ emails_clicked: 1, emails_viewed: 0 });
    const membership = await db
      .selectFrom('cadence_memberships')
      .selectAll()
      .where('person_id', '=', letter.personId)
      .executeTakeFirstOrThrow();
    expect(membership).toMatchObject({ clicks: 1, views: 0 });
    const template = await db
      .selectFrom('email_templates')
      .selectAll()
      .where('id', '=', letter.email.email_template_id ?? 0)
      .executeTakeFirstOrThrow();
    expect(template).toMatchObject({ clicks: 1, views: 0 });
    const told = await db
      .selectFrom('events')
      .select('event_type')
      .where('resource_id', '=', letter.email.id)
      .where('event_type', '=', 'email_updated')
      .where('created_at', '>=', clickedAt)
      .execute();
    expect(told).toHaveLength(2);
    expect((await events(letter.email.id)).map((event: { counted: boolean }) => event.counted)).toEqual([
      true,
      false,
      true,
    ]);
  });

  it('asked for by HEAD lead on and count nobody', async () => {
    const letter = await delivered({ cadence: { click_tracking: true } });
    later();
    const answer = await visit(letter.links[0], {}, 'HEAD');
    expect(answer.statusCode).toBe(302);
    expect(await events(letter.email.id)).toMatchObject([
      { kind: 'click', actor: 'scanner', counted: false },
    ]);
    expect((await show(letter.email.id)).counts.clicks).toBe(0);
  });

  it('followed all at once were a program, and the first no longer counts', async () => {
    const letter = await delivered({ cadence: { click_tracking: true } });
    later();
    await visit(letter.links[0]);
    expect((await show(letter.email.id)).counts.clicks).toBe(1);
    later(1);
    await visit(letter.links[1]);
    expect((await show(letter.email.id)).counts.clicks).toBe(0);
    expect((await team.call('GET', `/v2/people/${letter.personId}`)).body.data.counts.emails_clicked).toBe(0);
    expect((await events(letter.email.id)).map((event: { actor: string }) => event.actor)).toEqual([
      'scanner',
      'scanner',
    ]);
    later();
    await visit(letter.links[1]);
    expect((await show(letter.email.id)).counts.clicks).toBe(1);
  });
});

describe('the pixel', () => {
  it('always answers with a picture that is not kept, whoever asks', async () => {
    for (const url of ['/t/o/1.1.AAAAAAAAAAAAAAAAAAAAAA', '/t/o/nonsense', `/t/o/${'x'.repeat(400)}`]) {
      const answer = await visit(url);
      expect(answer.statusCode).toBe(200);
      expect(answer.headers['content-type']).toBe('image/gif');
      expect(answer.headers['cache-control']).toContain('no-store');
      expect(answer.rawPayload.subarray(0, 6).toString()).toBe('GIF89a');
    }
  });

  it('counts people and labels the rest', async () => {
    const letter = await delivered();
    // The gateway of the recipient, right away; Apple's proxy; a checker; the sender's own look.
    await visit(letter.pixel);
    later();
    await visit(letter.pixel, { 'user-agent': 'Mozilla/5.0' });
    await visit(letter.pixel, {}, 'HEAD');
    await visit(letter.pixel, { referer: 'http://cadenza.test/sandbox/messages/1' });
    await visit(letter.pixel, { 'sec-purpose': 'prefetch' });
    expect((await show(letter.email.id)).counts.views).toBe(0);
    later();
    await visit(letter.pixel, { 'user-agent': 'Mozilla/5.0 (via ggpht.com GoogleImageProxy)' });
    expect((await show(letter.email.id)).counts.views).toBe(1);
    const seen = (await events(letter.email.id)) as { actor: string; evidence: string }[];
    expect(seen.map((event) => event.actor)).toEqual([
      'person',
      'prefetch',
      'own',
      'scanner',
      'proxy',
      'scanner',
    ]);
    expect(seen[0]?.evidence).toContain('Gmail');
    const list = await team.call('GET', `/v2/activities/emails?has_views=true&person_id=${letter.personId}`);
    expect(list.body.data.map((each: { id: number }) => each.id)).toEqual([letter.email.id]);
  });

  it.each(['uncertain', 'sending'])(
    'shows that an e-mail that is %s was delivered, whoever asks for it',
    async (state) => {
      const letter = await delivered();
      await server.database.kysely
        .updateTable('emails')
        .set({
          state,
          sent_at: null,
          attempts: 1,
          lease_until: state === 'sending' ? new Date(server.clock.now().getTime() + 600_000) : null,
        })
        .where('id', '=', letter.email.id)
        .execute();
      later();
      await visit(letter.pixel, { referer: 'http://cadenza.test/app' });
      expect((await show(letter.email.id)).status).not.toBe('sent');
      await visit(letter.pixel, { 'user-agent': 'Barracuda Sentinel' });
      expect(await show(letter.email.id)).toMatchObject({ status: 'sent', counts: { views: 0 } });
      const history = await team.call('GET', `/v2/send_ledger/${letter.email.id}/history`);
      expect(history.body.data.at(-1).reason).toBe('Its picture was asked for: it was delivered.');
    },
  );

  it('a click on a link of an e-mail that is being handed over shows the same, and leads on', async () => {
    const letter = await delivered({ cadence: { click_tracking: true } });
    await server.database.kysely
      .updateTable('emails')
      .set({
        state: 'sending',
        sent_at: null,
        attempts: 1,
        lease_until: new Date(server.clock.now().getTime() + 600_000),
      })
      .where('id', '=', letter.email.id)
      .execute();
    later();
    expect((await visit(letter.links[0])).statusCode).toBe(302);
    expect((await show(letter.email.id)).status).toBe('sent');
  });

  it('answers a flood and stops keeping it, but for what others do behind a proxy that nobody told of', async () => {
    const [letter, other] = [await delivered(), await delivered()];
    later();
    const from = (address: string) => (pixel: string | undefined) => visit(pixel, {}, 'GET', address);
    for (const [ask, kept] of [
      [from('203.0.113.7'), 0],
      [from('127.0.0.1'), 1],
    ] as const) {
      for (let n = 0; n < 125; n += 1) expect((await ask(letter.pixel)).statusCode).toBe(200);
      expect((await ask(other.pixel)).statusCode).toBe(200);
      expect((await events(other.email.id)).length).toBe(kept);
    }
    expect((await events(letter.email.id)).length).toBeLessThanOrEqual(245);
  });
});

describe('the list of e-mails', () => {
  it('hides the words from tokens without email_contents:read', async () => {
    const letter = await delivered();
    const reader = await server.colleague(team, { scopes: ['emails:read'] });
    const { body } = await reader.call('GET', `/v2/activities/emails/${letter.email.id}`);
    expect(body.data).toMatchObject({ status: 'sent' });
    for (const key of ['subject', 'body', 'error_message', 'message_id'])
      expect(body.data).not.toHaveProperty(key);
    expect(await show(letter.email.id)).toMatchObject({
      subject: letter.email.subject,
      body: letter.email.body_html,
    });
  });

  it('finds by status, account, address and one_off', async () => {
    const letter = await delivered();
    const ids = async (query: string) =>
      (await team.call('GET', `/v2/activities/emails?ids=${letter.email.id}&${query}`)).body.data.map(
        (each: { id: number }) => each.id,
      );
    expect(await ids('status=sent')).toEqual([letter.email.id]);
    expect(await ids('status=pending,scheduled')).toEqual([]);
    expect(await ids('one_off=false')).toEqual([letter.email.id]);
    expect(await ids('one_off=true')).toEqual([]);
    expect(await ids(`email_addresses=${letter.email.to_address.toUpperCase()}`)).toEqual([letter.email.id]);
    expect(await ids('account_id=999999')).toEqual([]);
    expect(await ids('scoped_fields=subject,body&sort_by=send_time')).toEqual([letter.email.id]);
  });
});

it('a page of the website that a person came to by their link is read of by who looks after them, once an hour', async () => {
  later();
  const made = await team.call('POST', '/v2/people', { email_address: 'site@person.test', first_name: 'Si' });
  const person_id = made.body.data.id;
  const answer = await team.call('POST', '/v2/live_website_tracking_parameters', { person_id });
  const [{ name, value }] = answer.body.data.parameters;
  expect(name).toBe('sbrc');
  const at = (token: string, page = 'https://www.x.example/prices?token=secret#top') =>
    `/t/s?sbrc=${token}&page=${encodeURIComponent(page)}`;
  const feed = async () =>
    (await team.call('GET', '/v2/live_feed_items')).body.data.map(
      ({ event_type: type, message, metadata }: Record<string, unknown>) => [type, message, metadata],
    );
  await visit(at(value), { 'sec-purpose': 'prefetch' });
  await visit(at(`${value.slice(0, -1)}${value.endsWith('A') ? 'B' : 'A'}`));
  await visit(at(value, 'javascript:alert(1)'));
  await visit(`/t/s?sbrc=${value}&sbrc=${value}&page[]=x`);
  await visit(at(value), {}, 'HEAD');
  expect(await feed()).toEqual([]);
  const answers = await Promise.all(Array.from({ length: 8 }, () => visit(at(value))));
  for (const { statusCode, headers } of answers)
    expect([statusCode, headers['content-type'], headers['set-cookie']]).toEqual([
      200,
      'image/gif',
      undefined,
    ]);
  const item = ['live_website_visit', 'looks at www.x.example/prices', { person_id }];
  expect(await feed()).toEqual([item]);
  later(3600);
  await visit(at(value));
  expect(await feed()).toEqual([item, item]);
  // Links live longer than records.
  const other = (await team.call('POST', '/v2/people', { email_address: 'si@person.test' })).body.data.id;
  expect((await team.call('POST', `/v2/people/${other}/merge`, { from_id: person_id })).status).toBe(200);
  later(3600);
  await visit(at(value));
  expect((await feed()).slice(0, -2)).toEqual([[...item.slice(0, 2), { person_id: other }]]);
  await team.call('DELETE', `/v2/people/${other}`);
  later(3600);
  expect((await visit(at(value))).statusCode).toBe(200);
});
