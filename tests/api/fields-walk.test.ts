import { afterAll, beforeAll, it } from 'vitest';
import { WALKED } from '../support/truth/doors.js';
import { seedWorld } from '../support/truth/seed.js';
import { walkFields } from '../support/truth/walk-fields.js';
import type { World } from '../support/truth/world.js';

/** Every field that can be written comes back as it was written. (Many requests, on machines that do much else.) */
const LIMIT_MS = 600_000;
let world: World;
beforeAll(async () => {
  world = await seedWorld();
}, LIMIT_MS);
afterAll(() => world.server.close(), LIMIT_MS);

it.each(WALKED)('%s: what is written comes back', (name) => walkFields(world, name), LIMIT_MS);
