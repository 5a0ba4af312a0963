import { sql } from 'kysely';
import type { Database } from '../../db/connect.js';
import { writeAcrossTeams } from '../../db/write.js';
import { invalid } from '../../kernel/errors.js';

/** Views that readers may read; migration 0341 says what they have. */
const VIEWS = [
  ...[
    'teams',
    'emails',
    'answers',
    'calls',
    'touches',
    'additions',
    'successes',
    'users',
    'cadences',
    'steps',
  ],
].map((name) => `reporting_v1_${name}`);

/**
 * Lets a role of the database read the figures of a team, or takes that back. The role itself, and its password, are made by
 * whoever looks after the database. @returns the teams it reads now @throws AppError invalid for a role that is not there
 */
export async function setReader(
  { kysely }: Pick<Database, 'kysely'>,
  team: number,
  role: string,
  { reads, now }: { readonly reads: boolean; readonly now: Date },
): Promise<number[]> {
  return writeAcrossTeams(kysely, async (tx) => {
    const { rows: found } = await sql<{
      schema: string;
    }>`SELECT current_schema() AS schema FROM pg_roles WHERE rolname = ${role}`.execute(tx);
    const [place] = found;
    if (!place) throw invalid('role', 'is no role of the database: CREATE ROLE first');
    if (reads)
      await sql`INSERT INTO reporting_readers (team_id, role_name, created_at) VALUES (${team}, ${role}, ${now}) ON CONFLICT DO NOTHING`.execute(
        tx,
      );
    else await sql`DELETE FROM reporting_readers WHERE team_id = ${team} AND role_name = ${role}`.execute(tx);
    const { rows } = await sql<{
      id: number;
    }>`SELECT team_id AS id FROM reporting_readers WHERE role_name = ${role} ORDER BY team_id`.execute(tx);
    const views = sql.join(VIEWS.map((name) => sql.id(name)));
    if (rows.length > 0) {
      await sql`GRANT USAGE ON SCHEMA ${sql.id(place.schema)} TO ${sql.id(role)}`.execute(tx);
      await sql`GRANT SELECT ON ${views} TO ${sql.id(role)}`.execute(tx);
    } else await sql`REVOKE SELECT ON ${views} FROM ${sql.id(role)}`.execute(tx);
    return rows.map(({ id }) => id);
  });
}
