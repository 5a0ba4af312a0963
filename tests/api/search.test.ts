import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readWords } from '../../apps/server/src/domain/search/index.js';
import { type Caller, createTestServer, type TestServer } from '../support/server.js';

let server: TestServer;
let me: Caller;
beforeAll(async () => {
  server = await createTestServer({}, 'wall');
  me = await server.team();
});
afterAll(() => server.close());

interface Result {
  type: string;
  id: number;
  name: string | null;
  detail: string | null;
  match: string;
  field: string;
}
const search = async (q: string, query = '', who = me): Promise<Result[]> => {
  const answer = await who.call('GET', `/v2/search?q=${encodeURIComponent(q)}${query}`);
  expect(answer.status, answer.text).toBe(200);
  return answer.body.data;
};
const names = async (q: string, query = '', who = me) =>
  (await search(q, query, who)).map(({ name, detail }) => name ?? detail);
const make = async (path: string, body: object, who = me): Promise<number> => {
  const answer = await who.call('POST', `/v2/${path}`, body);
  expect(answer.status, answer.text).toBe(200);
  return answer.body.data.id;
};
/** As the chore does, until nothing is left. */
const read = async () => {
  for (let most = 20; most > 0; most -= 1)
    if ((await readWords(server.database, server.clock.now())) === 0) return;
  throw new Error('the words are never read');
};

const PEOPLE = [
  { first_name: 'Jane', last_name: 'Doe', email_address: 'jane.doe@acme.example', phone: '+46 8 555 12 34' },
  { first_name: 'Jonathan', last_name: 'Smith', email_address: 'jsmith@other.example' },
  { first_name: 'Zoë', last_name: 'Weißmüller', email_address: 'zoe@straße.example' },
  { first_name: 'Юрий', last_name: 'Гагарин', email_address: 'yuri@stars.example' },
  { first_name: '小明', last_name: '王', email_address: 'wang@east.example' },
  { first_name: 'Sinéad', last_name: "O'Connor", email_address: 'sinead@west.example' },
  { email_address: 'nobody.known@acme.example' },
  {
    first_name: 'Max',
    last_name: 'Berger',
    email_address: 'max@north.example',
    person_company_name: 'Acme Robotics',
  },
] as const;

/** What is typed, and who is found, the best first. */
const TYPED: readonly (readonly [string, readonly string[]])[] = [
  ['jane doe', ['Jane Doe']],
  ['Doe, Jane', ['Jane Doe']],
  ['doe ja', ['Jane Doe']],
  ['ja do', ['Jane Doe']],
  ['JANE.DOE@acme', ['Jane Doe']],
  ['jane.doe@acme.example', ['Jane Doe']],
  ['acme', ['Jane Doe', 'nobody.known@acme.example', 'Max Berger']],
  ['acme.example', ['Jane Doe', 'nobody.known@acme.example']],
  ['jane acme', ['Jane Doe']],
  ['08-555 12', ['Jane Doe']],
  ['0046 8 55512', ['Jane Doe']],
  ['+46 (0)8 555', ['Jane Doe']],
  ['jonatn', ['Jonathan Smith']],
  ['jonahtan', ['Jonathan Smith']],
  ['jonathann', ['Jonathan Smith']],
  ['xonathan', ['Jonathan Smith']],
  ['jonathan smiht', ['Jonathan Smith']],
  ['zoe', ['Zoë Weißmüller']],
  ['WEISSMULLER', ['Zoë Weißmüller']],
  ['weißmueller', ['Zoë Weißmüller']],
  ['straße.example', ['Zoë Weißmüller']],
  ['гагар', ['Юрий Гагарин']],
  ['гагапин', ['Юрий Гагарин']],
  ['王小明', ['小明 王']],
  ['小明', ['小明 王']],
  ['明', ['小明 王']],
  ['oconnor', ["Sinéad O'Connor"]],
  ['o’connor sinead', ["Sinéad O'Connor"]],
  ['nobody', ['nobody.known@acme.example']],
  ['robotics', ['Max Berger']],
  ['jnae dow', []],
  ['doesnotexist', []],
  ['...', []],
  ["'; DROP TABLE people; --", []],
  ['%', []],
];

it('reads nothing of a team that is being taken away', async () => {
  const { principal } = await server.team();
  const places = () =>
    server.database.pool.query('SELECT kind FROM search_places WHERE team_id = $1', [principal.teamId]);
  await server.database.pool.query('UPDATE teams SET deactivated = true WHERE id = $1', [principal.teamId]);
  await read();
  expect((await places()).rows).toEqual([]);
});

describe('what is typed', () => {
  beforeAll(async () => {
    for (const person of PEOPLE) await make('people', person);
    await make('accounts', { name: 'Bank of Elsewhere', domain: 'elsewhere.example' });
  });

  it.each(['before the words are read', 'after'])('finds whom it names, %s', async (when) => {
    if (when === 'after') await read();
    const found = await Promise.all(TYPED.map(async ([q]) => [q, await names(q, '&types=people')] as const));
    expect(found).toEqual(TYPED);
  });

  it('finds a rename, a new owner and a deletion at once, whenever words are read', async () => {
    const id = await make('people', { first_name: 'Wilhelmina', email_address: 'w@names.example' });
    await read();
    expect(await names('wilhel')).toEqual(['Wilhelmina']);
    await me.call('PUT', `/v2/people/${id}`, { first_name: 'Persephone' });
    expect([await names('wilhel'), await names('perse')]).toEqual([[], ['Persephone']]);
    await read();
    expect([await names('wilhel'), await names('perse')]).toEqual([[], ['Persephone']]);
    expect((await me.call('DELETE', `/v2/people/${id}`)).status).toBe(204);
    expect(await names('perse')).toEqual([]);
    server.clock.advance(2 * 3_600_000);
    await read();
    const { rows } = await server.database.pool.query(
      'SELECT 1 FROM search_words WHERE team_id = $1 AND kind = 1 AND record_id = $2 UNION ALL SELECT 1 FROM search_records WHERE team_id = $1 AND kind = 1 AND record_id = $2',
      [me.principal.teamId, id],
    );
    expect(rows).toEqual([]);
  });

  it('marks alone find nothing, read or not', async () => {
    await make('people', { first_name: 'Ottoline', email_address: 'ottoline@marks.example' });
    for (const q of ['_', '-', '__', '-_-', '()', '\u0301', '.-.']) expect(await names(q)).toEqual([]);
    await read();
    for (const q of ['_', '-', '()']) expect(await names(q)).toEqual([]);
  });

  it('says how and by what, the name before the address before the employer', async () => {
    const found = await search('acme', '&types=people');
    expect(found.map(({ match, field }) => `${match} ${field}`)).toEqual([
      'word address',
      'word address',
      'word other',
    ]);
    expect((await search('bank'))[0]).toEqual({
      type: 'accounts',
      id: expect.any(Number),
      name: 'Bank of Elsewhere',
      detail: 'elsewhere.example',
      match: 'word',
      field: 'name',
      resource: { _href: expect.stringContaining('/v2/accounts/'), id: expect.any(Number) },
    });
    expect((await search('elsewere'))[0]?.match).toBe('typo');
    expect((await search('ban'))[0]?.match).toBe('beginning');
  });

  it('answers no more of each type than is asked for', async () => {
    for (let n = 0; n < 5; n += 1) {
      await make('people', { first_name: 'Quentin', email_address: `quentin${n}@many.example` });
      await make('cadences', { name: `Quentin ${n}` });
    }
    for (const look of [1, 2]) {
      if (look === 2) await read();
      const found = await search('quen', '&per_type=2');
      expect(found.map(({ type }) => type).sort()).toEqual(['cadences', 'cadences', 'people', 'people']);
    }
  });
});

describe('who finds what', () => {
  it('each as far as he sees it when he asks, a rep of a private team his own', async () => {
    const admin = await server.team();
    const rep = await server.colleague(admin);
    const other = await server.colleague(admin);
    await admin.call('PUT', '/v2/team', { team_visibility_default: 'private' });
    const person = await make(
      'people',
      { first_name: 'Ophelia', email_address: 'o@p.example', owner_id: rep.principal.userId },
      admin,
    );
    await make(
      'accounts',
      { name: 'Ophelia Ltd', owner_id: other.principal.userId, domain: 'ophelia.example' },
      admin,
    );
    await make('cadences', { name: 'Ophelia first' }, rep);
    await make('email_templates', { title: 'Ophelia again', subject: 'Hello' }, other);
    const whole = ['Ophelia', 'Ophelia Ltd', 'Ophelia first', 'Ophelia again'];
    const own = ['Ophelia', 'Ophelia first'];
    for (const look of [1, 2]) {
      if (look === 2) await read();
      expect((await names('ophel', '', admin)).sort(), `${look}`).toEqual([...whole].sort());
      expect((await names('ophel', '', rep)).sort(), `${look}`).toEqual([...own].sort());
      expect(await names('ohpelia', '&types=people', other), `${look}`).toEqual([]);
      expect(await names('ophelia p.example', '&types=people', other), `${look}`).toEqual([]);
      expect(await names('ophel', '', me), `${look}`).toEqual([]);
    }
    await admin.call('PUT', `/v2/people/${person}`, { owner_id: other.principal.userId });
    for (const look of [1, 2]) {
      if (look === 2) await read();
      expect(await names('ophel', '&types=people', rep)).toEqual([]);
      expect(await names('ophel', '&types=people', other)).toEqual(['Ophelia']);
    }
  });

  it('with the scopes of each type', async () => {
    const narrow = await server.colleague(me, { scopes: ['people:read'] });
    expect((await search('jane', '', narrow)).every(({ type }) => type === 'people')).toBe(true);
    const refused = await narrow.call('GET', '/v2/search?q=jane&types=people,accounts');
    expect(refused.status).toBe(403);
    expect(refused.text).toContain('accounts:read');
    expect((await me.call('GET', '/v2/search?q=')).status).toBe(422);
    expect((await me.call('GET', '/v2/search?q=a&types=users')).status).toBe(422);
    expect((await me.call('GET', `/v2/search?q=${'a'.repeat(201)}`)).status).toBe(422);
  });
});

it('many writers and two readers of words at once end with what a search from nothing finds', async () => {
  const team = await server.team();
  const ids = await Promise.all(
    Array.from({ length: 30 }, (_, n) =>
      make('people', { first_name: `Gregor${'abc'.charAt(n % 3)}`, email_address: `g${n}@g.example` }, team),
    ),
  );
  await Promise.all([
    ...ids.map((id, n) =>
      team.call('PUT', `/v2/people/${id}`, { first_name: n % 2 ? 'Hildegard' : 'Gregora' }),
    ),
    read(),
    read(),
  ]);
  await read();
  expect(await names('hildegard', '&per_type=50', team)).toHaveLength(15);
  expect(await names('gregor', '&per_type=50', team)).toHaveLength(15);
  const { rows } = await server.database.pool.query(
    'SELECT count(*)::integer AS n FROM search_words WHERE team_id = $1 AND kind = 1 AND weight = 0',
    [team.principal.teamId],
  );
  expect(rows[0].n).toBe(30);
});

describe('what may be the same', () => {
  /** Names that are longer than what is kept of them, in letters of four bytes. */
  const LETTERS = ['\u{10330}', '\u{10331}', '\u{10332}', '\u{10333}', '\u{10334}'];
  const longName = (n: number) => `${LETTERS[Math.trunc(n / 5)]}${LETTERS[n % 5]}${'\u{10335}'.repeat(78)}`;

  const likely = async (path: string, who: Caller) => {
    const answer = await who.call('GET', `/v2/${path}/duplicates`);
    expect(answer.status, answer.text).toBe(200);
    return answer.body.data as { id: number; reasons: string[] }[];
  };
  /** Every group, going on as long as there is a next. */
  const groups = async (type: string, who: Caller) => {
    const all: { reason: string; value: string; records: { id: number }[] }[] = [];
    for (let after = ''; ; ) {
      const answer = await who.call('GET', `/v2/${type}/duplicates?after=${after}`);
      expect(answer.status, answer.text).toBe(200);
      all.push(...answer.body.data.groups);
      after = answer.body.data.next;
      if (after === null) return all;
    }
  };
  const said = async (type: string, who: Caller) =>
    (await groups(type, who)).map(({ reason, value, records }) => [
      reason,
      value,
      records.map(({ id }) => id),
    ]);

  it('are walked to the end whatever they are called, and long names are compared whole', async () => {
    const team = await server.team();
    const account_id = await make('accounts', { name: 'Wulfila', domain: 'wulfila.test' }, team);
    const called = (first_name: string, last_name: string, times: number) =>
      server.database.pool.query(
        `INSERT INTO people (team_id, created_at, updated_at, first_name, last_name, account_id, owner_id)
         SELECT $1, $2, $2, $3, $4, $5, $6 FROM generate_series(1, $7)`,
        [
          team.principal.teamId,
          server.clock.now(),
          first_name,
          last_name,
          account_id,
          team.principal.userId,
          times,
        ],
      );
    // Fifty of a name are shown, and a thousand in one answer: the place between two answers is within such a name.
    for (let n = 0; n < 21; n += 1) await called(longName(n), 'Gutha', 50);
    await called(longName(21), 'Alike', 2);
    await called(longName(21), 'Alike but not the same', 1);
    await read();
    const all = (await groups('people', team)).filter(({ reason }) => reason === 'name');
    expect(all.map(({ value, records }) => [value, records.length])).toEqual([
      [`alike ${longName(21)}`, 2],
      ...Array.from({ length: 21 }, (_, n) => [`gutha ${longName(n)}`, 50]),
    ]);
  });

  it('people by other forms of an address, by number, by a name where they work', async () => {
    const team = await server.team();
    const account_id = await make('accounts', { name: 'Initech', domain: 'initech.example' }, team);
    const person = (body: object) => make('people', body, team);
    const plain = await person({
      first_name: 'Peter',
      last_name: 'Gibbons',
      email_address: 'p.gibbons@gmail.com',
      account_id,
    });
    const dotted = await person({
      first_name: 'P.',
      email_address: 'pgibbons+list@googlemail.com',
      mobile_phone: '0046 8 555 12 34',
    });
    const called = await person({
      last_name: 'Lumbergh',
      email_address: 'bill@initech.example',
      phone: '+46 (0)8-555 12 34',
    });
    const named = await person({
      first_name: 'Gibbons',
      last_name: 'Peter',
      email_address: 'peter@home.example',
      account_id,
    });
    await person({ first_name: 'Peter', last_name: 'Gibbons', email_address: 'peter@elsewhere.example' });
    await person({ first_name: 'Milton', email_address: 'milton@gmail.com', phone: '555' });
    for (const look of [1, 2]) {
      if (look === 2) await read();
      expect(await likely(`people/${plain}`, team)).toEqual([
        expect.objectContaining({ id: dotted, reasons: ['email_address'] }),
        expect.objectContaining({ id: named, reasons: ['name'] }),
      ]);
      expect((await likely(`people/${called}`, team)).map(({ id, reasons }) => [id, reasons])).toEqual([
        [dotted, ['phone']],
      ]);
    }
    expect(await said('people', team)).toEqual([
      ['email_address', 'pgibbons@gmail.com', [plain, dotted]],
      ['phone', '85551234', [dotted, called]],
      ['name', 'gibbons peter', [plain, named]],
    ]);
    await team.call('PUT', `/v2/people/${dotted}`, {
      email_address: 'other@initech.example',
      mobile_phone: '',
    });
    expect((await said('people', team)).map(([reason]) => reason)).toEqual(['name']);
    expect((await likely(`people/${plain}`, team)).map(({ id }) => id)).toEqual([named]);
  });

  it('accounts by host, by name without its legal form, by number', async () => {
    const team = await server.team();
    const account = (body: object) => make('accounts', body, team);
    const one = await account({ name: 'Initrode GmbH', domain: 'initrode.example', phone: '+49 30 1234567' });
    const two = await account({
      name: 'Initrode Inc.',
      domain: 'initrode-us.example',
      website: 'https://www.initrode.example/about',
    });
    const three = await account({ name: 'Penetrode', domain: 'penetrode.example', phone: '0049 30 1234567' });
    await read();
    expect((await likely(`accounts/${one}`, team)).map(({ id, reasons }) => [id, reasons])).toEqual([
      [two, ['domain', 'name']],
      [three, ['phone']],
    ]);
    expect(await said('accounts', team)).toEqual([
      ['domain', 'initrode.example', [one, two]],
      ['phone', '301234567', [one, three]],
      ['name', 'initrode', [one, two]],
    ]);
  });

  it('never what the caller does not see', async () => {
    const admin = await server.team();
    const rep = await server.colleague(admin);
    await admin.call('PUT', '/v2/team', { team_visibility_default: 'private' });
    const body = (n: number) => ({
      email_address: `sam+${n}@same.example`,
      first_name: 'Sam',
      last_name: 'Same',
    });
    const owner_id = rep.principal.userId;
    const own = await make('people', { ...body(1), owner_id }, admin);
    const also = await make('people', { ...body(2), owner_id }, admin);
    const hidden = await make('people', body(3), admin);
    for (const look of [1, 2]) {
      if (look === 2) await read();
      expect((await likely(`people/${own}`, admin)).map(({ id }) => id)).toEqual([also, hidden]);
      expect((await likely(`people/${own}`, rep)).map(({ id }) => id)).toEqual([also]);
    }
    expect(await said('people', rep)).toEqual([
      ['email_address', 'sam@same.example', [own, also]],
      ['name', 'sam same', [own, also]],
    ]);
    expect((await said('people', admin))[0]).toEqual([
      'email_address',
      'sam@same.example',
      [own, also, hidden],
    ]);
    expect((await rep.call('GET', `/v2/people/${hidden}/duplicates`)).status).toBe(404);
    expect((await me.call('GET', `/v2/people/${own}/duplicates`)).status).toBe(404);
    for (const after of ['x', 'e30', Buffer.from('{"weight":9,"word":"a"}').toString('base64url')])
      expect((await admin.call('GET', `/v2/people/duplicates?after=${after}`)).status).toBe(422);
    expect((await admin.call('GET', '/v2/people/duplicates?after=')).body.data.groups).toHaveLength(1);
  });
});
