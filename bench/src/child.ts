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

export type ToChild = { assignment: Assignment } | { ask: 'memory' };
export type FromChild = { port: number } | { memory: number } | { failed: string };

/** The child's side: starts a server when told to, says how much memory it has, and ends with the parent. */
export function serve(start: (assignment: Assignment) => Promise<number>): void {
  const tell = (message: FromChild) => process.send?.(message);
  // Ctrl-C reaches the whole group; the parent decides when we end.
  process.on('SIGINT', () => undefined);
  process.on('disconnect', () => process.exit(0));
  process.on('message', (message: ToChild) => {
    if ('ask' in message) tell({ memory: process.memoryUsage.rss() });
    else {
      start(message.assignment).then(
        (port) => tell({ port }),
        (error: unknown) => tell({ failed: error instanceof Error ? (error.stack ?? '') : String(error) }),
      );
    }
  });
}
