import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { importLoop } from '../../apps/server/src/engine/imports.js';
import { localFiles } from '../../apps/server/src/files/local.js';
import type { Loop } from '../../apps/server/src/jobs/runner.js';
import type { Clock } from '../../apps/server/src/kernel/clock.js';
import type { FileStore } from '../../apps/server/src/kernel/file-store.js';
import { type Caller, createTestServer, type TestServer } from '../support/server.js';

let server: TestServer;
let team: Caller;
let root: string;
let store: FileStore;
beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), 'cadenza-imports-'));
  store = localFiles(root);
  server = await createTestServer({}, 'wall', undefined, { files: store });
});
afterAll(async () => {
  await server.close();
  rmSync(root, { recursive: true, force: true });
});
beforeEach(async () => {
  team = await server.team();
});

const loop = (over: Partial<FileStore> = {}, clock: Clock = server.clock): Loop =>
  importLoop({
    database: server.database,
    clock,
    store: { ...store, ...over },
    log: pino({ level: 'silent' }),
  });
async function toTheEnd(by = loop()) {
  while ((await by.round(server.clock.now())) > 0);
}
async function upload(csv: string | Buffer, caller = team, url = '/v2/imports?name=List') {
  const answer = await server.app.inject({
    method: 'POST',
    url,
    payload: csv,
    headers: { authorization: `Bearer ${caller.key}`, 'content-type': 'text/csv' },
  });
  expect(answer.statusCode, answer.body).toBe(200);
  return answer.json().data.id as number;
}
async function run(id: number, body: object = {}, caller = team, what = 'start') {
  const started = await caller.call('POST', `/v2/imports/${id}/${what}`, body);
  expect(started.status, started.text).toBe(202);
  await toTheEnd();
  const { data } = (await caller.call('GET', `/v2/imports/${id}/progress`)).body;
  return what === 'start' ? data.run : data.dry_run;
}
const people = async (query = '', caller = team) =>
  (await caller.call('GET', `/v2/people?per_page=100&sort_by=created_at&sort_direction=ASC${query}`)).body
    .data;
const counts = ({ state, created, updated, skipped, refused }: Record<string, unknown>) => ({
  state,
  created,
  updated,
  skipped,
  refused,
});
const rowsOf = async (id: number, query = '') =>
  (await team.call('GET', `/v2/imports/${id}/rows${query}`)).text;

describe('a file', () => {
  it('comes by multipart, is looked into, and becomes people with accounts, tags and custom fields', async () => {
    await team.call('POST', '/v2/custom_fields', { name: 'Since', value_type: 'date' });
    const csv =
      'First Name;Last Name;Email;Company;Website;Since\nAnn;Lee;a@x.test;Acme;https://www.acme.test/;46081\n';
    const parts = [
      '--b\r\nContent-Disposition: form-data; name="file"; filename="C:\\tmp\\Liste.csv"\r\nContent-Type: text/csv\r\n\r\n',
      `${csv}\r\n--b--\r\n`,
    ];
    const sent = await server.app.inject({
      method: 'POST',
      url: '/v2/imports',
      payload: parts.join(''),
      headers: { authorization: `Bearer ${team.key}`, 'content-type': 'multipart/form-data; boundary=b' },
    });
    expect(sent.statusCode, sent.body).toBe(200);
    expect(sent.json().data).toMatchObject({ name: 'Liste.csv', import_type: 'csv' });
    const { id } = sent.json().data;
    const sheet = (await team.call('GET', `/v2/imports/${id}/sheet`)).body.data;
    expect(sheet).toMatchObject({
      file_name: 'Liste.csv',
      encoding: 'utf-8',
      separator: ';',
      header_rows: 1,
    });
    expect(sheet.columns.map(({ field }: { field: string }) => field)).toEqual(
      'first_name last_name email_address account.name account.website custom_fields.Since'.split(' '),
    );
    expect(counts(await run(id, { tags: ['fair'] }))).toEqual({
      state: 'done',
      created: 1,
      updated: 0,
      skipped: 0,
      refused: 0,
    });
    const [person] = await people();
    expect(person).toMatchObject({
      first_name: 'Ann',
      email_address: 'a@x.test',
      tags: ['fair'],
      custom_fields: { Since: '2026-02-28' },
      import: { id },
    });
    const account = (await team.call('GET', `/v2/accounts/${person.account.id}`)).body.data;
    expect(account).toMatchObject({ name: 'Acme', domain: 'acme.test', counts: { people: 1 } });
    const list = (await team.call('GET', `/v2/imports/${id}`)).body.data;
    expect(list).toMatchObject({ imported_people_count: 1, current_people_count: 1, errors_list: [] });
  });

  it('that is none, or empty, or too large, or sent without the scope is refused, and nothing is kept', async () => {
    const send = async (payload: string | Buffer, key = team.key) => {
      const headers = { authorization: `Bearer ${key}`, 'content-type': 'application/octet-stream' };
      const { statusCode, body } = await server.app.inject({
        method: 'POST',
        url: '/v2/imports',
        payload,
        headers,
      });
      return [statusCode, body];
    };
    expect(await send(Buffer.from('PK\u0003\u0004'))).toEqual([
      422,
      expect.stringContaining('save the sheet as CSV'),
    ]);
    expect(await send('')).toEqual([422, expect.stringContaining('is empty')]);
    const reader = await server.colleague(team, { scopes: ['people:read'] });
    expect((await send('Email\na@x.test', reader.key))[0]).toBe(403);
    expect((await team.call('GET', '/v2/imports')).body.data).toEqual([]);
  });

  it('that cannot work is refused at the start: no such cadence or field, an encoding that is only guessed', async () => {
    const id = await upload('Email,Name\na@x.test,Ann\n');
    const start = async (of: number, body: object) =>
      (await team.call('POST', `/v2/imports/${of}/start`, body)).body.errors;
    expect(await start(id, { cadence_id: 999_999 })).toEqual({ cadence_id: ['could not be found'] });
    const mapping = [{ column: 2, field: 'custom_fields.Nope' }];
    expect(await start(id, { mapping })).toEqual({
      mapping: ['custom_fields.Nope is no custom field of the team'],
    });
    const email = { column: 1, field: 'email_address' };
    expect(await start(id, { mapping: [email, { column: 3, field: 'city' }] })).toEqual({
      mapping: ['names column 3: the sheet has 2'],
    });
    expect(await start(id, { mapping: [email, { column: 2, field: 'email_address' }] })).toEqual({
      mapping: ['has two columns that go to email_address: one would be lost'],
    });
    // "Иван" in Windows-1251, and a NUL, which no text of the database can hold.
    const bytes = [...Buffer.from('Email,First Name\nb@x.test,'), 0xc8, 0xe2, 0xe0, 0xed, 0x0a];
    const cyrillic = await upload(Buffer.from([...bytes, ...Buffer.from('c@x.test,A\0nn\n')]));
    expect(await start(cyrillic, {})).toHaveProperty('encoding');
    expect(counts(await run(cyrillic, { encoding: 'windows-1251' }))).toMatchObject({ created: 2 });
    expect((await people()).map((person: { first_name: string }) => person.first_name)).toEqual([
      'Иван',
      'A\ufffdnn',
    ]);
  });

  it('sent twice under one key is one import', async () => {
    const headers = {
      authorization: `Bearer ${team.key}`,
      'content-type': 'text/csv',
      'idempotency-key': 'once',
    };
    const send = () =>
      server.app.inject({ method: 'POST', url: '/v2/imports', payload: 'Email\nonce@x.test', headers });
    const [first, second] = [await send(), await send()];
    expect(second.json()).toEqual(first.json());
    expect(second.headers['idempotent-replayed']).toBe('true');
  });
});

describe('rows', () => {
  it('that cannot be read are told with their lines, and can be mended and sent again', async () => {
    const csv =
      'Email,Last Name,Phone,Notes\nno address,,,"a\nb"\na@x.test,Lee,,\n,Roe,1,=1+1\n,,2,\nb@x.test,,4.9E+11,\n';
    const id = await upload(csv);
    expect(counts(await run(id))).toMatchObject({ created: 2, refused: 3 });
    const text = await rowsOf(id);
    const lines = text.slice(1).split('\n');
    expect(
      text.startsWith('\ufeffLine,Outcome,Message,Person id,Account id,Email,Last Name,Phone,Notes'),
    ).toBe(true);
    expect(lines[1]).toBe(
      '2,refused,email_address is not a valid e-mail address that mail can be sent to,,,no address,,,"a',
    );
    expect(text).toContain('6,refused,email_address is required');
    expect(text).toContain('7,refused,phone was turned into a rounded number by a spreadsheet');
    const { errors_list: errors } = (await team.call('GET', `/v2/imports/${id}`)).body.data;
    expect(errors.map(({ line }: { line: number }) => line)).toEqual([2, 6, 7]);
    const reasons = (await team.call('GET', `/v2/imports/${id}/reasons`)).body.data;
    expect(
      reasons.map((each: Record<string, unknown>) => [each['outcome'], each['rows'], each['line']]),
    ).toEqual([
      ['refused', 1, 2],
      ['refused', 1, 6],
      ['refused', 1, 7],
    ]);
    expect(reasons[2].reason).toBe('phone was turned into a rounded number by a spreadsheet');
    const again = await upload(text);
    expect(counts(await run(again))).toMatchObject({ created: 0, refused: 3 });
  });

  it.each([
    ['skip', { updated: 0, skipped: 2, refused: 0, created: 1 }, { first_name: 'Old', city: null }],
    ['fill', { updated: 1, skipped: 0, refused: 0, created: 1 }, { first_name: 'Old', city: 'Bonn' }],
    ['overwrite', { updated: 2, skipped: 0, refused: 0, created: 1 }, { first_name: 'Newer', city: 'Bonn' }],
    ['create', { updated: 0, skipped: 0, refused: 2, created: 1 }, { first_name: 'Old', city: null }],
  ])('of people who are there: %s', async (duplicates, expected, after) => {
    await team.call('POST', '/v2/people', { email_address: 'a@x.test', first_name: 'Old', tags: ['old'] });
    const id = await upload('Email,First Name,City\nA@X.test,New,Bonn\nn@x.test,N,\na@x.test,Newer,\n');
    const told = counts(await run(id, { duplicates, tags: ['t'] }));
    const known = duplicates === 'fill' ? { ...expected, skipped: 1 } : expected;
    expect(told).toEqual({ state: 'done', ...known });
    const [person] = await people('&email_addresses[]=a@x.test');
    expect(person).toMatchObject(after);
    // Whoever was there is not of this import: to undo it deletes whom it made.
    await team.call('DELETE', `/v2/imports/${id}?undo=all`);
    expect((await people()).map((each: { email_address: string }) => each.email_address)).toEqual([
      'a@x.test',
    ]);
  });

  it.each(['skip', 'fill', 'overwrite', 'create'])(
    'that say "do not contact" of somebody are heard: %s',
    async (duplicates) => {
      for (const name of ['a', 'b', 'c'])
        await team.call('POST', '/v2/people', { email_address: `${name}@x.test`, first_name: 'Old' });
      const rows = ['a@x.test,yes,New', 'b@x.test,no,Old', 'c@x.test,,Old', 'C@x.test,yes,Old'];
      await run(await upload(`Email,Do Not Contact,First Name\n${rows.join('\n')}\n`), { duplicates });
      const marked = (await people()).map((each: { do_not_contact: boolean }) => each.do_not_contact);
      expect(marked).toEqual([true, false, true]);
      const [first] = await people('&email_addresses[]=a@x.test');
      expect(first.first_name).toBe(duplicates === 'overwrite' ? 'New' : 'Old');
    },
  );

  it('of people and accounts that a rep does not see say so, and an opt-out is heard', async () => {
    await team.call('PUT', '/v2/team', { team_visibility_default: 'private' });
    await team.call('POST', '/v2/accounts', { name: 'Hidden', domain: 'hidden.test' });
    await team.call('POST', '/v2/people', { email_address: 'a@hidden.test' });
    const rep = await server.colleague(team, { admin: false });
    const csv = 'Email,Domain,Do Not Contact\nb@hidden.test,hidden.test,\na@hidden.test,,yes\n';
    const id = await upload(csv, rep);
    expect(counts(await run(id, {}, rep))).toMatchObject({ created: 1, refused: 1 });
    expect(await rowsOf(id)).toContain('is on no account: account.domain has already been taken');
    const { data } = (await team.call('GET', '/v2/suppressions')).body;
    expect(data).toMatchObject([{ value: 'a@hidden.test', reason: 'import' }]);
  });

  it('that were exported come back as they were, apostrophes too', async () => {
    const names = ["'007", "''-5", "'=1", '=1', '-5', '+x', "'til", "'", '007', '\u2019-5'];
    for (const [at, last_name] of names.entries())
      await team.call('POST', '/v2/people', { email_address: `n${at}@x.test`, last_name });
    const { text } = await team.call('GET', '/v2/people?sort_by=created_at&sort_direction=ASC', undefined, {
      accept: 'text/csv',
    });
    team = await server.team();
    expect(counts(await run(await upload(text)))).toMatchObject({ created: names.length, refused: 0 });
    expect((await people()).map((each: { last_name: string }) => each.last_name)).toEqual(names);
  });

  it('are known by telephone and name, and by what they have in common with earlier rows', async () => {
    const id = await upload('Phone,Last Name,Email\n1,Lee,\n1,lee,\n1,Roe,\n,,a@x.test\n,,A@x.test\n');
    expect(counts(await run(id))).toMatchObject({ created: 3, skipped: 2 });
    const again = await upload('Phone,Last Name\n1,LEE\n');
    expect(counts(await run(again))).toMatchObject({ created: 0, skipped: 1 });
  });

  it('bring opt-outs, bounces and "do not contact" of before with them', async () => {
    await team.call('POST', '/v2/suppressions', { value: 'out@x.test', reason: 'opt_out' });
    const { body } = await team.call('POST', '/v2/people', {
      email_address: 'dnc@x.test',
      do_not_contact: true,
    });
    await team.call('DELETE', `/v2/people/${body.data.id}`);
    await run(await upload('Email\nout@x.test\ndnc@x.test\nfree@x.test\n'));
    const all = await people();
    expect(all.map((each: { do_not_contact: boolean }) => each.do_not_contact)).toEqual([false, true, false]);
    const mailable = await people('&can_email=true');
    expect(mailable.map((each: { email_address: string }) => each.email_address)).toEqual(['free@x.test']);
  });

  it('get owner, stage and cadence; one whom a cadence refuses is told', async () => {
    const other = await server.colleague(team);
    const stage = (await team.call('POST', '/v2/person_stages', { name: 'Warm' })).body.data.id;
    const cadence = (await team.call('POST', '/v2/cadences', { name: 'C', team_cadence: true })).body.data.id;
    await team.call('POST', '/v2/steps', { cadence_id: cadence, type: 'phone', day: 1, name: 'Call' });
    const id = await upload(
      `Email,Owner,Stage,Do Not Contact\na@x.test,${other.email.toUpperCase()},,\nb@x.test,,warm,\nc@x.test,nobody@x.test,,\nd@x.test,,,yes\n`,
    );
    expect(counts(await run(id, { cadence_id: cadence }))).toMatchObject({ created: 3, refused: 1 });
    const [a, b, d] = await people();
    expect([a.owner.id, b.person_stage.id]).toEqual([other.principal.userId, stage]);
    expect([a.cadences.length, b.cadences.length, d.cadences.length]).toEqual([1, 1, 0]);
    expect(await rowsOf(id)).toContain('is not on the cadence: person_id');
  });

  it('of accounts alone become accounts', async () => {
    await team.call('POST', '/v2/accounts', { name: 'Old', domain: 'old.test' });
    const id = await upload(
      'Company,Domain,Industry\nAcme,acme.test,Toys\nOld,OLD.test,Toys\nAcme,acme.test,\nNo domain,,\n',
    );
    expect(counts(await run(id, { duplicates: 'fill' }))).toMatchObject({
      created: 1,
      updated: 1,
      refused: 1,
    });
    const accounts = (await team.call('GET', '/v2/accounts?sort_by=created_at&sort_direction=ASC')).body.data;
    expect(accounts.map((each: { name: string; industry: string }) => [each.name, each.industry])).toEqual([
      ['Old', 'Toys'],
      ['Acme', 'Toys'],
    ]);
    expect(await people()).toEqual([]);
  });
});

describe('runs', () => {
  const many = (count: number) =>
    `Email,Company,Domain\n${Array.from({ length: count }, (_, n) => `p${n}@x.test,C${n % 7},c${n % 7}.test`).join('\n')}\n`;

  it('end when their last batch did, and say how many columns are not read', async () => {
    const id = await upload(`Email${','.repeat(999)},One more,And another\na@x.test\n`);
    expect((await team.call('GET', `/v2/imports/${id}/sheet`)).body.data.columns_left_out).toBe(2);
    await team.call('POST', `/v2/imports/${id}/start`, {});
    const began = server.clock.now();
    const late = new Date(began.getTime() + 5_000);
    expect(await loop({}, { now: () => late }).round(began)).toBe(1);
    const { run: done } = (await team.call('GET', `/v2/imports/${id}/progress`)).body.data;
    expect([done.state, Date.parse(done.finished_at), done.columns_left_out]).toEqual(['done', +late, 2]);
  });

  it('that are dry tell of each row and change nothing', async () => {
    await team.call('POST', '/v2/people', { email_address: 'p3@x.test' });
    const id = await upload(`${many(700)}p699@x.test,,\nwrong,,\n`);
    const dry = await run(id, {}, team, 'dry_run');
    expect(counts(dry)).toEqual({ state: 'done', created: 699, updated: 0, skipped: 2, refused: 1 });
    expect((await rowsOf(id, '?of=dry_run')).split('\n')).toHaveLength(704);
    expect((await people()).length).toBe(1);
    expect((await team.call('GET', '/v2/accounts')).body.data).toEqual([]);
    expect(counts(await run(id))).toEqual(counts(dry));
  });

  it('go on where another process was killed, each row once', async () => {
    const id = await upload(many(2600));
    await team.call('POST', `/v2/imports/${id}/start`, {});
    await loop().round(server.clock.now());
    // Killed with a claim in hand.
    await server.database.pool.query(
      `UPDATE import_runs SET attempts = 1, retry_at = $1 WHERE team_id = $2 AND finished_at IS NULL`,
      [new Date(server.clock.now().getTime() + 30_000), team.principal.teamId],
    );
    await toTheEnd();
    const progress = async () => (await team.call('GET', `/v2/imports/${id}/progress`)).body.data.run;
    expect(await progress()).toMatchObject({ state: 'running', rows: 2000, created: 2000 });
    server.clock.advance(31_000);
    await Promise.all([toTheEnd(), toTheEnd(), toTheEnd()]);
    expect(counts(await progress())).toEqual({
      state: 'done',
      created: 2600,
      updated: 0,
      skipped: 0,
      refused: 0,
    });
    const { rows } = await server.database.pool.query<{ n: number; d: number }>(
      'SELECT count(*)::int AS n, count(DISTINCT email_address)::int AS d FROM people WHERE team_id = $1',
      [team.principal.teamId],
    );
    expect(rows[0]).toEqual({ n: 2600, d: 2600 });
    const accounts = (await team.call('GET', '/v2/accounts')).body.data;
    expect(
      accounts.reduce((sum: number, each: { counts: { people: number } }) => sum + each.counts.people, 0),
    ).toBe(2600);
    const { rows: events } = await server.database.pool.query<{ n: number }>(
      `SELECT count(*)::int AS n FROM events WHERE team_id = $1 AND event_type = 'person_created'`,
      [team.principal.teamId],
    );
    expect(events[0]?.n).toBe(2600);
  });

  it('are cancelled, and end with the user who started them', async () => {
    const id = await upload(many(2100));
    await team.call('POST', `/v2/imports/${id}/start`, {});
    expect((await team.call('POST', `/v2/imports/${id}/start`, {})).status).toBe(422);
    await loop().round(server.clock.now());
    expect((await team.call('POST', `/v2/imports/${id}/cancel`)).status).toBe(200);
    await toTheEnd();
    expect((await team.call('GET', `/v2/imports/${id}/progress`)).body.data.run).toMatchObject({
      state: 'cancelled',
      created: 2000,
    });
    const rep = await server.colleague(team);
    const own = await upload('Email\nrep@x.test\n', rep);
    await rep.call('POST', `/v2/imports/${own}/start`, {});
    await server.database.pool.query('UPDATE users SET active = false WHERE id = $1', [rep.principal.userId]);
    await toTheEnd();
    expect((await team.call('GET', `/v2/imports/${own}/progress`)).body.data.run).toMatchObject({
      state: 'failed',
      problem: 'The user who started it was deactivated.',
    });
  });

  it('wait while the store is away, and go on', async () => {
    const id = await upload('Email\na@x.test\n');
    await team.call('POST', `/v2/imports/${id}/start`, {});
    const { AppError } = await import('../../apps/server/src/kernel/errors.js');
    const away = loop({ open: async () => Promise.reject(new AppError('unavailable', 'away')) });
    await away.round(server.clock.now());
    expect(await people()).toEqual([]);
    server.clock.advance(5_000);
    await toTheEnd();
    expect(await people()).toHaveLength(1);
  });

  it('of one user are no other rep’s business, and need the scopes of what they make', async () => {
    const rep = await server.colleague(team);
    const id = await upload('Email\na@x.test\n');
    for (const path of ['sheet', 'progress', 'reasons', 'rows'])
      expect((await rep.call('GET', `/v2/imports/${id}/${path}`)).status).toBe(404);
    expect((await rep.call('POST', `/v2/imports/${id}/start`, {})).status).toBe(404);
    const narrow = await server.colleague(team, { scopes: ['people:read', 'people:write'] });
    const own = await upload('Email,Domain\na@x.test,x.test\n', narrow);
    expect((await narrow.call('POST', `/v2/imports/${own}/start`, {})).status).toBe(403);
    expect(
      (
        await narrow.call('POST', `/v2/imports/${own}/start`, {
          mapping: [{ column: 1, field: 'email_address' }],
        })
      ).status,
    ).toBe(202);
    expect(
      (await team.call('POST', `/v2/imports/${id}/start`, { mapping: [{ column: 1, field: 'password' }] }))
        .status,
    ).toBe(422);
    await toTheEnd();
  });

  it('of two lists with the same people at the same time make each once', async () => {
    const ids = [await upload(many(600)), await upload(many(600))];
    for (const id of ids) await team.call('POST', `/v2/imports/${id}/start`, {});
    await Promise.all([toTheEnd(), toTheEnd()]);
    const { rows } = await server.database.pool.query<{ n: number }>(
      'SELECT count(*)::int AS n FROM people WHERE team_id = $1',
      [team.principal.teamId],
    );
    expect(rows[0]?.n).toBe(600);
    const { rows: accounts } = await server.database.pool.query<{ n: number }>(
      'SELECT count(*)::int AS n FROM accounts WHERE team_id = $1',
      [team.principal.teamId],
    );
    expect(accounts[0]?.n).toBe(7);
  });
});

it('where a custom field is named is told: how often, and by name what the caller sees', async () => {
  const rep = await server.colleague(team);
  const made = async (path: string, body: object, by = team) => {
    const answer = await by.call('POST', path, body);
    expect(answer.status, answer.text).toBe(200);
    return answer.body.data.id;
  };
  const name = 'R&D budget';
  const field = await made('/v2/custom_fields', { name });
  await made('/v2/custom_fields', { name: 'R' });
  const cadence_id = await made('/v2/cadences', { name: 'Labs', team_cadence: true });
  const condition = { if: 'field', field: `custom_fields.${name}`, op: 'present' };
  const call = await made('/v2/steps', { cadence_id, type: 'phone', day: 3 });
  expect((await team.call('PUT', `/v2/steps/${call}`, { condition })).status).toBe(200);
  const named = '<p>{{ custom_fields["R&amp;D budget"] }}</p>';
  const template = { title: 'Mine', subject: 'Hello', body: named };
  await made('/v2/email_templates', template);
  const shared = await made('/v2/email_templates', { ...template, title: 'Ours' });
  await team.call('PUT', `/v2/email_templates/${shared}`, { shared: true });
  // Of an account, of another field, and among words that are no template: none of them is this field.
  for (const body of [
    '{{ account.custom_fields["R&D budget"] }}',
    '{{ custom_fields.R }}',
    `custom_fields ${name}`,
  ])
    await made('/v2/email_templates', { ...template, body });
  const snippet = await made('/v2/snippets', { key: 'money', body: named, shared: true });
  await made('/v2/saved_list_views', {
    view: 'people',
    name: 'Rich',
    view_params: { custom_fields: { [name]: '9' } },
  });
  const list = await upload(`Email,Budget\na@x.test,9\n`);
  await run(list, {
    mapping: [
      { column: 1, field: 'email_address' },
      { column: 2, field: `custom_fields.${name}` },
    ],
  });
  const uses = async (by: Caller) => (await by.call('GET', `/v2/custom_fields/${field}/uses`)).body.data;
  const whole = await uses(team);
  expect(whole).toMatchObject({ id: field, name, values: 1 });
  const told = (of: typeof whole) =>
    of.uses.map((use: { kind: string; count: number; records: { id: string }[] }) => [
      use.kind,
      use.count,
      use.records.map(({ id }) => Number(id)),
    ]);
  expect(told(whole).filter(([kind]: [string]) => kind !== 'email_templates')).toEqual([
    ['steps', 1, [call]],
    ['snippets', 1, [snippet]],
    ['saved_list_views', 1, [expect.any(Number)]],
    ['imports', 1, [list]],
  ]);
  expect(whole.uses[0].records[0]).toMatchObject({ cadence_id, cadence_name: 'Labs' });
  expect(told(await uses(rep))).toEqual([
    ['steps', 1, [call]],
    ['email_templates', 2, [shared]],
    ['snippets', 1, [snippet]],
    ['saved_list_views', 1, []],
    ['imports', 1, []],
  ]);
  const stranger = await server.team();
  expect((await stranger.call('GET', `/v2/custom_fields/${field}/uses`)).status).toBe(404);
});
