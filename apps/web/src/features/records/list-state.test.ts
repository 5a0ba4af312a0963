import { expect, test } from 'vitest';
import type { Field } from '../../ui/filter/model';
import { fieldsOf } from './fields';
import { bulkFilter, paramsOf, readList, sameList, writeList } from './list-state';

const plain = { nullable: false, startsWith: false, notIn: false, oneOf: undefined };
const fields: Field[] = fieldsOf(
  {
    city: { ...plain, kind: 'strings' },
    owner_id: { ...plain, kind: 'integers' },
    ids: { ...plain, kind: 'ids' },
    custom_fields: { ...plain, kind: 'object' },
    last_contacted: { ...plain, kind: 'range' },
  },
  { owner_id: 'Owner' },
  { owner_id: [{ value: '3', label: 'Maya' }] },
  ['ids'],
);
const first = { by: 'name', direction: 'ASC' } as const;

test('fields are those of the list, the labelled ones first', () => {
  expect(fields.map(({ label }) => label)).toEqual(['Owner', 'City', 'Last contacted']);
  expect(fields[0]?.choices).toHaveLength(1);
});

test('an address is read and written by the names of the API', () => {
  const search = { city: 'Bern', sort_by: 'title', sort_direction: 'DESC', x: '1' };
  const state = readList(search, fields, ['name', 'title'], first);
  expect(writeList(state, first)).toEqual({ city: 'Bern', sort_by: 'title', sort_direction: 'DESC' });
  expect(paramsOf(state, new Date(0))).toEqual({ city: 'Bern', sort_by: 'title', sort_direction: 'DESC' });
});

test('an order that the list does not know is its own', () => {
  const state = readList({ sort_by: 'shoe_size' }, fields, ['name'], first);
  expect(state.sort).toEqual(first);
  expect(writeList(state, first)).toEqual({});
});

test('all that match is a filter, also where there is none', () => {
  const now = new Date('2026-12-01T09:12:00Z');
  const some = readList({ last_contacted: { lt: '-1d' } }, fields, [], first);
  expect(bulkFilter(some, now)).toEqual({ last_contacted: { lt: '2026-11-30T09:00:00.000Z' } });
  expect(bulkFilter(readList({}, fields, [], first), now)).toEqual({
    created_at: { gte: '1970-01-01T00:00:00Z' },
  });
});

test('a view is recognised whatever the order of its parts', () => {
  expect(sameList({ a: '1', b: 2 }, { b: '2', a: '1' })).toBe(true);
  expect(sameList({ a: '1' }, { a: '2' })).toBe(false);
  expect(sameList({}, { a: '2' })).toBe(false);
});
