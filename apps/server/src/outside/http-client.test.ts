import names from 'node:dns/promises';
import { createServer, type RequestListener, type Server } from 'node:http';
import { syncBuiltinESMExports } from 'node:module';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, it } from 'vitest';
import { readAllowedHosts } from './guard.js';
import { askHttp, HttpLimitError, type HttpLimits, keepConnections } from './http-client.js';

const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
});
async function serve(listener: RequestListener): Promise<string> {
  const server = createServer(listener);
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}
const LIMITS: HttpLimits = { ms: 10_000, bytes: 1000, redirects: 0, allowed: undefined };
const get = (url: string, more: Partial<HttpLimits> = {}, headers: Record<string, string> = {}) =>
  askHttp(url, { method: 'GET', headers }, { ...LIMITS, ...more });

it('asks and answers, a body with its length', async () => {
  const seen: unknown[] = [];
  const at = await serve((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      seen.push(request.method, request.url, request.headers, Buffer.concat(parts).toString());
      response.writeHead(201).end('yes');
    });
  });
  const answer = await askHttp(
    `${at}/a?b=c`,
    { method: 'POST', headers: { accept: 'text/plain' }, body: 'grüße' },
    LIMITS,
  );
  expect([answer.status, answer.body.toString()]).toEqual([201, 'yes']);
  expect(seen).toEqual([
    'POST',
    '/a?b=c',
    expect.objectContaining({ host: new URL(at).host, accept: 'text/plain', 'content-length': '7' }),
    'grüße',
  ]);
});

it.each([
  ['says nothing', () => undefined],
  ['sends its head and then nothing', (_, response) => void response.writeHead(200).write('x')],
  [
    'sends a byte now and then, for ever',
    (_, response) => {
      response.writeHead(200);
      const timer = setInterval(() => response.write('x'), 5);
      response.on('close', () => clearInterval(timer));
    },
  ],
] as [string, RequestListener][])('a server that %s is left in time', async (_, listener) => {
  const at = await serve(listener);
  await expect(get(at, { ms: 200, bytes: 1_000_000 })).rejects.toThrow(/abort|timeout/i);
});

it('an answer without end is left when it is too long', async () => {
  let closed: () => void = () => undefined;
  const left = new Promise<void>((resolve) => {
    closed = resolve;
  });
  const at = await serve((_, response) => {
    response.on('close', closed);
    const more = () => {
      while (response.write('x'.repeat(500)));
      response.once('drain', more);
    };
    more();
  });
  await expect(get(at)).rejects.toThrow(HttpLimitError);
  await left;
});

it('follows as far as it is told to, and nowhere that it may not go', async () => {
  let hops = 0;
  const at = await serve((request, response) => {
    hops += 1;
    if (request.url === '/end') response.end('there');
    else response.writeHead(302, { location: request.url === '/' ? '/second' : '/end' }).end();
  });
  await expect(get(at)).rejects.toThrow('leads elsewhere');
  await expect(get(at, { redirects: 1 })).rejects.toThrow('leads elsewhere');
  expect((await get(at, { redirects: 2 })).body.toString()).toBe('there');
  await expect(askHttp(at, { method: 'POST', body: 'secret' }, { ...LIMITS, redirects: 9 })).rejects.toThrow(
    'leads elsewhere',
  );
  const other = await serve((_, response) => void response.writeHead(307, { location: at }).end());
  await expect(get(other, { redirects: 9 }, { authorization: 'Bearer x' })).rejects.toThrow('elsewhere');
  const strange = await serve(
    (_, response) => void response.writeHead(301, { location: 'file:///etc/passwd' }).end(),
  );
  await expect(get(strange, { redirects: 9 })).rejects.toThrow('only http and https');
  expect(hops).toBe(7);
});

it('an address that a user named is checked, and so is every one it leads to', async () => {
  const at = await serve((_, response) => void response.end('inside'));
  const open = readAllowedHosts('', 'any');
  await expect(get(at, { allowed: open })).rejects.toThrow(/not allowed/);
  await expect(get('http://[::ffff:127.0.0.1]:1/', { allowed: open })).rejects.toThrow(/not allowed/);
  const listed = readAllowedHosts('127.0.0.1', 'any');
  expect((await get(at, { allowed: listed })).body.toString()).toBe('inside');
  const leads = await serve(
    (_, response) => void response.writeHead(302, { location: 'http://169.254.169.254/' }).end(),
  );
  await expect(get(leads, { allowed: listed, redirects: 3 })).rejects.toThrow(/not allowed/);
});

it('a name that leads inside at the second look gains nothing, on kept connections either', async () => {
  let asked = 0;
  const at = await serve((_, response) => {
    asked += 1;
    response.writeHead(200, { connection: 'close' }).end('outside');
  });
  const { port } = new URL(at);
  const { lookup } = names;
  const looks: string[] = [];
  // 127.0.0.1 stands for the internet, and 127.0.0.2 for what is inside.
  const leads = ['127.0.0.1', '127.0.0.2'];
  Object.assign(names, {
    lookup: async (name: string) => {
      looks.push(name);
      return [{ address: leads.shift() ?? '127.0.0.2', family: 4 }];
    },
  });
  syncBuiltinESMExports();
  const kept = keepConnections(readAllowedHosts('127.0.0.1', 'any'));
  try {
    const url = `http://rebinding.example:${port}/`;
    expect((await get(url, { kept })).body.toString()).toBe('outside');
    // Looked at once for each connection: what was found is what was connected to.
    expect(looks).toEqual(['rebinding.example']);
    await expect(get(url, { kept })).rejects.toThrow(/no server on the internet/);
    expect([looks.length, asked]).toEqual([2, 1]);
  } finally {
    kept.close();
    Object.assign(names, { lookup });
    syncBuiltinESMExports();
  }
});
