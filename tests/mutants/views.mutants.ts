import { contract, type OperationListSpec, type ResourceName } from '@cadenza/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { View } from '../../apps/server/src/db/view.js';
import { handlers } from '../../apps/server/src/http/handlers.js';
import { LIST_OPERATIONS, walkListOperation } from '../support/truth/list-truths.js';
import { walkTaskCounts } from '../support/truth/task-counts.js';
import { RESOURCES, seedWorld } from '../support/truth/seed.js';
import { walkDefaults, walkFilter, walkPairs, walkSort } from '../support/truth/walk.js';
import { specOf, type World } from '../support/truth/world.js';
import { type Mutant, mutantsOf, mutantsOfCounts, mutantsOfList } from './mutants.js';

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

/** What a walk says; undefined: nothing was noticed. */
async function said(walk: () => Promise<void>): Promise<string | undefined> {
  try {
    await walk();
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

/** The resource's walk, what is broken first. */
const walkAll = async (name: ResourceName, { part }: Mutant): Promise<void> => {
  const { list } = specOf(name);
  if (part.kind === 'filter') await walkFilter(world, name, part.name);
  if (part.kind === 'sort') await walkSort(world, name, part.name);
  await walkDefaults(world, name);
  for (const filter of Object.keys(list?.filters ?? {})) await walkFilter(world, name, filter);
  await walkPairs(world, name);
  for (const sort of list?.sorts ?? []) await walkSort(world, name, sort);
};

/** An error of PostgreSQL is no proof that a test looked. */
const broke = (message: string | undefined): boolean => message?.includes(': 500 ') ?? false;

async function unnoticedOf(
  all: readonly Mutant[],
  walk: (mutant: Mutant) => Promise<void>,
): Promise<string[]> {
  const unnoticed: string[] = [];
  for (const mutant of all) {
    const undo = mutant.make();
    const message = await said(() => walk(mutant));
    undo();
    mutants += 1;
    if ((message === undefined && !mutant.same) || broke(message))
      unnoticed.push(`${mutant.what}${broke(message) ? ` (${message})` : ''}`);
  }
  return unnoticed;
}
const asked = (name: string): boolean => only.length === 0 || only.includes(name);

describe.each(RESOURCES.filter(asked))('%s', (name) => {
  const view = handlers.resources[name].view as View;
  it('leaves no mutant unnoticed', async () => {
    expect(await unnoticedOf(mutantsOf(name, view), (mutant) => walkAll(name, mutant))).toEqual([]);
  });
});

describe.each(LIST_OPERATIONS.filter(asked))('%s', (name) => {
  const view = handlers.operations[name].view as View;
  const list = contract.operations[name].list as OperationListSpec;
  it('leaves no mutant unnoticed', async () => {
    const below = Object.values(list.below ?? {}).map((filter) => [filter, { kind: 'integer' }] as const);
    // (A page behind an id is walked with the pages.)
    const filters = { ...list.filters, ...Object.fromEntries(below) };
    const all = mutantsOfList(filters, view);
    expect(await unnoticedOf(all, () => walkListOperation(world, name, list))).toEqual([]);
  });
});

describe.each(['task_counts'].filter(asked))('%s', () => {
  const { view, conditions } = handlers.operations.task_counts.counts;
  const { filters } = contract.operations.task_counts.counts;
  it('leaves no mutant unnoticed', async () => {
    const all = mutantsOfCounts(filters, view as View, conditions);
    expect(await unnoticedOf(all, () => walkTaskCounts(world, Object.keys(filters)))).toEqual([]);
  });
});
