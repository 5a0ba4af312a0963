// `npm start`: sets up what is missing, then runs the server in the foreground.
import { endWithParent } from '../apps/server/bin/parent.mjs';
import { become, checkNode, ensureBuilt, ensureInstalled } from './setup.mjs';

checkNode();
endWithParent();
// Stacks name the lines of the sources.
process.setSourceMapsEnabled(true);
await ensureInstalled();
await ensureBuilt(['apps/server', 'apps/web']);
await become('apps/server/dist/bundle/main.js', 'start', ...process.argv.slice(2));
