import { expect, test } from 'vitest';
import { chosenColumns, moved, withColumn } from './columns';

const all = [{ id: 'name' }, { id: 'title' }, { id: 'city', extra: true }, { id: 'stage' }];
const ids = (chosen?: readonly string[]) => chosenColumns(all, chosen).map(({ id }) => id);

test('columns are those that were chosen, in that order; the first names the row and stays', () => {
  expect(ids()).toEqual(['name', 'title', 'stage']);
  expect(ids(['stage', 'city', 'gone', 'name', 'stage'])).toEqual(['name', 'stage', 'city']);
  expect(ids([])).toEqual(['name']);
});

test('a column is taken in, out, and to another place', () => {
  expect(withColumn(['a', 'b'], 'c')).toEqual(['a', 'b', 'c']);
  expect(withColumn(['a', 'b'], 'a')).toEqual(['b']);
  expect(moved(['a', 'b', 'c'], 'c', -1)).toEqual(['a', 'c', 'b']);
  expect(moved(['a', 'b'], 'a', -1)).toEqual(['a', 'b']);
  expect(moved(['a', 'b'], 'b', 1)).toEqual(['a', 'b']);
});
