import type pg from 'pg';
import * as z from 'zod';

/** How many rounds a run has; `FUZZ_RUNS` makes it longer. */
export const ROUNDS = Number(process.env['FUZZ_RUNS'] ?? 3);
/** Milliseconds for a test of so many rounds on a busy machine. */
export const TIMEOUT = 60_000 + ROUNDS * 60_000;

/** Faults by their nature, each with the shortest request that showed it. */
export class Faults {
  readonly #found = new Map<string, string>();

  add(operation: string, fault: string, request: string): void {
    const key = `${operation}: ${fault}`;
    const known = this.#found.get(key);
    if (known === undefined || request.length < known.length) this.#found.set(key, request);
  }

  list(): string[] {
    return [...this.#found].map(([fault, request]) => `${fault}\n    ${request}`);
  }
}

/** Words of ours and of PostgreSQL that no answer may carry. */
const INTERNALS =
  /relation "|column "|violates|duplicate key|syntax error at|invalid input syntax|pg_|node_modules|\.[jt]s:\d+|\n\s+at |kysely|zod|SELECT |postgres/i;
/** Without the random tokens of an answer: one in some thousand holds "zod" or "PG_" by chance. */
export const tellsOfTheInside = (text: string): boolean =>
  INTERNALS.test(text.replace(/[\w-]{20,}/g, (run) => (isRandom(run) ? '' : run)));
const isRandom = (run: string): boolean => [/[a-z]/, /[A-Z]/, /\d/].every((kind) => kind.test(run));

const V422 = z.strictObject({ errors: z.record(z.string(), z.array(z.string()).min(1)) });
const V404 = z.strictObject({ status: z.literal(404), error: z.string() });
const OTHER = z.strictObject({ error: z.string() });

/** What is wrong with the body of an API error; undefined when it is as documented (docs/wire.md section 4). */
export function wrongError(status: number, text: string): string | undefined {
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch {
    return 'an error without JSON';
  }
  if (!(status === 422 ? V422 : status === 404 ? V404 : OTHER).safeParse(body).success)
    return 'an error of another shape';
  return tellsOfTheInside(text) ? 'an error that tells of the inside' : undefined;
}

/**
 * The tables with the moment of their last change: any insert, update or delete makes another text. Left out is what
 * requests note down about themselves, and whatever else is named. `teams`: what belongs to others does not count, whose
 * requests of before may still have work in the background.
 */
export async function storedState(
  pool: pg.Pool,
  without: readonly string[] = [],
  teams?: readonly number[],
): Promise<string> {
  const left = ['api_keys', 'attempt_budgets', 'login_attempts', 'rate_budgets', ...without];
  const text = (await tablesOf(pool))
    .filter(({ name }) => !left.includes(name))
    .map(
      ({ name, owned }) =>
        `SELECT '${name}' AS t, count(*) AS n, max(xmin::text::bigint) AS x FROM ${name}
         WHERE ${teams === undefined ? 'true' : owned ? 'team_id = ANY ($1)' : name === 'teams' ? 'id = ANY ($1)' : 'true'}`,
    )
    .join(' UNION ALL ');
  const rows = await prepared(
    pool,
    `stored state without ${without.join()}${teams === undefined ? '' : ' of teams'}`,
    `SELECT string_agg(t || ' ' || n || ' ' || coalesce(x, 0), ',' ORDER BY t) AS s FROM (${text}) w`,
    teams,
  );
  return rows[0]?.s ?? '';
}

/** Planning so many tables takes far longer than reading them: prepared, until the server clears its connection. */
async function prepared(pool: pg.Pool, name: string, text: string, teams?: readonly number[]) {
  const [parameters, values] = teams === undefined ? ['', ''] : ['(bigint[])', `(ARRAY[${teams.join()}])`];
  const client = await pool.connect();
  try {
    const execute = async () => (await client.query<{ s: string }>(`EXECUTE "${name}" ${values}`)).rows;
    return await execute().catch(async (error: { code?: string }) => {
      if (error.code !== UNKNOWN_STATEMENT) throw error;
      await client.query(`PREPARE "${name}" ${parameters} AS ${text}`);
      return execute();
    });
  } finally {
    client.release();
  }
}
const UNKNOWN_STATEMENT = '26000';

/** Of each pool's database, which no test changes. */
const tables = new WeakMap<pg.Pool, { name: string; owned: boolean }[]>();
async function tablesOf(pool: pg.Pool) {
  const known = tables.get(pool);
  if (known) return known;
  const { rows } = await pool.query<{ name: string; owned: boolean }>(
    `SELECT relname AS name, EXISTS (SELECT FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attname = 'team_id') AS owned
     FROM pg_class c WHERE relnamespace = 'public'::regnamespace AND relkind = 'r'`,
  );
  tables.set(pool, rows);
  return rows;
}

/** The same again and again: all tables are looked at only when anything was written since (to PostgreSQL's log, which every table's rows go through). */
export function watchStored(pool: pg.Pool): () => Promise<string> {
  let written = '';
  let state = '';
  return async () => {
    const { rows } = await pool.query<{ at: string }>('SELECT pg_current_wal_insert_lsn()::text AS at');
    const at = rows[0]?.at ?? '';
    if (at !== written || state === '') state = await storedState(pool);
    // (What was written while it was looked at is seen next time.)
    written = at;
    return state;
  };
}

/** The tables that differ between two states. */
export function difference(before: string, after: string): string {
  const old = new Set(before.split(','));
  return after
    .split(',')
    .filter((table) => !old.has(table))
    .join(', ');
}
