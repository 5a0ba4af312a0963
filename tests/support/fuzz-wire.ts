import fc from 'fast-check';

/** Bodies and headers as bytes: the encodings the server reads, and ones it does not. */

/** A body on the wire. */
export interface Payload {
  type: string | undefined;
  bytes: Buffer;
}

/** JSON with its raw parts put in. */
export function jsonText(value: unknown): string {
  // oxlint-disable-next-line no-control-regex
  return JSON.stringify(value).replace(
    /"\\u0001raw (.*?)\\u0001"/g,
    (_, text: string) => JSON.parse(`"${text}"`) as string,
  );
}

function flat(value: unknown, name: string): [string, string][] {
  if (Array.isArray(value)) return value.flatMap((each) => flat(each, `${name}[]`));
  if (typeof value === 'object' && value !== null)
    return Object.entries(value).flatMap(([key, each]) => flat(each, name === '' ? key : `${name}[${key}]`));
  return [[name, typeof value === 'string' ? value : value === null ? '' : JSON.stringify(value)]];
}
const wellFormed = ([name, value]: [string, string]) =>
  `${encodeURIComponent(name.toWellFormed())}=${encodeURIComponent(value.toWellFormed())}`;

const ENCODERS: Readonly<Record<string, (body: Record<string, unknown>) => Payload>> = {
  json: (body) => ({ type: 'application/json', bytes: Buffer.from(jsonText(body)) }),
  form: (body) => ({
    type: 'application/x-www-form-urlencoded',
    bytes: Buffer.from(flat(body, '').map(wellFormed).join('&')),
  }),
  multipart: (body) => ({
    type: 'multipart/form-data; boundary=b',
    bytes: Buffer.from(
      `${flat(body, '')
        .map(([name, value]) => `--b\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`)
        .join('')}--b--\r\n`,
    ),
  }),
  untyped: (body) => ({ type: undefined, bytes: Buffer.from(jsonText(body)) }),
  'form that says JSON': (body) => ({
    type: 'application/json',
    bytes: Buffer.from(flat(body, '').map(wellFormed).join('&')),
  }),
  'JSON that says form': (body) => ({
    type: 'application/x-www-form-urlencoded',
    bytes: Buffer.from(jsonText(body)),
  }),
  truncated: (body) => ({ type: 'application/json', bytes: Buffer.from(jsonText(body)).subarray(0, -1) }),
  array: (body) => ({ type: 'application/json', bytes: Buffer.from(jsonText([body])) }),
  'not UTF-8': (body) => ({
    type: 'application/json',
    bytes: Buffer.concat([Buffer.from(jsonText(body)), Buffer.from([0xff, 0xfe])]),
  }),
  'a multipart without end': () => ({
    type: 'multipart/form-data; boundary=b',
    bytes: Buffer.from('--b\r\nContent-Disposition: form-data; name="name"\r\n\r\nx'),
  }),
  'a multipart without boundary': () => ({ type: 'multipart/form-data', bytes: Buffer.from('--b') }),
};

/** The body in one of the encodings, most often JSON. */
export const encoded = (body: fc.Arbitrary<Record<string, unknown>>): fc.Arbitrary<Payload> =>
  fc
    .tuple(
      body,
      fc.oneof(
        { weight: 8, arbitrary: fc.constant('json') },
        { weight: 2, arbitrary: fc.constant('form') },
        { weight: 3, arbitrary: fc.constantFrom(...Object.keys(ENCODERS)) },
      ),
    )
    .map(([value, encoding]) => (ENCODERS[encoding] ?? ENCODERS['json'])?.(value) as Payload);

/** Headers that are no business of the operation, or spoil it. */
export const oddHeaders: fc.Arbitrary<Record<string, string>> = fc.oneof(
  { weight: 12, arbitrary: fc.constant({}) },
  { weight: 1, arbitrary: fc.constant({ prefer: 'handling=strict' }) },
  {
    weight: 3,
    arbitrary: fc.constantFrom<Record<string, string>>(
      { 'idempotency-key': '' },
      { 'idempotency-key': 'k'.repeat(256) },
      { 'idempotency-key': 'same key' },
      { 'idempotency-key': "'; --" },
      { authorization: 'Bearer' },
      { authorization: `Bearer ${'x'.repeat(4000)}` },
      { authorization: 'Basic OjpcAA==' },
      { authorization: 'Bearer \u00ff\u00fe' },
      { 'content-encoding': 'gzip' },
      { accept: 'text/html' },
      { 'x-request-id': '../../<script>' },
      { host: 'evil.example' },
      { prefer: 'handling=\u00ff' },
    ),
  },
);
