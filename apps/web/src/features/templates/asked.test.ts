import { expect, it } from 'vitest';
import { askedOf, filtersOf, isNarrowed } from './asked';

it('asks for what the address says, and for nothing odd', () => {
  const asked = askedOf({ view: 'mine', q: 'spring', tag: '7', sort: 'last_used_at' });
  expect(filtersOf(asked)).toEqual({ search: 'spring', tag_ids: 7, filter_by_owner: true });
  expect(isNarrowed(asked)).toBe(true);
  const odd = askedOf({ view: 'x', q: ['a'], tag: '-1', sort: 'title' });
  expect([filtersOf(odd), odd.sort, isNarrowed(odd)]).toEqual([{}, 'updated_at', false]);
});
