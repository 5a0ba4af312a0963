import { spawn } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { type Connection, startEmbedded } from '../../apps/server/src/db/embedded.js';

interface ThrownAway {
  connection: Connection;
  logFile: string;
  stop(): Promise<void>;
}
/** What runs for the projects of this run, and for how many of them. */
interface Shared {
  postgres: Promise<ThrownAway>;
  users: number;
}
/** Each project reads this file for itself; the process is one. */
const run = globalThis as { cadenzaTestPostgres?: Shared };

/**
 * One PostgreSQL for the whole run: the server of TEST_DATABASE_URL, or an embedded one in a temporary folder that
 * skips fsync, for it is thrown away. `database.ts` declares what is provided and builds on it.
 */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const external = process.env.TEST_DATABASE_URL;
  if (external !== undefined && external !== '') {
    const url = new URL(external);
    project.provide('postgres', {
      host: url.searchParams.get('host') ?? url.hostname,
      port: Number(url.port || url.searchParams.get('port') || 5432),
      user: decodeURIComponent(url.username) || 'postgres',
      password: decodeURIComponent(url.password),
      database: decodeURIComponent(url.pathname.slice(1)) || 'postgres',
    });
    return async () => undefined;
  }
  const shared = (run.cadenzaTestPostgres ??= { postgres: startThrownAway(), users: 0 });
  shared.users += 1;
  const { connection, logFile } = await shared.postgres;
  project.provide('postgres', { ...connection, database: 'postgres', logFile });
  return async () => {
    shared.users -= 1;
    if (shared.users > 0) return;
    delete run.cadenzaTestPostgres;
    await (await shared.postgres).stop();
  };
}

async function startThrownAway(): Promise<ThrownAway> {
  const dataDir = mkdtempSync(join(tmpdir(), 'cadenza-test-'));
  const embedded = await startEmbedded({
    dataDir,
    progress: () => undefined,
    settings: {
      fsync: 'off',
      synchronous_commit: 'off',
      full_page_writes: 'off',
      max_connections: '100',
      // For a union of many small tables it starts processes, a hundred times slower than reading them.
      max_parallel_workers_per_gather: '0',
    },
  });
  return {
    connection: embedded.connection,
    logFile: join(dataDir, 'postgres.log'),
    stop: async () => {
      await embedded.stop();
      // A database for each test file: half a million files after a whole run, a minute that nobody has to wait for.
      spawn('rm', ['-rf', dataDir], { detached: true, stdio: 'ignore' }).unref();
    },
  };
}
