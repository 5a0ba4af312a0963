import { expect, it } from 'vitest';
import { rateOf } from './rate-rules.js';

// Values as published for Wilson's interval without correction for continuity.
it.each([
  [0, 0, null, null, null],
  [0, 10, 0, 0, 0.277533],
  [10, 10, 1, 0.722467, 1],
  [81, 263, 0.307985, 0.25525, 0.366201],
  [15, 148, 0.101351, 0.062386, 0.160504],
  [1, 29, 0.034483, 0.006113, 0.171755],
])('%s of %s', (count, of, rate, low, high) => {
  const found = rateOf(count, of);
  expect(found).toMatchObject({ count, of, rate });
  if (low === null) expect(found).toMatchObject({ low, high });
  else {
    expect(found.low).toBeCloseTo(low, 3);
    expect(found.high).toBeCloseTo(high, 3);
  }
});

it('more than all are all', () => expect(rateOf(3, 2)).toMatchObject({ count: 3, of: 2, rate: 1 }));
