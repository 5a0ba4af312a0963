// `npm run audit:app [-- name ...]`: axe on every route of the app filled with the demo, with what stands over it (dialogs,
// palette, editor, errors), in both themes, at three widths and at 200 % zoom; AUDIT_ROTATE=1: each route once, theme and
// width in turn, as CI does. LIGHTHOUSE=1 asks Lighthouse 12 as well (from the registry, not installed here).
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { lighthouse } from './lighthouse.mjs';
import { routes, visit } from './routes.mjs';
import { openWorld, signedIn } from './world.mjs';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
/** 200 % zoom is half as many pixels, twice as large. */
const LOOKS = ['light', 'dark'].flatMap((colorScheme) => [
  { colorScheme, viewport: { width: 1440, height: 900 }, name: `${colorScheme} 1440` },
  { colorScheme, viewport: { width: 1024, height: 768 }, name: `${colorScheme} 1024` },
  { colorScheme, viewport: { width: 390, height: 844 }, name: `${colorScheme} 390` },
  { colorScheme, viewport: { width: 720, height: 450 }, deviceScaleFactor: 2, name: `${colorScheme} 200 %` },
]);

/** What can be opened over a route, by keys; `shown`: it is there. */
const OVER = [
  { route: 'people', name: 'palette', keys: ['Control+k'], shown: 'dialog[open]' },
  { route: 'people', name: 'keys', keys: ['Shift+?'], shown: 'dialog[open]' },
  { route: 'people', name: 'filter', keys: ['f'], shown: '[role=dialog], dialog[open], [role=listbox]' },
  { route: 'people', name: 'new person', keys: ['c'], shown: 'dialog[open]' },
  { route: 'run', name: 'snooze', path: '/app/?run=1&kind=call', keys: ['h'], shown: 'dialog[open]' },
  { route: 'run', name: 'editor', path: '/app/?run=1&kind=email', keys: ['e'], shown: '#work-title' },
  { route: 'inbox', name: 'assign', keys: ['Shift+A'], shown: 'dialog[open]' },
];

const only = process.argv.slice(2);
const rotate = process.env.AUDIT_ROTATE === '1';
const world = await openWorld();
let failed = 0;
let looked = 0;
try {
  for (const [at, look] of LOOKS.entries()) await auditLook(look, at);
  console.log(`${looked} looks, ${failed} with violations`);
  if (process.env.LIGHTHOUSE === '1') failed += await lighthouse(world);
} finally {
  await world.stop();
}
process.exitCode = failed > 0 ? 1 : 0;

async function auditLook(look, at) {
  const { name, ...options } = look;
  const { context, page } = await signedIn(world, options);
  const all = await routes(page, world);
  for (const [place, route] of all.entries()) {
    if (only.length > 0 && !only.includes(route.name)) continue;
    if (rotate && place % LOOKS.length !== at) continue;
    await look1(page, route, name);
    for (const over of OVER.filter((each) => each.route === route.name))
      await lookOver(page, route, over, name);
  }
  await context.close();
}

async function look1(page, route, name) {
  try {
    await visit(page, world, route);
    await violations(page, `${route.name}, ${name}`);
  } catch (error) {
    said(`${route.name}, ${name}`, [String(error).split('\n')[0]]);
  }
}

async function lookOver(page, route, { name, path = route.path, keys, shown }, look) {
  const label = `${route.name} with ${name}, ${look}`;
  try {
    await visit(page, world, { ...route, path });
    for (const key of keys) await page.keyboard.press(key);
    await page.waitForSelector(shown, { timeout: 5_000 });
    await violations(page, label);
  } catch (error) {
    said(label, [String(error).split('\n')[0]]);
  }
}

async function violations(page, label) {
  await page.evaluate(AXE);
  const found = await page.evaluate(async () => {
    const { violations: all } = await globalThis.axe.run();
    const wide = document.documentElement.scrollWidth - document.documentElement.clientWidth;
    return [
      ...all.map(({ id, nodes }) => `${id}: ${nodes[0].html.slice(0, 160)} (${nodes.length})`),
      ...(wide > 0 ? [`${wide} px too wide`] : []),
    ];
  });
  said(label, found);
}

function said(label, found) {
  looked += 1;
  if (found.length === 0) return;
  failed += 1;
  console.log(`FAULTS  ${label}\n${found.map((each) => `    ${each}`).join('\n')}`);
}
