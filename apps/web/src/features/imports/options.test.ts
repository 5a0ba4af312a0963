import { expect, test } from 'vitest';
import type { ImportSheet } from '../../data/imports';
import {
  doubled,
  fieldGroups,
  fieldWords,
  firstChoices,
  isOfAccounts,
  optionsOf,
  readingOf,
  withChosen,
} from './options';

const sheet: ImportSheet = {
  file_name: 'fair.csv',
  bytes: 10,
  encoding: 'utf-8',
  encoding_certain: true,
  separator: ',',
  header_rows: 1,
  preset: null,
  columns: [
    { column: 1, name: 'Mail', samples: ['a@b.example'], field: 'email_address' },
    { column: 2, name: 'Shoe size', samples: ['42'], field: null },
  ],
  columns_left_out: 0,
  fields: ['email_address', 'first_name'],
};

test('a run begins as the columns seem to be, and sends what was chosen', () => {
  const first = firstChoices(sheet);
  expect(optionsOf(first)).toEqual({
    mapping: [{ column: 1, field: 'email_address' }],
    duplicates: 'skip',
    tags: [],
    person_stage_id: null,
    owner_id: null,
    cadence_id: null,
  });
  expect(
    optionsOf({
      ...first,
      fields: { 1: '', 2: 'custom_fields.Size' },
      tags: 'fair, , spring ',
      owner: '7',
      encoding: 'big5',
    }),
  ).toMatchObject({
    mapping: [{ column: 2, field: 'custom_fields.Size' }],
    tags: ['fair', 'spring'],
    owner_id: 7,
    encoding: 'big5',
  });
});

test('a sheet is one of accounts when all of it goes there', () => {
  const first = firstChoices(sheet);
  expect(isOfAccounts(first)).toBe(false);
  expect(isOfAccounts({ ...first, fields: { 1: 'account.name', 2: '' } })).toBe(true);
  expect(isOfAccounts({ ...first, fields: { 1: '', 2: '' } })).toBe(false);
});

test('fields are told in words', () => {
  expect([fieldWords('email_address'), fieldWords('account.custom_fields.My_Region')]).toEqual([
    'email address',
    'Account: My_Region (own field)',
  ]);
});

test('what goes twice is told, and where a column may go stands in groups', () => {
  expect([...doubled({ 1: 'title', 2: 'tags', 3: 'tags', 4: 'title', 5: '', 6: '' })]).toEqual(['4']);
  const groups = withChosen(
    fieldGroups(['title', 'account.name'], { person: ['Size'], company: [] }),
    'account.custom_fields.Gone',
  );
  expect(groups.map(({ label, fields }) => [label, ...fields.map(([value]) => value)])).toEqual([
    ['Person', 'title'],
    ['Own fields of people', 'custom_fields.Size'],
    ['Account', 'account.name'],
    ['As it is', 'account.custom_fields.Gone'],
  ]);
});

test('how the file is read is said in words', () => {
  expect(readingOf({ ...sheet, separator: ';', encoding: 'utf-16le', header_rows: 3 })).toBe(
    '2 columns, cut at semicolons, names in row 3, letters as UTF-16',
  );
});
