import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type Answer, type Caller, createTestServer, type TestServer } from '../support/server.js';

let server: TestServer;
let admin: Caller;
beforeAll(async () => {
  server = await createTestServer();
});
afterAll(() => server.close());
beforeEach(async () => {
  admin = await server.team();
});

async function made(url: string, body: object, caller = admin): Promise<Answer['body']> {
  const answer = await caller.call('POST', url, body);
  expect(answer.status, answer.text).toBeLessThan(300);
  return answer.body.data;
}
let people = 0;
const person = (fields: object = {}) => {
  people += 1;
  return made('/v2/people', { email_address: `p${people}@example.com`, first_name: `P${people}`, ...fields });
};
const stage = (name: string) => made('/v2/person_stages', { name });
/** A team cadence with one phone step on the first day. */
async function cadence(fields: object = {}): Promise<Answer['body']> {
  const { id } = await made('/v2/cadences', { name: 'Calls', team_cadence: true, ...fields });
  await made('/v2/steps', { cadence_id: id, type: 'phone', day: 1, due_immediately: true });
  return { id };
}
const add = (personId: number, cadenceId: number) =>
  admin.call('POST', '/v2/cadence_memberships', { person_id: personId, cadence_id: cadenceId });

describe('who may enter', () => {
  test('once only', async () => {
    const { id } = await cadence({ entry_once: true });
    const pat = await person();
    const first = await add(pat.id, id);
    expect(first.status).toBe(200);
    await admin.call('DELETE', `/v2/cadence_memberships/${first.body.data.id}`);
    const again = await add(pat.id, id);
    expect(again.status).toBe(422);
    expect(again.body.errors.person_id).toEqual([
      'was on this cadence before, and it takes each person once only',
    ]);
  });

  test('exclusive, over V2 and V1', async () => {
    const other = await cadence({ name: 'Other' });
    const { id } = await cadence({ entry_exclusive: true });
    const pat = await person();
    const elsewhere = await add(pat.id, other.id);
    const message =
      'is active on the cadence "Other", and this cadence takes only people who are on no other';
    expect((await add(pat.id, id)).body.errors.person_id).toEqual([message]);
    const v1 = await admin.call('POST', `/public_api/v1/people/${pat.id}/cadence_memberships`, {
      cadence_id: id,
    });
    expect(v1.status).toBe(422);
    expect(v1.text).toContain('is active on the cadence');
    await admin.call('DELETE', `/v2/cadence_memberships/${elsewhere.body.data.id}`);
    expect((await add(pat.id, id)).status).toBe(200);
  });

  test('left alone for some days', async () => {
    const { id } = await cadence({ entry_quiet_days: 14 });
    const pat = await person();
    await server.database.kysely
      .updateTable('people')
      .set({ last_contacted_at: '2026-02-20T09:00:00Z' })
      .where('id', '=', pat.id)
      .execute();
    expect((await add(pat.id, id)).body.errors.person_id).toEqual([
      'was contacted on 2026-02-20, and this cadence takes only people who were left alone for 14 days',
    ]);
    await admin.call('PUT', `/v2/cadences/${id}`, { entry_quiet_days: 10 });
    expect((await add(pat.id, id)).status).toBe(200);
  });

  test('not from these stages, nor into a cadence that would end at once', async () => {
    const lost = await stage('Lost');
    const blocking = await cadence({ entry_blocked_stage_ids: [lost.id] });
    const ending = await cadence({ exit_stage_ids: [lost.id] });
    const pat = await person({ person_stage_id: lost.id });
    expect((await add(pat.id, blocking.id)).body.errors.person_id).toEqual([
      'is in the stage "Lost", which this cadence does not take',
    ]);
    expect((await add(pat.id, ending.id)).body.errors.person_id).toEqual([
      'is in the stage "Lost", which ends this cadence',
    ]);
  });
});

describe('the settings', () => {
  test('are written with the cadence and shown by /rules', async () => {
    const lost = await stage('Gone');
    const { id } = await cadence({
      entry_once: true,
      entry_quiet_days: '30',
      exit_on_success: false,
      exit_stage_ids: [lost.id],
      new_people_per_day: 5,
      open_tracking: false,
    });
    const shown = await admin.call('GET', `/v2/cadences/${id}/rules`);
    expect(shown.body.data).toMatchObject({
      id,
      entry_once: true,
      entry_exclusive: false,
      entry_quiet_days: 30,
      exit_on_success: false,
      exit_stage_ids: [lost.id],
      new_people_per_day: 5,
      open_tracking: false,
      click_tracking: null,
    });
    await admin.call('PUT', `/v2/cadences/${id}`, {
      entry_quiet_days: null,
      exit_stage_ids: null,
      exit_on_success: null,
    });
    expect((await admin.call('GET', `/v2/cadences/${id}/rules`)).body.data).toMatchObject({
      entry_quiet_days: null,
      exit_stage_ids: [],
      exit_on_success: true,
    });
    const stranger = await server.team();
    expect((await stranger.call('GET', `/v2/cadences/${id}/rules`)).status).toBe(404);
  });

  test('refuse what makes no sense', async () => {
    const lost = await stage('Away');
    const bad = [
      [{ entry_quiet_days: 0 }, 'entry_quiet_days'],
      [{ exit_stage_ids: [999_999] }, 'exit_stage_ids'],
      [{ exit_stage_ids: [lost.id], added_stage_id: lost.id }, 'exit_stage_ids'],
      [{ new_people_per_day: -1 }, 'new_people_per_day'],
    ] as const;
    for (const [fields, field] of bad) {
      const answer = await admin.call('POST', '/v2/cadences', { name: 'X', ...fields });
      expect(answer.status, answer.text).toBe(422);
      expect(Object.keys(answer.body.errors)).toEqual([field]);
    }
  });
});

describe('what happens to a person', () => {
  const live = async (id: number) =>
    (await admin.call('GET', `/v2/cadence_memberships/${id}`)).body.data.currently_on_cadence;

  test('a new stage ends the cadences that leave at it', async () => {
    const won = await stage('Won');
    const ending = await cadence({ exit_stage_ids: [won.id] });
    const staying = await cadence();
    const pat = await person();
    const [one, two] = [await add(pat.id, ending.id), await add(pat.id, staying.id)];
    expect((await admin.call('PUT', `/v2/people/${pat.id}`, { person_stage_id: won.id })).status).toBe(200);
    expect([await live(one.body.data.id), await live(two.body.data.id)]).toEqual([false, true]);
  });

  test('a success ends the cadences that leave with it, and counts what led to it', async () => {
    const ending = await cadence();
    const staying = await cadence({ exit_on_success: false });
    const pat = await person();
    const [one, two] = [await add(pat.id, ending.id), await add(pat.id, staying.id)];
    await made('/v2/successes', { person_id: pat.id });
    expect([await live(one.body.data.id), await live(two.body.data.id)]).toEqual([false, true]);
    expect((await admin.call('GET', `/v2/people/${pat.id}`)).body.data.success_count).toBe(1);
    expect((await admin.call('POST', '/v2/successes', { person_id: 999_999 })).status).toBe(422);
  });

  test('a new contact restriction skips what is open and may no longer be done', async () => {
    const { id } = await cadence();
    await made('/v2/steps', { cadence_id: id, type: 'other', day: 1, due_immediately: true });
    const free = await cadence({ override_contact_restrictions: true });
    const pat = await person();
    await add(pat.id, id);
    await add(pat.id, free.id);
    const open = async () =>
      (await admin.call('GET', `/v2/actions?person_id=${pat.id}&sort_by=created_at&sort_direction=ASC`)).body
        .data;
    expect((await open()).map((action: { type: string }) => action.type)).toEqual(['phone', 'phone']);
    await admin.call('PUT', `/v2/people/${pat.id}`, { contact_restrictions: ['call'] });
    const left = await open();
    expect(left.map((a: { type: string; cadence: { id: number } }) => [a.type, a.cadence.id]).sort()).toEqual(
      [
        ['other', id],
        ['phone', free.id],
      ],
    );
  });
});

describe('branches', () => {
  test('are written with the step, checked, and shown by /rules', async () => {
    const { id } = await made('/v2/cadences', { name: 'Branching', team_cadence: true });
    const first = await made('/v2/steps', { cadence_id: id, type: 'email', day: 1 });
    const call = await made('/v2/steps', { cadence_id: id, type: 'phone', day: 3 });
    const condition = { if: 'opened', step_id: first.id, within_days: '2', is: 'true', else: 'skip' };
    const put = (stepId: number, body: object) => admin.call('PUT', `/v2/steps/${stepId}`, body);
    expect((await put(call.id, { condition })).status).toBe(200);
    expect((await admin.call('GET', `/v2/steps/${call.id}/rules`)).body.data).toMatchObject({
      id: call.id,
      condition: { if: 'opened', step_id: first.id, within_days: 2, is: true, else: 'skip' },
      missing_fields: 'hold',
      field_defaults: {},
    });
    for (const bad of [
      { if: 'opened', step_id: call.id },
      { if: 'opened', else: 'goto' },
      { if: 'field', field: 'nonsense', op: 'present' },
      { if: 'weather' },
      'opened',
    ]) {
      const answer = await put(call.id, { condition: bad });
      expect(answer.status, answer.text).toBe(422);
      expect(Object.keys(answer.body.errors)).toEqual(['condition']);
    }
    await put(call.id, { condition: null });
    expect((await admin.call('GET', `/v2/steps/${call.id}/rules`)).body.data.condition).toBeNull();
    expect((await put(call.id, { missing_fields: 'default' })).status).toBe(422);
    const defaults = { missing_fields: 'default', field_defaults: { title: 'there' } };
    expect((await put(first.id, defaults)).status).toBe(200);
    expect((await admin.call('GET', `/v2/steps/${first.id}/rules`)).body.data).toMatchObject(defaults);
  });
});

describe('import and export', () => {
  const email = (name: string, more: object = {}) => ({
    enabled: true,
    name,
    type: 'Email',
    type_settings: { email_template: { title: name, subject: name, body: `<p>${name}</p>` }, ...more },
  });
  const group = (day: number, ...steps: object[]) => ({
    day,
    automated: false,
    automated_settings: null,
    due_immediately: false,
    reference_id: null,
    steps,
  });
  const content = () => ({
    settings: {
      name: 'Ruled',
      rules: {
        entry_once: true,
        entry_quiet_days: 7,
        entry_blocked_stages: ['Lost'],
        exit_on_success: false,
        exit_stages: ['Lost', 'Won'],
        new_people_per_day: 9,
        open_tracking: false,
      },
    },
    cadence_content: {
      step_groups: [
        group(
          1,
          email('Hello', {
            variants: [
              { name: 'A', weight: 2, email_template: { title: 'A', subject: 'A', body: 'A' } },
              { name: 'B', weight: 0, winner: true, email_template: { title: 'B', subject: 'B', body: 'B' } },
            ],
            missing_fields: 'default',
            field_defaults: { title: 'boss' },
          }),
        ),
        group(3, {
          enabled: true,
          name: 'Call',
          type: 'Phone',
          type_settings: { instructions: null },
          condition: {
            if: 'opened',
            within_days: 2,
            else: 'goto',
            step: { day: 1, number: 1 },
            goto_step: { day: 5, number: 1 },
          },
        }),
        group(5, email('Bye')),
      ],
    },
  });

  test('carry rules, branches, versions and defaults, by name and place', async () => {
    await stage('Lost');
    await stage('Won');
    const { cadence: imported } = await made('/v2/cadence_imports', content());
    const exported = await admin.call('GET', `/v2/cadence_exports/${imported.id}`);
    const { settings, step_groups: groups, sharing_settings } = exported.body.data.cadence_content;
    expect(settings.rules).toEqual(content().settings.rules);
    expect(groups).toEqual(content().cadence_content.step_groups);
    const again = await made('/v2/cadence_imports', {
      settings,
      sharing_settings,
      cadence_content: { step_groups: groups },
    });
    const twice = await admin.call('GET', `/v2/cadence_exports/${again.cadence.id}`);
    expect(twice.body.data).toEqual(exported.body.data);
    const [, call] = (
      await admin.call(
        'GET',
        `/v2/steps?cadence_id=${again.cadence.id}&sort_by=created_at&sort_direction=ASC`,
      )
    ).body.data;
    const { condition } = (await admin.call('GET', `/v2/steps/${call.id}/rules`)).body.data;
    expect(condition).toMatchObject({ if: 'opened', else: 'goto', within_days: 2 });
    expect(condition.step_id).toBeLessThan(call.id);
    expect(condition.goto_step_id).toBeGreaterThan(call.id);
  });

  test('refuse the whole file for a place, a stage or a template that is wrong', async () => {
    const file = content();
    const [first, second] = file.cadence_content.step_groups as [Answer['body'], Answer['body']];
    second.steps[0].condition.goto_step = { day: 9, number: 1 };
    first.steps[0].type_settings.variants[0].email_template.body = '{{ broken';
    const answer = await admin.call('POST', '/v2/cadence_imports', file);
    expect(answer.status).toBe(422);
    expect(answer.body.errors.settings).toEqual([
      'rules.entry_blocked_stages could not be found',
      'rules.exit_stages could not be found',
    ]);
    expect(answer.body.errors.cadence_content).toEqual([
      expect.stringContaining(
        'step_groups.0.steps.0.type_settings.variants.0.email_template.body is not valid Liquid',
      ),
      'step_groups.1.steps.0.condition goto_step names no step: there is no step 1 on day 9',
    ]);
  });
});
