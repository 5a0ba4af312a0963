import { expect, test } from 'vitest';
import { everything, isSelected, nothing, sizeOf, toggled, without, withRows } from './selection';

test('rows are chosen one by one', () => {
  const two = withRows(nothing, [1, 2]);
  expect(sizeOf(two, 100)).toBe(2);
  expect(isSelected(toggled(two, 2), 2)).toBe(false);
  expect(isSelected(toggled(two, 3), 3)).toBe(true);
  expect(sizeOf(without(two, [1, 9]), 100)).toBe(1);
});

test('all that match, but for some', () => {
  const some = toggled(everything, 7);
  expect(isSelected(some, 7)).toBe(false);
  expect(isSelected(some, 8)).toBe(true);
  expect(sizeOf(some, 2140)).toBe(2139);
  expect(sizeOf(some, undefined)).toBeUndefined();
  expect(isSelected(withRows(some, [7]), 7)).toBe(true);
  expect(sizeOf(without(everything, [1, 2]), 1)).toBe(0);
});
