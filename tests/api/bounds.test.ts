import { connect, type AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { oversized } from '../../apps/server/src/http/body.js';
import { lenientPath, onlyForm } from '../../apps/server/src/http/app.js';
import { type Caller, createTestServer, type TestServer } from '../support/server.js';

// What a caller sizes has a bound, and is refused before anything works on it.

let server: TestServer;
let owner: Caller;
beforeAll(async () => {
  server = await createTestServer();
  owner = await server.team();
});
afterAll(() => server.close());

const form = { 'content-type': 'application/x-www-form-urlencoded' };
const post = (url: string, payload: string, headers: Record<string, string> = form) =>
  server.app.inject({ method: 'POST', url, payload, headers });
const many = (count: number, make: (index: number) => string, glue = '&') =>
  Array.from({ length: count }, (_, index) => make(index)).join(glue);

describe('paths', () => {
  it.each(['@', '/', '%40', '.json', '@.json'])(
    'of more than 2 KB are refused, made of %s too',
    async (piece) => {
      for (const root of ['/v2/', '/public_api/v1/', '/', '/oauth/'])
        expect((await owner.call('GET', `${root}${piece.repeat(6000 / piece.length)}x`)).status).toBe(400);
      expect(server.app.hasRoute({ method: 'GET', url: '/v2/me' })).toBe(true);
    },
  );

  it('stay lenient: .json and slashes name the same resource', () => {
    expect(lenientPath('/v2/people/1.json?a=b.json')).toBe('/v2/people/1?a=b.json');
    expect(lenientPath('/v2/people///')).toBe('/v2/people');
    expect(lenientPath('/v2/people/name@example.com.json')).toBe('/v2/people/name@example.com');
    expect(lenientPath('/v2/people/name@example.com')).toBe('/v2/people/name@example.com');
    expect(lenientPath('/app/a.json')).toBe('/app/a.json');
  });

  it('have one form, however they are spelled', () => {
    expect(onlyForm('http://x.example/v2/me?a=%41')).toBe('/v2/me?a=%41');
    expect(onlyForm('https://x.example?a=/b')).toBe('/?a=/b');
    expect(onlyForm('/%762/%6De%2Ejson')).toBe('/v2/me.json');
    expect(onlyForm('/v2/people/a%2Fb%40x%C3%A9%')).toBe('/v2/people/a%2Fb%40x%C3%A9%');
    expect(onlyForm('/app?next=http://x/%61')).toBe('/app?next=http://x/%61');
    expect(onlyForm('*')).toBe('*');
  });
});

describe('bodies', () => {
  it('outside the API are at most 64 KB, whatever they are', async () => {
    const long = 'a'.repeat(70_000);
    for (const url of ['/login', '/oauth/token', '/u/x', '/nothing/here', '/forgot-password']) {
      // OAuth says it in its own words (RFC 6749 section 5.2).
      const refused = url === '/oauth/token' ? 400 : 413;
      expect((await post(url, `a=${long}`)).statusCode).toBe(refused);
      expect((await post(url, `{"a":"${long}"}`, { 'content-type': 'application/json' })).statusCode).toBe(
        refused,
      );
      const parts = many(
        2000,
        (index) => `--b\r\ncontent-disposition: form-data; name="a${index}"\r\n\r\nx`,
        '\r\n',
      );
      const sent = await post(url, `${parts}\r\n--b--`, {
        'content-type': 'multipart/form-data; boundary=b',
      });
      expect([400, 413]).toContain(sent.statusCode);
    }
  });

  it.each([
    ['a form of indexes', many(9000, (index) => `a${index}[4999]=a`), form, 400],
    ['a form of one list', many(9000, (index) => `t[${index}]=a`), form, 400],
    [
      'names',
      `{${many(30_000, (index) => `"a${index}":1`, ',')}}`,
      { 'content-type': 'application/json' },
      400,
    ],
    ['elements', `{"tags":[${many(30_000, () => '1', ',')}]}`, { 'content-type': 'application/json' }, 400],
    ['lists in lists', `{"tags":${'['.repeat(100_000)}`, { 'content-type': 'application/json' }, 400],
    ['empty texts', `{"tags":${'""'.repeat(400_000)}}`, { 'content-type': 'application/json' }, 400],
    [
      'parts',
      `${many(60_000, () => '--b\r\ncontent-disposition: form-data; name="a"\r\n\r\n', '\r\n')}\r\n--b--`,
      { 'content-type': 'multipart/form-data; boundary=b' },
      400,
    ],
    [
      'headers of a part',
      `--b\r\n${many(20_000, (index) => `x-${index}: 1`, '\r\n')}\r\n\r\nx\r\n--b--`,
      { 'content-type': 'multipart/form-data; boundary=b' },
      400,
    ],
  ])('of the API have a number of %s', async (_, payload, type, status) => {
    const answer = await post('/v2/people', payload, { ...type, authorization: `Bearer ${owner.key}` });
    expect(answer.statusCode).toBe(status);
  });

  it('are counted byte by byte, texts with quotes and brackets in them as texts', () => {
    expect(oversized(Buffer.from(JSON.stringify({ a: '\\"[{,'.repeat(100_000) })))).toBeUndefined();
    expect(oversized(Buffer.from('{"a":"never ends \\'))).toBeUndefined();
    expect(oversized(Buffer.from(`${'{"a":'.repeat(25)}1${'}'.repeat(25)}`))).toContain('nested too deeply');
    const names = (count: number) => Buffer.from(`{"a":{"b":[],${'"c":1,'.repeat(count)}"d":[1,1]}}`);
    expect(oversized(names(19_998), 1e6)).toBeUndefined();
    expect(oversized(names(19_999), 1e6)).toContain('more than 20000 names');
  });

  it('have as many values as the rows that their operation takes', async () => {
    const json = { 'content-type': 'application/json', authorization: `Bearer ${owner.key}` };
    const made = await post('/v2/bulk_jobs', '{"type":"person/upsert"}', json);
    const rows = (count: number) =>
      `{"data":[${many(count, (n) => `{"upsert_key":"email_address","email_address":"r${n}@x.example","title":"CFO","tags":["a","b"]}`, ',')}]}`;
    const to = `/v2/bulk_jobs/${made.json().data.id}/job_data`;
    const taken = await post(to, rows(5000), json);
    expect([taken.statusCode, taken.json()]).toEqual([200, { data: { records: 5000 } }]);
    expect((await post(to, rows(5001), json)).statusCode).toBe(422);
    const entries = many(7000, () => '{"value":"a@x.example","kind":"address"}', ',');
    expect((await post('/v2/suppression_imports', `{"rows":[${entries}]}`, json)).statusCode).toBe(200);
  });
});

describe('lists', () => {
  it('of custom fields have at most 500 names, sent either way, and one statement whatever their number', async () => {
    const fields = (count: number) =>
      Object.fromEntries(Array.from({ length: count }, (_, i) => [`f${i}`, 'x']));
    const person = (custom_fields: unknown) =>
      owner.call('POST', '/v2/people', { email_address: 'p@example.com', custom_fields });
    for (const given of [
      fields(501),
      Object.entries(fields(501)).map(([name, value]) => ({ name, value })),
    ]) {
      const { status, body } = await person(given);
      expect(status).toBe(422);
      expect(body.errors.custom_fields).toEqual(['has more than 500 names']);
    }
    const { status, body } = await person(fields(500));
    expect(status).toBe(422);
    expect(body.errors.custom_fields).toHaveLength(50);
  });

  it('written with commas are cut before they are read', async () => {
    const { status } = await owner.call('POST', '/v2/people', {
      email_address: 'p@example.com',
      tags: 'a,'.repeat(1_000_000),
    });
    expect(status).toBe(422);
  });

  it('of faults are short', async () => {
    const body = Object.fromEntries(Array.from({ length: 15_000 }, (_, i) => [`${'n'.repeat(150)}${i}`, 1]));
    const answer = await owner.call('POST', '/v2/people', body, { prefer: 'handling=strict' });
    expect(answer.status).toBe(422);
    expect(answer.text.length).toBeLessThan(20_000);
    const query = many(900, (index) => `n${index}=1`);
    const listed = await owner.call('GET', `/v2/people?${query}`, undefined, { prefer: 'handling=strict' });
    expect(listed.status).toBe(422);
    expect(Object.keys(listed.body.errors).length).toBeLessThanOrEqual(50);
  });

  it('of ids in a query reach 500 in every spelling', async () => {
    for (const query of [many(500, () => 'ids[]=1'), `ids=${many(500, () => '1', ',')}`])
      expect((await owner.call('GET', `/v2/people?${query}`)).status).toBe(200);
  });
});

describe('the sandbox', () => {
  it.each(['before[a]=1', 'before=1&before=2', 'before=x', 'before[]=1', 'before=-1'])(
    'answers 422 to ?%s',
    async (query) => {
      expect((await owner.call('GET', `/sandbox/messages?${query}`)).status).toBe(422);
      expect([200, 302, 303]).toContain((await server.app.inject({ url: `/sandbox?${query}` })).statusCode);
    },
  );
});

describe('connections', () => {
  it('end when headers or a body do not come, and have a number', async () => {
    const http = server.app.server;
    expect(http.headersTimeout).toBe(15_000);
    // Of an upload; other bodies have half a minute (http/slow-bodies.ts).
    expect(http.requestTimeout).toBe(1_800_000);
    expect(http.maxConnections).toBe(5_000);
    expect(http.timeout).toBe(300_000);
    // How often Node looks; without it, every half a minute.
    expect(http).toMatchObject({ connectionsCheckingInterval: 5_000 });
  });

  const exchange = (request: string) =>
    new Promise<string>((resolve) => {
      const socket = connect((server.app.server.address() as AddressInfo).port, '127.0.0.1');
      let text = '';
      socket.on('data', (chunk) => {
        text += chunk.toString();
      });
      socket.on('error', () => undefined);
      socket.on('close', () => resolve(text));
      socket.write(request);
    });

  it('take nothing that is no HTTP', async () => {
    if (!server.app.server.listening) await server.app.listen({ port: 0, host: '127.0.0.1' });
    const long = await exchange(`GET /v2/people?ids=${'1234567,'.repeat(5000)} HTTP/1.1\r\nHost: x\r\n\r\n`);
    expect(long).toMatch(
      /^HTTP\/1\.1 431 [^{]*\{"error":"The address and the headers together are longer than 16 KB/,
    );
  });

  it.each(['/v2/people', '/%762/people', '/v2/%70eople.json', 'http://proxied.example/v2/people'])(
    'ask for a token before the body of %s is read, and take it',
    async (address) => {
      if (!server.app.server.listening) await server.app.listen({ port: 0, host: '127.0.0.1' });
      const head = `POST ${address} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n`;
      const refused = await exchange(`${head}Content-Length: 6000000\r\n\r\n`);
      expect(refused).toContain(' 401 ');
      expect(refused).toContain('cache-control: no-store');
      const answered = await exchange(
        `${head}Authorization: Bearer ${owner.key}\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{}`,
      );
      expect(answered).toContain(' 422 ');
    },
  );
});

it('a form of blanks is refused before it is decoded, and a long text is not', async () => {
  const send = (payload: string) =>
    post('/v2/people', payload, { ...form, authorization: `Bearer ${owner.key}` });
  expect((await send(`${'+'.repeat(4_900_000)}=1`)).statusCode).toBe(413);
  expect((await send(`last_name=${'+x'.repeat(2_400_000)}`)).statusCode).toBe(413);
  expect((await send(`last_name=${'a+'.repeat(100_000)}`)).statusCode).toBe(422);
});

it('a body in another encoding is refused, and not kept as it is written', async () => {
  const send = (payload: string | Buffer, headers: Record<string, string>) =>
    server.app.inject({
      method: 'POST',
      url: '/v2/people',
      payload,
      headers: { authorization: `Bearer ${owner.key}`, ...headers },
    });
  const json = { 'content-type': 'application/json' };
  expect((await send('last_name=M%FCller&email_address=m@x.test', form)).statusCode).toBe(400);
  expect((await send(gzipSync('{"last_name":"x"}'), { ...json, 'content-encoding': 'gzip' })).json()).toEqual(
    {
      error: 'The request body is compressed: send it without Content-Encoding',
    },
  );
  const kept = await send('last_name=M%c3%bcller %C3%A9%&email_address=m@x.test', form);
  expect(kept.json().data.last_name).toBe('Müller é%');
  const plain = await send('{"last_name":"x","email_address":"n@x.test"}', {
    ...json,
    'content-encoding': 'identity',
  });
  expect(plain.statusCode).toBe(200);
});
