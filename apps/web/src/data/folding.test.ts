import { expect, test } from 'vitest';
import type { Page } from '@cadenza/sdk';
import { folded, foldedIn, unfolded } from './folding';
import { isWhole, type Listed } from './listing';

interface Named {
  readonly id: number;
  readonly name: string;
}
const metadata = { filtering: {}, sorting: { sort_by: '', sort_direction: '' } } as Page<Named>['metadata'];
/** Pages of two. */
const pagesOf = (count: number): Page<Listed<Named>>[] =>
  Array.from({ length: count }, (_, page) => ({
    metadata,
    data: [2 * page, 2 * page + 1].map((id) => ({ id, name: `No. ${id}` })),
  }));
const whole = (pages: readonly Page<Listed<Named>>[]) =>
  pages.flatMap(({ data }, at) => (data.every(isWhole) ? [at] : []));

test('pages far from what is in sight keep their numbers alone, in their places', () => {
  const pages = pagesOf(100);
  const near = folded(pages, { first: 99, last: 101 });
  expect(whole(near)).toEqual(Array.from({ length: 62 }, (_, at) => 19 + at));
  expect(near.flatMap(({ data }) => data.map(({ id }) => id))).toEqual(
    Array.from({ length: 200 }, (_, id) => id),
  );
  expect(near[0]?.data).toEqual([
    { id: 0, folded: true },
    { id: 1, folded: true },
  ]);
  // Nothing to put away is nothing new to draw.
  expect(folded(near, { first: 99, last: 101 })).toBe(near);
  const few = pagesOf(31);
  expect(folded(few, { first: 0, last: 1 })).toBe(few);
});

test('what comes into sight is read again; a row that is gone keeps its place', () => {
  const near = folded(pagesOf(60), { first: 118, last: 119 });
  expect(foldedIn(near, { first: 118, last: 119 })).toEqual([]);
  const away = foldedIn(near, { first: 2, last: 3 });
  expect(away.map(({ data }) => data.map(({ id }) => id))).toEqual([
    [0, 1],
    [2, 3],
    [4, 5],
  ]);
  const back = unfolded(near, [{ id: 0, name: 'as it is now' }]);
  expect(back[0]?.data).toEqual([
    { id: 0, name: 'as it is now' },
    { id: 1, folded: true },
  ]);
  // It was read: what is missing of it is gone, and not asked for again.
  expect(foldedIn(back, { first: 0, last: 1 })).toEqual([near[1]]);
  expect(back[1]).toBe(near[1]);
});
