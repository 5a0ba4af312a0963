import { pino } from 'pino';
import { expect, it } from 'vitest';
import { manualClock } from '../kernel/clock.js';
import { createRunner, type Loop, runToRest } from './runner.js';

const log = pino({ level: 'silent' });
const NOW = new Date('2026-03-02T09:00:00Z');
const never = 1_000_000_000;
const turns = async (n = 20) => {
  for (let turn = 0; turn < n; turn += 1) await new Promise((resolve) => setImmediate(resolve));
};
const runnerOf = (loops: Loop[], clock = manualClock(NOW)) =>
  createRunner({ loops, clock, log, restMs: never });

it('a loop that fails or hangs is told, and holds up no other', async () => {
  const clock = manualClock(NOW);
  let rounds = 0;
  let free: () => void = () => undefined;
  const hang = new Promise<number>((resolve) => {
    free = () => resolve(0);
  });
  const runner = runnerOf(
    [
      { name: 'fails', round: async () => Promise.reject(new Error('away')) },
      { name: 'hangs', round: () => hang },
      { name: 'works', round: async () => (++rounds < 5 ? 1 : 0) },
      { name: 'ails', round: async () => 0, problem: () => 'has a cold' },
    ],
    clock,
  );
  expect(runner.health(NOW)).toMatchObject({ works: 'has not started' });
  runner.start();
  await turns();
  clock.advance(3_600_000);
  expect(runner.health(clock.now())).toEqual({
    fails: 'could not look for work',
    hangs: 'has not got on since 2026-03-02T09:00:00.000Z',
    works: 'ok',
    ails: 'has a cold',
  });
  expect(rounds).toBe(5);
  free();
  await runner.stop();
});

it('work wakes whom it concerns, and news between two looks is heard', async () => {
  const seen: string[] = [];
  let tell: () => void = () => undefined;
  let due = 1;
  const runner = runnerOf([
    {
      name: 'plans',
      wakes: ['sends'],
      listen: (heard) => (tell = heard),
      round: async () => {
        seen.push('plans');
        const worked = due;
        due = 0;
        return worked;
      },
    },
    {
      name: 'sends',
      round: async () => {
        seen.push('sends');
        return 0;
      },
    },
  ]);
  runner.start();
  await turns();
  expect(seen.filter((name) => name === 'sends')).toHaveLength(2);
  tell();
  await turns();
  expect(seen.filter((name) => name === 'plans')).toHaveLength(3);
  runner.wake('sends');
  await turns();
  expect(seen.filter((name) => name === 'sends')).toHaveLength(4);
  await runner.stop();
});

it('a stop drains: nothing more is taken up, what is in hand is waited for, also what a round left behind', async () => {
  const seen: string[] = [];
  let end: () => void = () => undefined;
  let rounds = 0;
  const runner = runnerOf([
    {
      name: 'works',
      round: () => {
        rounds += 1;
        return new Promise((resolve) => {
          end = () => {
            seen.push('round over');
            resolve(1);
          };
        });
      },
      stop: async () => void seen.push('told to stop'),
      drain: async () => void seen.push('drained'),
    },
  ]);
  runner.start();
  await turns();
  const stopped = Promise.all([runner.stop().then(() => seen.push('stopped')), runner.stop()]);
  await turns();
  end();
  await stopped;
  expect(seen).toEqual(['told to stop', 'told to stop', 'round over', 'drained', 'stopped']);
  expect(rounds).toBe(1);
  runner.start();
  await turns();
  expect(rounds).toBe(1);
});

it('at one moment: lanes run until none of them has anything more, also what others or a drain make due', async () => {
  let planned = 3;
  let queued = 0;
  let inHand = 0;
  let sent = 0;
  const lanes: Loop[][] = [
    [
      {
        name: 'plans',
        round: async () => {
          await turns(2);
          if (planned === 0) return 0;
          planned -= 1;
          queued += 2;
          return 1;
        },
      },
    ],
    [
      {
        name: 'sends',
        round: async () => {
          if (queued === 0) return 0;
          queued -= 1;
          inHand += 1;
          return 1;
        },
        drain: async () => {
          sent += inHand;
          if (inHand === 6) planned = 1;
          inHand = 0;
        },
      },
    ],
  ];
  expect(await runToRest(lanes, NOW)).toBe(12);
  expect([planned, queued, sent]).toEqual([0, 0, 8]);
  let others = 0;
  const failing: Loop[][] = [
    [{ name: 'fails', round: async () => Promise.reject(new Error('away')) }],
    [{ name: 'goes on', round: async () => ++others }],
  ];
  await expect(runToRest(failing, NOW)).rejects.toThrow('away');
  expect(others).toBeLessThan(100);
});
