import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { write } from '../../apps/server/src/db/write.js';
import { onTrial } from '../../apps/server/src/domain/cadences/index.js';
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

const made = async (path: string, body: object, by = rep): Promise<number> => {
  const answer = await by.call('POST', path, body);
  expect(answer.status, answer.text).toBeLessThan(300);
  return answer.body.data.id;
};
const sql = (text: string, values: unknown[] = []) => server.database.pool.query(text, values);
const person = (last_name: string, more: object = {}) =>
  made('/v2/people', { email_address: `${last_name}@example.com`.toLowerCase(), last_name, ...more });
const get = async (path: string, by = rep) => (await by.call('GET', path)).body.data;
const CALL = { type: 'phone', name: 'Call', due_immediately: true };

describe('preferences', () => {
  const put = (preferences: unknown, known?: string, by = rep) =>
    by.call('PUT', '/v2/me/preferences', { preferences }, known === undefined ? {} : { 'if-match': known });

  it('are kept by name, each user their own', async () => {
    expect(await get('/v2/me/preferences')).toEqual({ preferences: {}, updated_at: null });
    expect((await put({ a: { b: [1, null] }, c: 'x' })).body.data.preferences).toEqual({
      a: { b: [1, null] },
      c: 'x',
    });
    const { updated_at, preferences } = (await put({ a: null, d: '__proto__' })).body.data;
    expect(preferences).toEqual({ c: 'x', d: '__proto__' });
    expect(await get('/v2/me/preferences')).toEqual({ preferences, updated_at });
    expect((await get('/v2/me/preferences', admin)).preferences).toEqual({});
    // They are his, and a token that may only read does not change them.
    const reader = await server.colleague(admin, { scopes: ['team:read', 'people:read'] });
    expect((await put({ a: 1 }, undefined, reader)).status).toBe(403);
    expect((await get('/v2/me/preferences', reader)).preferences).toEqual({});
    for (const wrong of [[], 'x', 7, { a: 'x'.repeat(100_001) }, { a: '\u0000' }])
      expect((await put(wrong)).status, JSON.stringify(wrong).slice(0, 50)).toBe(422);
    expect((await put({ e: 'x'.repeat(60_000) })).status).toBe(200);
    expect((await put({ f: 'x'.repeat(60_000) })).body.errors).toHaveProperty('preferences');
  });

  it('of two that know the same version one is told to read again', async () => {
    expect((await put({ a: 1 }, '*')).status).toBe(412);
    const first = (await put({ a: 1 })).body.data.updated_at;
    const both = await Promise.all([put({ a: 2 }, `"${first}"`), put({ a: 3 }, `"${first}"`)]);
    expect(both.map(({ status }) => status).toSorted()).toEqual([200, 412]);
    expect(both.find(({ status }) => status === 412)?.body.error).toContain('Read it again');
  });

  it('say which tiers of the queue are shown, and a team says it for those who did not', async () => {
    const c = await made('/v2/cadences', { name: 'C' });
    await made('/v2/steps', { cadence_id: c, day: 1, ...CALL });
    const a = await person('A');
    await made('/v2/cadence_memberships', { person_id: a, cadence_id: c });
    await made('/v2/tasks', { person_id: a, task_type: 'general', subject: 'S', due_date: '2026-03-01' });
    const tiers = async () => (await get('/v2/queue')).items.map(({ tier }: { tier: string }) => tier);
    expect(await tiers()).toEqual(['due_now', 'overdue']);
    const team = await admin.call('PUT', '/v2/team', { queue_tiers: ['overdue', 'due_now'] });
    expect(team.body.data.queue_tiers).toEqual(['overdue', 'due_now']);
    expect(await tiers()).toEqual(['overdue', 'due_now']);
    await put({ queue_tiers: ['due_now', 'constructor', 'due_now'] });
    expect(await tiers()).toEqual(['due_now']);
    await put({ queue_tiers: 'nonsense' });
    expect(await tiers()).toEqual(['due_now', 'overdue']);
    await admin.call('PUT', '/v2/team', { queue_tiers: null });
    await put({ queue_tiers: null });
    expect(await tiers()).toEqual(['due_now', 'overdue']);
    expect((await admin.call('PUT', '/v2/team', { queue_tiers: ['later'] })).status).toBe(422);
  });
});

describe('the rights of a caller', () => {
  it('are those of the token and of the role', async () => {
    const key = await server.colleague(admin, { scopes: ['people:read', 'tasks:read'] });
    expect(await get('/v2/me/rights', key)).toEqual({
      admin: false,
      sees_all: true,
      permissions: [],
      via: 'api_key',
      scopes: ['people:read', 'tasks:read'],
    });
    const all = (await get('/v2/me/rights', admin)).scopes;
    expect((await get('/v2/me/rights')).scopes.length).toBeLessThan(all.length);
    expect((await admin.call('PUT', '/v2/team', { team_visibility_default: 'private' })).status).toBe(200);
    expect([
      (await get('/v2/me/rights', key)).sees_all,
      (await get('/v2/me/rights', admin)).sees_all,
    ]).toEqual([false, true]);
  });
});

describe('sessions', () => {
  const opened = async (by: Caller, n: number) => {
    for (let each = 0; each < n; each += 1)
      await sql(
        `INSERT INTO sessions (team_id, token_hash, user_id, created_at, expires_at, ip, user_agent)
         VALUES ($1, decode(md5(random()::text) || md5(random()::text), 'hex'), $2, $3, $3::timestamptz + interval '1 day', '192.0.2.7', 'Browser')`,
        [by.principal.teamId, by.principal.userId, server.clock.now()],
      );
  };

  it('are told of and ended by their user alone', async () => {
    await opened(rep, 2);
    await opened(admin, 1);
    const [first] = await get('/v2/me/sessions');
    expect(first).toMatchObject({ ip: '192.0.2.7', user_agent: 'Browser', current: false });
    expect((await admin.call('DELETE', `/v2/me/sessions/${first.id}`)).status).toBe(204);
    expect(await get('/v2/me/sessions')).toHaveLength(2);
    for (const unknown of ['x', '0'.repeat(63)])
      expect((await rep.call('DELETE', `/v2/me/sessions/${unknown}`)).status).toBe(404);
    expect((await rep.call('DELETE', `/v2/me/sessions/${first.id}`)).status).toBe(204);
    expect(await get('/v2/me/sessions')).toHaveLength(1);
    expect((await rep.call('DELETE', '/v2/me/sessions')).status).toBe(204);
    expect(await get('/v2/me/sessions')).toEqual([]);
    expect(await get('/v2/me/sessions', admin)).toHaveLength(1);
  });
});

describe('If-Match', () => {
  it('changes and deletes a record in the version that was read, and in no other', async () => {
    const id = await made('/v2/email_templates', { title: 'T', subject: 'S', body: '<p>B</p>' });
    const path = `/v2/email_templates/${id}`;
    const { updated_at: read } = await get(path);
    const write = (title: string, known: string) => rep.call('PUT', path, { title }, { 'if-match': known });
    const both = await Promise.all([write('A', `"${read}"`), write('B', `"${read}"`)]);
    expect(both.map(({ status }) => status).toSorted()).toEqual([200, 412]);
    expect((await rep.call('DELETE', path, undefined, { 'if-match': `"${read}"` })).status).toBe(412);
    expect((await write('C', '*')).status).toBe(200);
    const { updated_at: now } = await get(path);
    expect((await rep.call('DELETE', path, undefined, { 'if-match': now })).status).toBe(204);
    expect((await write('D', '*')).status).toBe(404);
    const view = await made('/v2/saved_list_views', { name: 'V', view: 'people' });
    const unstamped = { 'if-match': '"2026-03-02T09:00:00Z"' };
    expect((await rep.call('PUT', `/v2/saved_list_views/${view}`, { name: 'W' }, unstamped)).status).toBe(
      412,
    );
    const { guid, updated_at: mine } = await get('/v2/me');
    const renamed = (known: string) =>
      rep.call('PUT', `/v2/users/${guid}`, { first_name: 'N' }, { 'if-match': known });
    expect([(await renamed(mine)).status, (await renamed(mine)).status]).toEqual([200, 412]);
  });
});

describe('the places of all steps', () => {
  it('are set in one call, of all of them or none', async () => {
    const c = await made('/v2/cadences', { name: 'C' });
    const steps: number[] = [];
    for (const day of [1, 1, 3]) steps.push(await made('/v2/steps', { cadence_id: c, day, ...CALL }));
    const [a, b, d] = steps as [number, number, number];
    const place = (wanted: object[], by = rep, known?: string) =>
      by.call('PUT', `/v2/cadences/${c}/step_places`, { steps: wanted }, known ? { 'if-match': known } : {});
    const order = async () =>
      (await get(`/v2/steps?cadence_id=${c}&sort_by=created_at&sort_direction=ASC`)).map(
        ({ day, step_number }: { day: number; step_number: number }) => `${day}/${step_number}`,
      );
    const wanted = [
      { id: d, day: 1 },
      { id: b, day: 1 },
      { id: a, day: 4 },
    ];
    expect((await place(wanted)).body.data.steps).toEqual([
      { id: d, day: 1, step_number: 1 },
      { id: b, day: 1, step_number: 2 },
      { id: a, day: 4, step_number: 3 },
    ]);
    expect(await order()).toEqual(['4/3', '1/2', '1/1']);
    const other = await made('/v2/cadences', { name: 'O' });
    const strange = await made('/v2/steps', { cadence_id: other, day: 1, ...CALL });
    for (const wrong of [
      [],
      wanted.slice(1),
      [...wanted, { id: a, day: 1 }],
      [...wanted, { id: strange, day: 1 }],
    ])
      expect((await place(wrong)).body.errors).toHaveProperty('steps');
    expect((await place(wanted.map(({ id }) => ({ id, day: 0 })))).status).toBe(422);
    expect((await place(wanted, rep, '2020-01-01T00:00:00Z')).status).toBe(412);
    expect((await place(wanted, await server.team())).status).toBe(404);
    expect((await place(wanted, await server.colleague(admin))).status).toBeGreaterThan(400);
    expect(await order()).toEqual(['4/3', '1/2', '1/1']);
    const both = await Promise.all([
      place([
        { id: a, day: 1 },
        { id: b, day: 1 },
        { id: d, day: 1 },
      ]),
      place([
        { id: d, day: 2 },
        { id: b, day: 2 },
        { id: a, day: 2 },
      ]),
    ]);
    expect(both.map(({ status }) => status)).toEqual([200, 200]);
    expect([
      ['1/1', '1/2', '1/3'],
      ['2/3', '2/2', '2/1'],
    ]).toContainEqual(await order());
  });
});

describe('what a template can name', () => {
  it('is told with the own words of the team', async () => {
    await made('/v2/custom_fields', { name: 'Region', field_type: 'person' }, admin);
    await made('/v2/custom_fields', { name: 'Last visit', field_type: 'company', value_type: 'date' }, admin);
    await made('/v2/snippets', { key: 'closing', name: 'C', body: '<p>x</p>' });
    const all = (await get('/v2/template_variables')) as { name: string }[];
    const named = (name: string) => all.find((each) => each.name === name);
    expect(named('first_name')).toEqual({
      name: 'first_name',
      of: 'person',
      type: 'text',
      custom: false,
      sample: 'Ada',
    });
    expect(named('custom_fields.Region')).toMatchObject({ custom: true, of: 'person' });
    expect(named('account.custom_fields["Last visit"]')).toMatchObject({ type: 'date', of: 'account' });
    expect(named('snippets.closing')).toMatchObject({ of: 'snippet' });
    expect(
      (await get('/v2/template_variables', await server.team())).filter(
        (each: { custom: boolean }) => each.custom,
      ),
    ).toEqual([]);
  });

  it('a preview tells what is empty from what is unknown', async () => {
    await made('/v2/custom_fields', { name: 'Region', field_type: 'person' }, admin);
    const id = await person('A');
    const body = '<p>{{title}} {{titel}} {{custom_fields.Region}} {{custom_fields.Regoin}} {{last_name}}</p>';
    const answer = await rep.call('POST', '/v2/email_previews', { person_id: id, subject: 'S', body });
    const { missing_fields, empty_fields, unknown_fields } = answer.body.data;
    expect(empty_fields).toEqual(['title', 'custom_fields.Region']);
    expect(unknown_fields).toEqual(['titel', 'custom_fields.Regoin']);
    expect([...empty_fields, ...unknown_fields].toSorted()).toEqual(missing_fields.toSorted());
  });
});

describe('the use of a mailbox', () => {
  it('is what its limits have left', async () => {
    const server_ = { smtp_host: 'smtp.example', imap_host: 'imap.example', password: 'p' };
    const id = await made('/v2/mailboxes', {
      ...server_,
      kind: 'smtp',
      email_address: 'rep@sender.example',
      daily_limit: 2,
      spacing_seconds: 0,
      spacing_jitter_seconds: 0,
    });
    const use = () => get(`/v2/mailboxes/${id}/use`);
    expect(await use()).toMatchObject({
      day: '2026-03-02',
      used: 0,
      limit: 2,
      waiting: 0,
      because: null,
      next_free_at: '2026-03-02T09:00:00.000000+00:00',
    });
    const a = await person('A');
    for (const subject of ['1', '2']) {
      const email = await made('/v2/scheduled_emails', {
        person_id: a,
        subject,
        body: '<p>b</p>',
        mailbox_id: id,
      });
      await sql(`UPDATE emails SET state = $2, sent_at = $3, bounced = $2 = 'sent' WHERE id = $1`, [
        email,
        subject === '1' ? 'sent' : 'queued',
        subject === '1' ? server.clock.now() : null,
      ]);
    }
    expect(await use()).toMatchObject({
      used: 2,
      waiting: 1,
      sent_30_days: 1,
      bounced_30_days: 1,
      hard_bounces_30_days: 0,
      because: { rule: 'mailbox_daily_limit' },
      next_free_at: '2026-03-03T00:00:00.000000+00:00',
    });
    expect((await (await server.team()).call('GET', `/v2/mailboxes/${id}/use`)).status).toBe(404);
  });
});

describe('who is on a cadence', () => {
  it('with what each waits for, by state, step, user and what is due, in the order of the next touch', async () => {
    const c = await made('/v2/cadences', { name: 'C', team_cadence: true }, admin);
    const first = await made('/v2/steps', { cadence_id: c, day: 1, ...CALL }, admin);
    await made('/v2/steps', { cadence_id: c, day: 3, ...CALL }, admin);
    const people: number[] = [];
    for (const name of ['A', 'B', 'D']) {
      people.push(await person(name));
      await made('/v2/cadence_memberships', { person_id: people.at(-1), cadence_id: c });
    }
    const [a, b, d] = people as [number, number, number];
    const action = async (who: number) => (await get(`/v2/actions?person_id=${who}`))[0].id;
    await rep.call('POST', `/v2/actions/${await action(a)}/snooze`, { until: '2026-03-05T09:00:00Z' });
    await rep.call('POST', `/v2/actions/${await action(b)}/drop`);
    const who = async (query: string) =>
      (await get(`/v2/cadences/${c}/people?${query}`)).map(
        ({ person: { id } }: { person: { id: number } }) => id,
      );
    expect(await who('sort_by=next_at&sort_direction=ASC')).toEqual([d, b, a]);
    expect(await who('due=true')).toEqual([d]);
    expect((await who('due=false')).toSorted()).toEqual([a, b].toSorted());
    expect((await who(`step_id=${first}`)).toSorted()).toEqual([a, d].toSorted());
    expect(await who('state=completed')).toEqual([]);
    expect(await who(`user_id=${admin.principal.userId}`)).toEqual([]);
    const walked: number[] = [];
    let cursor = '';
    do {
      const page = await rep.call(
        'GET',
        `/v2/cadences/${c}/people?sort_by=next_at&per_page=1&cursor=${cursor}`,
      );
      walked.push(...page.body.data.map((each: { person: { id: number } }) => each.person.id));
      cursor = page.body.metadata.paging.next_cursor;
    } while (cursor);
    expect(walked).toEqual([a, b, d]);
    const [waits] = await get(`/v2/cadences/${c}/people?person_id=${a}`);
    expect(waits.next).toMatchObject({
      at: '2026-03-05T09:00:00.000000+00:00',
      open: false,
      type: 'phone',
      rule: 'put_off_by_hand',
    });
    const along = await rep.call('GET', '/v2/people?include=next&sort_by=created_at');
    expect(along.body.included.next[a]).toEqual(waits.next);
    expect(Object.keys(along.body.included.next)).toHaveLength(3);
    const members = await rep.call('GET', '/v2/cadence_memberships?include=next,person');
    expect(members.body.included.next[waits.id]).toEqual(waits.next);
    expect(Object.keys(members.body.included.people)).toHaveLength(3);
    expect((await (await server.team()).call('GET', `/v2/cadences/${c}/people`)).status).toBe(404);
  });
});

describe('a forecast for people who are not on a cadence', () => {
  it('tries a draft, says who is refused, and leaves nothing behind', async () => {
    const c = await made('/v2/cadences', { name: 'C', draft: true });
    await made('/v2/steps', { cadence_id: c, day: 1, ...CALL });
    await made('/v2/steps', { cadence_id: c, day: 2, ...CALL });
    const [a, b] = [await person('A'), await person('B', { do_not_contact: true })];
    const count = async () =>
      (
        await sql(
          `SELECT (SELECT count(*) FROM cadence_memberships WHERE team_id = $1)::int AS memberships, (SELECT count(*) FROM actions WHERE team_id = $1)::int AS actions,
            (SELECT count(*) FROM events WHERE team_id = $1)::int AS events, (SELECT bool_and(draft) FROM cadences WHERE team_id = $1) AS draft`,
          [rep.principal.teamId],
        )
      ).rows[0];
    const before = await count();
    const ask = (body: object, by = rep) => by.call('POST', `/v2/cadences/${c}/forecast`, body);
    const answer = await ask({ person_ids: [b, a, 1e12], from: '2026-03-04T10:00:00Z' });
    expect(answer.status, answer.text).toBe(200);
    const { people, days } = answer.body.data;
    expect(
      people.map(({ person: p, refused }: { person: { id: number }; refused: string | null }) => [
        p.id,
        refused,
      ]),
    ).toEqual([
      [b, expect.stringContaining('do not contact')],
      [a, null],
      [1e12, expect.any(String)],
    ]);
    expect(
      people[1].entries.map(({ type, at, action }: { type: string; at: string; action: unknown }) => [
        type,
        at.slice(0, 10),
        action,
      ]),
    ).toEqual([
      ['phone', '2026-03-04', null],
      ['phone', '2026-03-05', null],
    ]);
    expect(
      days.map(({ day, type, touches }: { day: string; type: string; touches: number }) => [
        day,
        type,
        touches,
      ]),
    ).toEqual([
      ['2026-03-04', 'phone', 1],
      ['2026-03-05', 'phone', 1],
    ]);
    expect(await count()).toEqual(before);
    expect((await ask({ filter: { person_stage_id: ['_is_null'] } })).body.data).toMatchObject({
      ...{ tried: 2, left_out: 0, people: [{}, {}] },
    });
    // Whose turn does not come in time is counted.
    const now = server.clock.now();
    const late = { personIds: [a, b], at: now, longestMs: -1 };
    const leftOut = await write(server.database.kysely, rep.principal, (tx) =>
      onTrial({ tx, principal: rep.principal, now }, c, late, async (_, trial) => trial.leftOut),
    );
    expect(leftOut).toBe(2);
    for (const wrong of [
      {},
      { person_ids: [a], from: '2020-01-01' },
      { person_ids: [a], filter: { city: ['x'] } },
      { filter: {} },
    ])
      expect((await ask(wrong)).status, JSON.stringify(wrong)).toBe(422);
    expect((await ask({ person_ids: [a] }, await server.team())).status).toBe(404);
    const once = await made('/v2/cadences', { name: 'Live' });
    await made('/v2/steps', { cadence_id: once, day: 1, ...CALL });
    await made('/v2/cadence_memberships', { person_id: a, cadence_id: once });
    const again = await rep.call('POST', `/v2/cadences/${once}/forecast`, { person_ids: [a] });
    expect(again.body.data.people[0].refused).toContain('already in progress');
  });
});
