import { afterAll, beforeAll, expect, it } from 'vitest';
import { createTestServer, type TestServer } from '../support/server.js';

let server: TestServer;
beforeAll(async () => {
  server = await createTestServer();
});
afterAll(() => server.close());

it.each(['40P01', '40001'])('a write that PostgreSQL ended with %s is done, once', async (code) => {
  const who = await server.team();
  // A sequence does not roll back: the first insert fails, the next ones go through.
  await server.database.pool.query(`
    CREATE SEQUENCE IF NOT EXISTS stumble; SELECT setval('stumble', 1, false);
    CREATE OR REPLACE FUNCTION stumble() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
      IF nextval('stumble') = 1 THEN RAISE EXCEPTION 'stumbled' USING ERRCODE = '${code}'; END IF;
      RETURN NEW; END $$;
    GRANT ALL ON SEQUENCE stumble TO public;
    CREATE OR REPLACE TRIGGER stumble BEFORE INSERT ON people FOR EACH ROW EXECUTE FUNCTION stumble()`);
  const made = await who.call('POST', '/v2/people', { email_address: `${code}@example.com` });
  expect(made.status).toBe(200);
  const listed = await who.call('GET', '/v2/people');
  expect(listed.body.data.map((person: { email_address: string }) => person.email_address)).toEqual([
    `${code}@example.com`,
  ]);
});
