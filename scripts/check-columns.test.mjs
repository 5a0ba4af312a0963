import { describe, expect, it } from 'vitest';
import { starsIn, starsInSource } from './check-columns.mjs';

describe('queries name their columns', () => {
  it.each([
    'SELECT * FROM people',
    'select r.* from people r',
    'SELECT a.id, b.* FROM a JOIN b ON true',
    'SELECT *, 1 AS one FROM people',
    'SELECT DISTINCT ON (id) * FROM people',
    "SELECT ' x ', * FROM people",
    'WITH k AS (SELECT id FROM a) SELECT k.* FROM k',
    'INSERT INTO people (id) VALUES (1) RETURNING *',
    'UPDATE emails e SET state = 1 RETURNING e.*, 1 AS one',
    'SELECT a /* all of them */ , * FROM people',
    'SELECT row_to_json(p) FROM people p',
    'INSERT INTO people VALUES (1)',
    'INSERT INTO people SELECT 1, 2',
    'INSERT INTO public.people AS p VALUES (1)',
    'r.*',
  ])('refuses %s', (text) => expect(starsIn(text)).toHaveLength(1));

  it.each([
    'SELECT count(*) FROM people',
    'SELECT count( * ) FILTER (WHERE true), 2 * 3, price * (1 + 2) FROM people',
    "SELECT '* FROM people' FROM people -- SELECT * FROM x",
    'SELECT row_to_json(w)::text FROM people r CROSS JOIN LATERAL (SELECT r.id) w',
    'INSERT INTO people (id) SELECT 1',
    'INSERT INTO people AS p (id) VALUES (1)',
    'INSERT INTO people DEFAULT VALUES',
    'a text with ** stars **, * and no query',
    'image/*',
  ])('lets %s be', (text) => expect(starsIn(text)).toEqual([]));

  it.each([
    ["db.selectFrom('people').selectAll().execute()", 'selectAll() reads every column'],
    ["db.selectFrom('people as p').selectAll('p')", 'selectAll() reads every column'],
    ["db.insertInto('people').returningAll()", 'returningAll() reads every column'],
    ['sql`SELECT e.* FROM ${table} e`', '. * from reads every column'],
    ['sql`SELECT ${one}, * FROM people`', ', * from reads every column'],
    ["pool.query('SELECT * FROM people')", 'select * from reads every column'],
    ["eb.select(sql.raw('p.*'))", 'p.* reads every column'],
  ])('finds %s in a source', (source, problem) =>
    expect(starsInSource('planted.ts', source).map((each) => each.problem)).toEqual([problem]),
  );

  it('takes what is put in for an operand', () =>
    expect(starsInSource('planted.ts', 'sql`SELECT ${one} * ${two} AS many FROM people`')).toEqual([]));
});
