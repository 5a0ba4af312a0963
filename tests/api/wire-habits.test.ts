import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Caller, createTestServer, type TestServer } from '../support/server.js';

// What programs written for the original send and expect, as seen in public programs and recorded answers.
let server: TestServer;
let who: Caller;

beforeAll(async () => {
  server = await createTestServer();
  who = await server.team({ timeZone: 'Asia/Tokyo' });
});
afterAll(() => server.close());

const created = async (path: string, body: object): Promise<number> => {
  const answer = await who.call('POST', path, body);
  expect(answer.status, answer.text).toBe(200);
  return answer.body.data.id ?? answer.body.data.cadence.id;
};
const data = async (path: string) => {
  const answer = await who.call('GET', path);
  expect(answer.status, answer.text).toBe(200);
  return answer.body.data;
};
const email = (name: string, template: object = {}) => ({
  type: 'Email',
  name,
  enabled: true,
  type_settings: { email_template: { title: name, subject: 's', body: 'b', ...template } },
});
const group = (day: number, steps: object[], more: object = {}) => ({
  reference_id: day,
  day,
  due_immediately: true,
  automated: false,
  automated_settings: {},
  steps,
  ...more,
});
const imported = (groups: object[]) => ({
  settings: { name: 'wa', external_identifier: 'wa', cadence_function: 'outbound' },
  sharing_settings: { team_cadence: true, shared: true },
  cadence_content: { step_groups: groups },
});

describe('cadence imports', () => {
  test('the settings of a manual group are an empty object', async () => {
    expect(await created('/v2/cadence_imports', imported([group(1, [email('e')])]))).toBeGreaterThan(0);
  });

  test('an automated group must say how', async () => {
    const refused = await who.call(
      'POST',
      '/v2/cadence_imports',
      imported([group(1, [email('e')], { automated: true })]),
    );
    expect(refused.status).toBe(422);
    expect(refused.text).toContain('automated_settings.send_type is required when automated is true');
  });

  test.each([
    [true, false],
    [false, true],
  ])('open_tracking %s and click_tracking %s of a template are kept', async (open, click) => {
    const id = await created(
      '/v2/cadence_imports',
      imported([group(1, [email('t', { open_tracking: open, click_tracking: click })])]),
    );
    const [step] = await data(`/v2/steps?cadence_id=${id}`);
    const details = await data(`/v2/action_details/email_details/${step.details.id}`);
    const template = await data(`/v2/email_templates/${details.email_template.id}`);
    expect([template.open_tracking_enabled, template.click_tracking_enabled]).toEqual([open, click]);
    expect(template._links.attachments).toContain(`email_template_id%5B%5D=${template.id}`);
  });
});

describe('steps', () => {
  const numbers = async (cadence: number) =>
    (await data(`/v2/steps?cadence_id=${cadence}&sort_by=created_at&sort_direction=asc&per_page=100`))
      .map((step: { name: string; step_number: number; display_name: string }) => [
        step.name,
        step.step_number,
        step.display_name,
      ])
      .sort((a: [string, number], b: [string, number]) => a[1] - b[1]);

  test('are numbered through the cadence, and lead to what they are about', async () => {
    const id = await created(
      '/v2/cadence_imports',
      imported([group(1, [email('a')]), group(3, [email('b'), email('c')]), group(5, [email('d')])]),
    );
    expect(await numbers(id)).toEqual([
      ['a', 1, 'Day 1: Step 1 - Email'],
      ['b', 2, 'Day 3: Step 2 - Email'],
      ['c', 3, 'Day 3: Step 3 - Email'],
      ['d', 4, 'Day 5: Step 4 - Email'],
    ]);
    const steps = await data(`/v2/steps?cadence_id=${id}`);
    for (const step of steps) {
      expect(step.details).toEqual({
        _href: `http://cadenza.test/v2/action_details/email_details/${step.id}`,
        id: step.id,
      });
    }
    const all = await data(`/v2/action_details/email_details?ids=${steps.map((s: { id: number }) => s.id)}`);
    expect(all).toHaveLength(4);
  });

  test('a number that is written comes back, and those it moves are told', async () => {
    const id = await created(
      '/v2/cadence_imports',
      imported([group(1, [email('a')]), group(3, [email('b')]), group(5, [email('c')])]),
    );
    const at = await data(`/v2/steps?cadence_id=${id}`);
    const [a, , c] = ['a', 'b', 'c'].map((name) => at.find((step: { name: string }) => step.name === name));
    const added = await created('/v2/steps', {
      cadence_id: id,
      type: 'other',
      name: 'x',
      day: 3,
      step_number: 3,
    });
    expect((await data(`/v2/steps/${added}`)).step_number).toBe(3);
    server.clock.advance(1000);
    const put = await who.call('PUT', `/v2/steps/${added}`, { step_number: 2 });
    expect(put.body.data.step_number).toBe(2);
    const before = await data(`/v2/steps/${c.id}`);
    expect(before.step_number).toBe(4);
    server.clock.advance(1000);
    // Deleting a step of day 1 renumbers day 5: its record changed, so a poller must hear of it.
    expect((await who.call('DELETE', `/v2/steps/${a.id}`)).status).toBe(204);
    const after = await data(`/v2/steps/${c.id}`);
    expect(after.step_number).toBe(3);
    expect(after.updated_at > before.updated_at).toBe(true);
  });
});

describe('actions', () => {
  test('due_on is the day, as midnight UTC, whatever the zone; due_at is the moment', async () => {
    const cadence = await created('/v2/cadence_imports', imported([group(1, [email('e')])]));
    const person = await created('/v2/people', { email_address: 'due@x.test', last_name: 'D' });
    server.clock.set('2026-03-02T20:30:00.000Z'); // 05:30 on the third in Tokyo
    await created('/v2/cadence_memberships', { person_id: person, cadence_id: cadence });
    const [action] = await data(`/v2/actions?person_id=${person}`);
    expect(action.due_on).toBe('2026-03-03T00:00:00.000000+00:00');
    expect(action.due_at).toBe('2026-03-03T05:30:00.000000+09:00');
    expect(action.action_details).toEqual({
      _href: `http://cadenza.test/v2/action_details/email_details/${action.step.id}`,
      id: action.step.id,
    });
    const count = async (filter: string) => (await data(`/v2/actions?person_id=${person}&${filter}`)).length;
    expect(await count('due_on[gte]=2026-03-03')).toBe(1);
    expect(await count('due_on[gt]=2026-03-03')).toBe(0);
    expect(await count('due_on[lte]=2026-03-03')).toBe(1);
    expect(await count('due_on[lt]=2026-03-03')).toBe(0);
    expect(await count('due_on[gte]=2026-03-02T20:00:00Z')).toBe(1);
    expect(await count('due_on[lte]=2026-03-02T23:59:59Z')).toBe(0);
  });
});

test('an activity answers the stamp of what it completed', async () => {
  const person = await created('/v2/people', { email_address: 'done@x.test', last_name: 'D' });
  const task = await created('/v2/tasks', {
    subject: 's',
    person_id: person,
    user_id: who.principal.userId,
    task_type: 'general',
    current_state: 'scheduled',
    due_date: '2026-12-01',
  });
  server.clock.advance(1000);
  const answer = await who.call('POST', '/v2/activities', { task_id: task });
  expect(answer.status, answer.text).toBe(200);
  expect(answer.body.data).toEqual({ updated_at: (await data(`/v2/tasks/${task}`)).updated_at });
});

test('tasks carry a score as the original does', async () => {
  const person = await created('/v2/people', { email_address: 'task@x.test', last_name: 'T' });
  const id = await created('/v2/tasks', {
    subject: 'x',
    person_id: person,
    task_type: 'call',
    due_date: '2026-03-04',
  });
  expect((await data(`/v2/tasks/${id}`)).score).toEqual({
    score: '0.0',
    prioritizer_uuid: 'salesloft.prioritizers/rhythm',
    factors: {},
  });
});

describe('words that clients look for', () => {
  test('refusals of a membership, of a duplicate, and of a scope', async () => {
    const cadence = await created('/v2/cadence_imports', imported([group(1, [email('e')])]));
    const person = await created('/v2/people', { email_address: 'once@x.test', last_name: 'O' });
    const body = { person_id: person, cadence_id: cadence };
    await created('/v2/cadence_memberships', body);
    const again = await who.call('POST', '/v2/cadence_memberships', body);
    expect(again.body).toEqual({ errors: { cadence_id: ['is already in progress for this person'] } });
    const second = await who.call('POST', '/v2/people', { email_address: 'once@x.test', last_name: 'O' });
    expect(second.body).toEqual({ errors: { email_address: ['has already been taken'] } });
    const shy = await created('/v2/people', {
      email_address: 'shy@x.test',
      last_name: 'S',
      do_not_contact: true,
    });
    const refused = await who.call('POST', '/v2/cadence_memberships', { ...body, person_id: shy });
    expect(refused.body.errors.person_id[0]).toContain('has contact restrictions');
    const narrow = await server.colleague(who, { scopes: ['signals:write'] });
    const forbidden = await narrow.call('GET', '/v2/people');
    expect(forbidden.status).toBe(403);
    expect(forbidden.body.error).toContain('does not have the required scopes');
  });

  test('scoped fields without the scope: 422 with one error, and no such keys', async () => {
    const reader = await server.colleague(who, { scopes: ['emails:read'] });
    const refused = await reader.call('GET', '/v2/activities/emails?scoped_fields=subject');
    expect(refused.status).toBe(422);
    expect(refused.body).toEqual({
      error: 'Requested scoped field(s) could not be returned, required scope access not included.',
    });
    expect((await reader.call('GET', '/v2/activities/emails')).status).toBe(200);
    expect((await who.call('GET', '/v2/activities/emails?scoped_fields=subject,body')).status).toBe(200);
  });
});

test.each([
  ['20220410T000000-0700', '2022-04-10T07:00:00.000000Z'],
  ['20220410T000000Z', '2022-04-10T00:00:00.000000Z'],
  ['20220410T0000', '2022-04-10T00:00:00.000000Z'],
  ['20220410', '2022-04-10T00:00:00.000000Z'],
  ['20220410T101112.123456+02', '2022-04-10T08:11:12.123456Z'],
])('basic ISO 8601: %s', async (written, meant) => {
  const answer = await who.call('GET', `/v2/people?updated_at[gt]=${encodeURIComponent(written)}`);
  expect(answer.body.metadata.filtering).toEqual({ updated_at: { gt: meant } });
});

test.each(['20220431T000000Z', '2022041T000000Z', '20220410T00000Z', '20220410T', '202204100000'])(
  'no moment: %s',
  async (written) => {
    expect((await who.call('GET', `/v2/people?updated_at[gt]=${written}`)).status).toBe(422);
  },
);
