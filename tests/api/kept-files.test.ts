import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { write } from '../../apps/server/src/db/write.js';
import {
  deleteExpiredFiles,
  eraseFiles,
  findFile,
  keepFile,
} from '../../apps/server/src/domain/files/index.js';
import { localFiles } from '../../apps/server/src/files/local.js';
import type { FileStore } from '../../apps/server/src/kernel/file-store.js';
import { filePath, linkSigning } from '../../apps/server/src/kernel/file-token.js';
import { type Caller, createTestServer, testConfig, type TestServer } from '../support/server.js';

let server: TestServer;
let team: Caller;
let root: string;
let store: FileStore;
beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), 'cadenza-kept-'));
  store = localFiles(root);
  server = await createTestServer({}, 'given', undefined, { files: store });
  team = await server.team();
});
afterAll(async () => {
  await server.close();
  rmSync(root, { recursive: true, force: true });
});

async function* of(text: string) {
  yield Buffer.from(text);
}
const keep = (text: string, more: { recordId?: number; expiresAt?: Date } = {}, limit = 100) =>
  keepFile(
    server.database.kysely,
    store,
    {
      teamId: team.principal.teamId,
      purpose: 'export',
      name: 'Zürich "1".csv',
      contentType: 'text/csv',
      ...more,
    },
    of(text),
    { limit, now: server.clock.now() },
  );
const linkTo = (id: number, kind: 'file' | 'attachment' = 'file') => {
  const { teamId } = team.principal;
  return filePath({ kind, teamId, id }, linkSigning(testConfig.secretKey, teamId, server.clock.now()));
};
const fetch = (url: string, headers: Record<string, string> = {}) => server.app.inject({ url, headers });
const expire = () => deleteExpiredFiles(server.database.kysely, store, server.clock.now(), () => undefined);
const rowsLeft = async () =>
  (await server.database.pool.query<{ n: number }>('SELECT count(*)::int AS n FROM files')).rows[0]?.n;

it('hands a file to whoever has its link: as a download, whole or in part', async () => {
  const { id } = await keep('hello world');
  const answer = await fetch(linkTo(id));
  expect([answer.statusCode, answer.body]).toEqual([200, 'hello world']);
  expect(answer.headers).toMatchObject({
    'content-type': 'text/csv',
    'content-disposition': `attachment; filename="Z_rich__1_.csv"; filename*=UTF-8''Z%C3%BCrich%20%221%22.csv`,
    'x-content-type-options': 'nosniff',
    'cache-control': 'private, no-store',
    'accept-ranges': 'bytes',
  });
  const etag = String(answer.headers.etag);
  const part = async (range: string, more = {}) => {
    const { statusCode, body, headers } = await fetch(linkTo(id), { range, ...more });
    return [statusCode, body, headers['content-range']];
  };
  expect(await part('bytes=6-8')).toEqual([206, 'wor', 'bytes 6-8/11']);
  expect(await part('bytes=6-')).toEqual([206, 'world', 'bytes 6-10/11']);
  expect(await part('bytes=-3')).toEqual([206, 'rld', 'bytes 8-10/11']);
  expect(await part('bytes=0-99')).toEqual([206, 'hello world', 'bytes 0-10/11']);
  expect(await part('bytes=11-')).toEqual([416, '', 'bytes */11']);
  expect(await part('bytes=0-1,4-5')).toEqual([200, 'hello world', undefined]);
  expect(await part('bytes=6-8', { 'if-range': etag })).toEqual([206, 'wor', 'bytes 6-8/11']);
  expect(await part('bytes=6-8', { 'if-range': '"other"' })).toEqual([200, 'hello world', undefined]);
});

it('knows no file without its link, after its link, after its time', async () => {
  const { id } = await keep('secret', { expiresAt: new Date(server.clock.now().getTime() + 60_000) });
  const link = linkTo(id);
  expect((await fetch(link)).statusCode).toBe(200);
  expect((await fetch(`${link.slice(0, -1)}${link.endsWith('0') ? '1' : '0'}`)).statusCode).toBe(404);
  server.clock.advance(61_000);
  expect((await fetch(link)).statusCode).toBe(404);
  const kept = await keep('kept');
  const old = linkTo(kept.id);
  server.clock.advance(21 * 60_000);
  expect((await fetch(old)).statusCode).toBe(404);
  expect((await fetch(linkTo(kept.id))).statusCode).toBe(200);
});

it('removes what is over or was erased, its bytes first', async () => {
  await expire();
  const before = (await rowsLeft()) ?? 0;
  const mine = await keep('of record 1', { recordId: 1 });
  const other = await keep('of record 2', { recordId: 2 });
  const { teamId } = team.principal;
  const now = server.clock.now();
  const { key } = await findFile(server.database.kysely, teamId, mine.id, now);
  await write(server.database.kysely, teamId, (tx) =>
    eraseFiles(tx, teamId, { purpose: 'export', recordId: 1 }),
  );
  expect((await fetch(linkTo(mine.id))).statusCode).toBe(404);
  const failing = { ...store, remove: async () => Promise.reject(new Error('the disk is away')) };
  const told: unknown[] = [];
  await deleteExpiredFiles(server.database.kysely, failing, now, (error) => told.push(error));
  expect(told).toHaveLength(1);
  expect(await store.open(key)).toBeDefined();
  expect(await expire()).toBe(0);
  server.clock.advance(3_600_000);
  expect(await expire()).toBe(1);
  expect(await store.open(key)).toBeUndefined();
  expect(await rowsLeft()).toBe(before + 1);
  expect((await fetch(linkTo(other.id))).body).toBe('of record 2');
});

it('keeps nothing of a file that is too large', async () => {
  const before = await rowsLeft();
  await expect(keep('0123456789', {}, 9)).rejects.toMatchObject({ kind: 'too_large' });
  await expire();
  expect(await rowsLeft()).toBe(before);
});

it('hands out attachments by the same links', async () => {
  const { body } = await team.call('POST', '/v2/attachments', {
    name: 'a.txt',
    content_type: 'text/plain',
    content: Buffer.from('an attachment').toString('base64'),
  });
  const answer = await fetch(linkTo(body.data.id, 'attachment'), { range: 'bytes=3-12' });
  expect([answer.statusCode, answer.body]).toEqual([206, 'attachment']);
});
