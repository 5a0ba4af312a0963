import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Assignment } from '../child.js';
import { spread } from '../earlier.js';
import { median, quartiles } from '../numbers.js';
import type { Run } from '../run.js';
import { EARLIER_PAIRS } from '../settings.js';
import { startTarget } from '../target.js';
import { type SendingBuild, touches } from './touches.js';
import type { emptyWorld, World } from './world.js';

const MESSAGES = 1_000;
const WARM_UP_MESSAGES = 200;

/**
 * What the rule costs that a message is committed as being sent only when its SMTP transaction begins
 * (docs/decisions/0031-one-doubt-per-connection.md): automatic e-mails from due to done beside an earlier build, which
 * committed whole groups, each with a database and a team of its own, to one sink, in turn. Nothing is promised here.
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
  const here = new URL('../../..', import.meta.url).pathname;
  const worlds: World[] = [];
  const assignment = { connection, connections: 0, dataDir, seeded: undefined };
  const sink = await startTarget('sink', assignment, settings.profile);
  try {
    const sides: ((count: number) => Promise<number>)[] = [];
    for (const [name, folder] of [
      ['now', here],
      ['earlier', settings.base],
    ] as const) {
      const { world, build } = await sideOf(connection, folder, `doubt_${name}`);
      worlds.push(world);
      sides.push((count) => touches(world, sink.port, count, build));
    }
    const [now, earlier] = sides as [(typeof sides)[0], (typeof sides)[0]];
    for (const side of sides) await side(WARM_UP_MESSAGES);
    const pairs: [number, number][] = [];
    for (let turn = 0; turn < EARLIER_PAIRS; turn += 1) {
      signal.throwIfAborted();
      const first = turn % 2 === 0 ? now : earlier;
      const halves = [await first(MESSAGES), await (first === now ? earlier : now)(MESSAGES)] as const;
      pairs.push(first === now ? [halves[0], halves[1]] : [halves[1], halves[0]]);
    }
    run.report({
      what: 'what the rule about doubt costs in sending: against the earlier build',
      cadenza: `${median(pairs.map(([a]) => a)).toFixed(0)}/s`,
      reference: `${median(pairs.map(([, b]) => b)).toFixed(0)}/s`,
      ratio: spread(quartiles(pairs.map(([a, b]) => a / b))),
      goal: 'stated',
      met: undefined,
      latencies: `(median and quartiles of ${pairs.length} pairs of ${MESSAGES} messages)`,
    });
  } finally {
    for (const { database } of worlds) await database.close();
    await sink.stop();
  }
}

type MakesWorlds = Pick<SendingBuild, 'makeCadence' | 'addPeople'> & { emptyWorld: typeof emptyWorld };

/** A team and what sends for it, both made by the build in `folder`. */
async function sideOf(
  connection: Assignment['connection'],
  folder: string,
  name: string,
): Promise<{ world: World; build: SendingBuild }> {
  const part = <T>(path: string) => import(pathToFileURL(join(folder, path)).href) as Promise<T>;
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
