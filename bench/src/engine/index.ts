import type { Assignment } from '../child.js';
import { dropDatabase } from '../databases.js';
import { profiled } from '../profile.js';
import type { Run } from '../bench-run.js';
import type { CaseName } from '../settings.js';
import { startTarget } from '../target.js';
import { measureClaims } from './claims.js';
import { measureInbound } from './inbound.js';
import { measureSimulation } from './simulation.js';
import { measureTouches } from './touches.js';
import { measureWaiting } from './waiting.js';
import { measureWebhooks } from './webhooks.js';
import { emptyWorld } from './world.js';

const ENGINE_CASES = ['touches', 'simulation', 'waiting', 'claims', 'inbound', 'webhooks'] as const;
type EngineCase = (typeof ENGINE_CASES)[number];

export function isEngineCase(name: CaseName): name is EngineCase {
  return (ENGINE_CASES as readonly string[]).includes(name);
}

/** One case of the engine, in a database of its own: what one leaves behind does not slow the next. */
export async function measureEngine(
  run: Run,
  name: EngineCase,
  connection: Assignment['connection'],
  dataDir: string,
): Promise<void> {
  const { progress, report, signal, settings } = run;
  progress(`Measuring: ${name}`);
  const world = await emptyWorld(connection, `bench_${name}`);
  const observed = <T>(work: () => Promise<T>) => profiled(settings.profile, name, work);
  try {
    if (name === 'touches') {
      const sink = await startTarget(
        'sink',
        { connection, connections: 0, dataDir, seeded: undefined },
        settings.profile,
      );
      try {
        report(await observed(() => measureTouches(world, sink.port, signal)));
      } finally {
        await sink.stop();
      }
    } else if (name === 'simulation') {
      report(await observed(() => measureSimulation(world, dataDir, signal)));
    } else if (name === 'waiting') {
      for (const row of await observed(() => measureWaiting(world, signal, settings.rows))) report(row);
    } else if (name === 'claims') {
      report(await observed(() => measureClaims(world, signal)));
    } else if (name === 'webhooks') {
      await observed(() => measureWebhooks(run, world, connection, dataDir));
    } else {
      report(await observed(() => measureInbound(world, signal, settings.rows)));
    }
  } finally {
    await world.database.close();
    await dropDatabase(connection, `bench_${name}`);
  }
}
