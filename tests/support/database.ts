import pg from 'pg';
import { inject } from 'vitest';
import { connect, type Database } from '../../apps/server/src/db/connect.js';
import { migrate } from '../../apps/server/src/db/migrate.js';
import { BY_THE_TEST, noteWhatIsTold, untold } from './told.js';
import { unmadeSentences } from './sentences.js';

declare module 'vitest' {
  interface ProvidedContext {
    postgres: {
      host: string;
      port: number;
      user: string;
      password?: string | undefined;
      database: string;
      /** Its log, where it is the run's own. */
      logFile?: string;
    };
  }
}

/** Stamps that follow the moments given, in an order that an edge cannot be drawn through: none is. */
const GIVEN = `
  GRANT USAGE ON SEQUENCE stamps TO PUBLIC;
  CREATE OR REPLACE FUNCTION next_stamp(of_team bigint, given timestamptz) RETURNS timestamptz LANGUAGE plpgsql AS $$
  DECLARE n bigint := nextval('stamps') % 1000000;
  BEGIN
    RETURN given + (CASE WHEN n % 1000 = 0 THEN n + 1 ELSE n END) * '1 microsecond'::interval;
  END $$;
  CREATE OR REPLACE FUNCTION stamp_row() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    IF TG_OP = 'INSERT' OR NEW.updated_at IS DISTINCT FROM OLD.updated_at THEN
      NEW.updated_at := next_stamp(NEW.team_id, NEW.updated_at);
    END IF;
    IF TG_OP = 'INSERT' THEN NEW.created_at := NEW.updated_at; END IF;
    RETURN NEW;
  END $$;
  CREATE OR REPLACE FUNCTION stamp_us(moment timestamptz) RETURNS bigint LANGUAGE sql IMMUTABLE RETURN 0;
  CREATE OR REPLACE FUNCTION us_stamp(us bigint) RETURNS timestamptz LANGUAGE sql IMMUTABLE RETURN 'infinity'::timestamptz`;
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

/** What is asked of the pool itself is the test's (the product asks Kysely, or a client). */
function markQueries(pool: pg.Pool): void {
  const own = pool.query.bind(pool) as (text: string, values?: unknown[]) => Promise<pg.QueryResult>;
  Object.assign(pool, { query: (text: string, values?: unknown[]) => own(`${BY_THE_TEST}${text}`, values) });
}

/**
 * A migrated database of the test's own; it goes with the run's cluster. Most tests move a clock of their own and hand
 * `now` down: there updated_at and created_at are the moments given, made unique by microseconds
 * (docs/decisions/0019-stamps.md). `wall`: as in production, by PostgreSQL's clock. `told`: at the end every change must
 * have told of itself (support/told.ts); TOLD=all asks it of all databases.
 */
export async function testDatabase({
  stamps = 'given',
  told = process.env['TOLD'] === 'all',
}: {
  stamps?: 'given' | 'wall';
  told?: boolean;
} = {}): Promise<{
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
  if (stamps === 'given') await database.pool.query(GIVEN);
  if (told) {
    await noteWhatIsTold(database.pool);
    markQueries(database.pool);
  }
  return {
    database,
    connection,
    close: async () => {
      // Whatever the test did, what was said about it can be said in another language.
      const unmade = await unmadeSentences(database.pool);
      const missing = told ? await untold(database.pool) : [];
      await database.close();
      if (missing.length > 0) throw new Error(`changes and events differ:\n${missing.join('\n')}`);
      if (unmade.length > 0) throw new Error(`sentences without their facts:\n${unmade.join('\n')}`);
    },
  };
}
