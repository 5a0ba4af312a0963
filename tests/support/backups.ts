import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable, Writable } from 'node:stream';
import pg from 'pg';
import { inject } from 'vitest';
import { runBackup } from '../../apps/server/src/backup.js';
import { connect, type Database } from '../../apps/server/src/db/connect.js';
import { systemClock } from '../../apps/server/src/kernel/clock.js';
import { testConfig } from './server.js';

let made = 0;

/** A folder for backups, and databases to restore them into. */
export function backups() {
  const folder = mkdtempSync(join(tmpdir(), 'cadenza-backup-'));
  const closing: (() => Promise<void>)[] = [];
  return {
    file: (name: string) => join(folder, name),
    write: (name: string, bytes: Buffer) => {
      writeFileSync(join(folder, name), bytes);
      return join(folder, name);
    },
    /** A database with nothing in it. */
    empty: async (): Promise<{ url: string; database: Database }> => {
      made += 1;
      const name = `restored_${process.pid}_${made}`;
      const admin = new pg.Client(inject('postgres'));
      await admin.connect();
      await admin.query(`CREATE DATABASE ${name}`);
      await admin.end();
      const database = connect({
        connection: { ...inject('postgres'), database: name },
        max: 8,
        onError: () => undefined,
      });
      closing.push(() => database.close());
      return { url: urlOf(name), database };
    },
    close: async () => {
      for (const close of closing) await close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** A database of the run's PostgreSQL, as DATABASE_URL says it. */
export function urlOf(name: string): string {
  const { host, port, user, password } = inject('postgres');
  const secret = password === undefined || password === '' ? '' : `:${encodeURIComponent(password)}`;
  return `postgres://${encodeURIComponent(user)}${secret}@localhost/${name}?host=${encodeURIComponent(host)}&port=${port}`;
}

/** What `cadenza-server backup` or `restore` printed for programs. @throws what it says is wrong */
export async function cadenza(
  url: string,
  command: 'backup' | 'restore',
  args: string[],
  { passphrase = '', secretKey = testConfig.secretKey }: { passphrase?: string; secretKey?: string } = {},
): Promise<Record<string, unknown>> {
  let printed: object = {};
  await runBackup(command, args, {
    environment: { DATABASE_URL: url, SECRET_KEY: secretKey },
    clock: systemClock,
    print: (json) => void (printed = json),
    progress: () => undefined,
    readPassphrase: async () => passphrase,
    stdin: Readable.from([]),
    stdout: new Writable(),
    signal: new AbortController().signal,
  });
  return printed as Record<string, unknown>;
}
