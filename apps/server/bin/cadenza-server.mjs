#!/usr/bin/env node
// `npx cadenza-server ...`. In a checkout the server is built first, when it is not or when its sources changed.
import { existsSync } from 'node:fs';
import { endWithParent } from './parent.mjs';

endWithParent();
// Stacks name the lines of the sources.
process.setSourceMapsEnabled(true);
const setup = new URL('../../../scripts/setup.mjs', import.meta.url);
if (existsSync(setup)) {
  const { checkNode, ensureBuilt } = await import(setup.href);
  checkNode();
  await ensureBuilt(['apps/server']);
}
await import('../dist/bundle/main.js');
