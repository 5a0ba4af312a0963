// The one who means harm, in a thread of its own: what making and sending costs him must not hold up the prober.
import { Agent, request } from 'node:http';
import { parentPort, workerData } from 'node:worker_threads';
import { type Hostile, hostile } from './hostile.js';
import type { Seeded } from './seed.js';

export interface Sending {
  port: number;
  seeded: Seeded;
  inputs: number;
  /** After this moment of performance.now() nothing more is sent, however many are left. */
  seconds: number;
  /** The number of the input under way, for whoever asks what held the server up. */
  current: SharedArrayBuffer;
}

/** What the thread tells: a message to be received, or that it is done. */
export type FromSender = { read: string } | { sent: number; byStatus: Record<string, number> };

const PATIENCE_MS = 60_000;
const { port, seeded, inputs, seconds, current } = workerData as Sending;
const number = new Int32Array(current);
const agent = new Agent({ keepAlive: true, maxSockets: 1 });

function send({ method, path, headers, body, stranger }: Hostile): Promise<string> {
  return new Promise((resolve) => {
    const all: Record<string, string> = {
      ...(stranger ? {} : { authorization: `Bearer ${seeded.key}` }),
      ...headers,
    };
    if (body !== undefined) all['content-length'] = String(Buffer.byteLength(body));
    const sent = request(
      { host: '127.0.0.1', port, agent, method, path, headers: all, timeout: PATIENCE_MS },
      (response) => {
        response.resume();
        response.on('error', () => resolve('closed'));
        response.on('end', () => resolve(String(response.statusCode)));
      },
    );
    // A refusal closes the connection, perhaps before all of it was sent.
    sent.on('error', () => resolve('closed'));
    sent.on('timeout', () => sent.destroy());
    sent.end(body);
  });
}

function receive(text: string): Promise<string> {
  return new Promise((resolve) => {
    parentPort?.once('message', () => resolve('message'));
    parentPort?.postMessage({ read: text } satisfies FromSender);
  });
}

const byStatus: Record<string, number> = {};
const until = performance.now() + seconds * 1000;
let sent = 0;
for (; sent < inputs && performance.now() < until; sent += 1) {
  Atomics.store(number, 0, sent);
  const input = hostile(sent, seeded);
  const status = input.message ? await receive(input.body ?? '') : await send(input);
  byStatus[status] = (byStatus[status] ?? 0) + 1;
}
agent.destroy();
parentPort?.postMessage({ sent, byStatus } satisfies FromSender);
