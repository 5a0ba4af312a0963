import type pg from 'pg';

/** What a distributed PostgreSQL refuses of a schema (docs/architecture.md), by the names the debts have. */
export interface Offenders {
  /** Tables whose rows belong to no team. */
  tables: string[];
  /** Unique keys and primary keys of teams' tables that do not hold the team. */
  unique: string[];
  /** Foreign keys that do not hold the team on both sides. */
  foreign: string[];
  /** Functions that say NOTIFY. */
  notify: string[];
  /** Functions with their owner's rights. */
  definer: string[];
}

type Queries = Pick<pg.Pool, 'query'>;

/** Column of the team: `id` of `teams` itself. */
const TEAM = `CASE c.relname WHEN 'teams' THEN 'id' ELSE 'team_id' END`;
const OURS = `c.relnamespace = current_schema()::regnamespace AND c.relkind IN ('r', 'p')`;
const HAS_TEAM = `EXISTS (SELECT 1 FROM pg_attribute t WHERE t.attrelid = c.oid AND t.attname = ${TEAM} AND NOT t.attisdropped)`;

const TABLES = `SELECT c.relname AS name FROM pg_class c WHERE ${OURS} AND NOT ${HAS_TEAM}`;

// Keys alone: a column that is only INCLUDEd, or within an expression, makes nothing unique by team.
const UNIQUE = `
  SELECT c.relname || '.' || i.relname AS name
  FROM pg_index x JOIN pg_class c ON c.oid = x.indrelid JOIN pg_class i ON i.oid = x.indexrelid
  WHERE ${OURS} AND ${HAS_TEAM} AND (x.indisunique OR x.indisexclusion) AND NOT EXISTS (
    SELECT 1 FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attname = ${TEAM}
      AND a.attnum = ANY((x.indkey::int2[])[0:x.indnkeyatts - 1]))`;

const FOREIGN = `
  SELECT c.relname || '.' || k.conname AS name
  FROM pg_constraint k JOIN pg_class c ON c.oid = k.conrelid JOIN pg_class r ON r.oid = k.confrelid
  WHERE k.contype = 'f' AND k.conparentid = 0 AND ${OURS} AND NOT EXISTS (
    SELECT 1 FROM unnest(k.conkey, k.confkey) AS pair (here, there)
      JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = pair.here AND a.attname = ${TEAM}
      JOIN pg_attribute b ON b.attrelid = r.oid AND b.attnum = pair.there
        AND b.attname = CASE r.relname WHEN 'teams' THEN 'id' ELSE 'team_id' END)`;

// Functions of extensions are not ours.
const FUNCTIONS = `
  SELECT p.proname || '(' || pg_get_function_identity_arguments(p.oid) || ')' AS name FROM pg_proc p
  WHERE p.pronamespace = current_schema()::regnamespace
    AND NOT EXISTS (SELECT 1 FROM pg_depend d WHERE d.classid = 'pg_proc'::regclass AND d.objid = p.oid AND d.deptype = 'e')`;
const NOTIFY = `${FUNCTIONS} AND coalesce(pg_get_function_sqlbody(p.oid), p.prosrc) ~* '(^|[^a-z_])(pg_notify|notify)([^a-z_]|$)'`;
const DEFINER = `${FUNCTIONS} AND p.prosecdef`;

/** The offenders of the schema that a connection looks at, each list in order. */
export async function offendersOf(queries: Queries): Promise<Offenders> {
  const names = async (query: string) => {
    const { rows } = await queries.query<{ name: string }>(query);
    return rows.map(({ name }) => name).sort();
  };
  return {
    tables: await names(TABLES),
    unique: await names(UNIQUE),
    foreign: await names(FOREIGN),
    notify: await names(NOTIFY),
    definer: await names(DEFINER),
  };
}
