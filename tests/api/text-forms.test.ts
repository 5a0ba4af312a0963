import { afterAll, beforeAll, expect, it } from 'vitest';
import { sql } from 'kysely';
import { type Caller, createTestServer, type TestServer } from '../support/server.js';

/** One text in two normal forms is one text: names, filters, custom fields, tags of templates. */
let server: TestServer;
let who: Caller;
beforeAll(async () => {
  server = await createTestServer();
  who = await server.team({});
});
afterAll(() => server.close());

const [one, two] = ['Prénom Việt'.normalize('NFC'), 'Prénom Việt'.normalize('NFD')];
const asked = encodeURIComponent;
const create = async (path: string, body: object) => {
  const answer = await who.call('POST', path, body);
  expect(answer.status, answer.text).toBe(200);
  return answer.body.data;
};

it('is found in either form, and comes back in one', async () => {
  const person = await create('/v2/people', {
    email_address: 'viet@example.com',
    first_name: two,
    last_name: `${two}\u202e\n`,
    tags: [two],
  });
  expect([person.first_name, person.last_name, person.tags]).toEqual([one, one, [one]]);
  for (const form of [one, two]) {
    for (const query of [
      `first_name=${asked(form)}`,
      `first_name[]=${asked(form)}&first_name[]=x`,
      `tag=${asked(form)}`,
    ]) {
      const { body } = await who.call('GET', `/v2/people?${query}`);
      expect(
        body.data.map(({ id }: { id: number }) => id),
        query,
      ).toEqual([person.id]);
    }
    const tags = await who.call('GET', `/v2/tags?search=${asked(form)}`);
    expect(tags.body.data.map(({ name }: { name: string }) => name)).toEqual([one]);
  }
});

it('is one name of what has names', async () => {
  await create('/v2/person_stages', { name: one });
  const again = await who.call('POST', '/v2/person_stages', { name: two });
  expect(again.status).toBe(422);
});

it('names a custom field in either form: written, asked for, in a template', async () => {
  await create('/v2/custom_fields', { name: two, field_type: 'person' });
  const person = await create('/v2/people', {
    email_address: 'field@example.com',
    custom_fields: { [two]: 'a\r\nb\u0007' },
  });
  expect(person.custom_fields).toEqual({ [one]: 'a\r\nb' });
  for (const form of [one, two]) {
    const { body } = await who.call('GET', `/v2/people?custom_fields[${asked(form)}]=${asked('A\r\nB')}`);
    expect(body.data.map(({ id }: { id: number }) => id)).toEqual([person.id]);
    const preview = await create('/v2/email_previews', {
      person_id: person.id,
      subject: `{{ custom_fields["${form}"] }}`,
      body: `<p>{{ custom_fields['${form}'] }} ${two}</p>`,
    });
    expect(preview.subject).toBe('a b');
    expect(preview.body).toContain(`a\r\nb ${two}`);
  }
});

it('reads on what was written before texts had one form', async () => {
  const person = await create('/v2/people', { email_address: 'old@example.com', city: 'x' });
  await create('/v2/custom_fields', { name: 'old', field_type: 'person' });
  await sql`UPDATE people SET city = ${two} WHERE id = ${person.id}`.execute(server.database.kysely);
  await sql`UPDATE custom_fields SET name = ${`old ${two}`} WHERE name = 'old'`.execute(
    server.database.kysely,
  );
  const { body } = await who.call('GET', `/v2/people?city=${asked(two)}`);
  expect(body.data.map(({ id }: { id: number }) => id)).toEqual([person.id]);
  for (const form of [one, two]) {
    const put = await who.call('PUT', `/v2/people/${person.id}`, {
      custom_fields: { [`old ${form}`]: form },
    });
    expect(put.body.data.custom_fields).toEqual({ [`old ${two}`]: one });
  }
});

it('finds by what it shows what was written before, and repeats what was asked', async () => {
  const person = await create('/v2/people', { email_address: 'shown@example.com', last_name: 'x' });
  const account = await create('/v2/accounts', { name: 'x', domain: 'shown.example.com' });
  await create('/v2/custom_fields', { name: 'shown', field_type: 'person' });
  const { kysely } = server.database;
  const name = `shown ${two}`;
  const fields = JSON.stringify({ [name]: two });
  await sql`UPDATE people SET last_name = ${name}, custom_fields = ${fields}::jsonb WHERE id = ${person.id}`.execute(
    kysely,
  );
  await sql`UPDATE accounts SET industry = ${name} WHERE id = ${account.id}`.execute(kysely);
  const idsOf = async (list: string, query: string, filtering: object) => {
    const { body, text } = await who.call('GET', `/v2/${list}?${query}`);
    expect(body.metadata?.filtering, text).toEqual(filtering);
    return body.data.map(({ id }: { id: number }) => id);
  };
  const of = async (query: string, filtering: object) =>
    expect(await idsOf('people', query, filtering), query).toEqual([person.id]);
  await of(`_query=${asked(name)}`, { _query: name });
  const pair = { custom_fields: { [name]: two } };
  await of(`custom_fields[${asked(name)}]=${asked(two)}`, pair);
  // A value that was written since, in a field that was named before.
  await who.call('PUT', `/v2/people/${person.id}`, { custom_fields: { [name]: two } });
  await sql`UPDATE people SET custom_fields = ${JSON.stringify({ [name]: one })}::jsonb WHERE id = ${person.id}`.execute(
    kysely,
  );
  await of(`custom_fields[${asked(name)}]=${asked(one)}`, { custom_fields: { [name]: one } });
  const industry = { industry: { _starts_with: name } };
  expect(await idsOf('accounts', `industry[_starts_with]=${asked(name)}`, industry)).toEqual([account.id]);
  // Of nothing but signs that do not show nothing is asked.
  expect(await idsOf('people', '_query=%EF%BB%BF', {})).toContain(person.id);
});
