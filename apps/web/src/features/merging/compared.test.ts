import { describe, expect, it } from 'vitest';
import { differing, stays } from './compared';

describe('two records beside each other', () => {
  const names = (field: string, id: number) => (field === 'owner_id' ? `User ${id}` : undefined);

  it('shows what differs, records behind numbers by name', () => {
    const into = { first_name: 'Ann', title: null, owner: { id: 1 }, person_stage: { id: 4 }, city: 'Bern' };
    const from = { first_name: 'Anne', title: 'CFO', owner: { id: 2 }, person_stage: null, city: 'Bern' };
    const found = differing('people', into, from, names);
    expect(found.map(({ name, into: a, from: b }) => `${name}: ${a} / ${b}`)).toEqual([
      'first_name: Ann / Anne',
      'title:  / CFO',
      'owner_id: User 1 / User 2',
      'person_stage_id: No. 4 / ',
    ]);
    expect(found.map((each) => stays(each, { owner_id: 'from' }))).toEqual(['into', 'from', 'from', 'into']);
  });
});
