import { sql } from 'kysely';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { testDatabase } from '../../../../tests/support/database.js';
import { connect } from './connect.js';

let db: Awaited<ReturnType<typeof testDatabase>>;
beforeAll(async () => {
  db = await testDatabase();
});
afterAll(() => db.close());

it('few connections make requests wait, not fail, whichever way they ask', async () => {
  const name = db.connection.database as string;
  await db.database.pool.query(`ALTER DATABASE ${name} CONNECTION LIMIT 4`);
  const crowded = connect({ connection: db.connection, max: 16, onError: () => undefined });
  try {
    const asked = await Promise.all(
      Array.from({ length: 40 }, (_, n) => [
        sql<{ n: number }>`SELECT ${n}::int AS n FROM pg_sleep(0.01)`
          .execute(crowded.kysely)
          .then(({ rows }) => rows),
        crowded.pool
          .query<{ n: number }>('SELECT $1::int AS n FROM pg_sleep(0.01)', [n])
          .then(({ rows }) => rows),
      ]).flat(),
    );
    expect(asked).toEqual(Array.from({ length: 40 }, (_, n) => [[{ n }], [{ n }]]).flat());
  } finally {
    await crowded.close();
  }
});
