// `npm run bench [-- arguments]`: sets up what is missing, then measures.
import { become, checkNode, ensureBuilt, ensureInstalled } from './setup.mjs';

checkNode();
await ensureInstalled();
await ensureBuilt(['bench']);
await become('bench/dist/index.js', ...process.argv.slice(2));
