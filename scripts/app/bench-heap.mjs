import { loadRows } from './bench-scroll.mjs';
import { visit } from './routes.mjs';

const PAGE = 100;
const EVENTS = 10_000;
const GROWTH = 1.1;

/** The heap at page 100 of People beside page 40. */
export async function heapOfPages(page, world, tell) {
  const client = await page.context().newCDPSession(page);
  await loadRows(page, world, 40 * PAGE);
  const before = await heap(client);
  await loadRows(page, world, 100 * PAGE);
  const after = await heap(client);
  tell('heap at page 100 of People', after, 'MB', before, before * GROWTH);
}

/** The heap of an open Today before and after 10,000 live events. */
export async function heapOfEvents(page, world, tell) {
  const client = await page.context().newCDPSession(page);
  await visit(page, world, { path: '/app/', ready: '.q, .state' });
  const before = await heap(client);
  const { build, place } = await page.evaluate(() => JSON.parse(document.getElementById('boot').textContent));
  const line = (event, seq, data) =>
    `${event ? `event: ${event}\n` : ''}id: ${seq}\ndata: ${JSON.stringify(data)}\n\n`;
  const body = [line('ready', place, { seq: place, build })];
  for (let at = 1; at <= EVENTS; at += 1)
    body.push(
      line('', place + at, {
        seq: place + at,
        type: 'person_updated',
        resource: 'people',
        id: at,
        user_id: null,
        person_id: at,
        cadence_id: null,
        key: null,
      }),
    );
  let sent = false;
  await page.route('**/v2/events/stream*', (route) => {
    const text = sent ? 'retry: 600000\n\n' : `retry: 600000\n\n${body.join('')}`;
    sent = true;
    return route.fulfill({ contentType: 'text/event-stream', body: text });
  });
  await page.reload();
  await page.waitForTimeout(3000);
  const after = await heap(client);
  await page.unroute('**/v2/events/stream*');
  tell(`heap of Today after ${EVENTS} live events`, after, 'MB', before, before * GROWTH);
}

async function heap(client) {
  await client.send('HeapProfiler.collectGarbage');
  await client.send('HeapProfiler.collectGarbage');
  return (await client.send('Runtime.getHeapUsage')).usedSize / 1024 / 1024;
}
