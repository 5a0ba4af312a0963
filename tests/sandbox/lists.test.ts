import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runAdmin } from '../../apps/server/src/admin.js';
import { ALL_SCOPES, createApiKey, createUser } from '../../apps/server/src/domain/identity/index.js';
import { write } from '../../apps/server/src/db/write.js';
import { runSandbox } from '../../apps/server/src/sandbox-cli.js';
import { type Caller, createTestServer, type TestServer } from '../support/server.js';
import { advancesLoop, buildSandboxTools } from '../../apps/server/src/sandbox-parts.js';
import { cadence, people, sandboxTeam } from './support.js';

/** The sandbox as JSON: its messages, what happened by page, an advance that goes on by itself, and a team that began in the past. */
let server: TestServer;
beforeAll(async () => {
  server = await createTestServer();
});
afterAll(() => server.close());

const get = async (by: Caller, path: string) => (await by.call('GET', path)).body.data;
async function filled(count = 6): Promise<Caller> {
  const admin = await sandboxTeam(server, { open_rate: 1, reply_rate: 0.5 });
  const id = await cadence(server, admin, [
    { day: 1, body: '<p>Hi <a href="https://we.example/x">here</a></p>' },
    { day: 3 },
  ]);
  await people(server, admin, id, count);
  return admin;
}

describe('messages and touches', () => {
  it('come by page, each once, whole, for admins and who sees the person', async () => {
    const admin = await filled();
    const { touches: first, more } = (await admin.call('POST', '/v2/sandbox/advance', { by: '10d' })).body
      .data;
    expect(more).toBe(false);
    const touches: unknown[] = [];
    for (let page: number | null = 1; page !== null; ) {
      const answer = await get(admin, `/v2/sandbox/touches?page=${page}&per_page=5`);
      touches.push(...answer.touches);
      page = answer.next_page;
    }
    expect(touches).toEqual(first);
    expect((await get(admin, '/v2/sandbox/touches?until=2020-01-01T00:00:00Z')).touches).toEqual([]);
    const rep = await server.colleague(admin);
    expect((await rep.call('GET', '/v2/sandbox/touches')).status).toBe(403);
    for (const wrong of ['page=0', 'per_page=101', 'from=soon'])
      expect((await admin.call('GET', `/v2/sandbox/touches?${wrong}`)).status).toBe(422);

    const messages: { id: number; subject: string }[] = [];
    for (let before = ''; ; ) {
      const page = await get(admin, `/v2/sandbox/messages?per_page=4${before}`);
      messages.push(...page.messages);
      if (page.next_before === null) break;
      before = `&before=${page.next_before}`;
    }
    const { rows } = await server.database.pool.query(
      'SELECT id FROM sandbox_messages WHERE team_id = $1 ORDER BY id DESC',
      [admin.principal.teamId],
    );
    expect(messages.map(({ id }) => id)).toEqual(rows.map(({ id }) => id));
    const linked = (await get(admin, `/v2/sandbox/messages/${messages.at(-1)?.id}`)) as Record<
      string,
      unknown
    >;
    expect(linked['html']).toContain('href="https://we.example/x"');
    expect(String(linked['html'])).not.toMatch(/\/t\/[co]\//);
    expect(linked).toMatchObject({
      unreadable: null,
      person: { id: expect.any(Number) as number },
      text: expect.stringContaining('Hi') as string,
    });
    const acted = await Promise.all(messages.map(({ id }) => get(admin, `/v2/sandbox/messages/${id}`)));
    expect(
      acted
        .flatMap(({ reactions }) => reactions)
        .filter(({ kind, done }: { kind: string; done: boolean }) => kind === 'open' && done).length,
    ).toBeGreaterThan(0);
    const stranger = await server.team();
    expect((await stranger.call('GET', `/v2/sandbox/messages/${messages[0]?.id}`)).status).toBe(404);
    expect(await get(stranger, '/v2/sandbox/messages')).toEqual({ messages: [], next_before: null });
    // A rep's tokens do not read what e-mails say.
    expect((await rep.call('GET', '/v2/sandbox/messages')).status).toBe(403);
  });
});

describe('an advance in the background', () => {
  const state = async (admin: Caller) =>
    (await get(admin, '/v2/sandbox')).advance as { state: string; counts: { emails_sent: number } };

  it('answers when it has begun, is seen and counted while it goes on, and keeps others away', async () => {
    const admin = await filled(8);
    const begun = await admin.call('POST', '/v2/sandbox/advance', { by: '10d', background: true });
    expect([begun.status, begun.body.data.state, begun.body.data.touches]).toEqual([200, 'running', []]);
    await expect.poll(async () => (await state(admin)).state, { timeout: 60_000 }).toBe('done');
    expect((await state(admin)).counts.emails_sent).toBeGreaterThan(8);
    expect((await admin.call('POST', '/v2/sandbox/advance', { by: 'soon', background: true })).status).toBe(
      422,
    );
    const real = await server.team();
    expect((await real.call('POST', '/v2/sandbox/advance', { by: '1d', background: true })).status).toBe(409);
  });

  it('is taken up where its process ended, once, to the moment it was to reach; or ends where it was cancelled', async () => {
    const { database, clock, context } = server;
    const given = { database, clock, config: context.config, log: context.log };
    const admin = await filled(6);
    const { teamId } = admin.principal;
    const begun = async () => {
      const tools = buildSandboxTools(given);
      const { target } = await tools.begin(teamId, { by: '9d' });
      await tools.stop();
      return target;
    };
    const target = await begun();
    const left = (await get(admin, '/v2/sandbox')).advance as { state: string; now: string };
    expect([left.state, Date.parse(left.now) < Number(target)]).toEqual(['running', true]);
    const loops = [advancesLoop(given), advancesLoop(given)];
    const takeUp = async () => {
      for (const loop of loops) await loop.round(clock.now());
      for (const loop of loops) await loop.drain?.();
    };
    await takeUp();
    const done = (await get(admin, '/v2/sandbox')).advance as { state: string; now: string; counts: object };
    expect([done.state, Date.parse(done.now)]).toEqual(['done', Number(target)]);
    const { rows } = await database.pool.query<{ sent: number; twice: number }>(
      `SELECT count(*)::integer AS sent, count(*)::integer - count(DISTINCT (person_id, step_id))::integer AS twice
       FROM emails WHERE team_id = $1 AND state = 'sent'`,
      [teamId],
    );
    expect([rows[0]?.twice, done.counts]).toEqual([
      0,
      expect.objectContaining({ emails_sent: rows[0]?.sent }),
    ]);
    await begun();
    await admin.call('POST', '/v2/sandbox/cancel');
    await takeUp();
    expect((await state(admin)).state).toBe('cancelled');
  });

  it('ends when somebody says so, and with the process', async () => {
    const admin = await filled(12);
    await admin.call('POST', '/v2/sandbox/advance', { by: '300d', background: true });
    const second = await admin.call('POST', '/v2/sandbox/advance', { by: '1d', background: true });
    // (Three hundred days with nothing planned are over at once.)
    expect([200, 409]).toContain(second.status);
    await admin.call('POST', '/v2/sandbox/cancel');
    await expect.poll(async () => (await state(admin)).state, { timeout: 60_000 }).not.toBe('running');
    const own = await createTestServer();
    const other = await sandboxTeam(own);
    await people(own, other, await cadence(own, other, [{ day: 1 }, { day: 2 }, { day: 3 }]), 12);
    expect((await other.call('POST', '/v2/sandbox/advance', { by: '9d', background: true })).status).toBe(
      200,
    );
    await own.close();
  });
});

it('a sandbox that began in the past has moments of then in every row, growing, and comes up to the present', async () => {
  const { database, clock, context } = server;
  const wall = clock.now();
  const past = new Date(wall.getTime() - 20 * 86_400_000);
  const printed: { id: number }[] = [];
  const deps = {
    database,
    config: context.config,
    clock,
    print: (json: unknown) => void printed.push(json as { id: number }),
  };
  await runAdmin(['team', 'create', '--name', 'Past', '--sandbox-from', past.toISOString()], deps);
  const team = printed[0]?.id as number;
  for (const wrong of ['soon', new Date(wall.getTime() + 1000).toISOString(), '2001-01-01T00:00:00Z'])
    await expect(runAdmin(['team', 'create', '--name', 'P', '--sandbox-from', wrong], deps)).rejects.toThrow(
      '--sandbox-from',
    );
  const { key, user } = await write(database.kysely, team, async (tx) => {
    const made = await createUser(tx, team, { email: 'past@cadenza.test', role: 'admin' }, past);
    const issued = await createApiKey(tx, team, { userId: made.id, name: 'K', scopes: ALL_SCOPES }, wall);
    return { user: made, key: issued.key };
  });
  const admin: Caller = {
    ...(await server.team()),
    key,
    call: async (method, url, body) => {
      const answer = await server.app.inject({
        method,
        url,
        headers: { authorization: `Bearer ${key}` },
        ...(body === undefined ? {} : { payload: body as object }),
      });
      return {
        status: answer.statusCode,
        body: answer.body === '' ? undefined : answer.json(),
        headers: answer.headers,
        text: answer.body,
      };
    },
  };
  expect(new Date((await get(admin, '/v2/sandbox')).now).getTime()).toBe(past.getTime());
  const id = await cadence(server, admin, [{ day: 1 }, { day: 4 }, { day: 9 }]);
  for (let n = 0; n < 5; n += 1) {
    const made = await admin.call('POST', '/v2/people', {
      email_address: `past${n}@made-up.example`,
      first_name: 'P',
    });
    await admin.call('POST', '/v2/cadence_memberships', { person_id: made.body.data.id, cadence_id: id });
  }
  const lines: string[] = [];
  const cli = {
    database,
    config: context.config,
    clock,
    print: (line: string) => void lines.push(line),
    progress: () => undefined,
  };
  await runSandbox(['advance', '--until', wall.toISOString(), '--team', String(team), '--json'], cli);
  await runSandbox(['reset-clock', '--team', String(team)], cli);
  const sandbox = await get(admin, '/v2/sandbox');
  expect([sandbox.clock_offset_ms, sandbox.advance.counts.emails_sent > 5]).toEqual([0, true]);
  const { rows } = await database.pool.query(
    `SELECT min(sent_at) AS first, max(sent_at) AS last, count(*)::int AS n FROM emails WHERE team_id = $1 AND state = 'sent'`,
    [team],
  );
  expect(rows[0].n).toBeGreaterThan(5);
  expect(rows[0].first.getTime() - past.getTime()).toBeLessThan(2 * 86_400_000);
  expect(rows[0].last.getTime()).toBeLessThanOrEqual(wall.getTime());
  expect(user.email).toBe('past@cadenza.test');
});

it('stamps of a team that began in the past begin there, and only grow on the way to the present', async () => {
  // Stamps as the database gives them, which tests of a standing clock replace.
  const own = await createTestServer({}, 'wall');
  const { database, context } = own;
  const wall = new Date();
  own.clock.set(wall);
  const past = new Date(wall.getTime() - 10 * 86_400_000);
  const printed: { id: number }[] = [];
  await runAdmin(['team', 'create', '--name', 'Past', '--sandbox-from', past.toISOString()], {
    database,
    config: context.config,
    clock: own.clock,
    print: (json: unknown) => void printed.push(json as { id: number }),
  });
  const team = printed[0]?.id as number;
  await write(database.kysely, team, (tx) =>
    createUser(tx, team, { email: 'past@cadenza.test', role: 'admin' }, past),
  );
  const stamps = async () => {
    const { rows } = await database.pool.query(
      `SELECT created_at AS at FROM person_stages WHERE team_id = $1 UNION ALL SELECT created_at FROM users WHERE team_id = $1
       UNION ALL SELECT created_at FROM call_dispositions WHERE team_id = $1 ORDER BY 1`,
      [team],
    );
    return rows.map(({ at }) => at.getTime() as number);
  };
  const then = await stamps();
  expect(then.length).toBeGreaterThan(5);
  for (const at of then) expect(Math.abs(at - past.getTime())).toBeLessThan(86_400_000);
  await runSandbox(['advance', '5d', '--team', String(team)], {
    database,
    config: context.config,
    clock: own.clock,
    print: () => undefined,
    progress: () => undefined,
  });
  await write(database.kysely, team, (tx) =>
    createUser(tx, team, { email: 'later@cadenza.test', role: 'user' }, past),
  );
  const later = (await stamps()).at(-1) ?? 0;
  expect(Math.abs(later - past.getTime() - 5 * 86_400_000)).toBeLessThan(86_400_000);
  await own.close();
});
