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

test.each(['/v2/imports', '/v2/people', '/v2/cadence_imports', '/public_api/v1/people.json'])(
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

test('the same without the file is taken, and an upload takes its file', async () => {
  expect((await send('/v2/imports', part('name', 'x'))).json().data.name).toBe('x');
  const upload = await send('/v2/attachments', part('file', 'a,b\r\n', 'a.csv'));
  expect(upload.json().data).toMatchObject({ name: 'a.csv', content_type: 'text/csv', size: 5 });
});

test('of two files none is dropped without a word', async () => {
  const answer = await send('/v2/attachments', part('file', 'a', 'a.csv'), part('other', 'b', 'b.csv'));
  expect(answer.statusCode).toBe(400);
});
