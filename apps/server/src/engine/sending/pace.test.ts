import { expect, it } from 'vitest';
import { createPace } from './pace.js';

const take = (pace: ReturnType<typeof createPace<string>>, transport: string, count: number) => {
  for (let n = 0; n < count; n += 1) pace.taken(transport);
};

it('a transport is busy beyond twenty unanswered messages, and free again at twenty', () => {
  const pace = createPace<string>();
  take(pace, 'slow', 20);
  expect(pace.busy()).toEqual([]);
  pace.taken('slow');
  pace.taken('other');
  expect(pace.busy()).toEqual(['slow']);
  expect(pace.answered('slow', 1000)).toBe(true);
  expect(pace.busy()).toEqual([]);
  expect(pace.answered('slow', 1000)).toBe(false);
});

it('one that answers quickly may have more, up to a limit, and begins anew after a slow answer', () => {
  const pace = createPace<string>();
  take(pace, 'quick', 100);
  let left = 100;
  while (!pace.answered('quick', 10)) left -= 1;
  left -= 1;
  expect(left).toBe(60);
  expect(pace.busy()).toEqual([]);
  take(pace, 'quick', 10);
  for (let n = 0; n < 10; n += 1) pace.answered('quick', 10);
  take(pace, 'quick', 4);
  expect(pace.busy()).toEqual([]);
  pace.taken('quick');
  expect(pace.busy()).toEqual(['quick']);
  pace.answered('quick', 251);
  expect(pace.busy()).toEqual(['quick']);
});

it('nothing is remembered of a transport that has answered all', () => {
  const pace = createPace<number | null>();
  for (let n = 0; n < 50; n += 1) {
    pace.taken(null);
    pace.answered(null, 1);
  }
  for (let n = 0; n < 21; n += 1) pace.taken(null);
  expect(pace.busy()).toEqual([null]);
  expect(pace.answered(7, 1)).toBe(false);
});
