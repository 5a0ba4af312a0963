import type pg from 'pg';

/** The role that commands take (db/write.ts); policies confine it to one team (migration 0002). */
export const TENANT_ROLE = 'cadenza_tenant';

/** How the second wall stands; `problem` says in one line what is missing, undefined when it is whole. */
export interface WallState {
  whole: boolean;
  problem: string | undefined;
}

interface Found {
  role: boolean;
  schema: boolean;
  /** Tables without the row security, policy or rights they need. */
  open: string[];
}

type Queries = Pick<pg.ClientBase, 'query'>;

/** The tables of teams, and what each lacks: the same condition for looking and for repairing. */
const OPEN_TABLES = `
  SELECT c.oid, c.relname AS name, CASE c.relname WHEN 'teams' THEN 'id' ELSE 'team_id' END AS team
  FROM pg_class c
  WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind IN ('r', 'p') AND (c.relname = 'teams' OR EXISTS (
      SELECT 1 FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attname = 'team_id' AND NOT a.attisdropped))
    AND NOT (c.relrowsecurity
      AND EXISTS (SELECT 1 FROM pg_policy p JOIN pg_roles r ON r.oid = ANY(p.polroles)
        WHERE p.polrelid = c.oid AND p.polname = 'tenancy' AND r.rolname = '${TENANT_ROLE}')
      AND COALESCE((SELECT has_table_privilege(r.oid, c.oid, 'SELECT') AND has_table_privilege(r.oid, c.oid, 'INSERT')
          AND has_table_privilege(r.oid, c.oid, 'UPDATE') AND has_table_privilege(r.oid, c.oid, 'DELETE')
        FROM pg_roles r WHERE r.rolname = '${TENANT_ROLE}'), false))`;

/** Tables of the whole server, no secret in them, that what decides about a team reads or moves (migration 0100), with the rights that takes. */
const SHARED_TABLES = {
  server_transports: ['SELECT', 'UPDATE'],
  server_facts: ['SELECT'],
} as const;

/** Those of them whose row security, policy or rights are missing. */
const OPEN_SHARED = `
  SELECT c.oid, c.relname AS name FROM pg_class c
  WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind = 'r' AND (${Object.entries(
    SHARED_TABLES,
  )
    .map(
      ([name, rights]) => `c.relname = '${name}' AND NOT (c.relrowsecurity
      AND EXISTS (SELECT 1 FROM pg_policy p JOIN pg_roles r ON r.oid = ANY(p.polroles)
        WHERE p.polrelid = c.oid AND p.polname = 'shared' AND r.rolname = '${TENANT_ROLE}')
      AND COALESCE((SELECT ${rights.map((right) => `has_table_privilege(r.oid, c.oid, '${right}')`).join(' AND ')}
        FROM pg_roles r WHERE r.rolname = '${TENANT_ROLE}'), false))`,
    )
    .join(' OR ')})`;

const LOOK = `
  SELECT EXISTS (SELECT 1 FROM pg_roles WHERE rolname = '${TENANT_ROLE}') AS role,
    COALESCE((SELECT has_schema_privilege(oid, current_schema(), 'USAGE') FROM pg_roles WHERE rolname = '${TENANT_ROLE}'), false) AS schema,
    ARRAY(SELECT name::text FROM (${OPEN_TABLES}) t UNION SELECT name::text FROM (${OPEN_SHARED}) s ORDER BY name) AS open`;

/** Looks whether the wall is whole: the role is there, this user may take it, and every tenant table is behind it. */
export async function wallState(queries: Queries): Promise<WallState> {
  const { rows } = await queries.query<Found>(LOOK);
  const problem = await lacking(queries, rows[0] as Found);
  return { whole: problem === undefined, problem };
}

async function lacking(queries: Queries, { role, schema, open }: Found): Promise<string | undefined> {
  if (!role) return `the role ${TENANT_ROLE} does not exist`;
  if (!(await mayTakeRole(queries))) return `this database user is not a member of the role ${TENANT_ROLE}`;
  if (!schema) return `the role ${TENANT_ROLE} may not use the schema`;
  if (open.length === 0) return undefined;
  const more = open.length > 3 ? ` and ${open.length - 3} more tables` : '';
  return `row security, policy or rights are missing on ${open.slice(0, 3).join(', ')}${more}`;
}

/** Tried, not read: since PostgreSQL 16 a member may lack the right to become what it is a member of. */
async function mayTakeRole(queries: Queries): Promise<boolean> {
  try {
    // Of its own statement's transaction: it lasts no longer.
    await queries.query(`SELECT set_config('role', '${TENANT_ROLE}', true)`);
    return true;
  } catch {
    return false;
  }
}

/**
 * Makes what is missing of the wall, as far as this database user may: after a restore into a cluster without the role,
 * or when an administrator made the role later. Changes nothing that is there. @returns how it stands afterwards
 */
export async function repairWall(client: pg.ClientBase): Promise<WallState> {
  const before = await wallState(client);
  if (before.whole) return before;
  await mayFail(client, `CREATE ROLE ${TENANT_ROLE} NOLOGIN`);
  // A superuser needs no membership, and others may not be able to grant it to themselves.
  await mayFail(client, `DO $$ BEGIN EXECUTE format('GRANT ${TENANT_ROLE} TO %I', current_user); END $$`);
  await mayFail(
    client,
    `DO $$ BEGIN EXECUTE format('GRANT USAGE ON SCHEMA %I TO ${TENANT_ROLE}', current_schema()); END $$`,
  );
  const { rows } = await client.query<{ table: string; team: string }>(
    `SELECT oid::regclass::text AS "table", team FROM (${OPEN_TABLES}) t ORDER BY name`,
  );
  for (const { table, team } of rows)
    await mayFail(
      client,
      `ALTER TABLE ${table} ENABLE ROW LEVEL SECURITY;
       DROP POLICY IF EXISTS tenancy ON ${table};
       CREATE POLICY tenancy ON ${table} TO ${TENANT_ROLE} USING (${team} = current_setting('cadenza.team_id')::bigint);
       GRANT SELECT, INSERT, UPDATE, DELETE ON ${table} TO ${TENANT_ROLE}`,
    );
  const shared = await client.query<{ table: string; name: keyof typeof SHARED_TABLES }>(
    `SELECT oid::regclass::text AS "table", name FROM (${OPEN_SHARED}) t ORDER BY name`,
  );
  for (const { table, name } of shared.rows) {
    const rights = SHARED_TABLES[name];
    await mayFail(
      client,
      `ALTER TABLE ${table} ENABLE ROW LEVEL SECURITY;
       DROP POLICY IF EXISTS shared ON ${table};
       CREATE POLICY shared ON ${table} ${rights.length === 1 ? `FOR ${rights[0]}` : ''} TO ${TENANT_ROLE} USING (true);
       GRANT ${rights.join(', ')} ON ${table} TO ${TENANT_ROLE}`,
    );
  }
  return wallState(client);
}

/** What could not be done shows in the state that is looked at afterwards. */
async function mayFail(client: pg.ClientBase, text: string): Promise<void> {
  await client.query(text).catch((error: unknown) => {
    if (!(error instanceof Error) || !('code' in error)) throw error;
  });
}

/** For operators: what is missing, what that means and what to do. */
export function wallAdvice(problem: string): string {
  return `Teams are kept apart by the queries alone, without PostgreSQL's row security behind them: ${problem}. As an administrator of the database: CREATE ROLE ${TENANT_ROLE} NOLOGIN; GRANT ${TENANT_ROLE} TO the user of DATABASE_URL; then run \`cadenza-server migrate\` as that user and restart.`;
}
