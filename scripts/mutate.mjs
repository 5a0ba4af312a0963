// `npm run mutate [-- resource ...]`: breaks every filter, sort and default of the lists in memory, one after the other,
// runs only that resource's walk, and says which breaks no test noticed; drops each event that a command tells, and runs
// only its scene (`-- events` for these alone). Changes no file; not part of CI.
import { become, checkNode, ensureInstalled } from './setup.mjs';

checkNode();
await ensureInstalled();
const only = process.argv.slice(2);
process.env.MUTATE_ONLY = only.join(',');
const files =
  only.length === 0 ? [] : only.includes('events') ? ['tests/mutants/events'] : ['tests/mutants/views'];
await become('node_modules/vitest/vitest.mjs', 'run', '--config', 'scripts/mutate.config.mjs', ...files);
