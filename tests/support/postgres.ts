import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { startEmbedded } from '../../apps/server/src/db/embedded.js';

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
  const logFile = join(dataDir, 'postgres.log');
  project.provide('postgres', { ...embedded.connection, database: 'postgres', logFile });
  return async () => {
    await embedded.stop();
    rmSync(dataDir, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
  };
}
