import { afterAll, beforeAll, it } from 'vitest';
import { contract } from '@cadenza/contract';
import type { Writable } from '../support/truth/fields/written.js';
import { seedWorld } from '../support/truth/seed.js';
import { walkFields } from '../support/truth/walk-fields.js';
import type { World } from '../support/truth/world.js';

/** Every field that can be written comes back as it was written. */
let world: World;
beforeAll(async () => {
  world = await seedWorld();
}, 120_000);
afterAll(() => world.server.close());

const writable = Object.values(contract.resources).flatMap((spec) =>
  'create' in spec || 'update' in spec ? [spec.name] : [],
);

it.each(writable)('%s: what is written comes back', (name) => walkFields(world, name as Writable), 120_000);
