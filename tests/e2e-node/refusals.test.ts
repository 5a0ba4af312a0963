import { mkdirSync, writeFileSync } from 'node:fs';
import { createServer, type Server, type Socket } from 'node:net';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { migrations } from '../../apps/server/src/db/migrate.js';
import { freePort } from '../examples/programs.js';
import {
  buildServer,
  cadenzaServer,
  databaseUrl,
  killLeftovers,
  startServer,
  temporaryFolder,
} from './server.js';

const folder = temporaryFolder();
const closing: (() => Promise<unknown> | void)[] = [];

beforeAll(buildServer);
afterAll(async () => {
  killLeftovers();
  for (const close of closing) await close();
  folder.remove();
});

let folders = 0;
/** The environment of a server of its own; `more` overrides. */
const start = (more: Record<string, string>, command = 'start') => {
  folders += 1;
  const dataDir = join(folder.path, String(folders));
  return cadenzaServer([command], { DATA_DIR: dataDir, PORT: '0', DEMO_DATA: 'false', ...more }).ended;
};

/** One line on standard error, nothing on standard output, exit code 1. */
async function expectRefusal(more: Record<string, string>, says: RegExp): Promise<void> {
  const { code, stdout, stderr } = await start(more);
  expect(stderr).toMatch(says);
  expect(stderr.trimEnd().split('\n')).toHaveLength(1);
  expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
}

test('a wrong variable', async () => {
  await Promise.all([
    expectRefusal(
      { PORT: 'http', PUBLIC_URL: 'ftp://x', SMTP_URL: 'mail.example' },
      /^The configuration is not valid: PORT: must be a number; PUBLIC_URL: .*; SMTP_URL: .*\.$/m,
    ),
    expectRefusal({ SECRET_KEY: 'short' }, /^The configuration is not valid: SECRET_KEY/),
    expectRefusal({ ADMIN_PASSWORD: 'short' }, /^The configuration is not valid: ADMIN_PASSWORD/),
  ]);
});

test('an unwritable data folder', async () => {
  // Root may write anywhere, but not below a file.
  const file = join(folder.path, 'file');
  writeFileSync(file, '');
  const readOnly = join(folder.path, 'read-only');
  mkdirSync(readOnly, { mode: 0o500 });
  await expectRefusal({ DATA_DIR: join(file, 'data') }, /^The data folder \S+ cannot be used: .*\.$/m);
  // A folder that is there and in which nothing can be made: node's recursive mkdir never ends there.
  if (process.platform === 'linux')
    await expectRefusal({ DATA_DIR: '/proc/cadenza/data' }, /^The data folder \S+ cannot be used: ENOENT/);
  if (process.getuid?.() !== 0)
    await expectRefusal({ DATA_DIR: join(readOnly, 'data') }, /^The data folder \S+ cannot be used/);
});

test('an unreachable database: nobody there, and a database that does not exist, without showing the password', async () => {
  const nobody = `postgres://user:sesame@127.0.0.1:${await freePort()}/x`;
  await expectRefusal(
    { DATABASE_URL: nobody },
    /^The database cannot be used: connect ECONNREFUSED \S+ \(check DATABASE_URL\)\.$/m,
  );
  expect((await start({ DATABASE_URL: nobody }, 'doctor')).stdout).not.toContain('sesame');
  const { url, close } = await databaseUrl();
  closing.push(close);
  await expectRefusal(
    { DATABASE_URL: url.replace(/\/test_\w+/, '/no_such_database') },
    /^The database cannot be used: database "no_such_database" does not exist/,
  );
});

test('a PostgreSQL that is too old', async () => {
  const old = await oldPostgres('14.5', '140005');
  await expectRefusal(
    { DATABASE_URL: `postgres://x@127.0.0.1:${old}/x` },
    /^PostgreSQL 14 is too old: Cadenza needs PostgreSQL 15 or newer\.$/m,
  );
});

test('a database that a newer version took something away from, which the doctor explains too', async () => {
  const { url, pool, close } = await databaseUrl();
  closing.push(close);
  const next = (migrations().at(-1)?.version ?? 0) + 1;
  await pool.query(
    "INSERT INTO schema_migrations (version, name, checksum, applied_at, needs) VALUES ($1, 'of_tomorrow', '', now(), $1)",
    [next],
  );
  const says = new RegExp(
    `^The database was migrated by a newer Cadenza that took away what this one needs \\(migration ${next} of_tomorrow\\): start that version or a newer one\\.$`,
    'm',
  );
  await expectRefusal({ DATABASE_URL: url }, says);
  const doctor = await start(
    { DATABASE_URL: url, SMTP_URL: `smtp://127.0.0.1:${await freePort()}` },
    'doctor',
  );
  expect(doctor.stdout).toMatch(/^WRONG +migrations +The database was migrated by a newer Cadenza/m);
  expect(doctor.stdout).toMatch(
    /^WRONG +mail +The mail server 127\.0\.0\.1:\d+ cannot be used: .*ECONNREFUSED/m,
  );
  expect(doctor.code).toBe(1);
});

test('a database that lacks migrations, where only `migrate` may apply them', async () => {
  const { url, pool, close } = await databaseUrl();
  closing.push(close);
  await pool.query(
    'DELETE FROM schema_migrations WHERE version = (SELECT max(version) FROM schema_migrations)',
  );
  await expectRefusal(
    { DATABASE_URL: url, MIGRATE: 'require' },
    /^The database lacks 1 migrations of this version: run `cadenza-server migrate`, or set MIGRATE=auto\.$/m,
  );
});

test('a port in use', async () => {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closing.push(() => void server.close());
  const PORT = String((server.address() as AddressInfo).port);
  const { url, close } = await databaseUrl();
  closing.push(close);
  await expectRefusal(
    { DATABASE_URL: url, PORT },
    new RegExp(`^Port ${PORT} is in use: stop the other program or set PORT\\.$`, 'm'),
  );
  const doctor = await start({ DATABASE_URL: url, PORT }, 'doctor');
  expect(doctor.stdout).toContain(`Port ${PORT} is in use by another program`);
});

test('an unknown command', async () => {
  const { code, stderr } = await start({}, 'strat');
  expect({ code, stderr }).toEqual({
    code: 1,
    stderr: 'Unknown command strat: did you mean start? `cadenza-server help` lists them.\n',
  });
});

test('API and engine as processes of their own on one database', async () => {
  const { url, close } = await databaseUrl();
  closing.push(close);
  const env = {
    DATABASE_URL: url,
    DEMO_DATA: 'false',
    SECRET_KEY: 'a key that is long enough for everybody',
  };
  const [api, worker] = await Promise.all([
    startServer({ ...env, DATA_DIR: join(folder.path, 'api'), PORT: String(await freePort()) }, 'api'),
    startServer({ ...env, DATA_DIR: join(folder.path, 'worker') }, 'worker'),
  ]);
  const ready = await fetch(`${api.url}/readyz`);
  expect(await ready.json()).toEqual({
    status: 'ok',
    database: 'ok',
    engine: 'not run by this process',
    loops: { expiry: 'ok', files: 'ok', fills: 'ok', search: 'ok', reports: 'ok', notices: 'ok' },
  });
  expect(worker.output.stdout).toBe('Cadenza worker is running. Ctrl-C stops it.\n');
  expect((await worker.stop('SIGINT')).code).toBe(0);
  expect((await api.stop('SIGTERM')).code).toBe(0);
});

/** Speaks as much of PostgreSQL's protocol as a server of that version would be asked: settings, then one row. */
async function oldPostgres(version: string, number: string): Promise<number> {
  const message = (type: string, ...parts: Buffer[]) => {
    const body = Buffer.concat(parts);
    const head = Buffer.alloc(5);
    head.write(type, 'latin1');
    head.writeInt32BE(body.length + 4, 1);
    return Buffer.concat([head, body]);
  };
  const text = (value: string) => Buffer.from(`${value}\0`);
  const int16 = (value: number) => Buffer.from([value >> 8, value & 255]);
  const int32 = (value: number) =>
    Buffer.from([value >> 24, (value >> 16) & 255, (value >> 8) & 255, value & 255]);
  const idle = message('Z', Buffer.from('I'));
  const rows = Buffer.concat([
    message(
      'T',
      int16(1),
      text('server_version_num'),
      int32(0),
      int16(0),
      int32(25),
      int16(-1),
      int32(-1),
      int16(0),
    ),
    message('D', int16(1), int32(number.length), Buffer.from(number)),
    message('C', text('SHOW')),
    idle,
  ]);
  const answer = (socket: Socket) => {
    let greeted = false;
    socket.on('error', () => socket.destroy());
    socket.on('data', (data) => {
      if (greeted) {
        if (data[0] === 'Q'.charCodeAt(0)) socket.write(rows);
        return;
      }
      greeted = true;
      socket.write(
        Buffer.concat([message('R', int32(0)), message('S', text('server_version'), text(version)), idle]),
      );
    });
  };
  const server: Server = createServer(answer);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closing.push(() => void server.close());
  return (server.address() as AddressInfo).port;
}
