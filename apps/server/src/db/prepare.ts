import type pg from 'pg';

/** A text is prepared from its second use on, and at most so many are: lists of varying length must not fill the servers' memory. */
const REMEMBERED = 4_000;
const PREPARED = 600;

interface Pool {
  connect(): Promise<pg.PoolClient>;
  end(): Promise<void>;
}

/**
 * The pool as the query builder sees it: every statement that comes again is sent under a name, so that PostgreSQL
 * parses it once per connection and may keep its plan (docs/decisions/0003-prepared-statements.md). Claims
 * (SKIP LOCKED) stay unnamed: a plan kept from an empty queue is ruinous on a full one.
 */
export function preparing(pool: pg.Pool): Pool {
  const seen = new Map<string, string | undefined>();
  let named = 0;
  const wrapped = new WeakMap<pg.PoolClient, pg.PoolClient>();

  function nameOf(text: string): string | undefined {
    if (seen.has(text)) {
      const name = seen.get(text);
      if (name !== undefined || named >= PREPARED || text.includes('SKIP LOCKED')) return name;
      named += 1;
      seen.set(text, `q${named}`);
      return `q${named}`;
    }
    if (seen.size < REMEMBERED) seen.set(text, undefined);
    return undefined;
  }

  function wrap(client: pg.PoolClient): pg.PoolClient {
    const known = wrapped.get(client);
    if (known) return known;
    const query = (text: unknown, values?: unknown[]) => {
      const name =
        typeof text === 'string' && values !== undefined && values.length > 0 ? nameOf(text) : undefined;
      return name === undefined
        ? client.query(text as string, values)
        : client.query({ name, text: text as string, values: values ?? [] });
    };
    const wrapper = { query, release: (destroy?: boolean) => client.release(destroy) } as pg.PoolClient;
    wrapped.set(client, wrapper);
    return wrapper;
  }

  return { connect: async () => wrap(await pool.connect()), end: () => pool.end() };
}
