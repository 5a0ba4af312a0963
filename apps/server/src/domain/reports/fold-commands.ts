import { sql } from 'kysely';
import type { Database, Tx } from '../../db/connect.js';
import { readEdge } from '../../db/edge.js';
import { write } from '../../db/write.js';
import { ANSWER_COLUMNS, changedSince, FACT_COLUMNS, factsOf } from './facts.js';

/** Changes counted in one transaction: some tenths of a second. */
const AT_ONCE = 1000;
/** Teams that a part of a round looks after. */
const TEAMS_AT_ONCE = 100;

const listed = (columns: readonly string[], alias?: string) =>
  sql.raw(columns.map((column) => (alias === undefined ? `"${column}"` : `${alias}."${column}"`)).join(', '));
const assigned = (columns: readonly string[]) =>
  sql.raw(columns.map((column) => `"${column}" = excluded."${column}"`).join(', '));

/** Writes the rows of these people as their records have them now. @returns how many rows were not so */
async function countPeople(tx: Tx, team: number, people: readonly number[]): Promise<number> {
  if (people.length === 0) return 0;
  const { rows } = await sql<{ n: number }>`WITH ${factsOf(team, people)},
    emails_gone AS (DELETE FROM report_emails r WHERE r.team_id = ${team} AND r.person_id = ANY(${people}::bigint[])
      AND NOT EXISTS (SELECT FROM facts f WHERE f.email_id = r.email_id) RETURNING 1),
    answers_gone AS (DELETE FROM report_answers r WHERE r.team_id = ${team} AND r.person_id = ANY(${people}::bigint[])
      AND NOT EXISTS (SELECT FROM answers a WHERE a.message_id = r.message_id) RETURNING 1),
    emails_told AS (INSERT INTO report_emails AS r (team_id, ${listed(FACT_COLUMNS)})
      SELECT ${team}::bigint, ${listed(FACT_COLUMNS)} FROM facts
      ON CONFLICT (team_id, email_id) DO UPDATE SET ${assigned(FACT_COLUMNS)}
      WHERE (${listed(FACT_COLUMNS, 'r')}) IS DISTINCT FROM (${listed(FACT_COLUMNS, 'excluded')}) RETURNING 1),
    answers_told AS (INSERT INTO report_answers AS r (team_id, ${listed(ANSWER_COLUMNS)})
      SELECT ${team}::bigint, ${listed(ANSWER_COLUMNS)} FROM answers
      ON CONFLICT (team_id, message_id) DO UPDATE SET ${assigned(ANSWER_COLUMNS)}
      WHERE (${listed(ANSWER_COLUMNS, 'r')}) IS DISTINCT FROM (${listed(ANSWER_COLUMNS, 'excluded')}) RETURNING 1)
    SELECT ((SELECT count(*) FROM emails_gone) + (SELECT count(*) FROM answers_gone) + (SELECT count(*) FROM emails_told)
      + (SELECT count(*) FROM answers_told))::integer AS n`.execute(tx);
  return rows[0]?.n ?? 0;
}

/** One process at a time counts a team. */
async function holdState(tx: Tx, team: number): Promise<void> {
  await sql`INSERT INTO report_states (team_id) VALUES (${team}) ON CONFLICT DO NOTHING`.execute(tx);
  await sql`SELECT FROM report_states WHERE team_id = ${team} FOR UPDATE`.execute(tx);
}

type Counting = Pick<Database, 'pool' | 'kysely'>;

/**
 * Counts what changed of a team since it was last counted, a part at a time. Behind the team's edge nothing appears any
 * more (decision 19), so that what has been passed has been counted. @returns how many changes it looked at
 */
async function countTeam({ pool, kysely }: Counting, team: number): Promise<number> {
  const edge = await readEdge(pool, team);
  return write(kysely, team, async (tx) => {
    await holdState(tx, team);
    const { rows } = await changedSince(team, AT_ONCE, edge.text).execute(tx);
    const [changed] = rows;
    if (changed === undefined || changed.emails + changed.received === 0) return 0;
    await countPeople(tx, team, changed.people);
    await sql`UPDATE report_states SET emails_stamp = greatest(emails_stamp, ${changed.emails_stamp}::timestamptz),
      received_stamp = greatest(received_stamp, ${changed.received_stamp}::timestamptz) WHERE team_id = ${team}`.execute(
      tx,
    );
    return changed.emails + changed.received;
  });
}

/**
 * A part of a round: some hundred changes of each team that has any. A team whose edge cannot be had is left to the next
 * round, and told of. @returns how many changes were looked at
 */
export async function countDue(
  database: Counting,
  failed: (error: unknown, team: number) => void,
): Promise<number> {
  const { rows } = await sql<{ id: number }>`
    SELECT t.id FROM teams t LEFT JOIN report_states s ON s.team_id = t.id
    WHERE EXISTS (SELECT FROM emails e WHERE e.team_id = t.id AND e.updated_at > coalesce(s.emails_stamp, '-infinity'))
      OR EXISTS (SELECT FROM received_messages m WHERE m.team_id = t.id AND m.updated_at > coalesce(s.received_stamp, '-infinity'))
    ORDER BY coalesce(s.emails_stamp, '-infinity'), t.id LIMIT ${TEAMS_AT_ONCE}`.execute(database.kysely);
  let looked = 0;
  for (const { id } of rows)
    looked += await countTeam(database, id).catch((error: unknown) => {
      failed(error, id);
      return 0;
    });
  return looked;
}

/** People counted anew in one transaction. */
const PEOPLE_AT_ONCE = 500;

/**
 * Counts a team anew from its records, beside whatever runs: person after person, each as it is at that moment.
 * @returns how many people there are, and how many rows were wrong or missing
 */
export async function recountTeam(
  { kysely }: Counting,
  team: number,
): Promise<{ people: number; corrected: number }> {
  const done = { people: 0, corrected: 0 };
  for (let after = 0, more = true; more; ) {
    const part = await write(kysely, team, async (tx) => {
      await holdState(tx, team);
      const { rows } = await sql<{ id: number }>`SELECT id FROM (
          (SELECT p.id FROM people p WHERE p.team_id = ${team} AND p.id > ${after} ORDER BY p.id LIMIT ${PEOPLE_AT_ONCE})
          UNION (SELECT DISTINCT r.person_id FROM report_emails r WHERE r.team_id = ${team} AND r.person_id > ${after}
            ORDER BY r.person_id LIMIT ${PEOPLE_AT_ONCE})) i ORDER BY id LIMIT ${PEOPLE_AT_ONCE}`.execute(tx);
      const ids = rows.map(({ id }) => id);
      return { ids, corrected: await countPeople(tx, team, ids) };
    });
    done.people += part.ids.length;
    done.corrected += part.corrected;
    more = part.ids.length > 0;
    after = part.ids.at(-1) ?? after;
  }
  return done;
}
