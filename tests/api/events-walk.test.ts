import { EVENTS, type EventType } from '@cadenza/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Copy } from '../support/events/copy.js';
import { SCENES } from '../support/events/scenes.js';
import { eventServer } from '../support/events/server.js';
import { COMMANDS, declaredBy, EventWalk, type Seen } from '../support/events/walk.js';
import type { TestServer } from '../support/server.js';
import { webhookWorker } from '../webhooks/support.js';

/**
 * After each command of the contract exactly the events its spec declares are there, once each, by the user who gave it;
 * and whatever moved a record's updated_at told of it, the engine's writes over all teams included (support/told.ts). A
 * program that subscribes to everything and applies what it is told as it comes has in the end what the lists show.
 */
let server: TestServer;
let worker: ReturnType<typeof webhookWorker>;
const seen: Seen = new Map();
beforeAll(async () => {
  server = await eventServer();
  worker = webhookWorker(server.context);
});
afterAll(async () => {
  worker.close();
  await server.close();
});

it.each(Object.entries(SCENES))('%s', async (_, scene) => {
  let copy: Copy | undefined;
  const walk = await EventWalk.begin(server, seen, async () => copy?.hear());
  copy = await Copy.begin(walk, worker);
  await scene(walk);
  expect(await copy.differences()).toEqual([]);
});

it('every event there is was seen', () => {
  const all = [...seen.values()].flatMap((types) => [...types]);
  expect(Object.keys(EVENTS).filter((type) => !all.includes(type as EventType))).toEqual([]);
});

describe('every command there is', () => {
  it.each(COMMANDS)('%s was seen to tell of all that it declares', (name) => {
    expect([...(seen.get(name) ?? ['it was not walked'])].toSorted()).toEqual(declaredBy(name).toSorted());
  });
});
