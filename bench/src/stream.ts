import { setTimeout as delay } from 'node:timers/promises';
import type { Database } from 'cadenza-server/db/connect.js';
import { write } from 'cadenza-server/db/write.js';
import { createApiKey } from 'cadenza-server/domain/identity/commands.js';
import type { Run } from './bench-run.js';
import type { Client } from './load.js';
import { median, percentile, quartiles } from './numbers.js';
import type { Seeded } from './seed.js';
import { STREAM_RATE, STREAM_READERS, STREAM_ROUNDS, STREAM_SECONDS } from './settings.js';
import type { Heard } from './readers.js';
import { startTarget, type Target } from './target.js';

/** How much slower a writer may get beside them. */
const GOAL = 1.3;
/** As many as a user may have (apps/server/src/http/events/stream.ts). */
const OF_USER = 20;
/** Milliseconds within which the last event must have come to everybody. */
const LATEST_MS = 30_000;

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
  // In a process of their own: what they take to read a thousand streams is not the writer's.
  const readers = await startTarget('readers', undefined, run.settings.profile);
  try {
    for (let round = 0; round <= STREAM_ROUNDS; round += 1) {
      run.signal.throwIfAborted();
      const alone = await writeSteadily(client, seeded, run.signal);
      await ask(readers, '/listen', { port: target.port, keys, ofKey: OF_USER });
      const beside = await writeSteadily(client, seeded, run.signal);
      const until = performance.now() + LATEST_MS;
      let heard = await ask<Heard>(readers, '/heard');
      while (heard.least < beside.length && performance.now() < until) {
        await delay(100, undefined, { signal: run.signal });
        heard = await ask<Heard>(readers, '/heard');
      }
      missing += STREAM_READERS * beside.length - heard.all;
      again += heard.again;
      await ask(readers, '/leave');
      // The first round warms up.
      if (round === 0) continue;
      written += beside.length;
      pairs.push([median(beside), median(alone)]);
    }
  } finally {
    await readers.stop();
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

async function ask<T = object>(readers: Target, path: string, body: object = {}): Promise<T> {
  const answer = await fetch(`http://127.0.0.1:${readers.port}${path}`, {
    method: 'POST',
    body: JSON.stringify(body),
  });
  if (!answer.ok) throw new Error(`the readers answered ${await answer.text()}`);
  return (await answer.json()) as T;
}
