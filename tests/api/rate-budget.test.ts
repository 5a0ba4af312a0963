import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { leaseBudget } from '../../apps/server/src/domain/identity/rate-budget.js';
import { createRateLimiter } from '../../apps/server/src/http/rate-limit.js';
import { testDatabase } from '../support/database.js';
import { createTestServer, type TestServer } from '../support/server.js';

describe('one budget for every process', () => {
  let opened: Awaited<ReturnType<typeof testDatabase>>;
  let round = 0;
  const now = new Date('2026-03-02T09:00:10Z');
  beforeAll(async () => {
    opened = await testDatabase();
  });
  afterAll(() => opened.close());

  /** As many limiters as there are processes, over one database; `asked` counts their round trips. */
  function processes(count: number) {
    const asked = { times: 0 };
    const limiters = Array.from({ length: count }, () =>
      createRateLimiter((...wanted) => {
        asked.times += 1;
        return leaseBudget(opened.database.kysely, ...wanted);
      }),
    );
    round += 1;
    return { limiters, asked, team: round };
  }

  test.each([
    [1, 600],
    [4, 600],
    [7, 5],
    [3, 1],
  ])('%i processes together grant %i, and ask a few times only', async (count, limit) => {
    const { limiters, asked, team } = processes(count);
    const spent = await Promise.all(
      Array.from({ length: limit * 3 }, async (_, at) => {
        const answer = await limiters[at % count]?.chargeBudget(team, limit, 1, now);
        return (answer?.remaining ?? -1) >= 0;
      }),
    );
    expect(spent.filter(Boolean)).toHaveLength(limit);
    // Blocks of a twentieth, and one last question a process that finds nothing left.
    expect(asked.times).toBeLessThanOrEqual(Math.min(20, limit) + count);
  });

  test('what a process holds back from the others is at most one block', async () => {
    const { limiters, team } = processes(2);
    await limiters[0]?.chargeBudget(team, 600, 1, now);
    let granted = 0;
    while (((await limiters[1]?.chargeBudget(team, 600, 1, now))?.remaining ?? -1) >= 0) granted += 1;
    expect(granted).toBe(600 - 30);
  });

  test('a cost larger than a block, one larger than what is left, and the next minute', async () => {
    const { limiters, team } = processes(1);
    const spend = (cost: number, at = now) => limiters[0]?.chargeBudget(team, 100, cost, at);
    expect(await spend(30)).toEqual({ remaining: 70 });
    expect(await spend(30)).toEqual({ remaining: 40 });
    expect((await spend(41))?.remaining).toBeLessThan(0);
    expect(await spend(40)).toEqual({ remaining: 0 });
    expect((await spend(1))?.remaining).toBeLessThan(0);
    expect(await spend(1, new Date('2026-03-02T09:01:00Z'))).toEqual({ remaining: 99 });
  });
});

describe('over the limit', () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await createTestServer();
  });
  afterAll(() => server.close());

  test('429 says when to come back, on V2 and V1', async () => {
    const who = await server.team({ rateLimit: 2 });
    server.clock.set('2026-03-02T09:00:18Z');
    expect((await who.call('GET', '/v2/me')).headers['retry-after']).toBeUndefined();
    await who.call('GET', '/v2/me');
    for (const path of ['/v2/me', '/public_api/v1/people.json']) {
      const refused = await who.call('GET', path);
      expect(refused.status).toBe(429);
      expect(refused.headers['retry-after']).toBe('42');
      expect(refused.headers['x-ratelimit-remaining-minute']).toBe('0');
    }
    server.clock.set('2026-03-02T09:01:00Z');
    expect((await who.call('GET', '/v2/me')).status).toBe(200);
  });
});
