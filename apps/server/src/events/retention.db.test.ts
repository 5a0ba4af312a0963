import { afterAll, beforeAll, expect, it } from 'vitest';
import { testDatabase } from '../../../../tests/support/database.js';
import { eventsAfter } from './feed.js';
import { append } from './outbox.js';
import { pruneEvents } from './retention.js';
import { write } from '../db/write.js';

const DAY = 86_400_000;
const NOW = new Date('2026-03-02T09:00:00Z');
let db: Awaited<ReturnType<typeof testDatabase>>;
let team = 0;

beforeAll(async () => {
  db = await testDatabase();
});
afterAll(() => db.close());

/** A team with an event for each of these ages, in days, about records 1, 2, 3 ... */
async function teamWith(ages: readonly number[], offset = 0): Promise<number> {
  team += 1;
  const { pool, kysely } = db.database;
  await pool.query(
    `INSERT INTO teams (id, created_at, updated_at, name, clock_offset_ms) VALUES ($1, $2, $2, 'T', $3)`,
    [team, NOW, offset],
  );
  for (const [at, age] of ages.entries())
    await write(kysely, team, (tx) =>
      append({ tx, teamId: team, now: new Date(NOW.getTime() - age * DAY) }, 'person_updated', at + 1),
    );
  return team;
}

const prune = async (now = NOW): Promise<number> => {
  let total = 0;
  for (let n = -1; n !== 0; total += n) n = await pruneEvents(db.database.kysely, now, 30);
  return total;
};
const seen = async (teamId: number, after: number | null) =>
  (await eventsAfter(db.database.kysely, teamId, after, 100)).map(({ resourceId }) => resourceId);
const placeOf = async (teamId: number, id: number) =>
  (await eventsAfter(db.database.kysely, teamId, null, 100)).find(({ resourceId }) => resourceId === id)
    ?.sequence as number;

it('old events go, the others stay, and who missed none reads on', async () => {
  const id = await teamWith([60, 40, 31, 29, 0]);
  const [old, last] = [await placeOf(id, 2), await placeOf(id, 3)];
  expect(await prune()).toBe(3);
  expect(await seen(id, null)).toEqual([4, 5]);
  expect(await seen(id, last)).toEqual([4, 5]);
  await expect(seen(id, old)).rejects.toThrow('is a place before the oldest');
  await expect(seen(id, 0)).rejects.toThrow();
  expect(await prune()).toBe(0);
});

it('a reader who stayed away while unnumbered events went is told, too', async () => {
  const id = await teamWith([60]);
  const place = await placeOf(id, 1);
  const { kysely } = db.database;
  for (const age of [50, 40, 5])
    await write(kysely, id, (tx) =>
      append({ tx, teamId: id, now: new Date(NOW.getTime() - age * DAY) }, 'person_updated', age),
    );
  expect(await prune()).toBe(3);
  await expect(seen(id, place)).rejects.toThrow();
  expect(await seen(id, null)).toEqual([5]);
  expect(await seen(id, await placeOf(id, 5))).toEqual([]);
});

it('a team that nobody reads loses its old events as well, and the first reader begins with what is left', async () => {
  const id = await teamWith([60, 59, 1]);
  expect(await prune()).toBe(2);
  expect(await seen(id, null)).toEqual([3]);
});

it("a sandbox's events are as old as its clock says", async () => {
  const id = await teamWith([-60, -100], 100 * DAY);
  expect(await prune()).toBe(1);
  expect(await seen(id, null)).toEqual([2]);
});

it('many events go in pieces', async () => {
  const id = await teamWith([]);
  const old = new Date(NOW.getTime() - 40 * DAY);
  const ids = Array.from({ length: 4500 }, (_, at) => at + 1);
  await write(db.database.kysely, id, (tx) => append({ tx, teamId: id, now: old }, 'person_updated', ids));
  expect(await pruneEvents(db.database.kysely, NOW, 30)).toBe(2000);
  expect(await prune()).toBe(2500);
});
