// `npm run screenshots [-- name ...]`: every route of the app filled with the demo, in both themes, and what a phone shows of those that
// reps live in, as small files of docs/screenshots. To be looked at, each of them, before they are committed.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { routes, visit } from './routes.mjs';
import { openWorld, signedIn } from './world.mjs';

const FOLDER = process.env.SCREENSHOTS ?? fileURLToPath(new URL('../../docs/screenshots', import.meta.url));
const MOST_BYTES = 60 * 1024;
const PHONE = new Set(['today', 'run', 'inbox', 'people', 'person', 'cadence-timeline']);
const LOOKS = ['light', 'dark'].flatMap((colorScheme) => [
  { suffix: colorScheme, colorScheme, viewport: { width: 1280, height: 800 } },
  { suffix: `${colorScheme}-phone`, colorScheme, viewport: { width: 390, height: 844 }, only: PHONE },
]);

const wanted = process.argv.slice(2);
const world = await openWorld();
try {
  mkdirSync(FOLDER, { recursive: true });
  for (const look of LOOKS) await shootLook(look);
} finally {
  await world.stop();
}

async function shootLook({ suffix, only, ...options }) {
  const { context, page } = await signedIn(world, { ...options, reducedMotion: 'reduce' });
  const client = await context.newCDPSession(page);
  for (const route of await routes(page, world)) {
    if ((only && !only.has(route.name)) || (wanted.length > 0 && !wanted.includes(route.name))) continue;
    await visit(page, world, route);
    // Toasts and the first paint of charts.
    await page.waitForTimeout(400);
    const bytes = await shot(client);
    writeFileSync(join(FOLDER, `${route.name}-${suffix}.webp`), bytes);
    console.log(`${route.name}-${suffix}.webp ${(bytes.length / 1024).toFixed(0)} KB`);
  }
  await context.close();
}

/** As good as fits. */
async function shot(client) {
  for (const quality of [85, 70, 55, 40]) {
    const { data } = await client.send('Page.captureScreenshot', { format: 'webp', quality });
    const bytes = Buffer.from(data, 'base64');
    if (bytes.length <= MOST_BYTES || quality === 40) return bytes;
  }
  throw new Error('unreachable');
}
