import { afterAll, beforeAll, expect, it } from 'vitest';
import { ensureFirstRun } from '../../apps/server/src/admin.js';
import { writeAcrossTeams } from '../../apps/server/src/db/write.js';
import { leaveDefaultSandbox } from '../../apps/server/src/domain/sandbox/commands.js';
import { runSandbox } from '../../apps/server/src/sandbox-cli.js';
import { firstData } from '../support/first-data.js';
import { type Caller, createTestServer, type TestServer } from '../support/server.js';
import { cadence, people, sandboxTeam } from './support.js';

let server: TestServer;
beforeAll(async () => {
  server = await createTestServer();
});
afterAll(() => server.close());

/** What a command wrote to standard output and standard error. */
async function run(...args: string[]) {
  const out: string[] = [];
  const progress: string[] = [];
  const { database, config, clock } = server.context;
  await runSandbox(args, {
    database,
    config,
    clock,
    print: (line) => void out.push(line),
    progress: (line) => void progress.push(line),
  });
  return { out, progress, json: () => JSON.parse(out.join('\n')) };
}

const team = (admin: Caller) => ['--team', String(admin.principal.teamId)];

it('advances, with progress beside the result, in words and as JSON', async () => {
  const admin = await sandboxTeam(server);
  const id = await cadence(server, admin, [{ day: 1 }, { day: 4 }]);
  await people(server, admin, id, 2);
  const words = await run('advance', '1d', ...team(admin));
  expect(words.out).toHaveLength(3);
  expect(words.out[0]).toMatch(
    /^2026-03-02 09:00 {2}email_sent +pat\d@customer\.test {2}Letter 1 {2}\| Day 1 of Rehearsal\. /,
  );
  expect(words.out[2]).toBe(
    'done: 2026-03-02T09:00:00.000Z to 2026-03-03T09:00:00.000Z, 2 moments; emails_sent 2',
  );
  expect(words.progress.length).toBeGreaterThan(0);
  const json = await run('advance', '--until', '2026-04-01T00:00:00Z', '--json', ...team(admin));
  expect(json.json()).toMatchObject({
    state: 'done',
    now: '2026-04-01T00:00:00.000Z',
    counts: { emails_sent: 2 },
  });
  const status = await run('status', '--json', ...team(admin));
  expect(status.json()).toMatchObject({ enabled: true, now: '2026-04-01T00:00:00.000Z', advancing: false });
  const settings = await run('settings', '--seed', 'red', '--reply-rate', '0.25', '--json', ...team(admin));
  expect(settings.json().settings).toMatchObject({ seed: 'red', reply_rate: 0.25 });
  expect((await run('reset-clock', '--json', ...team(admin))).json().clock_offset_ms).toBe(0);
  expect((await run('off', ...team(admin))).out[0]).toContain('no sandbox');
});

it('says in one line what is wrong', async () => {
  const real = await server.team();
  const sandbox = await sandboxTeam(server);
  for (const [args, line] of [
    [['advance', '1d', ...team(real)], /not a sandbox/],
    [['advance', 'soon', ...team(sandbox)], /By is not a duration/],
    [['advance', ...team(sandbox)], /By or until is required/],
    [['advance', '1d', '2d', ...team(sandbox)], /^Usage/],
    [['fly', ...team(sandbox)], /^Usage/],
    [['status', '--team', '999999'], /There is no team 999999/],
    [['settings', '--reply-rate', '2', ...team(sandbox)], /share from 0 to 1/],
    [['status', '--wrong'], /Unknown option/],
  ] as const)
    await expect(run(...args), args.join(' ')).rejects.toThrow(line);
});

it('a fresh installation without SMTP_URL is a sandbox in which everything can be rehearsed, until it gets a mailbox', async () => {
  const fresh = await createTestServer();
  try {
    const { database, config, clock } = fresh.context;
    await ensureFirstRun({ database, config, clock });
    await firstData(database, clock.now());
    const read = () =>
      database.kysely
        .selectFrom('teams')
        .select(['id', 'sandbox', 'sandbox_by_default', 'clock_offset_ms'])
        .executeTakeFirstOrThrow();
    expect(await read()).toMatchObject({ sandbox: true, sandbox_by_default: true });
    await writeAcrossTeams(database.kysely, (tx) => leaveDefaultSandbox(tx, null));
    expect(await read()).toMatchObject({ sandbox: false, sandbox_by_default: false });

    // Once its clock was moved it stays one.
    await database.kysely.updateTable('teams').set({ sandbox: true, sandbox_by_default: true }).execute();
    const out: string[] = [];
    const print = (line: string) => void out.push(line);
    await runSandbox(['advance', '2d', '--json'], {
      database,
      config,
      clock,
      print,
      progress: () => undefined,
    });
    await writeAcrossTeams(database.kysely, (tx) => leaveDefaultSandbox(tx, null));
    expect(await read()).toMatchObject({ sandbox: true, sandbox_by_default: false });
  } finally {
    await fresh.close();
  }
});
