import { expect, test } from 'vitest';
import { endOf, endTyped, sameHours, USUAL, withDay, wrongWith } from './hours';

test('days are taken in and out in their order', () => {
  expect(withDay(withDay(USUAL, 7), 3).days).toEqual([1, 2, 4, 5, 7]);
});

test('hours are right until midnight, and wrong without a day, an end, or any time at all', () => {
  expect(wrongWith([USUAL, { days: [6], from: '18:00', to: endOf('00:00') }])).toBeUndefined();
  expect(endTyped(endOf('00:00'))).toBe('00:00');
  for (const wrong of [[], [{ ...USUAL, days: [] }], [{ ...USUAL, to: '' }], [{ ...USUAL, to: '09:00' }]])
    expect(wrongWith(wrong)).toBeDefined();
});

test('hours are the same in any order, and others by a day or a minute', () => {
  const late = { days: [6], from: '10:00', to: '12:00' };
  expect(sameHours([USUAL, late], [late, USUAL])).toBe(true);
  expect(sameHours([USUAL], [withDay(USUAL, 6)])).toBe(false);
  expect(sameHours([late], [{ ...late, to: '12:30' }])).toBe(false);
});
