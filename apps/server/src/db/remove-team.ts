import { sql } from 'kysely';
import type { Db } from './connect.js';

/** Rows that one statement removes: other teams' work goes on in between. */
const AT_ONCE = 500;

/**
 * Removes rows of a team, whatever tables there are: those that nothing refers to first, a few hundred in each statement.
 * Beside the team itself nothing is left when it answers 0. Only for teams that may vanish altogether: the database keeps
 * audit entries of all others (migration 0361). `but`: tables that have more to them than rows.
 */
export async function removeRowsOf(db: Db, teamId: number, but: readonly string[]): Promise<number> {
  for (const { name, own } of await tablesInOrder(db)) {
    if (but.includes(name)) continue;
    const table = sql.table(name);
    // Rows of one table that refer to each other go together: such tables are small (groups, users).
    const { numAffectedRows } = own
      ? await sql`DELETE FROM ${table} WHERE team_id = ${teamId}`.execute(db)
      : await sql`DELETE FROM ${table} WHERE team_id = ${teamId}
          AND ctid = ANY (ARRAY(SELECT ctid FROM ${table} WHERE team_id = ${teamId} LIMIT ${AT_ONCE}))`.execute(
          db,
        );
    const removed = Number(numAffectedRows ?? 0);
    if (removed > 0) return removed;
  }
  return 0;
}

interface Table {
  readonly name: string;
  /** It refers to itself. */
  readonly own: boolean;
}

/** The tables that hold rows of teams, each before those that it refers to. */
async function tablesInOrder(db: Db): Promise<Table[]> {
  const { rows } = await sql<{ name: string; refers: string[] }>`
    SELECT c.relname AS name, ARRAY(SELECT DISTINCT f.relname FROM pg_constraint k JOIN pg_class f ON f.oid = k.confrelid
      WHERE k.contype = 'f' AND k.conrelid = c.oid)::text[] AS refers
    FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'team_id' AND NOT a.attisdropped
    WHERE c.relkind = 'r' AND c.relnamespace = 'public'::regnamespace ORDER BY c.relname`.execute(db);
  const left = new Map(rows.map(({ name, refers }) => [name, refers]));
  const order: Table[] = [];
  while (left.size > 0) {
    const referred = new Set([...left].flatMap(([name, refers]) => refers.filter((each) => each !== name)));
    const free = [...left.keys()].filter((name) => !referred.has(name));
    // (A circle: PostgreSQL says what stands in the way.)
    for (const name of free.length > 0 ? free : [...left.keys()]) {
      order.push({ name, own: left.get(name)?.includes(name) ?? false });
      left.delete(name);
    }
  }
  return order;
}
