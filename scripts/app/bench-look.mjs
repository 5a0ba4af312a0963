import { median, p95 } from './numbers.mjs';
import { routes, visit } from './routes.mjs';

const ITEMS = 40;
const SORTS = 12;
const NEXT_MS = 50;
const ROWS_MS = 100;

/** `Mod Enter` until the next item stands there, painted; the reference is an empty frame of the same page. */
export async function next(page, world, tell) {
  const took = [];
  for (const kind of ['call', 'social', 'email']) took.push(...(await nextOf(page, world, kind)));
  const frames = await page.evaluate(async () => {
    const found = [];
    for (let at = 0; at < 20; at += 1) {
      const begun = performance.now();
      await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
      found.push(performance.now() - begun);
    }
    return found;
  });
  tell(`the next item after Mod Enter, p95 of ${took.length}`, p95(took), 'ms', p95(frames), NEXT_MS);
}

/** What it took for one kind of thing, each until the last. */
async function nextOf(page, world, kind) {
  await visit(page, world, { path: `/app/?run=1&kind=${kind}`, ready: '#work-title, .state' });
  await page.evaluate(() => {
    window.took = [];
    let begun;
    addEventListener(
      'keydown',
      ({ key }) => (begun = key === 'Enter' || key === 's' ? performance.now() : undefined),
      true,
    );
    new MutationObserver(() => {
      const now = document.querySelector('.wh')?.textContent;
      if (begun === undefined || now === window.shown) return;
      const from = begun;
      begun = undefined;
      window.shown = now;
      requestAnimationFrame(() => setTimeout(() => window.took.push(performance.now() - from)));
    }).observe(document.body, { subtree: true, childList: true, characterData: true });
  });
  for (let at = 0; at < ITEMS; at += 1) if (!(await doOne(page, at))) break;
  return page.evaluate(() => window.took);
}

/** Does what is in hand, or leaves it out where it lacks something. @returns whether another one came */
async function doOne(page, at) {
  const before = await page.textContent('.wh', { timeout: 2000 }).catch(() => null);
  if (before === null) return false;
  await page.evaluate((was) => (window.shown = was), before);
  const ready = await page
    .waitForSelector('.foot .primary:not([disabled])', { timeout: 3000 })
    .catch(() => null);
  if (await page.$('.choice')) for (const key of ['1', 'Shift+!', 'Shift+1']) await page.keyboard.press(key);
  await page.keyboard.press(ready ? 'Control+Enter' : 's');
  await page
    .waitForFunction((many) => window.took.length > many, at, { timeout: 5000 })
    .catch(() => undefined);
  return (await page.evaluate(() => window.took.length)) > at;
}

/** People, sorted otherwise: from the request until its rows are painted, beside the API's own answer. */
export async function rows(page, world, tell) {
  await visit(page, world, { path: '/app/people', ready: 'tr[data-row]' });
  const own = [];
  const shown = [];
  for (let at = 0; at < SORTS; at += 1) {
    const before = await page.locator('tr[data-row]').first().getAttribute('data-row');
    await page.evaluate(watchRows, before);
    const heads = page.locator('th button.head');
    await heads.nth(at % (await heads.count())).click();
    const found = await page
      .waitForFunction(() => window.look, undefined, { timeout: 20_000 })
      .catch(() => null);
    const look = await found?.jsonValue();
    if (!look) continue;
    own.push(look.answer);
    shown.push(look.rows - look.answer);
  }
  tell(
    `rows of People after the API's own answer, p95 of ${shown.length}`,
    p95(shown),
    'ms',
    undefined,
    ROWS_MS,
  );
  tell('the API’s own answer, median', median(own), 'ms');
}

/** In the page: when other rows are painted, and what their request took. */
function watchRows(before) {
  window.look = undefined;
  performance.clearResourceTimings();
  const observer = new MutationObserver(() => {
    const first = document.querySelector('tr[data-row]')?.dataset.row;
    if (first === undefined || first === before) return;
    observer.disconnect();
    requestAnimationFrame(() =>
      setTimeout(() => {
        const asked = performance
          .getEntriesByType('resource')
          .find(({ name }) => name.includes('/v2/people?'));
        if (asked)
          window.look = {
            answer: asked.responseEnd - asked.startTime,
            rows: performance.now() - asked.startTime,
          };
      }),
    );
  });
  observer.observe(document.body, { subtree: true, childList: true });
}

/** Requests that one view makes twice. */
export async function twice(page, world, tell) {
  const asked = [];
  page.on('request', (request) => {
    const { pathname, search } = new URL(request.url());
    if (pathname.startsWith('/v2/') && request.method() === 'GET' && !pathname.endsWith('/stream'))
      asked.push(pathname + search);
  });
  let repeated = 0;
  for (const route of await routes(page, world)) {
    asked.length = 0;
    await visit(page, world, route);
    const doubles = asked.filter((each, at) => asked.indexOf(each) !== at);
    repeated += doubles.length;
    for (const each of new Set(doubles)) console.log(`        twice on ${route.name}: ${each}`);
  }
  tell('requests that a view makes twice', repeated, 'requests', undefined, 0);
}
