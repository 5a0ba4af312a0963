import { describe, expect, it } from 'vitest';
import { planMailboxRetry, planRetry } from './retry.js';

const NOW = new Date('2026-03-02T09:00:00Z');
const minutes = (n: number) => new Date(NOW.getTime() + n * 60_000);
const busy = { permanent: false, reply: '450 busy', giveUpAt: null };

describe('planRetry', () => {
  it('a permanent answer ends it', () =>
    expect(planRetry({ ...busy, permanent: true, attempts: 1 }, NOW)).toMatchObject({ do: 'fail' }));

  it.each([
    [1, 1],
    [2, 2],
    [5, 16],
    [9, 240],
    [12, 240],
  ])('after attempt %i it waits %i minutes', (attempts, wait) =>
    expect(planRetry({ ...busy, attempts, giveUpAt: minutes(5000) }, NOW)).toMatchObject({
      do: 'retry',
      at: minutes(wait),
    }),
  );

  it('the 48 hours begin with the first refusal, not when it was written', () => {
    expect(planRetry({ ...busy, attempts: 1, giveUpAt: minutes(-60) }, NOW)).toMatchObject({
      do: 'retry',
      giveUpAt: minutes(48 * 60),
    });
    expect(planRetry({ ...busy, attempts: 9, giveUpAt: minutes(239) }, NOW)).toMatchObject({
      do: 'fail',
      reason: { text: expect.stringContaining('48 hours') },
    });
  });
});

describe('planMailboxRetry', () => {
  it('tries sign-ins rarely and connections soon, later and later', () => {
    const wait = (trouble: 'auth' | 'connection' | 'sender', failures: number) =>
      (planMailboxRetry(trouble, 'x', failures, NOW).retryAt.getTime() - NOW.getTime()) / 60_000;
    expect([0, 1, 2, 50].map((n) => wait('connection', n))).toEqual([1, 2, 4, 60]);
    expect([0, 1, 50].map((n) => wait('auth', n))).toEqual([15, 30, 360]);
    expect(planMailboxRetry('auth', '535 no', 0, NOW)).toMatchObject({
      health: 'blocked',
      reason: { text: expect.stringContaining('535 no') },
    });
  });
});
