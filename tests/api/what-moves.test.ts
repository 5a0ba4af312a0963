import type { ResourceSpec } from '@cadenza/contract';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { write } from '../../apps/server/src/db/write.js';
import {
  countUnreadable,
  noteReceived,
  noteReceiveFailure,
} from '../../apps/server/src/domain/mailboxes/watch-rows.js';
import type { Watched } from '../../apps/server/src/domain/receiving/watch-commands.js';
import { cadence, sandboxTeam } from '../sandbox/support.js';
import { testDatabase } from '../support/database.js';
import { resources } from '../support/operations.js';
import { type Caller, createTestServer, type TestServer } from '../support/server.js';

/**
 * What a record says changes with its updated_at, whoever changed it and by whatever way: else a program that copies the
 * list never learns of it. All records of all lists are compared before and after what happens to a team; the numbers
 * that are excepted are those of docs/compatibility.md.
 */
let server: TestServer;
beforeAll(async () => {
  // Whatever moves tells of it, and the other way round: asked at the end (support/told.ts).
  server = await createTestServer({}, 'wall', await testDatabase({ stamps: 'wall', told: true }));
});
afterAll(() => server.close());

const STAYS = new Set([
  'accounts.counts',
  'cadences.counts',
  'email_templates.counts',
  'email_templates.last_used_at',
  'imports.current_people_count',
  'imports.imported_people_count',
]);
const EVERYTHING: Record<string, string> = {
  users: '&visible_only=false',
  email_templates: '&include_cadence_templates=true&include_archived_templates=true',
};

type Row = Record<string, unknown> & { id: number; updated_at: string };
const stamped: ResourceSpec[] = resources.filter((spec) => 'updated_at' in spec.record.shape);

async function snapshot(who: Caller): Promise<Map<string, Row>> {
  const all = new Map<string, Row>();
  for (const { name, path, list } of stamped) {
    if (!list) continue;
    const answer = await who.call('GET', `${path}?per_page=100${EVERYTHING[name] ?? ''}`);
    expect(answer.status, answer.text).toBe(200);
    for (const row of answer.body.data as Row[]) all.set(`${name} ${row.id}`, row);
  }
  return all;
}

/** Does one thing after the other and keeps what changed without moving. */
function watch(who: Caller) {
  let before: Map<string, Row> | undefined;
  const silent = new Set<string>();
  const compare = (what: string, key: string, row: Row, old: Row) => {
    const name = key.split(' ')[0] ?? '';
    const changed = Object.keys(row).filter(
      (field) => field !== 'updated_at' && JSON.stringify(row[field]) !== JSON.stringify(old[field]),
    );
    for (const field of row.updated_at > old.updated_at ? [] : changed)
      silent.add(STAYS.has(`${name}.${field}`) ? `${name}.${field}` : `${what}: ${name}.${field}`);
  };
  return {
    silent,
    step: async (what: string, method: 'POST' | 'PUT' | 'DELETE', path: string, body: object = {}) => {
      before ??= await snapshot(who);
      const answer = await who.call(method, path, method === 'DELETE' ? undefined : body);
      expect(answer.status, `${what}: ${answer.text}`).toBeLessThan(300);
      const after = await snapshot(who);
      for (const [key, row] of after) compare(what, key, row, before.get(key) ?? row);
      before = after;
      return answer.body?.data;
    },
  };
}

it('every change of what a record says moves its updated_at, but for the numbers that are said to stay', async () => {
  const who = await sandboxTeam(server);
  const { step, silent } = watch(who);
  const make = async (path: string, body: object): Promise<number> =>
    (await step(path, 'POST', path, body)).id;
  const change = (path: string, body: object) => step(`PUT ${path}`, 'PUT', path, body);
  const remove = (path: string) => step(`DELETE ${path}`, 'DELETE', path);

  const account = await make('/v2/accounts', { name: 'A', domain: 'a.example' });
  const stage = await make('/v2/person_stages', { name: 'S' });
  const list = await make('/v2/imports', { name: 'I' });
  const named = {
    first_name: 'P',
    last_name: 'L',
    account_id: account,
    person_stage_id: stage,
    import_id: list,
  };
  const person = await make('/v2/people', { email_address: 'p@a.example', phone: '+4930123456', ...named });
  await change(`/v2/accounts/${account}`, { name: 'B', domain: 'b.example' });
  await change(`/v2/person_stages/${stage}`, { name: 'T' });
  const group = await make('/v2/groups', { name: 'North' });

  const id = await cadence(server, who, [{ day: 1 }, { day: 3 }]);
  const call = await make('/v2/steps', {
    cadence_id: id,
    type: 'phone',
    day: 5,
    name: 'Call',
    instructions: 'Hi',
  });
  await change(`/v2/steps/${call}`, { name: 'Ring' });
  await change(`/v2/cadences/${id}`, { name: 'New' });
  await change(`/v2/users/${who.principal.userId}`, { group_id: group });
  await change(`/v2/groups/${group}`, { name: 'South' });
  const membership = await make('/v2/cadence_memberships', { person_id: person, cadence_id: id });
  const wait = (by: string) => step(`after ${by}`, 'POST', '/v2/sandbox/advance', { by });
  await wait('1h');

  const { rows } = await server.database.pool.query<{ id: number }>(
    'SELECT id FROM sandbox_messages WHERE team_id = $1 ORDER BY id LIMIT 1',
    [who.principal.teamId],
  );
  const react = (kind: string, more: object = {}) =>
    step(kind, 'POST', `/v2/sandbox/messages/${rows[0]?.id}/react`, { kind, ...more });
  for (const kind of ['open', 'click', 'open', 'click']) {
    await react(kind);
    await wait('10m');
  }
  await step('pause', 'POST', `/v2/cadence_memberships/${membership}/pause`);
  await step('resume', 'POST', `/v2/cadence_memberships/${membership}/resume`);
  await react('auto_reply', { returns_on: '2026-03-04' });
  await wait('5d');

  await make('/v2/activities/calls', { person_id: person, disposition: 'Connected' });
  await make('/v2/notes', { content: 'Hello', associated_with_type: 'person', associated_with_id: person });
  const task = { subject: 'C', person_id: person, task_type: 'call', due_date: '2026-03-03' };
  await change(`/v2/tasks/${await make('/v2/tasks', task)}`, { current_state: 'completed' });
  await step('success', 'POST', '/v2/successes', { person_id: person });
  await change(`/v2/people/${person}`, { tags: ['x'] });
  const field = await make('/v2/custom_fields', { name: 'Region', field_type: 'person' });
  await change(`/v2/people/${person}`, { custom_fields: { Region: 'N' } });
  await change(`/v2/custom_fields/${field}`, { name: 'Land' });
  await remove(`/v2/custom_fields/${field}`);
  await change('/v2/me', { first_name: 'New' });

  for (const kind of ['reply', 'bounce', 'opt_out']) await react(kind, { text: 'Please write no more.' });
  for (const value of ['p@a.example', 'q@a.example', 'a.example']) {
    const suppression = await make('/v2/suppressions', { value });
    await change(`/v2/people/${person}`, { email_address: 'q@a.example' });
    await remove(`/v2/suppressions/${suppression}`);
  }

  await remove(`/v2/person_stages/${stage}`);
  await remove(`/v2/groups/${group}`);
  await change(`/v2/accounts/${account}`, { do_not_contact: true });
  await remove(`/v2/accounts/${account}`);
  await change(`/v2/cadences/${id}`, { archived: true });
  await remove(`/v2/people/${person}`);
  await remove(`/v2/cadences/${id}`);
  expect([...silent].toSorted()).toEqual([...STAYS].toSorted());
  // Reading moves nothing: a program that asks again and again comes to an end.
  expect(await snapshot(who)).toEqual(await snapshot(who));
}, 300_000);

it('what is told of a mailbox from outside moves it, but not each reading that found nothing wrong', async () => {
  const who = await server.team();
  const { kysely } = server.database;
  const { data } = (
    await who.call('POST', '/v2/mailboxes', {
      email_address: 'rep@sender.example',
      smtp_host: 'smtp.sender.example',
      password: 'x',
    })
  ).body;
  const watched = { teamId: who.principal.teamId, mailboxId: data.id } as Watched;
  const now = server.clock.now();
  const stamp = async (): Promise<string> =>
    (await who.call('GET', `/v2/mailboxes/${data.id}`)).body.data.updated_at;
  const moves = async (work: () => Promise<unknown>) => {
    const before = await stamp();
    await work();
    return (await stamp()) > before;
  };
  const take = () =>
    kysely.updateTable('mailboxes').set({ watch_lease_by: 'a' }).where('id', '=', data.id).execute();
  const fail = async () => {
    await take();
    await noteReceiveFailure(kysely, watched, 'a', now, 'connection refused');
  };
  const unreadable = () => write(kysely, watched.teamId, (tx) => countUnreadable(tx, watched, now));
  expect(await moves(() => noteReceived(kysely, watched, now))).toBe(false);
  expect(await moves(fail)).toBe(true);
  expect(await moves(() => noteReceived(kysely, watched, now))).toBe(true);
  expect(await moves(() => noteReceived(kysely, watched, now))).toBe(false);
  expect(await moves(unreadable)).toBe(true);
});
