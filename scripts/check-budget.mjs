// What a browser loads for each route of the web app that is opened first: its JavaScript and styles, compressed. Fails
// above the limit (docs/decisions/0094-web-app.md).
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ensureBuilt } from './setup.mjs';

const SCRIPT_LIMIT = 250 * 1024;
const STYLE_LIMIT = 15 * 1024;
const dist = fileURLToPath(new URL('../apps/web/dist', import.meta.url));

await ensureBuilt(['apps/web']);
const manifest = JSON.parse(readFileSync(join(dist, '.vite/manifest.json'), 'utf8'));
const main = Object.keys(manifest).find((name) => manifest[name].isEntry);
if (main === undefined) throw new Error('The build has no entry');

let failed = false;
const routes = manifest[main].dynamicImports ?? [];
for (const route of routes) {
  const files = filesOf([main, route]);
  const scripts = sum(files.filter((file) => file.endsWith('.js')));
  const styles = sum(files.filter((file) => file.endsWith('.css')));
  const over = scripts > SCRIPT_LIMIT || styles > STYLE_LIMIT;
  failed ||= over;
  const told = `${kilobytes(scripts)} KB of script, ${kilobytes(styles)} KB of style`;
  console.log(`${over ? 'TOO MUCH' : '      ok'}  ${route}: ${told}`);
}
if (routes.length === 0) {
  console.error('No route is loaded later: everything is in the first file');
  failed = true;
}
if (failed) process.exit(1);

/** What these need at once: themselves, what they import, and the styles of all. */
function filesOf(names) {
  const files = new Set();
  const visit = (name) => {
    const { file, css = [], imports = [] } = manifest[name];
    if (files.has(file)) return;
    files.add(file);
    for (const each of css) files.add(each);
    for (const each of imports) visit(each);
  };
  for (const name of names) visit(name);
  return [...files];
}

function sum(files) {
  return files.reduce((bytes, file) => bytes + sizeOf(join(dist, file)), 0);
}

/** As it is sent; the shortest are sent as they are. */
function sizeOf(file) {
  const packed = statSync(`${file}.gz`, { throwIfNoEntry: false });
  return (packed ?? statSync(file)).size;
}

function kilobytes(bytes) {
  return (bytes / 1024).toFixed(1);
}
