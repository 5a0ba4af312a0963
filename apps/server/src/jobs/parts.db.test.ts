import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { testDatabase } from '../../../../tests/support/database.js';
import { type PartedWork, type Parts, workInParts } from './parts.js';

const NOW = new Date('2026-03-02T09:00:00Z');
const after = (ms: number) => new Date(NOW.getTime() + ms);

let made: Awaited<ReturnType<typeof testDatabase>>;
beforeAll(async () => {
  made = await testDatabase();
  await made.database.pool.query(`
    INSERT INTO teams (id, created_at, updated_at, name) OVERRIDING SYSTEM VALUE VALUES (1, now(), now(), 'Team');
    CREATE TABLE parted (team_id bigint, id bigint, attempts integer DEFAULT 0, retry_at timestamptz, after_id bigint DEFAULT 0,
      done integer DEFAULT 0, failed_at timestamptz, problem text, PRIMARY KEY (team_id, id));
    GRANT ALL ON parted TO PUBLIC`);
});
beforeEach(() => made.database.pool.query('TRUNCATE parted; INSERT INTO parted VALUES (1, 1), (1, 2)'));
afterAll(() => made.close());

/** Turns are remembered by queue: one for each process. */
const work = (): PartedWork => ({
  queue: {
    table: 'parted',
    waiting: sql`q.failed_at IS NULL`,
    due: (now) => sql`(q.retry_at IS NULL OR q.retry_at <= ${now})`,
    order: sql`q.id`,
  },
  retries: { tries: 3, firstMs: 1000, factor: 4, longestMs: 60_000 },
  leaseMs: 5000,
});

/** Thirty rows each, ten in a part. @returns what a process does, and what it was told of */
function worker(part?: Parts['part']) {
  const own = work();
  const seen: string[] = [];
  const parts: Parts = {
    columns: ['after_id'],
    part: async (tx, row, claim, now) => {
      await part?.(tx, row, claim, now);
      const from = Number(row['after_id']);
      seen.push(`${claim.id}: ${from}`);
      return { after: from < 20 ? from + 10 : undefined, done: 10 };
    },
    onFailure: ({ id }, _error, over) => seen.push(`${id} ${over ? 'is given up' : 'failed'}`),
    problem: () => 'It does not work.',
  };
  const round = (now: Date) => workInParts(made.database, own, { now, limit: 10 }, parts);
  return { seen, round };
}
const rows = async () =>
  (await made.database.pool.query('SELECT id, attempts, after_id, done, problem FROM parted ORDER BY id'))
    .rows;

it('each goes on by a part in each round, to its end; who deletes one ends it after the part in hand', async () => {
  const { seen, round } = worker();
  expect(await round(NOW)).toBe(20);
  expect(await rows()).toMatchObject([
    { id: 1, attempts: 0, after_id: 10, done: 10 },
    { id: 2, attempts: 0, after_id: 10, done: 10 },
  ]);
  await made.database.pool.query('DELETE FROM parted WHERE id = 2');
  expect(await round(NOW)).toBe(10);
  expect(await round(NOW)).toBe(10);
  expect(await round(NOW)).toBe(0);
  expect(seen).toEqual(['1: 0', '2: 0', '1: 10', '1: 20']);
  expect(await rows()).toEqual([]);
});

it('a process that stood still before a part: another goes on, and the part has no effect', async () => {
  let other = 0;
  const second = worker();
  const first = worker(async (_tx, _row, { id }) => {
    if (id !== 1) return { after: undefined, done: 0 };
    // It holds the first; its claim of the other has run out.
    other = await second.round(after(5000));
    return { after: undefined, done: 0 };
  });
  expect(await first.round(NOW)).toBe(10);
  expect(other).toBe(10);
  expect([first.seen, second.seen]).toEqual([['1: 0'], ['2: 0']]);
  expect(await rows()).toMatchObject([
    { id: 1, after_id: 10 },
    { id: 2, after_id: 10 },
  ]);
});

it('one that fails rests, longer each time, holds up no other, and is given up with the reason', async () => {
  const { seen, round } = worker(async (_tx, _row, { id }) => {
    if (id === 1) throw new Error('no');
    return { after: undefined, done: 0 };
  });
  for (const ms of [0, 700, 1000, 4000, 5000]) await round(after(ms));
  expect(seen).toEqual(['1 failed', '2: 0', '2: 10', '1 failed', '2: 20', '1 is given up']);
  expect(await rows()).toMatchObject([{ id: 1, attempts: 3, done: 0, problem: 'It does not work.' }]);
});
