import { expect, it } from 'vitest';
import { sameNumber, unsaid } from './check-migrations.mjs';

it.each([
  'DROP TABLE people;',
  'DROP TABLE IF EXISTS people, notes CASCADE;',
  'ALTER TABLE people DROP COLUMN phone;',
  'alter table people drop phone;',
  'ALTER TABLE ONLY people ADD COLUMN a text, DROP COLUMN IF EXISTS b;',
  'ALTER TABLE people RENAME COLUMN a TO b;',
  'ALTER TABLE people RENAME TO persons;',
  'ALTER TABLE people ADD COLUMN a text NOT NULL;',
  "ALTER TABLE people ADD COLUMN a text DEFAULT '', ADD b int NOT NULL;",
  'ALTER TABLE people ALTER COLUMN a TYPE int USING a::int;',
  'ALTER TABLE people ALTER a SET DATA TYPE varchar(10);',
  'ALTER TABLE people ALTER COLUMN a SET NOT NULL;',
  'ALTER TABLE people ALTER COLUMN a DROP DEFAULT;',
  'ALTER TABLE people ADD CONSTRAINT c CHECK (a > 0);',
  'CREATE UNIQUE INDEX x ON people (a);',
  'DROP FUNCTION address_key(text);',
  'DO $$ BEGIN ALTER TABLE people DROP COLUMN a; END $$;',
  "-- it needs 0085\nSELECT 'x;--'; DROP VIEW v;",
])('%s wants a word', (text) => expect(unsaid(text)).not.toEqual([]));

it.each([
  '-- needs 0085\nDROP TABLE people;',
  '-- older versions go on: nothing has read it since 0096\nALTER TABLE people DROP COLUMN a;',
  "ALTER TABLE people ADD COLUMN a text, ADD COLUMN b text NOT NULL DEFAULT '' CHECK (b <> '');",
  'ALTER TABLE people ADD COLUMN id bigint NOT NULL GENERATED ALWAYS AS IDENTITY;',
  'CREATE TABLE made (a int NOT NULL); ALTER TABLE made ADD CONSTRAINT c CHECK (a > 0); CREATE UNIQUE INDEX x ON made (a);',
  'DROP INDEX x; DROP TRIGGER t ON people; ALTER TABLE people DROP CONSTRAINT c;',
  'ALTER TABLE people ALTER COLUMN a DROP NOT NULL;',
  "COMMENT ON TABLE people IS 'DROP TABLE people;'; -- DROP TABLE people;",
  'DROP FUNCTION f(int); CREATE FUNCTION f(a int) RETURNS int LANGUAGE sql AS $$ SELECT 1 $$;',
])('%s is fine', (text) => expect(unsaid(text)).toEqual([]));

it('a number has one file', () => {
  expect(sameNumber(['0002_b.sql', '0001_a.sql', '0002_a.sql', '0003_c.sql'])).toEqual([
    '0002_b.sql: 0002_a.sql has this number: npm run migration -- name takes the next',
  ]);
});
