import type { EventType } from '@cadenza/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SCENES } from '../support/events/scenes.js';
import { eventServer } from '../support/events/server.js';
import { EventWalk } from '../support/events/walk.js';
import type { TestServer } from '../support/server.js';

let server: TestServer;
let mutants = 0;
beforeAll(async () => {
  server = await eventServer();
  // What is armed is dropped: the nth event of a type since then.
  await server.database.pool.query(`
    CREATE TABLE told.armed (type text, nth integer);
    CREATE SEQUENCE told.passed;
    GRANT SELECT ON told.armed TO PUBLIC;
    GRANT USAGE ON SEQUENCE told.passed TO PUBLIC;
    CREATE FUNCTION told.dropped() RETURNS trigger LANGUAGE plpgsql AS $$
    DECLARE armed told.armed%ROWTYPE;
    BEGIN
      SELECT type, nth INTO armed FROM told.armed;
      IF armed.type = NEW.event_type AND nextval('told.passed') = coalesce(armed.nth, currval('told.passed')) THEN RETURN NULL; END IF;
      RETURN NEW;
    END $$;
    CREATE TRIGGER a_dropped BEFORE INSERT ON events FOR EACH ROW EXECUTE FUNCTION told.dropped()`);
});
afterAll(async () => {
  process.stdout.write(`${mutants} mutants of events\n`);
  await server.close().catch(() => undefined);
});

interface Mutant {
  readonly place: number;
  readonly name: string;
  readonly type: EventType;
  /** null: all of them, where one record is told of more than once. */
  readonly nth: number | null;
  readonly many: number;
}

/** The last event of each type of each command, where a scene has most of them: whoever forgets one of several is noticed. */
function mutantsOf(places: EventWalk['places']): Mutant[] {
  const found = new Map<string, Mutant>();
  for (const [place, { name, told }] of places.entries())
    for (const type of new Set(told.map((event) => event.type))) {
      const ids = told.filter((event) => event.type === type).map(({ id }) => id);
      const [key, many] = [`${name} ${type}`, ids.length];
      const nth = new Set(ids).size === many ? many : null;
      if (many > (found.get(key)?.many ?? 0)) found.set(key, { place, name, type, nth, many });
    }
  return [...found.values()];
}

const PASSED = 'nothing was noticed';

/** @returns what the scene says of it; undefined: nothing */
async function noticed(
  scene: (walk: EventWalk) => Promise<void>,
  mutant: Mutant,
): Promise<string | undefined> {
  const { pool } = server.database;
  const walk = await EventWalk.begin(server, new Map(), async (place) => {
    if (place > mutant.place) throw new Error(PASSED);
    if (place < mutant.place) return;
    await pool.query(`SELECT setval('told.passed', 1, false)`);
    await pool.query('INSERT INTO told.armed VALUES ($1, $2)', [mutant.type, mutant.nth]);
  });
  try {
    await scene(walk);
    return undefined;
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return message === PASSED ? undefined : message;
  } finally {
    await pool.query('DELETE FROM told.armed');
  }
}

describe('events', () => {
  it.each(Object.entries(SCENES))('%s leaves no dropped event unnoticed', async (_, scene) => {
    const whole = await EventWalk.begin(server);
    await scene(whole);
    const unnoticed: string[] = [];
    for (const mutant of mutantsOf(whole.places)) {
      const message = await noticed(scene, mutant);
      mutants += 1;
      // (An error of the server is no proof that a test looked.)
      if (message === undefined || message.includes(': 500 '))
        unnoticed.push(`${mutant.name}: ${mutant.type} dropped ${message ?? ''}`);
    }
    expect(unnoticed).toEqual([]);
  });
});
