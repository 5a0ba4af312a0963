import { expect, test } from 'vitest';
import { neighbours } from './walk';

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
