import { describe, expect, it } from 'vitest';
import { StatementNames, weight } from './statement-names.js';

const text = (number: number) => `SELECT ${String(number).padStart(6, '0')} FROM people`;
const roomFor = (many: number) => ({ budget: weight(text(0)) * many });
const use = (names: StatementNames, number: number, times: number) => {
  let name: string | undefined;
  for (let i = 0; i < times; i += 1) name = names.nameOf(text(number));
  return name;
};

describe('names of statements', () => {
  it('are given at the second use, and stay', () => {
    const names = new StatementNames();
    expect(names.nameOf('SELECT 1')).toBeUndefined();
    const name = names.nameOf('SELECT 1');
    expect(name).toBeDefined();
    expect(names.nameOf('SELECT 1')).toBe(name);
  });

  it('are never given to claims', () => {
    const names = new StatementNames();
    const claim = 'SELECT id FROM actions FOR UPDATE SKIP LOCKED';
    expect([1, 2, 3].map(() => names.nameOf(claim))).toEqual([undefined, undefined, undefined]);
    const byKeys = 'SELECT e.id FROM emails e JOIN unnest($1) k ON k = e.id FOR UPDATE SKIP LOCKED';
    expect([1, 2].map(() => names.nameOf(byKeys))).toEqual([undefined, expect.any(String)]);
  });

  it('fit into the budget; the rarest make room for what is used more', () => {
    const names = new StatementNames(roomFor(3));
    const [rare, often] = [use(names, 1, 2), use(names, 2, 50)] as [string, string];
    use(names, 3, 40);
    expect(use(names, 4, 2)).toBeUndefined();
    expect(names.isAlive(rare)).toBe(true);
    const { generation } = names;
    expect(use(names, 4, 3)).toBeDefined();
    expect(names.isAlive(rare)).toBe(false);
    expect(names.isAlive(often)).toBe(true);
    expect(names.generation).not.toBe(generation);
    expect(names.weight).toBeLessThanOrEqual(weight(text(0)) * 3);
  });

  it('of the hot stay, however many cold ones come by and however long it goes on', () => {
    const names = new StatementNames({ ...roomFor(100), remembered: 500 });
    const hot = Array.from({ length: 80 }, (_, number) => use(names, number, 20));
    let next = 1_000;
    for (let round = 0; round < 300; round += 1) {
      for (let number = 0; number < 80; number += 1) expect(names.nameOf(text(number))).toBe(hot[number]);
      for (let i = 0; i < 40; i += 1) use(names, (next += 1), 2);
    }
  });

  it('go over to what is hot now', () => {
    const names = new StatementNames(roomFor(10));
    for (let number = 0; number < 10; number += 1) use(names, number, 5_000);
    for (let round = 0; round < 8_000; round += 1)
      for (let number = 100; number < 110; number += 1) names.nameOf(text(number));
    for (let number = 100; number < 110; number += 1) expect(names.nameOf(text(number))).toBeDefined();
  });

  it('are given anew for a statement that became invalid', () => {
    const names = new StatementNames();
    const before = use(names, 1, 2) as string;
    names.retire(before);
    expect(names.isAlive(before)).toBe(false);
    const after = names.nameOf(text(1));
    expect(after).toBeDefined();
    expect(after).not.toBe(before);
  });
});
