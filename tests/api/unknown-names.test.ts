import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Caller, createTestServer, type TestServer } from '../support/server.js';

let server: TestServer;
let rep: Caller;
beforeAll(async () => {
  server = await createTestServer();
  rep = await server.team();
});
afterAll(() => server.close());

it('an unknown name is refused where it is ours, with the one that was meant, and nothing is written', async () => {
  const person = await rep.call('POST', '/v2/people', { email_address: 'ann@x.test' });
  const email = { person_id: person.body.data.id, subject: 'x', body: 'x' };
  for (const name of ['send_afetr', 'sendAfter', 'send-after']) {
    const answer = await rep.call('POST', '/v2/scheduled_emails', {
      ...email,
      [name]: '2026-03-03T09:00:00Z',
    });
    expect([answer.status, answer.body.errors]).toEqual([
      422,
      { [name]: ['is not a parameter of this endpoint: did you mean send_after?'] },
    ]);
  }
  const far = await rep.call('POST', '/v2/scheduled_emails', { ...email, colour: 'red' });
  expect(far.body.errors).toEqual({ colour: ['is not a parameter of this endpoint'] });
  expect((await rep.call('GET', '/v2/scheduled_emails')).body.data).toEqual([]);
  // Who changes what was read sends the whole record back.
  const made = await rep.call('POST', '/v2/scheduled_emails', {
    ...email,
    send_after: '2026-03-03T09:00:00Z',
  });
  expect(made.status, made.text).toBe(200);
  const url = `/v2/scheduled_emails/${made.body.data.id}`;
  const wrong = await rep.call('PUT', url, { sendafter: '2026-03-04T09:00:00Z' });
  expect(wrong.status).toBe(422);
  const { subject, state, id } = made.body.data;
  expect((await rep.call('PUT', url, { id, state, subject, body: 'y' })).status).toBe(200);
  const operation = await rep.call('POST', '/v2/suppression_imports', { cvs: 'a@x.test', csv: 'b@x.test' });
  expect(operation.body.errors).toEqual({ cvs: [expect.stringContaining('did you mean csv?')] });
});

it('a dry run is refused wherever there is none, and nothing is written', async () => {
  const ann = await rep.call('POST', '/v2/people', { email_address: 'dry@x.test' });
  const cadence = (await rep.call('POST', '/v2/cadences', { name: 'Dry' })).body.data.id;
  const on = { cadence_id: cadence, person_ids: [ann.body.data.id] };
  for (const name of ['dry_run', 'dryRun', 'Dry-Run']) {
    const answer = await rep.call('POST', '/v2/cadence_bulk_memberships', { ...on, [name]: true });
    expect([answer.status, Object.keys(answer.body.errors)]).toEqual([422, [name]]);
    const person = await rep.call('POST', '/v2/people', { email_address: 'wet@x.test', [name]: 'yes' });
    expect(person.status).toBe(422);
  }
  expect((await rep.call('GET', '/v2/bulk_jobs')).body.data).toEqual([]);
  expect((await rep.call('GET', '/v2/people?email_addresses[]=wet@x.test')).body.data).toEqual([]);
  const wet = await rep.call('POST', '/v2/people', { email_address: 'wet@x.test', dry_run: false });
  expect([wet.status, wet.headers['ignored-parameters']]).toEqual([200, 'dry_run']);
});

it('on operations of the original it is ignored, and the answer says so', async () => {
  const answer = await rep.call('POST', '/v2/people', {
    email_address: 'bob@x.test',
    frist_name: 'Bob',
    'a\r\nb': 1,
  });
  expect(answer.status).toBe(200);
  expect(answer.headers['ignored-parameters']).toBe('frist_name');
  const plain = await rep.call('PUT', `/v2/people/${answer.body.data.id}`, { first_name: 'Bob' });
  expect(plain.headers['ignored-parameters']).toBeUndefined();
});
