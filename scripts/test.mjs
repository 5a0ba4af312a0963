// `npm test [-- vitest arguments]`: sets up what is missing, then runs every test.
import { become, checkNode, ensureBuilt, ensureInstalled } from './setup.mjs';

checkNode();
await ensureInstalled();
// Some tests run the server and the examples as programs of their own.
await ensureBuilt(['apps/server', 'apps/web', 'examples/getting-started']);
await become('node_modules/vitest/vitest.mjs', 'run', ...process.argv.slice(2));
