import { expect, it } from 'vitest';
import { daysOfLines, linesOfDays } from './day-lines';

it('reads days off as they are typed, and names a line that is none', () => {
  const days = [
    { date: '2026-12-24', name: 'Company party' },
    { date: '2026-12-31', name: 'Day off' },
  ];
  expect(daysOfLines(' 2026-12-24 Company party\n\n2026-12-31')).toEqual({ days });
  expect(daysOfLines(linesOfDays(days))).toEqual({ days });
  expect(daysOfLines('24.12.2026 Party').wrong).toBe('24.12.2026 Party');
});
