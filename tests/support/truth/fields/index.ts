import { SEEDED, SEEDS } from '../../../seeds/index.js';
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
    ...writtenElsewhere,
  } as Tables;
}

/** Of resources whose seed is a file of their own: its first record, under other names where it has one. */
const writtenElsewhere = Object.fromEntries(
  SEEDED.map((name) => {
    const { records, fields } = SEEDS[name];
    const first = records[0]?.body ?? {};
    const body = (n: number) => ('name' in first ? { ...first, name: `Written ${n}` } : first);
    return [name, { body, fields }];
  }),
);
