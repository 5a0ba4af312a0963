import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { testDatabase } from '../../../../tests/support/database.js';
import { connect, type Database } from '../db/connect.js';
import { claimDue, dueRows, type Queue, releaseLease, renewLease, type Take } from './lease.js';

const NOW = new Date('2026-03-02T09:00:00Z');
const LEASE_MS = 60_000;
const after = (ms: number) => new Date(NOW.getTime() + ms);

let made: Awaited<ReturnType<typeof testDatabase>>;
beforeAll(async () => {
  made = await testDatabase();
  await made.database.pool.query(`
    INSERT INTO teams (id, created_at, updated_at, name) OVERRIDING SYSTEM VALUE
      SELECT n, now(), now(), 'Team' FROM generate_series(1, 60) n;
    CREATE TABLE work (team_id bigint, id bigint, due_at timestamptz, held_until timestamptz, held_by text, done integer DEFAULT 0, PRIMARY KEY (team_id, id));
    CREATE INDEX work_team ON work (team_id, due_at, id) WHERE done = 0`);
});
beforeEach(() => made.database.pool.query('TRUNCATE work'));
afterAll(() => made.close());

/** A queue of its own for each test: turns are remembered by queue. */
const queue = (): Queue => ({
  table: 'work',
  waiting: sql`q.done = 0`,
  due: (now, wall) => sql`q.due_at <= ${now} AND (q.held_until IS NULL OR q.held_until <= ${wall})`,
  order: sql`q.due_at, q.id`,
});
const COLUMNS = { table: 'work', until: 'held_until', by: 'held_by' };
interface Row {
  team_id: number;
  id: number;
}

const takeAs =
  (of: Queue, by: string): Take<Row> =>
  async (tx, team, room) => {
    const until = new Date(room.wall.getTime() + LEASE_MS);
    const { rows } = await sql<Row>`UPDATE work w SET held_until = ${until}, held_by = ${by}
      FROM (${dueRows(of, ['team_id', 'id'], team, room)}) d WHERE w.team_id = d.team_id AND w.id = d.id
      RETURNING w.team_id, w.id`.execute(tx);
    return rows;
  };
const claim = async (of: Queue, by: string, now: Date, limit: number, database: Database = made.database) =>
  (await claimDue(database, of, { now, limit, take: takeAs(of, by) })).map(({ row }) => row);
const plant = (teams: number, rows: number, due = NOW) =>
  made.database.pool.query(
    `INSERT INTO work (team_id, id, due_at) SELECT t, r, $3 FROM generate_series(1, $1) t, generate_series(1, $2) r`,
    [teams, rows, due],
  );

it('a small team beside a huge one has its turn in the next claim, and the next look finds who is new', async () => {
  const of = queue();
  await plant(1, 5000);
  expect(await claim(of, 'a', NOW, 100)).toHaveLength(100);
  await made.database.pool.query(`INSERT INTO work (team_id, id, due_at) VALUES (2, 1, $1), (3, 1, $2)`, [
    NOW,
    after(600),
  ]);
  /** Team and number of rows of the claims at these moments. */
  const turns = async (...moments: number[]) => {
    const seen: string[] = [];
    for (const at of moments) {
      const rows = await claim(of, 'a', after(at), 100);
      seen.push([1, 2, 3].map((id) => rows.filter((row) => row.team_id === id).length).join('/'));
    }
    return seen;
  };
  // Found by the look at 500, behind the huge one, which gives way.
  expect(await turns(499, 500, 501)).toEqual(['100/0/0', '100/0/0', '99/1/0']);
  // Due at 600, found by the next look.
  expect(await turns(600, 999, 1000, 1001)).toEqual(['100/0/0', '100/0/0', '100/0/0', '99/0/1']);
});

it('sixty teams with ten rows each, eight workers of four processes at once: every row once, and to the end', async () => {
  await plant(60, 10);
  const counts = new Map<string, number>();
  const databases = Array.from({ length: 4 }, () =>
    connect({ connection: made.connection, max: 2, onError: () => undefined }),
  );
  // A process knows the turns of its own connections only.
  const of = queue();
  await Promise.all(
    databases.flatMap((database, n) =>
      ['a', 'b'].map(async (half) => {
        for (let rows = await claim(of, `${n}${half}`, NOW, 30, database); rows.length > 0; ) {
          for (const row of rows) {
            const key = `${row.team_id}/${row.id}`;
            counts.set(key, (counts.get(key) ?? 0) + 1);
          }
          rows = await claim(of, `${n}${half}`, NOW, 30, database);
        }
      }),
    ),
  );
  await Promise.all(databases.map((database) => database.close()));
  expect(counts.size).toBe(600);
  expect([...counts.values()].filter((n) => n > 1)).toEqual([]);
});

it('a worker that was frozen: another takes over when its lease ends, and what it does afterwards has no effect', async () => {
  const of = queue();
  await plant(1, 1);
  const held = { teamId: 1, id: 1 };
  const { kysely } = made.database;
  expect(await claim(of, 'frozen', NOW, 10)).toHaveLength(1);
  expect(await claim(of, 'other', after(LEASE_MS - 1), 10)).toEqual([]);
  expect(await renewLease(kysely, COLUMNS, held, 'frozen', { until: after(LEASE_MS + 10_000) })).toEqual({
    id: 1,
  });
  expect(await claim(of, 'other', after(LEASE_MS + 9_999), 10)).toEqual([]);
  expect(await claim(of, 'other', after(LEASE_MS + 10_000), 10)).toHaveLength(1);
  expect(await renewLease(kysely, COLUMNS, held, 'frozen', { until: after(900_000) })).toBe(undefined);
  await releaseLease(kysely, COLUMNS, held, 'frozen');
  expect(await claim(of, 'third', after(LEASE_MS + 20_000), 10)).toEqual([]);
  await releaseLease(kysely, COLUMNS, held, 'other');
  expect(await claim(of, 'third', after(LEASE_MS + 20_000), 10)).toHaveLength(1);
});

it('a row that somebody has locked keeps nobody waiting, and who has nothing else is passed over', async () => {
  const of = queue();
  await plant(3, 1);
  await made.database.kysely.transaction().execute(async (tx) => {
    await sql`SELECT FROM work WHERE team_id = 1 FOR UPDATE`.execute(tx);
    expect((await claim(of, 'a', NOW, 1)).map((row) => row.team_id)).toEqual([2]);
    expect((await claim(of, 'a', NOW, 1)).map((row) => row.team_id)).toEqual([3]);
    expect(await claim(of, 'a', NOW, 1)).toEqual([]);
  });
  expect((await claim(of, 'a', NOW, 1)).map((row) => row.team_id)).toEqual([1]);
});

it('each team at its own present, as far as it is admitted', async () => {
  const of = queue();
  await plant(3, 1, after(3_600_000));
  await made.database.pool.query('UPDATE teams SET clock_offset_ms = 3600000 WHERE id IN (1, 2)');
  const admit = async (_tx: unknown, ids: readonly number[]) =>
    ids.filter((id) => id !== 2).map((teamId) => ({ teamId, now: after(3_600_000) }));
  const rows = await claimDue(made.database, of, { now: NOW, limit: 10, take: takeAs(of, 'a'), admit });
  expect(rows).toEqual([{ row: { team_id: 1, id: 1 }, now: after(3_600_000) }]);
  const only = { teamId: 2, now: after(3_600_000) };
  const alone = await claimDue(made.database, of, { now: NOW, limit: 10, take: takeAs(of, 'a'), only });
  expect(alone.map(({ row }) => row.team_id)).toEqual([2]);
  await made.database.pool.query('UPDATE teams SET clock_offset_ms = 0');
});
