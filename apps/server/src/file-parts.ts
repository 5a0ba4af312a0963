import { join } from 'node:path';
import type { Config } from './config.js';
import type { Clock } from './kernel/clock.js';
import type { FileStore } from './kernel/file-store.js';
import { localFiles } from './files/local.js';
import { bucketFiles } from './files/s3.js';

/** Where this server keeps files, by its configuration: a bucket, or the folder `files` of DATA_DIR. */
export function openFiles({ files, dataDir }: Config, clock: Clock): FileStore {
  return files.bucket === undefined ? localFiles(join(dataDir, 'files')) : bucketFiles(files.bucket, clock);
}
