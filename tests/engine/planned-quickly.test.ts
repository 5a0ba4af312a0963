import { CompiledQuery } from 'kysely';
import pg from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { connect, type Database } from '../../apps/server/src/db/connect.js';
import { tick } from '../../apps/server/src/engine/planning/tick.js';
import { claimEmails } from '../../apps/server/src/engine/sending/claim-emails.js';
import { recheckBeforeSend } from '../../apps/server/src/engine/sending/recheck.js';
import { addToCadence } from '../../apps/server/src/domain/memberships/membership-commands.js';
import { testDatabase } from '../support/database.js';
import { as, log, MONDAY, type World, world } from './support.js';

/**
 * What is read for each e-mail is planned some times by each connection, and PostgreSQL weighs each order of joining
 * (docs/decisions/0061-planning-and-forgetting.md). How much it weighs is told by the memory it takes: a figure that is the
 * same on every machine, where milliseconds are not. Kilobytes; the most today is 1400, and would be 4300 without its order.
 */
const MOST_KB = 2500;

let made: Awaited<ReturnType<typeof testDatabase>>;
let database: Database;
let w: World;
let seen: { text: string; values: unknown[] }[] = [];

/** Keeps what was asked. */
class Listening extends pg.Client {
  override query(...args: unknown[]): never {
    const [first, second] = args as [string | { text?: string; values?: unknown[] }, unknown];
    const text = typeof first === 'string' ? first : (first.text ?? '');
    const values = typeof first === 'string' ? second : first.values;
    if (/^\s*(select|with)/i.test(text)) seen.push({ text, values: Array.isArray(values) ? values : [] });
    return (super.query as (...all: unknown[]) => unknown)(...args) as never;
  }
}

beforeAll(async () => {
  made = await testDatabase();
  database = connect({
    connection: { ...made.connection, Client: Listening } as unknown as pg.PoolConfig,
    max: 4,
    onError: () => undefined,
  });
  w = await world(database);
  const { id } = await w.cadence([
    { day: 1, type: 'email', automated: true, immediately: true, weekends: true },
  ]);
  const person = await w.person();
  await as(w, (tx) =>
    addToCadence({ tx, principal: w.who, now: MONDAY }, { person_id: person, cadence_id: id }),
  );
}, 120_000);
afterAll(async () => {
  await database.close();
  await made.close();
});

/** @returns the kilobytes that planning a query takes, under the policies of its team */
const memoryOf = (text: string, values: unknown[]): Promise<number> =>
  as(w, async (tx) => {
    const { rows } = await tx.executeQuery<{ 'QUERY PLAN': [{ Planning: { 'Memory Used': number } }] }>(
      CompiledQuery.raw(`EXPLAIN (FORMAT JSON, MEMORY) ${text}`, values),
    );
    return rows[0]?.['QUERY PLAN'][0].Planning['Memory Used'] ?? Number.NaN;
  });

it('nothing that is read to plan, claim and look at an e-mail makes PostgreSQL weigh many orders of joining', async (context) => {
  const { rows: version } = await made.database.pool.query('SHOW server_version_num');
  // (EXPLAIN tells of memory from 17 on.)
  if (Number(version[0].server_version_num) < 170_000) context.skip();
  seen = [];
  await tick({ database, log, batch: 50, width: 1 }, MONDAY);
  const { claims } = await claimEmails(database, MONDAY, 10, 60_000);
  expect(claims).toHaveLength(1);
  await recheckBeforeSend(database.kysely, claims);

  const lookedUp = seen.filter(({ text }) => / offset 0/i.test(text));
  // What planning reads around an action, and the last look.
  expect(lookedUp.map(({ text }) => /from "actions"|JOIN emails e/.exec(text)?.[0])).toEqual(
    expect.arrayContaining(['from "actions"', 'JOIN emails e']),
  );
  const heavy: string[] = [];
  for (const { text, values } of seen) {
    const kb = await memoryOf(text, values);
    if (kb > MOST_KB || process.env['PLANNED_SHOW']) heavy.push(`${kb} kB: ${text}`);
  }
  expect(heavy).toEqual([]);
  // Joined as they stand these take three times as much: what holds the order of looking up tells.
  for (const { text, values } of lookedUp.filter((query) =>
    /from "actions"|JOIN emails e/.test(query.text),
  )) {
    const joined = await memoryOf(text.replaceAll(/ offset 0/gi, ''), values);
    expect(await memoryOf(text, values)).toBeLessThan(joined / 2);
  }
});
