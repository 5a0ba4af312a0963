import { afterAll, beforeAll, expect, it } from 'vitest';
import { connectionsOf, clockOf } from '../../apps/server/src/doctor-database.js';
import { connect } from '../../apps/server/src/db/connect.js';
import { examine } from '../../apps/server/src/doctor.js';
import { withLinkKeys } from '../../apps/server/src/link-keys.js';
import { sealSecret } from '../../apps/server/src/domain/mailboxes/secrets.js';
import { manualClock, systemClock } from '../../apps/server/src/kernel/clock.js';
import { createSealer } from '../../apps/server/src/kernel/sealed.js';
import { databaseUrl } from '../e2e-node/server.js';
import { freePort } from '../examples/programs.js';
import { testConfig } from '../support/server.js';

const KEY = 'the right key which is long enough for one';
let db: Awaited<ReturnType<typeof databaseUrl>>;
let env: Record<string, string>;
beforeAll(async () => {
  db = await databaseUrl();
  env = {
    DATABASE_URL: db.url,
    SECRET_KEY: KEY,
    DATA_DIR: '/nonexistent/of/the/doctor',
    PORT: String(await freePort()),
    PUBLIC_URL: 'https://cadenza.example',
  };
});
afterAll(() => db.close());

const wrong = async (more: Record<string, string> = {}) =>
  (await examine({ ...env, ...more }))
    .filter(({ ok }) => !ok)
    .map(({ check, detail }) => `${check}: ${detail}`);

it('has nothing to say about a folder that nobody needs, and finds all well', async () => {
  const checks = await examine(env);
  expect(checks.filter(({ ok }) => !ok)).toEqual([]);
  expect(checks.map(({ check }) => check)).not.toContain('data folder');
  expect((await examine({ ...env, SECRET_KEY: '' })).map(({ check }) => check)).toContain('data folder');
});

it('finds a SECRET_KEY that does not open what is stored', async () => {
  const { rows } = await db.pool.query<{ team_id: number; id: number }>(`
    WITH t AS (INSERT INTO teams (name, created_at, updated_at) VALUES ('T', now(), now()) RETURNING id),
      u AS (INSERT INTO users (team_id, guid, email, created_at, updated_at) SELECT id, gen_random_uuid(), 'a@b.example', now(), now() FROM t RETURNING team_id, id)
    INSERT INTO mailboxes (team_id, user_id, kind, email_address, created_at, updated_at, smtp_host, smtp_port, smtp_security)
    SELECT team_id, id, 'smtp', 'a@b.example', now(), now(), 'smtp.example', 465, 'tls' FROM u RETURNING team_id, id`);
  const [{ team_id: team, id }] = rows as [{ team_id: number; id: number }];
  const secret = sealSecret(createSealer('mailboxes', [KEY]), [team, id], {
    kind: 'password',
    password: 'x',
  });
  await db.pool.query('UPDATE mailboxes SET credentials = $1 WHERE id = $2', [secret, id]);
  expect(await wrong()).toEqual([]);
  const other = { SECRET_KEY: 'another key which is long enough for one' };
  expect(await wrong(other)).toEqual([
    expect.stringMatching(/^secrets: SECRET_KEY does not open the secrets of 1 of 1 mailboxes/),
  ]);
  expect(await wrong({ ...other, SECRET_KEY_PREVIOUS: KEY })).toEqual([]);
});

it('finds one that does not open the keys of links', async () => {
  const config = { ...testConfig, secretKey: KEY };
  const { kysely, close } = connect({ connection: { connectionString: db.url }, onError: () => undefined });
  await withLinkKeys(config, kysely, new Date());
  await close();
  expect(await wrong()).toEqual([]);
  expect(await wrong({ SECRET_KEY: 'another key which is long enough for one' })).toEqual([
    expect.stringMatching(/^secrets: SECRET_KEY does not open the keys of links in e-mails/),
  ]);
  await db.pool.query('DELETE FROM server_keys');
});

it('says by what mail leaves, with mailboxes and without', async () => {
  const mail = async () => (await examine(env)).find(({ check }) => check === 'mail')?.detail;
  expect(await mail()).toMatch(/leave through 1 connected mailbox of live teams/);
  await db.pool.query('UPDATE mailboxes SET deleted_at = now()');
  expect(await mail()).toMatch(/e-mails of 1 live team wait/);
  await db.pool.query('UPDATE teams SET sandbox = true');
  expect(await mail()).toMatch(/nothing leaves this machine/);
  await db.pool.query('UPDATE mailboxes SET deleted_at = NULL');
  expect(await mail()).toMatch(/nothing leaves this machine/);
  await db.pool.query('UPDATE teams SET sandbox = false');
});

it('finds a hole in the second wall', async () => {
  await db.pool.query('DROP POLICY tenancy ON people');
  expect(await wrong()).toEqual([
    expect.stringMatching(/^row security: .* missing on people\. As an administrator/),
  ]);
  await db.pool.query(
    "CREATE POLICY tenancy ON people TO cadenza_tenant USING (team_id = current_setting('cadenza.team_id')::bigint)",
  );
  expect(await wrong()).toEqual([]);
});

it('finds a migration that is not the one that was applied, and one that only `migrate` may apply', async () => {
  const { rows } = await db.pool.query<{ checksum: string }>(
    'SELECT checksum FROM schema_migrations WHERE version = 1',
  );
  await db.pool.query("UPDATE schema_migrations SET checksum = 'another' WHERE version = 1");
  expect(await wrong()).toEqual([
    expect.stringMatching(/^migrations: .*changed after they were applied: 1 core/),
  ]);
  await db.pool.query('UPDATE schema_migrations SET checksum = $1 WHERE version = 1', [rows[0]?.checksum]);
  await db.pool.query('DELETE FROM schema_migrations WHERE version = 2');
  expect(await wrong()).toEqual([]);
  expect(await wrong({ MIGRATE: 'require' })).toEqual([expect.stringMatching(/^migrations: 1 are missing/)]);
});

it('finds clocks that differ', async () => {
  await expect(clockOf(db.pool, systemClock)).resolves.toContain('the database');
  await expect(clockOf(db.pool, manualClock('2020-01-01T00:00:00Z'))).rejects.toThrow(/differ by \d+/);
});

it('finds connections that do not suffice', async () => {
  await expect(connectionsOf(db.pool, { ...testConfig, databasePoolMax: 4 })).resolves.toContain(
    'are allowed',
  );
  await expect(connectionsOf(db.pool, { ...testConfig, databasePoolMax: 500 })).rejects.toThrow(
    /up to \d+ \(502 each, DATABASE_POOL_MAX\), \d+ are allowed: lower DATABASE_POOL_MAX/,
  );
});
