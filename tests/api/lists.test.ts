import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Caller, createTestServer, type TestServer } from '../support/server.js';

let server: TestServer;
let admin: Caller;

beforeAll(async () => {
  server = await createTestServer();
  admin = await server.team({ timeZone: 'US/Eastern' });
});
afterAll(() => server.close());

const create = (who: Caller, body: object) => who.call('POST', '/v2/people', body);

describe('the envelope', () => {
  it('puts metadata before data, with the null ordering and no totals', async () => {
    const who = await server.team();
    const empty = await who.call('GET', '/v2/people');
    expect(empty.status).toBe(200);
    expect(empty.text).toMatch(/^\{"metadata":/);
    expect(empty.body).toEqual({
      metadata: {
        filtering: {},
        paging: { per_page: 25, current_page: 1, next_page: null, prev_page: null },
        sorting: { sort_by: 'updated_at', sort_direction: 'DESC NULLS LAST' },
      },
      data: [],
    });
  });

  it('counts only when asked, and caps the count when asked', async () => {
    const who = await server.team();
    for (const name of ['a', 'b', 'c']) await create(who, { email_address: `${name}@example.com` });
    const counted = await who.call('GET', '/v2/people?include_paging_counts=true&per_page=2');
    expect(counted.body.metadata.paging).toEqual({
      per_page: 2,
      current_page: 1,
      next_page: 2,
      prev_page: null,
      total_pages: 2,
      total_count: 3,
    });
    const last = await who.call('GET', '/v2/people?per_page=2&page=2');
    expect(last.body.metadata.paging).toEqual({
      per_page: 2,
      current_page: 2,
      next_page: null,
      prev_page: 1,
    });
    expect((await who.call('GET', '/v2/people?page=99')).body.data).toEqual([]);
  });

  it('corrects paging values it cannot use and echoes the correction', async () => {
    for (const query of ['per_page=0', 'per_page=101', 'per_page=x', 'page=0', 'page=-1', 'page=abc']) {
      const answer = await admin.call('GET', `/v2/people?${query}`);
      expect(answer.status, query).toBe(200);
      expect(answer.body.metadata.paging).toMatchObject({ per_page: 25, current_page: 1 });
    }
  });
});

describe('values', () => {
  it("renders timestamps in the caller's zone with six digits and an offset", async () => {
    const made = await create(admin, { email_address: 'zone@example.com' });
    expect(made.status).toBe(200);
    expect(made.body.data.created_at).toMatch(/^2026-03-02T04:00:00\.\d{6}-05:00$/);
  });

  it('gives references, nulls and empty collections as the original does', async () => {
    const made = await create(admin, {
      email_address: 'Ann@example.com',
      first_name: 'Ann',
      last_name: 'Lee',
    });
    expect(made.body.data).toMatchObject({
      display_name: 'Ann Lee',
      full_email_address: '"Ann Lee" <Ann@example.com>',
      account: null,
      tags: [],
      contact_restrictions: [],
      cadences: [],
      custom_fields: {},
      owner: { _href: `http://cadenza.test/v2/users/${admin.principal.userId}`, id: admin.principal.userId },
    });
    expect(Object.keys(made.body.data.owner)).toEqual(['_href', 'id']);
  });
});

describe('filters', () => {
  it('takes arrays in all three spellings', async () => {
    const who = await server.team();
    const ids: number[] = [];
    for (const name of ['a', 'b', 'c'])
      ids.push((await create(who, { email_address: `${name}@example.com` })).body.data.id);
    for (const query of [
      `ids[]=${ids[0]}&ids[]=${ids[1]}`,
      `ids=${ids[0]},${ids[1]}`,
      `ids[0]=${ids[0]}&ids[1]=${ids[1]}`,
    ]) {
      const answer = await who.call('GET', `/v2/people?${query}`);
      expect(answer.body.data.map((person: { id: number }) => person.id).sort(), query).toEqual([
        ids[0],
        ids[1],
      ]);
    }
    expect((await who.call('GET', `/v2/people?ids=${ids[0]}`)).body.data).toHaveLength(1);
    expect((await who.call('GET', '/v2/people?ids=999999999')).body.data).toEqual([]);
  });

  it('compares ranges by the microsecond and echoes them in UTC', async () => {
    const who = await server.team();
    const { id } = (await create(who, { email_address: 'range@example.com' })).body.data;
    const { rows } = await server.database.pool.query<{ at: string; before: string }>(
      `UPDATE people SET updated_at = '2026-03-02T09:00:00.123Z' WHERE id = $1 RETURNING
        to_char(updated_at, 'YYYY-MM-DD"T"HH24:MI:SS.US') AS at,
        to_char(updated_at - interval '1 microsecond', 'YYYY-MM-DD"T"HH24:MI:SS.US') AS before`,
      [id],
    );
    const { at = '', before = '' } = rows[0] ?? {};
    const after = await who.call('GET', `/v2/people?updated_at[gt]=${before}Z`);
    expect(after.body.data).toHaveLength(1);
    expect((await who.call('GET', `/v2/people?updated_at[gt]=${at}Z`)).body.data).toEqual([]);
    const eastern = `${at.replace('T09', 'T04')}-05:00`;
    const echoed = await who.call('GET', `/v2/people?updated_at[gte]=${eastern}`);
    expect(echoed.body.metadata.filtering).toEqual({ updated_at: { gte: `${at}Z` } });
    expect(echoed.body.data).toHaveLength(1);
  });

  it('knows _is_null, _is_not_null, _starts_with and _not_in', async () => {
    const who = await server.team();
    await create(who, { email_address: 'one@example.com', title: 'Head of Sales' });
    await create(who, { phone: '+15551234', last_name: 'Nomail' });
    expect((await who.call('GET', '/v2/people?email_addresses=_is_null')).body.data).toHaveLength(1);
    expect((await who.call('GET', '/v2/people?last_contacted[_is_null]=true')).body.data).toHaveLength(2);
    expect((await who.call('GET', '/v2/people?last_contacted=_is_not_null')).body.data).toHaveLength(0);
    expect((await who.call('GET', '/v2/people?title[_starts_with]=hea')).body.data).toHaveLength(1);
    expect((await who.call('GET', '/v2/people?title[_starts_with]=he')).status).toBe(422);
    expect((await who.call('GET', '/v2/people?owner_crm_id[_not_in]=x')).body.data).toHaveLength(2);
  });

  it('ignores unknown names, refuses bad values and sorts, and is strict when preferred', async () => {
    expect((await admin.call('GET', '/v2/people?nonsense=1&sort=updated_at')).status).toBe(200);
    expect(
      (await admin.call('GET', '/v2/people?nonsense=1', undefined, { prefer: 'handling=strict' })).body,
    ).toEqual({
      errors: { nonsense: ['is not a parameter of this endpoint'] },
    });
    for (const query of [
      'sort_by=nonsense',
      'sort_direction=up',
      'ids=abc',
      'do_not_contact=maybe',
      'updated_at[gt]=yesterday',
      'updated_at=now',
    ]) {
      const answer = await admin.call('GET', `/v2/people?${query}`);
      expect(answer.status, query).toBe(422);
      expect(Object.keys(answer.body)).toEqual(['errors']);
    }
    expect(
      (await admin.call('GET', '/v2/people?sort_direction=asc')).body.metadata.sorting.sort_direction,
    ).toBe('ASC NULLS FIRST');
  });

  it('matches custom fields by exact name and any case of the value', async () => {
    const who = await server.team();
    await who.call('POST', '/v2/custom_fields', { name: 'Region', field_type: 'person' });
    await create(who, { email_address: 'cf@example.com', custom_fields: { Region: 'North' } });
    expect((await who.call('GET', '/v2/people?custom_fields[Region]=NORTH')).body.data).toHaveLength(1);
    expect((await who.call('GET', '/v2/people?custom_fields[region]=north')).body.data).toHaveLength(0);
  });
});

describe('sorting and cursors', () => {
  it('sorts nulls first on ASC and last on DESC, and walks both by cursor without loss', async () => {
    const who = await server.team();
    for (const title of ['b', undefined, 'a', undefined, 'b', 'c', undefined]) {
      await create(who, { email_address: `${Math.random()}@example.com`, ...(title ? { title } : {}) });
    }
    for (const direction of ['ASC', 'DESC']) {
      const whole = (await who.call('GET', `/v2/people?sort_by=title&sort_direction=${direction}`)).body.data;
      const walked: unknown[] = [];
      let cursor: string | null = '';
      while (cursor !== null) {
        const page: {
          body: { data: { id: number }[]; metadata: { paging: { next_cursor: string | null } } };
        } = await who.call(
          'GET',
          `/v2/people?sort_by=title&sort_direction=${direction}&per_page=2&cursor=${cursor}`,
        );
        walked.push(...page.body.data);
        cursor = page.body.metadata.paging.next_cursor;
      }
      expect(walked).toEqual(whole);
      const titles = whole.map((person: { title: string | null }) => person.title);
      expect(titles).toEqual(
        direction === 'ASC' ? [null, null, null, 'a', 'b', 'b', 'c'] : ['c', 'b', 'b', 'a', null, null, null],
      );
    }
    expect((await who.call('GET', '/v2/people?cursor=garbage')).status).toBe(422);
  });
});

describe('paths and bodies', () => {
  it('serves .json and trailing slashes, JSON, forms and multipart', async () => {
    const who = await server.team();
    const json = await who.call('POST', '/v2/people.json', {
      email_address: 'j@example.com',
      tags: ['x', 'y'],
    });
    expect(json.body.data.tags).toEqual(['x', 'y']);
    const form = await who.call(
      'POST',
      '/v2/people/',
      'email_address=f%40example.com&tags[]=x&tags[]=z&do_not_contact=true',
      { 'content-type': 'application/x-www-form-urlencoded' },
    );
    expect(form.body.data).toMatchObject({
      email_address: 'f@example.com',
      tags: ['x', 'z'],
      do_not_contact: true,
    });
    const multipart = await who.call(
      'POST',
      '/v2/people',
      '--b\r\nContent-Disposition: form-data; name="email_address"\r\n\r\nm@example.com\r\n--b--\r\n',
      { 'content-type': 'multipart/form-data; boundary=b' },
    );
    expect(multipart.body.data.email_address).toBe('m@example.com');
    expect((await who.call('GET', `/v2/people/${json.body.data.id}.json`)).body.data.id).toBe(
      json.body.data.id,
    );
    expect((await who.call('GET', `/v2/people/${json.body.data.id}/`)).status).toBe(200);
  });

  it('refuses what cannot be read with 400 and stores nothing', async () => {
    const who = await server.team();
    const deep = `${'{"a":'.repeat(60)}1${'}'.repeat(60)}`;
    for (const body of ['{', '[1]', '"x"', deep]) {
      const answer = await who.call('POST', '/v2/people', body, { 'content-type': 'application/json' });
      expect(answer.status, body).toBe(400);
      expect(typeof answer.body.error).toBe('string');
    }
    const invalidUtf8 = await server.app.inject({
      method: 'POST',
      url: '/v2/people',
      headers: { authorization: `Bearer ${who.key}`, 'content-type': 'application/json' },
      payload: Buffer.from([0x7b, 0x22, 0xff, 0x22, 0x7d]),
    });
    expect(invalidUtf8.statusCode).toBe(400);
    expect((await who.call('POST', '/v2/people', { email_address: 'nul\u0000@example.com' })).status).toBe(
      422,
    );
    expect(
      (await who.call('POST', '/v2/people', { email_address: 'x@example.com', account_id: 2 ** 60 })).status,
    ).toBe(422);
    expect((await who.call('GET', '/v2/people')).body.data).toEqual([]);
  });
});

describe('writes', () => {
  it('patches: absent stays, null clears', async () => {
    const { id } = (await create(admin, { email_address: 'patch@example.com', first_name: 'A', title: 'T' }))
      .body.data;
    const changed = await admin.call('PUT', `/v2/people/${id}`, { title: null, last_name: 'B' });
    expect(changed.body.data).toMatchObject({ first_name: 'A', last_name: 'B', title: null });
  });

  it('refuses duplicates, people without identity, and records of other teams', async () => {
    await create(admin, { email_address: 'dup@example.com' });
    expect(await create(admin, { email_address: 'DUP@example.com' })).toMatchObject({
      status: 422,
      body: { errors: { email_address: ['has already been taken'] } },
    });
    expect((await create(admin, { first_name: 'Nobody' })).status).toBe(422);
    const other = await server.team();
    const foreign = (await other.call('POST', '/v2/accounts', { name: 'Foreign', domain: 'foreign.example' }))
      .body.data.id;
    expect((await create(admin, { email_address: 'f1@example.com', account_id: foreign })).body).toEqual({
      errors: { account_id: ['could not be found'] },
    });
    expect((await admin.call('GET', `/v2/accounts/${foreign}`)).body).toEqual({
      status: 404,
      error: 'Not Found',
    });
    expect((await admin.call('PUT', `/v2/accounts/${foreign}`, { name: 'Mine' })).status).toBe(404);
    expect((await admin.call('DELETE', `/v2/accounts/${foreign}`)).status).toBe(404);
  });

  it('deletes softly and repeatably', async () => {
    const { id } = (await create(admin, { email_address: 'gone@example.com' })).body.data;
    expect((await admin.call('DELETE', `/v2/people/${id}`)).status).toBe(204);
    expect((await admin.call('DELETE', `/v2/people/${id}`)).status).toBe(204);
    expect((await admin.call('GET', `/v2/people/${id}`)).status).toBe(404);
    expect((await create(admin, { email_address: 'gone@example.com' })).status).toBe(200);
  });

  it('upserts by key', async () => {
    const first = await admin.call('POST', '/v2/person_upserts', {
      upsert_key: 'email_address',
      email_address: 'up@example.com',
      first_name: 'One',
    });
    expect(first.body.data).toMatchObject({ upsert_type: 'create', person: { first_name: 'One' } });
    const second = await admin.call('POST', '/v2/person_upserts', {
      upsert_key: 'email_address',
      email_address: 'UP@example.com',
      first_name: 'Two',
    });
    expect(second.body.data).toMatchObject({
      upsert_type: 'update',
      person: { id: first.body.data.person.id, first_name: 'Two' },
    });
    expect(
      (
        await admin.call('POST', '/v2/person_upserts', {
          upsert_key: 'crm_id',
          email_address: 'up@example.com',
        })
      ).status,
    ).toBe(422);
  });

  it('replays an Idempotency-Key, and refuses it for another request', async () => {
    const headers = { 'idempotency-key': 'k1' };
    const first = await admin.call('POST', '/v2/people', { email_address: 'idem@example.com' }, headers);
    const again = await admin.call('POST', '/v2/people', { email_address: 'idem@example.com' }, headers);
    expect(again.status).toBe(200);
    expect(again.headers['idempotent-replayed']).toBe('true');
    expect(again.body).toEqual(first.body);
    expect(
      (await admin.call('POST', '/v2/people', { email_address: 'other@example.com' }, headers)).status,
    ).toBe(409);
    server.clock.advance(25 * 3600 * 1000);
    expect(
      (await admin.call('POST', '/v2/people', { email_address: 'other@example.com' }, headers)).status,
    ).toBe(200);
    server.clock.set('2026-03-02T09:00:00.000Z');
  });
});

describe('tokens and budget', () => {
  it('answers 401 without a token on every API path, 404 with one', async () => {
    for (const url of ['/v2/people', '/v2/nonsense', '/public_api/v1/me']) {
      const answer = await server.app.inject({ method: 'GET', url });
      expect(answer.statusCode).toBe(401);
      expect(answer.json().error).toMatch(/^No Bearer Token attached to request/);
    }
    expect(
      (
        await server.app.inject({
          method: 'GET',
          url: '/v2/people',
          headers: { authorization: 'Bearer nonsense' },
        })
      ).statusCode,
    ).toBe(401);
    expect((await admin.call('GET', '/v2/nonsense')).body).toEqual({ status: 404, error: 'Not Found' });
  });

  it('names the missing scope', async () => {
    const reader = await server.colleague(admin, { scopes: ['people:read'] });
    const answer = await reader.call('POST', '/v2/people', { email_address: 'x@example.com' });
    expect(answer.status).toBe(403);
    expect(answer.body.error).toContain('people:write');
  });

  it('spends the team budget per clock minute, deep pages dearer', async () => {
    const who = await server.team({ rateLimit: 5 });
    const first = await who.call('GET', '/v2/people?page=120');
    expect(Number(first.headers['x-ratelimit-endpoint-cost'])).toBe(3);
    expect(Number(first.headers['x-ratelimit-remaining-minute'])).toBe(2);
    await who.call('GET', '/v2/people');
    await who.call('GET', '/v2/people');
    expect((await who.call('GET', '/v2/people')).status).toBe(429);
    server.clock.advance(60_000);
    expect((await who.call('GET', '/v2/people')).status).toBe(200);
  });

  it('returns the request id it was given, or makes one', async () => {
    expect(
      (await admin.call('GET', '/v2/me', undefined, { 'x-request-id': 'abc-1' })).headers['x-request-id'],
    ).toBe('abc-1');
    expect(String((await admin.call('GET', '/v2/me')).headers['x-request-id'])).toMatch(/^[0-9a-f-]{36}$/);
  });
});
