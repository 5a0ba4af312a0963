import { pino } from 'pino';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { REFERENCES, STAY } from '../../apps/server/src/db/merge-places.js';
import { write } from '../../apps/server/src/db/write.js';
import { forgetUndo } from '../../apps/server/src/domain/merging/index.js';
import { recordReceived } from '../../apps/server/src/domain/receiving/index.js';
import { carryOutRequests } from '../../apps/server/src/engine/data-control.js';
import { tick } from '../../apps/server/src/engine/planning/tick.js';
import { receiveMessage } from '../../apps/server/src/engine/receiving/receive.js';
import { importLoop } from '../../apps/server/src/engine/imports.js';
import type { FileStore } from '../../apps/server/src/kernel/file-store.js';
import { uploaded } from '../support/files.js';
import { fingerprint } from '../support/hidden.js';
import { type Caller, createTestServer, START, type TestServer } from '../support/server.js';
import { engineOf, memoryMailer } from '../engine/support.js';

/** Two records that are the same become one, and are parted again for a day. */
let server: TestServer;
let who: Caller;
let n = 0;
beforeAll(async () => {
  server = await createTestServer();
});
beforeEach(async () => {
  server.clock.set(new Date(START));
  who = await server.team();
});
afterAll(() => server.close());

const sql = async (text: string, values: unknown[] = []) =>
  // oxlint-disable-next-line typescript/no-explicit-any
  (await server.database.pool.query<any>(text, values)).rows;
const made = async (path: string, body: object, by = who): Promise<number> => {
  const answer = await by.call('POST', path, body);
  expect(answer.status, answer.text).toBeLessThan(300);
  return answer.body.data.id;
};
const show = async (path: string) => (await who.call('GET', path)).body.data;
const person = (fields: object = {}, by = who) => {
  n += 1;
  return made('/v2/people', { email_address: `merge${n}@people.example`, last_name: `L${n}`, ...fields }, by);
};
const account = (fields: object = {}) => {
  n += 1;
  return made('/v2/accounts', { name: `A${n}`, domain: `merge${n}.example`, ...fields });
};
const merge = (into: number, from: number, more: object = {}, by = who, kind = 'people') =>
  by.call('POST', `/v2/${kind}/${into}/merge`, { from_id: from, ...more });
const merged = async (into: number, from: number, more: object = {}, kind = 'people') => {
  const answer = await merge(into, from, more, who, kind);
  expect(answer.status, answer.text).toBe(200);
  return answer.body.data;
};
const undo = (id: number, by = who) => by.call('POST', `/v2/merges/${id}/undo`);
const undone = async (id: number) => {
  const answer = await undo(id);
  expect(answer.status, answer.text).toBe(200);
  return answer.body.data;
};
const log = pino({ level: 'silent' });
const prepare = () => tick({ database: server.database, log, width: 1, batch: 100 }, server.clock.now());
async function cadence(): Promise<number> {
  n += 1;
  const id = await made('/v2/cadences', { name: `Merge ${n}` });
  const template = await made('/v2/email_templates', { title: 'T', subject: 'S', body: '<p>B</p>' });
  const email = { cadence_id: id, type: 'email', automated: true, due_immediately: true, day: 1 };
  await made('/v2/steps', { ...email, email_template_id: template });
  await made('/v2/steps', { cadence_id: id, type: 'phone', name: 'Call', day: 5 });
  return id;
}
const join = (person_id: number, cadence_id: number, more: object = {}) =>
  made('/v2/cadence_memberships', { person_id, cadence_id, ...more });
/** All that names people in the tables that move, as rows: what an undo must bring back. */
async function named(ids: readonly number[]): Promise<Record<string, unknown[]>> {
  const found: Record<string, unknown[]> = {};
  for (const { table, column, where = 'true', key = 'id' } of REFERENCES.person) {
    // (Histories are written anew from what they tell of.)
    const by = table === 'activity_histories' ? 'history_id' : key;
    found[`${table}.${column}`] = await sql(
      `SELECT r.${by} AS key, r.${column} AS of FROM ${table} r WHERE r.team_id = $1 AND r.${column} = ANY($2) AND ${where} ORDER BY 1, 2`,
      [who.principal.teamId, ids],
    );
  }
  return found;
}
const STAMPS = { updated_at: expect.any(String) };

/** Somebody with some of everything. */
async function busy(fields: object = {}): Promise<{ id: number; address: string }> {
  const id = await person(fields);
  const { email_address: address } = await show(`/v2/people/${id}`);
  await made('/v2/activities/calls', { person_id: id, notes: 'Said so' });
  await made('/v2/notes', { content: 'N', associated_with_type: 'person', associated_with_id: id });
  await made('/v2/tasks', { person_id: id, subject: 'S', task_type: 'call', due_date: '2026-03-05' });
  await who.call('POST', '/v2/successes', { person_id: id });
  const start_time = new Date(server.clock.now().getTime() + 86_400_000 * 9).toISOString();
  await made('/v2/meetings', { person_id: id, title: 'Demo', start_time, send_invitation: false });
  const [box] = await sql(
    `INSERT INTO mailboxes (team_id, created_at, updated_at, user_id, kind, email_address) VALUES ($1, $2, $2, $3, 'smtp', $4) RETURNING id`,
    [who.principal.teamId, server.clock.now(), who.principal.userId, `box${id}@sender.example`],
  );
  const text = `Message-ID: <m${id}@customer.test>\r\nFrom: ${address}\r\nSubject: Hello\r\n\r\nAre you there?\r\n`;
  const arrival = {
    ...{ teamId: who.principal.teamId, mailboxId: box.id, folder: 'INBOX', role: 'inbox' as const },
    ...{ uidValidity: 1, uid: 1, flags: new Set<string>(), receivedAt: server.clock.now() },
  };
  await receiveMessage(server.database, arrival, Buffer.from(text), server.clock.now());
  return { id, address };
}

it('moves all that names the one to the other, and an undo brings each row back', async () => {
  const [shared, own] = [await cadence(), await cadence()];
  const home = await account();
  const into = await busy({ title: 'CEO', tags: ['a'], phone: '+41 44 1' });
  const from = await busy({ title: 'CFO', city: 'Bern', tags: ['b'], account_id: home, phone: '+41 44 2' });
  const kept = await join(into.id, shared);
  const second = await join(from.id, shared);
  const mine = await join(from.id, own);
  await prepare();
  const call = (await who.call('GET', `/v2/activities/calls?person_id=${from.id}`)).body.data[0].id;
  await who.call('PUT', `/v2/activity_histories/call-${call}`, { pinned: true });
  const before = [await show(`/v2/people/${into.id}`), await show(`/v2/people/${from.id}`)];
  const rows = await named([into.id, from.id]);
  expect(rows['emails.person_id']).toHaveLength(3);
  const told = await merged(into.id, from.id);
  expect(told).toMatchObject({
    kind: 'person',
    from_id: from.id,
    dry_run: false,
    ended: [second],
    undone_at: null,
  });
  expect(told.undoable_until).toBe('2026-03-03T09:00:00.000000+00:00');
  expect(told.dropped.toSorted()).toEqual(['last_name', 'phone', 'title']);
  for (const [name, each] of Object.entries(await named([from.id]))) expect(each, name).toEqual([]);
  expect((await named([into.id]))['calls.person_id']).toHaveLength(2);
  const after = await show(`/v2/people/${into.id}`);
  expect(after).toMatchObject({
    title: 'CEO',
    city: 'Bern',
    tags: ['a', 'b'],
    email_address: into.address,
    secondary_email_address: from.address,
    account: { id: home },
    counts: { calls: 2 },
  });
  expect(after.cadences.map(({ id }: { id: number }) => id).toSorted()).toEqual([shared, own].toSorted());
  // Who was on it stays, the other leaves with the reason; what the machine had queued is planned anew.
  expect(await show(`/v2/cadence_memberships/${kept}`)).toMatchObject({ currently_on_cadence: true });
  expect(await show(`/v2/cadence_memberships/${mine}`)).toMatchObject({
    currently_on_cadence: true,
    person: { id: into.id },
  });
  const [ended] = await sql('SELECT state_reason, person_deleted FROM cadence_memberships WHERE id = $1', [
    second,
  ]);
  expect(ended).toEqual({
    state_reason: 'The person was merged into another who is, or was, on this cadence.',
    person_deleted: true,
  });
  const states = await sql('SELECT state FROM emails WHERE membership_id = $1', [mine]);
  expect(states).toEqual([{ state: 'cancelled' }]);
  const folded = await sql('SELECT id FROM emails WHERE membership_id = $1', [kept]);
  expect(folded).toHaveLength(2);
  const pins = await sql(
    `SELECT history_id FROM activity_histories WHERE team_id = $1 AND resource_type = 'person' AND resource_id = $2 AND pinned_at IS NOT NULL`,
    [who.principal.teamId, into.id],
  );
  expect(pins).toEqual([{ history_id: `call-${call}` }]);
  expect((await who.call('GET', `/v2/people/${from.id}`)).body).toEqual({
    status: 404,
    error: 'Not Found',
    merged_into: { id: into.id, _href: `http://cadenza.test/v2/people/${into.id}` },
  });
  expect((await show(`/v2/accounts/${home}`)).counts.people).toBe(1);

  const back = await undone(told.id);
  expect(back.left).toEqual([]);
  expect(await named([into.id, from.id])).toEqual(rows);
  expect(await show(`/v2/people/${into.id}`)).toEqual({ ...before[0], ...STAMPS });
  expect(await show(`/v2/people/${from.id}`)).toEqual({ ...before[1], ...STAMPS });
  for (const id of [kept, second, mine])
    expect(await show(`/v2/cadence_memberships/${id}`), String(id)).toMatchObject({
      currently_on_cadence: true,
    });
  expect(
    (await sql('SELECT membership_id FROM emails WHERE person_id = $1 ORDER BY 1', [from.id])).map(
      (row) => row.membership_id,
    ),
  ).toEqual([second, mine].toSorted((a, b) => a - b));
  expect((await undo(told.id)).body.errors).toEqual({ id: ['is undone already'] });
  expect(await show(`/v2/merges/${told.id}`)).toMatchObject({
    undoable_until: null,
    undone_at: expect.any(String),
  });
});

it('says in a dry run what would happen, and changes nothing', async () => {
  const [into, from] = [await busy(), await busy()];
  const before = await fingerprint(server);
  const told = await merged(into.id, from.id, { dry_run: true });
  expect(told).toMatchObject({ id: null, dry_run: true, undoable_until: null });
  expect(
    Object.fromEntries(told.moved.map(({ what, rows }: { what: string; rows: number }) => [what, rows])),
  ).toMatchObject({ calls: 1, tasks: 1, meetings: 1, threads: 1 });
  expect(await fingerprint(server)).toEqual(before);
  expect((await merged(into.id, from.id)).moved).toEqual(told.moved);
});

it('takes the value of the one that is named, and the stricter wish', async () => {
  const cad = await cadence();
  const into = await person({ title: 'CEO', first_name: 'Into', custom_fields: {} });
  const from = await person({
    title: 'CFO',
    first_name: 'From',
    do_not_contact: true,
    contact_restrictions: ['call'],
  });
  const membership = await join(into, cad);
  const addresses = [into, from].map(async (id) => (await show(`/v2/people/${id}`)).email_address);
  const [first, second] = await Promise.all(addresses);
  const told = await merged(into, from, { fields: { title: 'from', email_address: 'from' } });
  expect(await show(`/v2/people/${into}`)).toMatchObject({
    title: 'CFO',
    first_name: 'Into',
    email_address: second,
    secondary_email_address: first,
    do_not_contact: true,
    contact_restrictions: ['call'],
    cadences: [],
  });
  expect(told.ended).toEqual([membership]);
  const back = await undone(told.id);
  expect(back.left).toEqual([]);
  expect(await show(`/v2/people/${into}`)).toMatchObject({ do_not_contact: false, cadences: [{ id: cad }] });
  expect((await merge(into, from, { fields: { title: 'me' } })).status).toBe(422);
  expect((await merge(into, from, { fields: { wishes: 'into' } })).status).toBe(422);
});

it('takes single custom fields of the one or the other', async () => {
  for (const name of ['Size', 'Color', 'Shape']) await made('/v2/custom_fields', { name });
  const into = await person({ custom_fields: { Size: '1', Color: 'red' } });
  const from = await person({ custom_fields: { Size: '2', Color: 'blue', Shape: 'round' } });
  const refused = await merge(into, from, { custom_fields: { Taste: 'from' } });
  expect([refused.status, refused.body.errors]).toEqual([
    422,
    { custom_fields: ['Taste is a field of neither'] },
  ]);
  const told = await merged(into, from, { custom_fields: { Size: 'from' } });
  expect((await show(`/v2/people/${into}`)).custom_fields).toEqual({
    Size: '2',
    Color: 'red',
    Shape: 'round',
  });
  expect(told.dropped).toEqual(['last_name', 'custom_fields.Size', 'custom_fields.Color']);
  await undone(told.id);
  expect((await show(`/v2/people/${into}`)).custom_fields).toEqual({ Size: '1', Color: 'red' });
});

it('leaves what was changed since, and says so', async () => {
  const [left, stage] = [await account(), await made('/v2/person_stages', { name: 'Met once or so' })];
  const other = {
    account_id: await account(),
    person_stage_id: await made('/v2/person_stages', { name: 'Found at a fair' }),
  };
  const [into, from] = [
    await busy({ title: 'CEO', account_id: left, person_stage_id: stage }),
    await busy({ city: 'Bern', ...other }),
  ];
  const third = await person();
  const told = await merged(into.id, from.id, { fields: { account_id: 'from', person_stage_id: 'from' } });
  await who.call('DELETE', `/v2/accounts/${left}`);
  await who.call('PUT', `/v2/person_stages/${stage}`, { name: 'Met twice' });
  await who.call('PUT', `/v2/people/${into.id}`, { city: 'Basel' });
  const note = (await sql('SELECT id FROM notes WHERE person_id = $1 ORDER BY id DESC LIMIT 1', [into.id]))[0]
    .id;
  await sql('UPDATE notes SET person_id = $2 WHERE id = $1', [note, third]);
  const back = await undone(told.id);
  expect(back.left).toEqual(
    expect.arrayContaining([
      { what: 'notes', id: note, reason: 'It is with another by now, or gone.' },
      { what: 'city', id: into.id, reason: 'It was changed since.' },
      { what: 'account_id', id: into.id, reason: 'What it named is deleted.' },
    ]),
  );
  expect(await show(`/v2/people/${into.id}`)).toMatchObject({
    ...{ city: 'Basel', account: null, person_stage: { id: stage } },
  });
  expect(await sql('SELECT account_name, person_stage_name FROM people WHERE id = $1', [into.id])).toEqual([
    { account_name: null, person_stage_name: 'Met twice' },
  ]);
  expect(await show(`/v2/people/${from.id}`)).toMatchObject({ city: 'Bern' });
});

it('counts what the survivor did since as its own, after an undo too', async () => {
  const [into, from] = [await busy(), await busy()];
  const told = await merged(into.id, from.id);
  await made('/v2/activities/calls', { person_id: into.id });
  expect((await show(`/v2/people/${into.id}`)).counts.calls).toBe(3);
  await undone(told.id);
  expect((await show(`/v2/people/${into.id}`)).counts.calls).toBe(2);
  expect((await show(`/v2/people/${from.id}`)).counts.calls).toBe(1);
});

it('is refused where it cannot be, and where the caller may not', async () => {
  const [into, from] = [await person(), await person()];
  expect((await merge(into, into)).body.errors).toEqual({ from_id: ['is the same'] });
  expect((await merge(into, 999_999_999)).body.errors).toEqual({ from_id: ['could not be found'] });
  expect((await merge(999_999_999, from)).status).toBe(404);
  const rep = await server.colleague(who);
  expect((await merge(into, from, {}, rep)).status).toBe(403);
  const stranger = await server.team();
  expect((await merge(into, from, {}, stranger)).status).toBe(404);
  expect((await merge(await person({}, stranger), from, {}, stranger)).body.errors).toEqual({
    from_id: ['could not be found'],
  });
  const told = await merged(into, from);
  expect((await undo(told.id, stranger)).status).toBe(404);
  expect((await stranger.call('GET', `/v2/merges/${told.id}`)).status).toBe(404);
  expect((await undo(told.id, rep)).status).toBe(403);
  const other = await person();
  expect((await merge(other, from)).body.errors).toEqual({ from_id: [`was merged into ${into}`] });
  await merged(other, into);
  expect((await undo(told.id)).body.errors).toEqual({
    id: ['went into a record that was deleted, or merged, since'],
  });
  for (const [method, path, body] of [
    ['GET', '', undefined],
    ['PUT', '', { city: 'Bern' }],
    ['POST', '/merge', { from_id: into }],
    ['GET', '/duplicates', undefined],
  ] as const)
    expect(
      (await who.call(method, `/v2/people/${from}${path}`, body)).body,
      `${method} ${path}`,
    ).toMatchObject({
      ...{ status: 404, merged_into: { id: other } },
    });
  expect((await rep.call('GET', '/v2/merges?kind=person')).body.data).toMatchObject([
    ...[{ from_id: into, into: { id: other } }, await show(`/v2/merges/${told.id}`)],
  ]);
  expect((await stranger.call('GET', '/v2/merges')).body.data).toEqual([]);
});

it('shows a rep of a private team nobody but their own', async () => {
  const [into, from] = [await person(), await person()];
  const told = await merged(into, await person());
  expect((await who.call('PUT', '/v2/team', { team_visibility_default: 'private' })).status).toBe(200);
  const rep = await server.colleague(who);
  const own = await person({}, rep);
  expect((await merge(own, from, {}, rep)).body.errors).toEqual({ from_id: ['could not be found'] });
  expect((await merge(into, own, {}, rep)).status).toBe(404);
  expect((await rep.call('GET', `/v2/merges/${told.id}`)).status).toBe(404);
  expect((await rep.call('GET', '/v2/merges')).body.data).toEqual([]);
  for (const method of ['GET', 'DELETE'] as const)
    expect((await rep.call(method, `/v2/people/${told.from_id}`)).body).toEqual({
      status: 404,
      error: 'Not Found',
    });
  const mine = await person({}, rep);
  expect((await merge(own, mine, {}, rep)).status).toBe(200);
});

it('erases with the survivor the one that went, and what an undo would need', async () => {
  const [into, from] = [
    await person({ city: 'Intoville' }),
    await person({ title: 'Fromtitle', city: 'Fromville' }),
  ];
  const told = await merged(into, from);
  const asked = await who.call('POST', '/v2/data_control/right_to_be_forgotten', { people_ids: [into] });
  expect(asked.status, asked.text).toBeLessThan(300);
  const carry = () => carryOutRequests({ database: server.database, log }, server.clock.now());
  while ((await carry()) > 0);
  const rows = await sql('SELECT city, title, email_address FROM people WHERE id = ANY($1)', [[into, from]]);
  expect(rows).toEqual([
    { city: null, title: null, email_address: null },
    { city: null, title: null, email_address: null },
  ]);
  expect(await sql('SELECT undo FROM merges WHERE id = $1', [told.id])).toEqual([{ undo: null }]);
  expect((await undo(told.id)).status).toBe(422);
});

it('can be undone for a day, and keeps nothing for it afterwards', async () => {
  const [into, from] = [await person(), await person({ city: 'Bern' })];
  const told = await merged(into, from);
  server.clock.set(new Date(Date.parse(START) + 86_400_000));
  expect((await undo(told.id)).status).toBe(422);
  expect((await show(`/v2/merges/${told.id}`)).undoable_until).toBeNull();
  await forgetUndo(server.database.kysely, new Date(server.clock.now().getTime() + 1000), 500);
  expect(await sql('SELECT undo FROM merges WHERE id = $1', [told.id])).toEqual([{ undo: null }]);
});

it('merges accounts with their people, and parts them', async () => {
  const [into, from] = [await account({ city: 'Bern' }), await account({ industry: 'Mills', tags: ['x'] })];
  const people = [await person({ account_id: from }), await person({ account_id: from })];
  const here = await person({ account_id: into });
  await made('/v2/notes', { content: 'N', associated_with_type: 'account', associated_with_id: from });
  const before = [await show(`/v2/accounts/${into}`), await show(`/v2/accounts/${from}`)];
  const told = await merged(into, from, { fields: { name: 'from', domain: 'from' } }, 'accounts');
  expect(await show(`/v2/accounts/${into}`)).toMatchObject({
    ...{ name: before[1].name, domain: before[1].domain, city: 'Bern', industry: 'Mills', tags: ['x'] },
    counts: { people: 3 },
  });
  for (const id of people) expect((await show(`/v2/people/${id}`)).account.id).toBe(into);
  const names = await sql('SELECT DISTINCT account_name FROM people WHERE account_id = $1', [into]);
  expect(names).toEqual([{ account_name: before[1].name }]);
  expect((await who.call('GET', `/v2/accounts/${from}`)).body.merged_into.id).toBe(into);
  await who.call('PUT', `/v2/people/${people[1]}`, { account_id: null });
  const back = await undone(told.id);
  expect(back.left).toEqual([
    { what: 'people', id: people[1], reason: 'It is with another by now, or gone.' },
  ]);
  expect(await show(`/v2/accounts/${into}`)).toEqual({ ...before[0], ...STAMPS });
  expect(await show(`/v2/accounts/${from}`)).toEqual({ ...before[1], ...STAMPS, counts: { people: 1 } });
  expect((await show(`/v2/people/${people[0]}`)).account.id).toBe(from);
  expect((await show(`/v2/people/${here}`)).account.id).toBe(into);
  const [named] = await sql('SELECT account_name FROM people WHERE id = $1', [here]);
  expect(named).toEqual({ account_name: before[0].name });
});

it('stops contacting the people of an account that another one was marked in', async () => {
  const [into, from] = [await account(), await account({ do_not_contact: true })];
  const [here, cad] = [await person({ account_id: into }), await cadence()];
  const membership = await join(here, cad);
  await merged(into, from, {}, 'accounts');
  expect(await show(`/v2/accounts/${into}`)).toMatchObject({ do_not_contact: true });
  expect(await show(`/v2/cadence_memberships/${membership}`)).toMatchObject({ currently_on_cadence: false });
});

it('answers a reply to what was written to the one with the other', async () => {
  const cad = await cadence();
  const [into, from] = [await person(), await person()];
  const kept = await join(into, cad);
  const second = await join(from, cad);
  await prepare();
  const [email] = await sql(
    `UPDATE emails SET state = 'sent', sent_at = $2 WHERE membership_id = $1 RETURNING id, message_id, to_address`,
    [second, server.clock.now()],
  );
  await merged(into, from);
  const [box] = await sql(
    `INSERT INTO mailboxes (team_id, created_at, updated_at, user_id, kind, email_address) VALUES ($1, $2, $2, $3, 'smtp', $4) RETURNING id`,
    [who.principal.teamId, server.clock.now(), who.principal.userId, `reply${into}@sender.example`],
  );
  const text = `Message-ID: <r${into}@customer.test>\r\nIn-Reply-To: ${email.message_id}\r\nFrom: ${email.to_address}\r\nSubject: Re: S\r\n\r\nYes, call me.\r\n`;
  const arrival = {
    ...{ teamId: who.principal.teamId, mailboxId: box.id, folder: 'INBOX', role: 'inbox' as const },
    ...{ uidValidity: 1, uid: 7, flags: new Set<string>(), receivedAt: server.clock.now() },
  };
  await receiveMessage(server.database, arrival, Buffer.from(text), server.clock.now());
  expect(await show(`/v2/people/${into}`)).toMatchObject({ counts: { emails_replied_to: 1 } });
  expect(await show(`/v2/cadence_memberships/${kept}`)).toMatchObject({ currently_on_cadence: false });
});

describe('at the same time', () => {
  it('merges each once, whoever comes first', async () => {
    const ids: number[] = [];
    for (let at = 0; at < 8; at += 1) ids.push((await busy()).id);
    const pairs = ids.flatMap((into) =>
      ids.filter((each) => each !== into).map((from) => [into, from] as const),
    );
    const answers = await Promise.all(pairs.map(([into, from]) => merge(into, from)));
    for (const { status, text } of answers) expect([200, 404, 422], text).toContain(status);
    const alive = await sql('SELECT id FROM people WHERE team_id = $1 AND deleted_at IS NULL', [
      who.principal.teamId,
    ]);
    expect(alive).toHaveLength(1);
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(7);
    for (const [name, rows] of Object.entries(await named(ids.filter((id) => id !== alive[0].id))))
      expect(rows, name).toEqual([]);
    expect((await show(`/v2/people/${alive[0].id}`)).counts.calls).toBe(8);
    for (const id of ids.filter((each) => each !== alive[0].id))
      expect((await who.call('GET', `/v2/people/${id}`)).body.merged_into.id).toBe(alive[0].id);
  });

  it('a message that was matched before the merge is the survivor’s, and his membership ends', async () => {
    const [cad, [into, from, third]] = [await cadence(), [await busy(), await busy(), await busy()]];
    const membership = await join(from.id, cad);
    await prepare();
    const [email] = await sql('SELECT id, user_id FROM emails WHERE membership_id = $1', [membership]);
    const stale = {
      ...{ personId: from.id, emailId: email.id, membershipId: membership, userId: email.user_id },
      ...{ by: 'message_id' as const, evidence: 'It names our e-mail.', copy: false },
    };
    await merged(into.id, from.id);
    await merged(third.id, into.id);
    const now = server.clock.now();
    const message = {
      ...{
        mailboxId: null,
        folder: null,
        role: 'inbox' as const,
        uidValidity: null,
        uid: null,
        receivedAt: now,
      },
      ...{ messageId: '<stale@customer.test>', inReplyTo: null, references: [], to: [], cc: [] },
      ...{ from: { address: from.address, name: 'Ann' }, subject: 'Re: S', threadSubject: 's', text: 'Yes.' },
      ...{ html: null, calendar: null, unreadable: null },
      classification: {
        ...{
          kind: 'reply' as const,
          severity: null,
          statusCode: null,
          confidence: 0.9,
          evidence: ['It answers.'],
        },
        ...{ returnsOn: null, originalMessageId: null, originalRecipient: null },
      },
    };
    const id = await write(server.database.kysely, who.principal.teamId, (tx) =>
      recordReceived(tx, who.principal.teamId, now, message, stale),
    );
    expect(await sql('SELECT person_id, membership_id FROM received_messages WHERE id = $1', [id])).toEqual([
      { person_id: third.id, membership_id: membership },
    ]);
    // (Each of the three had answered once before.)
    expect((await show(`/v2/people/${third.id}`)).counts.emails_replied_to).toBe(4);
    expect(await show(`/v2/cadence_memberships/${membership}`)).toMatchObject({
      currently_on_cadence: false,
    });
  });

  it('no message that comes in beside merges, many at once, is of somebody who is gone', async () => {
    const pairs = [];
    for (let at = 0; at < 8; at += 1) pairs.push([await busy(), await busy()] as const);
    const now = server.clock.now();
    const received = pairs.flatMap(([, { id, address }]) =>
      [1, 2, 3].map(async (nth) => {
        const [box] = await sql('SELECT min(id)::integer AS id FROM mailboxes WHERE team_id = $1', [
          who.principal.teamId,
        ]);
        const arrival = {
          ...{ teamId: who.principal.teamId, mailboxId: box.id, folder: 'INBOX', role: 'inbox' as const },
          ...{ uidValidity: 1, uid: id * 10 + nth, flags: new Set<string>(), receivedAt: now },
        };
        const head = `Message-ID: <r${id}-${nth}@customer.test>\r\nFrom: ${address}\r\nSubject: Beside\r\n`;
        await receiveMessage(server.database, arrival, Buffer.from(`${head}\r\nStill there?\r\n`), now);
      }),
    );
    await Promise.all([...received, ...pairs.map(([into, from]) => merge(into.id, from.id))]);
    const gone = await sql(
      `SELECT r.id FROM received_messages r JOIN people p ON p.team_id = r.team_id AND p.id = r.person_id
       WHERE r.team_id = $1 AND p.deleted_at IS NOT NULL`,
      [who.principal.teamId],
    );
    expect(gone).toEqual([]);
    const there = `SELECT count(*)::integer AS n FROM received_messages WHERE team_id = $1 AND subject = 'Beside'`;
    expect(await sql(there, [who.principal.teamId])).toEqual([{ n: 24 }]);
  });

  it('of people whose e-mails are just being sent: each step once, none to who is gone, none lost', async () => {
    const [shared, own] = [await cadence(), await cadence()];
    const pairs: { into: number; from: number; address: string; membership: number }[] = [];
    for (let at = 0; at < 10; at += 1) {
      const [into, from] = [await person(), await person()];
      for (const id of [into, from]) await join(id, shared);
      const membership = await join(from, own);
      pairs.push({ into, from, address: (await show(`/v2/people/${from}`)).email_address, membership });
    }
    const gone = new Set<string>();
    const late: string[] = [];
    const mailer = memoryMailer(async ({ envelope: { to } }) => {
      late.push(...to.filter((address) => gone.has(address)));
      await new Promise(setImmediate);
      return { kind: 'sent', reply: '250 OK' };
    });
    const now = server.clock.now();
    const engines = [engineOf(server.database, mailer), engineOf(server.database, mailer)];
    // Refused while one of theirs is being handed over: asked again.
    const untilMerged = async ({ into, from, address }: (typeof pairs)[number]): Promise<number> => {
      for (let tries = 1; ; tries += 1) {
        const { status, text } = await merge(into, from);
        if (status === 200) gone.add(address);
        if (status === 200) return tries;
        expect([status, tries < 1_000], text).toEqual([503, true]);
      }
    };
    const working = engines.map(async (engine) => {
      for (let rounds = 0; rounds < 6; rounds += 1) await engine.runOnce(now);
    });
    await Promise.all([...working, ...pairs.map(untilMerged)]);
    await engines[0]?.runOnce(now);
    expect(late).toEqual([]);
    const emails = await sql(
      `SELECT e.person_id, e.cadence_id, e.to_address, e.membership_id, e.state, count(*)::integer AS n FROM emails e
       WHERE e.team_id = $1 GROUP BY 1, 2, 3, 4, 5`,
      [who.principal.teamId],
    );
    const sent = emails.filter(({ state }) => state === 'sent');
    expect(emails.filter(({ state }) => !['sent', 'cancelled'].includes(state))).toEqual([]);
    // (Engines send for whoever is there.)
    const ours = mailer.sent.filter(({ teamId }) => teamId === who.principal.teamId);
    expect(ours).toHaveLength(sent.reduce((all, { n: count }) => all + count, 0));
    for (const { into, from, membership } of pairs) {
      const of = (cadenceId: number) =>
        sent.filter((each) => each.person_id === into && each.cadence_id === cadenceId);
      // Of what both were to get, the one that went got it before, or never.
      const addresses = of(shared).map((each) => each.to_address);
      expect([addresses.length > 0, new Set(addresses).size]).toEqual([true, addresses.length]);
      expect(of(own)).toMatchObject([{ n: 1, membership_id: membership }]);
      for (const each of of(shared)) expect(each.n).toBe(1);
      const left = Object.entries(await named([from])).filter(([, rows]) => rows.length > 0);
      expect(left).toEqual([]);
      const history = await show(
        `/v2/activity_histories?resource_type=person&resource_id=${into}&type=sent_email`,
      );
      expect(history).toHaveLength(of(shared).length + 1);
    }
  });

  it('loses nothing that is written, received, planned or undone beside', async () => {
    const cad = await cadence();
    const pairs = [];
    for (let at = 0; at < 6; at += 1) {
      const pair = [await busy(), await busy()] as const;
      for (const { id } of pair) await join(id, cad);
      pairs.push(pair);
    }
    // A file that names them all is imported beside; an address that is only a second one by then makes somebody anew.
    const csv = `Email,Title\n${pairs
      .flat()
      .map(({ address }) => `${address},CTO`)
      .join('\n')}\n`;
    const file = await made('/v2/imports', { name: 'Beside', ...(await uploaded(server, who, csv)) });
    await who.call('POST', `/v2/imports/${file}/start`, { duplicates: 'overwrite' });
    const imports = importLoop({
      ...{ database: server.database, clock: server.clock, log },
      store: server.context.files as FileStore,
    });
    const importing = imports.round(server.clock.now());
    const written = await Promise.all(
      pairs.flatMap(([into, from]) => [
        merge(into.id, from.id),
        who.call('POST', '/v2/activities/calls', { person_id: from.id }),
        who.call('POST', '/v2/notes', {
          content: 'x',
          associated_with_type: 'person',
          associated_with_id: from.id,
        }),
        who.call('PUT', `/v2/people/${from.id}`, { city: 'Bern' }),
        who.call('POST', '/v2/person_upserts', {
          upsert_key: 'email_address',
          email_address: from.address,
          title: 'T',
        }),
        prepare(),
      ]),
    );
    for (const answer of written)
      if (typeof answer === 'object') expect([200, 201, 404, 422], answer.text).toContain(answer.status);
    await importing;
    const { run } = await show(`/v2/imports/${file}/progress`);
    expect(run).toMatchObject({ state: 'done', rows: 12, refused: 0 });
    expect(run.created + run.updated + run.skipped).toBe(12);
    for (const [into, from] of pairs) {
      const left = Object.entries(await named([from.id])).filter(([, rows]) => rows.length > 0);
      expect(left).toEqual([]);
      const live = await sql(
        'SELECT id FROM cadence_memberships WHERE person_id = $1 AND currently_on_cadence',
        [into.id],
      );
      expect(live.length).toBeLessThanOrEqual(1);
    }
    const all = await sql('SELECT id FROM merges WHERE team_id = $1', [who.principal.teamId]);
    const twice = await Promise.all(all.flatMap(({ id }) => [undo(id), undo(id)]));
    expect(twice.filter(({ status }) => status === 200)).toHaveLength(all.length);
  });
});

it('knows of every column that names a person or an account whether it follows', async () => {
  const columns = await sql(`
    SELECT c.table_name || '.' || c.column_name AS name FROM information_schema.columns c
    JOIN information_schema.tables t ON t.table_schema = c.table_schema AND t.table_name = c.table_name AND t.table_type = 'BASE TABLE'
    WHERE c.table_schema = 'public' AND c.column_name ~ '^(.*_)?(person|account|resource|record|object|subject)_ids?$'
    UNION SELECT conrelid::regclass::text || '.' || a.attname FROM pg_constraint k JOIN pg_attribute a ON a.attrelid = k.conrelid AND a.attnum = k.conkey[array_length(k.conkey, 1)]
    WHERE k.contype = 'f' AND k.confrelid IN ('people'::regclass, 'accounts'::regclass)
    UNION SELECT unnest(ARRAY['merges.into_id', 'merges.from_id'])`);
  const known = new Set([
    ...Object.values(REFERENCES).flatMap((all) => all.map(({ table, column }) => `${table}.${column}`)),
    ...Object.keys(STAY),
  ]);
  const there = columns.map(({ name }) => name as string);
  expect(there.filter((name) => !known.has(name))).toEqual([]);
  expect([...known].filter((name) => !there.includes(name))).toEqual([]);
});
