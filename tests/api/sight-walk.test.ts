import { afterAll, beforeAll, describe, it } from 'vitest';
import { RESOURCES, seedWorld } from '../support/truth/seed.js';
import { lookers, settle, walkFiltersInSight, walkSight } from '../support/truth/walk-sight.js';
import type { World } from '../support/truth/world.js';

/** Who is no admin is shown what the admin's records say, as far as they are theirs to see. */
const LIMIT_MS = 600_000;
let world: World;
beforeAll(async () => {
  world = await seedWorld();
}, LIMIT_MS);
afterAll(() => world.server.close(), LIMIT_MS);

describe.each(['private', 'public'])('in a %s team', (kind) => {
  beforeAll(() => settle(world, kind === 'private'));
  const each = () => lookers(world).filter(({ isPrivate }) => isPrivate === (kind === 'private'));
  it.each(RESOURCES)(
    '%s',
    async (name) => {
      for (const looker of each()) await walkSight(looker, world, name);
    },
    LIMIT_MS,
  );
  if (kind !== 'private') return;
  it.each(RESOURCES)(
    '%s: filters',
    async (name) => {
      for (const looker of each()) await walkFiltersInSight(looker, world, name);
    },
    LIMIT_MS,
  );
});
