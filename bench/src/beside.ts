import type pg from 'pg';
import type { Database } from 'cadenza-server/db/connect.js';
import { setTimeout as delay } from 'node:timers/promises';
import type { Client } from './load.js';
import { median, percentile, quartiles } from './numbers.js';
import type { Run } from './bench-run.js';
import { type Seeded, isDoNotContact, isOnCadence } from './seed.js';
import { BESIDE_ROUNDS, BESIDE_ROWS, BESIDE_SECONDS } from './settings.js';

/** How much slower another writer's slow answers may get beside a command over many rows. */
const GOAL = 2;
/** Milliseconds between two looks at whether a command has come to its end. */
const LOOK_MS = 20;

/** A command over many rows, given again and again; done when nothing of it is left to come. */
interface LongCommand {
  what: string;
  /** Before the halves of a round. */
  prepare: () => Promise<void>;
  give: () => Promise<void>;
  /** One of them makes a half, however long it takes; otherwise they follow each other for BESIDE_SECONDS. */
  once: boolean;
}

/** The p95 of a writer who creates and changes people, alone and beside commands over many rows of the same team, in turn. */
export async function measureBeside(
  run: Run,
  client: Client,
  database: Database,
  seeded: Seeded,
): Promise<void> {
  const rows = Math.min(BESIDE_ROWS, Math.floor(seeded.people / 2));
  const writer = createWriter(client);
  for (const command of [
    await stageRenamed(client, database.pool, seeded, rows),
    cadenceArchived(client, database.pool, seeded, rows),
  ]) {
    run.progress(`Measuring: another writer beside a command over ${rows} rows (${command.what})`);
    const pairs: [number, number][] = [];
    let commands = 0;
    let seconds = 0;
    for (let round = 0; round <= BESIDE_ROUNDS; round += 1) {
      run.signal.throwIfAborted();
      await command.prepare();
      const alone = await writer(delay(BESIDE_SECONDS * 1000, undefined, { signal: run.signal }));
      const begun = performance.now();
      let given = 0;
      const beside = await writer(
        repeat(
          command,
          run.signal,
          begun,
          async () => {
            await command.give();
            given += 1;
          },
          client,
        ),
      );
      // The first round warms up.
      if (round === 0) continue;
      pairs.push([percentile(beside, 0.95), percentile(alone, 0.95)]);
      commands += given;
      seconds += (performance.now() - begun) / 1000;
    }
    const ratio = quartiles(pairs.map(([beside, alone]) => beside / alone));
    const ms = (side: 0 | 1) => `p95 ${median(pairs.map((pair) => pair[side])).toFixed(1)} ms`;
    run.report({
      what: `a writer beside a command over ${rows} rows: ${command.what}`,
      cadenza: ms(0),
      reference: `alone: ${ms(1)}`,
      ratio: `${ratio.middle.toFixed(2)} (${ratio.lower.toFixed(2)}-${ratio.upper.toFixed(2)})`,
      goal: `<= ${GOAL}`,
      met: ratio.middle <= GOAL,
      figure: ratio.middle,
      latencies: `(median and quartiles of ${pairs.length} rounds; ${commands} commands of ${(seconds / commands).toFixed(1)} s)`,
    });
  }
}

async function repeat(
  { once }: LongCommand,
  signal: AbortSignal,
  begun: number,
  give: () => Promise<void>,
  client: Client,
): Promise<void> {
  do {
    await give();
    while (await isUnderWay(client)) await delay(LOOK_MS, undefined, { signal });
  } while (!once && performance.now() - begun < BESIDE_SECONDS * 1000);
}

async function isUnderWay(client: Client): Promise<boolean> {
  const answer = await client.send({ method: 'GET', path: '/v2/long_commands' });
  const left = dataOf<{ problem: string | null }[]>(answer);
  const failed = left.find(({ problem }) => problem !== null);
  if (failed) throw new Error(`the command failed: ${failed.problem}`);
  return left.length > 0;
}

const dataOf = <T>(answer: Buffer): T => (JSON.parse(answer.toString('utf8')) as { data: T }).data;

/** One writer, one request at a time. @returns milliseconds of each until `end` */
function createWriter(client: Client): (end: Promise<void>) => Promise<number[]> {
  let made = 0;
  return async (end) => {
    const latencies: number[] = [];
    let ended = false;
    const stop = () => {
      ended = true;
    };
    void end.then(stop, stop);
    const timed = async (method: 'POST' | 'PUT', path: string, body: unknown): Promise<Buffer> => {
      const start = performance.now();
      const answer = await client.send({ method, path, body: JSON.stringify(body) });
      latencies.push(performance.now() - start);
      return answer;
    };
    while (!ended) {
      made += 1;
      const person = {
        email_address: `beside.${made}@bench.example`,
        first_name: 'Beside',
        last_name: `Person ${made}`,
      };
      const { id } = dataOf<{ id: number }>(await timed('POST', '/v2/people', person));
      await timed('PUT', `/v2/people/${id}`, { title: `Director ${made}` });
    }
    // What the command said, if it failed.
    await end;
    return latencies;
  };
}

/** A stage gets another name: so does the copy of it that people are sorted by. */
async function stageRenamed(
  client: Client,
  pool: pg.Pool,
  { teamId }: Seeded,
  rows: number,
): Promise<LongCommand> {
  const body = JSON.stringify({ name: 'Beside' });
  const answer = await client.send({ method: 'POST', path: '/v2/person_stages', body });
  const { id } = dataOf<{ id: number }>(answer);
  await pool.query(
    `UPDATE people SET person_stage_id = $2, person_stage_name = 'Beside'
     WHERE team_id = $1 AND id IN (SELECT id FROM people WHERE team_id = $1 ORDER BY id LIMIT $3)`,
    [teamId, id, rows],
  );
  await pool.query('VACUUM ANALYZE people');
  let named = 0;
  return {
    what: 'stage renamed',
    prepare: async () => undefined,
    give: async () => {
      named += 1;
      const name = JSON.stringify({ name: `Beside ${named}` });
      await client.send({ method: 'PUT', path: `/v2/person_stages/${id}`, body: name });
    },
    once: false,
  };
}

/** A cadence goes to the archive: everybody leaves it, their actions are ended, and each of that is told. */
function cadenceArchived(
  client: Client,
  pool: pg.Pool,
  { teamId, userId, people }: Seeded,
  rows: number,
): LongCommand {
  const ids: number[] = [];
  for (let id = 1; ids.length < rows && id <= people; id += 1)
    if (!isOnCadence(id) && !isDoNotContact(id)) ids.push(id);
  let cadence = 0;
  return {
    what: 'cadence archived',
    prepare: async () => {
      cadence = await makeCadence(pool, teamId, userId);
      await addPeople(pool, teamId, userId, cadence, ids);
    },
    give: async () => {
      const body = JSON.stringify({ archived: true });
      await client.send({ method: 'PUT', path: `/v2/cadences/${cadence}`, body });
    },
    once: true,
  };
}

async function makeCadence(pool: pg.Pool, teamId: number, userId: number): Promise<number> {
  const { rows } = await pool.query<{ id: number }>(
    `WITH made AS (
       INSERT INTO cadences (team_id, created_at, updated_at, name, team_cadence, owner_id, creator_id)
       VALUES ($1, now(), now(), 'Beside', true, $2, $2) RETURNING id),
     day AS (
       INSERT INTO step_groups (team_id, cadence_id, day, position, due_immediately)
       SELECT $1, id, 1, 1, true FROM made RETURNING id, cadence_id)
     INSERT INTO steps (team_id, created_at, updated_at, cadence_id, step_group_id, day, step_number, type, name)
     SELECT $1, now(), now(), cadence_id, id, 1, 1, 'phone', 'Touch 1' FROM day RETURNING cadence_id AS id`,
    [teamId, userId],
  );
  return rows[0]?.id ?? 0;
}

/** As adding them leaves it: on the first step, with an action that is open. */
async function addPeople(
  pool: pg.Pool,
  teamId: number,
  userId: number,
  cadence: number,
  people: readonly number[],
): Promise<void> {
  await pool.query(
    `INSERT INTO cadence_memberships (team_id, created_at, updated_at, added_at, cadence_id, person_id, user_id, current_state, step_group_id, step_id, group_entered_at)
     SELECT $1, now(), now(), now(), s.cadence_id, p.id, $2, 'active', s.step_group_id, s.id, now()
     FROM unnest($4::bigint[]) p (id), steps s WHERE s.team_id = $1 AND s.cadence_id = $3`,
    [teamId, userId, cadence, people],
  );
  await pool.query(
    `INSERT INTO actions (team_id, created_at, updated_at, membership_id, cadence_id, step_id, step_group_id, person_id, user_id, type, status, due_at, reason)
     SELECT m.team_id, now(), now(), m.id, m.cadence_id, s.id, s.step_group_id, m.person_id, m.user_id, s.type, 'in_progress', now(), 'Day 1.'
     FROM cadence_memberships m JOIN steps s ON s.team_id = m.team_id AND s.id = m.step_id WHERE m.team_id = $1 AND m.cadence_id = $2`,
    [teamId, cadence],
  );
  await pool.query(
    'UPDATE people SET cadence_ids = array_append(cadence_ids, $2::bigint), most_recent_cadence_id = $2 WHERE team_id = $1 AND id = ANY($3::bigint[])',
    [teamId, cadence, people],
  );
  await pool.query('VACUUM ANALYZE people, cadence_memberships, actions');
}
