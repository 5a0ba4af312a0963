import { expect, it } from 'vitest';
import { rangeOf } from './range.js';

it('refuses days before the calendar begins', () => {
  const now = new Date('2026-11-28T00:00:00Z');
  expect(() => rangeOf({ until: '0001-01-01' }, 'UTC', now)).toThrow('too early');
  expect(rangeOf({ until: '0001-01-30' }, 'UTC', now)).toMatchObject({
    first: '0001-01-01',
    last: '0001-01-30',
  });
});
