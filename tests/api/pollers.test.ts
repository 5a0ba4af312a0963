import pg from 'pg';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { createEngine } from '../../apps/server/src/engine/engine.js';
import { log, makeCadence, memoryMailer } from '../engine/support.js';
import {
  changes,
  type Changes,
  type Copy,
  copyList,
  missed,
  seeded,
  shared,
  turns,
} from '../support/pollers.js';
import { type Caller, createTestServer, type TestServer } from '../support/server.js';

/**
 * No reader ever misses a change: programs copy lists while twelve writers, a command over many rows and the engine at
 * full speed write. `npm run soak` is 200 rounds from another seed each time.
 */
const ROUNDS = Number(process.env['READER_ROUNDS'] ?? 2);
const SEED = Number(process.env['READER_SEED'] ?? 1);
const WRITERS = 12;
const seeds = (count: number) => Array.from({ length: Math.ceil(count) }, (_, round) => SEED + round);
/** Milliseconds, for a machine that does much else. */
const LIMIT = 600_000;

let server: TestServer;
const open: pg.Client[] = [];
beforeAll(async () => {
  server = await createTestServer({}, 'wall', undefined, { carryOn: () => undefined });
});
afterEach(async () => {
  await Promise.all(open.splice(0).map((client) => client.end()));
});
afterAll(() => server.close());

async function clients(count: number): Promise<pg.Client[]> {
  const made = Array.from({ length: count }, () => new pg.Client(server.database.pool.options));
  open.push(...made);
  await Promise.all(made.map((client) => client.connect()));
  return made;
}

const make = async (who: Caller, path: string, body: object): Promise<number> => {
  const answer = await who.call('POST', path, body);
  expect(answer.status, answer.text).toBe(200);
  return answer.body.data.id;
};

const ranged = (path: string, column: Copy['column'], perPage: number): Copy => ({ path, column, perPage });
const walked = (path: string, column: Copy['column'], perPage: number): Copy => ({
  path,
  column,
  perPage,
  cursor: true,
});

/** Reads while `write` writes. @returns what a copy lacks in the end */
async function race(who: Caller, copies: readonly Copy[], write: (news: Changes) => Promise<void>) {
  const news = changes();
  const reading = Promise.all(copies.map((copy) => copyList(who, copy, news)));
  try {
    await write(news);
  } finally {
    news.end();
  }
  const copied = await reading;
  const lacking = [];
  for (const [at, copy] of copies.entries())
    lacking.push(...(await missed(who, copy, copied[at] ?? new Map<number, string>())));
  return { lacking, copied };
}

/** Everything due is sent, again and again, and what commands left for later is done, until `writing` has ended. */
async function engineAtFullSpeed(who: Caller, news: Changes, writing: Promise<unknown>): Promise<void> {
  const engine = createEngine({
    database: server.database,
    mailer: memoryMailer(),
    clock: server.clock,
    log,
    tickMs: 50,
    publicUrl: 'http://cadenza.test',
  });
  let ended = false;
  void writing.catch(() => undefined).then(() => (ended = true));
  for (let last = false; ; last = ended) {
    const worked = await engine.runOnce(server.clock.now());
    news.tell();
    if (worked === 0 && last) break;
    if (worked === 0) await turns(5);
  }
  const { rows } = await server.database.pool.query('SELECT kind FROM long_commands WHERE team_id = $1', [
    who.principal.teamId,
  ]);
  expect(rows).toEqual([]);
  await engine.stop();
}

/** People of one account, as an import would leave them. */
async function seedAccount(who: Caller, people: number): Promise<number> {
  const account = await make(who, '/v2/accounts', { name: 'Big', domain: 'big.example' });
  await server.database.pool.query(
    `INSERT INTO people (team_id, created_at, updated_at, owner_id, account_id, account_name, email_address)
    SELECT $1, now(), now(), $2, $3, 'Big', 'big' || n || '@example.com' FROM generate_series(1, $4::int) n`,
    [who.principal.teamId, who.principal.userId, account, people],
  );
  return account;
}

/** A person is made, most are put on the cadence, and something about somebody changes. */
async function writeOne(who: Caller, random: (below: number) => number, job: number, cadence: number) {
  const id = await make(who, '/v2/people', { email_address: `p${job}@example.com`, first_name: `P${job}` });
  await turns(random(4));
  if (random(10) < 6) await make(who, '/v2/cadence_memberships', { person_id: id, cadence_id: cadence });
  const what = random(6);
  if (what === 0) await who.call('PUT', `/v2/people/${id}`, { city: 'Berlin' });
  if (what === 1) await make(who, '/v2/accounts', { name: `A${job}`, domain: `a${job}.example` });
  if (what === 2) await make(who, '/v2/activities/calls', { person_id: id });
  await turns(random(6));
}

/** Writers that are open for a while between their first stamp and their end; some roll back. */
async function writeSlowly(
  client: pg.Client,
  who: Caller,
  random: (below: number) => number,
  more: () => boolean,
) {
  while (more()) {
    await client.query('BEGIN');
    for (let row = 0; row <= random(3); row += 1) {
      await client.query(
        `UPDATE people SET updated_at = now(), title = $2 WHERE team_id = $1 AND id IN (
          SELECT id FROM people WHERE team_id = $1 ORDER BY id DESC OFFSET $3 LIMIT 1 FOR UPDATE SKIP LOCKED)`,
        [who.principal.teamId, `T${random(100)}`, random(40)],
      );
      await turns(random(12));
    }
    await client.query(random(5) === 0 ? 'ROLLBACK' : 'COMMIT');
    await turns(random(20));
  }
}

describe('a copy of every list is whole', () => {
  it.each(seeds(ROUNDS))(
    'beside 12 writers, a command over many rows and the engine at full speed (seed %i)',
    async (seed) => {
      const who = await server.team();
      const { teamId, userId } = who.principal;
      const account = await seedAccount(who, 260);
      const cadence = await makeCadence(
        server.database,
        teamId,
        userId,
        [{ day: 1, type: 'email', automated: true, delay: 0, weekends: true }],
        {},
      );
      const copies: Copy[] = [
        ranged('/v2/people', 'updated_at', 2),
        ranged('/v2/people', 'updated_at', 25),
        ranged('/v2/people', 'created_at', 25),
        walked('/v2/people', 'updated_at', 25),
        ranged('/public_api/v1/people', 'updated_at', 25),
        ranged('/v2/accounts', 'updated_at', 2),
        ranged('/v2/cadence_memberships', 'updated_at', 25),
        walked('/v2/cadence_memberships', 'created_at', 2),
        ranged('/v2/activities/emails', 'updated_at', 25),
        ranged('/v2/activities/emails', 'created_at', 25),
      ];
      const slow = await clients(2);
      const { lacking, copied } = await race(who, copies, async (news) => {
        let writing = true;
        const slowly = slow.map((client, at) =>
          writeSlowly(client, who, seeded(seed * 1000 + 500 + at), () => writing),
        );
        const writers = shared(WRITERS, 240, async (job, writer) => {
          await writeOne(who, seeded(seed * 1000 + job * 17 + writer), job, cadence.id);
          if (job === 80) expect((await who.call('DELETE', `/v2/accounts/${account}`)).status).toBe(204);
          news.tell();
        }).finally(() => (writing = false));
        await Promise.all([...slowly, writers, engineAtFullSpeed(who, news, writers)]);
      });
      expect(lacking.slice(0, 20)).toEqual([]);
      expect(copied[0]?.size).toBe(500);
      expect(copied[8]?.size).toBeGreaterThan(80);
    },
    LIMIT,
  );

  it.each(seeds(ROUNDS / 10))(
    '100 rows a page over 10,000, written in transactions of some dozens at once (seed %i)',
    async (seed) => {
      const who = await server.team();
      const { teamId, userId } = who.principal;
      const writers = await clients(WRITERS);
      const copies = [
        ranged('/v2/people', 'updated_at', 100),
        ranged('/v2/people', 'created_at', 100),
        walked('/v2/people', 'updated_at', 100),
        ranged('/public_api/v1/people', 'created_at', 100),
      ];
      const { lacking, copied } = await race(who, copies, (news) =>
        shared(WRITERS, 250, async (job, writer) => {
          const random = seeded(seed * 7919 + job);
          const client = writers[writer] as pg.Client;
          await client.query('BEGIN');
          // Ten at a time, so that those of several writers lie between one another.
          for (let from = 0; from < 40; from += 10) {
            await client.query(
              `INSERT INTO people (team_id, created_at, updated_at, owner_id, email_address)
              SELECT $1, now(), now(), $2, $3 || '.' || n || '@example.com' FROM generate_series($4::int, $4 + 9) n`,
              [teamId, userId, `p${job}`, from],
            );
            await turns(random(4));
          }
          await client.query(
            `UPDATE people SET updated_at = now() WHERE team_id = $1 AND email_address LIKE $2`,
            [teamId, `p${random(job + 1)}.1%`],
          );
          await client.query('COMMIT');
          news.tell();
        }),
      );
      expect(lacking.slice(0, 20)).toEqual([]);
      expect(copied.map((copy) => copy.size)).toEqual(copies.map(() => 10_000));
    },
    LIMIT,
  );
});
