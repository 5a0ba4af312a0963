import type { Assignment } from '../child.js';
import { ownSeconds, processorSeconds } from '../cpu.js';
import { dropDatabase, HERE, partOf } from '../databases.js';
import { postmasterOf, spread } from '../earlier.js';
import { median, quartiles } from '../numbers.js';
import type { Row } from '../report.js';
import type { Run } from '../bench-run.js';
import { EARLIER_PAIRS } from '../settings.js';
import { startTarget } from '../target.js';
import { type SendingBuild, type Touched, touches } from './touches.js';
import type { emptyWorld, World } from './world.js';

const MESSAGES = 1_000;
const WARM_UP_MESSAGES = 200;
const CPU_GOAL = 0.85;

/**
 * What the rule costs that a message is committed as being sent only when its SMTP transaction begins
 * (docs/decisions/0031-one-doubt-per-connection.md): automatic e-mails from due to done beside an earlier build, which
 * committed whole groups, each with a database and a team of its own, to one sink, in turn. Of the rate nothing is promised here.
 */
export async function measureDoubt(
  run: Run,
  connection: Assignment['connection'],
  dataDir: string,
): Promise<void> {
  const { settings, signal, progress } = run;
  if (settings.base === undefined) {
    progress('Skipped: doubt (BENCH_BASE names no built checkout of an earlier version)');
    return;
  }
  progress('Measuring: sending, against the earlier build');
  const postmaster = await postmasterOf(connection);
  const worlds: World[] = [];
  const assignment = { connection, connections: 0, dataDir, seeded: undefined };
  const sink = await startTarget('sink', assignment, settings.profile);
  try {
    const sides: ((count: number) => Promise<Touched>)[] = [];
    for (const [name, folder] of [
      ['now', HERE],
      ['earlier', settings.base],
    ] as const) {
      const { world, build } = await sideOf(connection, folder, `doubt_${name}`);
      worlds.push(world);
      // The engine works in this process.
      const spent = () => ownSeconds() + processorSeconds(postmaster);
      sides.push((count) => touches(world, sink.port, count, build, spent));
    }
    const [now, earlier] = sides as [(typeof sides)[0], (typeof sides)[0]];
    for (const side of sides) await side(WARM_UP_MESSAGES);
    const pairs: [Touched, Touched][] = [];
    for (let turn = 0; turn < EARLIER_PAIRS; turn += 1) {
      signal.throwIfAborted();
      const first = turn % 2 === 0 ? now : earlier;
      const halves = [await first(MESSAGES), await (first === now ? earlier : now)(MESSAGES)] as const;
      pairs.push(first === now ? [halves[0], halves[1]] : [halves[1], halves[0]]);
    }
    for (const row of rowsOf(pairs)) run.report(row);
  } finally {
    for (const { database } of worlds) await database.close();
    for (const name of ['now', 'earlier']) await dropDatabase(connection, `doubt_${name}`);
    await sink.stop();
  }
}

function rowsOf(pairs: readonly [Touched, Touched][]): Row[] {
  const middle = (side: 0 | 1, of: keyof Touched) => median(pairs.map((pair) => pair[side][of]));
  const rate = quartiles(pairs.map(([a, b]) => a.rate / b.rate));
  const cpu = quartiles(pairs.map(([a, b]) => a.cpu / b.cpu));
  return [
    {
      what: 'what the rule about doubt costs in sending: against the earlier build',
      cadenza: `${middle(0, 'rate').toFixed(0)}/s`,
      reference: `${middle(1, 'rate').toFixed(0)}/s`,
      ratio: spread(rate),
      goal: 'stated',
      met: undefined,
      figure: rate.middle,
      latencies: `(median and quartiles of ${pairs.length} pairs of ${MESSAGES} messages)`,
    },
    {
      what: 'CPU per e-mail, Node and PostgreSQL, against the earlier build',
      cadenza: `${(middle(0, 'cpu') * 1000).toFixed(2)} ms`,
      reference: `${(middle(1, 'cpu') * 1000).toFixed(2)} ms`,
      ratio: spread(cpu),
      goal: `<= ${CPU_GOAL}`,
      met: cpu.middle <= CPU_GOAL,
      figure: cpu.middle,
      latencies: '',
    },
  ];
}

type MakesWorlds = Pick<SendingBuild, 'makeCadence' | 'addPeople'> & { emptyWorld: typeof emptyWorld };

/** A team and what sends for it, both made by the build in `folder`. */
async function sideOf(
  connection: Assignment['connection'],
  folder: string,
  name: string,
): Promise<{ world: World; build: SendingBuild }> {
  const part = <T>(path: string) => partOf<T>(folder, path);
  const made = await part<MakesWorlds>('bench/dist/engine/world.js');
  const engine = await part<Pick<SendingBuild, 'createEngine'>>('apps/server/dist/engine/engine.js');
  const mailer = await part<Pick<SendingBuild, 'createMailer'>>('apps/server/dist/mail/mailer.js');
  return {
    world: await made.emptyWorld(connection, name),
    build: {
      createEngine: engine.createEngine,
      createMailer: mailer.createMailer,
      makeCadence: made.makeCadence,
      addPeople: made.addPeople,
    },
  };
}
