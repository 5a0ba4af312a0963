import { mkdirSync, writeFileSync } from 'node:fs';
import { Session } from 'node:inspector/promises';
import { join } from 'node:path';

/**
 * Does the work, and writes a CPU profile of this process meanwhile to `folder/name/engine.cpuprofile`: the engine runs in the
 * process of the bench, which no command line option of a child reaches. Without a folder it only does the work.
 */
export async function profiled<T>(
  folder: string | undefined,
  name: string,
  work: () => Promise<T>,
): Promise<T> {
  if (folder === undefined) return work();
  const session = new Session();
  session.connect();
  try {
    await session.post('Profiler.enable');
    await session.post('Profiler.start');
    const done = await work();
    const { profile } = await session.post('Profiler.stop');
    mkdirSync(join(folder, name), { recursive: true });
    writeFileSync(join(folder, name, 'engine.cpuprofile'), JSON.stringify(profile));
    return done;
  } finally {
    session.disconnect();
  }
}
