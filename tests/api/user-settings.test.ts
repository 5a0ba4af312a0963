import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { engineOf, memoryMailer } from '../engine/support.js';
import { type Caller, createTestServer, START, type TestServer } from '../support/server.js';

let server: TestServer;
let admin: Caller;
let rep: Caller;
let colleague: Caller;
beforeAll(async () => {
  server = await createTestServer();
  admin = await server.team();
  rep = await server.colleague(admin);
  colleague = await server.colleague(admin);
});
afterAll(() => server.close());

describe('what users say of themselves', () => {
  it('is theirs and the admins’ to change; a place in the team is the admins’ alone', async () => {
    const settings = {
      time_zone: 'Asia/Kolkata',
      first_name: 'Asha',
      last_name: ' Rao ',
      job_role: 'Rep',
      phone: '+91 22 1234 5678',
      email_signature: '<b>Asha</b>',
      slack_username: 'asha',
      twitter_handle: '@asha',
    };
    const told = { ...settings, last_name: 'Rao', name: 'Asha Rao', locale_utc_offset: 330 };
    expect((await rep.call('PUT', '/v2/me', { ...settings, work_country: 'IN' })).body.data).toMatchObject({
      ...told,
      work_country: 'IN',
    });
    const mine = `/v2/users/${rep.principal.userId}`;
    expect((await rep.call('GET', mine)).body.data).toMatchObject(told);
    expect((await rep.call('PUT', mine, { phone: '' })).body.data.phone).toBeNull();
    expect((await rep.call('PUT', mine, { role_id: 'Admin' })).status).toBe(403);
    expect((await colleague.call('PUT', mine, { phone: '1' })).status).toBe(403);
    expect(
      (await admin.call('PUT', mine, { phone: '2', time_zone: 'Europe/Berlin' })).body.data,
    ).toMatchObject({ phone: '2', time_zone: 'Europe/Berlin', first_name: 'Asha' });
    // Moments on the wire follow the caller's zone.
    expect((await rep.call('GET', '/v2/me')).body.data.created_at).toMatch(/\+0[12]:00$/);
  });

  it('is true of whoever changed it with the next request', async () => {
    for (let turn = 0; turn < 10; turn += 1)
      for (const [zone, offset] of [
        ['Asia/Tokyo', '+09:00'],
        ['UTC', '+00:00'],
      ] as const) {
        await rep.call('PUT', '/v2/me', { time_zone: zone });
        const { created_at } = (await rep.call('GET', '/v2/me')).body.data;
        expect(created_at.slice(-6)).toBe(offset);
      }
  });

  it.each(['', 'Mars/Olympus', '+05:30', 'en-US', '\u0000', null])('%j is no zone', async (name) => {
    for (const path of ['/v2/me', `/v2/users/${rep.principal.userId}`]) {
      const answer = await admin.call('PUT', path, { time_zone: name });
      expect(answer.status).toBe(422);
      expect(Object.keys(answer.body.errors)).toEqual(['time_zone']);
    }
  });
});

describe('a changed zone', () => {
  const step = (fields: object) => ({ type: 'email', day: 3, name: 'Later', ...fields });
  it.each([
    [
      'at a time of day in the sender’s zone',
      { send_type: 'at_time', time_of_day: '10:00', timezone_mode: 'user' },
      '04:30',
    ],
    [
      'at a time of day in the person’s zone',
      { send_type: 'at_time', time_of_day: '10:00', timezone_mode: 'person' },
      '01:00',
    ],
  ])('moves what is planned %s', async (_, timing, expected) => {
    const owner = await server.colleague(admin);
    const cadence = await cadenceWith(owner, step({ automated: true, ...timing }));
    const { due, reason } = await planned(owner, cadence);
    expect(due).toBe(`2026-03-04T${timing.timezone_mode === 'person' ? '01' : '10'}:00`);
    await owner.call('PUT', '/v2/me', { time_zone: 'Asia/Kolkata' });
    const after = await dueOf(owner);
    expect(after.due).toBe(`2026-03-04T${expected}`);
    if (timing.timezone_mode === 'person') expect(after.reason).toBe(reason);
    else expect(after.reason).toContain("10:00 the sender's time (Asia/Kolkata) on Wednesday 4 March 2026");
  });

  it('is decided anew by what waits for a window, and by the start of a day', async () => {
    const owner = await server.colleague(admin);
    await owner.call('POST', '/v2/send_windows', {
      user_id: owner.principal.userId,
      blocks: [{ days: [1, 2, 3, 4, 5], from: '20:00', to: '22:00' }],
    });
    const cadence = await cadenceWith(
      owner,
      step({ day: 1, automated: true, send_type: 'after_time_delay', delay_time: 0 }),
    );
    await planned(owner, cadence);
    const engine = engineOf(server.database, memoryMailer());
    await engine.runOnce(new Date(START));
    expect((await dueOf(owner)).due).toBe('2026-03-02T20:00');
    await owner.call('PUT', '/v2/me', { time_zone: 'Asia/Kolkata' });
    await engine.runOnce(new Date(START));
    expect((await dueOf(owner)).due).toBe('2026-03-02T14:30');

    const manual = await server.colleague(admin);
    await planned(manual, await cadenceWith(manual, { type: 'phone', day: 4, name: 'Call' }));
    expect((await dueOf(manual)).due).toBe('2026-03-05T00:00');
    await manual.call('PUT', '/v2/me', { time_zone: 'America/New_York' });
    expect((await dueOf(manual)).due).toBe('2026-03-05T05:00');
  });

  async function cadenceWith(owner: Caller, wanted: Record<string, unknown>): Promise<number> {
    const cadence = (await owner.call('POST', '/v2/cadences', { name: `C${Math.random()}` })).body.data.id;
    const template = (
      await owner.call('POST', '/v2/email_templates', { title: 'T', subject: 'S', body: 'B' })
    ).body.data;
    const answer = await owner.call('POST', '/v2/steps', {
      cadence_id: cadence,
      ...wanted,
      ...(wanted['type'] === 'email' ? { email_template_id: template.id } : {}),
    });
    expect(answer.status, JSON.stringify(answer.body)).toBe(200);
    return cadence;
  }

  async function planned(owner: Caller, cadence: number) {
    const person = (
      await owner.call('POST', '/v2/people', {
        email_address: `p${Math.random()}@x.test`,
        locale: 'Asia/Tokyo',
      })
    ).body.data.id;
    await owner.call('POST', '/v2/cadence_memberships', { person_id: person, cadence_id: cadence });
    return dueOf(owner);
  }

  async function dueOf(owner: Caller) {
    const action = await server.database.kysely
      .selectFrom('actions')
      .select(['due_at', 'reason'])
      .where('team_id', '=', owner.principal.teamId)
      .where('user_id', '=', owner.principal.userId)
      .where('status', '=', 'planned')
      .executeTakeFirstOrThrow();
    return { due: action.due_at.toISOString().slice(0, 16), reason: action.reason };
  }
});
