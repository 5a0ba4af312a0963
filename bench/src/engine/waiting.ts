import { claimActions } from 'cadenza-server/engine/claim.js';
import { tick } from 'cadenza-server/engine/planning/tick.js';
import { median } from '../numbers.js';
import type { Row } from '../report.js';
import { addPeople, log, makeCadence, MONDAY, type World } from './world.js';

const FEW = 10_000;
const MANY = 1_000_000;
const DUE = 5_000;
const CLAIMS = 40;
const PER_CLAIM = 100;

/** Claims from a short and from a long queue, and what a tick costs that finds nothing due. */
export async function measureWaiting(world: World, signal: AbortSignal, many = MANY): Promise<Row[]> {
  const cadence = await makeCadence(world, [{ day: 1, at: '09:00' }]);
  // The first are due, the others in the year to come.
  const dueAt = `CASE WHEN n <= ${DUE} THEN $2::timestamptz ELSE $2::timestamptz + n % 31536000 * interval '1 second' + interval '1 day' END`;
  await addPeople(world, cadence, FEW, dueAt);
  const few = await look(world);
  signal.throwIfAborted();
  await addPeople(world, cadence, many - FEW, dueAt);
  await world.database.pool.query('VACUUM ANALYZE actions');
  signal.throwIfAborted();
  const before = process.memoryUsage.rss();
  const lots = await look(world);
  const grown = process.memoryUsage.rss() / before;
  const ratio = lots.claim / few.claim;
  return [
    {
      what: `claim ${PER_CLAIM} of ${many} waiting`,
      cadenza: `${lots.claim.toFixed(2)} ms`,
      reference: `of ${FEW}: ${few.claim.toFixed(2)} ms`,
      ratio: ratio.toFixed(2),
      goal: '<= 1.2',
      met: ratio <= 1.2 && grown <= 1.1,
      figure: ratio,
      latencies: `(memory x ${grown.toFixed(2)}, goal <= 1.1)`,
    },
    {
      what: `tick over ${many} waiting, nothing due`,
      cadenza: `${lots.idle.toFixed(2)} ms`,
      reference: `of ${FEW}: ${few.idle.toFixed(2)} ms`,
      ratio: (lots.idle / few.idle).toFixed(2),
      goal: '< 1 s',
      met: lots.idle < 1000,
      figure: lots.idle,
      latencies: '',
    },
  ];
}

/** Medians in milliseconds. */
async function look({ database }: World): Promise<{ claim: number; idle: number }> {
  const claims: number[] = [];
  for (let n = 0; n < CLAIMS; n += 1) {
    const begun = performance.now();
    const got = await claimActions(database, MONDAY, PER_CLAIM, 3_600_000);
    claims.push(performance.now() - begun);
    if (got.length !== PER_CLAIM) throw new Error(`claimed ${got.length} of ${PER_CLAIM}`);
  }
  await database.pool.query('UPDATE actions SET claimed_until = NULL WHERE claimed_until IS NOT NULL');
  await database.pool.query('VACUUM actions');
  const idle: number[] = [];
  const early = new Date(MONDAY.getTime() - 86_400_000);
  for (let n = 0; n < CLAIMS; n += 1) {
    const begun = performance.now();
    await tick({ database, log, batch: 100, width: 6 }, early);
    idle.push(performance.now() - begun);
  }
  return { claim: median(claims), idle: median(idle) };
}
