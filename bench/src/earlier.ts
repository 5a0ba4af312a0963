import { join } from 'node:path';
import { connect } from 'cadenza-server/db/connect.js';
import type { Assignment } from './child.js';
import { parentOf, processorSeconds } from './cpu.js';
import { HERE } from './databases.js';
import { type Call, type Client, createClient, load } from './load.js';
import { median, quartiles } from './numbers.js';
import type { Row } from './report.js';
import { createRequests, type Requests } from './requests.js';
import type { Run } from './bench-run.js';
import { CONNECTIONS, EARLIER_HALF_SECONDS, EARLIER_PAIRS, WARM_UP_SECONDS } from './settings.js';
import { startTarget, type Target } from './target.js';

/** What an earlier build must not have done better: its rate, and the processor time a request costs. */
const RATE_GOAL = 0.95;
const CPU_GOAL = 1.05;
/** The share of its rate at which so many writers of one team create people (CONNECTIONS of them). */
const WRITERS_GOAL = 0.9;
const COMPARED: readonly { what: string; calls: keyof Requests }[] = [
  { what: 'list, 50 of one owner', calls: 'list' },
  { what: 'show one person', calls: 'point' },
  { what: 'create person', calls: 'createPerson' },
  { what: 'create membership', calls: 'createMembership' },
];

interface Side {
  target: Target;
  client: Client;
  requests: Requests;
  stop: () => Promise<void>;
}

/**
 * The cases `earlier` and `writers`: this build beside an earlier one (BENCH_BASE: a checkout with its dependencies and `npm run build` done): each with a
 * database of its own in one PostgreSQL, migrated and seeded by its own code, in turn.
 */
export async function measureEarlier(run: Run, connection: Assignment['connection']): Promise<void> {
  const { settings, progress } = run;
  if (settings.base === undefined) {
    progress('Skipped: earlier, writers (BENCH_BASE names no built checkout of an earlier version)');
    return;
  }
  const sides: Side[] = [];
  try {
    for (const folder of [HERE, settings.base]) sides.push(await prepare(run, folder));
    const [now, earlier] = sides as [Side, Side];
    const postmaster = await postmasterOf(connection);
    for (const { what, calls } of COMPARED) {
      // What 16 writers create is the same measurement, whichever of the two asks for it.
      const writers = calls === 'createPerson' && settings.only.has('writers');
      if (!writers && !settings.only.has('earlier')) continue;
      progress(`Measuring against the earlier build: ${what}`);
      const pairs: [Half, Half][] = [];
      try {
        await inTurn(run, calls, [now, earlier], postmaster, pairs);
      } finally {
        // Cut short, it says what it has.
        if (pairs.length > 0 && settings.only.has('earlier'))
          for (const row of rowsOf(what, pairs)) run.report(row);
        if (pairs.length > 0 && writers) run.report(writersRow(pairs));
      }
    }
  } finally {
    for (const side of sides.reverse()) await side.stop();
  }
}

/** A server of the build in `folder`, over a database that this build made. */
async function prepare({ folder: dataDir, databases }: Run, folder: string): Promise<Side> {
  const { connection, seeded, drop } = await databases.seeded(folder);
  const assignment: Assignment = { connection, seeded, connections: CONNECTIONS, dataDir };
  const target = await startTarget('cadenza', assignment, undefined, join(folder, 'bench/dist/index.js'));
  const client = createClient(target.port, seeded.key, CONNECTIONS);
  return {
    target,
    client,
    requests: createRequests(seeded),
    stop: async () => {
      client.close();
      await target.stop();
      await drop();
    },
  };
}

/** One half: requests a second, and processor seconds a request (Node and PostgreSQL together). */
interface Half {
  rate: number;
  cpu: number;
}

async function inTurn(
  { signal }: Run,
  calls: keyof Requests,
  [now, earlier]: readonly [Side, Side],
  postmaster: number,
  pairs: [Half, Half][],
): Promise<void> {
  const half = async (side: Side, seconds: number): Promise<Half> => {
    const next: () => Call = side.requests[calls];
    const spent = () => processorSeconds(side.target.pid) + processorSeconds(postmaster);
    const before = spent();
    const { rate, latencies } = await load(side.client, next, CONNECTIONS, seconds, signal);
    return { rate, cpu: (spent() - before) / latencies.length };
  };
  for (const side of [now, earlier]) await half(side, WARM_UP_SECONDS);
  for (let turn = 0; turn < EARLIER_PAIRS; turn += 1) {
    // Who goes first changes, so that neither always works in the wake of the other.
    const first = turn % 2 === 0 ? now : earlier;
    const second = first === now ? earlier : now;
    const halves = [
      await half(first, EARLIER_HALF_SECONDS),
      await half(second, EARLIER_HALF_SECONDS),
    ] as const;
    pairs.push(first === now ? [halves[0], halves[1]] : [halves[1], halves[0]]);
  }
}

/** A ratio with its quartiles, as the table shows it. */
export const spread = ({ lower, middle, upper }: ReturnType<typeof quartiles>): string =>
  `${middle.toFixed(3)} (${lower.toFixed(2)}-${upper.toFixed(2)})`;
const rateOf = (pairs: readonly [Half, Half][], side: 0 | 1): string =>
  `${median(pairs.map((pair) => pair[side].rate)).toFixed(0)}/s`;
const manner = (pairs: readonly unknown[]): string =>
  `(median and quartiles of ${pairs.length} pairs of ${EARLIER_HALF_SECONDS} s)`;

/** Its rate, and what a request costs where that can be read (Linux). */
function rowsOf(what: string, pairs: readonly [Half, Half][]): Row[] {
  const rate = quartiles(pairs.map(([a, b]) => a.rate / b.rate));
  const rows: Row[] = [
    {
      what: `against the earlier build: ${what}`,
      cadenza: rateOf(pairs, 0),
      reference: rateOf(pairs, 1),
      ratio: spread(rate),
      goal: `>= ${RATE_GOAL}`,
      met: rate.middle >= RATE_GOAL,
      figure: rate.middle,
      latencies: manner(pairs),
    },
  ];
  const cpu = quartiles(pairs.map(([a, b]) => a.cpu / b.cpu));
  const cost = (side: 0 | 1) => `${(median(pairs.map((pair) => pair[side].cpu)) * 1000).toFixed(2)} ms`;
  if (Number.isFinite(cpu.middle))
    rows.push({
      what: `CPU of it, Node and PostgreSQL: ${what}`,
      cadenza: cost(0),
      reference: cost(1),
      ratio: spread(cpu),
      goal: `<= ${CPU_GOAL}`,
      met: cpu.middle <= CPU_GOAL,
      figure: cpu.middle,
      latencies: '',
    });
  return rows;
}

function writersRow(pairs: readonly [Half, Half][]): Row {
  const rate = quartiles(pairs.map(([a, b]) => a.rate / b.rate));
  return {
    what: `${CONNECTIONS} writers of one team create people, against the earlier build`,
    cadenza: rateOf(pairs, 0),
    reference: rateOf(pairs, 1),
    ratio: spread(rate),
    goal: `>= ${WRITERS_GOAL}`,
    met: rate.middle >= WRITERS_GOAL,
    figure: rate.middle,
    latencies: manner(pairs),
  };
}

/** The process that all backends descend from. */
export async function postmasterOf(connection: Assignment['connection']): Promise<number> {
  const database = connect({ connection, max: 1, onError: () => undefined });
  try {
    const { rows } = await database.pool.query<{ pid: number }>('SELECT pg_backend_pid() AS pid');
    return parentOf(rows[0]?.pid ?? 0);
  } finally {
    await database.close();
  }
}
