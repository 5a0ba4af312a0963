import { expect, it } from 'vitest';
import { blocksOf, hoursOf, isSimple } from './own-hours';

it('shows the same hours of some days, and says them back', () => {
  const blocks = [{ days: [2, 4], from: '08:00', to: '12:00' }];
  expect(blocksOf(hoursOf(blocks))).toEqual(blocks);
  expect(blocksOf(hoursOf(undefined))).toEqual([{ days: [1, 2, 3, 4, 5], from: '09:00', to: '17:00' }]);
  expect(blocksOf(hoursOf([]))).toEqual([]);
});

it('knows hours that differ by day, which it cannot show', () => {
  const one = { days: [1], from: '08:00', to: '12:00' };
  expect(isSimple([one, { ...one, days: [2] }])).toBe(true);
  expect(isSimple([one, { ...one, to: '13:00' }])).toBe(false);
});
