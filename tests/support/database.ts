import pg from 'pg';
import { inject } from 'vitest';
import { connect, type Database } from '../../apps/server/src/db/connect.js';
import { migrate } from '../../apps/server/src/db/migrate.js';

declare module 'vitest' {
  interface ProvidedContext {
    postgres: { host: string; port: number; user: string; password?: string | undefined; database: string };
  }
}

const TEMPLATE = 'cadenza_template';
let made = 0;

async function admin<T>(work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client(inject('postgres'));
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

/** Migrated once per run, under a lock: every test database is a clone of it. */
async function template(): Promise<void> {
  await admin(async (client) => {
    await client.query('SELECT pg_advisory_lock(1)');
    const exists = await client.query('SELECT 1 FROM pg_database WHERE datname = $1 AND datistemplate', [
      TEMPLATE,
    ]);
    if (exists.rowCount) return;
    await client.query(`DROP DATABASE IF EXISTS ${TEMPLATE}`);
    await client.query(`CREATE DATABASE ${TEMPLATE}`);
    const pool = new pg.Pool({ ...inject('postgres'), database: TEMPLATE });
    await migrate(pool, () => undefined);
    await pool.end();
    await client.query(`ALTER DATABASE ${TEMPLATE} IS_TEMPLATE true`);
  });
}

/** A migrated database of the test's own; it goes with the run's cluster. */
export async function testDatabase(): Promise<{
  database: Database;
  connection: pg.PoolConfig;
  close(): Promise<void>;
}> {
  await template();
  made += 1;
  const name = `test_${process.pid}_${made}`;
  await admin((client) => client.query(`CREATE DATABASE ${name} TEMPLATE ${TEMPLATE}`));
  const connection = { ...inject('postgres'), database: name };
  const database = connect({
    connection,
    max: 8,
    onError: (error) => {
      throw error;
    },
  });
  return {
    database,
    connection,
    close: () => database.close(),
  };
}
