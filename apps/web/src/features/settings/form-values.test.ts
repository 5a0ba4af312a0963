import { expect, it } from 'vitest';
import { changesOf, type FieldSpec, valuesOf } from './form-values';

const FIELDS: readonly FieldSpec[] = [
  { name: 'name', label: 'Name', kind: 'text' },
  { name: 'limit', label: 'Limit', kind: 'number' },
  { name: 'on', label: 'On', kind: 'check' },
];

it('begins with what there is, and sends what was changed: an emptied field takes the value away', () => {
  const from = valuesOf(FIELDS, { name: 'A', limit: 5, on: null, other: 1 });
  expect(from).toEqual({ name: 'A', limit: '5', on: false });
  expect(changesOf(from, from)).toEqual({});
  expect(changesOf({ ...from, limit: '', on: true }, from)).toEqual({ limit: null, on: true });
});
