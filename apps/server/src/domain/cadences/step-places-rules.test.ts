import { expect, it } from 'vitest';
import { placeAll } from './step-places-rules.js';

const step = (id: number, groupId: number, day: number, position: number, number: number) => ({
  id,
  groupId,
  day,
  position,
  number,
});
/** Day 1: a pair and one; day 3: one. */
const LAYOUT = [step(1, 10, 1, 0, 1), step(2, 10, 1, 0, 2), step(3, 11, 1, 1, 3), step(4, 12, 3, 0, 1)];
const places = (wanted: readonly (readonly [id: number, day: number])[]) => {
  const { placed, partings } = placeAll(
    LAYOUT,
    wanted.map(([id, day]) => ({ id, day })),
  );
  return {
    at: placed.map(({ id, groupId, day, position, number }) => [id, groupId, day, position, number]),
    partings,
  };
};

it('a group moves as a whole, whatever stood before it', () => {
  expect(
    places([
      [4, 1],
      [3, 1],
      [1, 5],
      [2, 5],
    ]),
  ).toEqual({
    at: [
      [4, 12, 1, 0, 1],
      [3, 11, 1, 1, 2],
      [1, 10, 5, 0, 1],
      [2, 10, 5, 0, 2],
    ],
    partings: [],
  });
});

it('who is no neighbour any more gets a group of their own', () => {
  expect(
    places([
      [1, 1],
      [3, 1],
      [2, 1],
      [4, 3],
    ]),
  ).toEqual({
    at: [
      [1, 10, 1, 0, 1],
      [3, 11, 1, 1, 2],
      [2, -1, 1, 2, 3],
      [4, 12, 3, 0, 1],
    ],
    partings: [{ from: 10, steps: [2] }],
  });
  expect(
    places([
      [2, 2],
      [1, 3],
      [3, 3],
      [4, 3],
    ]).partings,
  ).toEqual([{ from: 10, steps: [1] }]);
});

it('nothing moves where nothing is asked, and days come in any order', () => {
  const same = places([
    [4, 3],
    [1, 1],
    [2, 1],
    [3, 1],
  ]);
  expect(same).toEqual({
    at: LAYOUT.map(({ id, groupId, day, position, number }) => [id, groupId, day, position, number]),
    partings: [],
  });
});
