import { EVENTS, type EventType } from '@cadenza/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SCENES } from '../support/events/scenes.js';
import { eventServer } from '../support/events/server.js';
import { COMMANDS, declaredBy, EventWalk, type Seen } from '../support/events/walk.js';
import type { TestServer } from '../support/server.js';

/**
 * After each command of the contract exactly the events its spec declares are there, once each, by the user who gave it;
 * and whatever moved a record's updated_at told of it, the engine's writes over all teams included (support/told.ts).
 */
let server: TestServer;
const seen: Seen = new Map();
beforeAll(async () => {
  server = await eventServer();
});
afterAll(() => server.close());

it.each(Object.entries(SCENES))('%s', async (_, scene) => scene(await EventWalk.begin(server, seen)));

it('every event there is was seen', () => {
  const all = [...seen.values()].flatMap((types) => [...types]);
  expect(Object.keys(EVENTS).filter((type) => !all.includes(type as EventType))).toEqual([]);
});

describe('every command there is', () => {
  it.each(COMMANDS)('%s was seen to tell of all that it declares', (name) => {
    expect([...(seen.get(name) ?? ['it was not walked'])].toSorted()).toEqual(declaredBy(name).toSorted());
  });
});
