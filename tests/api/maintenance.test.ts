import pg from 'pg';
import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { migrate, migrations } from '../../apps/server/src/db/migrate.js';
import { createTestServer, type TestServer } from '../support/server.js';

let server: TestServer;
beforeAll(async () => {
  server = await createTestServer();
});
afterAll(() => server.close());

// PostgreSQL 17 and newer does this with an empty search_path (as pg_restore always did): an index whose function calls
// another by its bare name ends it, for the whole database, as soon as there is a row that makes it call.
it('ANALYZE and REINDEX work without a search_path, whatever the rows hold', async () => {
  const { call } = await server.team();
  for (const address of [
    'info@b\u00fccher.test',
    'a%b@x.test',
    'ann@\u0645\u062b\u0627\u0644.test',
    'x@\uff21.test.',
  ])
    expect((await call('POST', '/v2/people', { email_address: address, last_name: 'x' })).status).toBe(200);
  const { rows } = await server.database.pool.query<{ name: string }>(
    `SELECT DISTINCT c.oid::regclass::text AS name FROM pg_class c WHERE c.relnamespace = current_schema()::regnamespace
      AND c.relkind = 'r' ORDER BY 1`,
  );
  const client = await server.database.pool.connect();
  try {
    const schema = (await client.query<{ s: string }>('SELECT quote_ident(current_schema()) AS s')).rows[0]
      ?.s;
    await client.query(`SET search_path = ''`);
    for (const { name } of rows) {
      await client.query(`ANALYZE ${schema}.${name}`);
      await client.query(`REINDEX TABLE ${schema}.${name}`);
    }
  } finally {
    client.release(true);
  }
  expect(rows.map(({ name }) => name)).toContain('people');
});

it('a database of the first version is migrated whatever addresses it has, and its processes begin anew', async () => {
  const name = `addresses_${process.pid}`;
  const admin = new pg.Client(inject('postgres'));
  await admin.connect();
  await admin.query(`CREATE DATABASE ${name}`);
  const pool = new pg.Pool({ ...inject('postgres'), database: name, application_name: 'cadenza' });
  const first = migrations().filter(({ version }) => version < 80);
  await migrate(pool, () => undefined, first);
  await pool.query(`DO $$ DECLARE c name; BEGIN
    FOR c IN SELECT conname FROM pg_constraint WHERE conrelid = 'people'::regclass AND contype = 'f' LOOP
      EXECUTE format('ALTER TABLE people DROP CONSTRAINT %I', c); END LOOP; END $$`);
  await pool.query(`INSERT INTO people (team_id, created_at, updated_at, owner_id, email_address)
    SELECT 1, now(), now(), 1, a FROM unnest(ARRAY['info@bücher.test', 'a%b@x.test', 'Ann <ann@x.test>', '\u03a3@x.test', '\u0130@\u0130.test']) a`);
  // A process of that version, whose plans the new columns make invalid, and somebody else's connection.
  const old = new pg.Client({ ...inject('postgres'), database: name, application_name: '' });
  const other = new pg.Client({ ...inject('postgres'), database: name, application_name: 'psql' });
  const ended = new Promise<void>((resolve) => old.on('error', () => resolve()));
  await Promise.all([old.connect(), other.connect()]);
  await migrate(pool, () => undefined);
  await ended;
  await other.query('SELECT 1');
  await other.end();
  const { rows } = await pool.query(`SELECT address_key(email_address) AS key FROM people ORDER BY id`);
  expect(rows.map(({ key }) => key)).toContain('info@xn--bcher-kva.test');
  await pool.end();
  await admin.query(`DROP DATABASE ${name}`);
  await admin.end();
});
