import { describe, expect, it } from 'vitest';
import { differing, inWords, stays } from './compared';

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

  it('shows fields of the team one by one, and what has a rule of its own', () => {
    const into = { custom_fields: { Size: '1', Color: 'red' }, tags: ['b', 'a'], do_not_contact: false };
    const from = {
      custom_fields: { Size: '2', Color: 'red', Shape: 'round' },
      tags: [],
      do_not_contact: true,
    };
    const found = differing('accounts', into, from, names);
    expect(found.map(({ label, into: a, from: b, rule }) => [label, a, b, rule])).toEqual([
      ['Shape', '', 'round', undefined],
      ['Size', '1', '2', undefined],
      ['Tags', 'a, b', '', 'all stay'],
      ['Do not contact', '', 'yes', 'the stricter stays'],
    ]);
    expect(inWords('custom_fields.Shoe_size')).toBe('Shoe_size');
    expect(inWords('first_name')).toBe('first name');
  });
});
