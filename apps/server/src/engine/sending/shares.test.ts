import { describe, expect, it } from 'vitest';
import { createShares, GROUP, type Shares } from './shares.js';

/** Claims a group as the sender does, in these turns. @returns whose messages were taken */
function claim(shares: Shares, teams: Iterable<number>): number[] {
  const limit = Math.min(GROUP, shares.free());
  const taken: number[] = [];
  for (const team of teams) {
    const most = Math.min(limit - taken.length, shares.more(team, taken.length));
    for (let n = 0; n < most; n += 1) taken.push(team);
  }
  for (const team of taken) shares.take(team);
  return taken;
}

/** Until nobody gets any more, however long there was patience. @returns how many each has */
function fill(shares: Shares, teams: readonly number[]): number[] {
  const counts = new Map(teams.map((team) => [team, 0]));
  let turns = [...teams];
  for (let idle = 0; idle < 2; ) {
    const taken = claim(shares, turns);
    for (const team of taken) counts.set(team, (counts.get(team) ?? 0) + 1);
    const had = new Set(taken);
    turns = [...turns.filter((team) => !had.has(team)), ...had];
    idle = taken.length > 0 ? 0 : idle + 1;
    shares.widen();
  }
  return [...counts.values()];
}

const numbered = (count: number) => Array.from({ length: count }, (_, n) => n + 1);

describe('places of a sender', () => {
  it.each([1, 2, 5, 20, 60, 100, 250, 600])(
    '%i teams whose servers do not answer each have some, and whoever comes next finds room at once',
    (count) => {
      const shares = createShares();
      const had = fill(shares, numbered(count));
      expect(Math.min(...had)).toBeGreaterThan(0);
      expect(Math.max(...had)).toBeLessThanOrEqual(Math.max(3 * GROUP, 384 / count));
      // Not only the next one: many that come one after the other, while nobody is done.
      for (let newcomer = 10_001; newcomer <= 10_008; newcomer += 1) {
        shares.widen();
        expect(shares.more(newcomer, 0)).toBeGreaterThan(0);
        shares.take(newcomer);
      }
    },
  );

  it('one team alone has most of them, in claims of whole groups', () => {
    const shares = createShares();
    const sizes: number[] = [];
    for (let got = claim(shares, [1]); got.length > 0; got = claim(shares, [1])) sizes.push(got.length);
    expect(sizes.reduce((sum, each) => sum + each, 0)).toBe(192);
    expect(shares.full()).toEqual([1]);
    const told: number[] = [];
    for (let n = 1; n <= 192; n += 1) if (shares.leave(1)) told.push(n);
    // It is told once, when half a group fits.
    expect(told).toEqual([16]);
    expect(shares.full()).toEqual([]);
  });

  it('there are more places only while slow servers have all of them', () => {
    const shares = createShares();
    shares.widen();
    expect(shares.free()).toBe(256);
    for (const team of numbered(256)) shares.take(team);
    expect(shares.free()).toBe(0);
    shares.widen();
    expect(shares.free()).toBe(GROUP);
    // As long as that lasts, up to a limit.
    const had = fill(shares, numbered(2000));
    expect(had.filter((each) => each > 0)).toHaveLength(1024 - 256);
    for (const team of numbered(1024)) shares.leave(team);
    expect(shares.free()).toBe(256);
  });
});
