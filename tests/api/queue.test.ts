import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { runBulk } from '../../apps/server/src/bulk-parts.js';
import { placeByHand } from '../../apps/server/src/engine/planning/place-by-hand.js';
import { engineOf, memoryMailer } from '../engine/support.js';
import { type Caller, createTestServer, START, type TestServer } from '../support/server.js';

let server: TestServer;
let admin: Caller;
let rep: Caller;
beforeAll(async () => {
  server = await createTestServer();
});
beforeEach(async () => {
  server.clock.set(new Date(START));
  admin = await server.team();
  rep = await server.colleague(admin);
});
afterAll(() => server.close());

const HOUR = 3_600_000;
const later = (ms: number) => server.clock.set(new Date(server.clock.now().getTime() + ms));
const made = async (path: string, body: object, by = rep): Promise<number> => {
  const answer = await by.call('POST', path, body);
  expect(answer.status, answer.text).toBeLessThan(300);
  return answer.body.data.id;
};
const sql = (text: string, values: unknown[] = []) => server.database.pool.query(text, values);
const visible = async (team_visibility_default: string) =>
  expect((await admin.call('PUT', '/v2/team', { team_visibility_default })).status).toBe(200);
const person = (last_name: string, more: object = {}, by = rep) =>
  made('/v2/people', { email_address: `${last_name}@example.com`.toLowerCase(), last_name, ...more }, by);
const cadence = async (steps: object[], more: object = {}) => {
  const id = await made('/v2/cadences', { name: 'C', ...more });
  for (const step of steps)
    await made('/v2/steps', { cadence_id: id, day: 1, due_immediately: true, ...step });
  return id;
};
const CALL = { type: 'phone', name: 'Call' };
const on = (person_id: number, cadence_id: number) =>
  made('/v2/cadence_memberships', { person_id, cadence_id });
const actionOf = async (who: number, by = rep): Promise<number> =>
  (await by.call('GET', `/v2/actions?person_id=${who}`)).body.data[0]?.id;
const queue = async (query = '', by = rep) => {
  const answer = await by.call('GET', `/v2/queue${query}`);
  expect(answer.status, answer.text).toBe(200);
  return answer.body.data;
};
type Item = Record<string, { id: number } | null> & { tier: string; kind: string; rank: number };
const shape = async (query = '', by = rep) =>
  (await queue(query, by)).items.map(
    (item: Item) => `${item.tier} ${item.kind} ${item['person']?.id ?? '-'}`,
  );
const engine = (deliver?: Parameters<typeof memoryMailer>[0]) => {
  const mailer = memoryMailer(deliver);
  const sent = () => mailer.sent.filter(({ teamId }) => teamId === admin.principal.teamId);
  return { sent, run: () => engineOf(server.database, mailer).runOnce(server.clock.now()) };
};
const bulk = async () => {
  while ((await runBulk({ ...server.context, takePlace: placeByHand }, server.clock.now())) > 0);
};

describe('the queue', () => {
  it('has what is due, with reasons, records and counts, page by page', async () => {
    const urgent = await cadence([CALL], { cadence_priority: 'High' });
    const plain = await cadence([CALL]);
    const [a, b] = [await person('A'), await person('B')];
    await on(a, plain);
    await on(b, urgent);
    const task = await made('/v2/tasks', {
      person_id: a,
      task_type: 'general',
      subject: 'S',
      due_date: '2026-03-01',
    });
    expect(await shape()).toEqual([`due_now phone ${b}`, `due_now phone ${a}`, `overdue task ${a}`]);
    const { items, counts, next_page } = await queue('?per_page=1&page=2');
    expect([items.length, items[0].rank, next_page]).toEqual([1, 2, 3]);
    expect(counts.total).toBe(3);
    expect(counts.tiers).toMatchObject({ due_now: 2, overdue: 1, hot: 0 });
    expect(counts.kinds).toMatchObject({ phone: 2, task: 1 });
    const [first, , last] = (await queue()).items;
    expect(first).toMatchObject({ cadence: { id: urgent }, action: { id: await actionOf(b) }, held: null });
    expect(first.because.map(({ rule }: { rule: string }) => rule)).toEqual([
      'cadence_priority',
      'due_since',
    ]);
    expect(last).toMatchObject({ task: { id: task }, action: null, cadence: null });
    expect(await shape('?kind=task')).toEqual([`overdue task ${a}`]);
    expect((await queue('?tier=overdue')).items[0].rank).toBe(3);
  });

  it('is of its user alone; admins see any, and a token sees what it may read', async () => {
    const c = await cadence([CALL]);
    const a = await person('A');
    await on(a, c);
    await made('/v2/tasks', { person_id: a, task_type: 'general', subject: 'S', due_date: '2026-03-01' });
    const mine = rep.principal.userId;
    expect(await shape('', admin)).toEqual([]);
    expect(await shape(`?user_id=${mine}`, admin)).toEqual([`due_now phone ${a}`, `overdue task ${a}`]);
    const other = await rep.call('GET', `/v2/queue?user_id=${admin.principal.userId}`);
    expect([other.status, Object.keys(other.body.errors)]).toEqual([422, ['user_id']]);
    const stranger = await server.team();
    expect((await stranger.call('GET', `/v2/queue?user_id=${mine}`)).status).toBe(422);
    const few = await server.colleague(admin, { admin: true, scopes: ['cadences:read'] });
    expect(await shape(`?user_id=${mine}`, few)).toEqual([`due_now phone ${a}`]);
    await visible('private');
    expect(await shape()).toHaveLength(2);
    const account = await made('/v2/accounts', { name: 'N', domain: 'n.example' }, admin);
    await sql('UPDATE people SET account_id = $1 WHERE id = $2', [account, a]);
    expect((await queue()).items[0]).toMatchObject({ person: { id: a }, account: null });
    await sql('UPDATE people SET owner_id = $1 WHERE id = $2', [admin.principal.userId, a]);
    expect(await shape()).toEqual([]);
  });

  it('puts who waits for an answer first, and whoever looks at us next, until they are answered', async () => {
    const c = await cadence([CALL]);
    const [a, b, d] = [await person('A'), await person('B'), await person('D')];
    await on(b, c);
    const team = admin.principal.teamId;
    const now = server.clock.now();
    const received = async (who: number, ago: number, kind = 'reply') =>
      sql(
        `INSERT INTO received_messages (team_id, created_at, updated_at, received_at, kind, confidence, person_id, user_id, subject, body_text)
         VALUES ($1, $2, $2, $2, $3, 1, $4, $5, 's', 'b')`,
        [team, new Date(now.getTime() - ago), kind, who, rep.principal.userId],
      );
    await received(a, 2 * HOUR);
    await received(a, HOUR);
    await received(d, HOUR, 'auto_reply');
    await sql(
      `INSERT INTO live_feed_items (team_id, created_at, user_id, person_id, event_type, event_occurred_at, message, idempotency_key)
       VALUES ($1, $2, $3, $4, 'visit', $2, 'Looked at the prices', 'k')`,
      [team, now, rep.principal.userId, d],
    );
    expect(await shape('?tier=answer_first')).toEqual([`answer_first reply ${a}`]);
    expect(await shape('?kind=person')).toEqual([`hot person ${d}`]);
    later(60_000);
    await made('/v2/scheduled_emails', { person_id: a, subject: 'S', body: '<p>B</p>' });
    expect(await shape('?tier=answer_first')).toEqual([]);
  });

  it('leaves out e-mails on their way, and asks for a decision about those in doubt', async () => {
    const template = await made('/v2/email_templates', {
      title: 'T',
      subject: 'S',
      body: '<p>{{title}}</p>',
    });
    const c = await cadence([{ type: 'email', automated: true, email_template_id: template }]);
    const [lacks, whole] = [await person('Lacks'), await person('Whole', { title: 'CTO' })];
    await on(lacks, c);
    await on(whole, c);
    const { run, sent } = engine(() => ({ kind: 'unknown', detail: 'the line went dead' }));
    await run();
    expect(sent()).toHaveLength(1);
    expect(await shape()).toEqual(
      expect.arrayContaining([`needs_decision email ${lacks}`, `needs_decision uncertain_email ${whole}`]),
    );
    const held = (await queue('?kind=email')).items[0];
    expect(held.held).toMatchObject({ rule: 'held' });
    expect(held.because).toEqual([held.held]);
  });
});

describe('an action', () => {
  it('is put off and opens by itself; never behind the end of its cadence', async () => {
    const c = await cadence([CALL]);
    const a = await person('A');
    await on(a, c);
    await sql(
      `UPDATE cadences SET cadence_function = 'event', latest_active_date = '2026-03-10' WHERE id = $1`,
      [c],
    );
    const action = await actionOf(a);
    const snooze = (until: string, by = rep) => by.call('POST', `/v2/actions/${action}/snooze`, { until });
    expect((await snooze('2026-03-02T08:00:00Z')).status).toBe(422);
    expect((await snooze('2028-03-02T08:00:00Z')).status).toBe(422);
    expect((await snooze('2026-03-12T08:00:00Z')).body.errors.until[0]).toContain('2026-03-10');
    const stranger = await server.team();
    for (const other of [await server.colleague(admin), stranger])
      expect((await snooze('2026-03-04T08:00:00Z', other)).status).toBe(404);
    expect((await snooze('2026-03-04T08:00:00Z')).body.data).toEqual({ id: action });
    expect(await shape()).toEqual([]);
    expect((await snooze('2026-03-04T08:00:00Z')).status).toBe(422);
    const { run } = engine();
    await run();
    expect(await shape()).toEqual([]);
    later(48 * HOUR);
    await run();
    expect((await queue()).items[0]).toMatchObject({
      action: { id: action },
      at: '2026-03-04T08:00:00.000000+00:00',
    });
  });

  it('is handed over to who sees the person, or left out, and the next step follows', async () => {
    const c = await cadence([CALL, { ...CALL, name: 'Again', day: 2 }]);
    const [a, b] = [await person('A'), await person('B')];
    await on(a, c);
    await on(b, c);
    const action = await actionOf(a);
    const give = (user_id: number) => rep.call('POST', `/v2/actions/${action}/hand_over`, { user_id });
    const friend = await server.colleague(admin);
    const stranger = await server.team();
    for (const wrong of [rep.principal.userId, stranger.principal.userId, 1e12])
      expect((await give(wrong)).status).toBe(422);
    await visible('private');
    expect((await give(friend.principal.userId)).body.errors.user_id).toEqual(['does not see the person']);
    await visible('public');
    expect((await give(friend.principal.userId)).status).toBe(200);
    expect([await shape(), await shape('', friend)]).toEqual([
      [`due_now phone ${b}`],
      [`due_now phone ${a}`],
    ]);
    const dropped = await rep.call('POST', `/v2/actions/${await actionOf(b)}/drop`);
    expect(dropped.status, dropped.text).toBe(200);
    expect(await shape()).toEqual([]);
    const { rows } = await sql(`SELECT status FROM actions WHERE person_id = $1 ORDER BY id`, [b]);
    expect(rows.map(({ status }) => status)).toEqual(['skipped', 'planned']);
  });

  it('that a path names is there while it is open: finished it is 404 to every command, to come it is refused', async () => {
    const c = await cadence([CALL, { ...CALL, name: 'Again', day: 2 }]);
    const a = await person('A');
    await on(a, c);
    const finished = await actionOf(a);
    expect((await rep.call('POST', `/v2/actions/${finished}/drop`)).status).toBe(200);
    const { rows } = await sql(`SELECT id FROM actions WHERE person_id = $1 AND status = 'planned'`, [a]);
    const commands = [
      ['snooze', { until: '2026-03-04T08:00:00Z' }],
      ['hand_over', { user_id: admin.principal.userId }],
      ['drop', {}],
      ['send_email', {}],
    ] as const;
    for (const [command, body] of commands) {
      const ask = (id: number, who = rep) => who.call('POST', `/v2/actions/${id}/${command}`, body);
      for (const id of [finished, 999_999_999]) expect((await ask(id)).status, `${command} ${id}`).toBe(404);
      const toCome = await ask(rows[0].id);
      expect([toCome.status, toCome.body.errors], command).toEqual([422, { id: ['is not open yet'] }]);
      expect((await ask(rows[0].id, await server.colleague(admin))).status, command).toBe(404);
    }
    // A body names it by a field.
    const logged = await rep.call('POST', '/v2/activities/calls', { person_id: a, action_id: finished });
    expect([logged.status, logged.body.errors]).toEqual([422, { action_id: ['could not be found'] }]);
  });

  it('many are spread over working days, the oldest first, as a bulk job that says who was refused', async () => {
    const c = await cadence([CALL]);
    const people: number[] = [];
    for (let n = 0; n < 4; n += 1) {
      people.push(await person(`P${n}`));
      await on(people[n] as number, c);
      later(60_000);
    }
    const [kept] = [await actionOf(people[3] as number)];
    const spread = { filter: { cadence_id: [c] }, except: [kept], days: 3, from: '2026-03-06' };
    const job = await rep.call('POST', '/v2/actions/spread', spread);
    expect(job.status, job.text).toBe(202);
    await bulk();
    const { rows } = await sql(
      `SELECT person_id, due_at, status FROM actions WHERE cadence_id = $1 ORDER BY id`,
      [c],
    );
    expect(rows.map(({ due_at, status }) => [due_at.toISOString().slice(0, 10), status])).toEqual([
      ['2026-03-06', 'planned'],
      ['2026-03-09', 'planned'],
      ['2026-03-10', 'planned'],
      ['2026-03-02', 'in_progress'],
    ]);
    const again = await rep.call('POST', '/v2/actions/spread', { action_ids: [kept, 1e12], days: 1 });
    await bulk();
    const results = (await rep.call('GET', `/v2/bulk_jobs/${again.body.data.id}/results`)).body.data;
    expect(results.map(({ status }: { status: string }) => status)).toEqual(['success', 'error']);
    for (const wrong of [{ days: 0, action_ids: [kept] }, { days: 2 }, { days: 2, filter: {} }])
      expect((await rep.call('POST', '/v2/actions/spread', wrong)).status).toBe(422);
  });

  it('many are handed over or dropped by a selection of actions', async () => {
    const c = await cadence([CALL]);
    const [a, b] = [await person('A'), await person('B')];
    await on(a, c);
    await on(b, c);
    const run = async (type: string, body: object) => {
      const job = await made('/v2/bulk_jobs', { type });
      const chosen = await rep.call('POST', `/v2/bulk_jobs/${job}/selection`, body);
      expect(chosen.status, chosen.text).toBe(200);
      await rep.call('PUT', `/v2/bulk_jobs/${job}`, { ready_to_execute: true });
      await bulk();
      return (await rep.call('GET', `/v2/bulk_jobs/${job}`)).body.data;
    };
    const friend = await server.colleague(admin);
    const to = { user_id: friend.principal.userId };
    expect(await run('action/hand_over', { filter: { person_id: [a] }, values: to })).toMatchObject({
      errors: 0,
    });
    expect(await shape('', friend)).toEqual([`due_now phone ${a}`]);
    expect(await run('action/drop', { filter: { cadence_id: [c] } })).toMatchObject({ total: 1, errors: 0 });
    expect(await shape()).toEqual([]);
  });
});

describe('an e-mail that is held back', () => {
  const waiting = async () => {
    const template = await made('/v2/email_templates', { title: 'T', subject: 'S', body: '<p>B</p>' });
    const c = await cadence([{ type: 'email', email_template_id: template }]);
    const who = await person(`Held${template}`);
    await on(who, c);
    return { who, action: await actionOf(who) };
  };
  const send = (action: number, body: object) => rep.call('POST', `/v2/actions/${action}/send_email`, body);
  const cancel = (id: number, by = rep) => by.call('POST', `/v2/send_ledger/${id}/cancel`);

  it('leaves when its moment has come', async () => {
    const { action } = await waiting();
    expect((await send(action, { send_after: '2026-03-01T00:00:00Z' })).status).toBe(422);
    expect((await send(action, { send_after: '2026-03-02T09:10:00Z' })).status).toBe(202);
    const { run, sent } = engine();
    await run();
    expect(sent()).toHaveLength(0);
    later(11 * 60_000);
    await run();
    expect(sent()).toHaveLength(1);
  });

  it('is taken back, and its action is open again', async () => {
    const { who, action } = await waiting();
    const { id } = (await send(action, { send_after: '2026-03-02T09:10:00Z' })).body.data;
    expect(await shape()).toEqual([]);
    for (const other of [await server.colleague(admin), await server.team()])
      expect((await cancel(id, other)).status).toBe(404);
    expect((await cancel(id)).body.data).toMatchObject({ state: 'cancelled', rule: 'email_cancelled' });
    expect((await cancel(id)).status).toBe(200);
    expect(await shape()).toEqual([`due_now email ${who}`]);
    later(HOUR);
    const { run, sent } = engine();
    await run();
    expect(sent()).toHaveLength(0);
    expect((await send(action, {})).status).toBe(202);
    await run();
    expect(sent()).toHaveLength(1);
    expect((await cancel(id)).body.errors.id).toEqual(['is sent already']);
  });

  it('is of whoever sends it: handed over before another try, it counts for the colleague, who may take it back', async () => {
    const { action } = await waiting();
    const friend = await server.colleague(admin);
    const held = { send_after: '2026-03-31T09:00:00Z' };
    const { id } = (await send(action, held)).body.data;
    await cancel(id);
    const given = await rep.call('POST', `/v2/actions/${action}/hand_over`, {
      user_id: friend.principal.userId,
    });
    expect(given.status, given.text).toBe(200);
    const sent = await friend.call('POST', `/v2/actions/${action}/send_email`, held);
    expect(sent.body.data, sent.text).toEqual({ id });
    expect((await admin.call('GET', `/v2/activities/emails/${id}`)).body.data.user.id).toBe(
      friend.principal.userId,
    );
    expect((await cancel(id)).status).toBe(404);
    expect((await cancel(id, friend)).body.data).toMatchObject({ state: 'cancelled' });
  });

  it('is either cancelled or sent, however close together', async () => {
    const held: number[] = [];
    for (let n = 0; n < 12; n += 1) {
      const { action } = await waiting();
      held.push((await send(action, {})).body.data.id);
    }
    later(HOUR);
    const { run, sent } = engine();
    const [, ...answers] = await Promise.all([run(), ...held.map((id) => cancel(id))]);
    // What neither took yet goes now.
    await run();
    const { rows } = await sql(`SELECT id, state, message_id FROM emails WHERE id = ANY($1) ORDER BY id`, [
      held,
    ]);
    const left = new Set(sent().map(({ messageId }) => messageId));
    expect(left.size).toBe(sent().length);
    expect(rows.map(({ state, message_id }) => [state, left.has(message_id)])).toEqual(
      answers.map(({ status }) => (status === 200 ? ['cancelled', false] : ['sent', true])),
    );
  });
});

describe('what comes along', () => {
  const get = (path: string, by = rep) => by.call('GET', path);

  it('each record once, as its own resource shows it, in lists and shows', async () => {
    const account = await made('/v2/accounts', { name: 'Engines', domain: 'engines.example' });
    const [a, b, d] = [
      await person('A', { account_id: account }),
      await person('B', { account_id: account }),
      await person('D'),
    ];
    const list = await get('/v2/people?include=account,owner&include_paging_counts=true');
    expect(Object.keys(list.body)).toEqual(['metadata', 'data', 'included']);
    const whole = (await get(`/v2/accounts/${account}`)).body.data;
    const owner = rep.principal.userId;
    expect(list.body.included.accounts).toEqual({ [account]: whole });
    expect(Object.keys(list.body.included.users)).toEqual([String(owner)]);
    expect(list.body.data).toHaveLength(3);
    const one = await get(`/v2/people/${a}?include[]=account`);
    expect(one.body.included).toEqual({ accounts: { [account]: whole } });
    expect((await get(`/v2/people/${d}?include=account,person_stage`)).body.included).toEqual({
      accounts: {},
      person_stages: {},
    });
    const c = await cadence([CALL]);
    await on(b, c);
    const along = (await get('/v2/actions?include=person,cadence,step,user')).body;
    const [action] = along.data;
    expect(along.included).toMatchObject({
      people: { [b]: { last_name: 'B' } },
      cadences: { [c]: { name: 'C' } },
      steps: { [action.step.id]: { type: 'phone' } },
      users: { [owner]: { id: owner } },
    });
    expect((await get('/v2/people')).body).not.toHaveProperty('included');
    const day = await queue('?include=person,cadence');
    expect(day.included).toMatchObject({
      people: { [b]: { last_name: 'B' } },
      cadences: { [c]: { name: 'C' } },
    });
    expect(await queue()).not.toHaveProperty('included');
  });

  it('what the caller does not see, or their token may not read, does not', async () => {
    const account = await made('/v2/accounts', { name: 'Theirs', domain: 'theirs.example' }, admin);
    const a = await person('A', { account_id: account });
    await visible('private');
    expect((await get(`/v2/people/${a}?include=account`)).body.included).toEqual({ accounts: {} });
    expect((await get('/v2/people?include=account')).body.included).toEqual({ accounts: {} });
    const few = await server.colleague(admin, { admin: true, scopes: ['people:read'] });
    const refused = await get('/v2/people?include=account', few);
    expect([refused.status, refused.text]).toEqual([403, expect.stringContaining('accounts:read')]);
    expect((await get(`/v2/people/${a}?include=account`, few)).status).toBe(403);
    const calls = await server.colleague(admin, { scopes: ['cadences:read'] });
    expect((await get('/v2/queue?include=person', calls)).status).toBe(403);
    expect((await get('/v2/queue?include=owner')).status).toBe(422);
    for (const wrong of ['include=step', 'include=constructor', `include=${'account,'.repeat(60)}x`])
      expect((await get(`/v2/people?${wrong}`)).text, wrong).toContain('"include"');
    expect((await get('/v2/people?include=')).status).toBe(200);
    expect((await get('/v2/people?include=account', await server.team())).body.included).toEqual({
      accounts: {},
    });
  });
});
