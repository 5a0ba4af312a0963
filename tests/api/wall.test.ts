import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { connect, type Database } from '../../apps/server/src/db/connect.js';
import { type Embedded, startEmbedded } from '../../apps/server/src/db/embedded.js';
import { migrate, type Migrated } from '../../apps/server/src/db/migrate.js';
import { wallState } from '../../apps/server/src/db/wall.js';
import { write } from '../../apps/server/src/db/write.js';
import { type Caller, createTestServer, type TestServer } from '../support/server.js';

/**
 * The second wall where it is missing, half there, made later or taken away: roles belong to a cluster and not to a
 * database, so that a restore into another cluster loses them, and with them the policies. On a cluster of its own.
 */
let folder: string;
let cluster: Embedded;
let admin: pg.Pool;
const opened: Database[] = [];
const servers: TestServer[] = [];

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'cadenza-wall-'));
  cluster = await startEmbedded({ dataDir: folder, progress: () => undefined, settings: { fsync: 'off' } });
  admin = new pg.Pool(cluster.connection);
  // A connection that is being closed while its cluster ends is told so, and nobody else listens any more.
  admin.on('connect', (client) => client.on('error', () => undefined));
  admin.on('error', () => undefined);
  // Owns its databases and may make no roles, as at most hosts.
  await admin.query('CREATE ROLE app LOGIN; GRANT app TO CURRENT_USER');
}, 120_000);
afterAll(async () => {
  for (const server of servers) await server.close();
  for (const database of opened) await database.close().catch(() => undefined);
  await admin.end();
  await cluster.stop();
  rmSync(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
});

const connectionOf = (name: string, user: string): pg.PoolConfig => ({
  ...cluster.connection,
  user,
  database: name,
});

/** What a process that starts now sees of a database. */
function processOn(name: string, user = 'app'): Database {
  const database = connect({ connection: connectionOf(name, user), max: 4, onError: () => undefined });
  opened.push(database);
  return database;
}
const migrateAs = (name: string, user = 'app'): Promise<Migrated> =>
  migrate(processOn(name, user).pool, () => undefined);

async function serverOn(database: Database): Promise<TestServer> {
  const server = await createTestServer({}, 'wall', { database, close: async () => undefined });
  servers.push(server);
  return server;
}
async function creates(who: Caller, name: string): Promise<void> {
  const made = await who.call('POST', '/v2/people', { email_address: `${name}@example.com` });
  expect([made.status, made.text]).toEqual([200, expect.stringContaining(name)]);
}
const actsAs = async (database: Database): Promise<string> => {
  const { rows } = await write(database.kysely, 1, (tx) =>
    sql<{ who: string }>`SELECT current_user AS who`.execute(tx),
  );
  return rows[0]?.who ?? '';
};

describe('a database in a cluster without the role', () => {
  const name = 'without_role';
  let running: TestServer;
  let who: Caller;

  it('is migrated, says so, and writes', async () => {
    await admin.query(`CREATE DATABASE ${name} OWNER app`);
    const { wall } = await migrateAs(name);
    expect(wall.problem).toBe('the role cadenza_tenant does not exist');
    running = await serverOn(processOn(name));
    who = await running.team();
    await creates(who, 'first');
    expect(await actsAs(running.database)).toBe('app');
  });

  it('goes on writing when the role is made and granted, in running and in new processes', async () => {
    await admin.query('CREATE ROLE cadenza_tenant NOLOGIN; GRANT cadenza_tenant TO CURRENT_USER');
    await creates(who, 'role');
    expect((await wallState(running.database.pool)).problem).toContain('not a member');
    await admin.query('GRANT cadenza_tenant TO app');
    await creates(who, 'granted');
    const fresh = await serverOn(processOn(name));
    await creates(await fresh.team(), 'fresh');
    expect((await wallState(running.database.pool)).problem).toContain('rights are missing on account_');
  });

  it('has the whole wall after the next migrate, and uses it', async () => {
    expect(await migrateAs(name)).toMatchObject({ wall: { whole: true, problem: undefined } });
    const walled = processOn(name);
    expect(await actsAs(walled)).toBe('cadenza_tenant');
    const server = await serverOn(walled);
    const [one, two] = [await server.team(), await server.team()];
    await creates(one, 'behind');
    const seen = await write(walled.kysely, two.principal.teamId, (tx) =>
      sql<{ team_id: number }>`SELECT DISTINCT team_id FROM people`.execute(tx),
    );
    expect(seen.rows).toEqual([]);
    // The one that began without it goes on too.
    await creates(who, 'later');
  });

  it('is then the same as where the role was there from the beginning', async () => {
    const begun = `${name}_not`;
    await admin.query(`CREATE DATABASE ${begun} OWNER app`);
    expect((await migrateAs(begun)).wall.whole).toBe(true);
    const made = async (database: string) => {
      const { pool } = processOn(database);
      const rights =
        await pool.query(`SELECT table_name, privilege_type FROM information_schema.role_table_grants
        WHERE grantee = 'cadenza_tenant' ORDER BY 1, 2`);
      const policies = await pool.query(
        `SELECT tablename, policyname, roles::text, cmd, qual, with_check FROM pg_policies ORDER BY 1, 2`,
      );
      const secured = await pool.query(`SELECT relname FROM pg_class WHERE relrowsecurity ORDER BY 1`);
      return [rights.rows, policies.rows, secured.rows];
    };
    expect(await made(name)).toEqual(await made(begun));
    // What it grants would keep the role.
    await admin.query(`DROP DATABASE ${begun} WITH (FORCE)`);
  });

  it.each([
    ['a right is taken away', 'REVOKE INSERT ON people FROM cadenza_tenant'],
    ['the membership is taken away', 'REVOKE cadenza_tenant FROM app'],
    ['the role is dropped', 'DROP OWNED BY cadenza_tenant; DROP ROLE cadenza_tenant'],
  ])('goes on without it when %s, until it is mended', async (what, damage) => {
    const database = processOn(name);
    const server = await serverOn(database);
    const someone = await server.team();
    expect(await actsAs(database)).toBe('cadenza_tenant');
    const owner = new pg.Client(connectionOf(name, cluster.connection.user as string));
    await owner.connect();
    try {
      await owner.query(damage);
      await creates(someone, what.replaceAll(' ', '_'));
      expect(await actsAs(database)).toBe('app');
      expect((await migrateAs(name)).wall.whole).toBe(what.startsWith('a right'));
      // The administrator's part.
      if (what.startsWith('the role')) await owner.query('CREATE ROLE cadenza_tenant NOLOGIN');
      if (!what.startsWith('a right')) await owner.query('GRANT cadenza_tenant TO app');
    } finally {
      await owner.end();
    }
    expect((await migrateAs(name)).wall.problem).toBeUndefined();
    await creates(someone, `${what.replaceAll(' ', '_')}_mended`);
  });
});

it('a user who may make roles has the wall mended by a start alone, as after a restore elsewhere', async () => {
  const user = cluster.connection.user as string;
  await admin.query('CREATE DATABASE restored');
  expect((await migrateAs('restored', user)).wall.whole).toBe(true);
  const database = new pg.Client(connectionOf('restored', user));
  await database.connect();
  // What pg_restore --no-owner leaves: row security on, no policies, no rights.
  await database.query('DROP OWNED BY cadenza_tenant');
  await database.end();
  const half = await serverOn(processOn('restored', user));
  await creates(await half.team(), 'half');
  expect((await migrateAs('restored', user)).wall.whole).toBe(true);
  expect(await actsAs(processOn('restored', user))).toBe('cadenza_tenant');
});
