import type { Database } from 'cadenza-server/db/connect.js';
import type { Run } from './bench-run.js';
import type { Client } from './load.js';
import { median, percentile } from './numbers.js';
import type { Seeded } from './seed.js';

/** Due touches of the rep, how long the queue of so many may take, and how often each is asked. */
const TOUCHES = 5000;
const GOAL_MS = 100;
const ROUNDS = 100;
const WARM_UPS = 20;

/** The first page of a rep's queue of 5,000 due touches, beside the show of one person, in turn. */
export async function measureQueue(
  run: Run,
  client: Client,
  { pool }: Database,
  { teamId, userId }: Seeded,
): Promise<void> {
  run.progress(`Measuring: the queue of a rep with ${TOUCHES} due touches`);
  // Touches that are there become the rep's, and go back afterwards.
  const { rows: before } = await pool.query<{ id: number; user_id: number; status: string; due_at: Date }>(
    `SELECT id, user_id, status, due_at FROM actions WHERE team_id = $1 AND status IN ('planned', 'in_progress', 'pending_activity')
     ORDER BY id LIMIT $2`,
    [teamId, TOUCHES],
  );
  const ids = before.map(({ id }) => id);
  await pool.query(
    `UPDATE actions SET user_id = $2, status = 'in_progress', due_at = now() - (id % 96) * interval '15 minutes'
     WHERE team_id = $1 AND id = ANY($3::bigint[])`,
    [teamId, userId, ids],
  );
  await pool.query('ANALYZE actions');
  try {
    const ask = async (path: string) => {
      const begun = performance.now();
      await client.send({ method: 'GET', path });
      return performance.now() - begun;
    };
    const [ours, theirs]: [number[], number[]] = [[], []];
    for (let turn = -WARM_UPS; turn < ROUNDS; turn += 1) {
      run.signal.throwIfAborted();
      const pair = [await ask('/v2/queue'), await ask(`/v2/people/${1 + (turn + WARM_UPS)}`)] as const;
      if (turn < 0) continue;
      ours.push(pair[0]);
      theirs.push(pair[1]);
    }
    const [p50, p99] = [median(ours), percentile(ours, 0.99)];
    run.report({
      what: `the queue of a rep, ${ids.length} due touches, first 50`,
      cadenza: `${p50.toFixed(1)} ms`,
      reference: `one person: ${median(theirs).toFixed(1)} ms`,
      ratio: (p50 / median(theirs)).toFixed(1),
      goal: `<= ${GOAL_MS} ms`,
      met: p50 <= GOAL_MS,
      figure: p50,
      latencies: `${p50.toFixed(1)}/${p99.toFixed(1)}, ${median(theirs).toFixed(1)}/${percentile(theirs, 0.99).toFixed(1)}`,
    });
  } finally {
    await pool.query(
      `UPDATE actions a SET user_id = b.user_id, status = b.status, due_at = b.due_at
       FROM unnest($2::bigint[], $3::bigint[], $4::text[], $5::timestamptz[]) AS b (id, user_id, status, due_at) WHERE a.team_id = $1 AND a.id = b.id`,
      [
        teamId,
        ids,
        before.map((row) => row.user_id),
        before.map((row) => row.status),
        before.map((row) => row.due_at),
      ],
    );
  }
}
