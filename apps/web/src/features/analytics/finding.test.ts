import { expect, it } from 'vitest';
import { finding } from './finding';

const rate = (count: number, of: number, low: number, high: number) => ({
  count,
  of,
  rate: count / of,
  low,
  high,
});

it('names a winner only where chance does not explain it', () => {
  const good = { name: 'Short', rate: rate(40, 100, 0.31, 0.5) };
  const bad = { name: 'Long', rate: rate(5, 100, 0.02, 0.11) };
  const near = { name: 'Middle', rate: rate(30, 100, 0.22, 0.4) };
  const few = { name: 'New', rate: rate(9, 10, 0.6, 0.98) };
  expect(finding([bad, good], 'step')).toContain('Short is answered most');
  expect(finding([bad, good, near], 'step')).toBe('No step is answered more often than chance explains');
  expect(finding([few], 'step')).toBe('Too few people to tell one step from another');
  expect(finding([few, good], 'step')).toContain('Short');
});
