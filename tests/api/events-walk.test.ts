import { contract, type EventType, EVENTS } from '@cadenza/contract';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { SEEDED, SEEDS } from '../seeds/index.js';
import { eventsAfter } from '../../apps/server/src/events/feed.js';
import { at, operations } from '../support/operations.js';
import { testDatabase } from '../support/database.js';
import { type Answer, type Caller, createTestServer, type TestServer } from '../support/server.js';

/**
 * After each command of the contract exactly the events its spec declares are there, once each; and whatever moved a
 * record's updated_at told of it (the database is asked at the end, support/told.ts).
 */
let server: TestServer;
let admin: Caller;
let colleague: number;
const walked = new Set<string>();

beforeAll(async () => {
  const made = await testDatabase({ stamps: 'wall', told: true });
  server = await createTestServer({}, 'wall', made);
  admin = await server.team();
  colleague = (await server.colleague(admin)).principal.userId;
});
afterAll(() => server.close());

interface Told {
  type: EventType;
  id: number;
  user: number | null;
  body: string | null;
}
let last = 0;

async function news(): Promise<Told[]> {
  const events = await eventsAfter(server.database.kysely, admin.principal.teamId, last, 1000);
  last = events.at(-1)?.sequence ?? last;
  return events.map(({ type, resourceId, userId, body }) => ({
    type: type as EventType,
    id: resourceId,
    user: userId,
    body,
  }));
}

const causesOf = (name: string) => {
  const found = operations.find((each) => each.name === name);
  if (!found) throw new Error(`no operation ${name}`);
  return found;
};

/** Carries a command out. @returns its answer's data, and what it told */
async function go(name: string, id: number | string = '', body: object = {}, query = '') {
  const { method, path, causes } = causesOf(name);
  await news();
  const answer: Answer = await admin.call(
    method,
    at(path, id) + query,
    method === 'DELETE' ? undefined : body,
  );
  expect(answer.status, `${name}: ${answer.text}`).toBeLessThan(300);
  walked.add(name);
  const told = await news();
  const types = [...new Set(told.map(({ type }) => type))];
  const { events = [], mayCause = [] } = causes ?? {};
  expect(types, name).toEqual(expect.arrayContaining([...events]));
  for (const type of types) expect([...events, ...mayCause], name).toContain(type);
  const keys = told.map((event) => `${event.type} ${event.id}`);
  expect(keys, `${name} tells each once`).toEqual([...new Set(keys)]);
  for (const event of told) expect(event.user === null || event.user === admin.principal.userId).toBe(true);
  const deleted = told.filter(({ type }) => type.endsWith('_deleted'));
  for (const event of told) expect(event.body === null, event.type).toBe(!deleted.includes(event));
  return { data: answer.body?.data, told, types };
}

/** The command again, when nothing is left to do. */
async function nothing(name: string, id: number | string, body: object = {}): Promise<void> {
  const { method, path } = causesOf(name);
  await news();
  const answer = await admin.call(method, at(path, id), method === 'DELETE' ? undefined : body);
  expect(answer.status, answer.text).toBeLessThan(300);
  expect(await news(), `${name} again`).toEqual([]);
}

const make = async (name: string, body: object): Promise<number> =>
  (await go(`${name}.create`, '', body)).data.id;

/** Deletes, and compares the event's body with what was to be read before. */
async function remove(name: string, id: number, type: EventType): Promise<EventType[]> {
  const spec = contract.resources[EVENTS[type].resource as 'people'];
  const before = await admin.call('GET', `${spec.path}/${id}`);
  const { told, types } = await go(`${name}.delete`, id);
  const text = told.find((event) => event.type === type && event.id === id)?.body ?? '{}';
  const body = spec.record.strict().parse(JSON.parse(text));
  // Nobody in particular reads it: references have no server, times are UTC (as this caller's).
  if (before.status === 200) {
    const seen = JSON.parse(before.text.replaceAll('http://cadenza.test/', '/')).data;
    expect({ ...body, cadences: null }).toMatchObject({
      ...seen,
      cadences: null,
      updated_at: body.updated_at,
    });
  }
  return types;
}

const ATTACHMENT = { name: 'a.txt', content_type: 'text/plain', content: 'aGVsbG8=' };
/** Resources without events: made, changed, deleted. */
const PLAIN: [string, object, object][] = [
  ...SEEDED.map((name): [string, object, object] => [
    name,
    SEEDS[name].records[0]?.body ?? {},
    SEEDS[name].change,
  ]),
  ['call_dispositions', { name: 'X' }, { name: 'Y' }],
  ['call_sentiments', { name: 'X' }, { name: 'Y' }],
  ['snippets', { key: 'x', body: 'X' }, { body: 'Y' }],
  ['holiday_calendars', { name: 'X', extra_days: [] }, { name: 'Y' }],
  ['user_absences', { starts_on: '2026-07-01', ends_on: '2026-07-02' }, { ends_on: '2026-07-03' }],
  [
    'send_windows',
    { blocks: [{ days: [1, 2, 3, 4, 5], from: '00:00', to: '24:00' }] },
    { blocks: [{ days: [1], from: '00:00', to: '24:00' }] },
  ],
];

/** What only the engine, a mail server or a provider brings about: the engine's tests ask the same of their databases. */
const ELSEWHERE = [
  'long_command_retry',
  'mailbox_authorizations',
  'mailbox_domain_check',
  'mailbox_test',
  'received_message_dismiss',
  'received_message_opt_out',
  'received_message_undo',
  'retry_server_transport',
  'sandbox_advance',
  'sandbox_cancel',
  'sandbox_react',
  'sandbox_reset_clock',
  'sandbox_settings',
  'send_action_email',
];

it('people, accounts and what is attached to them', async () => {
  const account = await make('accounts', { name: 'A', domain: 'a.example' });
  await go('accounts.update', account, { name: 'B' });
  const person = await make('people', { email_address: 'p@a.example', first_name: 'P', last_name: 'L' });
  await go('people.update', person, { account_id: account, tags: ['x'] });
  const calling = await go('calls.create', '', { person_id: person, notes: 'Said' });
  expect(calling.types).toEqual(expect.arrayContaining(['note_created', 'account_updated']));
  const call = await make('calls', { person_id: person });
  const about = { associated_with_type: 'person', associated_with_id: person };
  const note = await make('notes', { content: 'N', ...about });
  for (const on of [call, null, call]) {
    const { told } = await go('notes.update', note, { call_id: on });
    expect(told).toContainEqual(expect.objectContaining({ type: 'call_updated', id: call }));
  }
  expect((await go('notes.update', note, { content: 'M' })).types).toEqual(['note_updated']);
  expect(await remove('notes', note, 'note_deleted')).toContain('call_updated');
  await nothing('notes.delete', note);

  const written = { person_id: person, task_type: 'call', subject: 'S', due_date: '2026-03-03' };
  const task = await make('tasks', written);
  expect((await go('tasks.update', task, { current_state: 'completed' })).types).toContain('task_completed');
  await remove('tasks', task, 'task_deleted');
  const finished = await make('tasks', { ...written, task_type: 'general' });
  const done = await go('activities', '', { task_id: finished });
  expect(done.types).toEqual(expect.arrayContaining(['task_updated', 'task_completed']));
  await go('create_success', '', { person_id: person });
  await go('person_upserts', '', { upsert_key: 'email_address', email_address: 'p@a.example', title: 'T' });
  await go('account_upserts', '', { upsert_key: 'domain', domain: 'a.example', name: 'B', city: 'C' });
  await go('accounts.update', account, { do_not_contact: true });
  expect(await remove('accounts', account, 'account_deleted')).toContain('person_updated');
  await remove('people', person, 'person_deleted');
  await nothing('people.delete', person);
  const list = await make('imports', { name: 'I' });
  await go('imports.update', list, { name: 'J' });
  await make('people', { email_address: 'i@a.example', last_name: 'I', import_id: list });
  expect((await go('imports.delete', list, {}, '?undo=all')).types).toContain('person_deleted');
});

it('cadences, steps and who is on them', async () => {
  const cadence = await make('cadences', { name: 'C' });
  await go('cadences.update', cadence, { name: 'D' });
  const step = await make('steps', { cadence_id: cadence, type: 'phone', name: 'Call', day: 1 });
  const second = await make('steps', { cadence_id: cadence, type: 'phone', name: 'Again', day: 3 });
  const moved = await go('steps.update', second, { day: 1, step_number: 1 });
  expect(moved.told).toContainEqual(expect.objectContaining({ type: 'step_updated', id: step }));
  const person = await make('people', { email_address: 'm@b.example', last_name: 'M' });
  const task = await make('tasks', {
    person_id: person,
    task_type: 'general',
    subject: 'S',
    due_date: '2026-03-03',
  });
  const added = { person_id: person, cadence_id: cadence };
  const adding = await go('cadence_memberships.create', '', { ...added, task_id: task });
  expect(adding.types).toEqual(expect.arrayContaining(['task_updated', 'task_completed']));
  const membership = adding.data.id;
  const [action] = (await admin.call('GET', `/v2/actions?person_id=${person}`)).body.data;
  await go('ongoing_actions', '', { action_id: action.id });
  await go('pause_membership', membership);
  await go('resume_membership', membership);
  await go('move_membership', membership, { step_id: step });
  await go('skip_step', membership);
  await go('pause_cadence', cadence);
  await nothing('pause_cadence', cadence);
  await go('resume_cadence', cadence);
  await make('cadence_memberships', added).then((id) => go('cadence_memberships.delete', id));
  await make('cadence_memberships', added);
  await remove('steps', second, 'step_deleted');
  const stage = await make('person_stages', { name: 'S' });
  await go('person_stages.update', stage, { name: 'T' });
  await go('people.update', person, { person_stage_id: stage });
  await go('cadences.update', cadence, { added_stage_id: stage });
  const gone = await go('person_stages.delete', stage);
  expect(gone.types).toEqual(expect.arrayContaining(['person_updated', 'cadence_updated']));
  expect(await remove('cadences', cadence, 'cadence_deleted')).toContain('cadence_membership_updated');
  await go('cadence_imports', '', {
    settings: { name: 'From a file' },
    cadence_content: { step_groups: [] },
  });
});

it('e-mails and the list of who gets none', async () => {
  const person = await make('people', { email_address: 'e@c.example', last_name: 'E' });
  const letter = { person_id: person, subject: 'S', body: '<p>B</p>', send_after: '2026-12-01T09:00:00Z' };
  const email = await make('scheduled_emails', letter);
  await go('scheduled_emails.update', email, { subject: 'T' });
  await go('scheduled_emails.delete', email);
  await nothing('scheduled_emails.delete', email);
  for (const [name, verdict] of [
    ['send_ledger_settle', 'sent'],
    ['send_ledger_settle_many', 'not_sent'],
  ] as const) {
    const id = await make('scheduled_emails', letter);
    await server.database.pool.query(`UPDATE emails SET state = 'uncertain' WHERE id = $1`, [id]);
    const { types } = await go(name, name === 'send_ledger_settle' ? id : '', { verdict });
    expect(types).toContain('email_updated');
  }
  const mailbox = await make('mailboxes', {
    email_address: 'rep@sender.example',
    smtp_host: 'smtp.sender.example',
    password: 'x',
  });
  await go('mailboxes.update', mailbox, { from_name: 'Rep' });
  await remove('mailboxes', mailbox, 'mailbox_deleted');
  const added = await go('suppressions.create', '', { value: 'e@c.example', reason: 'opt_out' });
  expect(added.types).toEqual(['suppression_created', 'person_updated']);
  await nothing('suppressions.create', '', { value: 'e@c.example' });
  const imported = await go('suppression_imports', '', {
    content: Buffer.from('email\nx@c.example\ny@c.example\n').toString('base64'),
  });
  expect(imported.told.filter(({ type }) => type === 'suppression_created')).toHaveLength(2);
  expect(await remove('suppressions', added.data.id, 'suppression_deleted')).toContain('person_updated');
});

it('the team, and what has no events of its own', async () => {
  const user = admin.principal.userId;
  await go('users.update', colleague, { work_country: 'DE' });
  await go('update_me', '', { first_name: 'New' });
  await go('pause_user_sending', user);
  await nothing('pause_user_sending', user);
  await go('resume_user_sending', user);
  const group = await make('groups', { name: 'North' });
  await go('groups.update', group, { name: 'South' });
  await go('users.update', colleague, { group_id: group });
  expect((await go('groups.delete', group)).types).toEqual(['user_updated']);
  await go('update_sending_settings', '', {});
  await go('update_team', '', {});

  const person = await make('people', { last_name: 'F', email_address: 'f@d.example' });
  const account = await make('accounts', { name: 'D', domain: 'd.example' });
  const field = await make('custom_fields', { name: 'Region', field_type: 'person' });
  await go('people.update', person, { custom_fields: { Region: 'N' } });
  expect((await go('custom_fields.update', field, { name: 'Land' })).types).toEqual(['person_updated']);
  expect((await go('custom_fields.delete', field)).types).toEqual(['person_updated']);
  for (const [name, column] of [
    ['account_stages', 'company_stage_id'],
    ['account_tiers', 'account_tier_id'],
  ] as const) {
    const id = await make(name, { name: 'One' });
    await go(`${name}.update`, id, { name: 'Two' });
    await go('accounts.update', account, { [column]: id });
    expect((await go(`${name}.delete`, id)).types).toEqual(['account_updated']);
  }
  const cadence = await make('cadences', { name: 'V' });
  const step = await make('steps', { cadence_id: cadence, type: 'email', day: 1 });
  const template = await make('email_templates', { title: 'T', subject: 'S', body: '<p>B</p>' });
  await go('email_templates.update', template, { title: 'U' });
  for (const name of ['A', 'B'])
    await make('step_variants', { step_id: step, name, email_template_id: template });
  const [variant, loser] = (await admin.call('GET', `/v2/step_variants?step_id=${step}`)).body.data;
  await go('step_variants.update', variant.id, { name: 'C' });
  await go('declare_winner', variant.id);
  await go('step_variants.delete', loser.id);
  await go('email_missing_tags', '', { subject: 'S', body: '<p>B</p>', person_id: person });
  await go('preview_email', '', { subject: 'S', body: '<p>B</p>', person_id: person });
  await go('preview_template', template, { person_id: person });
  await go('attachments.delete', await make('attachments', ATTACHMENT));
  for (const [name, created, changed] of PLAIN) {
    const id = await make(name, created);
    await go(`${name}.update`, id, changed);
    await go(`${name}.delete`, id);
  }
  await go(
    'email_templates.delete',
    await make('email_templates', { title: 'T', subject: 'S', body: '<p>B</p>' }),
  );
});

it('every command there is was walked', () => {
  const commands = operations.filter(({ method }) => method !== 'GET').map(({ name }) => name);
  expect(commands.filter((name) => !walked.has(name)).toSorted()).toEqual(ELSEWHERE);
});
