import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { write } from '../../apps/server/src/db/write.js';
import { isSuppressed } from '../../apps/server/src/domain/suppressions/queries.js';
import { type Caller, createTestServer, type TestServer } from '../support/server.js';

let server: TestServer;
let admin: Caller;
let rep: Caller;
beforeAll(async () => {
  server = await createTestServer();
});
afterAll(() => server.close());
beforeEach(async () => {
  admin = await server.team();
  rep = await server.colleague(admin, { admin: false });
});

const must = async (who: Caller, method: string, path: string, body?: unknown) => {
  const answer = await who.call(method as 'GET', path, body as Record<string, unknown>);
  if (answer.status >= 300)
    throw new Error(`${method} ${path}: ${answer.status} ${JSON.stringify(answer.body)}`);
  return answer.body?.data;
};
const person = (address: string, more = {}) =>
  must(admin, 'POST', '/v2/people', { email_address: address, last_name: 'Lee', ...more });
const blocked = async (address: string) =>
  (await isSuppressed(server.database.kysely, admin.principal.teamId, [address], null))?.reason;

describe('do not contact outlives records', () => {
  it('e-mail goes on as a colleague decided about the person: what the deletion put on the list goes, and only that', async () => {
    const gone = async (address: string) => {
      const { id } = await person(address, { do_not_contact: true });
      await must(admin, 'DELETE', `/v2/people/${id}`);
    };
    const list = (value: string, reason: string) => must(rep, 'POST', '/v2/suppressions', { value, reason });
    await list('hand-before@customer.test', 'manual');
    const names = ['ann', 'hand-before', 'hand-after', 'opt-out', 'bounced'];
    for (const name of names) await gone(`${name}@customer.test`);
    await list('hand-after@customer.test', 'manual');
    await list('opt-out@customer.test', 'opt_out');
    await list('bounced@customer.test', 'hard_bounce');
    for (const name of names) {
      const again = await person(`${name}@customer.test`, { do_not_contact: false });
      expect([again.do_not_contact, await blocked(again.email_address)]).toEqual([true, expect.any(String)]);
      await must(admin, 'PUT', `/v2/people/${again.id}`, { do_not_contact: false });
    }
    expect(await Promise.all(names.map((name) => blocked(`${name.toUpperCase()}@customer.test`)))).toEqual([
      undefined,
      'manual',
      'manual',
      expect.any(String),
      'hard_bounce',
    ]);
    // Neither another team's: the deletion there has an entry of its own.
    const other = await server.team();
    const theirs = await other.call('POST', '/v2/people', {
      email_address: 'eve@customer.test',
      last_name: 'Eve',
      do_not_contact: true,
    });
    await other.call('DELETE', `/v2/people/${theirs.body.data.id}`);
    const eve = await person('eve@customer.test', { do_not_contact: true });
    await must(admin, 'PUT', `/v2/people/${eve.id}`, { do_not_contact: false });
    expect((await other.call('GET', '/v2/suppressions')).body.data).toHaveLength(1);
  });

  it('a process of the version before deletes: the database keeps the wish', async () => {
    const ann = await person('ann@customer.test', { do_not_contact: true });
    const { id } = await must(admin, 'POST', '/v2/accounts', {
      name: 'Acme',
      domain: 'acme.test',
      do_not_contact: true,
    });
    await write(server.database.kysely, admin.principal.teamId, async (tx) => {
      for (const [table, deleted] of [
        ['people', ann.id],
        ['accounts', id],
      ] as const)
        await tx
          .updateTable(table)
          .set({ deleted_at: server.clock.now() })
          .where('team_id', '=', admin.principal.teamId)
          .where('id', '=', deleted)
          .execute();
    });
    const acme = await must(admin, 'POST', '/v2/accounts', { name: 'Acme', domain: 'acme.test' });
    expect([(await person('ann@customer.test')).do_not_contact, acme.do_not_contact]).toEqual([true, true]);
  });

  it('an account marked do not contact comes back by its domain or CRM id, until a colleague decides otherwise', async () => {
    const account = (body: object) => must(admin, 'POST', '/v2/accounts', { name: 'Acme', ...body });
    const dnc = async (body: object): Promise<[number, boolean]> => {
      const made = await account(body);
      return [made.id, made.do_not_contact];
    };
    const gone = async (body: object) => {
      const { id } = await account({ ...body, do_not_contact: true });
      await must(admin, 'DELETE', `/v2/accounts/${id}`);
    };
    const crm = (id: string) => ({ crm_id: id, crm_id_type: 'salesforce' });
    await gone({ domain: 'https://www.M\u00fcller.test:443/about', ...crm('001A00000000001AAA') });
    for (const domain of [
      ' M\u00dcLLER.test.',
      'www.mu\u0308ller.test',
      'xn--mller-kva.test',
      'http://müller.test/',
    ])
      expect((await dnc({ domain, do_not_contact: false }))[1], domain).toBe(true);
    for (const domain of ['shop.müller.test', 'müller.com', 'www.test'])
      expect((await dnc({ domain }))[1], domain).toBe(false);
    const [byId, marked] = await dnc({ domain: 'other.test', ...crm('001A00000000001AAA') });
    expect(marked).toBe(true);
    const upserted = await must(admin, 'POST', '/v2/account_upserts', {
      upsert_key: 'domain',
      domain: 'm\u00fcller.TEST',
      name: 'x',
    });
    expect(
      (await must(admin, 'GET', `/v2/accounts/${upserted.id ?? upserted.account.id}`)).do_not_contact,
    ).toBe(true);

    // Whoever comes by the domain later is marked as well, and its people leave the cadences.
    const [later] = await dnc({ domain: 'later.test' });
    const ann = await person('ann@later.test', { account_id: later });
    const { id: cadenceId } = await must(admin, 'POST', '/v2/cadences', { name: 'Calls' });
    await must(admin, 'POST', '/v2/steps', { cadence_id: cadenceId, type: 'phone', day: 1 });
    const on = await must(admin, 'POST', '/v2/cadence_memberships', {
      person_id: ann.id,
      cadence_id: cadenceId,
    });
    const moved = await must(admin, 'PUT', `/v2/accounts/${later}`, { domain: 'www.müller.test/x' });
    expect(moved.do_not_contact).toBe(true);
    expect((await must(admin, 'GET', `/v2/cadence_memberships/${on.id}`)).currently_on_cadence).toBe(false);

    // It is the account's, and a decision holds, for what it is known by.
    const elsewhere = await must(admin, 'PUT', `/v2/accounts/${byId}`, { domain: 'new.test' });
    expect(elsewhere.do_not_contact).toBe(true);
    await must(admin, 'PUT', `/v2/accounts/${byId}`, { do_not_contact: false });
    await must(admin, 'DELETE', `/v2/accounts/${byId}`);
    expect((await dnc({ domain: 'new.test', ...crm('001A00000000001AAA') }))[1]).toBe(false);
    expect((await dnc({ domain: 'müller.test/y' }))[1]).toBe(true);
    const other = await server.team();
    const theirs = await other.call('POST', '/v2/accounts', { name: 'x', domain: 'müller.test' });
    expect(theirs.body.data.do_not_contact).toBe(false);
  });

  it('deleted and made again at the same moment, by many: the account is marked', async () => {
    const made = await must(admin, 'POST', '/v2/accounts', {
      name: 'Acme',
      domain: 'acme.test',
      do_not_contact: true,
    });
    const again = () => admin.call('POST', '/v2/accounts', { name: 'Acme', domain: 'acme.test' });
    const answers = await Promise.all([
      again(),
      again(),
      admin.call('DELETE', `/v2/accounts/${made.id}`),
      ...Array.from({ length: 8 }, again),
    ]);
    answers.push(await again());
    const marks = answers.flatMap(({ body }) => body?.data?.do_not_contact ?? []);
    expect(marks.every(Boolean)).toBe(true);
    expect(await must(admin, 'GET', '/v2/accounts')).toMatchObject([{ do_not_contact: true }]);
  });
});
