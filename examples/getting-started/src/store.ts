import { randomUUID } from 'node:crypto';
import { mkdir, open, readFile, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Tokens, TokenStore } from '@cadenza/sdk';
import { codeOf, type LockOptions, withLock } from './lock.js';
import { Problem } from './problem.js';
import type { Settings } from './settings.js';

interface Content {
  readonly version: 1;
  readonly credentials: Readonly<Record<string, Tokens>>;
}

/** The store of these settings: what one server granted to one application is never shown to another. */
export function openStore(settings: Settings): TokenStore {
  const { apiUrl, app, storeFolder } = settings;
  return fileTokenStore(join(storeFolder, 'credentials.json'), `${apiUrl} ${app.authUrl} ${app.clientId}`);
}

/**
 * Credentials in a file only its owner may read (0600, folder 0700). Changes take turns through a lock file and replace
 * the file by rename, so a reader or a crash meets the old content or the new, never a part.
 */
export function fileTokenStore(file: string, key: string, lock: LockOptions = {}): TokenStore {
  return {
    async read() {
      return entry(await readContent(file), key);
    },
    async update(change) {
      await mkdir(dirname(file), { recursive: true, mode: 0o700 });
      return withLock(
        `${file}.lock`,
        async () => {
          const content = await readContent(file);
          const before = entry(content, key);
          const after = await change(before);
          if (after === before) return after;
          const { [key]: _, ...others } = content.credentials;
          await writePrivately(
            file,
            JSON.stringify(
              { version: 1, credentials: after === undefined ? others : { ...others, [key]: after } },
              null,
              2,
            ),
          );
          return after;
        },
        lock,
      );
    },
  };
}

/** Writes a file of mode 0600 whole or not at all, and durably. */
export async function writePrivately(file: string, text: string): Promise<void> {
  const folder = dirname(file);
  const draft = `${file}.${randomUUID()}.tmp`;
  try {
    const handle = await open(draft, 'wx', 0o600);
    try {
      await handle.writeFile(text);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(draft, file);
  } catch (error) {
    await rm(draft, { force: true });
    throw error;
  }
  await syncFolder(folder);
}

/** Makes the rename itself survive a power cut. Windows cannot open a folder, and needs no such thing. */
async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

function entry(content: Content, key: string): Tokens | undefined {
  return Object.hasOwn(content.credentials, key) ? content.credentials[key] : undefined;
}

async function readContent(file: string): Promise<Content> {
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return { version: 1, credentials: {} };
    throw error;
  }
  try {
    const value: unknown = JSON.parse(text);
    if (isContent(value)) return value;
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
  }
  throw new Problem(
    `The store ${file} is damaged: delete it, then run \`npm run server\` and sign in again.`,
  );
}

function isContent(value: unknown): value is Content {
  if (typeof value !== 'object' || value === null || !('version' in value) || value.version !== 1)
    return false;
  return 'credentials' in value && typeof value.credentials === 'object' && value.credentials !== null;
}
