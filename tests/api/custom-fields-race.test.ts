import { afterAll, beforeAll, expect, test } from 'vitest';
import { write } from '../../apps/server/src/db/write.js';
import { createAccount } from '../../apps/server/src/domain/accounts/commands.js';
import { createPerson } from '../../apps/server/src/domain/people/commands.js';
import { type Caller, createTestServer, type TestServer } from '../support/server.js';

let server: TestServer;
let who: Caller;
beforeAll(async () => {
  server = await createTestServer();
  who = await server.team();
});
afterAll(() => server.close());

const waiting = async () =>
  Number(
    (
      await server.database.pool.query(
        `SELECT count(*) AS n FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`,
      )
    ).rows[0].n,
  );

test.each([
  ['person', 'DELETE', undefined, {}],
  ['person', 'PUT', { name: 'Hue' }, { Hue: 'red' }],
  ['company', 'DELETE', undefined, {}],
] as const)(
  'a value that is just being written to a %s goes with its field (%s)',
  async (type, method, body, left) => {
    const name = `Color of ${type} ${method}`;
    const field = await who.call('POST', '/v2/custom_fields', { name, field_type: type });
    const custom_fields = { [name]: 'red' };
    const { principal } = who;
    const done = { changed: false };
    const { id, changing } = await write(server.database.kysely, principal.teamId, async (tx) => {
      const command = { tx, principal, now: server.clock.now() };
      const written =
        type === 'person'
          ? await createPerson(command, { email_address: `${method}@x.test`, custom_fields })
          : await createAccount(command, { name: 'Acme', domain: `${method}.test`, custom_fields });
      const asked = who.call(method, `/v2/custom_fields/${field.body.data.id}`, body).then((answer) => {
        done.changed = true;
        return answer;
      });
      // Either it waits for this transaction, or it has not seen the value.
      await expect.poll(async () => done.changed || (await waiting()) > 0, { timeout: 60_000 }).toBe(true);
      return { id: written, changing: { asked } };
    });
    expect((await changing.asked).status).toBeLessThan(300);
    const shown = await who.call('GET', `/v2/${type === 'person' ? 'people' : 'accounts'}/${id}`);
    expect(shown.body.data.custom_fields).toEqual(left);
  },
);
