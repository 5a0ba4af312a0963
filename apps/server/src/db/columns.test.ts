import { Kysely, PostgresDialect } from 'kysely';
import { expect, it } from 'vitest';
import { ACCOUNT_FIELDS, PERSON_FIELDS, SENDER_FIELDS } from '../domain/emails/field-rules.js';
import { ACCOUNT_COLUMNS, columnsOf, listed, PERSON_COLUMNS, USER_COLUMNS } from './columns.js';
import type { Schema } from './schema.js';

// Templates and branches name fields while the server runs, so that no type says when one is not read.
it.each([
  ['person', PERSON_FIELDS, PERSON_COLUMNS],
  ['account', ACCOUNT_FIELDS, ACCOUNT_COLUMNS],
  ['sender', SENDER_FIELDS, USER_COLUMNS],
] as [string, readonly string[], readonly string[]][])(
  'every field of the %s that a template can name is read',
  (_, fields, columns) => expect(fields.filter((field) => !columns.includes(field))).toEqual([]),
);

it('a list as one piece of SQL is the text of its columns one by one', () => {
  const pool = () => Promise.reject(new Error('nothing is asked'));
  const builder = new Kysely<Schema>({ dialect: new PostgresDialect({ pool }) });
  const people = builder.selectFrom('people as p').where('p.id', '=', 1);
  for (let again = 0; again < 2; again += 1) {
    expect(people.select(listed(PERSON_COLUMNS)).select('p.home_phone').compile()).toMatchObject({
      sql: people.select(PERSON_COLUMNS).select('p.home_phone').compile().sql,
    });
    expect(people.select(columnsOf('p', PERSON_COLUMNS)).compile().sql).toBe(
      people.select(PERSON_COLUMNS.map((column) => `p.${column}` as const)).compile().sql,
    );
  }
});
