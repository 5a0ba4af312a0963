import { createServer, type IncomingMessage, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, it } from 'vitest';
import { boundBody } from './slow-bodies.js';

/** What a server sees of a request that sends `begin` and goes on with `end` when it is told to. */
async function ask(
  headers: Record<string, string>,
  work: (incoming: IncomingMessage, end: () => void) => Promise<void>,
) {
  let done: Promise<void> | undefined;
  const server = createServer((incoming, response) => {
    done = work(incoming, () => client.end('d')).finally(() => response.end());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const client = request({ port, method: 'POST', headers });
  const answered = new Promise<void>((resolve) => {
    client.on('response', (response) => response.resume().on('end', resolve));
    client.on('error', () => resolve());
  });
  client.write('abc');
  await answered;
  await done;
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
}

it('gives up on a body that does not come', async () => {
  let late = 0;
  await ask(
    { 'content-length': '4' },
    (incoming) =>
      new Promise((resolve) => {
        boundBody(incoming, 5, () => {
          late += 1;
          resolve();
        });
      }),
  );
  expect(late).toBe(1);
});

it('leaves one alone that is there in time, and a request without one', async () => {
  let late = 0;
  await ask({ 'content-length': '4' }, async (incoming, end) => {
    boundBody(incoming, 60_000, () => {
      late += 1;
    });
    boundBody({ complete: false, headers: {}, once: incoming.once.bind(incoming) }, 0, () => {
      late += 1;
    });
    end();
    incoming.resume();
    await new Promise((resolve) => incoming.once('end', resolve));
  });
  expect(late).toBe(0);
});
