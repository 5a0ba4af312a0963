import { createReadStream } from 'node:fs';
import { mkdtemp, open, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import aws4 from 'aws4';
import type { Clock } from '../kernel/clock.js';
import { randomHex } from '../kernel/crypto.js';
import { type FileStore, isFileKey, type StoredBytes } from '../kernel/file-store.js';
import { type HttpStream, streamHttp } from '../outside/http-client.js';
import { measured, storeTrouble } from './measured.js';

/** A bucket of S3 or of what speaks as it does (MinIO, Garage, R2, Ceph), from FILES_S3_*. */
export interface Bucket {
  /** Origin of the service; the bucket is the first part of the path. */
  readonly endpoint: string;
  readonly bucket: string;
  readonly region: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
}

/** For one request, its body included: a file of the largest size over a slow line. */
const REQUEST_MS = 1_800_000;
/** SHA-256 of nothing. */
const EMPTY = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855';
/** Of an answer that says why not. */
const MOST_TROUBLE = 2_000;

interface Asked {
  readonly method: 'GET' | 'PUT' | 'DELETE';
  readonly key: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly sha256?: string;
  readonly body?: Readable;
}

/**
 * Files in a bucket, one object each. A file goes through a temporary file first: its length and hash are part of the
 * signature, and nothing of a file that is too large reaches the bucket.
 */
export function bucketFiles(to: Bucket, clock: Clock): FileStore {
  const ask = (asked: Asked) => askBucket(to, clock, asked);
  const put = async (key: string, source: AsyncIterable<Uint8Array>, limit: number) => {
    const folder = await mkdtemp(join(tmpdir(), 'cadenza-file-'));
    try {
      const spooled = join(folder, 'file');
      const found = await spool(spooled, source, limit);
      const headers = { 'content-length': String(found.bytes) };
      const sha256 = found.sha256.toString('hex');
      const body = createReadStream(spooled);
      // Told by the request; if that ended before it read, the file may be gone before it is opened.
      body.on('error', () => undefined);
      try {
        await expectStatus(await ask({ method: 'PUT', key, headers, sha256, body }), [200, 201, 204]);
      } finally {
        body.destroy();
      }
      return found;
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  };
  const remove = async (key: string) =>
    expectStatus(await ask({ method: 'DELETE', key }), [200, 202, 204, 404]);
  const safely = async <T>(work: () => Promise<T>): Promise<T> => {
    try {
      return await work();
    } catch (error) {
      throw storeTrouble(error);
    }
  };
  return {
    put: (key, source, limit) => safely(() => put(key, source, limit)),
    open: (key, range) =>
      safely(async () => {
        const headers = range && { range: `bytes=${range.start}-${range.end}` };
        const answer = await ask({ method: 'GET', key, ...(headers ? { headers } : {}) });
        if (answer.status === 404) {
          answer.body.destroy();
          return undefined;
        }
        if (answer.status !== (range ? 206 : 200)) await expectStatus(answer, []);
        return answer.body;
      }),
    remove: (key) => safely(() => remove(key)),
    // What is spooled stands in folders of the machine, which it clears.
    sweep: async () => 0,
    check: () => checkBucket(to, { put, remove }),
  };
}

async function spool(path: string, source: AsyncIterable<Uint8Array>, limit: number): Promise<StoredBytes> {
  const { stream, seen } = measured(source, limit);
  const file = await open(path, 'wx', 0o600);
  try {
    for await (const chunk of stream) await file.writeFile(chunk);
  } finally {
    await file.close();
  }
  return seen();
}

function askBucket(to: Bucket, clock: Clock, asked: Asked): Promise<HttpStream> {
  const { method, key, body, sha256 = EMPTY } = asked;
  if (!isFileKey(key)) throw new Error('not a key of the file store');
  const { origin, host } = new URL(to.endpoint);
  const path = `/${to.bucket}/${key}`;
  // 20260302T090000Z
  const date = clock.now().toISOString().replaceAll('-', '').replaceAll(':', '').slice(0, 15);
  const { headers } = aws4.sign(
    {
      service: 's3',
      region: to.region,
      method,
      host,
      path,
      headers: { ...asked.headers, 'x-amz-content-sha256': sha256, 'x-amz-date': `${date}Z` },
    },
    { accessKeyId: to.accessKeyId, secretAccessKey: to.secretAccessKey },
  );
  const signed = Object.fromEntries(
    Object.entries(headers ?? {}).map(([name, value]) => [name.toLowerCase(), String(value)]),
  );
  // The operator named the address, and may mean any.
  return streamHttp(
    `${origin}${path}`,
    { method, headers: signed, ...(body ? { body } : {}) },
    {
      ms: REQUEST_MS,
      allowed: undefined,
    },
  );
}

/** @throws Error with what the service says, for the log */
async function expectStatus({ status, body }: HttpStream, fine: readonly number[]): Promise<void> {
  let said = '';
  for await (const chunk of body as AsyncIterable<Buffer>) {
    said += chunk.toString('utf8');
    if (said.length > MOST_TROUBLE) break;
  }
  if (!fine.includes(status)) throw new Error(`the bucket answers ${status}: ${said.slice(0, MOST_TROUBLE)}`);
}

/** Keeps a small file and removes it again: whether that may be done is not said anywhere. */
async function checkBucket(
  { endpoint, bucket }: Bucket,
  { put, remove }: Pick<FileStore, 'put'> & { remove(key: string): Promise<void> },
): Promise<string> {
  const key = `check/${randomHex(16)}`;
  const probe = (async function* () {
    yield Buffer.from('cadenza');
  })();
  try {
    await put(key, probe, 100);
    await remove(key);
  } catch (error) {
    throw new Error(
      `The bucket ${bucket} at ${endpoint} cannot be used: ${(error as Error).message} (check FILES_S3_*).`,
      {
        cause: error,
      },
    );
  }
  return `bucket ${bucket} at ${endpoint}`;
}
