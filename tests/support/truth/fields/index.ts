import { SEEDED, SEEDS } from '../../../seeds/index.js';
import { type Given, given, type Made } from '../../../seeds/seed.js';
import type { SeededWorld } from '../world.js';
import { ofCadences } from './cadences.js';
import { ofEmails } from './emails.js';
import { ofPeople } from './people.js';
import { ofTeam } from './team.js';
import { wordsOf } from './words.js';
import { ofWork } from './work.js';
import type { Tables } from './written.js';

/** The bodies and fields of everything that can be written, in terms of what the seed has. */
export function written(world: SeededWorld): Tables {
  const words = wordsOf(world);
  return {
    ...ofPeople(world, words),
    ...ofCadences(world, words),
    ...ofEmails(world, words),
    ...ofWork(world, words),
    ...ofTeam(world, words),
    ...writtenElsewhere(world),
  } as Tables;
}

/** Of resources whose seed is a file of their own: its first record, under other names where it has one. */
function writtenElsewhere({ rows }: SeededWorld): Partial<Tables> {
  const made: Made = (name, place = 0) =>
    rows[name].map(({ id }) => id as number).toSorted((a, b) => a - b)[place] as number;
  return Object.fromEntries(
    SEEDED.map((name) => {
      const { records, fields, another } = SEEDS[name] as {
        records: readonly { body: Given<object> }[];
        fields: Given<object>;
        another?: (n: number, made: Made) => object;
      };
      const first = given(records[0]?.body ?? {}, made);
      const body =
        another === undefined
          ? (n: number) => ('name' in first ? { ...first, name: `Written ${n}` } : first)
          : (n: number) => another(n, made);
      return [name, { body, fields: given(fields, made) }];
    }),
  );
}
