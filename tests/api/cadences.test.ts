import { contract } from '@cadenza/contract';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Answer, type Caller, createTestServer, type TestServer } from '../support/server.js';

let server: TestServer;
let admin: Caller;
beforeAll(async () => {
  server = await createTestServer();
});
afterAll(() => server.close());

async function made(caller: Caller, url: string, body: object): Promise<Answer['body']> {
  const answer = await caller.call('POST', url, body);
  expect(answer.status, answer.text).toBeLessThan(300);
  return answer.body.data;
}
const person = (caller: Caller, name: string) =>
  made(caller, '/v2/people', { email_address: `${name}@example.com`, first_name: name });

const content = {
  settings: {
    name: '7x7',
    target_daily_people: 5,
    remove_replied: true,
    remove_bounced: false,
    remove_people_when_meeting_booked: true,
    reschedule_from_pause_enabled: false,
    external_identifier: 42,
    cadence_function: 'outbound',
    cadence_priority: 'High',
    tags: 'alpha,beta',
  },
  sharing_settings: { team_cadence: true, shared: true },
  cadence_content: {
    step_groups: [
      {
        day: 1,
        automated: true,
        automated_settings: {
          send_type: 'at_time',
          time_of_day: '09:30',
          timezone_mode: 'person',
          allow_send_on_weekends: false,
        },
        due_immediately: false,
        reference_id: 1,
        steps: [
          {
            enabled: true,
            name: 'Hello',
            type: 'Email',
            type_settings: {
              email_template: { title: 'Hello', subject: 'Hi {{first_name}}', body: '<p>Hi</p>' },
            },
          },
        ],
      },
      {
        day: 3,
        automated: false,
        due_immediately: true,
        steps: [
          { enabled: true, name: 'Ring', type: 'Phone', type_settings: { instructions: 'Be brief' } },
          { enabled: false, name: 'Link', type: 'Other', type_settings: { instructions: 'Connect' } },
          {
            enabled: true,
            name: 'Gift',
            type: 'Integration',
            type_settings: { instructions: 'Send', integration_id: 3, integration_step_type_guid: 'g' },
          },
        ],
      },
      {
        day: 5,
        automated: true,
        automated_settings: { send_type: 'after_time_delay', delay_time: 30 },
        due_immediately: false,
        steps: [
          {
            enabled: true,
            name: 'Again',
            type: 'Email',
            type_settings: {
              previous_email_step_group_reference_id: 1,
              email_template: { title: 'Again', subject: '', body: '<p>Again</p>' },
            },
          },
        ],
      },
    ],
  },
};
const changed = (change: (copy: Answer['body']) => void) => {
  const copy = structuredClone(content);
  change(copy);
  return copy;
};

describe('cadences', () => {
  beforeAll(async () => {
    admin = await server.team();
  });

  test('state, counts, priority and tags are on the record; writes are the owner’s or an admin’s', async () => {
    const owner = await server.colleague(admin);
    const cadence = await made(owner, '/v2/cadences', {
      name: 'Own',
      draft: true,
      cadence_priority: 'Low',
      tags: ['gamma'],
    });
    expect(contract.resources.cadences.record.strict().parse(cadence)).toBeTruthy();
    expect(cadence).toMatchObject({
      current_state: 'draft',
      archived: false,
      tags: ['gamma'],
      cadence_priority: { _href: 'http://cadenza.test/v2/cadence_priorities', id: 3 },
      counts: { cadence_people: 0 },
    });
    const other = await server.colleague(admin);
    expect((await other.call('GET', `/v2/cadences/${cadence.id}`)).status).toBe(404);
    expect((await other.call('PUT', `/v2/cadences/${cadence.id}`, { name: 'Taken' })).status).toBe(404);
    expect((await owner.call('PUT', `/v2/cadences/${cadence.id}`, { team_cadence: true })).status).toBe(403);
    expect(
      (await owner.call('PUT', `/v2/cadences/${cadence.id}`, { override_contact_restrictions: true })).status,
    ).toBe(403);
    expect(
      (await owner.call('PUT', `/v2/cadences/${cadence.id}`, { draft: false, shared: true })).body.data
        .current_state,
    ).toBe('active');
    expect((await other.call('GET', `/v2/cadences/${cadence.id}`)).status).toBe(200);
    expect((await other.call('PUT', `/v2/cadences/${cadence.id}`, { name: 'Taken' })).status).toBe(403);
    const archived = await admin.call('PUT', `/v2/cadences/${cadence.id}`, { archived: true });
    expect(archived.body.data).toMatchObject({
      current_state: 'archived',
      archived: true,
      archived_by: admin.principal.userGuid,
    });
    expect((await owner.call('DELETE', `/v2/cadences/${cadence.id}`)).status).toBe(204);
    expect((await owner.call('DELETE', `/v2/cadences/${cadence.id}`)).status).toBe(204);
    expect((await owner.call('GET', `/v2/cadences/${cadence.id}`)).status).toBe(404);
  });

  test('a cadence of a group is seen by that group', async () => {
    // Groups have no public create.
    const { rows } = await server.database.pool.query(
      "INSERT INTO groups (team_id, created_at, updated_at, name) VALUES ($1, $2, $2, 'West') RETURNING id",
      [admin.principal.teamId, server.clock.now()],
    );
    const id: number = rows[0].id;
    const cadence = await made(admin, '/v2/cadences', {
      name: 'Western',
      team_cadence: true,
      group_ids: [id],
    });
    expect(cadence['groups']).toEqual([{ _href: `http://cadenza.test/v2/groups/${id}`, id }]);
    const outsider = await server.colleague(admin);
    expect((await outsider.call('GET', `/v2/cadences/${cadence.id}`)).status).toBe(404);
    expect(
      (await admin.call('GET', `/v2/cadences?group_ids=${id}`)).body.data.map(
        (each: { id: number }) => each.id,
      ),
    ).toEqual([cadence.id]);
    await server.database.pool.query('UPDATE users SET group_id = $1 WHERE id = $2', [
      id,
      outsider.principal.userId,
    ]);
    await expect
      .poll(async () => (await outsider.call('GET', `/v2/cadences/${cadence.id}`)).status)
      .toBe(200);
  });

  test('filters', async () => {
    const caller = await server.team();
    const cadence = await made(caller, '/v2/cadences', { name: 'Addable', tags: ['one'] });
    await made(caller, '/v2/cadences', { name: 'Empty' });
    await made(caller, '/v2/steps', { cadence_id: cadence.id, type: 'phone' });
    const names = async (query: string) => {
      const answer = await caller.call('GET', `/v2/cadences?${query}`);
      expect(answer.status, answer.text).toBe(200);
      return answer.body.data.map((each: { name: string }) => each.name).sort();
    };
    expect(await names('people_addable=true')).toEqual(['Addable']);
    expect(await names('people_addable=false')).toEqual(['Empty']);
    expect(await names('name=addable')).toEqual([]);
    expect(await names('name=Addable')).toEqual(['Addable']);
    expect(await names(`owned_by_guid=${caller.principal.userGuid}`)).toEqual(['Addable', 'Empty']);
    expect(await names('archived=true')).toEqual([]);
    const tag = (await caller.call('GET', '/v2/tags?search=one')).body.data[0];
    expect(await names(`tag_ids=${tag.id}`)).toEqual(['Addable']);
    await made(caller, '/v2/cadence_memberships', {
      person_id: (await person(caller, 'pat')).id,
      cadence_id: cadence.id,
    });
    expect(await names(`pending_actions_assigned_to=${caller.principal.userGuid}`)).toEqual(['Addable']);
    expect(await names('group_ids=_is_null&sort_by=name&sort_direction=asc')).toEqual(['Addable', 'Empty']);
  });

  test('every list takes every filter and sort', async () => {
    const sample: Record<string, string> = {
      ids: '1',
      integers: '1',
      strings: 'a',
      guids: admin.principal.userGuid,
      string: '1',
      integer: '1',
      bool: 'true',
    };
    for (const name of [
      'cadences',
      'steps',
      'cadence_memberships',
      'actions',
      'calls',
      'call_instructions',
    ] as const) {
      const { path, list } = contract.resources[name];
      const queries = Object.entries(list.filters as Record<string, { kind: string; oneOf?: string[] }>).map(
        ([filter, spec]) =>
          spec.kind === 'range'
            ? `${filter}[gte]=2020-01-01`
            : `${filter}=${spec.oneOf?.[0] ?? sample[spec.kind]}`,
      );
      queries.push(
        ...list.sorts.flatMap((sort) => [`sort_by=${sort}&sort_direction=ASC`, `sort_by=${sort}&cursor=`]),
      );
      for (const query of queries) {
        const answer = await admin.call('GET', `${path}?${query}`);
        expect(answer.status, `${path}?${query} ${answer.text}`).toBe(200);
      }
    }
  });
});

describe('steps', () => {
  test('numbers go on through the days, without gaps', async () => {
    const caller = await server.team();
    const cadence = await made(caller, '/v2/cadences', { name: 'Steps' });
    const add = (body: object) => made(caller, '/v2/steps', { cadence_id: cadence.id, ...body });
    const order = async () => {
      const { body } = await caller.call('GET', `/v2/steps?cadence_id=${cadence.id}`);
      return body.data
        .toSorted((a: Answer['body'], b: Answer['body']) => a.day - b.day || a.step_number - b.step_number)
        .map((each: Answer['body']) => `${each.name}${each.day}.${each.step_number}`);
    };
    const a = await add({ type: 'phone', name: 'a', day: 1, instructions: 'Say hello' });
    expect(a).toMatchObject({
      display_name: 'Day 1: Step 1 - Phone',
      multitouch_enabled: false,
      details: { id: expect.any(Number) },
    });
    expect(
      (await caller.call('GET', a['details']._href.replace('http://cadenza.test', ''))).body.data
        .instructions,
    ).toBe('Say hello');
    const b = await add({ type: 'email', name: 'b', day: 1 });
    expect(b['details']).toEqual({
      _href: `http://cadenza.test/v2/action_details/email_details/${b.id}`,
      id: b.id,
    });
    const c = await add({ type: 'other', name: 'c', day: 1, step_number: 1, instructions: 'x' });
    expect(await order()).toEqual(['c1.1', 'a1.2', 'b1.3']);
    await caller.call('PUT', `/v2/steps/${c.id}`, { day: 2 });
    expect(await order()).toEqual(['a1.1', 'b1.2', 'c2.3']);
    await caller.call('PUT', `/v2/steps/${b.id}`, { step_number: 1 });
    expect(await order()).toEqual(['b1.1', 'a1.2', 'c2.3']);
    expect((await caller.call('DELETE', `/v2/steps/${b.id}`)).status).toBe(204);
    expect((await caller.call('DELETE', `/v2/steps/${b.id}`)).status).toBe(204);
    expect(await order()).toEqual(['a1.1', 'c2.2']);
  });

  test('what does not fit the type or the timing is 422', async () => {
    const caller = await server.team();
    const cadence = await made(caller, '/v2/cadences', { name: 'Steps' });
    const refused = async (body: object, field: string) => {
      const answer = await caller.call('POST', '/v2/steps', { cadence_id: cadence.id, ...body });
      expect(answer.status, answer.text).toBe(422);
      expect(Object.keys(answer.body.errors)).toEqual([field]);
    };
    await refused({ type: 'phone', automated: true }, 'automated');
    await refused({ type: 'email', automated: true, send_type: 'after_time_delay' }, 'delay_time');
    await refused({ type: 'email', instructions: 'x' }, 'instructions');
    await refused({ type: 'email', email_template_id: 999_999 }, 'email_template_id');
    await refused({ type: 'email', cadence_id: 999_999 }, 'cadence_id');
    const first = await made(caller, '/v2/steps', { cadence_id: cadence.id, type: 'email', day: 1 });
    const second = await made(caller, '/v2/steps', {
      cadence_id: cadence.id,
      type: 'email',
      day: 2,
      previous_email_step_id: first.id,
    });
    const late = await caller.call('PUT', `/v2/steps/${first.id}`, { day: 3 });
    expect([late.status, Object.keys(late.body.errors ?? {})]).toEqual([422, ['previous_email_step_id']]);
    expect((await caller.call('GET', `/v2/steps/${second.id}`)).body.data.day).toBe(2);
  });

  test('a step of an imported group can be moved away from it and back', async () => {
    const caller = await server.team();
    const id = (await made(caller, '/v2/cadence_imports', content))['cadence'].id;
    const steps = async () =>
      (await caller.call('GET', `/v2/steps?cadence_id=${id}&sort_by=created_at`)).body.data;
    const gift = (await steps()).find((each: Answer['body']) => each.name === 'Gift');
    expect(gift).toMatchObject({ day: 3, step_number: 4, multitouch_enabled: true });
    const first = await caller.call('PUT', `/v2/steps/${gift.id}`, { step_number: 1 });
    expect(first.body.data).toMatchObject({ day: 3, step_number: 2, multitouch_enabled: true });
    const alone = await caller.call('PUT', `/v2/steps/${gift.id}`, { day: 4 });
    expect(alone.body.data).toMatchObject({ day: 4, step_number: 4, multitouch_enabled: false });
    expect((await steps()).find((each: Answer['body']) => each.name === 'Ring')).toMatchObject({
      step_number: 2,
      multitouch_enabled: true,
    });
  });

  test('people at a step that goes are moved on; their other open actions stay', async () => {
    const caller = await server.team();
    const cadence = await made(caller, '/v2/cadences', { name: 'Live' });
    const one = await made(caller, '/v2/steps', {
      cadence_id: cadence.id,
      type: 'phone',
      day: 1,
      due_immediately: true,
    });
    const two = await made(caller, '/v2/steps', {
      cadence_id: cadence.id,
      type: 'other',
      day: 1,
      due_immediately: true,
    });
    const membership = await made(caller, '/v2/cadence_memberships', {
      person_id: (await person(caller, 'kim')).id,
      cadence_id: cadence.id,
    });
    const open = async () => (await caller.call('GET', '/v2/actions')).body.data;
    const [action] = await open();
    expect(action).toMatchObject({
      due: true,
      type: 'phone',
      status: 'in_progress',
      step: { id: one.id },
      action_details: one['details'],
      cadence: { id: cadence.id },
    });
    expect(
      (await caller.call('GET', '/v2/steps?has_due_actions=true')).body.data.map(
        (each: Answer['body']) => each.id,
      ),
    ).toEqual([one.id]);
    await made(caller, '/v2/steps', { cadence_id: cadence.id, type: 'other', day: 1, step_number: 1 });
    expect((await open()).map((each: Answer['body']) => each.id)).toEqual([action.id]);
    await caller.call('PUT', `/v2/steps/${one.id}`, { disabled: true });
    expect((await caller.call('GET', `/v2/actions/${action.id}`)).status).toBe(404);
    expect((await open()).map((each: Answer['body']) => each.step.id)).toEqual([two.id]);
    const { rows } = await server.database.pool.query('SELECT status, reason FROM actions WHERE id = $1', [
      action.id,
    ]);
    expect(rows[0]).toEqual({ status: 'cancelled', reason: 'The step was disabled.' });
    expect((await caller.call('DELETE', `/v2/steps/${two.id}`)).status).toBe(204);
    expect((await caller.call('GET', `/v2/cadence_memberships/${membership.id}`)).body.data).toMatchObject({
      current_state: 'completed',
      currently_on_cadence: false,
    });
  });

  test('archiving a cadence takes its people off', async () => {
    const caller = await server.team();
    const cadence = await made(caller, '/v2/cadences', { name: 'Ends' });
    await made(caller, '/v2/steps', { cadence_id: cadence.id, type: 'phone' });
    const who = await person(caller, 'lee');
    const membership = await made(caller, '/v2/cadence_memberships', {
      person_id: who.id,
      cadence_id: cadence.id,
    });
    expect((await caller.call('PUT', `/v2/cadences/${cadence.id}`, { archived: true })).status).toBe(200);
    expect(
      (await caller.call('GET', `/v2/cadence_memberships/${membership.id}`)).body.data.current_state,
    ).toBe('archived');
    expect((await caller.call('GET', `/v2/people/${who.id}`)).body.data.cadences).toEqual([]);
    expect((await caller.call('GET', '/v2/actions')).body.data).toEqual([]);
  });
});

describe('import and export', () => {
  test('a re-import gives an equal export', async () => {
    const caller = await server.team();
    const reply = await made(caller, '/v2/cadence_imports', content);
    const id = reply['cadence'].id;
    const first = await caller.call('GET', `/v2/cadence_exports/${id}`);
    expect(first.status, first.text).toBe(200);
    expect(first.body.data.cadence_content).toMatchObject({
      ...content.cadence_content,
      sharing_settings: content.sharing_settings,
      settings: { ...content.settings, external_identifier: '42' },
    });
    const { settings, sharing_settings: sharing, step_groups: groups } = first.body.data.cadence_content;
    const again = await made(caller, '/v2/cadence_imports', {
      settings,
      sharing_settings: sharing,
      cadence_content: { step_groups: groups },
    });
    const second = await caller.call('GET', `/v2/cadence_exports/${again['cadence'].id}`);
    expect(second.body).toEqual(first.body);
    expect((await caller.call('GET', `/v2/cadences/${id}`)).body.data).toMatchObject({
      name: '7x7',
      team_cadence: true,
      tags: ['alpha', 'beta'],
      counts: { target_daily_people: 5 },
    });
  });

  test('fills an empty cadence, and only an empty one', async () => {
    const caller = await server.team();
    const cadence = await made(caller, '/v2/cadences', { name: 'Waiting' });
    const body = {
      cadence_content: { cadence_id: cadence.id, step_groups: content.cadence_content.step_groups },
    };
    expect((await made(caller, '/v2/cadence_imports', body))['cadence'].id).toBe(cadence.id);
    expect((await caller.call('GET', `/v2/cadences/${cadence.id}`)).body.data.name).toBe('Waiting');
    const twice = await caller.call('POST', '/v2/cadence_imports', body);
    expect([twice.status, twice.body]).toEqual([
      422,
      { errors: { cadence_content: ['cadence_id must name a cadence without steps'] } },
    ]);
  });

  test.each([
    ['settings', 'name is required', changed((body) => delete body.settings.name)],
    [
      'settings',
      'cadence_owner could not be found',
      changed((body) => (body.settings.cadence_owner = 'nobody@example.com')),
    ],
    [
      'settings',
      'replied_stage_setting could not be found',
      changed((body) => (body.settings.replied_stage_setting = 'No such stage')),
    ],
    [
      'settings',
      'cadence_priority must be one of High, Medium, Low',
      changed((body) => (body.settings.cadence_priority = 'Urgent')),
    ],
    [
      'cadence_content',
      'step_groups.1.automated can be true only when every step is an Email',
      changed((body) => (body.cadence_content.step_groups[1].automated = true)),
    ],
    [
      'cadence_content',
      'step_groups.0.automated_settings.time_of_day is required when send_type is at_time',
      changed((body) => delete body.cadence_content.step_groups[0].automated_settings.time_of_day),
    ],
    [
      'cadence_content',
      'step_groups.2.automated_settings.delay_time is required when send_type is after_time_delay',
      changed((body) => delete body.cadence_content.step_groups[2].automated_settings.delay_time),
    ],
    [
      'cadence_content',
      'step_groups.2.steps.0.type_settings.previous_email_step_group_reference_id must be the reference_id of an earlier group with an Email',
      changed(
        (body) =>
          (body.cadence_content.step_groups[2].steps[0].type_settings.previous_email_step_group_reference_id = 9),
      ),
    ],
  ])('%s: %s', async (field, message, body) => {
    const caller = await server.team();
    const answer = await caller.call('POST', '/v2/cadence_imports', body);
    expect([answer.status, answer.body]).toEqual([422, { errors: { [field]: [message] } }]);
    expect((await caller.call('GET', '/v2/cadences')).body.data).toEqual([]);
  });

  test('broken Liquid is told with its path; a user may not import a team cadence', async () => {
    const caller = await server.team();
    const broken = await caller.call(
      'POST',
      '/v2/cadence_imports',
      changed(
        (body) =>
          (body.cadence_content.step_groups[0].steps[0].type_settings.email_template.subject = '{% if %}{{'),
      ),
    );
    expect(broken.status).toBe(422);
    expect(broken.body.errors.cadence_content[0]).toContain(
      'step_groups.0.steps.0.type_settings.email_template.subject is not valid Liquid',
    );
    const user = await server.colleague(caller);
    expect((await user.call('POST', '/v2/cadence_imports', content)).status).toBe(403);
  });
});
