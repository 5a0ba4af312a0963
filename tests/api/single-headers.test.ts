import { type AddressInfo, connect } from 'node:net';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Caller, createTestServer, type TestServer } from '../support/server.js';

let server: TestServer;
let who: Caller;
let port = 0;
beforeAll(async () => {
  server = await createTestServer();
  who = await server.team();
  await server.app.listen({ port: 0, host: '127.0.0.1' });
  port = (server.app.server.address() as AddressInfo).port;
});
afterAll(() => server.close());

/** What the server says to a request as it stands on the wire. @returns status and headers of the answer */
function said(lines: readonly string[], body = ''): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1', () => socket.write(`${lines.join('\r\n')}\r\n\r\n${body}`));
    let answer = '';
    socket.setEncoding('utf8');
    socket.on('data', (piece: string) => {
      answer += piece;
      if (answer.includes('\r\n\r\n')) socket.destroy();
    });
    socket.on('close', () => resolve(answer));
    socket.on('error', reject);
  });
}

const BODY = '{"name":"Acme","domain":"acme.test"}';
const request = (...more: string[]) => [
  'POST /v2/accounts HTTP/1.1',
  'Host: cadenza.test',
  `Authorization: Bearer ${who.key}`,
  'Content-Type: application/json',
  `Content-Length: ${BODY.length}`,
  'Connection: keep-alive',
  ...more,
];

it.each([
  'Host: cadenza.test',
  'host: other.test',
  'Authorization: Bearer other',
  'Content-Type: application/json',
  'content-type: application/x-www-form-urlencoded',
  `Content-Length: ${BODY.length}`,
  'Content-Length: 3',
  'Content-Encoding: identity\r\ncontent-encoding: gzip',
  'Idempotency-Key: a\r\nIdempotency-Key: b',
])('a header that says one thing is refused when it comes twice: %s', async (more) => {
  const answer = await said(request(more), BODY);
  expect(answer).toMatch(/^HTTP\/1\.1 400 /);
  expect(answer).toMatch(/connection: close/i);
  const accounts = await who.call('GET', '/v2/accounts');
  expect(accounts.body.data).toEqual([]);
});

it.each(['cadenza.test, other.test', 'a b', 'user@cadenza.test', 'cadenza.test/path'])(
  'a Host that is none is refused: %s',
  async (host) => {
    expect(await said(['GET /healthz HTTP/1.1', `Host: ${host}`])).toMatch(/^HTTP\/1\.1 400 /);
  },
);

it('without a Host there is no HTTP/1.1; there was none in HTTP/1.0', async () => {
  expect(await said(['GET /healthz HTTP/1.1'])).toMatch(/^HTTP\/1\.1 400 /);
  expect(await said(['GET /healthz HTTP/1.0'])).toMatch(/^HTTP\/1\.1 200 /);
});

it('lists may come in pieces, and others once', async () => {
  const answer = await said(
    request(
      'Accept: text/html',
      'Accept: application/json',
      'Cookie: a=1',
      'Cookie: b=2',
      'X-Forwarded-For: 192.0.2.1',
      'X-Forwarded-For: 192.0.2.2',
    ),
    BODY,
  );
  expect(answer).toMatch(/^HTTP\/1\.1 200 /);
  for (const host of ['', '[::1]:3000', '127.0.0.1', 'cadenza.test:443'])
    expect(await said(['GET /healthz HTTP/1.1', `Host: ${host}`])).toMatch(/^HTTP\/1\.1 200 /);
});

it('answers who has closed its half of the connection after the request, and ends it then', async () => {
  const answer = await new Promise<string>((resolve, reject) => {
    let text = '';
    const socket = connect({ port, host: '127.0.0.1', allowHalfOpen: true }, () =>
      socket.end(`${request().join('\r\n')}\r\n\r\n${BODY.replace('acme.test', 'half.test')}`),
    );
    socket.setEncoding('utf8').on('data', (piece: string) => (text += piece));
    socket.on('end', () => resolve(text)).on('error', reject);
  });
  expect(answer).toMatch(/^HTTP\/1.1 200 /);
  expect(answer).toContain('half.test');
});

it('lets downloads wait for a place, and gives it back when the answer is over', async () => {
  const download = () => who.call('GET', '/v2/suppression_export');
  for (const answer of await Promise.all(Array.from({ length: 30 }, download)))
    expect([200, answer.headers['retry-after'] === '10' ? 429 : 0]).toContain(answer.status);
  expect((await download()).status).toBe(200);
});
