import { p95 } from './numbers.mjs';

const ROWS = 3000;
const ROW = 36;
const STEP = 400;
const FRAME_MS = 8;
const TASK_MS = 50;
const CATEGORIES = 'toplevel,disabled-by-default-devtools.timeline,devtools.timeline,__metadata';

/** 3,000 rows of People, loaded, then scrolled through by the wheel: what the main thread works for a frame, from a trace. */
export async function scroll(page, world, tell) {
  await openPeople(page, world);
  await loadRows(page, ROWS);
  await page.evaluate(() => document.querySelector('.table-scroll').scrollTo(0, 0));
  await page.mouse.move(700, 500);
  const events = await traced(page, async () => {
    for (let at = 0; at < (ROWS * ROW) / STEP; at += 1) await page.mouse.wheel(0, STEP);
  });
  const { frames, longest } = workOf(events);
  const what = `main-thread work for a frame while scrolling ${ROWS} rows, p95 of ${frames.length}`;
  tell(what, p95(frames), 'ms', undefined, FRAME_MS);
  tell('its longest task', longest, 'ms', undefined, TASK_MS);
}

export async function openPeople(page, world) {
  await page.goto(`${world.url}/app/people`);
  await page.waitForSelector('tr[data-row]');
}

/** Scrolls down until so many rows are loaded. */
export async function loadRows(page, wanted) {
  await page.evaluate(
    async ([rows, row]) => {
      const box = document.querySelector('.table-scroll');
      const until = performance.now() + 240_000;
      while (box.scrollHeight < rows * row && performance.now() < until) {
        box.scrollTo(0, box.scrollHeight);
        await new Promise((resolve) => requestAnimationFrame(resolve));
      }
      if (box.scrollHeight < rows * row) throw new Error(`${rows} rows were not loaded in time`);
    },
    [wanted, ROW],
  );
}

/** What the page's threads did meanwhile. */
async function traced(page, work) {
  const client = await page.context().newCDPSession(page);
  const events = [];
  client.on('Tracing.dataCollected', ({ value }) => events.push(...value));
  await client.send('Tracing.start', { transferMode: 'ReportEvents', categories: CATEGORIES });
  await work();
  const ended = new Promise((resolve) => client.once('Tracing.tracingComplete', resolve));
  await client.send('Tracing.end');
  await ended;
  await client.detach();
  return events;
}

/**
 * Tasks of the page's main thread, summed from one frame to the next, in milliseconds: of the thread's own time where the trace
 * has it, so that what other programs do meanwhile counts for nothing.
 */
function workOf(events) {
  const main = events.find(({ name, args }) => name === 'thread_name' && args?.name === 'CrRendererMain');
  const mine = events.filter(({ tid, pid }) => tid === main?.tid && pid === main?.pid);
  const tasks = mine
    .filter(({ name, ph }) => ph === 'X' && (name === 'RunTask' || name === 'ThreadControllerImpl::RunTask'))
    .map(({ ts, dur = 0, tdur = dur }) => ({ ts, took: tdur / 1000 }));
  const begins = mine
    .filter(({ name }) => name === 'BeginMainThreadFrame')
    .map(({ ts }) => ts)
    .toSorted((a, b) => a - b);
  const frames = begins.slice(1).map((end, at) => {
    const within = tasks.filter(({ ts }) => ts >= begins[at] && ts < end);
    return within.reduce((sum, { took }) => sum + took, 0);
  });
  return { frames, longest: Math.max(0, ...tasks.map(({ took }) => took)) };
}
