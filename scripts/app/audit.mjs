// `npm run audit:app [-- name ...]`: axe on every route of the app filled with the demo, and with what can stand over it
// (scenes.mjs), in both themes, at three widths and at 200 % zoom. Each is opened once and then looked at in all of them.
// AUDIT_ROTATE=1: in one of them only, which take turns. AUDIT_SHOTS=folder keeps a picture of each look. LIGHTHOUSE=1 asks
// Lighthouse 12 as well (from the registry, not installed here), LIGHTHOUSE=only nothing else.
import { mkdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { lighthouse } from './lighthouse.mjs';
import { EMPTY, routes, SIGNED_OUT, visit } from './routes.mjs';
import { closeScene, openScene, scenes } from './scenes.mjs';
import { openWorld, signedIn } from './world.mjs';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
/** 200 % zoom is half as many pixels. */
const SIZES = [
  ['1440', 1440, 900],
  ['1024', 1024, 768],
  ['390', 390, 844],
  ['200 %', 720, 450],
];
const LOOKS = ['light', 'dark'].flatMap((colorScheme) =>
  SIZES.map(([size, width, height]) => ({ colorScheme, width, height, label: `${colorScheme} ${size}` })),
);

const PATIENCE_MS = 30_000;
const only = process.argv.slice(2);
const rotate = process.env.AUDIT_ROTATE === '1';
const shots = process.env.AUDIT_SHOTS;
if (shots) mkdirSync(shots, { recursive: true });
const world = await openWorld();
let failed = 0;
let looked = 0;
try {
  if (process.env.LIGHTHOUSE !== 'only') await auditAll();
  if (process.env.LIGHTHOUSE) failed += await lighthouse(world);
} finally {
  await world.stop();
}
process.exitCode = failed > 0 ? 1 : 0;

async function auditAll() {
  const demo = await signedIn(world);
  const found = await routes(demo.page, world);
  const unknown = scenes.filter(({ route }) => !found.some(({ name }) => name === route));
  for (const { route, name } of unknown) told(`${route}: ${name}`, ['there is no such route']);
  await auditRoutes(demo, found);
  await auditRoutes(await signedIn(world, {}, { demo: false }), EMPTY);
  const context = await world.browser.newContext();
  await auditRoutes({ context, page: await context.newPage() }, SIGNED_OUT);
  console.log(`${looked} looks, ${failed} with something amiss`);
}

async function auditRoutes({ context, page }, found) {
  page.setDefaultTimeout(PATIENCE_MS);
  for (const route of found.filter(({ name }) => only.length === 0 || only.includes(name))) {
    await lookAt(page, route.name, () => visit(page, world, route));
    for (const each of scenes.filter((one) => one.route === route.name))
      await lookAt(
        page,
        `${route.name}: ${each.name}`,
        () => openScene(page, world, route, each),
        () => closeScene(page, each),
      );
  }
  await context.close();
}

/** Opens it in the first look, and looks at it in all. */
async function lookAt(page, what, open, close) {
  const [first] = LOOKS;
  const turn = looked;
  try {
    await wear(page, first);
    await open();
    const looks = rotate ? [LOOKS[turn % LOOKS.length]] : LOOKS;
    for (const look of looks) {
      await wear(page, look);
      told(`${what}, ${look.label}`, await amiss(page));
      if (shots) await page.screenshot({ path: join(shots, fileOf(what, look)) });
    }
  } catch (error) {
    told(what, [String(error).split('\n').slice(0, 2).join(' ')]);
  } finally {
    await close?.();
  }
}

function fileOf(what, { label }) {
  return `${`${what} ${label}`.replaceAll(/[^a-z0-9]+/gi, '-')}.png`;
}

async function wear(page, { colorScheme, width, height }) {
  await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
  await page.setViewportSize({ width, height });
  await page.evaluate(
    () => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))),
  );
}

/** What axe finds, and whether the page is wider than its window. */
async function amiss(page) {
  await page.evaluate(AXE);
  return page.evaluate(async () => {
    const { violations } = await globalThis.axe.run();
    const { scrollWidth, clientWidth } = document.documentElement;
    const wide = scrollWidth - clientWidth;
    return [
      ...violations.map(({ id, nodes }) => `${id}: ${nodes[0].html.slice(0, 160)} (${nodes.length})`),
      ...(wide > 0 ? [`${wide} px too wide`] : []),
    ];
  });
}

function told(label, found) {
  looked += 1;
  if (found.length === 0) return;
  failed += 1;
  console.log(`AMISS  ${label}\n${found.map((each) => `    ${each}`).join('\n')}`);
}
