import { expect, test } from 'vitest';
import type { ImportSheet } from '../../data/imports';
import { fieldWords, firstChoices, isOfAccounts, optionsOf } from './options';

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
