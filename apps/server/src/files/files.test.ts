import {
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { BUCKET, type TestBucket, testBucket } from '../../../../tests/support/s3.js';
import { manualClock } from '../kernel/clock.js';
import type { FileStore } from '../kernel/file-store.js';
import { localFiles } from './local.js';
import { bucketFiles } from './s3.js';

const KEY = 't1/ab/0123456789abcdef';
let root: string;
let bucket: TestBucket;
const clock = manualClock('2026-03-02T09:00:00.000Z');
beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), 'cadenza-files-'));
  bucket = await testBucket();
});
afterAll(async () => {
  rmSync(root, { recursive: true, force: true });
  await bucket.close();
});

async function* of(...parts: string[]) {
  for (const part of parts) yield Buffer.from(part);
}
async function textOf(store: FileStore, key: string, range?: { start: number; end: number }) {
  const stream = await store.open(key, range);
  if (!stream) return undefined;
  const chunks: Buffer[] = [];
  for await (const chunk of stream as AsyncIterable<Buffer>) chunks.push(chunk);
  return Buffer.concat(chunks).toString();
}

const stores = {
  folder: () => localFiles(join(root, 'files')),
  bucket: () => bucketFiles({ endpoint: bucket.endpoint, ...BUCKET }, clock),
};

describe.each(Object.entries(stores))('files in a %s', (_, make) => {
  it('keeps a stream whole, gives it back in parts, and removes it as often as one likes', async () => {
    const store = make();
    const found = await store.put(KEY, of('hello ', 'world'), 11);
    expect(found.bytes).toBe(11);
    expect(found.sha256.toString('hex')).toMatch(/^b94d27b9934d3e08a52e52d7da7dabfa/);
    expect(await textOf(store, KEY)).toBe('hello world');
    expect(await textOf(store, KEY, { start: 6, end: 8 })).toBe('wor');
    await store.remove(KEY);
    await store.remove(KEY);
    expect(await textOf(store, KEY)).toBeUndefined();
    expect(await store.check()).toContain(_ === 'bucket' ? BUCKET.bucket : root);
  });

  it('keeps nothing of a stream that is too large, or ends in an error', async () => {
    const store = make();
    await expect(store.put(KEY, of('hello ', 'world'), 10)).rejects.toMatchObject({ kind: 'too_large' });
    const torn = (async function* () {
      yield Buffer.from('half');
      throw new Error('the connection is gone');
    })();
    await expect(store.put(KEY, torn, 100)).rejects.toMatchObject({ kind: 'unavailable' });
    expect(await textOf(store, KEY)).toBeUndefined();
  });

  it.each([
    '../../etc/passwd',
    't1/../x/y',
    '/etc/passwd',
    't1',
    'T1/a',
    't1/a.b',
    't1//a',
    't1/a/b/c/d',
    '',
  ])('takes no path: %s', async (key) => {
    const store = make();
    await expect(async () => store.put(key, of('x'), 10)).rejects.toThrow();
    await expect(async () => store.open(key)).rejects.toThrow();
  });
});

it('writes for its own user alone, and leaves nothing half written', async () => {
  const folder = join(root, 'modes');
  const store = localFiles(folder);
  await store.put(KEY, of('x'), 10);
  expect(statSync(folder).mode & 0o777).toBe(0o700);
  expect(statSync(join(folder, KEY)).mode & 0o777).toBe(0o600);
  expect(readdirSync(join(folder, 'half-written'))).toEqual([]);
});

it('sweeps what a killed process left, and nothing that may still be written', async () => {
  const folder = join(root, 'swept');
  const store = localFiles(folder);
  await store.put(KEY, of('x'), 10);
  const [old, young] = [join(folder, 'half-written', 'old'), join(folder, 'half-written', 'young')];
  writeFileSync(old, 'half');
  writeFileSync(young, 'half');
  utimesSync(old, new Date('2026-01-01'), new Date('2026-01-01'));
  utimesSync(young, new Date('2026-01-03'), new Date('2026-01-03'));
  expect(await store.sweep(new Date('2026-01-02'))).toBe(1);
  expect([existsSync(old), existsSync(young)]).toEqual([false, true]);
  expect(readFileSync(join(folder, KEY), 'utf8')).toBe('x');
});

it('says what is wrong with a folder or a bucket', async () => {
  writeFileSync(join(root, 'file'), '');
  await expect(localFiles(join(root, 'file', 'files')).check()).rejects.toThrow(/cannot be written/);
  const wrong = bucketFiles({ endpoint: bucket.endpoint, ...BUCKET, secretAccessKey: 'another' }, clock);
  await expect(wrong.check()).rejects.toThrow(/cannot be used/);
  await expect(wrong.put(KEY, of('x'), 10)).rejects.toMatchObject({ kind: 'unavailable' });
  bucket.broken = true;
  await expect(stores.bucket().open(KEY)).rejects.toMatchObject({ kind: 'unavailable' });
  bucket.broken = false;
});
