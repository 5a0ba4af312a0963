import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { testDatabase } from '../../../../tests/support/database.js';
import { connect, type Database } from '../db/connect.js';
import { choreLoop } from './chore.js';

const NOW = new Date('2026-03-02T09:00:00Z');
const MINUTE = 60_000;
const after = (ms: number) => new Date(NOW.getTime() + ms);

let made: Awaited<ReturnType<typeof testDatabase>>;
let databases: Database[];
beforeAll(async () => {
  made = await testDatabase();
  databases = Array.from({ length: 8 }, () =>
    connect({ connection: made.connection, max: 1, onError: () => undefined }),
  );
});
beforeEach(() => made.database.pool.query('DELETE FROM server_facts'));
afterAll(async () => {
  await Promise.all(databases.map((database) => database.close()));
  await made.close();
});

function signal(): { told: Promise<void>; tell(): void } {
  let tell: () => void = () => undefined;
  const told = new Promise<void>((resolve) => {
    tell = resolve;
  });
  return { told, tell };
}

/** Eight processes with a chore of every ten minutes that finds so many rows, 100 in each part. */
function processes(rows: number) {
  const parts: number[] = [];
  let left = rows;
  const loops = databases.map((database, n) =>
    choreLoop(database, {
      name: 'cleaning',
      everyMs: 10 * MINUTE,
      part: async () => {
        parts.push(n);
        const done = Math.min(left, 100);
        left -= done;
        return done;
      },
    }),
  );
  return { parts, loops, at: (now: Date) => Promise.all(loops.map(async (loop) => loop.round(now))) };
}

it('of eight processes that begin at one moment one does it to its end, and nobody again before it is due', async () => {
  const { parts, at } = processes(250);
  const worked = (await at(NOW)).filter((n) => n > 0);
  expect(worked).toEqual([100]);
  for (const ms of [1, 2, 3, 4 * MINUTE]) await at(after(ms));
  expect(parts).toHaveLength(4);
  expect(new Set(parts).size).toBe(1);
  await at(after(10 * MINUTE));
  expect(parts).toHaveLength(5);
});

it('who fails, or is gone in the middle, is followed by another when its lease is over', async () => {
  const [first, second] = databases as [Database, Database];
  let seen = '';
  const loopOf = (database: Database, name: string, part: () => Promise<number>) =>
    choreLoop(database, {
      name: 'cleaning',
      everyMs: 10 * MINUTE,
      part: async () => {
        seen += name;
        return part();
      },
    });
  const failing = loopOf(first, 'a', async () => Promise.reject(new Error('away')));
  const working = loopOf(second, 'b', async () => 0);
  await expect(failing.round(NOW)).rejects.toThrow('away');
  await working.round(after(2 * MINUTE - 1));
  expect(seen).toBe('a');
  await working.round(after(2 * MINUTE));
  expect(seen).toBe('ab');
  await failing.round(after(3 * MINUTE));
  expect(seen).toBe('ab');
});

it('a part that ends after its lease changes nothing of whoever took over', async () => {
  const begun = signal();
  const end = signal();
  const [first, second] = databases as [Database, Database];
  const frozen = choreLoop(first, {
    name: 'cleaning',
    everyMs: 10 * MINUTE,
    part: async () => {
      begun.tell();
      await end.told;
      return 0;
    },
  });
  let parts = 0;
  const other = choreLoop(second, {
    name: 'cleaning',
    everyMs: 10 * MINUTE,
    part: async () => {
      parts += 1;
      return parts < 2 ? 1 : 0;
    },
  });
  const standing = frozen.round(NOW);
  await begun.told;
  expect(await other.round(after(2 * MINUTE))).toBe(1);
  end.tell();
  await standing;
  const { rows } = await made.database.pool.query('SELECT held_by, held_until FROM server_facts');
  expect(rows).toEqual([{ held_by: expect.any(String), held_until: after(4 * MINUTE) }]);
});

it('a server whose clock was ahead keeps nobody from it for long', async () => {
  const { parts, at } = processes(0);
  await at(after(365 * 24 * 60 * MINUTE));
  await at(NOW);
  expect(parts).toHaveLength(2);
});
