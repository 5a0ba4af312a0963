import { expect, test } from 'vitest';
import { neighbours, readOn, walk, type Walk } from './walk';

const people = { place: '/people', ids: [5, 3, 9], total: 2140, back: { city: 'Bern' } };

test('before and after in the list that a record was opened from', () => {
  expect(neighbours(people, '/people', 3)).toMatchObject({ before: 5, after: 9, number: 2, total: 2140 });
  expect(neighbours(people, '/people', 5)?.before).toBeUndefined();
  expect(neighbours(people, '/people', 9)?.after).toBeUndefined();
});

test('a record of another list, or opened by its address, has no neighbours', () => {
  expect(neighbours(people, '/people', 4)).toBeUndefined();
  expect(neighbours(people, '/accounts', 3)).toBeUndefined();
  expect(neighbours(undefined, '/people', 3)).toBeUndefined();
});

test('near the end of what was read the walk reads on, as long as the same list is walked', async () => {
  const more = async (): Promise<Walk> => ({ ...people, ids: [...people.ids, 11] });
  const long: Walk = { ...people, ids: [1, 2, 4, 5, 3, 9], more };
  expect(neighbours(long, '/people', 2)?.more).toBeUndefined();
  expect(neighbours(long, '/people', 5)?.more).toBe(more);
  walk.set(long);
  await readOn(long);
  expect(neighbours(walk.get(), '/people', 9)?.after).toBe(11);
  walk.set(undefined);
  await readOn(long);
  expect(walk.get()).toBeUndefined();
});

test('a walk that cannot read on stays as it is', async () => {
  const broken: Walk = { ...people, more: () => Promise.reject(new Error('away')) };
  walk.set(broken);
  expect(await readOn(broken)).toBeUndefined();
  expect(walk.get()).toBe(broken);
});
