import { median, p95 } from './numbers.mjs';
import { routes, visit } from './routes.mjs';

const ITEMS = 40;
const NEXT_MS = 50;
const ROWS_MS = 100;
const DEBOUNCE_MS = 120;

/** `Mod Enter` until the next item stands there, painted; the reference is an empty frame of the same page. */
export async function next(page, world, tell) {
  const client = await page.context().newCDPSession(page);
  await client.send('Performance.enable');
  const found = [];
  for (const kind of ['call', 'social', 'email']) found.push(...(await nextOf(page, world, client, kind)));
  const frames = await page.evaluate(async () => {
    const empty = [];
    for (let at = 0; at < 20; at += 1) {
      const begun = performance.now();
      await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
      empty.push(performance.now() - begun);
    }
    return empty;
  });
  const took = found.map(({ painted }) => painted);
  const what = `the next item after Mod Enter, p95 of ${took.length}`;
  tell(what, p95(took), 'ms', p95(frames), NEXT_MS);
  tell('its median', median(took), 'ms');
  const worked = found.map(({ work }) => work);
  tell('main-thread work for it, with all that follows, p95', p95(worked), 'ms');
}

/** What it took for one kind of thing, each until the last. */
async function nextOf(page, world, client, kind) {
  await visit(page, world, { path: `/app/?run=1&kind=${kind}`, ready: '#work-title, .state' });
  await page.evaluate(watchNext);
  const found = [];
  for (let at = 0; at < ITEMS; at += 1) {
    const before = await workOf(client);
    const painted = await doOne(page, at);
    if (painted === undefined) break;
    found.push({ painted, work: (await workOf(client)) - before });
  }
  return found;
}

/** Milliseconds that the main thread worked so far. */
async function workOf(client) {
  const { metrics } = await client.send('Performance.getMetrics');
  const of = (wanted) => metrics.find(({ name }) => name === wanted)?.value ?? 0;
  return 1000 * (of('ScriptDuration') + of('LayoutDuration') + of('RecalcStyleDuration'));
}

/** In the page: from the key until another heading is painted. */
function watchNext() {
  window.took = [];
  let begun;
  addEventListener(
    'keydown',
    ({ key }) => {
      if (key === 'Enter' || key === 's') begun = performance.now();
    },
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
}

/** Does what is in hand, or leaves it out where it lacks something. @returns milliseconds; undefined: no other one came */
async function doOne(page, at) {
  const before = await page.textContent('.wh', { timeout: 2000 }).catch(() => null);
  if (before === null) return undefined;
  await page.evaluate((was) => (window.shown = was), before);
  const ready = await page
    .waitForSelector('.foot .primary:not([disabled])', { timeout: 3000 })
    .catch(() => null);
  if (await page.$('.choice')) for (const key of ['1', 'Shift+!', 'Shift+1']) await page.keyboard.press(key);
  await page.keyboard.press(ready ? 'Control+Enter' : 's');
  await page
    .waitForFunction((many) => window.took.length > many, at, { timeout: 5000 })
    .catch(() => undefined);
  return page.evaluate((place) => window.took[place], at);
}

/** Other lists of the same people: all, and some of them. */
const LISTS = ['', '?title%5B_starts_with%5D=Title+1', '?do_not_contact=false'];

/** People, in every order both ways: from the request until its rows are painted, beside the API's own answer. */
export async function rows(page, world, tell) {
  const looks = [];
  for (const list of LISTS) {
    await visit(page, world, { path: `/app/people${list}`, ready: 'tr[data-row], .state' });
    const heads = page.locator('th button.head');
    const count = await heads.count();
    // The first order is the one that stands there: the other way round first.
    for (let at = 0; at < 2 * count - 1; at += 1) {
      const look = await sorted(page, heads.nth(Math.floor((at + 1) / 2)));
      if (look) looks.push(look);
    }
  }
  const own = looks.map(({ answer }) => answer);
  const shown = looks.map(({ painted, answer }) => painted - answer);
  const what = `rows of People after the API's own answer, p95 of ${shown.length}`;
  tell(what, p95(shown), 'ms', undefined, ROWS_MS);
  tell('the API’s own answer, median', median(own), 'ms');
  tell('the API’s own answer, p95', p95(own), 'ms');
}

async function sorted(page, head) {
  const before = await page.locator('tr[data-row]').first().getAttribute('data-row');
  await page.evaluate(watchRows, before);
  await head.click();
  const found = await page
    .waitForFunction(() => window.look, undefined, { timeout: 20_000 })
    .catch(() => null);
  return found?.jsonValue();
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
            painted: performance.now() - asked.startTime,
          };
      }),
    );
  });
  observer.observe(document.body, { subtree: true, childList: true });
}

/** From the last letter that is typed until the server is asked: in the palette, and in the search of templates. */
export async function debounce(page, world, tell) {
  const waits = [];
  const places = [
    { path: '/app/people', open: () => page.keyboard.press('Control+k'), asked: '/v2/search' },
    {
      path: '/app/templates',
      open: () => page.focus('input[type=search]'),
      asked: '/v2/email_templates',
    },
  ];
  for (const { path, open, asked } of places) {
    await visit(page, world, { path, ready: 'main h1' });
    await open();
    for (const word of ['jona', 'second', 'quick']) {
      await page.evaluate(() => {
        performance.clearResourceTimings();
        addEventListener('input', () => (window.typed = performance.now()), true);
      });
      await page.keyboard.type(word, { delay: 30 });
      const wait = await page
        .waitForFunction(
          (place) => {
            const last = performance.getEntriesByType('resource').filter(({ name }) => name.includes(place));
            const after = last.at(-1)?.startTime - window.typed;
            return after >= 0 ? { after } : undefined;
          },
          asked,
          { timeout: 5000 },
        )
        .then((found) => found.jsonValue());
      waits.push(wait.after);
      await page.keyboard.press('Control+a');
    }
  }
  tell(
    `from the last letter until the server is asked, p95 of ${waits.length}`,
    p95(waits),
    'ms',
    undefined,
    DEBOUNCE_MS,
  );
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
