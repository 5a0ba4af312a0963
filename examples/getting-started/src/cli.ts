import { explore } from './explore.js';
import { explain } from './problem.js';
import { readSettings } from './settings.js';
import { openStore } from './store.js';

/** The exploration on a terminal: exit code 0, or 1 with one sentence on standard error. */
async function main(): Promise<void> {
  const settings = readSettings(process.env);
  await explore(settings, openStore(settings), console.log);
}

await main().catch((error: unknown) => {
  console.error(explain(error));
  process.exitCode = 1;
});
