import pg from 'pg';
import { isRetryable, isStalePlan } from './pg-errors.js';
import { StatementNames } from './statement-names.js';

/** How often a statement is sent at most, when DDL made it invalid or others were in its way each time. */
const TRIES = 4;

/** The pool as the query builder and the lists see it: every statement that comes again is sent under a name. */
export interface Statements {
  /** A connection for several statements. */
  connect(): Promise<pg.PoolClient>;
  /** One statement on any connection, outside of transactions. Planned `each time` it never gets a name. */
  query<Row extends pg.QueryResultRow>(
    text: string,
    values: unknown[],
    options?: { planned?: 'once' | 'each time' },
  ): Promise<pg.QueryResult<Row>>;
  end(): Promise<void>;
}

const known = new WeakMap<pg.Pool, Statements>();

/** How statements begin that say what the transaction is, and take no parameters: several make one message. */
export const OF_TRANSACTION = 'SET LOCAL ';
/** As the query builder writes them. */
const opensTransaction = (text: string) => text === 'begin' || text.startsWith('start transaction');
const NOTHING: Pick<pg.QueryResult, 'command' | 'rowCount' | 'rows'> = {
  command: '',
  rowCount: null,
  rows: [],
};

/**
 * A statement under its name. Given as an object it would be copied first, with the descriptor of each property: a tenth of
 * what a statement costs here.
 */
function byName(
  client: pg.PoolClient,
  name: string,
  text: string,
  values: unknown[],
): Promise<pg.QueryResult> {
  const query = Object.assign(new pg.Query(text, values), { name });
  return new Promise((resolve, reject) => {
    const answered = (error: Error | null | undefined, result: pg.QueryResult) => {
      if (!error) return resolve(result);
      // The one of the driver ends in its socket.
      Error.captureStackTrace(error, answered);
      reject(error);
    };
    Object.assign(query, { callback: answered });
    client.query(query);
  });
}

/** The one of this pool: names are shared by all that use it. */
export function statementsOf(pool: pg.Pool): Statements {
  let statements = known.get(pool);
  if (!statements) known.set(pool, (statements = withPreparedStatements(pool)));
  return statements;
}

/**
 * Statements that come again are sent under a name, so that PostgreSQL parses them once per connection and may keep
 * their plan (docs/decisions/0003-prepared-statements.md); which ones, `names` says. Claims (SKIP LOCKED) stay unnamed:
 * a plan kept from an empty queue is ruinous on a full one. A statement that was made invalid by a migration, or that
 * the server does not know any more, is prepared anew: at once outside a transaction; inside, the transaction has
 * failed, and `write` begins it again.
 * long: the parts of one wrapper around a pool, which share what each of its connections has prepared.
 */
export function withPreparedStatements(pool: pg.Pool, names = new StatementNames()): Statements {
  const wrapped = new WeakMap<pg.PoolClient, pg.PoolClient>();
  const swept = new WeakMap<pg.PoolClient, number>();

  /**
   * One statement, under its name where it has one. By itself (no transaction is open) it is sent again when PostgreSQL
   * ended it for the sake of others: a statement that only reads may be in a deadlock with a migration.
   */
  async function run(
    client: pg.PoolClient,
    text: string,
    values: unknown[],
    named = values.length > 0,
  ): Promise<pg.QueryResult> {
    for (let attempt = 1; ; attempt += 1) {
      const name = named ? names.nameOf(text) : undefined;
      try {
        return await (name === undefined ? client.query(text, values) : byName(client, name, text, values));
      } catch (error) {
        if (!isRetryable(error)) throw error;
        if (name !== undefined && isStalePlan(error)) names.retire(name);
        // The state before this statement: the error arrives ahead of the server's next word about it.
        if (client.getTransactionStatus() !== 'I' || attempt >= TRIES) throw error;
      }
    }
  }

  /** Lets go what this connection still holds of names that were given up. */
  async function sweep(client: pg.PoolClient): Promise<void> {
    const { generation } = names;
    const held = heldBy(client);
    for (const name of Object.keys(held)) {
      if (names.isAlive(name)) continue;
      // Not known to the server any more (DISCARD, a pooler): as good as let go.
      await client.query(`DEALLOCATE ${name}`).catch(() => undefined);
      delete held[name];
    }
    swept.set(client, generation);
  }

  function wrap(client: pg.PoolClient): pg.PoolClient {
    const before = wrapped.get(client);
    if (before) return before;
    let opening: string | undefined;
    /** What opens a transaction waits for its first statement, and travels with that where it can: a round trip less. */
    const query = async (text: string, values: unknown[] = []) => {
      if (opensTransaction(text)) {
        opening = text;
        return NOTHING;
      }
      const open = opening;
      opening = undefined;
      if (open === undefined) return run(client, text, values);
      if (text === 'commit' || text === 'rollback') return NOTHING;
      if (text.startsWith(OF_TRANSACTION) && values.length === 0) return client.query(`${open};${text}`);
      await client.query(open);
      return run(client, text, values);
    };
    const release = (destroy?: boolean) => {
      opening = undefined;
      client.release(destroy);
    };
    const wrapper = { query, release } as unknown as pg.PoolClient;
    wrapped.set(client, wrapper);
    return wrapper;
  }

  async function connect(): Promise<pg.PoolClient> {
    const client = await pool.connect();
    if (swept.get(client) === names.generation) return client;
    try {
      await sweep(client);
    } catch (error) {
      client.release(true);
      throw error;
    }
    return client;
  }

  return {
    connect: async () => wrap(await connect()),
    query: async <Row extends pg.QueryResultRow>(
      text: string,
      values: unknown[],
      { planned = 'once' }: { planned?: 'once' | 'each time' } = {},
    ) => {
      const client = await connect();
      try {
        return (await run(
          client,
          text,
          values,
          planned === 'once' && values.length > 0,
        )) as pg.QueryResult<Row>;
      } finally {
        client.release();
      }
    },
    end: () => pool.end(),
  };
}

/** The driver's own list of what it prepared on this connection, by name. */
function heldBy(client: pg.PoolClient): Record<string, string> {
  return (client as unknown as { connection: { parsedStatements: Record<string, string> } }).connection
    .parsedStatements;
}
