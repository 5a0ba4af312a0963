import { afterAll, beforeAll, expect, test } from 'vitest';
import { dayOf } from '../../apps/server/src/domain/custom-values.js';
import { type Caller, createTestServer, type TestServer } from '../support/server.js';

let server: TestServer;
let who: Caller;
let person = 0;

beforeAll(async () => {
  server = await createTestServer();
  who = await server.team();
  const made = await who.call('POST', '/v2/people', { email_address: 'a@x.test', last_name: 'A' });
  person = made.body.data.id;
});
afterAll(() => server.close());

const field = async (name: string, type: string) =>
  (await who.call('POST', '/v2/custom_fields', { name, field_type: 'person', value_type: type })).body.data
    .id;
const put = (name: string, value: string) =>
  who.call('PUT', `/v2/people/${person}`, { custom_fields: { [name]: value } });

test.each([
  ['2026-03-01', '2026-03-01'],
  [' 2026-03-01 ', '2026-03-01'],
  ['20260301', '2026-03-01'],
  ['2026-03-01T23:30:00-05:00', '2026-03-01'],
  ['2024-02-29', '2024-02-29'],
])('%j is the day %s', (written, day) => expect(dayOf(written)).toBe(day));

test.each([
  ...[
    '45000',
    '2026-02-30',
    '31/12/2026',
    '01/03/2026',
    '1.3.2026',
    'March 1, 2026',
    'soon',
    '2026-3-1',
    '2026',
  ],
  ...['0000-00-00', '2025-02-29', '2026-13-01', '٢٠٢٦-٠٣-٠١', '2026-03-01; x'],
])('%j is no day that can be read in one way', (written) => expect(dayOf(written)).toBeUndefined());

test('a date field holds dates: what is none is refused, and nothing is changed', async () => {
  await field('Renewal', 'date');
  expect((await put('Renewal', '2026-03-01T10:00:00Z')).body.data.custom_fields).toEqual({
    Renewal: '2026-03-01',
  });
  const refused = await put('Renewal', '01/03/2026');
  expect(refused.status).toBe(422);
  expect(refused.body.errors.custom_fields).toEqual(['Renewal is not a date: write it as YYYY-MM-DD']);
  const shown = await who.call('GET', `/v2/people/${person}`);
  expect(shown.body.data.custom_fields).toEqual({ Renewal: '2026-03-01' });
});

test.each(['', '  ', '\u00a0\t', '\u200b', '\ufeff \u2060', '\u3000', '\u3164'])(
  'blank is empty, whatever is given by it: %j',
  async (blank) => {
    const names = ['Day', 'Words'];
    if (blank === '') for (const name of names) await field(name, name === 'Day' ? 'date' : 'text');
    const v1 = `/public_api/v1/people/${person}`;
    const written = { Day: '2026-03-01', Words: 'w' };
    for (const path of [`/v2/people/${person}`, v1])
      for (const fields of [
        { Day: blank, Words: blank },
        [{ Day: blank }, { name: 'Words', value: blank }],
      ]) {
        await who.call('PUT', `/v2/people/${person}`, {
          custom_fields: written,
          title: 'Head',
          city: 'Bonn',
        });
        const cleared = await who.call('PUT', path, { custom_fields: fields, title: blank, city: null });
        expect(cleared.status, JSON.stringify(cleared.body)).toBe(200);
        const { data } = (await who.call('GET', `/v2/people/${person}`)).body;
        expect([data.custom_fields.Day, data.custom_fields.Words]).toEqual([undefined, undefined]);
        expect([data.title || null, data.city]).toEqual([null, null]);
      }
    const nobody = { email_address: blank, phone: '030 1234567', last_name: blank };
    expect((await who.call('POST', '/v2/people', nobody)).status).toBe(422);
    expect((await who.call('POST', '/v2/cadences', { name: blank })).status).toBe(422);
  },
);

test('a text field becomes a date field only while all its values are dates', async () => {
  const id = await field('Since', 'text');
  await put('Since', 'long ago');
  const refused = await who.call('PUT', `/v2/custom_fields/${id}`, { value_type: 'date' });
  expect([refused.status, Object.keys(refused.body.errors)]).toEqual([422, ['value_type']]);
  await put('Since', '2020-01-01');
  expect((await who.call('PUT', `/v2/custom_fields/${id}`, { value_type: 'date' })).status).toBe(200);
});
