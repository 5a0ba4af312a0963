import { get, type IncomingMessage } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import type { Database } from 'cadenza-server/db/connect.js';
import { write } from 'cadenza-server/db/write.js';
import { createApiKey } from 'cadenza-server/domain/identity/commands.js';
import type { Run } from './bench-run.js';
import type { Client } from './load.js';
import { median, percentile, quartiles } from './numbers.js';
import type { Seeded } from './seed.js';
import { STREAM_RATE, STREAM_READERS, STREAM_ROUNDS, STREAM_SECONDS } from './settings.js';
import type { Target } from './target.js';

/** How much slower a writer may get beside them. */
const GOAL = 1.3;
/** As many as a user may have (apps/server/src/http/events/stream.ts). */
const OF_USER = 20;
/** Milliseconds within which the last event must have come to everybody. */
const LATEST_MS = 30_000;

/** A reader, by what came to it. */
interface Listening {
  /** Events so far; each was behind the one before. */
  events: number;
  again: number;
  close(): void;
}

/** A writer at a steady pace, alone and beside many readers of the team's stream, in turn; each event once to each reader. */
export async function measureStream(
  run: Run,
  target: Target,
  client: Client,
  database: Database,
  seeded: Seeded,
): Promise<void> {
  run.progress(`Measuring: ${STREAM_READERS} readers of the stream at ${STREAM_RATE} events a second`);
  const keys = await keysOf(database, seeded, Math.ceil(STREAM_READERS / OF_USER));
  const pairs: [number, number][] = [];
  let [missing, again, written] = [0, 0, 0];
  for (let round = 0; round <= STREAM_ROUNDS; round += 1) {
    run.signal.throwIfAborted();
    const alone = await writeSteadily(client, seeded, run.signal);
    const readers = await Promise.all(
      Array.from({ length: STREAM_READERS }, (_, nth) =>
        listen(target.port, keys[Math.floor(nth / OF_USER)] ?? ''),
      ),
    );
    const beside = await writeSteadily(client, seeded, run.signal);
    const until = performance.now() + LATEST_MS;
    while (readers.some(({ events }) => events < beside.length) && performance.now() < until)
      await delay(50, undefined, { signal: run.signal });
    for (const reader of readers) {
      missing += Math.max(0, beside.length - reader.events);
      again += reader.again;
      reader.close();
    }
    // The first round warms up.
    if (round === 0) continue;
    written += beside.length;
    pairs.push([median(beside), median(alone)]);
  }
  const ratio = quartiles(pairs.map(([beside, alone]) => beside / alone));
  const ms = (side: 0 | 1) => `p50 ${median(pairs.map((pair) => pair[side])).toFixed(1)} ms`;
  const lost = missing + again > 0 ? `; ${missing} MISSING, ${again} TWICE` : '; each once to each';
  run.report({
    what: `a writer beside ${STREAM_READERS} readers of the stream`,
    cadenza: ms(0),
    reference: `alone: ${ms(1)}`,
    ratio: `${ratio.middle.toFixed(2)} (${ratio.lower.toFixed(2)}-${ratio.upper.toFixed(2)})`,
    goal: `<= ${GOAL}, none lost`,
    met: ratio.middle <= GOAL && missing + again === 0,
    figure: ratio.middle,
    latencies: `(median and quartiles of ${pairs.length} rounds; ${written} events${lost}; p95 alone ${percentile(
      pairs.map(([, alone]) => alone),
      0.95,
    ).toFixed(1)} ms)`,
  });
}

/** Keys of colleagues of the team, one each. */
const keysOf = ({ kysely }: Database, { teamId, owners }: Seeded, count: number): Promise<string[]> =>
  write(kysely, teamId, async (tx) => {
    const keys: string[] = [];
    for (const userId of owners.slice(0, count)) {
      const scopes = ['people:read'];
      keys.push((await createApiKey(tx, teamId, { userId, name: 'stream', scopes }, new Date())).key);
    }
    return keys;
  });

/** @returns milliseconds of each write, which is one event */
async function writeSteadily(client: Client, seeded: Seeded, signal: AbortSignal): Promise<number[]> {
  const latencies: number[] = [];
  const begun = performance.now();
  for (let nth = 0; nth < STREAM_RATE * STREAM_SECONDS; nth += 1) {
    const at = begun + (nth * 1000) / STREAM_RATE;
    const rest = at - performance.now();
    if (rest > 0) await delay(rest, undefined, { signal });
    const start = performance.now();
    const body = JSON.stringify({ title: `Director ${begun} ${nth}` });
    await client.send({ method: 'PUT', path: `/v2/people/${1 + (nth % seeded.people)}`, body });
    latencies.push(performance.now() - start);
  }
  return latencies;
}

/** Resolves when the stream has said that it is ready. */
async function listen(port: number, key: string): Promise<Listening> {
  const request = get({
    host: '127.0.0.1',
    port,
    path: '/v2/events/stream?types=person_updated',
    headers: { authorization: `Bearer ${key}` },
    agent: false,
  });
  const answer = await new Promise<IncomingMessage>((resolve, reject) => {
    request.once('response', resolve).on('error', reject);
  });
  if (answer.statusCode !== 200) throw new Error(`the stream answered ${answer.statusCode}`);
  const listening = counted(answer, () => request.destroy());
  await listening.ready;
  return listening;
}

/** Counts the events of a stream, by their places. */
function counted(answer: IncomingMessage, close: () => void): Listening & { ready: Promise<void> } {
  let rest = '';
  let place = 0;
  let told: () => void = () => undefined;
  const ready = new Promise<void>((resolve) => {
    told = resolve;
  });
  const listening = { events: 0, again: 0, close, ready };
  answer.setEncoding('utf8');
  answer.on('error', () => undefined);
  answer.on('data', (came: string) => {
    const frames = (rest + came).split('\n\n');
    rest = frames.pop() ?? '';
    for (const frame of frames) {
      if (frame.startsWith('event: ready')) told();
      if (!frame.startsWith('id: ')) continue;
      const seq = Number(frame.slice('id: '.length, frame.indexOf('\n')));
      if (seq <= place) listening.again += 1;
      else listening.events += 1;
      place = Math.max(place, seq);
    }
  });
  return listening;
}
