import { loadRows, openPeople } from './bench-scroll.mjs';
import { visit } from './routes.mjs';

const PAGE = 100;
const EVENTS = 10_000;
const BATCH = 500;
const GROWTH = 1.1;
/** What is put away, is put away after a moment. */
const REST_MS = 1500;
const RESOURCES = ['people', 'emails', 'cadence_memberships', 'tasks'];

/** The heap at page 100 of People beside page 40, of the same page of the browser. */
export async function heapOfPages(page, world, tell) {
  const client = await page.context().newCDPSession(page);
  await openPeople(page, world);
  await loadRows(page, 40 * PAGE);
  const before = await heap(page, client);
  await loadRows(page, 100 * PAGE);
  const after = await heap(page, client);
  tell('heap at page 100 of People, beside page 40', after, 'MB', before, before * GROWTH);
}

/** The heap of an open Today before and after 10,000 live events: a stream that ends and goes on, some hundred events each time. */
export async function heapOfEvents(page, world, tell) {
  const client = await page.context().newCDPSession(page);
  let boot;
  let sent = 0;
  let flowing = false;
  await page.route('**/v2/events/stream*', async (route) => {
    const batch = flowing ? Math.min(BATCH, EVENTS - sent) : 0;
    const lines = Array.from({ length: batch }, (_, at) => eventLine(boot.place + sent + at + 1));
    sent += batch;
    const place = boot ? boot.place + sent : 0;
    const ready = boot ? line('ready', place, { seq: place, build: boot.build }) : '';
    const retry = sent < EVENTS ? 200 : 600_000;
    const body = `retry: ${retry}\n\n${ready}${lines.join('')}`;
    await route.fulfill({ contentType: 'text/event-stream', body }).catch(() => undefined);
  });
  await visit(page, world, { path: '/app/', ready: '.q, .state' });
  boot = await page.evaluate(() => JSON.parse(document.getElementById('boot').textContent));
  const before = await heap(page, client);
  flowing = true;
  for (const until = performance.now() + 60_000; sent < EVENTS && performance.now() < until; )
    await page.waitForTimeout(100);
  const after = await heap(page, client);
  await page.unroute('**/v2/events/stream*');
  tell(`heap of Today after ${sent} live events`, after, 'MB', before, before * GROWTH);
}

const line = (event, seq, data) =>
  `${event ? `event: ${event}\n` : ''}id: ${seq}\ndata: ${JSON.stringify(data)}\n\n`;

function eventLine(seq) {
  const resource = RESOURCES[seq % RESOURCES.length];
  const data = { seq, type: `${resource}_updated`, resource, id: seq, person_id: seq };
  return line('', seq, { ...data, user_id: null, cadence_id: null, key: null });
}

async function heap(page, client) {
  await page.waitForTimeout(REST_MS);
  await client.send('HeapProfiler.collectGarbage');
  await client.send('HeapProfiler.collectGarbage');
  return (await client.send('Runtime.getHeapUsage')).usedSize / 1024 / 1024;
}
