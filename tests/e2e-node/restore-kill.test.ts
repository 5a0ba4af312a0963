import { spawn } from 'node:child_process';
import { createReadStream, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { backups } from '../support/backups.js';
import {
  besideOthers,
  buildServer,
  cadenzaServer,
  databaseUrl,
  eventually,
  killLeftovers,
  temporaryFolder,
} from './server.js';

const program = fileURLToPath(new URL('../../apps/server/bin/cadenza-server.mjs', import.meta.url));
const folder = temporaryFolder();
const place = backups();
let db: Awaited<ReturnType<typeof databaseUrl>>;
beforeAll(async () => {
  await buildServer();
  db = await databaseUrl();
});
afterAll(async () => {
  killLeftovers();
  await db.close();
  await place.close();
  folder.remove();
});

/** `restore --from -`, which is given what it reads by hand. */
function restoring(env: Record<string, string>) {
  const child = spawn(process.execPath, [program, 'restore', '--from', '-'], {
    env: { PATH: process.env['PATH'] ?? '', ...env },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  const output = { stdout: '', stderr: '' };
  child.stdout.on('data', (part) => (output.stdout += String(part)));
  child.stderr.on('data', (part) => (output.stderr += String(part)));
  child.stdin.on('error', () => undefined);
  return { child, output, ended: new Promise<number | null>((resolve) => child.once('close', resolve)) };
}

it('kill -9 in the middle of a restore leaves a database that says so and refuses to serve, and it can be begun again', async () => {
  await db.pool.query(`INSERT INTO teams (name, created_at, updated_at) VALUES ('Kept', now(), now())`);
  // Rows that do not get smaller by compressing: those before them are read long before the end has come.
  await db.pool.query(`INSERT INTO people (team_id, created_at, updated_at, last_name)
    SELECT (SELECT max(id) FROM teams), now(), now(), md5(n::text) || md5((-n)::text) FROM generate_series(1, 4000) n`);
  const file = place.file('killed.backup');
  const source = { ...(await besideOthers(db, folder, 'source')) };
  const made = await cadenzaServer(['backup', '--to', file], source).ended;
  expect(made.code, made.stderr).toBe(0);
  expect(JSON.parse(made.stdout)).toMatchObject({ file, encrypted: false });

  const target = await place.empty();
  const env = await besideOthers({ url: target.url }, folder, 'target');
  const first = restoring(env);
  const bytes = readFileSync(file);
  first.child.stdin.write(bytes.subarray(0, Math.floor(bytes.length * 0.9)));
  // It stands in the middle of its rows and waits for more.
  await eventually(async () => first.child.exitCode !== null || (await copying(target)));
  expect(first.child.exitCode, first.output.stderr).toBeNull();
  first.child.kill('SIGKILL');
  await first.ended;

  const refused = await cadenzaServer(['start'], env).ended;
  expect(refused.stderr).toMatch(/This database is half restored: a restore that began at \S+ has not ended/);
  expect(refused.code).toBe(1);
  const doctor = await cadenzaServer(['doctor'], env).ended;
  expect(doctor.stdout).toMatch(/WRONG {2}migrations +This database is half restored/);

  const again = restoring(env);
  createReadStream(file).pipe(again.child.stdin);
  expect(await again.ended, again.output.stderr).toBe(0);
  expect(JSON.parse(again.output.stdout)).toMatchObject({ restored: true, sending: 'held' });
  const { rows } = await target.database.pool.query(
    "SELECT count(*)::int AS people FROM people p JOIN teams t ON t.id = p.team_id WHERE t.name = 'Kept'",
  );
  expect(rows).toEqual([{ people: 4000 }]);
});

/** Whether rows are being loaded into it. */
async function copying({ database }: Awaited<ReturnType<typeof place.empty>>): Promise<boolean> {
  const { rows } = await database.pool.query(
    'SELECT 1 FROM pg_stat_progress_copy WHERE datname = current_database()',
  );
  return rows.length > 0;
}
