import { sql } from 'kysely';
import type { Database } from './connect.js';

/** Tables below this many rows are read by ANALYZE in no time. */
const SMALL = 10_000;

/**
 * Takes the planner's statistics anew of those of these tables that are small or have changed by a tenth, without
 * waiting for autovacuum. A database user who does not own them is told so by the server and changes nothing.
 */
export async function analyzeStale(
  { kysely }: Pick<Database, 'kysely'>,
  tables: readonly string[],
): Promise<void> {
  const { rows } = await sql<{ name: string }>`
    SELECT s.relname AS name FROM pg_stat_user_tables s JOIN pg_class c ON c.oid = s.relid
    WHERE s.schemaname = current_schema() AND s.relname = ANY(${tables}::text[])
      AND (c.reltuples < ${SMALL} OR s.n_mod_since_analyze > c.reltuples / 10)`.execute(kysely);
  for (const { name } of rows) await sql`ANALYZE ${sql.table(name)}`.execute(kysely);
}
