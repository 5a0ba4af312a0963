import { afterAll, beforeAll, expect, it } from 'vitest';
import { write } from '../../apps/server/src/db/write.js';
import { recordReceived } from '../../apps/server/src/domain/receiving/record-commands.js';
import type { Classified } from '../../apps/server/src/domain/receiving/types.js';
import { type Caller, createTestServer, type TestServer } from '../support/server.js';

let server: TestServer;
let admin: Caller;
let n = 0;
beforeAll(async () => {
  server = await createTestServer();
  admin = await server.team();
});
afterAll(() => server.close());

/** A person on a cadence, and a message of theirs that was classified so. */
async function scene(classification: Partial<Classified>) {
  n += 1;
  const address = `ann${n}@customer.test`;
  const person = (await admin.call('POST', '/v2/people', { email_address: address, last_name: 'Lee' })).body
    .data;
  const cadence = (
    await admin.call('POST', '/v2/cadences', {
      name: `C${n}`,
      cadence_function: 'outbound',
      remove_replies_enabled: false,
    })
  ).body.data;
  await admin.call('POST', '/v2/steps', { cadence_id: cadence.id, type: 'other', day: 30, name: 'x' });
  const membership = (
    await admin.call('POST', '/v2/cadence_memberships', { person_id: person.id, cadence_id: cadence.id })
  ).body.data;
  const { teamId } = admin.principal;
  const now = server.clock.now();
  const message = {
    mailboxId: null,
    folder: null,
    role: 'inbox' as const,
    uidValidity: null,
    uid: null,
    receivedAt: now,
    messageId: `<m${n}@customer.test>`,
    inReplyTo: null,
    references: [],
    from: { address, name: 'Ann' },
    to: [],
    cc: [],
    subject: 'Re: Hello',
    threadSubject: 'hello',
    text: 'Please take us off, for now.',
    html: null,
    calendar: null,
    unreadable: null,
    classification: {
      kind: 'reply' as const,
      severity: null,
      statusCode: null,
      confidence: 0.9,
      evidence: ['It answers.', 'Perhaps a wish: "take us off".'],
      returnsOn: null,
      originalMessageId: null,
      originalRecipient: null,
      ...classification,
    },
  };
  const match = {
    personId: person.id,
    emailId: null,
    membershipId: null,
    userId: null,
    by: 'sender' as const,
    evidence: 'x',
    copy: false,
  };
  const id = await write(server.database.kysely, teamId, (tx) =>
    recordReceived(tx, teamId, now, message, match),
  );
  const state = async () => {
    const shown = (await admin.call('GET', `/v2/received_messages/${id}`)).body.data;
    const list = (await admin.call('GET', `/v2/suppressions?value[]=${address}`)).body.data;
    const member = (await admin.call('GET', `/v2/cadence_memberships/${membership.id}`)).body.data;
    return {
      answer: shown.suggestion_answer,
      suppressed: list.map((each: { reason: string }) => each.reason),
      on: member.currently_on_cadence,
    };
  };
  return { id, state, post: (what: string) => admin.call('POST', `/v2/received_messages/${id}/${what}`) };
}

it('a doubtful wish does nothing by itself; yes does what a certain one does, once, and can be undone', async () => {
  const s = await scene({ suggestion: 'opt_out' });
  expect(await s.state()).toEqual({ answer: null, suppressed: [], on: true });
  expect((await admin.call('GET', '/v2/received_messages?suggestion=opt_out')).body.data[0]).toMatchObject({
    id: s.id,
    suggestion: { value: 'opt_out', evidence: 'Perhaps a wish: "take us off".' },
  });
  const said = await s.post('opt_out');
  expect(said.body.data).toMatchObject({ id: s.id, suggestion_answer: 'accepted', undoable: true });
  expect((await s.post('opt_out')).status).toBe(200);
  expect(await s.state()).toEqual({ answer: 'accepted', suppressed: ['opt_out'], on: false });
  expect((await s.post('dismiss')).status).toBe(409);
  expect((await s.post('undo')).status).toBe(200);
  expect(await s.state()).toEqual({ answer: null, suppressed: [], on: true });
  await Promise.all([s.post('opt_out'), s.post('opt_out'), s.post('opt_out')]);
  expect(await s.state()).toEqual({ answer: 'accepted', suppressed: ['opt_out'], on: false });
});

it('no is remembered, and may be taken back by a yes', async () => {
  const s = await scene({ suggestion: 'opt_out' });
  expect((await s.post('dismiss')).body.data.suggestion_answer).toBe('dismissed');
  expect((await s.post('dismiss')).status).toBe(200);
  expect(await s.state()).toEqual({ answer: 'dismissed', suppressed: [], on: true });
  await s.post('opt_out');
  expect(await s.state()).toEqual({ answer: 'accepted', suppressed: ['opt_out'], on: false });
});

it('who has left the company leaves the cadence instead of pausing, with the reason; undo brings them back', async () => {
  const s = await scene({ kind: 'auto_reply', leftCompany: true });
  expect(await s.state()).toEqual({ answer: null, suppressed: [], on: false });
  await s.post('undo');
  expect((await s.state()).on).toBe(true);
});
