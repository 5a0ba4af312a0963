import { p95 } from './numbers.mjs';

const ROWS = 3000;
const STEP = 400;
const FRAME_MS = 8;
const TASK_MS = 50;

/** 3,000 rows of People, loaded, then scrolled through by the wheel: what the main thread works for a frame, from a trace. */
export async function scroll(page, world, tell) {
  await loadRows(page, world, ROWS);
  await page.evaluate(() => document.querySelector('.table-scroll').scrollTo(0, 0));
  const client = await page.context().newCDPSession(page);
  const events = [];
  client.on('Tracing.dataCollected', ({ value }) => events.push(...value));
  const categories = 'toplevel,disabled-by-default-devtools.timeline,devtools.timeline,__metadata';
  await client.send('Tracing.start', { transferMode: 'ReportEvents', categories });
  await page.mouse.move(700, 500);
  for (let at = 0; at < (ROWS * 36) / STEP; at += 1) await page.mouse.wheel(0, STEP);
  const ended = new Promise((resolve) => client.once('Tracing.tracingComplete', resolve));
  await client.send('Tracing.end');
  await ended;
  const { frames, longest } = workOf(events);
  tell(
    `main-thread work for a frame while scrolling ${ROWS} rows, p95 of ${frames.length}`,
    p95(frames),
    'ms',
    undefined,
    FRAME_MS,
  );
  tell('its longest task', longest, 'ms', undefined, TASK_MS);
}

/** Scrolls down until so many rows are loaded. */
export async function loadRows(page, world, wanted) {
  await page.goto(`${world.url}/app/people`);
  await page.waitForSelector('tr[data-row]');
  await page.evaluate(async (rows) => {
    const box = document.querySelector('.table-scroll');
    const until = performance.now() + 120_000;
    while (box.scrollHeight < rows * 36 && performance.now() < until) {
      box.scrollTo(0, box.scrollHeight);
      await new Promise((resolve) => requestAnimationFrame(resolve));
    }
  }, wanted);
}

/** Tasks of the page's main thread, summed from one frame to the next, in milliseconds. */
function workOf(events) {
  const main = events.find(({ name, args }) => name === 'thread_name' && args?.name === 'CrRendererMain');
  const mine = events.filter(({ tid, pid }) => tid === main?.tid && pid === main?.pid);
  const tasks = mine.filter(
    ({ name, ph }) => ph === 'X' && (name === 'RunTask' || name === 'ThreadControllerImpl::RunTask'),
  );
  const begins = mine
    .filter(({ name }) => name === 'BeginMainThreadFrame')
    .map(({ ts }) => ts)
    .toSorted((a, b) => a - b);
  const frames = begins.slice(1).map((end, at) => {
    const within = tasks.filter(({ ts }) => ts >= begins[at] && ts < end);
    return within.reduce((sum, { dur = 0 }) => sum + dur, 0) / 1000;
  });
  return { frames, longest: Math.max(0, ...tasks.map(({ dur = 0 }) => dur / 1000)) };
}
