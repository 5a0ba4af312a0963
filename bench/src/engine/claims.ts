import { claimDue, dueRows, type Queue, type Take } from 'cadenza-server/jobs/lease.js';
import { sql } from 'kysely';
import { median } from '../numbers.js';
import type { Row } from '../report.js';
import { MONDAY, type World } from './world.js';

const TEAMS = 10_000;
const PER_TEAM = 100;
const PER_CLAIM = 100;
/** Claims of one half, and pairs of halves in turn. */
const CLAIMS = 200;
const PAIRS = 7;
const GOAL = 0.8;

/** Rows claimed per second where many teams have some due, against one team that has as many as all of them. */
export async function measureClaims({ database }: World, signal: AbortSignal): Promise<Row> {
  const { pool } = database;
  // A transaction holds a lock for each team that it stamps.
  for (let made = 0; made < TEAMS; made += 1000)
    await pool.query(
      `INSERT INTO teams (created_at, updated_at, name) SELECT $1, $1, 'Team' FROM generate_series(1, 1000)`,
      [MONDAY],
    );
  const { rows: teams } = await pool.query<{ id: number }>('SELECT id FROM teams ORDER BY id LIMIT $1', [
    TEAMS,
  ]);
  const ids = teams.map(({ id }) => id);
  const many = await queue(database, 'many_teams', ids, PER_TEAM);
  const one = await queue(database, 'one_team', ids.slice(0, 1), TEAMS * PER_TEAM);
  const rates: Record<'ours' | 'theirs', number[]> = { ours: [], theirs: [] };
  for (let pair = 0; pair <= PAIRS; pair += 1) {
    signal.throwIfAborted();
    const ours = await many();
    const theirs = await one();
    // The first pair warms up both.
    if (pair === 0) continue;
    rates.ours.push(ours);
    rates.theirs.push(theirs);
  }
  const ratios = rates.ours.map((rate, at) => rate / (rates.theirs[at] as number));
  const ratio = median(ratios);
  return {
    what: `rows claimed, ${TEAMS} teams with ${PER_TEAM} due each`,
    cadenza: `${median(rates.ours).toFixed(0)}/s`,
    reference: `one team with ${TEAMS * PER_TEAM}: ${median(rates.theirs).toFixed(0)}/s`,
    ratio: `${ratio.toFixed(2)} (${Math.min(...ratios).toFixed(2)}-${Math.max(...ratios).toFixed(2)})`,
    goal: `>= ${GOAL}`,
    met: ratio >= GOAL,
    figure: ratio,
    latencies: `(${PER_CLAIM} rows a claim)`,
  };
}

/** A table like that of actions, as far as claims see it. @returns a measurement: rows claimed per second */
async function queue(
  database: World['database'],
  table: string,
  teamIds: readonly number[],
  each: number,
): Promise<() => Promise<number>> {
  await database.pool.query(
    `CREATE TABLE ${table} (team_id bigint, id bigint, due_at timestamptz, claimed_until timestamptz, status text, reason text, PRIMARY KEY (team_id, id))`,
  );
  await database.pool.query(
    `INSERT INTO ${table} (team_id, id, due_at, status, reason) SELECT t, r, $1::timestamptz - r * interval '1 second', 'planned', 'Day 1: seeded.'
     FROM unnest($2::bigint[]) t, generate_series(1, $3) r`,
    [MONDAY, teamIds, each],
  );
  await database.pool.query(
    `CREATE INDEX ${table}_team ON ${table} (team_id, due_at, id) WHERE status = 'planned'`,
  );
  await database.pool.query(`VACUUM ANALYZE ${table}`);
  const work: Queue = {
    table,
    waiting: sql`q.status = 'planned'`,
    due: (now) => sql`q.due_at <= ${now} AND (q.claimed_until IS NULL OR q.claimed_until <= ${now})`,
    order: sql`q.due_at, q.id`,
  };
  // What is claimed is done: leased rows at the front of an index are no part of the question.
  const take: Take<{ team_id: number; id: number }> = async (tx, team, room) => {
    const { rows } = await sql<{ team_id: number; id: number }>`
      UPDATE ${sql.table(table)} a SET claimed_until = ${MONDAY}, status = 'completed'
      FROM (${dueRows(work, ['team_id', 'id'], team, room)}) d
      WHERE a.team_id = d.team_id AND a.id = d.id RETURNING a.team_id, a.id`.execute(tx);
    return rows;
  };
  // The wall clock goes on: teams are looked for as often as in a server.
  let now = MONDAY.getTime();
  let last = performance.now();
  return async () => {
    const begun = performance.now();
    let claimed = 0;
    for (let n = 0; n < CLAIMS; n += 1) {
      now += performance.now() - last;
      last = performance.now();
      claimed += (await claimDue(database, work, { now: new Date(now), limit: PER_CLAIM, take })).length;
    }
    return claimed / ((performance.now() - begun) / 1000);
  };
}
