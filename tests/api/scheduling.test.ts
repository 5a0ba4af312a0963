import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createEngine } from '../../apps/server/src/engine/engine.js';
import { log, memoryMailer } from '../engine/support.js';
import { type Caller, createTestServer, type TestServer } from '../support/server.js';

let server: TestServer;
let admin: Caller;
let rep: Caller;
let stranger: Caller;
beforeAll(async () => {
  server = await createTestServer();
  admin = await server.team();
  rep = await server.colleague(admin);
  stranger = await server.team();
});
afterAll(() => server.close());

const office = [{ days: [5, 1, 1], from: '09:00', to: '17:00' }];
const errors = (answer: { body: { errors?: Record<string, unknown> } }) =>
  Object.keys(answer.body.errors ?? {});

describe('send windows', () => {
  it('are the team’s, a user’s or a cadence’s, one each, and changed by whom they concern', async () => {
    const cadence = (await rep.call('POST', '/v2/cadences', { name: 'Mine' })).body.data.id;
    expect((await rep.call('POST', '/v2/send_windows', { blocks: office })).status).toBe(403);
    const team = await admin.call('POST', '/v2/send_windows', {
      blocks: office,
      zone_mode: 'fixed',
      time_zone: 'Asia/Kathmandu',
    });
    expect(team.body.data).toMatchObject({
      user: null,
      cadence: null,
      zone_mode: 'fixed',
      time_zone: 'Asia/Kathmandu',
      blocks: [{ days: [1, 5], from: '09:00', to: '17:00' }],
      manual_steps: false,
    });
    expect((await admin.call('POST', '/v2/send_windows', { blocks: office })).status).toBe(422);
    const own = await rep.call('POST', '/v2/send_windows', { blocks: office, user_id: rep.principal.userId });
    expect(own.status).toBe(200);
    const ofCadence = await rep.call('POST', '/v2/send_windows', {
      blocks: office,
      cadence_id: cadence,
      zone_mode: 'person',
    });
    expect(ofCadence.body.data.cadence.id).toBe(cadence);
    expect(
      (await rep.call('POST', '/v2/send_windows', { blocks: office, user_id: admin.principal.userId }))
        .status,
    ).toBe(403);
    const at = `/v2/send_windows/${own.body.data.id}`;
    expect((await rep.call('PUT', at, { manual_steps: true })).body.data.manual_steps).toBe(true);
    expect((await stranger.call('PUT', at, { manual_steps: true })).status).toBe(404);
    expect((await stranger.call('DELETE', at)).status).toBe(404);
    expect(
      (await admin.call('GET', '/v2/send_windows?cadence_id=_is_null&user_id=_is_null')).body.data,
    ).toHaveLength(1);
    expect((await rep.call('DELETE', at)).status).toBe(204);
    expect((await admin.call('GET', '/v2/send_windows')).body.data).toHaveLength(2);
    await admin.call('DELETE', `/v2/send_windows/${team.body.data.id}`);
  });

  it.each([
    [{ blocks: [] }, 'blocks'],
    [{ blocks: [{ days: [1], from: '17:00', to: '09:00' }] }, 'blocks'],
    [{ blocks: [{ days: [8], from: '09:00', to: '17:00' }] }, 'blocks'],
    [{ blocks: [{ days: [1], from: '9', to: '17:00' }] }, 'blocks'],
    [{ blocks: office, zone_mode: 'fixed' }, 'time_zone'],
    [{ blocks: office, zone_mode: 'fixed', time_zone: 'Mars/Base' }, 'time_zone'],
    [{ blocks: office, time_zone: 'UTC' }, 'time_zone'],
    [{ blocks: office, cadence_id: 999_999 }, 'cadence_id'],
    [{ blocks: office, user_id: 999_999 }, 'user_id'],
  ])('refuses %j', async (body, field) => {
    const answer = await admin.call('POST', '/v2/send_windows', body);
    expect(answer.status).toBe(422);
    expect(errors(answer).join()).toContain(field);
  });
});

it('holiday calendars know the days of countries and regions, more days and working days', async () => {
  const make = (body: object) => admin.call('POST', '/v2/holiday_calendars', { name: 'Bavaria', ...body });
  expect((await rep.call('POST', '/v2/holiday_calendars', { name: 'X' })).status).toBe(403);
  expect(errors(await make({ country: 'XX' }))).toEqual(['country']);
  expect(errors(await make({ country: 'DE', region: 'ZZ' }))).toEqual(['region']);
  expect(errors(await make({ region: 'BY' }))).toEqual(['region']);
  expect(errors(await make({ applies_to: 'person_country' }))).toEqual(['applies_to']);
  expect(errors(await make({ extra_days: [{ date: '2026-02-30', name: 'Never' }] })).join()).toContain(
    'extra_days',
  );
  const made = await make({
    country: 'de',
    region: 'BY',
    applies_to: 'user_country',
    extra_days: [{ date: '2026-12-24', name: 'Christmas Eve' }],
    working_days: ['2026-10-03'],
  });
  expect(made.body.data).toMatchObject({ country: 'DE', region: 'BY', working_days: ['2026-10-03'] });
  const at = `/v2/holiday_calendars/${made.body.data.id}`;
  const days = (await rep.call('GET', `${at}/days?year=2026`)).body.data as { date: string; name: string }[];
  expect(days.map((day) => day.date)).toEqual(
    expect.arrayContaining(['2026-01-06', '2026-04-03', '2026-06-04', '2026-12-24', '2026-12-25']),
  );
  expect(days.map((day) => day.date)).not.toContain('2026-10-03');
  expect((await stranger.call('GET', `${at}/days`)).status).toBe(404);
  expect(
    (await admin.call('PUT', at, { country: null, region: null, applies_to: 'all' })).body.data.country,
  ).toBeNull();
  expect((await rep.call('GET', `${at}/days?year=2026`)).body.data).toEqual([
    { date: '2026-12-24', name: 'Christmas Eve' },
  ]);
  expect((await admin.call('DELETE', at)).status).toBe(204);
});

it('leave is one’s own or an admin’s business, and names a stand-in or none', async () => {
  const dates = { starts_on: '2026-07-01', ends_on: '2026-07-14' };
  const make = (body: object, who = rep) => who.call('POST', '/v2/user_absences', { ...dates, ...body });
  expect((await make({ user_id: admin.principal.userId })).status).toBe(403);
  expect(errors(await make({ ends_on: '2026-06-01' }))).toEqual(['ends_on']);
  expect(errors(await make({ mode: 'hand_over' }))).toEqual(['hand_over_to_id']);
  expect(errors(await make({ hand_over_to_id: rep.principal.userId }))).toEqual(['hand_over_to_id']);
  expect(errors(await make({ hand_over_to_id: stranger.principal.userId }))).toEqual(['hand_over_to_id']);
  const made = await make({ hand_over_to_id: admin.principal.userId, return_spread_days: 3 });
  expect(made.body.data).toMatchObject({
    ...dates,
    mode: 'hand_over',
    return_spread_days: 3,
    hand_over_to: { id: admin.principal.userId },
  });
  const at = `/v2/user_absences/${made.body.data.id}`;
  expect((await rep.call('PUT', at, { mode: 'hold' })).body.data).toMatchObject({
    mode: 'hold',
    hand_over_to: null,
  });
  expect((await rep.call('DELETE', at)).status).toBe(204);
  expect((await rep.call('DELETE', at)).status).toBe(204);
  expect((await rep.call('GET', at)).status).toBe(404);
});

describe('pausing', () => {
  const mailer = memoryMailer();
  const engine = () =>
    createEngine({
      database: server.database,
      mailer,
      clock: server.clock,
      log,
      tickMs: 50,
      publicUrl: 'http://localhost',
    });

  async function running(name: string) {
    const group = {
      day: 1,
      automated: true,
      automated_settings: { send_type: 'after_time_delay', delay_time: 0, allow_send_on_weekends: true },
      due_immediately: false,
      steps: [
        {
          type: 'Email',
          enabled: true,
          name: 'Hello',
          type_settings: { email_template: { subject: 'Hi', body: '<p>Hi</p>' } },
        },
      ],
    };
    const made = await admin.call('POST', '/v2/cadence_imports', {
      settings: { name },
      sharing_settings: { team_cadence: true, shared: true },
      cadence_content: { step_groups: [group] },
    });
    const cadence: number = made.body.data.cadence.id;
    const person = await admin.call('POST', '/v2/people', {
      email_address: `${name}@pause.test`,
      last_name: name,
    });
    await admin.call('POST', '/v2/cadence_memberships', {
      person_id: person.body.data.id,
      cadence_id: cadence,
    });
    return cadence;
  }

  it('a cadence, a user, the team: what came due meanwhile starts with the resume', async () => {
    const turns: [string, () => Promise<unknown>, () => Promise<unknown>][] = [];
    const cadence = await running('cadence');
    turns.push([
      'cadence',
      () => admin.call('POST', `/v2/cadences/${cadence}/pause`),
      () => admin.call('POST', `/v2/cadences/${cadence}/resume`),
    ]);
    const me = admin.principal.userId;
    turns.push([
      'user',
      () => admin.call('POST', `/v2/users/${me}/pause_sending`),
      () => admin.call('POST', `/v2/users/${me}/resume_sending`),
    ]);
    turns.push([
      'team',
      () => admin.call('PUT', '/v2/sending_settings', { sending_paused: true }),
      () => admin.call('PUT', '/v2/sending_settings', { sending_paused: false }),
    ]);
    for (const [name, pause, resume] of turns) {
      if (name !== 'cadence') await running(name);
      expect(await pause()).toMatchObject({ status: 200 });
      expect(await pause()).toMatchObject({ status: 200 });
      const before = mailer.sent.length;
      await engine().runOnce(server.clock.now());
      expect(mailer.sent.length, name).toBe(before);
      const { rows } = await server.database.pool.query(
        `SELECT decided_by, reason FROM actions WHERE status = 'planned'`,
      );
      expect(rows).toEqual([{ decided_by: `${name}_paused`, reason: expect.stringMatching(/paused/) }]);
      expect(await resume()).toMatchObject({ status: 200 });
      await engine().runOnce(server.clock.now());
      expect(mailer.sent.length, name).toBe(before + 1);
    }
    expect((await rep.call('POST', `/v2/users/${me}/pause_sending`)).status).toBe(403);
    expect((await rep.call('PUT', '/v2/sending_settings', { sending_paused: true })).status).toBe(403);
    expect((await rep.call('POST', `/v2/cadences/${cadence}/pause`)).status).toBe(403);
    expect((await stranger.call('POST', `/v2/cadences/${cadence}/pause`)).status).toBe(404);
    expect((await stranger.call('POST', `/v2/users/${me}/pause_sending`)).status).toBe(404);
  });

  it('takes e-mails back that have not left, and sends them once when it goes on', async () => {
    const cadence = await running('queued');
    // Queued, and not yet handed over: the mailer is not asked before the pause.
    const { rows } = await server.database.pool.query(
      `UPDATE teams SET sending_paused_at = NULL WHERE id = $1 RETURNING id`,
      [admin.principal.teamId],
    );
    expect(rows).toHaveLength(1);
    const { tick } = await import('../../apps/server/src/engine/planning/tick.js');
    await tick({ database: server.database, log, batch: 10, width: 2 }, server.clock.now());
    await admin.call('POST', `/v2/cadences/${cadence}/pause`);
    const email = async () =>
      (
        await server.database.pool.query(`SELECT state, message_id FROM emails WHERE cadence_id = $1`, [
          cadence,
        ])
      ).rows;
    const [taken] = await email();
    expect(taken).toMatchObject({ state: 'cancelled' });
    const before = mailer.sent.length;
    await engine().runOnce(server.clock.now());
    expect(mailer.sent.length).toBe(before);
    await admin.call('PUT', `/v2/cadences/${cadence}`, { paused: false });
    await engine().runOnce(server.clock.now());
    await engine().runOnce(server.clock.now());
    expect(mailer.sent.length).toBe(before + 1);
    expect(await email()).toEqual([{ state: 'sent', message_id: taken.message_id }]);
  });

  it('people added while a cadence sleeps start when it wakes', async () => {
    const cadence = await running('asleep');
    await engine().runOnce(server.clock.now());
    await admin.call('POST', `/v2/cadences/${cadence}/pause`);
    const person = await admin.call('POST', '/v2/people', {
      email_address: 'late@pause.test',
      last_name: 'Late',
    });
    const added = await admin.call('POST', '/v2/cadence_memberships', {
      person_id: person.body.data.id,
      cadence_id: cadence,
    });
    expect(added.status).toBe(200);
    await engine().runOnce(server.clock.now());
    server.clock.advance(3 * 3_600_000);
    await engine().runOnce(server.clock.now());
    const before = mailer.sent.length;
    await admin.call('POST', `/v2/cadences/${cadence}/resume`);
    await engine().runOnce(server.clock.now());
    expect(mailer.sent.length).toBe(before + 1);
  });
});

it('sending settings say what they are, and a new daily limit frees whoever waits for the old one', async () => {
  expect((await rep.call('GET', '/v2/sending_settings')).body.data).toMatchObject({
    sending_paused: false,
    sending_paused_at: null,
    uncertain_policy: 'hold',
  });
  const changed = await admin.call('PUT', '/v2/sending_settings', {
    uncertain_policy: 'assume_sent',
    email_daily_limit: 50,
    open_tracking_default: false,
  });
  expect(changed.body.data).toMatchObject({
    uncertain_policy: 'assume_sent',
    email_daily_limit: 50,
    open_tracking_default: false,
  });
  expect(
    (await admin.call('PUT', '/v2/sending_settings', { uncertain_policy: 'hold', email_daily_limit: null }))
      .body.data,
  ).toMatchObject({ uncertain_policy: 'hold', email_daily_limit: null });
  expect((await admin.call('PUT', '/v2/sending_settings', { email_daily_limit: 0 })).status).toBe(422);
});
