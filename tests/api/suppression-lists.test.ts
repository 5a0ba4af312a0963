import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { exportSuppressions } from '../../apps/server/src/domain/suppressions/export-queries.js';
import { isSuppressed } from '../../apps/server/src/domain/suppressions/queries.js';
import { type Caller, createTestServer, type TestServer } from '../support/server.js';

let server: TestServer;
let who: Caller;
beforeAll(async () => {
  server = await createTestServer();
});
afterAll(() => server.close());
beforeEach(async () => {
  who = await server.team();
});

const imported = async (body: Record<string, unknown>) =>
  (await who.call('POST', '/v2/suppression_imports', body)).body.data;
const values = async () =>
  (await who.call('GET', '/v2/suppressions?per_page=100')).body.data
    .map((each: { value: string }) => each.value)
    .sort();
const file = (bytes: Buffer) => ({ content: bytes.toString('base64') });
const utf16be = (text: string) => Buffer.from(text, 'utf16le').swap16();

// What spreadsheets and other tools write; all of them name the same two.
const LISTS: Record<string, Record<string, unknown>> = {
  'semicolons, CRLF': { csv: 'email;note\r\nann@x.test;a, b\r\nbob@x.test;\r\n' },
  tabs: { csv: 'Name\tE-Mail\nAnn\tann@x.test\nBob\tbob@x.test' },
  'sep=': { csv: 'sep=|\r\nE-Mail|Name\r\nann@x.test|"Ann, Lee; Ms"\r\nbob@x.test|Bob\r\n' },
  'CR alone': { csv: 'email,x\rann@x.test,1\rbob@x.test,2\r' },
  'a mark at the beginning': { csv: '\ufeffemail\nann@x.test\nbob@x.test\n' },
  'no header': { csv: 'ann@x.test\nbob@x.test\n' },
  'no header, the address in the second column': { csv: 'Ann,ann@x.test\nBob,bob@x.test\n' },
  Mailchimp: {
    csv: '"Email Address","First Name",MEMBER_RATING,OPTIN_TIME,LEID\n"ann@x.test",Ann,2,"2026-01-02 03:04:05",1\nbob@x.test,,2,,2\n',
  },
  HubSpot: {
    csv: 'Record ID,First Name,Email,Email Domain,Reason\n1,Ann,ann@x.test,x.test,Bounced\n2,Bob,bob@x.test,x.test,Spam\n',
  },
  'names with addresses': { csv: 'recipient\nAnn Lee <ann@x.test>\n"Bob, the <bob@x.test>"\n' },
  'quoted line ends, empty rows, a row of commas': {
    csv: 'note,email,\n"two\r\nlines",ann@x.test,\n\n,,\n"say ""x""",bob@x.test,\n,,\n',
  },
  'a quote that is not closed': { csv: 'email,note\nann@x.test,"open\nbob@x.test,x\n' },
  'UTF-16 LE': file(Buffer.from('\ufeffemail\r\nann@x.test\r\nbob@x.test\r\n', 'utf16le')),
  'UTF-16 BE': file(utf16be('\ufeffemail\tx\r\nann@x.test\t1\r\nbob@x.test\t2\r\n')),
  'UTF-16 without a mark': file(Buffer.from('email\r\nann@x.test\r\nbob@x.test\r\n', 'utf16le')),
  'Windows-1252': file(Buffer.from('Courriel;Prénom\r\nann@x.test;Zoé\r\nbob@x.test;\r\n', 'latin1')),
  'no header, as mail programs write addresses': { csv: '"Lee, Ann" <ann@x.test>\nBob <bob@x.test>\n' },
  'no header, words around the addresses': { csv: '\u2022 ann@x.test\nbob@x.test (left the company).\n' },
  'quotes of word processors': { csv: 'email\n“ann@x.test”\n«bob@x.test»\n' },
  'more cells than columns': { csv: 'email\nann@x.test;bob@x.test\n' },
  'quotes and links around the addresses': { csv: "'ann@x.test'\n[bob@x.test](mailto:bob@x.test)\n" },
  "a mail program's form below a header": {
    csv: 'Email\n"Lee, Ann" <ann@x.test>\n2026-11-01 10:00 bob@x.test\n',
  },
  'a title above the header': {
    csv: 'Unsubscribes 2026\n\nEmail Address,Reason\nann@x.test,bounce\nbob@x.test,\n',
  },
  rows: { rows: [{ value: 'mailto:ann@x.test' }, { value: ' Bob@X.test ' }] },
};

describe('suppression lists', () => {
  for (const [what, body] of Object.entries(LISTS))
    it(`reads ${what}`, async () => {
      expect(await imported(body)).toEqual({
        imported: 2,
        already_there: 0,
        refused: 0,
        refusals: [],
        columns_not_read: [],
      });
      expect(await values()).toEqual(['ann@x.test', 'bob@x.test']);
    });

  // Of what is no text nothing is read and nothing refused: a list that was not imported must not look imported.
  it.each([
    ['a workbook', file(Buffer.concat([Buffer.from('PK\u0003\u0004\u0014\0'), Buffer.alloc(500, 200)]))],
    ['a workbook of before 2007', file(Buffer.from('d0cf11e0a1b11ae100000000', 'hex'))],
    ['a workbook read as text', { csv: 'PK\u0003\u0004\u0014\0\0\ufffd[Content_Types].xml\n' }],
    ['something compressed', file(Buffer.from('1f8b08000000000000030405060708', 'hex'))],
    ['a file that is not in Base64', { content: 'email\nann@x.test\n' }],
  ])('refuses %s as a whole', async (_, body) => {
    const answer = await who.call('POST', '/v2/suppression_imports', body);
    expect([answer.status, Object.keys(answer.body.errors)]).toEqual([
      422,
      'content' in body && body.content.includes('@') ? ['content'] : ['csv'],
    ]);
    expect(await values()).toEqual([]);
  });

  it('a sign that does not belong into a text refuses no list', async () => {
    expect(await imported({ csv: 'email,note\nann@x.test,\u001a\nbob@x.test,a\u0002b\n' })).toMatchObject({
      imported: 2,
    });
  });

  // However a person writes a whole domain, mail to it stops; what means neither is refused, row by row.
  for (const written of [
    'corp.test',
    '@corp.test',
    '*@corp.test',
    '%@CORP.test.',
    '*.corp.test',
    '.corp.test',
    '@*.corp.test',
    'www.corp.test',
    'http://corp.test',
    'https://www.Corp.test:8443/about?x=a@b.test#y',
    '//corp.test/',
    'corp.test/contact',
    '<*@corp.test>',
    'mailto:*@corp.test',
  ])
    it(`${written} is the domain`, async () => {
      const other = await server.team();
      expect((await imported({ rows: [{ value: written }] })).imported).toBe(1);
      expect((await other.call('POST', '/v2/suppressions', { value: written })).body.data).toMatchObject({
        kind: 'domain',
        value: 'corp.test',
      });
      expect(await values()).toEqual(['corp.test']);
      for (const to of ['ann@corp.test', 'ann@www.corp.test', 'ann@mail.corp.test'])
        expect(await isSuppressed(server.database.kysely, who.principal.teamId, [to], null)).toMatchObject({
          kind: 'domain',
          value: 'corp.test',
        });
    });

  it('refuses what stands for several addresses of a domain, or for a whole country', async () => {
    const csv = 'email\ninfo@*\n*\nann*@corp.test\n*.test\n*@*.test\n@\nhttps://\n';
    expect(await imported({ csv })).toMatchObject({ imported: 0, refused: 7 });
    expect(await imported({ rows: [{ value: '*@corp.test', kind: 'address' }] })).toMatchObject({
      refused: 1,
    });
    const one = await who.call('POST', '/v2/suppressions', { value: 'ann*@corp.test' });
    expect(one.status).toBe(422);
  });

  // Every address of the person counts, wherever the sheet has it; another's is told, and left alone.
  const SEVERAL: Record<string, { csv: string; notRead?: string[] }> = {
    'three columns': { csv: 'Email,Name,Secondary Email,E-mail 3\na@x.test,A,b@x.test,c@x.test\n' },
    'names in other languages': {
      csv: 'Name;E-Mail-Adresse;Private Mail;2. E-Mail\nA;a@x.test;b@x.test;C <c@x.test>\n',
    },
    'a contact export': {
      csv: 'Name,E-mail 1 - Type,E-mail 1 - Value,E-mail 2 - Value\nA,Work,a@x.test,b@x.test ::: c@x.test\n',
    },
    'Korean and Japanese': { csv: '이름,이메일,メールアドレス2,电子邮箱\nA,a@x.test,b@x.test,c@x.test\n' },
    'several in one cell': { csv: 'email\n"a@x.test; B <b@x.test>, c@x.test"\n' },
    'no header': { csv: 'A,a@x.test,b@x.test,c@x.test\n' },
    'the first one empty': { csv: 'email,work email\n,a@x.test\nb@x.test,c@x.test\n' },
    'the rep beside them': {
      csv: 'Contact owner,Email,Other emails,Referred by\nrep@us.test,a@x.test,b@x.test c@x.test,z@y.test\n',
      notRead: ['Contact owner', 'Referred by'],
    },
  };
  for (const [what, { csv, notRead = [] }] of Object.entries(SEVERAL))
    it(`reads every column of addresses: ${what}`, async () => {
      expect(await imported({ csv })).toEqual({
        imported: 3,
        already_there: 0,
        refused: 0,
        refusals: [],
        columns_not_read: notRead,
      });
      expect(await values()).toEqual(['a@x.test', 'b@x.test', 'c@x.test']);
    });

  it('does not read addresses of colleagues', async () => {
    const csv = 'Email,Added by (email),From email,ownerEmail\na@x.test,r@us.test,s@us.test,t@us.test\n';
    expect(await imported({ csv })).toMatchObject({
      imported: 1,
      columns_not_read: ['Added by (email)', 'From email', 'ownerEmail'],
    });
  });

  it('finds the one column of addresses where no name says so', async () => {
    const csv = 'Owner,Customer\nrep@us.test,a@x.test\n,B <b@x.test>\n';
    expect(await imported({ csv })).toMatchObject({ imported: 2, refused: 0, columns_not_read: ['Owner'] });
    expect(await values()).toEqual(['a@x.test', 'b@x.test']);
  });

  it('refuses columns that could all be meant', async () => {
    const csv = 'Account,Contact\nr@us.test,a@x.test\n';
    const answer = await who.call('POST', '/v2/suppression_imports', { csv });
    expect(answer.body.errors).toEqual({
      csv: ['has addresses in several columns (Account, Contact): name the one to read "email"'],
    });
  });

  it.each([
    'co.uk',
    '*.com.au',
    '@公司.cn',
    'https://www.gov.uk/',
    'k12.ca.us',
    'anything.ck',
    'kawasaki.jp',
  ])('refuses %s, below which strangers have their domains, alone and in a list', async (value) => {
    const reason = 'is a public suffix: name the domains below it';
    const alone = await who.call('POST', '/v2/suppressions', { value });
    expect(alone).toMatchObject({ status: 422, body: { errors: { value: [reason] } } });
    expect(await imported({ rows: [{ value }, { value: 'shop.co.uk' }] })).toMatchObject({
      imported: 1,
      refusals: [{ line: 1, value, reason }],
    });
  });

  it.each(['gmail.com', 'github.io', 'parliament.uk', 'city.kawasaki.jp', 'www.ck', 'company.internal'])(
    'takes %s, which is somebody’s',
    async (value) => expect(await imported({ rows: [{ value }] })).toMatchObject({ imported: 1 }),
  );

  it('takes no part of what is no address', async () => {
    const csv = 'email\n"""ann lee""@x.test"\nann*@x.test\n';
    expect(await imported({ csv })).toMatchObject({ imported: 0, refused: 2 });
  });

  it('a further address that is none is told', async () => {
    const csv = 'email,second email\na@x.test,b@@x.test\n';
    expect(await imported({ csv })).toMatchObject({
      imported: 1,
      refusals: [{ line: 2, value: 'b@@x.test', reason: 'is no address or domain' }],
    });
  });

  it('takes a file in a multipart body', async () => {
    const form = new FormData();
    form.append('file', new Blob(['\ufeffemail;x\r\nann@x.test;1\r\n']), 'list.csv');
    const request = new Request('http://x.test', { method: 'POST', body: form });
    const answer = await server.app.inject({
      method: 'POST',
      url: '/v2/suppression_imports',
      headers: {
        authorization: `Bearer ${who.key}`,
        'content-type': request.headers.get('content-type') ?? '',
      },
      payload: Buffer.from(await request.arrayBuffer()),
    });
    expect(JSON.parse(answer.body).data).toMatchObject({ imported: 1, refused: 0 });
  });

  it('refuses row by row, with line and reason, and tells what was there', async () => {
    await imported({ csv: 'ann@x.test' });
    const csv =
      'email,cadence_id\nann@x.test,\n"two\nlines",\nx.test,\n@y.test,\nbob@x.test,999999\nBOB@x.test,\n\u200bbob@x.test,\n,7\n';
    expect(await imported({ csv })).toEqual({
      imported: 3,
      already_there: 2,
      refused: 3,
      refusals: [
        { line: 3, value: 'two\nlines', reason: 'is no address or domain' },
        { line: 7, value: 'bob@x.test', reason: 'names a cadence that could not be found' },
        { line: 10, value: '', reason: 'has no address or domain' },
      ],
      columns_not_read: [],
    });
    expect(await values()).toEqual(['ann@x.test', 'bob@x.test', 'x.test', 'y.test']);
    const events = await server.database.kysely
      .selectFrom('events')
      .select('event_type')
      .where('team_id', '=', who.principal.teamId)
      .where('event_type', '=', 'suppression_created')
      .execute();
    expect(events).toHaveLength(4);
  });

  it('is bounded: columns, rows, cells', async () => {
    expect(await imported({ csv: ','.repeat(3_900_000) })).toMatchObject({ imported: 0 });
    expect(await imported({ csv: '\n'.repeat(2_000_000) })).toMatchObject({ imported: 0 });
    expect(await imported({ csv: `"${'""'.repeat(900_000)}` })).toMatchObject({ imported: 0 });
    const many = await who.call('POST', '/v2/suppression_imports', { csv: 'a@x.test\n'.repeat(50_001) });
    expect([many.status, many.body.errors]).toEqual([422, { csv: ['has more than 50000 rows'] }]);
  });
});

it('a long list is exported as it is read: whoever does not read keeps no more of it than two pages', async () => {
  const wanted = Array.from({ length: 6000 }, (_, number) => `p${String(number).padStart(4, '0')}@long.test`);
  await imported({ csv: wanted.join('\n') });
  const out = await who.call('GET', '/v2/suppression_export');
  const [header, ...lines] = out.text.trimEnd().split('\n');
  expect(header).toBe('kind,value,reason,cadence_id,note,created_at');
  const told = lines.map((line) => line.split(',')[1] ?? '');
  expect(told.toSorted()).toEqual(wanted);

  const { kysely, pool } = server.database;
  const reading = await exportSuppressions(kysely, who.principal);
  if (typeof reading === 'string') throw new Error('the whole list was read');
  const chunks = reading.iterator();
  const { value: begun } = await chunks.next();
  await pool.query('DELETE FROM suppressions WHERE team_id = $1 AND value = ANY ($2)', [
    who.principal.teamId,
    told.slice(-500),
  ]);
  let text = String(begun);
  for await (const chunk of chunks) text += String(chunk);
  expect(text).toContain(told.at(-501));
  expect(text).not.toContain(told.at(-500));
});
