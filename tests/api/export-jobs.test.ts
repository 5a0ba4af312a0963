import { contract } from '@cadenza/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { forgetExports } from '../../apps/server/src/domain/exports/index.js';
import { deleteExpiredFiles } from '../../apps/server/src/domain/files/index.js';
import { carryOutRequests } from '../../apps/server/src/engine/data-control.js';
import { exportLoop } from '../../apps/server/src/export-parts.js';
import { connect, type Database } from '../../apps/server/src/db/connect.js';
import { EXPORTABLE } from '../../apps/server/src/http/exportable.js';
import { handlers } from '../../apps/server/src/http/handlers.js';
import type { FileStore } from '../../apps/server/src/kernel/file-store.js';
import { mortal, Sink } from '../engine/crash.support.js';
import { log } from '../engine/support.js';
import { seedRecords } from '../support/operations.js';
import { type Caller, createTestServer, type TestServer } from '../support/server.js';

/** Lists as files, made in the background. */
let server: TestServer;
beforeAll(async () => {
  server = await createTestServer({ databasePoolMax: 16 }, 'wall');
});
afterAll(() => server.close());

const HOUR = 3_600_000;
const storeOf = () => server.context.files as FileStore;
const loopOf = (store = storeOf(), database: Database = server.database) => {
  const { config, clock } = server.context;
  return exportLoop({ config, database, clock, store, log });
};
/** One look, and the files that it comes to. @returns how many were begun */
async function round(store?: FileStore, later = 0): Promise<number> {
  const loop = loopOf(store);
  const begun = await loop.round(new Date(server.clock.now().getTime() + later));
  await loop.drain?.();
  return begun;
}
async function all(later = 0): Promise<void> {
  for (let rounds = 0; (await round(undefined, later)) > 0; rounds += 1)
    if (rounds > 100) throw new Error('it does not end');
}
const ask = async (who: Caller, body: object) => {
  const answer = await who.call('POST', '/v2/exports', body);
  expect(answer.status, answer.text).toBe(200);
  return answer.body.data as Record<string, string> & { id: number };
};
const show = async (who: Caller, id: number) => (await who.call('GET', `/v2/exports/${id}`)).body.data;
const fetched = (url: string) => server.app.inject({ url: url.slice(url.indexOf('/files/')) });
const textOf = async (who: Caller, id: number) => (await fetched((await show(who, id)).download_url)).body;
const linesOf = (text: string) =>
  text
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as Record<string, unknown>);
const sql = async <T extends object>(text: string, values: unknown[] = []): Promise<T[]> =>
  (await server.database.pool.query<T>(text, values)).rows;
const people = async (who: Caller, cities: readonly string[]) => {
  const ids: number[] = [];
  for (const [n, city] of cities.entries())
    ids.push(
      (await who.call('POST', '/v2/people', { email_address: `p${n}@example.com`, city, last_name: `L${n}` }))
        .body.data.id,
    );
  return ids;
};
/** A store in which something happens while a file is put. */
const meanwhile = (what: () => Promise<unknown>): FileStore => ({
  ...storeOf(),
  put: async (key, source, limit) => {
    const stored = await storeOf().put(key, source, limit);
    await what();
    return stored;
  },
});
const filesOf = (id: number) =>
  sql<{ over: boolean }>(
    `SELECT expires_at = '-infinity' AS over FROM files WHERE purpose = 'export' AND record_id = $1`,
    [id],
  );

describe('every list', () => {
  it('that can be had at once can be had as a job, with what the list shows; but none with secrets', async () => {
    const who = await server.team();
    await seedRecords(who);
    for (const [kind, lists] of [
      ['resources', handlers.resources],
      ['operations', handlers.operations],
    ] as const)
      for (const [name, handler] of Object.entries(lists))
        if ('view' in handler && handler.view.secret)
          expect(EXPORTABLE.has(name), `${kind} ${name}`).toBe(false);
    const asked: [string, number][] = [];
    for (const name of EXPORTABLE.keys())
      asked.push([name, (await ask(who, { list: name, format: 'json' })).id]);
    expect(asked.length).toBeGreaterThan(50);
    await all();
    for (const [name, id] of asked) {
      const made = await show(who, id);
      expect([name, made.state, made.problem]).toEqual([name, 'done', null]);
      const { kind } = EXPORTABLE.get(name) ?? {};
      const { path } = (contract[kind as 'resources'] as Record<string, { path: string }>)[name] ?? {};
      // What the other exports are has changed by then.
      if (name === 'exports' || name === 'audit_entries') continue;
      const listed = (await who.call('GET', `${path}?per_page=100`)).body.data;
      expect([name, JSON.parse((await fetched(made.download_url)).body)]).toEqual([name, listed]);
      expect(made.rows).toBe(listed.length);
    }
  }, 240_000);
});

describe('an export', () => {
  it('has filters, order, fields and form of its asker, and is told of, linked to, and over after its days', async () => {
    const who = await server.team();
    const [first, , third] = await people(who, ['Bonn', 'Bern', '=Bonn', 'Bonn']);
    const query = { city: ['Bonn', '=Bonn'], sort_by: 'created_at', sort_direction: 'asc' };
    const csv = await ask(who, { list: 'people', query, fields: ['city', 'id', 'owner'], name: 'Bonn' });
    expect(csv).toMatchObject({ state: 'waiting', format: 'csv', download_url: null, name: 'Bonn', query });
    const lines = await ask(who, {
      list: 'people',
      query,
      format: 'ndjson',
      fields: ['last_name', 'id', 'tags'],
    });
    const none = await ask(who, { list: 'people', query: { city: 'Nowhere' }, format: 'json' });
    await all();
    const done = await show(who, csv.id);
    expect(done).toMatchObject({ state: 'done', rows: 3, problem: null, fields: ['city', 'id', 'owner'] });
    expect(done.bytes).toBeGreaterThan(20);
    const answer = await fetched(done.download_url);
    expect(answer.headers['content-type']).toBe('text/csv; charset=utf-8; header=present');
    expect(answer.headers['content-disposition']).toMatch(/^attachment; filename="people-[\d-]+\.csv"/);
    const by = who.principal.userId;
    expect(answer.body.split('\n').slice(0, 3)).toEqual([
      'city,id,owner',
      `Bonn,${first},${by}`,
      `'=Bonn,${third},${by}`,
    ]);
    expect(linesOf(await textOf(who, lines.id))[0]).toEqual({ last_name: 'L0', id: first, tags: [] });
    expect(await textOf(who, none.id)).toBe('[]\n');
    const told = `SELECT resource_id FROM events WHERE team_id = $1 AND event_type = 'export_completed' ORDER BY 1`;
    expect(await sql(told, [who.principal.teamId])).toEqual(
      [csv, lines, none].map(({ id }) => ({ resource_id: id })),
    );
    const week = new Date(server.clock.now().getTime() + 7 * 24 * HOUR + 1);
    await deleteExpiredFiles(server.database.kysely, storeOf(), week, () => undefined);
    expect((await fetched(done.download_url)).statusCode).toBe(404);
    expect(await show(who, csv.id)).toMatchObject({ state: 'done', download_url: null });
    expect(await forgetExports(server.database.kysely, new Date(week.getTime() + 20 * 24 * HOUR))).toBe(0);
    await forgetExports(server.database.kysely, new Date(week.getTime() + 24 * 24 * HOUR));
    expect((await who.call('GET', '/v2/exports')).body.data).toEqual([]);
  }, 120_000);

  it('refuses what would be another list than was meant', async () => {
    const who = await server.team();
    const refused = async (body: object, field: string, by = who) => {
      const answer = await by.call('POST', '/v2/exports', body);
      expect([answer.status, Object.keys(answer.body.errors ?? {})], answer.text).toEqual([422, [field]]);
      return JSON.stringify(answer.body.errors);
    };
    expect(await refused({ list: 'poeple' }, 'list')).toContain('people');
    for (const list of ['webhook_subscriptions', 'constructor', '__proto__', 'job_data', ''])
      await refused({ list }, 'list');
    expect(await refused({ list: 'people', query: { citty: 'Bonn' } }, 'query')).toContain('citty');
    for (const query of [
      { cursor: '' },
      { page: 2 },
      { per_page: 1 },
      { include: 'account' },
      { updated_at: { gt: 'never' } },
      { sort_by: 'password_hash' },
      { city: { $ne: 1 } },
      { ids: Array.from({ length: 501 }, (_, n) => n) },
      ['city'],
      'city=Bonn',
      { city: 'x'.repeat(20_001) },
    ])
      await refused({ list: 'people', query }, 'query');
    for (const fields of [
      ['password'],
      ['id', '"; DROP TABLE people'],
      ['constructor'],
      Array(501).fill('id'),
    ])
      await refused({ list: 'people', fields }, 'fields');
    await refused({ list: 'people', format: 'xlsx' }, 'format');
    const few = await server.colleague(who, { scopes: ['notes:read'] });
    expect((await few.call('POST', '/v2/exports', { list: 'people' })).status).toBe(403);
    // A column is had as often as it is named once.
    const twice = await ask(who, { list: 'people', fields: ['id', 'id', 'city'] });
    expect(twice.fields).toEqual(['id', 'city']);
    // Quotes of every kind stay values.
    const quoted = await ask(who, {
      list: 'people',
      query: { city: [`O'Hare \\ "x" $1 :team`] },
      format: 'json',
    });
    await all();
    expect(await textOf(who, quoted.id)).toBe('[]\n');
    expect(
      (await who.call('POST', '/v2/exports', { list: 'people', query: { city: 'a\u0000b' } })).status,
    ).toBe(422);
  }, 120_000);

  it('is the asker’s own: sight, words of e-mails, scopes and links', async () => {
    const who = await server.team();
    await people(who, ['Bonn', 'Bern']);
    await sql("UPDATE teams SET team_visibility_default = 'private' WHERE id = $1", [who.principal.teamId]);
    const rep = await server.colleague(who, { admin: false });
    const mine = (await rep.call('POST', '/v2/people', { email_address: 'mine@example.com' })).body.data.id;
    const { id } = await ask(rep, { list: 'people', format: 'json', fields: ['id'] });
    const theirs = await ask(who, { list: 'people', format: 'json', fields: ['id'] });
    await all();
    expect(JSON.parse(await textOf(rep, id))).toEqual([{ id: mine }]);
    expect(JSON.parse(await textOf(who, theirs.id))).toHaveLength(3);
    // An admin sees that it is there, and has no link to what another asked for.
    expect(await show(who, id)).toMatchObject({ state: 'done', download_url: null });
    const other = await server.colleague(who, { admin: false });
    const stranger = await server.team();
    for (const by of [other, stranger])
      for (const method of ['GET', 'DELETE'] as const)
        expect((await by.call(method, `/v2/exports/${id}`)).status).toBe(404);
    expect((await other.call('GET', '/v2/exports')).body.data).toEqual([]);
    // A token that may not read people is told nothing of an export of people, not even in the feed.
    const keys = await who.call('POST', '/v2/api_keys', { name: 'few', scopes: ['notes:read'] });
    const headers = { authorization: `Bearer ${keys.body.data.key}` };
    const asked = (url: string) => server.app.inject({ url, headers });
    expect((await asked(`/v2/exports/${theirs.id}`)).statusCode).toBe(404);
    expect((await asked('/v2/exports')).json().data).toEqual([]);
    expect((await asked('/v2/events?types=export_completed')).json().data.events).toEqual([]);
    expect(
      (await server.app.inject({ method: 'DELETE', url: `/v2/exports/${theirs.id}`, headers })).statusCode,
    ).toBe(404);
    expect((await who.call('GET', '/v2/events?types=export_completed')).body.data.events).toHaveLength(2);
    // Who sees less than the file holds has no link any more.
    const second = await server.colleague(who, { admin: true });
    const whole = await ask(second, { list: 'people' });
    const group = (await who.call('POST', '/v2/groups', { name: 'One' })).body.data.id;
    await who.call('PUT', `/v2/users/${rep.principal.userId}`, { group_id: group });
    const ofGroup = await ask(rep, { list: 'cadences' });
    await all();
    expect((await show(rep, ofGroup.id)).download_url).not.toBeNull();
    await who.call('PUT', `/v2/users/${rep.principal.userId}`, { group_id: null });
    expect((await show(rep, ofGroup.id)).download_url).toBeNull();
    expect((await show(second, whole.id)).download_url).not.toBeNull();
    await who.call('PUT', `/v2/users/${second.principal.userId}`, { role_id: 'User' });
    expect(await show(second, whole.id)).toMatchObject({ state: 'done', download_url: null });
    await who.call('PUT', '/v2/team', { team_visibility_default: 'public' });
    expect(await show(second, whole.id)).toMatchObject({ state: 'done', download_url: null });
    await who.call('PUT', '/v2/team', { team_visibility_default: 'private' });
    // Words of e-mails are for tokens that may read them: then as now.
    const some = await server.colleague(who, { scopes: ['emails:read'] });
    const worded = await ask(some, { list: 'emails', fields: ['id', 'body'] });
    await all();
    expect(await show(some, worded.id)).toMatchObject({
      state: 'failed',
      problem: expect.stringContaining('body'),
    });
  }, 120_000);

  it('is made for nobody who was deactivated, or may no longer read it, when its turn comes or while it is made', async () => {
    const who = await server.team();
    await people(who, ['Bonn']);
    const gone = await server.colleague(who);
    const waiting = await ask(gone, { list: 'people' });
    await who.call('PUT', `/v2/users/${gone.principal.userId}`, { active: false });
    await all();
    expect(await show(who, waiting.id)).toMatchObject({
      state: 'failed',
      problem: 'Who asked for it is no longer active.',
      download_url: null,
    });
    const leaving = await server.colleague(who);
    const { id } = await ask(leaving, { list: 'people' });
    await round(meanwhile(() => who.call('PUT', `/v2/users/${leaving.principal.userId}`, { active: false })));
    expect(await show(who, id)).toMatchObject({ state: 'failed', rows: null });
    expect(await filesOf(id)).toEqual([{ over: true }]);
    // A role that loses its rights meanwhile: it is made anew, as they see it then.
    await sql("UPDATE teams SET team_visibility_default = 'private' WHERE id = $1", [who.principal.teamId]);
    const admin = await server.colleague(who, { admin: true });
    const fallen = await ask(admin, { list: 'people', format: 'json' });
    await round(meanwhile(() => who.call('PUT', `/v2/users/${admin.principal.userId}`, { role_id: 'User' })));
    expect(await show(who, fallen.id)).toMatchObject({ state: 'running', rows: null });
    await all(HOUR);
    expect(await show(who, fallen.id)).toMatchObject({ state: 'done', rows: 0 });
    expect(await textOf(admin, fallen.id)).toBe('[]\n');
  }, 120_000);

  it('is ended by being deleted: before its turn, while it is made, and afterwards with its file', async () => {
    const who = await server.team();
    await people(who, ['Bonn']);
    const before = await ask(who, { list: 'people' });
    expect((await who.call('DELETE', `/v2/exports/${before.id}`)).status).toBe(204);
    const during = await ask(who, { list: 'people' });
    await round(meanwhile(() => who.call('DELETE', `/v2/exports/${during.id}`)));
    const after = await ask(who, { list: 'people' });
    await all();
    const { download_url: link } = await show(who, after.id);
    await who.call('DELETE', `/v2/exports/${after.id}`);
    expect((await fetched(link)).statusCode).toBe(404);
    expect((await who.call('GET', '/v2/exports')).body.data).toEqual([]);
    await deleteExpiredFiles(server.database.kysely, storeOf(), server.clock.now(), () => undefined);
    for (const { id } of [before, during, after]) expect(await filesOf(id)).toEqual([]);
    const events = `SELECT resource_id FROM events WHERE team_id = $1 AND event_type = 'export_completed'`;
    expect(await sql(events, [who.principal.teamId])).toEqual([{ resource_id: after.id }]);
  }, 120_000);

  it('with somebody who is forgotten is forgotten; one that is being made is made without them', async () => {
    const who = await server.team();
    const [id] = await people(who, ['Bonn', 'Bern']);
    const named = await ask(who, { list: 'people', query: { email_addresses: ['p0@example.com'] } });
    const whole = await ask(who, { list: 'people', format: 'json', fields: ['id'] });
    const forget = async () => {
      await who.call('POST', '/v2/data_control/right_to_be_forgotten', { people_ids: [id] });
      const carry = () => carryOutRequests({ database: server.database, log }, server.clock.now());
      for (let rounds = 0; (await carry()) > 0; rounds += 1)
        if (rounds > 100) throw new Error('it does not end');
    };
    await sql('UPDATE exports SET retry_at = $2 WHERE id = $1', [
      named.id,
      new Date(server.clock.now().getTime() + 60_000),
    ]);
    await round(meanwhile(forget));
    expect((await who.call('GET', `/v2/exports/${named.id}`)).status).toBe(404);
    expect(await show(who, whole.id)).toMatchObject({ state: 'running', download_url: null });
    await all(HOUR);
    expect(JSON.parse(await textOf(who, whole.id))).toHaveLength(1);
  }, 120_000);

  it('goes on with another process when one is killed at any of its awaits: whole, told once, or not there', async () => {
    const who = await server.team();
    await people(who, ['Bonn', 'Bern', 'Bari']);
    const { config, clock } = server.context;
    let deaths = 0;
    for (let at = 1; at < 60; at += 2) {
      const { id } = await ask(who, { list: 'people', format: 'ndjson' });
      const process = mortal(
        server.database.pool.options,
        new Sink(),
        at % 4 === 1 ? 'diesBefore' : 'diesAfter',
        at,
      );
      const loop = exportLoop({ config, database: process.database, clock, store: storeOf(), log });
      const work = (async () => {
        await loop.round(clock.now());
        await loop.drain?.();
      })();
      await Promise.race([work, process.died]);
      const died = process.hit !== undefined;
      await process.bury(server.database.pool);
      const found = await show(who, id);
      if (found.state !== 'done') expect(found).toMatchObject({ rows: null, download_url: null });
      await all(HOUR);
      const made = await show(who, id);
      expect([at, made.state, made.rows]).toEqual([at, 'done', 3]);
      expect(linesOf((await fetched(made.download_url)).body)).toHaveLength(3);
      expect(
        await sql(`SELECT FROM events WHERE event_type = 'export_completed' AND resource_id = $1`, [id]),
      ).toHaveLength(1);
      expect((await filesOf(id)).filter(({ over }) => !over)).toHaveLength(1);
      await who.call('DELETE', `/v2/exports/${id}`);
      if (!died) break;
      deaths += 1;
    }
    expect(deaths).toBeGreaterThan(4);
    expect(deaths).toBeLessThan(30);
  }, 240_000);

  it('is one of a team at a time, made once by many processes, and given back at a stop', async () => {
    const teams = await Promise.all([server.team(), server.team(), server.team()]);
    const asked: [Caller, number][] = [];
    for (const who of teams) {
      await people(who, ['Bonn']);
      for (let n = 0; n < 4; n += 1)
        asked.push([who, (await ask(who, { list: 'people', format: 'ndjson' })).id]);
    }
    let puts = 0;
    const counting: FileStore = {
      ...storeOf(),
      put: (key, source, limit) => {
        puts += 1;
        return storeOf().put(key, source, limit);
      },
    };
    // Each with connections of its own, as processes have.
    const { pool } = server.database;
    const databases = Array.from({ length: 6 }, () =>
      connect({ connection: pool.options, max: 4, onError: () => undefined }),
    );
    await Promise.all(
      databases.map(async (database) => {
        const loop = loopOf(counting, database);
        for (let idle = 0; idle < 2; ) {
          idle = (await loop.round(server.clock.now())) > 0 ? 0 : idle + 1;
          await loop.drain?.();
        }
      }),
    );
    for (const database of databases) await database.close();
    await all(HOUR);
    for (const [who, id] of asked) expect(await show(who, id)).toMatchObject({ state: 'done', rows: 1 });
    expect(puts).toBe(asked.length);

    // A stop breaks off what is being made; another process makes it at once.
    const [who] = teams;
    const { id } = await ask(who, { list: 'people' });
    let begun: () => void = () => undefined;
    const reached = new Promise<void>((resolve) => (begun = resolve));
    const slow: FileStore = {
      ...storeOf(),
      put: async (_key, source) => {
        begun();
        for await (const _ of source) await new Promise<void>((resolve) => setImmediate(resolve));
        throw new Error('broken off');
      },
    };
    const loop = loopOf(slow);
    await loop.round(server.clock.now());
    await reached;
    await loop.stop?.();
    await loop.drain?.();
    expect(await sql('SELECT attempts, retry_at FROM exports WHERE id = $1', [id])).toEqual([
      { attempts: 0, retry_at: null },
    ]);
    await all();
    expect(await show(who, id)).toMatchObject({ state: 'done' });
  }, 120_000);

  it('waits where a hundred do, many that come at once included', async () => {
    const who = await server.team();
    await sql(
      `INSERT INTO exports (team_id, created_at, updated_at, user_id, list, query, format, by_admin)
       SELECT $1, now(), now(), $2, 'people', '{}', 'csv', true FROM generate_series(1, 95)`,
      [who.principal.teamId, who.principal.userId],
    );
    const answers = await Promise.all(
      Array.from({ length: 12 }, () => who.call('POST', '/v2/exports', { list: 'people' })),
    );
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(5);
    expect(answers.filter(({ status }) => status === 422)).toHaveLength(7);
    const other = await server.team();
    await ask(other, { list: 'people' });
    await sql('DELETE FROM exports WHERE team_id = $1', [who.principal.teamId]);
    await all();
  }, 120_000);
});
