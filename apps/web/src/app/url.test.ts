import { expect, it } from 'vitest';
import { parseQuery, queryText } from './url';

it('reads an address as the API reads a query, and writes it back the same', () => {
  const text = '?owner_id=3&country[_starts_with]=Ger&country[x]=y&ids=1&ids=2&q=a+%26+b';
  const query = parseQuery(text);
  expect(query).toEqual({
    owner_id: '3',
    country: { _starts_with: 'Ger', x: 'y' },
    ids: ['1', '2'],
    q: 'a & b',
  });
  expect(parseQuery(queryText(query))).toEqual(query);
  expect(queryText({ a: '', b: undefined, c: null })).toBe('');
  expect(queryText({ page: 2, on: true })).toBe('?page=2&on=true');
});

it('makes nothing of names that objects bring along', () => {
  const query = parseQuery('?__proto__[polluted]=1&constructor=2&a[__proto__]=3&a[]=4&[b]=5');
  expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  expect(Object.keys(query)).toEqual(['a[]', '[b]']);
});
