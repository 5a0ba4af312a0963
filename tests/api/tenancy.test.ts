import { randomUUID } from 'node:crypto';
import { CompiledQuery, sql } from 'kysely';
import type pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Tx } from '../../apps/server/src/db/connect.js';
import { write, writeAcrossTeams } from '../../apps/server/src/db/write.js';
import { testDatabase } from '../support/database.js';

/**
 * Row-level security is a second wall: whatever a statement forgot, a transaction of one team
 * neither sees nor changes a row of another. Every table is taken from the catalogue, so that a new one cannot be
 * forgotten. Rows are made up by type, in a database whose foreign keys and checks were taken out for that.
 */
const ROLE = 'cadenza_tenant';
const ALICE = 1;
const BOB = 2;

/** Tables of the whole server: no team is known yet when they are read, and no command touches them. */
const SERVER_WIDE = [
  'attempt_budgets',
  'login_attempts',
  'oauth_payloads',
  'oauth_signing_keys',
  'schema_migrations',
  'server_facts',
  'server_keys',
  'server_transports',
];
/** No secrets: what a team's e-mails are decided by. Read by every team. */
const READ_BY_TEAMS = ['server_facts', 'server_transports'];
/** Dynamically registered OAuth clients belong to no team, so team_id cannot lead the primary key there. */
const TEAMLESS_ROWS = ['oauth_apps'];

interface Table {
  name: string;
  /** The column that says whose a row is. */
  team: string;
}

let db: Awaited<ReturnType<typeof testDatabase>>;
let tables: Table[];
beforeAll(async () => {
  db = await testDatabase();
  tables = await rows<Table>(`
    SELECT c.relname AS name, CASE c.relname WHEN 'teams' THEN 'id' ELSE 'team_id' END AS team
    FROM pg_class c
    WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') AND (c.relname = 'teams' OR EXISTS (
      SELECT FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attname = 'team_id' AND NOT a.attisdropped))
    ORDER BY 1`);
});
afterAll(() => db.close());

async function rows<T>(text: string, values: unknown[] = []): Promise<T[]> {
  return (await db.database.pool.query<T & pg.QueryResultRow>(text, values)).rows;
}

describe('the catalogue', () => {
  it('knows every table either as a tenant table or as one of the whole server', async () => {
    const all = await rows<{ name: string }>(
      `SELECT relname AS name FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p') ORDER BY 1`,
    );
    expect(tables.length).toBeGreaterThan(30);
    expect(all.map(({ name }) => name)).toEqual([...tables.map(({ name }) => name), ...SERVER_WIDE].sort());
  });

  it('protects every tenant table (protect_tenant_table was called for it)', async () => {
    const found = await rows<{ name: string; enabled: boolean; policies: unknown[] }>(
      `SELECT c.relname AS name, c.relrowsecurity AS enabled,
         (SELECT json_agg(json_build_object('roles', p.roles, 'permissive', p.permissive, 'cmd', p.cmd, 'qual', p.qual, 'check', p.with_check))
            FROM pg_policies p WHERE p.schemaname = 'public' AND p.tablename = c.relname) AS policies
       FROM pg_class c WHERE c.oid = ANY(SELECT ('public.' || quote_ident(t))::regclass FROM unnest($1::text[]) t) ORDER BY 1`,
      [tables.map(({ name }) => name)],
    );
    const expected = tables.map(({ name, team }) => ({
      name,
      enabled: true,
      policies: [
        {
          roles: [ROLE],
          permissive: 'PERMISSIVE',
          cmd: 'ALL',
          qual: `(${team} = (current_setting('cadenza.team_id'::text))::bigint)`,
          check: null,
        },
      ],
    }));
    expect(found).toEqual(expected);
  });

  it('gives the tenant role nothing but the protected tables, and no way around them', async () => {
    const [role] = await rows(
      'SELECT rolsuper, rolbypassrls, rolcanlogin, rolcreaterole FROM pg_roles WHERE rolname = $1',
      [ROLE],
    );
    expect(role).toEqual({ rolsuper: false, rolbypassrls: false, rolcanlogin: false, rolcreaterole: false });
    const reachable = await rows<{ name: string }>(
      `SELECT c.relname AS name FROM pg_class c
       WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p', 'v', 'm', 'f') AND NOT c.relrowsecurity
         AND (has_table_privilege($1, c.oid, 'SELECT, INSERT, UPDATE, DELETE, TRUNCATE, REFERENCES, TRIGGER')
           OR has_any_column_privilege($1, c.oid, 'SELECT, INSERT, UPDATE, REFERENCES'))`,
      [ROLE],
    );
    expect(reachable).toEqual([]);
    const wide = await rows(
      `SELECT c.relname AS name FROM pg_class c WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p')
         AND has_table_privilege($1, c.oid, 'TRUNCATE, REFERENCES, TRIGGER')`,
      [ROLE],
    );
    expect(wide, 'TRUNCATE is not subject to row-level security').toEqual([]);
    const owned = await rows(
      `SELECT relname FROM pg_class WHERE relowner = (SELECT oid FROM pg_roles WHERE rolname = $1)`,
      [ROLE],
    );
    expect(owned, 'an owner walks past its own policies').toEqual([]);
    const definer = await rows<{ proname: string }>(
      `SELECT proname FROM pg_proc WHERE pronamespace = 'public'::regnamespace AND prosecdef ORDER BY 1`,
    );
    // They run as their owner, past the policies: each is tried below.
    expect(definer.map(({ proname }) => proname)).toEqual([
      'accounts_with_domain',
      // Gives moments, and nothing of a table.
      'draw_stamps',
      'people_with_address',
      'people_with_addresses',
    ]);
  });

  it('leads the primary key of every tenant table with the team', async () => {
    const keys = await rows<{ name: string; first: string | null }>(
      `SELECT t AS name, (SELECT a.attname FROM pg_constraint k JOIN pg_attribute a ON a.attrelid = k.conrelid AND a.attnum = k.conkey[1]
         WHERE k.conrelid = ('public.' || quote_ident(t))::regclass AND k.contype = 'p') AS first FROM unnest($1::text[]) t ORDER BY 1`,
      [tables.map(({ name }) => name)],
    );
    const wrong = keys.filter(
      ({ name, first }) => first !== tables.find((table) => table.name === name)?.team,
    );
    expect(wrong.map(({ name }) => name)).toEqual(TEAMLESS_ROWS);
  });

  it('lets no foreign key point from one team into another', async () => {
    const loose = await rows(
      `SELECT k.conrelid::regclass::text AS name, pg_get_constraintdef(k.oid) AS definition FROM pg_constraint k
       JOIN pg_class target ON target.oid = k.confrelid
       WHERE k.contype = 'f' AND target.relname <> 'teams'
         AND k.conrelid IN (SELECT attrelid FROM pg_attribute WHERE attname = 'team_id' AND NOT attisdropped)
         AND NOT EXISTS (SELECT FROM unnest(k.conkey, k.confkey) pair(mine, theirs)
           JOIN pg_attribute a ON a.attrelid = k.conrelid AND a.attnum = pair.mine AND a.attname = 'team_id'
           JOIN pg_attribute b ON b.attrelid = k.confrelid AND b.attnum = pair.theirs AND b.attname = 'team_id')`,
    );
    expect(loose).toEqual([]);
  });
});

describe('inside write(db, team)', () => {
  beforeAll(async () => {
    await dropChecks();
    for (const table of tables) for (const team of [ALICE, BOB, BOB]) await madeUp(table, team);
  });

  const asAlice = <T>(work: (tx: Tx) => Promise<T>) => write(db.database.kysely, ALICE, work);
  /** Rows a statement touched; the transaction is given up. */
  async function touched(text: string): Promise<number> {
    const undo = new Error('undo');
    let count = -1;
    await asAlice(async (tx) => {
      const result = await sql.raw(text).execute(tx);
      count = Number(result.numAffectedRows ?? result.rows.length);
      throw undo;
    }).catch((error: unknown) => {
      if (error !== undo) throw error;
    });
    return count;
  }
  const refusal = (text: string) =>
    asAlice((tx) => sql.raw(text).execute(tx)).then(
      () => 'done',
      (error: { code?: string }) => error.code,
    );

  it('a statement without team_id reads and changes only rows of the team, in every table', async () => {
    for (const { name, team } of tables) {
      const mine = Number(
        (await rows<{ n: number }>(`SELECT count(*) AS n FROM ${name} WHERE ${team} = ${ALICE}`))[0]?.n,
      );
      const theirs = (
        await rows<{ n: number }>(`SELECT count(*) AS n FROM ${name} WHERE ${team} = ${BOB}`)
      )[0]?.n;
      // More than one where triggers write rows of others (activity_histories).
      expect([mine > 0, Number(theirs) > 0], `${name} has rows of both teams`).toEqual([true, true]);
      expect(await touched(`SELECT * FROM ${name}`), `SELECT ${name}`).toBe(mine);
      expect(await touched(`SELECT * FROM ${name} WHERE ${team} = ${BOB}`), `SELECT ${name}`).toBe(0);
      expect(await touched(`SELECT * FROM ${name} FOR UPDATE`), `SELECT FOR UPDATE ${name}`).toBe(mine);
      expect(await touched(`UPDATE ${name} SET ${team} = ${team}`), `UPDATE ${name}`).toBe(mine);
      expect(await touched(`DELETE FROM ${name}`), `DELETE ${name}`).toBe(mine);
      expect(await touched(`DELETE FROM ${name} WHERE ${team} = ${BOB}`), `DELETE ${name}`).toBe(0);
    }
  });

  it('no row can be made for, or handed to, another team', async () => {
    const INSUFFICIENT_PRIVILEGE = '42501';
    for (const table of tables) {
      const { name, team } = table;
      const { text, values } = await insertion(table, BOB);
      const inserted = await asAlice((tx) => tx.executeQuery(CompiledQuery.raw(text, values))).then(
        () => 'done',
        (error: { code?: string }) => error.code,
      );
      expect(inserted, `INSERT ${name}`).toBe(INSUFFICIENT_PRIVILEGE);
      expect(await refusal(`UPDATE ${name} SET ${team} = ${BOB}`), `UPDATE ${name}`).toBe(
        INSUFFICIENT_PRIVILEGE,
      );
      expect(await refusal(`TRUNCATE ${name}`), `TRUNCATE ${name}`).toBe(INSUFFICIENT_PRIVILEGE);
    }
    for (const name of SERVER_WIDE.filter((each) => !READ_BY_TEAMS.includes(each))) {
      expect(await refusal(`SELECT * FROM ${name}`), name).toBe(INSUFFICIENT_PRIVILEGE);
    }
  });

  it('two transactions at once stay apart, and nothing of them is left on their connections', async () => {
    const seen = await Promise.all(
      Array.from({ length: 24 }, async (_, index) => {
        const team = index % 2 === 0 ? ALICE : BOB;
        const found = await write(db.database.kysely, team, async (tx) => {
          await sql`SELECT pg_sleep(0.01)`.execute(tx);
          return tx.selectFrom('people').select('team_id').distinct().execute();
        });
        return found.map((row) => row.team_id).join() === String(team);
      }),
    );
    expect(seen).toEqual(seen.map(() => true));
    await asAlice(async () => Promise.reject(new Error('given up'))).catch(() => undefined);
    const left = await Promise.all(
      Array.from({ length: 8 }, () =>
        rows<{ role: string; team: string | null }>(
          `SELECT current_setting('role') AS role, nullif(current_setting('cadenza.team_id', true), '') AS team, pg_sleep(0.01)`,
        ),
      ),
    );
    for (const [row] of left) expect(row).toMatchObject({ role: 'none', team: null });
  });

  it('the look-ups that run as the owner keep to the team of the transaction', async () => {
    for (const [table, column, lookup, argument] of [
      ['people', 'email_address', 'people_with_address', `'both.teams.EXAMPLE'`],
      ['people', 'email_address', 'people_with_addresses', `ARRAY['both.teams.EXAMPLE']`],
      ['accounts', 'domain', 'accounts_with_domain', `'both.teams.EXAMPLE'`],
    ] as const) {
      const marked = await rows<{ team_id: number; id: number }>(
        `UPDATE ${table} SET ${column} = 'Both.Teams.example' || CASE WHEN id = (SELECT min(id) FROM ${table} o WHERE o.team_id = ${table}.team_id) THEN '' ELSE id::text END RETURNING team_id, id`,
      );
      const found = await asAlice((tx) =>
        sql.raw<{ id: number }>(`SELECT ${lookup}(${argument}) AS id`).execute(tx),
      );
      const own = marked.filter(({ team_id: team }) => team === ALICE).map(({ id }) => id);
      expect(found.rows.map(({ id }) => id)).toEqual([Math.min(...own)]);
    }
  });

  it('work over all teams sees them all; the tenant role without a team sees none', async () => {
    const teams = await writeAcrossTeams(db.database.kysely, (tx) =>
      tx.selectFrom('people').select('team_id').distinct().orderBy('team_id').execute(),
    );
    expect(teams.map((row) => row.team_id)).toEqual([ALICE, BOB]);
    const attempt = writeAcrossTeams(db.database.kysely, async (tx) => {
      await sql.raw(`SET LOCAL ROLE ${ROLE}`).execute(tx);
      return tx.selectFrom('people').select('id').execute();
    });
    // undefined_object where the setting was never made on the connection, a bad bigint where it was.
    await expect(attempt).rejects.toMatchObject({ code: expect.stringMatching(/^(42704|22P02)$/) });
  });
});

/**
 * Made-up rows satisfy the types of the columns, not the rules between them. Unique keys stay: values are unique, the
 * user's among them, since some tables hold one row of a team for each user and one for none.
 */
async function dropChecks(): Promise<void> {
  const constraints = await rows<{ name: string; rule: string }>(
    `SELECT conrelid::regclass::text AS name, quote_ident(conname) AS rule FROM pg_constraint
     WHERE connamespace = 'public'::regnamespace AND contype IN ('c', 'f')`,
  );
  for (const { name, rule } of constraints) await rows(`ALTER TABLE ${name} DROP CONSTRAINT ${rule}`);
  // What notes changes makes rows of its own, and what keeps those refuses to change them.
  const noting = await rows<{ name: string; rule: string }>(
    `SELECT tgrelid::regclass::text AS name, quote_ident(tgname) AS rule FROM pg_trigger WHERE tgname IN ('audit', 'append_only')`,
  );
  for (const { name, rule } of noting) await rows(`DROP TRIGGER ${rule} ON ${name}`);
}

interface Column {
  column: string;
  type: string;
}
async function insertion(
  { name, team }: Table,
  teamId: number,
): Promise<{ text: string; values: unknown[] }> {
  const columns = await rows<Column>(
    `SELECT attname AS column, atttypid::regtype::text AS type FROM pg_attribute
     WHERE attrelid = ('public.' || quote_ident($1))::regclass AND attnum > 0 AND NOT attisdropped AND attgenerated = '' AND attidentity = ''
       AND attname <> $2 AND (attnotnull AND NOT atthasdef OR attname = 'user_id') ORDER BY attnum`,
    [name, team],
  );
  const values = [teamId, ...columns.map(({ type }) => valueOf(type))];
  const names = [team, ...columns.map(({ column }) => `"${column}"`)];
  return {
    text: `INSERT INTO ${name} (${names.join(', ')}) VALUES (${values.map((_, index) => `$${index + 1}`).join(', ')})`,
    values,
  };
}
async function madeUp(table: Table, teamId: number): Promise<void> {
  if (table.name === 'teams' && (await rows('SELECT FROM teams WHERE id = $1', [teamId])).length > 0) return;
  const { text, values } = await insertion(table, teamId);
  // Some tables hold one row for each team.
  await rows(`${text} ON CONFLICT DO NOTHING`, values);
}

let sequence = 1000;
function valueOf(type: string): unknown {
  sequence += 1;
  if (type.endsWith('[]')) return [];
  switch (type) {
    case 'text':
      return `made up ${sequence}`;
    case 'uuid':
      return randomUUID();
    case 'bytea':
      return Buffer.from(String(sequence));
    case 'bigint':
    case 'integer':
    case 'smallint':
    case 'real':
      return sequence;
    case 'boolean':
      return false;
    case 'timestamp with time zone':
    case 'date':
      return '2026-03-02T09:00:00Z';
    case 'jsonb':
      return '{}';
    default:
      throw new Error(`no made-up value for the type ${type}: add one`);
  }
}
