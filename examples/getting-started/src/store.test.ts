import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { withLock } from './lock.js';
import { fileTokenStore } from './store.js';

let folder: string;
let file: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'store-'));
  file = join(folder, 'inner', 'credentials.json');
});
afterEach(() => rm(folder, { recursive: true }));

const tokens = (name: string) => ({
  access_token: name,
  refresh_token: `r-${name}`,
  expires_at: '2025-01-01T00:00:00.000Z',
});

test('credentials are kept for their owner alone, apart for each server and application', async () => {
  const one = fileTokenStore(file, 'one');
  const other = fileTokenStore(file, 'other');
  expect(await one.read()).toBeUndefined();
  await one.update(() => Promise.resolve(tokens('a')));
  await other.update(() => Promise.resolve(tokens('b')));
  expect(await one.read()).toEqual(tokens('a'));
  expect(await other.read()).toEqual(tokens('b'));
  expect((await stat(file)).mode & 0o777).toBe(0o600);
  expect((await stat(join(folder, 'inner'))).mode & 0o777).toBe(0o700);
  expect(await readdir(join(folder, 'inner'))).toEqual(['credentials.json']);
});

test('a change that fails leaves the file as it was and the lock free', async () => {
  const store = fileTokenStore(file, 'one');
  await store.update(() => Promise.resolve(tokens('a')));
  const before = await readFile(file, 'utf8');
  await expect(store.update(() => Promise.reject(new Error('no')))).rejects.toThrow('no');
  expect(await readFile(file, 'utf8')).toBe(before);
  expect(await readdir(join(folder, 'inner'))).toEqual(['credentials.json']);
});

test('changes at once take turns, and readers never see a part', async () => {
  const store = fileTokenStore(file, 'count');
  await store.update(() => Promise.resolve(tokens('0')));
  const change = () =>
    store.update((current) => Promise.resolve(tokens(String(Number(current?.access_token) + 1))));
  const reads = Array.from({ length: 50 }, () => store.read());
  await Promise.all([...Array.from({ length: 10 }, change), ...reads]);
  expect((await store.read())?.access_token).toBe('10');
});

test('a lock that stays held is reported with the file to delete; an old one is taken over', async () => {
  const lock = join(folder, 'lock');
  await writeFile(lock, JSON.stringify({ token: 't', pid: process.pid, host: 'elsewhere' }));
  await expect(withLock(lock, () => Promise.resolve(1), { waitMs: -1 })).rejects.toThrow(`delete ${lock}`);
  expect(await withLock(lock, () => Promise.resolve(1), { staleMs: -1 })).toBe(1);
  expect(await readdir(folder)).toEqual([]);
});
