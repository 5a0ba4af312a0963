import { contract, type OperationListSpec, type ResourceName } from '@cadenza/contract';
import { afterAll, beforeAll, describe, it } from 'vitest';
import { LIST_OPERATIONS, walkListOperation } from '../support/truth/list-truths.js';
import { walkTaskCounts } from '../support/truth/task-counts.js';
import { RESOURCES, seedWorld } from '../support/truth/seed.js';
import { walkDefaults, walkFilter, walkPairs, walkRecords, walkSort } from '../support/truth/walk.js';
import { specOf, type World } from '../support/truth/world.js';

/** Every list tells the truth: what filters, sorts, pages and fields do is compared with the records' own JSON. */
let world: World;
beforeAll(async () => {
  world = await seedWorld();
}, 120_000);
afterAll(() => world.server.close());

describe.each(RESOURCES)('%s', (name: ResourceName) => {
  const { list } = specOf(name);
  it('has records that differ, alone as in lists', () => walkRecords(world, name));
  it('hides what its defaults say', () => walkDefaults(world, name));
  for (const filter of Object.keys(list?.filters ?? {}))
    it(`filters by ${filter}`, () => walkFilter(world, name, filter));
  it('filters by two at once', () => walkPairs(world, name));
  for (const sort of list?.sorts ?? []) it(`sorts by ${sort}`, () => walkSort(world, name, sort));
});

describe('lists that are no resource of their own', () => {
  it.each(LIST_OPERATIONS)('%s', (name) =>
    walkListOperation(world, name, contract.operations[name].list as OperationListSpec),
  );
  it('task_counts', () => walkTaskCounts(world, Object.keys(contract.operations.task_counts.counts.filters)));
});
