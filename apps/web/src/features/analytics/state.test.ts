import { describe, expect, it } from 'vitest';
import { daysBefore, daysOf, searchOf, sorted, stateOf } from './state';

const TODAY = '2026-12-01';

describe('a report in an address', () => {
  it('begins with the last thirty days, of what the report counts', () => {
    const state = stateOf('steps', {}, TODAY);
    expect(state?.scope).toMatchObject({ from: '2026-11-02', until: TODAY });
    expect(state && daysOf(state.scope)).toHaveLength(30);
    expect(state?.basis).toBe('cohort');
    expect(stateOf('nothing', {}, TODAY)).toBeUndefined();
  });

  it('leaves out what makes no sense', () => {
    const odd = { from: '2026-02-30', until: 'x', cadence_id: '-3', user_id: ['1', '2'], basis: 'both' };
    const state = stateOf('overview', { ...odd, sort: 'a b', figure: 'height' }, TODAY);
    expect(state?.scope).toEqual({
      from: '2026-11-02',
      until: TODAY,
      zone: undefined,
      cadence_id: undefined,
      user_id: undefined,
    });
    expect([state?.basis, state?.sort, state?.opened]).toEqual(['period', undefined, undefined]);
  });

  it('counts what reps did in the time, whatever the address says', () => {
    expect(stateOf('reps', { basis: 'cohort' }, TODAY)?.basis).toBe('period');
  });

  it('says which number is open, and reads it back', () => {
    const opened = { report: 'reps', figure: 'touches_late', by: 'user', key: '7' } as const;
    expect(stateOf('reps', searchOf(opened), TODAY)?.opened).toEqual(opened);
    expect(searchOf(undefined)).toEqual({ of: undefined, figure: undefined, by: undefined, key: undefined });
  });

  it('compares with as many days, which end the day before', () => {
    const scope = { from: '2026-02-28', until: '2026-03-01' };
    expect(daysBefore(scope)).toEqual({ from: '2026-02-26', until: '2026-02-27' });
  });
});

describe('rows by a figure', () => {
  const rows = [{ a: 1 }, { a: null }, { a: 3 }];
  const value = (row: (typeof rows)[number]) => row.a;
  it('has the largest first, or the smallest, and what has none last', () => {
    expect(sorted(rows, 'a', value).map(value)).toEqual([3, 1, null]);
    expect(sorted(rows, '-a', value).map(value)).toEqual([1, 3, null]);
    expect(sorted(rows, undefined, value)).toEqual(rows);
  });
});
