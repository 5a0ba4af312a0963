import { afterAll, beforeAll, expect, it } from 'vitest';
import { addToCadence } from '../../apps/server/src/domain/memberships/membership-commands.js';
import { updateSendingSettings } from '../../apps/server/src/domain/scheduling/index.js';
import { createForecasts } from '../../apps/server/src/engine/forecast/forecasts.js';
import { createTestServer, type TestServer } from '../support/server.js';
import { as, days, engineOf, memoryMailer, MONDAY, type World, world } from './support.js';

let server: TestServer;
beforeAll(async () => {
  server = await createTestServer();
});
afterAll(() => server.close());

const LETTER = [{ day: 1, type: 'email' as const, automated: true, delay: 0, weekends: true }];
const limited = (limits: object) => ({
  touch_limits: JSON.stringify({ person: null, account: null, providers: [], ...limits }),
});
const hours = (n: number) => new Date(MONDAY.getTime() + n * 3_600_000);

async function add(w: World, person: number, cadence?: number): Promise<number> {
  const id = cadence ?? (await w.cadence(LETTER)).id;
  return as(w, (tx) =>
    addToCadence({ tx, principal: w.who, now: MONDAY }, { person_id: person, cadence_id: id }),
  );
}
const actionsOf = async (w: World) =>
  (
    await server.database.pool.query(
      'SELECT id, status, due_at, decided_by, reason, decided_explained FROM actions WHERE team_id = $1 ORDER BY id',
      [w.teamId],
    )
  ).rows;
const isOf = (w: World) => (to: string) => to.includes(`@team${w.teamId}.`);
/** Runs every so many hours for some days, and says when each e-mail of ours left: the engine works for all teams. */
async function run(
  w: World,
  forDays: number,
  every: number,
  width = 1,
  ours = isOf(w),
): Promise<Map<string, Date[]>> {
  const mailer = memoryMailer();
  const engines = Array.from({ length: width }, () => engineOf(w.database, mailer));
  const sent = new Map<string, Date[]>();
  let known = 0;
  for (let hour = 0; hour <= forDays * 24; hour += every) {
    await Promise.all(engines.map((engine) => engine.runOnce(hours(hour))));
    for (const { envelope } of mailer.sent.slice(known)) {
      const to = envelope.to[0] as string;
      if (!ours(to)) continue;
      sent.set(to, [...(sent.get(to) ?? []), hours(hour)]);
    }
    known = mailer.sent.length;
  }
  return sent;
}

it('holds e-mails to a person over all cadences, says why, and the forecast and the answer to "why not" know', async () => {
  const w = await world(server.database, limited({ person: { count: 1, days: 3 } }));
  const person = await w.person({ email_address: 'ann@limits.test' });
  const [, second] = [await add(w, person), await add(w, person)];
  const mailer = memoryMailer();
  await engineOf(w.database, mailer).runOnce(MONDAY);
  const sent = () => mailer.sent.filter(({ envelope }) => envelope.to[0] === 'ann@limits.test').length;
  expect(sent()).toBe(1);
  const waits = (await actionsOf(w)).find(({ status }) => status === 'planned');
  expect(waits).toMatchObject({
    due_at: days(MONDAY, 3),
    decided_by: 'person_touch_limit',
    reason: expect.stringContaining('at most once in 3 days'),
    decided_explained: expect.anything(),
  });
  const forecasts = createForecasts(w.database);
  const [timeline] = await forecasts.timelines(w.teamId, [second], MONDAY);
  expect(timeline?.entries).toMatchObject([{ state: 'planned', at: days(MONDAY, 3) }]);
  expect(JSON.stringify(await forecasts.whyPerson(w.teamId, person, MONDAY))).toContain('person_touch_limit');
  await engineOf(w.database, mailer).runOnce(days(MONDAY, 3));
  expect(sent()).toBe(2);
});

it('foretells what will be, for two that compete', async () => {
  const w = await world(server.database, limited({ person: { count: 1, days: 2 } }));
  const person = await w.person();
  const ids = [await add(w, person), await add(w, person), await add(w, person)];
  const told = await Promise.all(
    ids.map(
      async (id) => (await createForecasts(w.database).timelines(w.teamId, [id], MONDAY))[0]?.entries[0]?.at,
    ),
  );
  expect(told.map(Number).toSorted()).toEqual([0, 2, 4].map((n) => days(MONDAY, n).getTime()));
  const [at] = (await run(w, 5, 12)).values();
  expect(at).toEqual([0, 2, 4].map((n) => days(MONDAY, n)));
});

it('counts what is done by hand and by whomever, and never keeps it from being done', async () => {
  const w = await world(server.database, limited({ account: { count: 2, days: 7 } }));
  const { rows } = await server.database.pool.query(
    `INSERT INTO accounts (team_id, created_at, updated_at, name) VALUES ($1, now(), now(), 'Engines') RETURNING id`,
    [w.teamId],
  );
  const account_id = rows[0].id as number;
  const [ann, bob, cat, other] = [
    await w.person({ account_id }),
    await w.person({ account_id }),
    await w.person({ account_id }),
    await w.person(),
  ];
  await server.database.pool.query(
    `INSERT INTO calls (team_id, created_at, updated_at, user_id, person_id) VALUES ($1, $2, $2, $3, $4)`,
    [w.teamId, days(MONDAY, -1), w.userId, ann],
  );
  const { id } = await w.cadence(LETTER);
  for (const person of [bob, cat, other]) await add(w, person, id);
  const sent = await run(w, 8, 24);
  expect([...sent.values()].flat().toSorted((a, b) => Number(a) - Number(b))).toEqual([
    MONDAY,
    MONDAY,
    days(MONDAY, 6),
  ]);
});

it('keeps providers to their numbers an hour and a day, whoever works beside', async () => {
  const w = await world(
    server.database,
    limited({
      providers: [
        { provider: 'google', domains: ['company.test'], per_hour: 2, per_day: 5 },
        { provider: '*', domains: [], per_hour: 1, per_day: null },
      ],
    }),
  );
  const { id } = await w.cadence(LETTER);
  for (let n = 0; n < 7; n += 1)
    await add(
      w,
      await w.person({ email_address: `p${n}@${n % 2 === 0 ? 'gmail.com' : 'COMPANY.test'}` }),
      id,
    );
  for (const name of ['a@one.test', 'b@one.test', 'c@two.test'])
    await add(w, await w.person({ email_address: name }), id);
  const sent = await run(w, 1.1, 1, 3, (to) => /gmail|company|one|two/i.test(to));
  const at = (is: (to: string) => boolean) =>
    [...sent]
      .flatMap(([to, times]) => (is(to) ? times : []))
      .map((time) => (time.getTime() - MONDAY.getTime()) / 3_600_000)
      .toSorted((a, b) => a - b);
  expect(at((to) => to.endsWith('one.test'))).toEqual([0, 1]);
  expect(at((to) => to.endsWith('two.test'))).toEqual([0]);
  expect(at((to) => /gmail|company/i.test(to))).toEqual([0, 0, 1, 1, 2, 24, 24]);
});

it('pushes nobody back who may hear from us', async () => {
  const w = await world(server.database, limited({ person: { count: 1, days: 30 } }));
  await server.database.pool.query(
    `INSERT INTO mailboxes (team_id, created_at, updated_at, user_id, kind, email_address, smtp_host, smtp_port, daily_limit, health)
     VALUES ($1, now(), now(), $2, 'smtp', 'rep@sender.test', 'smtp.sender.test', 587, 100, 'ok')`,
    [w.teamId, w.userId],
  );
  const [ann, bob] = [await w.person(), await w.person()];
  await add(w, ann);
  await add(w, ann);
  const engine = engineOf(w.database, memoryMailer());
  await engine.runOnce(MONDAY);
  await add(w, bob);
  await engine.runOnce(hours(1));
  expect((await actionsOf(w)).map(({ due_at: due, decided_by: rule }) => [due > hours(1), rule])).toEqual([
    [false, 'due'],
    [true, 'person_touch_limit'],
    [false, 'due'],
  ]);
});

it('is set by admins, checked, and whoever waits is decided anew when it changes', async () => {
  const admin = await server.team();
  const set = (touch_limits: unknown) => admin.call('PUT', '/v2/sending_settings', { touch_limits });
  const person = { count: 1, days: 7 };
  expect((await set({ person })).body.data.touch_limits).toEqual({ person, account: null, providers: [] });
  for (const wrong of [
    { person: { count: 0, days: 7 } },
    { person: { count: 1, days: 91 } },
    { person: { count: 1 } },
    { providers: [{ provider: 'mine', per_hour: 1 }] },
    { providers: [{ provider: 'google', per_hour: 0 }] },
    { providers: [{ provider: 'google' }, { provider: 'Google' }] },
    { providers: Array.from({ length: 21 }, () => ({ provider: '*' })) },
    'none',
  ])
    expect([wrong, (await set(wrong)).status]).toEqual([wrong, 422]);
  expect((await set({})).body.data.touch_limits).toBeNull();
  const rep = await server.colleague(admin);
  expect((await rep.call('PUT', '/v2/sending_settings', { touch_limits: { person } })).status).toBe(403);

  const w = await world(server.database, limited({ person: { count: 1, days: 30 } }));
  const ann = await w.person();
  await add(w, ann);
  await add(w, ann);
  const mailer = memoryMailer();
  const engine = engineOf(w.database, mailer);
  await engine.runOnce(MONDAY);
  const sent = () => mailer.sent.filter(({ envelope }) => isOf(w)(envelope.to[0] ?? '')).length;
  expect(sent()).toBe(1);
  await as(w, (tx) =>
    updateSendingSettings(
      { tx, principal: { ...admin.principal, ...w.who, groupId: null, admin: true }, now: hours(1) },
      { touch_limits: null },
    ),
  );
  expect((await actionsOf(w)).at(-1)).toMatchObject({ decided_by: 'woken', due_at: hours(1) });
  await engine.runOnce(hours(1));
  expect(sent()).toBe(2);
});
