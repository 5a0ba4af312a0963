import { Agent, request } from 'node:http';
import { median, percentile } from './numbers.js';

export interface Call {
  readonly method: 'GET' | 'POST' | 'PUT';
  readonly path: string;
  readonly body?: string;
}

/** A keep-alive client of one server: `connections` sockets, one request at a time on each. */
export interface Client {
  /** The answer's body. @throws Error unless the status is 200 */
  send(call: Call): Promise<Buffer>;
  close(): void;
}

export function createClient(port: number, key: string, connections: number): Client {
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  return {
    close: () => agent.destroy(),
    send: ({ method, path, body }) =>
      new Promise((resolve, reject) => {
        const headers: Record<string, string> = { authorization: `Bearer ${key}` };
        if (body !== undefined) {
          headers['content-type'] = 'application/json';
          headers['content-length'] = String(Buffer.byteLength(body));
        }
        const sent = request({ host: '127.0.0.1', port, agent, method, path, headers }, (response) => {
          const chunks: Buffer[] = [];
          response.on('data', (chunk: Buffer) => chunks.push(chunk));
          response.on('error', reject);
          response.on('end', () => {
            const answer = Buffer.concat(chunks);
            if (response.statusCode === 200) resolve(answer);
            else
              reject(
                new Error(`${method} ${path}: ${response.statusCode} ${answer.toString('utf8', 0, 500)}`),
              );
          });
        });
        sent.on('error', reject);
        sent.end(body);
      }),
  };
}

/** What one measurement saw. */
export interface Measured {
  /** Requests per second. */
  readonly rate: number;
  /** Milliseconds of every request. */
  readonly latencies: number[];
}

/** Keeps `connections` requests in flight for `seconds`. @throws Error when a request failed, or on `signal` */
export async function load(
  client: Client,
  next: () => Call,
  connections: number,
  seconds: number,
  signal: AbortSignal,
): Promise<Measured> {
  const latencies: number[] = [];
  const begun = performance.now();
  const until = begun + seconds * 1000;
  const one = async () => {
    while (performance.now() < until) {
      signal.throwIfAborted();
      const start = performance.now();
      await client.send(next());
      latencies.push(performance.now() - start);
    }
  };
  await Promise.all(Array.from({ length: connections }, one));
  return { rate: latencies.length / ((performance.now() - begun) / 1000), latencies };
}

/** Two servers side by side: medians of each, and the median of the ratios of neighbouring measurements. */
export interface Comparison {
  readonly rates: [number, number];
  readonly ratio: number;
  readonly ratios: number[];
  /** Milliseconds. */
  readonly p50: [number, number];
  readonly p99: [number, number];
}

export function compare(pairs: readonly (readonly [Measured, Measured])[]): Comparison {
  const ratios = pairs.map(([a, b]) => a.rate / b.rate);
  const both = <T>(of: (side: 0 | 1) => T): [T, T] => [of(0), of(1)];
  const all = both((side) => pairs.flatMap((pair) => pair[side].latencies));
  return {
    rates: both((side) => median(pairs.map((pair) => pair[side].rate))),
    ratio: median(ratios),
    ratios,
    p50: both((side) => percentile(all[side], 0.5)),
    p99: both((side) => percentile(all[side], 0.99)),
  };
}
