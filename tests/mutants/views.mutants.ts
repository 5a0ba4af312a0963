import type { ResourceName } from '@cadenza/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { View } from '../../apps/server/src/db/view.js';
import { handlers } from '../../apps/server/src/http/handlers.js';
import { RESOURCES, seedWorld } from '../support/truth/seed.js';
import { walkDefaults, walkFilter, walkPairs, walkSort } from '../support/truth/walk.js';
import { specOf, type World } from '../support/truth/world.js';
import { type Mutant, mutantsOf } from './mutants.js';

const only = (process.env['MUTATE_ONLY'] ?? '').split(',').filter(Boolean);
let world: World;
let mutants = 0;
beforeAll(async () => {
  world = await seedWorld();
});
afterAll(async () => {
  process.stdout.write(`${mutants} mutants\n`);
  await world.server.close();
});

/** The resource's walk, what is broken first; undefined: nothing was noticed. */
async function noticed(name: ResourceName, { part }: Mutant): Promise<string | undefined> {
  const { list } = specOf(name);
  try {
    if (part.kind === 'filter') await walkFilter(world, name, part.name);
    if (part.kind === 'sort') await walkSort(world, name, part.name);
    await walkDefaults(world, name);
    for (const filter of Object.keys(list?.filters ?? {})) await walkFilter(world, name, filter);
    await walkPairs(world, name);
    for (const sort of list?.sorts ?? []) await walkSort(world, name, sort);
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

/** An error of PostgreSQL is no proof that a test looked. */
const broke = (message: string | undefined): boolean => message?.includes(': 500 ') ?? false;

describe.each(RESOURCES.filter((name) => only.length === 0 || only.includes(name)))('%s', (name) => {
  const view = handlers.resources[name].view as View;
  it('leaves no mutant unnoticed', async () => {
    const unnoticed: string[] = [];
    for (const mutant of mutantsOf(name, view)) {
      const undo = mutant.make();
      const message = await noticed(name, mutant);
      undo();
      mutants += 1;
      if ((message === undefined && !mutant.same) || broke(message))
        unnoticed.push(`${mutant.what}${broke(message) ? ` (${message})` : ''}`);
    }
    expect(unnoticed).toEqual([]);
  });
});
