import { monitorEventLoopDelay } from 'node:perf_hooks';
import type { Seeded } from './seed.js';

/** What a server under measurement is told when it starts. */
export interface Assignment {
  connection: { host: string; port: number; user: string; password?: string; database: string };
  /** undefined where no data is served. */
  seeded: Seeded | undefined;
  /** Connections of the pool. */
  connections: number;
  /** Folder of throw-away files. */
  dataDir: string;
}
/** Origin of the links that both servers write, so that their answers have the same size. */
export const ORIGIN = 'http://localhost:3000';

export type ToChild =
  | { assignment: Assignment }
  /** Resident set; heap after a collection; longest delay of the event loop since it was last asked. */
  | { ask: 'memory' | 'heap' | 'delay' }
  /** A message for the reader of foreign mail. */
  | { read: string };
export type FromChild =
  | { port: number }
  | { memory: number }
  | { heap: number }
  | { delay: number }
  | { done: true }
  | { failed: string };
/** Looked at this often, in milliseconds: a delay is what an interval is longer than that. */
const RESOLUTION_MS = 10;

/** The child's side: starts a server when told to, says how much memory it has, and ends with the parent. */
export function serve(
  start: (assignment: Assignment) => Promise<number>,
  read: (message: string) => Promise<void> = async () => undefined,
): void {
  const delays = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
  const tell = (message: FromChild) => process.send?.(message);
  // Ctrl-C reaches the whole group; the parent decides when we end.
  process.on('SIGINT', () => undefined);
  const look = (what: 'memory' | 'heap' | 'delay'): FromChild => {
    if (what === 'memory') return { memory: process.memoryUsage.rss() };
    if (what === 'delay') {
      const delay = Math.max(0, delays.max / 1e6 - RESOLUTION_MS);
      delays.reset();
      return { delay };
    }
    globalThis.gc?.();
    return { heap: process.memoryUsage().heapUsed };
  };
  process.on('disconnect', () => process.exit(0));
  process.on('message', (message: ToChild) => {
    if ('ask' in message) tell(look(message.ask));
    else if ('read' in message) {
      read(message.read).then(
        () => tell({ done: true }),
        (error: unknown) => tell({ failed: String(error) }),
      );
    } else {
      delays.enable();
      start(message.assignment).then(
        (port) => tell({ port }),
        (error: unknown) => tell({ failed: error instanceof Error ? (error.stack ?? '') : String(error) }),
      );
    }
  });
}
