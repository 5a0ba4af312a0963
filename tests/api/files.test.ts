import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Caller, createTestServer, type TestServer } from '../support/server.js';

// A file that nobody reads must not vanish behind a 200.
let server: TestServer;
let who: Caller;
beforeAll(async () => {
  server = await createTestServer();
  who = await server.team();
});
afterAll(() => server.close());

const part = (name: string, content: string, file?: string) =>
  `--b\r\nContent-Disposition: form-data; name="${name}"${file === undefined ? '' : `; filename="${file}"\r\nContent-Type: text/csv`}\r\n\r\n${content}\r\n`;
const send = (url: string, ...parts: string[]) =>
  server.app.inject({
    method: 'POST',
    url,
    payload: `${parts.join('')}--b--\r\n`,
    headers: { authorization: `Bearer ${who.key}`, 'content-type': 'multipart/form-data; boundary=b' },
  });

test.each(['/v2/people', '/v2/cadence_imports', '/public_api/v1/people.json'])(
  '%s with a file is refused, and nothing is made',
  async (url) => {
    const answer = await send(
      url,
      part('name', 'x'),
      part('last_name', 'x'),
      part('file', 'a,b\r\n', 'people.csv'),
    );
    expect(answer.statusCode, answer.body).toBe(422);
    expect(answer.json()).toEqual({ errors: { file: ['is a file, which this endpoint does not read'] } });
    expect((await who.call('GET', '/v2/imports')).body.data).toEqual([]);
    expect((await who.call('GET', '/v2/people')).body.data).toEqual([]);
  },
);

const bytes = (head: string, content = 'x') =>
  Buffer.from(`--b\r\nContent-Disposition: form-data; ${head}\r\n\r\n${content}\r\n`, 'latin1');
const named = 'name="name"';
test.each([
  ['bytes of another encoding in a value', bytes(named, 'M\xfcller'), 'is not valid UTF-8 in "name"'],
  ['an encoding nobody knows', bytes(`${named}\r\nContent-Type: text/plain; charset=x`, '\xe9'), '"name"'],
  ['them in a name', bytes('name="n\xff"'), 'is not valid UTF-8 in "n\ufffd"'],
  ['them in the name of a file', bytes('name="file"; filename="\xff.txt"'), '"file"'],
  ['them in an encoded one', bytes(`name="file"; filename*=UTF-8''%EF.txt`), '"file"'],
  [
    'a part within a part',
    bytes(`${named}\r\nContent-Type: multipart/mixed; boundary=c`),
    'is nested in "name"',
  ],
  [
    'Base64',
    bytes(`${named}\r\nContent-Transfer-Encoding: base64`, 'eA=='),
    'Content-Transfer-Encoding in "name"',
  ],
  ['no name', Buffer.from('--b\r\nContent-Disposition: form-data\r\n\r\nx\r\n'), 'a part without a name'],
  ['no head', Buffer.from('--b\nContent-Disposition: form-data; name="name"\n\nx\n'), 'cannot be read'],
  [
    'two files',
    Buffer.concat([bytes('name="a"; filename="a"'), bytes('name="b"; filename="b"')]),
    'cannot be read',
  ],
])('a multipart body with %s is refused, and says where', async (_, body, says) => {
  const answer = await server.app.inject({
    method: 'POST',
    url: '/v2/imports',
    payload: Buffer.concat([body, bytes('name="user_id"', '1'), Buffer.from('--b--\r\n')]),
    headers: { authorization: `Bearer ${who.key}`, 'content-type': 'multipart/form-data; boundary=b' },
  });
  expect([answer.statusCode, answer.json().error]).toEqual([400, expect.stringContaining(says)]);
});

test('a multipart body ends with its boundary; what follows it is nothing', async () => {
  const sent = (end: string) =>
    server.app.inject({
      method: 'POST',
      url: '/v2/imports',
      payload: Buffer.concat([bytes(named, 'N\xc3\xa9'), Buffer.from(end)]),
      headers: { authorization: `Bearer ${who.key}`, 'content-type': 'multipart/form-data; boundary="b"' },
    });
  expect((await sent('')).statusCode).toBe(400);
  expect((await sent('--b--\r\nand more --b of it')).json().data.name).toBe('Né');
});

test('what stands in a multipart body itself is text, and a file of any type a file', async () => {
  const text = 'a\ufffdb';
  expect((await send('/v2/imports', part('name', text))).json().data.name).toBe(text);
  const bad = bytes(named, 'M\xfcller').toString('latin1');
  const mixed = await server.app.inject({
    method: 'POST',
    url: '/v2/imports',
    payload: Buffer.concat([Buffer.from(part('user_id', text)), Buffer.from(`${bad}--b--\r\n`, 'latin1')]),
    headers: { authorization: `Bearer ${who.key}`, 'content-type': 'multipart/form-data; boundary=b' },
  });
  expect([mixed.statusCode, mixed.json().error]).toEqual([400, expect.stringContaining('"name"')]);
  const page = part('file', 'x', `${text}.mht`).replace('text/csv', 'multipart/related');
  const upload = await send('/v2/attachments', page);
  expect(upload.json().data).toMatchObject({ name: `${text}.mht`, content_type: 'multipart/related' });
});

test('the same without the file is taken, and an upload takes its file', async () => {
  expect((await send('/v2/imports', part('name', 'x'))).json().data.name).toBe('x');
  const upload = await send('/v2/attachments', part('file', 'a,b\r\n', 'a.csv'));
  expect(upload.json().data).toMatchObject({ name: 'a.csv', content_type: 'text/csv', size: 5 });
});

test('of two files none is dropped without a word', async () => {
  const answer = await send('/v2/attachments', part('file', 'a', 'a.csv'), part('other', 'b', 'b.csv'));
  expect(answer.statusCode).toBe(400);
});
