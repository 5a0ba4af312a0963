import { sectionOf } from '../../apps/server/src/db/person-access.js';
import { deleteExpiredFiles } from '../../apps/server/src/domain/files/index.js';
import { accessLoop } from '../../apps/server/src/engine/data-access.js';
import type { FileStore } from '../../apps/server/src/kernel/file-store.js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isSuppressed } from '../../apps/server/src/domain/suppressions/index.js';
import { carryOutRequests } from '../../apps/server/src/engine/data-control.js';
import { log } from '../engine/support.js';
import { type Caller, createTestServer, type TestServer } from '../support/server.js';

/** Nobody else is called so. */
const FIRST = 'Zorblaxia';
const LAST = 'Quuxenhausen';
const ADDRESS = 'Zorblaxia.Q@people.example';
const PHONE = '+4930901820555';
const WORDS = [FIRST, LAST, ADDRESS, PHONE, 'zorblaxia-was-here'];

let server: TestServer;
let admin: Caller;
beforeAll(async () => {
  server = await createTestServer();
  admin = await server.team();
});
afterAll(() => server.close());

const sql = async <T extends object>(text: string, values: unknown[] = []): Promise<T[]> =>
  (await server.database.pool.query<T>(text, values)).rows;
const carry = (now = server.clock.now()) => carryOutRequests({ database: server.database, log }, now);
async function carryAll(): Promise<void> {
  for (let rounds = 0; (await carry()) > 0; rounds += 1) if (rounds > 100) throw new Error('it does not end');
}
const storeOf = () => server.context.files as FileStore;
const makeFiles = async (store = storeOf(), now = server.clock.now()) => {
  const loop = accessLoop({ database: server.database, clock: server.clock, store, log });
  await loop.round(now);
  await loop.drain?.();
};
const fetched = (url: string) => server.app.inject({ url: url.slice(url.indexOf('/files/')) });
const post = async (path: string, body: object, as = admin) => {
  const { status, body: answer } = await as.call('POST', path, body);
  expect([path, status, status < 300 ? '' : answer]).toEqual([path, status < 300 ? status : 0, '']);
  return answer.data;
};
const forget = (people: number[], more: object = {}) =>
  post('/v2/data_control/right_to_be_forgotten', { people_ids: people, ...more });
const requestOf = async (id: number) =>
  (await admin.call('GET', `/v2/data_control/requests/${id}`)).body.data;

/** Where a word stands, in any column of any table. */
async function placesOf(words: readonly string[]): Promise<string[]> {
  const columns = await sql<{ t: string; c: string; type: string }>(
    `SELECT quote_ident(table_name) AS t, quote_ident(column_name) AS c, data_type AS type FROM information_schema.columns
     WHERE table_schema = 'public' AND data_type IN ('text', 'jsonb', 'json', 'ARRAY', 'bytea', 'character varying', 'name')`,
  );
  const found: string[] = [];
  for (const { t, c, type } of columns) {
    const text = type === 'bytea' ? `encode(${c}, 'escape')` : `${c}::text`;
    const rows = await sql(`SELECT FROM ${t} WHERE ${text} ILIKE ANY($1) LIMIT 1`, [
      words.map((word) => `%${word}%`),
    ]);
    if (rows.length > 0) found.push(`${t}.${c}`);
  }
  return found;
}

/** Somebody of whom as much is known as can be. @returns the id */
async function known(): Promise<number> {
  const me = admin.principal;
  const { id: importId } = await post('/v2/imports', { name: 'File' });
  const key = { 'idempotency-key': `${ADDRESS}-made` };
  await post('/v2/calendar/events/upsert', {
    id: 'known',
    i_cal_uid: 'known',
    calendar_id: 'known',
    start_time: '2026-03-10T14:00:00Z',
    end_time: '2026-03-10T15:00:00Z',
    title: `A word with ${FIRST} ${LAST}`,
    attendees: [{ email: ADDRESS, name: `${FIRST} ${LAST}` }],
  });
  const dialled = {
    ...{ to: PHONE.replace('+49', '0049 '), from: '+1', duration: 61, direction: 'outbound' },
    recording: { url: 'https://dialer.example/zorblaxia-was-here.mp3' },
  };
  // Before anybody had the number, and after.
  await post('/v2/conversations/calls', { ...dialled, to: PHONE });
  await post('/v2/conversations/calls', dialled);
  const { body } = await admin.call(
    'POST',
    '/v2/people',
    {
      first_name: FIRST,
      last_name: LAST,
      email_address: ADDRESS,
      phone: PHONE,
      title: 'zorblaxia-was-here',
      import_id: importId,
      custom_fields: {},
      tags: ['vip'],
    },
    key,
  );
  const id = body.data.id as number;
  await post('/v2/notes', {
    content: `${FIRST} likes tea`,
    associated_with_type: 'person',
    associated_with_id: id,
  });
  await post('/v2/tasks', {
    subject: `Call ${FIRST}`,
    person_id: id,
    user_id: me.userId,
    task_type: 'call',
    due_date: '2026-04-01',
    current_state: 'scheduled',
  });
  await post('/v2/activities/calls', { person_id: id, to: PHONE, notes: `${LAST} was out` });
  await post('/v2/conversations/calls', dialled);
  await post('/v2/suppressions', { kind: 'address', value: ADDRESS, note: `${FIRST} asked` });
  const word = 'zorblaxia-was-here';
  const [{ id: email }] = (await sql(
    `INSERT INTO emails (team_id, created_at, updated_at, user_id, person_id, state, state_reason, explained, state_changed_at, send_after, sent_at, message_id, from_address,
       to_address, cc, subject, body_html, body_text, smtp_reply, error_message, decided_because, wire_message_id)
     VALUES ($1, now(), now(), $2, $3, 'sent', $4::text, $5, now(), now(), now(), '<one@x>', 'me@x', $6::text, ARRAY[$6::text], $4::text, $4::text, $4::text, $4::text, $4::text, $4::text, '<wire@x>') RETURNING id`,
    [me.teamId, me.userId, id, word, JSON.stringify({ word }), ADDRESS],
  )) as [{ id: number }];
  for (const [text, ...more] of [
    [
      `INSERT INTO email_recipients (team_id, email_id, address, role, state, created_at, updated_at, smtp_reply) VALUES ($1, $2, $3::text, 'cc', 'accepted', now(), now(), $3::text)`,
      ADDRESS,
    ],
    [
      `INSERT INTO email_history (team_id, email_id, at, state, reason, smtp_reply, explained) VALUES ($1, $2, now(), 'sent', $3::text, $3::text, to_jsonb($3::text))`,
      word,
    ],
    [
      `INSERT INTO email_events (team_id, created_at, email_id, kind, url, user_agent, actor, evidence, network) VALUES ($1, now(), $2, 'click', $3::text, $3::text, 'person', $3::text, $3::text)`,
      word,
    ],
    [
      `INSERT INTO received_messages (team_id, created_at, updated_at, received_at, message_id, from_address, from_name, to_addresses, subject, body_text, kind, confidence, evidence,
         email_id, person_id, effect, suggestion_evidence)
       VALUES ($1, now(), now(), now(), $3::text, $4::text, $3::text, ARRAY[$3::text], $3::text, $3::text, 'reply', 1, ARRAY[$3::text], $2, $5, to_jsonb($3::text), $3::text)`,
      word,
      ADDRESS,
      id,
    ],
  ] as [string, ...unknown[]][])
    await sql(text, [me.teamId, email, ...more]);
  await sql(
    `INSERT INTO sandbox_messages (team_id, delivered_at, message_id, envelope_from, envelope_to, subject, raw) VALUES ($1, now(), '<one@x>', 'me@x', ARRAY[$2::text], $3::text, convert_to($3::text, 'UTF8'))`,
    [me.teamId, ADDRESS, word],
  );
  const subscribed = {
    event_type: 'person_updated',
    callback_url: 'https://x.example/',
    callback_token: 't',
  };
  const { id: subscription } = await post('/v2/webhook_subscriptions', subscribed);
  await sql(
    `INSERT INTO webhook_deliveries (team_id, subscription_id, queued_at, event_type, happened_at, resource, resource_id, callback_url, body, answer, lane)
     VALUES ($1, $2, now(), 'note_created', now(), 'notes', 1, 'https://x.example/', $3, $4, 1)`,
    [me.teamId, subscription, JSON.stringify({ email_address: ADDRESS }), `took ${ADDRESS}`],
  );
  const [{ id: run }] = (await sql(
    `INSERT INTO import_runs (team_id, import_id, dry, user_id, options, started_at) VALUES ($1, $2, false, $3, '{}', now()) RETURNING id`,
    [me.teamId, importId, me.userId],
  )) as [{ id: number }];
  await sql(
    `INSERT INTO import_rows (team_id, run_id, line, outcome, message, cells) VALUES ($1, $2, 2, 'refused', $3, ARRAY[$3::text])`,
    [me.teamId, run, ADDRESS],
  );
  await post('/v2/third_party_live_feed_items', {
    subject_type: 'person',
    subject_id: id,
    event_occurred_at: server.clock.now().toISOString(),
    user_guid: me.userGuid,
    message: `${FIRST} read the offer`,
    idempotency_key: word,
  });
  // An answer that is kept and names them by their number alone.
  await post('/v2/integrations/signals/registrations', { type: 'known', indicators: [{ key: 'known' }] });
  const signal = {
    ...{ type: 'known', urgency: 'low', occurred_at: server.clock.now().toISOString() },
    ...{ idempotency_key: crypto.randomUUID(), attribution: { person_id: id }, data: { said: word } },
  };
  const sent = await admin.call('POST', '/v2/signals', signal, { 'idempotency-key': 'a signal' });
  expect(sent.status, sent.text).toBe(200);
  await admin.call('PUT', `/v2/people/${id}`, { do_not_contact: true });
  // Named in an error of a file.
  await sql('UPDATE imports SET errors_list = to_jsonb(ARRAY[$2::text]) WHERE id = $1', [importId, ADDRESS]);
  return id;
}

/** The file of an access request has each word that a table holds of the person. @returns the link to it */
async function tellsAll(id: number, places: readonly string[]): Promise<string> {
  const asked = await post('/v2/data_control/access', { person_id: id });
  expect(asked).toMatchObject({
    request_type: 'access',
    metadata: { people: 1, done: 0, download_url: null },
  });
  await makeFiles();
  const { events, metadata } = await requestOf(asked.id);
  expect(events.map(({ name }: { name: string }) => name)).toEqual(['requested', 'completed']);
  expect(metadata.rows).toMatchObject({ people: 1, emails: 1, notes: 2 });
  const answer = await fetched(metadata.download_url);
  expect(answer.headers['content-disposition']).toContain(`person-${id}.json`);
  const file = answer.json();
  expect(file.about).toMatchObject({ person_id: id, request_id: asked.id });
  expect(file.person).toMatchObject([{ first_name: FIRST, email_address: ADDRESS, tags: ['vip'] }]);
  expect(file.emails[0].body_text).toBe('zorblaxia-was-here');
  const texts = JSON.stringify(file);
  expect(texts).not.toContain('olga');
  // A table that nobody has said anything about is told whole.
  expect(file.external_mappings).toEqual([]);
  const silent = places.filter((place) => {
    const section = sectionOf.get(place.slice(0, place.indexOf('.')));
    const words = JSON.stringify(file[section ?? ''] ?? '').toLowerCase();
    return section !== undefined && !WORDS.some((word) => words.includes(word.toLowerCase()));
  });
  // Of these it is told where they went, not what they said.
  expect(silent.sort()).toEqual(['webhook_deliveries.answer', 'webhook_deliveries.body']);
  return metadata.download_url;
}

describe('the right to be forgotten', () => {
  it('erases a person from every column of every table, and keeps the hash, the numbers and its own entry', async () => {
    const other = await post('/v2/people', {
      first_name: 'Olga',
      last_name: 'Stays',
      email_address: 'olga@people.example',
    });
    const id = await known();
    const places = await placesOf(WORDS);
    expect(places.length).toBeGreaterThan(40);
    // Told before: what an admin hands to the person who asks. Nothing of it is left either.
    const url = await tellsAll(id, places);
    // One that is on its way when the person is forgotten.
    const { id: unmade } = await post('/v2/data_control/access', { person_id: id });
    const dry = await forget([id], { dry_run: true });
    expect(dry.metadata.rows).toMatchObject({
      people: 1,
      emails: 1,
      received_messages: 1,
      tasks: 1,
      calls: 1,
    });
    expect(dry.events.map(({ name }: { name: string }) => name)).toEqual(['requested', 'completed']);
    expect((await placesOf(WORDS)).length).toBeGreaterThan(40);

    const asked = await forget([id]);
    expect(asked).toMatchObject({
      request_type: 'right_to_be_forgotten',
      dry_run: false,
      user_guid: admin.principal.userGuid,
    });
    expect(asked.events).toHaveLength(1);
    await carryAll();
    expect(await placesOf(WORDS)).toEqual([]);
    await makeFiles();
    expect((await fetched(url)).statusCode).toBe(404);
    expect((await requestOf(unmade)).events.at(-1).name).toBe('cancelled');
    await deleteExpiredFiles(server.database.kysely, storeOf(), server.clock.now(), () => undefined);
    expect(await sql('SELECT FROM files')).toEqual([]);
    const done = await requestOf(asked.id);
    expect(done.metadata).toMatchObject({ people: 1, done: 1, problem: null });
    expect(done.events).toHaveLength(2);

    // What numbers are counted from is there, and so is everybody else.
    expect(
      await sql('SELECT state, sent_at IS NOT NULL AS sent FROM emails WHERE person_id = $1', [id]),
    ).toEqual([{ state: 'sent', sent: true }]);
    expect((await admin.call('GET', `/v2/people/${other.id}`)).body.data).toMatchObject({
      first_name: 'Olga',
    });
    expect((await admin.call('GET', `/v2/people/${id}`)).status).toBe(404);
    const { teamId } = admin.principal;
    const list = await sql<{ value: string }>(`SELECT value FROM suppressions WHERE team_id = $1`, [teamId]);
    expect(list).toHaveLength(1);
    expect(list[0]?.value).toMatch(/^forgotten:[0-9a-f]{64}$/);
    const audit = (
      await admin.call('GET', `/v2/audit_entries?record_type=data_control_requests&record_id=${asked.id}`)
    ).body.data;
    expect(audit).toMatchObject([{ action: 'create', user: { id: admin.principal.userId } }]);
  }, 120_000);

  it('goes on to hold for whoever gives the address again, in any spelling, and for nobody else', async () => {
    const { kysely } = server.database;
    const { teamId } = admin.principal;
    const again = await post('/v2/people', { last_name: 'Again', email_address: ADDRESS.toUpperCase() });
    const found = await isSuppressed(kysely, teamId, [ADDRESS.toUpperCase()], null);
    expect(found).toMatchObject({ kind: 'address', address: ADDRESS.toUpperCase() });
    expect(await isSuppressed(kysely, teamId, ['olga@people.example'], null)).toBeUndefined();
    const stranger = await server.team();
    expect(await isSuppressed(kysely, stranger.principal.teamId, [ADDRESS], null)).toBeUndefined();
    // Forgotten a second time: no second entry.
    await forget([again.id]);
    await carryAll();
    expect(await placesOf([ADDRESS])).toEqual([]);
    expect(await sql('SELECT FROM suppressions WHERE team_id = $1', [teamId])).toHaveLength(1);
  });

  it('is asked for in words that are known: a misspelt trial or moment would erase', async () => {
    const { id } = await post('/v2/people', { last_name: 'Kept', email_address: 'kept@people.example' });
    const bodies: [object, string][] = [
      [{ dryrun: true }, 'dryrun'],
      [{ schedule: {} }, 'schedule'],
      [{ schedule: { runAt: '2030-01-01T00:00:00Z' } }, 'schedule'],
      [{ schedule: { run_at: null } }, 'schedule'],
    ];
    for (const [body, field] of bodies) {
      const path = '/v2/data_control/right_to_be_forgotten';
      const answer = await admin.call('POST', path, { people_ids: [id], ...body });
      expect([answer.status, Object.keys(answer.body.errors)]).toEqual([422, [field]]);
    }
  });

  it('waits while an e-mail is being sent, is done in parts, and begins when it is scheduled', async () => {
    const ids: number[] = [];
    for (let n = 0; n < 5; n += 1)
      ids.push(
        (await post('/v2/people', { last_name: `Many${n}`, email_address: `many${n}@people.example` })).id,
      );
    const { teamId, userId } = admin.principal;
    await sql(
      `INSERT INTO emails (team_id, created_at, updated_at, user_id, person_id, state, state_reason, state_changed_at, send_after, message_id, from_address, to_address,
         subject, body_html, body_text, lease_until) VALUES ($1, now(), now(), $2, $3, 'sending', '', now(), now(), '<many@x>', 'me@x', 'x@x', '', '', '', now())`,
      [teamId, userId, ids[2]],
    );
    const tomorrow = new Date(server.clock.now().getTime() + 86_400_000);
    const { id, metadata } = await forget(ids, { schedule: { run_at: tomorrow.toISOString() } });
    expect(metadata.run_at).not.toBeNull();
    expect(await carry()).toBe(0);
    const left = async () =>
      (await sql(`SELECT FROM people WHERE id = ANY($1) AND last_name IS NOT NULL`, [ids])).length;
    expect(await left()).toBe(5);
    let now = tomorrow;
    const later = () => (now = new Date(now.getTime() + 3_700_000));
    expect(await carry(now)).toBe(2);
    expect(await left()).toBe(3);
    expect(await carry(later())).toBe(0);
    expect(await left()).toBe(3);
    expect((await requestOf(id)).metadata).toMatchObject({ people: 5, done: 2, problem: null });
    await sql(`UPDATE emails SET state = 'sent' WHERE person_id = $1`, [ids[2]]);
    for (let rounds = 0; rounds < 10 && (await left()) > 0; rounds += 1) await carry(later());
    await carry(later());
    expect((await requestOf(id)).metadata).toMatchObject({ done: 5 });
  });
});

describe('a file of what is known', () => {
  it('is for who may read the words of e-mails, and is made again after a try that failed', async () => {
    const { id } = await post('/v2/people', { last_name: 'Asks', email_address: 'asks@people.example' });
    const few = await server.colleague(admin, {
      admin: true,
      scopes: ['data_control:read', 'data_control:write'],
    });
    const body = { person_id: id };
    expect((await few.call('POST', '/v2/data_control/access', body)).status).toBe(403);
    const rep = await server.colleague(admin);
    expect((await rep.call('POST', '/v2/data_control/access', body)).status).toBe(403);
    expect((await (await server.team()).call('POST', '/v2/data_control/access', body)).status).toBe(422);
    // Also of who was deleted.
    await admin.call('DELETE', `/v2/people/${id}`);
    const asked = await post('/v2/data_control/access', body);
    const broken: FileStore = {
      ...storeOf(),
      put: async (_key, source) => {
        for await (const _ of source) break;
        throw new Error('the disk is full');
      },
    };
    await makeFiles(broken);
    expect((await requestOf(asked.id)).metadata).toMatchObject({ done: 0, download_url: null });
    await makeFiles(storeOf(), new Date(server.clock.now().getTime() + 3_600_000));
    const { metadata } = await requestOf(asked.id);
    expect((await fetched(metadata.download_url)).json().person[0]).toMatchObject({ last_name: 'Asks' });
    const seen = (await few.call('GET', `/v2/data_control/requests/${asked.id}`)).body.data;
    expect(seen.metadata).toMatchObject({ done: 1, download_url: null });
  });

  it('is nobody\u2019s when the request was cancelled, or the person forgotten, while it was made', async () => {
    for (const end of ['cancel', 'forget'] as const) {
      const { id } = await post('/v2/people', { last_name: 'Ends', email_address: `${end}@people.example` });
      const asked = await post('/v2/data_control/access', { person_id: id });
      const meanwhile: FileStore = {
        ...storeOf(),
        put: async (key, source, limit) => {
          const stored = await storeOf().put(key, source, limit);
          if (end === 'cancel') await post(`/v2/data_control/requests/${asked.id}/cancel`, {});
          else {
            await forget([id]);
            await carryAll();
          }
          return stored;
        },
      };
      await makeFiles(meanwhile);
      const { events, metadata } = await requestOf(asked.id);
      expect(events.at(-1).name).toBe('cancelled');
      expect(metadata.download_url).toBeNull();
      await deleteExpiredFiles(server.database.kysely, storeOf(), server.clock.now(), () => undefined);
      expect(await sql('SELECT FROM files WHERE record_id = $1', [asked.id])).toEqual([]);
    }
  });
});

describe('a request that is called off', () => {
  it('ends where it stands: whom it had not come to stays', async () => {
    const ids: number[] = [];
    for (const n of [1, 2, 3])
      ids.push(
        (await post('/v2/people', { last_name: `Off${n}`, email_address: `off${n}@people.example` })).id,
      );
    const tomorrow = new Date(server.clock.now().getTime() + 86_400_000);
    const { id } = await forget(ids, { schedule: { run_at: tomorrow.toISOString() } });
    const rep = await server.colleague(admin);
    const stranger = await server.team();
    const cancel = (as = admin) => as.call('POST', `/v2/data_control/requests/${id}/cancel`);
    expect((await cancel(rep)).status).toBe(403);
    expect((await cancel(stranger)).status).toBe(404);
    expect(await carry(tomorrow)).toBe(2);
    const [first, second] = [await cancel(), await cancel()];
    expect([first.status, second.status]).toEqual([200, 200]);
    expect(first.body.data.events.map(({ name }: { name: string }) => name)).toEqual([
      'requested',
      'cancelled',
    ]);
    await carry(new Date(tomorrow.getTime() + 86_400_000));
    expect(await sql('SELECT last_name FROM people WHERE id = ANY($1) ORDER BY id', [ids])).toEqual([
      { last_name: null },
      { last_name: null },
      { last_name: 'Off3' },
    ]);
    const entries = (
      await admin.call('GET', `/v2/audit_entries?record_type=data_control_requests&record_id=${id}`)
    ).body.data;
    expect(entries.map(({ action }: { action: string }) => action).sort()).toEqual(['create', 'update']);
    const done = await forget([ids[2] ?? 0]);
    await carryAll();
    expect((await admin.call('POST', `/v2/data_control/requests/${done.id}/cancel`)).status).toBe(422);
  });
});

describe('other requests', () => {
  it('soft deletion deletes people; a redacted account keeps its people, or forgets them', async () => {
    const account = await post('/v2/accounts', {
      name: 'Secretive Ltd',
      domain: 'secretive.example',
      description: 'Secretive',
    });
    const person = await post('/v2/people', {
      last_name: 'Works',
      email_address: 'works@secretive.example',
      account_id: account.id,
    });
    const gone = await post('/v2/people', { last_name: 'Leaves', email_address: 'leaves@people.example' });
    await post('/v2/data_control/people_soft_deletion', { people_ids: [gone.id] });
    await carryAll();
    expect((await admin.call('GET', `/v2/people/${gone.id}`)).status).toBe(404);
    expect(await sql('SELECT last_name FROM people WHERE id = $1', [gone.id])).toEqual([
      { last_name: 'Leaves' },
    ]);
    await post('/v2/data_control/account_redaction', { account_id: account.id });
    await carryAll();
    expect((await admin.call('GET', `/v2/accounts/${account.id}`)).body.data).toMatchObject({
      name: `Redacted account ${account.id}`,
      domain: null,
      description: null,
    });
    expect((await admin.call('GET', `/v2/people/${person.id}`)).body.data).toMatchObject({
      last_name: 'Works',
    });
    await post('/v2/data_control/account_and_people_redaction', { account_id: account.id });
    await carryAll();
    expect(await sql('SELECT last_name FROM people WHERE id = $1', [person.id])).toEqual([
      { last_name: null },
    ]);
    expect(await placesOf(['secretive'])).toEqual([]);
  });

  it('are for admins, about the own team, and about somebody', async () => {
    const rep = await server.colleague(admin);
    const stranger = await server.team();
    const { id } = await post('/v2/people', { last_name: 'Own', email_address: 'own@people.example' });
    const ask = async (as: Caller, body: object) =>
      (await as.call('POST', '/v2/data_control/right_to_be_forgotten', body)).status;
    expect(await ask(rep, { people_ids: [id] })).toBe(403);
    expect(await ask(stranger, { people_ids: [id] })).toBe(422);
    expect(await ask(admin, { people_ids: [] })).toBe(422);
    expect(await ask(admin, { people_ids: [id], team_id: 999_999 })).toBe(422);
    const [request] = (await admin.call('GET', '/v2/data_control/requests')).body.data;
    for (const other of [rep, stranger])
      expect([403, 404]).toContain(
        (await other.call('GET', `/v2/data_control/requests/${request.id}`)).status,
      );
  });
});
