import { Kysely, PostgresDialect, type Transaction } from 'kysely';
import pg from 'pg';
import type { Schema } from './schema.js';
import { PatientPool } from './patient-pool.js';
import { statementsOf } from './prepare.js';
import { readTimestamp } from './timestamps.js';

/** Reads take `Db`; a `Tx` is accepted wherever a `Db` is, never the other way round (docs/architecture.md, Rules). */
export type Db = Kysely<Schema>;
/** Writes take `Tx`: only `write()` makes one. */
export type Tx = Transaction<Schema>;

export interface Database {
  readonly kysely: Db;
  readonly pool: pg.Pool;
  close(): Promise<void>;
}

export interface ConnectOptions {
  connection: pg.PoolConfig;
  /** Pool size. */
  max?: number;
  /** As pg_stat_activity shows it. */
  applicationName?: string;
  /** COMMIT does not wait for the disk: if PostgreSQL crashes, the last moments of it never were, and nothing before them is lost. */
  forgettable?: boolean;
  onError: (error: Error) => void;
}

/**
 * Milliseconds after which PostgreSQL itself ends a transaction whose program says nothing more, and any statement or
 * transaction at all (PostgreSQL 17 and newer): nobody waits for a writer that hangs, whoever is there to see it. Work
 * over many rows is done in short transactions (domain/long-commands.ts).
 */
export const TRANSACTION_LIMITS = { idleMs: 10_000, wholeMs: 120_000 } as const;

// Ids are bigint and stay below 2^53: JSON numbers on the wire. Dates (without time) stay text.
pg.types.setTypeParser(pg.types.builtins.INT8, Number);
pg.types.setTypeParser(pg.types.builtins.DATE, (text) => text);
const { TIMESTAMPTZ } = pg.types.builtins;
const readAnyTimestamp = pg.types.getTypeParser(pg.types.builtins.TIMESTAMP) as (text: string) => Date;
pg.types.setTypeParser(TIMESTAMPTZ, (text) => readTimestamp(text, readAnyTimestamp));
const DATE_ARRAY = 1182;
const INT8_ARRAY = 1016;
const parseIntArray = pg.types.getTypeParser(1007 as number) as (text: string) => number[];
pg.types.setTypeParser(INT8_ARRAY as number, parseIntArray);
pg.types.setTypeParser(DATE_ARRAY as number, pg.types.getTypeParser(1009 as number));

/** Opens a pool. Nothing is sent until the first query. */
export function connect(options: ConnectOptions): Database {
  const pool = new PatientPool({
    application_name: options.applicationName ?? 'cadenza',
    ...options.connection,
    max: options.max ?? 16,
    idleTimeoutMillis: 30_000,
    connectionTimeoutMillis: 10_000,
    options: [
      '-c timezone=UTC',
      `-c idle_in_transaction_session_timeout=${TRANSACTION_LIMITS.idleMs}`,
      ...(options.forgettable ? ['-c synchronous_commit=off'] : []),
    ]
      .join(' ')
      .trim(),
    // Not among the options: an older server would refuse the connection.
    // (The pool waits for it, which its types do not say.)
    // oxlint-disable-next-line typescript/no-misused-promises
    onConnect: async (client) => {
      await client.query(
        `SELECT set_config(name, '${TRANSACTION_LIMITS.wholeMs}', false) FROM pg_settings WHERE name = 'transaction_timeout'`,
      );
    },
  });
  pool.on('error', options.onError);
  // The pool listens to idle connections only. One that breaks between two statements of a transaction fails the next
  // of them; without a listener it would end the process (tests/engine/crash-processes.test.ts).
  pool.on('connect', (client) => client.on('error', () => undefined));
  const kysely = new Kysely<Schema>({ dialect: new PostgresDialect({ pool: statementsOf(pool) }) });
  return { kysely, pool, close: () => kysely.destroy() };
}

/** A small pool beside another one of the same database, for work that may be forgotten. */
export function connectBeside(
  { pool }: Pick<Database, 'pool'>,
  applicationName: string,
  max: number,
): Database {
  // (password is not enumerable)
  const connection = { ...pool.options, password: pool.options.password };
  return connect({ connection, applicationName, max, forgettable: true, onError: () => undefined });
}
