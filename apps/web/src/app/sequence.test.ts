import { expect, it } from 'vitest';
import { createSequence, SEQUENCE_MS } from './sequence';

it('tells the second letter of a sequence from the same letter alone', () => {
  const ends = createSequence();
  const press = (letter: string, at: number, more: { plain?: boolean; typing?: boolean } = {}) =>
    ends({ letter, at, plain: true, typing: false, ...more });
  expect([press('i', 0), press('g', 10), press('i', 20), press('i', 30)]).toEqual([
    false,
    false,
    true,
    false,
  ]);
  expect([press('g', 100), press('i', 100 + SEQUENCE_MS)]).toEqual([false, false]);
  expect([press('g', 5000, { typing: true }), press('i', 5010)]).toEqual([false, false]);
  expect([press('g', 6000), press('Enter', 6010, { plain: false }), press('i', 6020)]).toEqual([
    false,
    false,
    false,
  ]);
  // The second one begins no other.
  expect([press('g', 7000), press('g', 7010), press('i', 7020)]).toEqual([false, true, false]);
});
