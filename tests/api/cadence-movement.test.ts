import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type Answer, type Caller, createTestServer, type TestServer } from '../support/server.js';

let server: TestServer;
let admin: Caller;
let people = 0;
beforeAll(async () => {
  server = await createTestServer();
});
afterAll(() => server.close());
beforeEach(async () => {
  admin = await server.team();
  server.clock.set(new Date('2026-03-02T09:00:00Z'));
});

async function made(url: string, body: object = {}, caller = admin): Promise<Answer['body']> {
  const answer = await caller.call('POST', url, body);
  expect(answer.status, answer.text).toBeLessThan(300);
  return answer.body.data;
}

/** Calls on day 1, 3 and 5, with a person on the first. */
async function scene(): Promise<{ cadence: number; steps: number[]; membership: number; person: number }> {
  const { id: cadence } = await made('/v2/cadences', { name: 'Calls', team_cadence: true });
  const steps: number[] = [];
  for (const day of [1, 3, 5])
    steps.push((await made('/v2/steps', { cadence_id: cadence, type: 'phone', day })).id);
  people += 1;
  const { id: person } = await made('/v2/people', { email_address: `m${people}@example.com` });
  const { id: membership } = await made('/v2/cadence_memberships', {
    person_id: person,
    cadence_id: cadence,
  });
  return { cadence, steps, membership, person };
}
const live = (membership: number) =>
  server.database.kysely
    .selectFrom('actions')
    .select(['step_id', 'status', 'due_at', 'reason'])
    .where('membership_id', '=', membership)
    .where('status', 'in', ['planned', 'in_progress', 'pending_activity'])
    .orderBy('id')
    .execute();
const refused = async (url: string, body: object, field: string, caller = admin) => {
  const answer = await caller.call('POST', url, body);
  expect(answer.status, answer.text).toBe(422);
  expect(Object.keys(answer.body.errors)).toEqual([field]);
  return answer.body.errors[field][0] as string;
};

describe('pausing one person', () => {
  test('takes open work back until the end of the pause; resuming early brings it back', async () => {
    const s = await scene();
    const url = `/v2/cadence_memberships/${s.membership}`;
    const paused = await made(`${url}/pause`, { until: '2026-03-10T12:00:00Z', reason: 'on holiday' });
    expect(paused).toMatchObject({ id: s.membership, currently_on_cadence: true });
    expect(await live(s.membership)).toEqual([
      {
        step_id: s.steps[0],
        status: 'planned',
        due_at: new Date('2026-03-10T12:00:00Z'),
        reason: 'Paused until 2026-03-10: on holiday',
      },
    ]);
    expect((await admin.call('GET', `/v2/actions?person_id=${s.person}`)).body.data).toEqual([]);
    server.clock.set(new Date('2026-03-04T08:00:00Z'));
    await made(`${url}/resume`);
    // Its moment has passed: the call is due now.
    expect(await live(s.membership)).toMatchObject([{ due_at: new Date('2026-03-04T08:00:00Z') }]);
    expect(await refused(`${url}/resume`, {}, 'id')).toBe('is not paused');
  });

  test('leaves what lies behind the pause, and goes back to the old moment when resumed before it', async () => {
    const s = await scene();
    const url = `/v2/cadence_memberships/${s.membership}`;
    await made(`${url}/skip`);
    const due = new Date('2026-03-04T00:00:00Z');
    expect(await live(s.membership)).toMatchObject([{ step_id: s.steps[1], due_at: due }]);
    await made(`${url}/pause`, { until: '2026-03-03T00:00:00Z' });
    expect(await live(s.membership)).toMatchObject([{ due_at: due }]);
    await made(`${url}/pause`);
    expect(await live(s.membership)).toMatchObject([{ due_at: new Date('9999-12-31T00:00:00Z') }]);
    // A longer pause of a paused person remembers the first moment.
    await made(`${url}/pause`, { until: '2026-06-01T00:00:00Z' });
    await made(`${url}/resume`);
    expect(await live(s.membership)).toMatchObject([{ status: 'planned', due_at: due }]);
  });

  test('refuses a pause in the past, other people, and who is off the cadence', async () => {
    const s = await scene();
    const url = `/v2/cadence_memberships/${s.membership}`;
    expect(await refused(`${url}/pause`, { until: '2026-03-01' }, 'until')).toBe('must lie in the future');
    const colleague = await server.colleague(admin);
    expect((await colleague.call('POST', `${url}/pause`, {})).status).toBe(403);
    const stranger = await server.team();
    expect((await stranger.call('POST', `${url}/pause`, {})).status).toBe(404);
    await admin.call('DELETE', url);
    expect(await refused(`${url}/pause`, {}, 'id')).toBe('is no longer on the cadence');
  });
});

describe('skipping and moving', () => {
  test('skip leaves the step out and goes on; the last one finishes the cadence', async () => {
    const s = await scene();
    const url = `/v2/cadence_memberships/${s.membership}/skip`;
    expect(await made(url)).toMatchObject({ step: { id: s.steps[1] } });
    await refused(url, { step_id: s.steps[2] }, 'step_id');
    await made(url, { step_id: s.steps[1] });
    expect(await made(url)).toMatchObject({ current_state: 'completed', currently_on_cadence: false });
  });

  test('move goes forward and back, and today is the day of the step', async () => {
    const s = await scene();
    const url = `/v2/cadence_memberships/${s.membership}/move`;
    expect(await made(url, { step_id: s.steps[2] })).toMatchObject({ step: { id: s.steps[2] } });
    expect(await live(s.membership)).toMatchObject([{ step_id: s.steps[2], status: 'in_progress' }]);
    await made(url, { step_id: s.steps[0] });
    expect(await live(s.membership)).toMatchObject([{ step_id: s.steps[0], status: 'in_progress' }]);
    await refused(url, { step_id: 999_999 }, 'step_id');
    await refused(url, {}, 'step_id');
  });

  test('a person can start at a later step', async () => {
    const s = await scene();
    const { id } = await made('/v2/people', { email_address: 'late@example.com' });
    const answer = await admin.call('POST', '/v2/cadence_memberships', {
      person_id: id,
      cadence_id: s.cadence,
      step_id: s.steps[1],
    });
    expect(answer.body.data.step.id).toBe(s.steps[1]);
    expect(await live(answer.body.data.id)).toMatchObject([{ step_id: s.steps[1], status: 'in_progress' }]);
  });
});
