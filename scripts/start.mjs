// `npm start`: sets up what is missing, then runs the server in the foreground.
import { endWithParent } from '../apps/server/bin/parent.mjs';
import { become, checkNode, ensureBuilt, ensureInstalled } from './setup.mjs';

checkNode();
endWithParent();
await ensureInstalled();
await ensureBuilt(['apps/server', 'examples/getting-started']);
await become('apps/server/dist/main.js', 'start', ...process.argv.slice(2));
