import { createReadStream } from 'node:fs';
import { access, constants, open, readdir, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Readable } from 'node:stream';
import { randomHex } from '../kernel/crypto.js';
import { type ByteRange, type FileStore, isFileKey, type StoredBytes } from '../kernel/file-store.js';
import { makeFolder } from '../kernel/folder.js';
import { measured, storeTrouble } from './measured.js';

/** Only the server's own user reads what people uploaded. */
const FOLDER_MODE = 0o700;
const FILE_MODE = 0o600;
const HALF_WRITTEN = 'half-written';

/**
 * Files in a folder of this machine. A file is written beside its place and moved there when it is whole and on the disk: a
 * crash leaves the whole file or none. The folder is made by the first file. Processes on several machines need a folder they
 * share, or a bucket (files/s3.ts).
 */
export function localFiles(root: string): FileStore {
  const placeOf = (key: string) => {
    if (!isFileKey(key)) throw new Error('not a key of the file store');
    return join(root, key);
  };
  return {
    put: async (key, source, limit) => {
      const place = placeOf(key);
      try {
        return await written(root, place, source, limit);
      } catch (error) {
        throw storeTrouble(error);
      }
    },
    open: (key, range) => opened(placeOf(key), range),
    remove: async (key) => {
      try {
        await rm(placeOf(key), { force: true });
      } catch (error) {
        throw storeTrouble(error);
      }
    },
    sweep: (before) => sweep(join(root, HALF_WRITTEN), before),
    check: () => checkFolder(root),
  };
}

async function written(
  root: string,
  place: string,
  source: AsyncIterable<Uint8Array>,
  limit: number,
): Promise<StoredBytes> {
  const beside = join(root, HALF_WRITTEN);
  makeFolder(beside, FOLDER_MODE);
  makeFolder(dirname(place), FOLDER_MODE);
  const half = join(beside, randomHex(16));
  try {
    const { stream, seen } = measured(source, limit);
    const file = await open(half, 'wx', FILE_MODE);
    try {
      for await (const chunk of stream) await file.writeFile(chunk);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(half, place);
    await syncFolder(dirname(place));
    return seen();
  } catch (error) {
    await rm(half, { force: true }).catch(() => undefined);
    throw error;
  }
}

/** The name is on the disk as well, where the file system offers that. */
async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, 'r').catch(() => undefined);
  await folder?.sync().catch(() => undefined);
  await folder?.close();
}

async function opened(place: string, range: ByteRange | undefined): Promise<Readable | undefined> {
  try {
    await access(place, constants.R_OK);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw storeTrouble(error);
  }
  return createReadStream(place, range && { start: range.start, end: range.end });
}

async function sweep(folder: string, before: Date): Promise<number> {
  const names = await readdir(folder).catch(() => []);
  let removed = 0;
  for (const name of names) {
    const half = join(folder, name);
    const found = await stat(half).catch(() => undefined);
    if (found === undefined || found.mtime >= before) continue;
    await rm(half, { force: true });
    removed += 1;
  }
  return removed;
}

/** Makes nothing: the first file does that. Where there is no folder yet, the one above must be one that can be written in. */
async function checkFolder(root: string): Promise<string> {
  let at = root;
  for (;;) {
    const found = await stat(at).catch(() => undefined);
    if (found?.isDirectory() || dirname(at) === at) break;
    if (found !== undefined) throw unwritable(root);
    at = dirname(at);
  }
  try {
    await access(at, constants.R_OK | constants.W_OK | constants.X_OK);
    return at === root ? root : `${root} (made by the first file)`;
  } catch {
    throw unwritable(root);
  }
}

const unwritable = (root: string) =>
  new Error(
    `The folder of files ${root} cannot be written: change its owner, set DATA_DIR, or keep files in a bucket (FILES_S3_BUCKET).`,
  );
