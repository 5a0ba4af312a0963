import { expect, it } from 'vitest';
import { ACCOUNT_FIELDS, PERSON_FIELDS, SENDER_FIELDS } from '../domain/emails/render-fields.js';
import { ACCOUNT_COLUMNS, PERSON_COLUMNS, USER_COLUMNS } from './columns.js';

// Templates and branches name fields while the server runs, so that no type says when one is not read.
it.each([
  ['person', PERSON_FIELDS, PERSON_COLUMNS],
  ['account', ACCOUNT_FIELDS, ACCOUNT_COLUMNS],
  ['sender', SENDER_FIELDS, USER_COLUMNS],
] as [string, readonly string[], readonly string[]][])(
  'every field of the %s that a template can name is read',
  (_, fields, columns) => expect(fields.filter((field) => !columns.includes(field))).toEqual([]),
);
