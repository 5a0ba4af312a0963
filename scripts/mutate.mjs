// `npm run mutate [-- resource ...]`: breaks every filter, sort and default of the lists in memory, one after the other,
// runs only that resource's walk, and says which breaks no test noticed. Changes no file; not part of CI.
import { become, checkNode, ensureInstalled } from './setup.mjs';

checkNode();
await ensureInstalled();
process.env.MUTATE_ONLY = process.argv.slice(2).join(',');
await become('node_modules/vitest/vitest.mjs', 'run', '--config', 'scripts/mutate.config.mjs');
