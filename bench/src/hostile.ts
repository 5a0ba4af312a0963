import type { Seeded } from './seed.js';

/** One input of somebody who means harm: a request, or a message of a stranger. */
export interface Hostile {
  /** What it is, for the report. */
  what: string;
  method: 'GET' | 'POST' | 'PUT';
  path: string;
  headers: Record<string, string>;
  body: string | undefined;
  /** Sent without a token. */
  stranger: boolean;
  /** No request: an e-mail that a mailbox receives. */
  message: boolean;
}

type Make = (size: number, turn: number, seeded: Seeded) => Partial<Hostile> & { path?: string };

const JSON_TYPE = { 'content-type': 'application/json' };
const FORM = { 'content-type': 'application/x-www-form-urlencoded' };
const MULTIPART = { 'content-type': 'multipart/form-data; boundary=b' };
const many = (count: number, make: (index: number) => string, glue = '') =>
  Array.from({ length: count }, (_, index) => make(index)).join(glue);
const PIECES = ['@', '/', '%40', '.json', '@.json', '%2f', 'a', '..', ';', '%25', '~', '+', '//a'];
const post = (path: string, body: unknown): Partial<Hostile> => ({
  method: 'POST',
  path,
  headers: JSON_TYPE,
  body: typeof body === 'string' ? body : JSON.stringify(body),
});
const preview = (turn: number, seeded: Seeded, body: string) =>
  post('/v2/email_previews', { subject: 's', person_id: (turn % seeded.people) + 1, body: `${turn}${body}` });

/** Families by name; `size` is about the number of bytes or more. */
const FAMILIES: readonly (readonly [what: string, largest: number, make: Make])[] = [
  [
    'path',
    15_000,
    (size, turn) => ({ path: `/v2/${piece(turn).repeat(Math.ceil(size / piece(turn).length))}x` }),
  ],
  [
    'path of V1',
    2_000,
    (size, turn) => ({ path: `/public_api/v1/people/${piece(turn).repeat(Math.ceil(size / 9))}` }),
  ],
  [
    'query of indexes',
    12_000,
    (size) => ({ path: `/v2/people?${many(size / 12, (i) => `a${i}[99]=a`, '&')}` }),
  ],
  ['query of ids', 12_000, (size) => ({ path: `/v2/people?${many(size / 8, () => 'ids[]=1', '&')}` })],
  ['query of brackets', 12_000, (size) => ({ path: `/v2/people?a${'['.repeat(size)}=1` })],
  [
    'query of unknown names',
    12_000,
    (size) => ({
      path: `/v2/people?${many(size / 9, (i) => `n${i}=1`, '&')}`,
      headers: { prefer: 'handling=strict' },
    }),
  ],
  ['cursor', 12_000, (size) => ({ path: `/v2/people?cursor=${'W'.repeat(size)}` })],
  [
    'authorization',
    14_000,
    (size) => ({ path: '/v2/me', headers: { authorization: `Bearer ${' '.repeat(size)}x` } }),
  ],
  ['prefer', 14_000, (size) => ({ path: '/v2/people', headers: { prefer: ' ,'.repeat(size / 2) } })],
  [
    'cookie',
    14_000,
    (size) => ({
      path: '/device',
      stranger: true,
      headers: { cookie: many(size / 8, (i) => `a${i}=b`, '; ') },
    }),
  ],
  [
    'forwarded',
    14_000,
    (size) => ({
      path: '/login',
      stranger: true,
      headers: { 'x-forwarded-for': many(size / 9, () => '1.2.3.4', ',') },
    }),
  ],
  [
    'form of indexes',
    1_000_000,
    (size) => ({
      ...post(
        '/v2/people',
        many(size / 13, (i) => `a${i}[4999]=a`, '&'),
      ),
      headers: FORM,
    }),
  ],
  [
    'form of one list',
    1_000_000,
    (size) => ({
      ...post(
        '/v2/people',
        many(size / 10, (i) => `t[${i}]=a`, '&'),
      ),
      headers: FORM,
    }),
  ],
  [
    'form of a stranger',
    200_000,
    (size) => ({
      ...post(
        '/login',
        many(size / 13, (i) => `a${i}[4999]=a`, '&'),
      ),
      headers: FORM,
      stranger: true,
    }),
  ],
  [
    'scope of a stranger',
    200_000,
    (size) => ({ ...post('/oauth/token', `scope=${'+'.repeat(size)}`), headers: FORM, stranger: true }),
  ],
  [
    'thousand parameters',
    60_000,
    () => ({
      ...post(
        '/v2/people',
        many(999, (i) => `a${i}[99]=a`, '&'),
      ),
      headers: FORM,
    }),
  ],
  ['JSON of names', 4_000_000, (size) => post('/v2/people', `{${many(size / 12, (i) => `"a${i}":1`, ',')}}`)],
  [
    'JSON of a stranger',
    4_000_000,
    (size) => ({ ...post('/oauth/token', `{${many(size / 12, (i) => `"a${i}":1`, ',')}}`), stranger: true }),
  ],
  ['JSON of brackets', 4_000_000, (size) => post('/v2/people', '['.repeat(size))],
  ['JSON of quotes', 4_000_000, (size) => post('/v2/people', `{"a":"${'\\"'.repeat(size / 2)}"}`)],
  ['JSON of many values', 400_000, () => post('/v2/people', { tags: Array(19_000).fill('a') })],
  [
    'strict JSON',
    400_000,
    () => ({
      ...post('/v2/people', `{${many(19_000, (i) => `"a${i}":1`, ',')}}`),
      headers: { ...JSON_TYPE, prefer: 'handling=strict' },
    }),
  ],
  [
    'tags with commas',
    4_000_000,
    (size) => post('/v2/people', { email_address: 'a@b.example', tags: 'a,'.repeat(size / 2) }),
  ],
  [
    'custom fields',
    500_000,
    (size, turn) =>
      post('/v2/people', {
        email_address: 'a@b.example',
        custom_fields: Object.fromEntries(
          Array.from({ length: Math.min(500, size / 40) }, (_, i) => [`f${turn}-${i}`, 'x']),
        ),
      }),
  ],
  ['address', 1_000, (size) => post('/v2/people', { email_address: `a@${'a.'.repeat(size / 2)}` })],
  [
    'long address',
    500_000,
    (size) => post('/v2/suppressions', { kind: 'address', value: `a@${'é.'.repeat(size / 2)}` }),
  ],
  [
    'suppression list of commas',
    4_000_000,
    (size) => post('/v2/suppression_imports', { csv: ','.repeat(size) }),
  ],
  [
    'suppression list of quotes',
    4_000_000,
    (size) => post('/v2/suppression_imports', { csv: `email\n${'"'.repeat(size)}` }),
  ],
  [
    'suppression list of lines',
    4_000_000,
    (size) => post('/v2/suppression_imports', { csv: `email\n${'a\n'.repeat(size / 2)}` }),
  ],
  [
    'multipart of parts',
    3_000_000,
    (size) => ({
      ...post(
        '/v2/people',
        `${many(size / 55, () => '--b\r\ncontent-disposition: form-data; name="a"\r\n\r\n', '\r\n')}\r\n--b--`,
      ),
      headers: MULTIPART,
    }),
  ],
  [
    'multipart of headers',
    300_000,
    (size) => ({
      ...post('/v2/people', `--b\r\n${many(size / 10, (i) => `x-${i}: 1`, '\r\n')}\r\n\r\nx\r\n--b--`),
      headers: MULTIPART,
    }),
  ],
  [
    'multipart of a boundary',
    300_000,
    (size) => ({ ...post('/v2/people', '\r\n--'.repeat(size / 4)), headers: MULTIPART }),
  ],
  ['template of outputs', 190_000, (size, turn, seeded) => preview(turn, seeded, '{{"a"}}'.repeat(size / 7))],
  [
    'template of a thousand outputs',
    10_000,
    (_, turn, seeded) => preview(turn, seeded, '{{"a"|upcase|downcase}}'.repeat(800)),
  ],
  [
    'template of filters',
    190_000,
    (size, turn, seeded) => preview(turn, seeded, `{{ "a"${'|upcase'.repeat(size / 7)} }}`),
  ],
  [
    'template of loops',
    1_000,
    (_, turn, seeded) =>
      preview(turn, seeded, '{% for a in (1..999) %}{% for b in (1..999) %}{{ a }}{% endfor %}{% endfor %}'),
  ],
  [
    'template of missing fields',
    1_000,
    (_, turn, seeded) =>
      preview(
        turn,
        seeded,
        many(49, (i) => `{{ f${turn}_${i} }}`),
      ),
  ],
  ['template of lists', 190_000, (size, turn, seeded) => preview(turn, seeded, '<ul>'.repeat(size / 4))],
  [
    'template of tables',
    190_000,
    (size, turn, seeded) => preview(turn, seeded, '<table><tr><td>a</td></tr></table>'.repeat(size / 34)),
  ],
  [
    'template of quotes',
    25_000,
    (size, turn, seeded) => preview(turn, seeded, `${'<blockquote>'.repeat(90)}${'a<br>'.repeat(size / 5)}`),
  ],
  ['template of entities', 190_000, (size, turn, seeded) => preview(turn, seeded, '&amp;'.repeat(size / 5))],
  [
    'template that is stored',
    190_000,
    (size, turn) =>
      post('/v2/email_templates', {
        title: `t${turn}`,
        subject: 's',
        body: '{%if a%}'.repeat(Math.min(900, size / 8)),
      }),
  ],
  ['tracked link', 8_000, (size) => ({ path: `/t/c/${'a.'.repeat(size / 2)}`, stranger: true })],
  ['unsubscribe', 2_000, (size) => ({ path: `/u/${'a.'.repeat(size / 2)}`, stranger: true })],
  [
    'authorize',
    10_000,
    (size) => ({
      path: `/oauth/authorize?client_id=cadenza-cli&response_type=code&scope=${'a+'.repeat(size / 2)}`,
      stranger: true,
    }),
  ],
  ['return_to', 10_000, (size) => ({ path: `/login?return_to=${'/%5c'.repeat(size / 4)}`, stranger: true })],
  ['sandbox', 1_000, () => ({ path: '/sandbox/messages?before[a]=1' })],
  [
    'message with brackets',
    60_000,
    (size) => ({ message: true, body: bounce(`${'<'.repeat(size / 2)}${'>'.repeat(size / 2)}\u2028x`) }),
  ],
  [
    'message from groups',
    60_000,
    (size) => ({ message: true, body: `From: ${'a:b;'.repeat(size / 4)}\r\nSubject: x\r\n\r\nx` }),
  ],
  [
    'message of headers',
    60_000,
    (size) => ({
      message: true,
      body: `From: a@b.example\r\n${many(size / 12, (i) => `x-${i}: 1\r\n`)}\r\nx`,
    }),
  ],
  [
    'message of parts',
    60_000,
    (size) => ({
      message: true,
      body: `From: a@b.example\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n${'--b\r\n\r\nx\r\n'.repeat(size / 10)}`,
    }),
  ],
  [
    'message of lists',
    60_000,
    (size) => ({
      message: true,
      body: `From: a@b.example\r\nContent-Type: text/html\r\n\r\n${'<ul>'.repeat(size / 4)}`,
    }),
  ],
  [
    'message of words',
    60_000,
    (size) => ({
      message: true,
      body: `From: mailer-daemon@b.example\r\nSubject: Undeliverable\r\n\r\n${'user mailbox address '.repeat(size / 21)}`,
    }),
  ],
];

function piece(turn: number): string {
  return PIECES[turn % PIECES.length] as string;
}

function bounce(to: string): string {
  return `From: mailer-daemon@evil.example\r\nSubject: Undeliverable\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: text/plain\r\n\r\nnobody\r\n--b\r\nContent-Type: message/rfc822\r\n\r\nTo: ${to}\r\nMessage-ID: <q@r>\r\n\r\nx\r\n--b--`;
}

/** How small an ordinary input is beside the largest. */
const SHARES = [1000, 300, 100, 30];

/** What the input of a number is, without making it: megabytes of text would hold up who only wants the name. */
export function hostileName(number: number): string {
  const [what, largest] = FAMILIES[number % FAMILIES.length] as (typeof FAMILIES)[number];
  return isFull(number) ? `${what}, ${largest} bytes` : what;
}

// Large ones are what holds a server up, and what takes long to send: one in forty.
const isFull = (number: number): boolean => Math.floor(number / FAMILIES.length) % 40 === 7;

/** The input of a number: every family in turn, mostly small, sometimes as large as it gets. */
export function hostile(number: number, seeded: Seeded): Hostile {
  const [, largest, make] = FAMILIES[number % FAMILIES.length] as (typeof FAMILIES)[number];
  const turn = Math.floor(number / FAMILIES.length);
  const size = Math.max(40, Math.floor(largest / (SHARES[turn % SHARES.length] ?? 1)));
  return {
    method: 'GET',
    path: '/v2/me',
    headers: {},
    body: undefined,
    stranger: false,
    message: false,
    ...make(isFull(number) ? largest : Math.min(size, largest), turn, seeded),
    what: hostileName(number),
  };
}
