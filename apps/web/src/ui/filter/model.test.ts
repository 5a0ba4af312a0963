import { expect, test } from 'vitest';
import {
  type Field,
  inWords,
  leftOut,
  makeValue,
  ownField,
  ownNamesIn,
  readFilters,
  readValue,
  resolved,
  waysOf,
} from './model';

const kind = (of: string, more: object = {}) => ({
  kind: of,
  nullable: false,
  startsWith: false,
  notIn: false,
  oneOf: undefined,
  ...more,
});
const owner: Field = {
  name: 'owner_id',
  label: 'Owner',
  kind: kind('integers'),
  choices: [{ value: '3', label: 'Maya Roth' }],
};
const country: Field = { name: 'country', label: 'Country', kind: kind('strings', { startsWith: true }) };
const last: Field = {
  name: 'last_contacted',
  label: 'Last contacted',
  kind: kind('range', { nullable: true }),
};
const dnc: Field = { name: 'do_not_contact', label: 'Do not contact', kind: kind('bool') };
const by: Field = {
  name: 'last_contacted_type',
  label: 'Contacted by',
  kind: kind('strings', { oneOf: ['call', 'email'] }),
};
const stage: Field = { name: 'person_stage_id', label: 'Stage', kind: kind('integers', { nullable: true }) };
const all = [owner, country, last, dnc, by, stage];

test('an address is read by the names of the API, the rest is left out', () => {
  const search = {
    owner_id: '3',
    country: { _starts_with: 'Ger' },
    do_not_contact: 'perhaps',
    last_contacted_type: ['call', 'fax'],
    person_stage_id: '_is_null',
    nonsense: '1',
    last_contacted: { lt: '-14d' },
  };
  expect(readFilters(search, all)).toEqual({
    owner_id: '3',
    country: { _starts_with: 'Ger' },
    person_stage_id: '_is_null',
    last_contacted: { lt: '-14d' },
  });
});

test.each([
  [owner, 'abc'],
  [owner, ''],
  [country, { _starts_with: 'Ge' }],
  [country, { gt: '1' }],
  [last, { gt: 'yesterday' }],
  [last, { lt: '-999999d' }],
  [last, '2026-01-01'],
  [dnc, '_is_null'],
  [owner, null],
])('%# what is not right is no filter', (field, value) => {
  expect(readValue(field, value)).toBeUndefined();
});

test('every way of asking comes back as it was written', () => {
  const values = { is: ['3'], starts: ['Ger'], older: ['14'], newer: ['7'], after: ['2026-01-02'] };
  for (const field of all)
    for (const way of waysOf(field)) {
      const typed = field === dnc ? ['true'] : field === by ? ['call', 'email'] : ['3'];
      const asked = {
        way,
        values:
          way === 'empty' || way === 'filled'
            ? []
            : way === 'is'
              ? typed
              : (values[way as 'older'] ?? ['2026-01-02']),
      };
      const value = makeValue(field, asked);
      expect(value, `${field.name} ${way}`).toBeDefined();
      expect(readValue(field, value)).toEqual(asked);
    }
});

test('in words', () => {
  expect(inWords(owner, { way: 'is', values: ['3'] })).toEqual({ way: 'is', value: 'Maya Roth' });
  expect(inWords(last, { way: 'older', values: ['14'] })).toEqual({ way: 'more than', value: '14 days ago' });
  expect(inWords(dnc, { way: 'is', values: ['false'] })).toEqual({ way: 'is', value: 'no' });
});

test('days ago are counted from now, to the hour', () => {
  const now = new Date('2026-12-01T09:12:33Z');
  expect(
    resolved({ last_contacted: { lt: '-14d' }, created_at: { gte: '2026-11-01' }, city: 'Bern' }, now),
  ).toEqual({
    last_contacted: { lt: '2026-11-17T09:00:00.000Z' },
    created_at: { gte: '2026-11-01T00:00:00Z' },
    city: 'Bern',
  });
});

test('fields of the team are asked by their names, in an address and of the API', () => {
  const size = ownField('Shoe size');
  const search = { custom_fields: { 'Shoe size': '42' }, owner_id: '3' };
  expect(ownNamesIn(search)).toEqual(['Shoe size']);
  const filters = readFilters(search, [...all, size]);
  expect(filters).toEqual({ 'custom_fields[Shoe size]': '42', owner_id: '3' });
  expect(readFilters(filters, [...all, size])).toEqual(filters);
  expect(resolved(filters, new Date())).toEqual(search);
});

test('what a view asks for and no field knows is told', () => {
  const view = {
    owner_id: '3',
    ids: '1',
    custom_fields: { Gone: 'x' },
    sort_by: 'name',
    do_not_contact: 'perhaps',
  };
  expect(leftOut(view, all)).toEqual(['ids', 'do_not_contact', 'custom_fields[Gone]']);
  expect(leftOut({ owner_id: '3' }, all)).toEqual([]);
});
