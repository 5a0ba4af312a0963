// `npm run mutate [-- resource ...]`: breaks every filter, sort and default of the lists in memory, one after the other,
// runs only that resource's walk, and says which breaks no test noticed; loses each field that is written on its way
// (`-- fields people` for these alone), takes who sees what out of each view (`-- sight`), drops each event that a command tells, and runs only its scene (`-- events` for
// these alone). Changes no file; not part of CI.
import { become, checkNode, ensureInstalled } from './setup.mjs';

checkNode();
await ensureInstalled();
const only = process.argv.slice(2);
process.env.MUTATE_ONLY = only.join(',');
const alone = ['events', 'fields', 'sight'].find((what) => only.includes(what));
const files =
  alone !== undefined
    ? [`tests/mutants/${alone}`]
    : only.length === 0
      ? []
      : ['tests/mutants/views', 'tests/mutants/sight', 'tests/mutants/fields'];
await become('node_modules/vitest/vitest.mjs', 'run', '--config', 'scripts/mutate.config.mjs', ...files);
