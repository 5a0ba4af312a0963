import { loadConfig } from 'cadenza-server/config.js';
import { buildSandboxTools } from 'cadenza-server/sandbox-parts.js';
import type { Row } from '../report.js';
import { countRows, insertAgain } from './inserts.js';
import { addPeople, log, makeCadence, MONDAY, type World } from './world.js';

const PEOPLE = 10_000;
const DAYS = [1, 4, 8, 12, 16, 20, 25, 30];
/** E-mails that the engine takes in hand together (engine/sending/sender.ts). */
const GROUP = 32;
const GOAL = 0.5;
/** Real time after which an advance that takes far too long ends. */
const LIMIT_MS = 15 * 60_000;

/**
 * Thirty days of an eight-step cadence: a sandbox team's clock is moved, from one due moment to the next. Beside it: the
 * rows that this made, inserted once more in batches of as many e-mails.
 */
export async function measureSimulation(
  world: World,
  dataDir: string,
  signal: AbortSignal,
  people = PEOPLE,
): Promise<Row> {
  const { database } = world;
  const cadence = await makeCadence(
    world,
    DAYS.map((day) => ({ day, at: '09:00' })),
  );
  await addPeople(world, cadence, people, '$2::timestamptz');
  const { advance } = buildSandboxTools({
    config: loadConfig({ PUBLIC_URL: 'http://localhost:3000', DATA_DIR: dataDir }),
    database,
    clock: { now: () => MONDAY },
    log,
  });
  await database.pool.query('UPDATE teams SET sandbox = true WHERE id = $1', [world.teamId]);
  const before = await countRows(database.pool);
  const begun = performance.now();
  await advance(world.teamId, { by: '31d', stop: signal, limitMs: LIMIT_MS });
  const seconds = (performance.now() - begun) / 1000;
  const { rows } = await database.pool.query<{ sent: string; done: string }>(
    `SELECT (SELECT count(*) FROM emails WHERE cadence_id = $1 AND state = 'sent') AS sent,
       (SELECT count(*) FROM cadence_memberships WHERE cadence_id = $1 AND current_state = 'completed') AS done`,
    [cadence.id],
  );
  if (Number(rows[0]?.sent) !== people * DAYS.length || Number(rows[0]?.done) !== people)
    throw new Error(`${rows[0]?.sent} e-mails sent and ${rows[0]?.done} people done, of ${people}`);
  const emails = people * DAYS.length;
  const inserts = await insertAgain(database.pool, before, Math.ceil(emails / GROUP), signal);
  const ratio = inserts / seconds;
  return {
    what: `30 days, 8 steps, ${people} people`,
    cadenza: `${(emails / seconds).toFixed(0)}/s`,
    reference: `the same rows inserted: ${(emails / inserts).toFixed(0)}/s`,
    ratio: ratio.toFixed(2),
    goal: `>= ${GOAL}`,
    met: ratio >= GOAL,
    figure: ratio,
    latencies: `(${seconds.toFixed(1)} s, ${inserts.toFixed(1)} s)`,
  };
}
