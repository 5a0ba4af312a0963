import { expect, it } from 'vitest';
import { seededRandom } from './seeded-random.js';

it('shares are even, and the same for the same words', () => {
  const tens = Array.from({ length: 10 }, () => 0);
  for (let n = 0; n < 10_000; n += 1) tens[Math.floor(seededRandom('x', n) * 10)]! += 1;
  expect(Math.min(...tens)).toBeGreaterThan(850);
  expect(Math.max(...tens)).toBeLessThan(1150);
  expect(seededRandom('a', 1)).toBe(seededRandom('a', 1));
  expect(seededRandom('a', 1)).not.toBe(seededRandom('a', 2));
});
