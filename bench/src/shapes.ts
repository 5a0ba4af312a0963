import type pg from 'pg';
import { connect } from 'cadenza-server/db/connect.js';
import { type ListQuery, listRows, type ReadContext } from 'cadenza-server/db/listing.js';
import { handlers } from 'cadenza-server/http/handlers.js';
import type { Assignment } from './child.js';
import { median } from './numbers.js';
import type { Row } from './report.js';
import type { Run } from './bench-run.js';
import type { Seeded } from './seed.js';

/** Goals: PostgreSQL's memory for one connection, a hot shape beside one alone, a cold one beside it. */
const MOST_MIB = 60;
const HOT_GOAL = 1.1;
const COLD_GOAL_MS = 3;
const HOT = 100;
const IN_USE = 1_000;
const EVER = 5_000;
const ROUNDS = 40;

const { view } = handlers.resources.people;
/** Filters that a shape may have or not: 2^12 of them, and sorts both ways. */
const FILTERS: readonly [filter: string, value: unknown][] = [
  ['do_not_contact', false],
  ['can_email', true],
  ['can_call', true],
  ['can_text', true],
  ['replied', false],
  ['bounced', false],
  ['success', false],
  ['eu_resident', false],
  ['new', true],
  ['phone_number', true],
  ['active_cadences', false],
  ['owner_is_active', true],
];
const SORTS = ['updated_at', 'created_at', 'name'];

function shapeOf(number: number): ListQuery {
  const chosen = FILTERS.filter((_, bit) => ((number >> bit) & 1) === 1);
  const sort = number >> FILTERS.length;
  return {
    conditions: chosen.map(([filter, value]) => ({
      filter,
      operator: 'bool',
      value,
    })) as ListQuery['conditions'],
    sortBy: SORTS[sort % SORTS.length] as string,
    direction: sort % 2 === 0 ? 'DESC' : 'ASC',
    limit: 26,
    offset: 0,
  };
}

/**
 * Many different lists on one connection: what PostgreSQL keeps for them, what a hot one costs beside itself alone, and
 * what a cold one costs beside the hot, at first and long after.
 */
export async function measureShapes(
  run: Run,
  connection: Assignment['connection'],
  seeded: Seeded,
): Promise<void> {
  run.progress('Measuring: many shapes of lists on one connection');
  const database = connect({
    connection,
    max: 1,
    onError: (error) => run.progress(`database connection lost: ${error.message}`),
  });
  const context = contextOf(seeded);
  const ask = async (number: number): Promise<number> => {
    run.signal.throwIfAborted();
    const begun = performance.now();
    await listRows(database.pool, view, context, shapeOf(number));
    return performance.now() - begun;
  };
  try {
    const alone: number[] = [];
    for (let shape = 0; shape < HOT; shape += 1) alone.push(await settled(ask, shape));
    for (let round = 0; round < 3; round += 1)
      for (let shape = 0; shape < IN_USE; shape += 1) await ask(shape);
    run.report(memoryRow(`${IN_USE} shapes in turn`, await mebibytes(database.pool)));
    let next = IN_USE;
    for (const when of [`after ${IN_USE}`, `after ${EVER}`]) {
      while (when.endsWith(String(EVER)) && next < EVER) await ask((next += 1));
      const { hot, cold } = await skewed(ask, () => (next += 1));
      const ratios = alone.map((one, shape) => median(hot[shape] ?? []) / one);
      run.report(hotRow(when, median(ratios)));
      run.report(coldRow(when, median(cold) - median(hot.flat())));
    }
    run.report(memoryRow(`${next} shapes`, await mebibytes(database.pool)));
  } finally {
    await database.close();
  }
}

type Ask = (shape: number) => Promise<number>;

/** The median of a shape that is asked for over and over. */
async function settled(ask: Ask, shape: number): Promise<number> {
  const times: number[] = [];
  for (let i = 0; i < 30; i += 1) times.push(await ask(shape));
  return median(times.slice(10));
}

/** The hot ones in turn, and now and then one that was never asked for before. */
async function skewed(ask: Ask, fresh: () => number): Promise<{ hot: number[][]; cold: number[] }> {
  const hot: number[][] = Array.from({ length: HOT }, () => []);
  const cold: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    for (let shape = 0; shape < HOT; shape += 1) {
      const time = await ask(shape);
      // The first rounds win them their places back.
      if (round >= ROUNDS / 4) hot[shape]?.push(time);
      if (shape % 10 === 0) cold.push(await ask(fresh()));
    }
  }
  return { hot, cold };
}

async function mebibytes(pool: pg.Pool): Promise<number> {
  const { rows } = await pool.query<{ bytes: string }>(
    'SELECT sum(total_bytes)::text AS bytes FROM pg_backend_memory_contexts',
  );
  return Number(rows[0]?.bytes) / 2 ** 20;
}

const line = { reference: '', latencies: '' };
const memoryRow = (what: string, mib: number): Row => ({
  ...line,
  what: `memory of one connection, ${what}`,
  cadenza: `${mib.toFixed(1)} MiB`,
  ratio: '',
  goal: `<= ${MOST_MIB}`,
  met: mib <= MOST_MIB,
  figure: mib,
});
const hotRow = (when: string, ratio: number): Row => ({
  ...line,
  what: `a hot shape beside itself alone, ${when}`,
  cadenza: '',
  ratio: ratio.toFixed(2),
  goal: `<= ${HOT_GOAL}`,
  met: ratio <= HOT_GOAL,
  figure: ratio,
});
const coldRow = (when: string, ms: number): Row => ({
  ...line,
  what: `a cold shape more than a hot one, ${when}`,
  cadenza: `${ms.toFixed(2)} ms`,
  ratio: '',
  goal: `<= ${COLD_GOAL_MS} ms`,
  met: ms <= COLD_GOAL_MS,
  figure: ms,
});

const contextOf = ({ teamId, userId }: Seeded): ReadContext => ({
  team: teamId,
  tz: 'US/Eastern',
  base: 'http://bench.example',
  user: userId,
  admin: true,
  group: null,
  open: true,
  contents: true,
  now: new Date(),
});
