import { createSocket } from 'node:dgram';
import type { AddressInfo } from 'node:net';
import { testDatabase } from '../database.js';
import { createTestServer, testConfig, type TestServer } from '../server.js';

/** A name server that knows no name (RFC 1035 4.1.1, RCODE 3). */
async function emptyNames() {
  const socket = createSocket('udp4', (query, from) => {
    const answer = Buffer.from(query);
    answer.writeUInt16BE(0x8183, 2);
    socket.send(answer, from.port, from.address);
  });
  await new Promise<void>((resolve) => {
    socket.bind(0, '127.0.0.1', resolve);
  });
  return { at: `127.0.0.1:${(socket.address() as AddressInfo).port}`, close: () => socket.close() };
}

/**
 * A server whose database notes what moves and what is told of it. What a command leaves for later is done by nobody, so
 * that each event belongs to what was just done.
 */
export async function eventServer(): Promise<TestServer> {
  const names = await emptyNames();
  const { mail } = testConfig;
  const microsoft = { ...mail.oauth.microsoft, clientId: 'id', authorizationUrl: 'https://login.example/' };
  const server = await createTestServer(
    { mail: { ...mail, dnsServer: names.at, oauth: { ...mail.oauth, microsoft } } },
    'wall',
    await testDatabase({ stamps: 'wall', told: true }),
    { carryOn: () => undefined },
  );
  return {
    ...server,
    close: async () => {
      names.close();
      await server.close();
    },
  };
}
