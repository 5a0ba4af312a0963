import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import { type AddressInfo, connect, type Socket } from 'node:net';
import { setImmediate as turn } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Principal } from '../../kernel/principal.js';
import { mayStillSee, StreamReader } from './reader.js';

const principal = {
  admin: false,
  groupId: null,
  teamOpen: true,
  scopes: new Set(['a', 'b']),
} as unknown as Principal;
const responses: ServerResponse[] = [];
const sockets: Socket[] = [];
const server = createServer((_, response) => void responses.push(response));
beforeAll(async () => {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
});
afterAll(() => {
  for (const socket of sockets) socket.destroy();
  server.close();
});

/** A reader whose connection somebody holds. */
async function connected(): Promise<{ reader: StreamReader; socket: Socket }> {
  const socket = connect((server.address() as AddressInfo).port, '127.0.0.1');
  sockets.push(socket);
  socket.on('error', () => undefined);
  const came = once(server, 'request');
  socket.write('GET / HTTP/1.1\r\nHost: x\r\n\r\n');
  await came;
  const reader = new StreamReader(
    responses.at(-1) as ServerResponse,
    () => Promise.resolve(principal),
    principal,
    {},
  );
  reader.begin({}, 1);
  reader.place = 7;
  return { reader, socket };
}
const PART = 'x'.repeat(100_000);
/** More than the network keeps of a connection, in parts. */
const MANY = 400;

it('who does not read is sent away before much waits for it', async () => {
  const { reader, socket } = await connected();
  socket.pause();
  let parts = 0;
  for (; !reader.left && parts < MANY; parts += 1) {
    reader.write(PART);
    await turn();
  }
  expect(reader.left).toBe(true);
  // Nothing waits for it, and nothing more is kept.
  await reader.drained();
  reader.write(PART);
  reader.beat();
  reader.end('stopping');
});

it('who reads gets everything, however much it is', async () => {
  const { reader, socket } = await connected();
  let bytes = 0;
  socket.on('data', (part) => (bytes += part.length));
  for (let parts = 0; parts < MANY; parts += 1) {
    reader.write(PART);
    await reader.drained();
  }
  const ended = once(socket, 'end');
  reader.end('stopping');
  await ended;
  expect(bytes).toBeGreaterThan(MANY * PART.length);
});

it('who has taken nothing between two heartbeats is sent away', async () => {
  const { reader, socket } = await connected();
  socket.pause();
  const waits = () => reader.drained().then(() => false);
  // Until something waits in the process, and less than sends it away at once.
  for (let parts = 0; parts < 4000; parts += 1) {
    reader.write('x'.repeat(10_000));
    if (await Promise.race([turn(true), waits()])) break;
  }
  reader.beat();
  expect(reader.left).toBe(false);
  for (let beats = 0; beats < 2 && !reader.left; beats += 1) reader.beat();
  expect(reader.left).toBe(true);
});

it('what changes nothing that is seen ends nothing', () => {
  expect(mayStillSee(principal, { ...principal, scopes: new Set(['b', 'a']), timeZone: 'UTC' })).toBe(true);
  for (const change of [
    { admin: true },
    { groupId: 1 },
    { teamOpen: false },
    { scopes: new Set(['a']) },
    { scopes: 'all' as const },
  ])
    expect(mayStillSee(principal, { ...principal, ...change })).toBe(false);
});
