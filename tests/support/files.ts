import { createHash } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { keepFile } from '../../apps/server/src/domain/files/index.js';
import { localFiles } from '../../apps/server/src/files/local.js';
import { randomHex } from '../../apps/server/src/kernel/crypto.js';
import type { FileStore } from '../../apps/server/src/kernel/file-store.js';
import type { Caller, TestServer } from './server.js';

/** A folder of a test's own, made by its first file. */
export function testFiles(): { store: FileStore; close(): Promise<void> } {
  const root = join(tmpdir(), `cadenza-files-${randomHex(8)}`);
  return { store: localFiles(root), close: () => rm(root, { recursive: true, force: true }) };
}

/** A sheet as if it had come with a request. @returns what an import is made of it by */
export async function uploaded(
  { context }: TestServer,
  { principal }: Caller,
  csv: string,
): Promise<{ content_sha256: string }> {
  async function* source() {
    yield Buffer.from(csv);
  }
  const now = context.clock.now();
  if (!context.files) throw new Error('no store');
  const file = {
    teamId: principal.teamId,
    purpose: 'import' as const,
    name: 'people.csv',
    contentType: 'text/csv; charset=utf-8',
    expiresAt: new Date(now.getTime() + 3_600_000),
  };
  await keepFile(context.database.kysely, context.files, file, source(), { limit: 1_000_000, now });
  return { content_sha256: createHash('sha256').update(csv).digest('hex') };
}
