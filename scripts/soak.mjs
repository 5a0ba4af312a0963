// `npm run soak`: pollers against writers for 200 rounds (READER_ROUNDS), about an hour, from another seed each time.
import { randomInt } from 'node:crypto';
import { become, checkNode, ensureBuilt, ensureInstalled } from './setup.mjs';

checkNode();
await ensureInstalled();
await ensureBuilt(['apps/server']);
process.env.READER_ROUNDS ??= '200';
process.env.READER_SEED ??= String(randomInt(1_000_000));
process.stdout.write(`READER_ROUNDS=${process.env.READER_ROUNDS} READER_SEED=${process.env.READER_SEED}\n`);
await become('node_modules/vitest/vitest.mjs', 'run', '--project', 'api', 'tests/api/pollers');
