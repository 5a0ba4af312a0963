import { isDeepStrictEqual } from 'node:util';
import { contract, type ListSpec } from '@cadenza/contract';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { anyText } from '../../../../tests/support/any-text.js';
import { AppError } from '../kernel/errors.js';
import { parseList, type RawQuery, writeCursor } from './params.js';

const lists = Object.entries(contract.resources).map(([name, resource]) => ({ name, spec: resource.list }));

/** What a query string can hold after parsing: words, numbers, lists and small objects, odd text among them. */
const value = fc.letrec((tie) => ({
  any: fc.oneof(
    { depthSize: 'small' },
    anyText(),
    fc.constantFrom(
      '_is_null',
      '1',
      '9007199254740993',
      '2026-02-30',
      '2026-01-01T00:00:00Z',
      'true',
      '',
      '\0',
    ),
    fc.array(tie('any'), { maxLength: 3 }),
    fc.dictionary(
      fc.constantFrom('gt', 'gte', 'lt', 'lte', '_is_null', '_starts_with', '__proto__', 'x'),
      tie('any'),
    ),
  ),
})).any;

it.each(lists)('$name: any query string is a query or a list of faults, never a crash', ({ spec }) => {
  const names = [
    ...Object.keys(spec.filters),
    'include',
    'sort_by',
    'sort_direction',
    'page',
    'per_page',
    'cursor',
    'constructor',
  ];
  fc.assert(
    fc.property(
      fc.dictionary(fc.constantFrom(...names), value, { maxKeys: 4 }),
      fc.boolean(),
      (raw, strict) => {
        try {
          const { query, perPage } = parseList(spec, raw, strict);
          const sorts: readonly string[] = [spec.defaultSort, ...spec.sorts];
          if (!sorts.includes(query.sortBy)) throw new Error('sorted by nothing');
          if (!(perPage > 0)) throw new Error('a page of nothing');
        } catch (error) {
          if (!(error instanceof AppError) || error.kind !== 'invalid') throw error;
        }
      },
    ),
    { numRuns: 60 },
  );
});

it('a cursor is taken by the list, sort and direction it was made for, and by no other', () => {
  const position = { value: '2026-01-01 00:00:00+00', id: 7 };
  const found = (spec: ListSpec, raw: RawQuery) => {
    try {
      return parseList(spec, raw, false).query.after;
    } catch (error) {
      return (error as AppError).fields?.['cursor'];
    }
  };
  // Ten thousand pairs of lists: what is wrong is told at the end.
  const wrong: string[] = [];
  for (const { name, spec } of lists) {
    for (const sort_by of spec.sorts) {
      const cursor = writeCursor(parseList(spec, { sort_by, cursor: '' }, false), position);
      const before = Buffer.from(JSON.stringify([sort_by, 'DESC', position.value, position.id]));
      for (const other of lists) {
        if (!(other.spec.sorts as readonly string[]).includes(sort_by)) continue;
        const expected = other.name === name ? position : ['is not a cursor of this list and sort'];
        const got = found(other.spec, { sort_by, cursor });
        if (!isDeepStrictEqual(got, expected)) wrong.push(`${name} ${sort_by} in ${other.name}`);
      }
      // From a process of the version before, which did not name the list.
      expect(found(spec, { sort_by, cursor: before.toString('base64url') })).toEqual(position);
      expect(found(spec, { sort_by, cursor, sort_direction: 'asc' })).not.toEqual(position);
    }
  }
  expect(wrong).toEqual([]);
});
