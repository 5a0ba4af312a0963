import { type Causes, contract, type OperationSpec, type ResourceSpec } from '@cadenza/contract';
import * as z from 'zod';
import { SEEDED, SEEDS } from '../seeds/index.js';
import { given } from '../seeds/seed.js';
import type { Caller } from './server.js';

/** One endpoint of the contract, whichever way it was declared. */
export interface Operation {
  name: string;
  method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  path: string;
  scope: string | null;
  /** Whose records it answers, for the operations of a resource. */
  resource: ResourceSpec | undefined;
  body: z.ZodObject | undefined;
  query: z.ZodObject | undefined;
  /** What stands under `data` (of a list: in it). */
  response: z.ZodType | undefined;
  /** What it tells of. */
  causes?: Causes;
  /** Media type of an answer that is no JSON. */
  produces?: string | undefined;
}

function operationsOf(spec: ResourceSpec): Operation[] {
  const { path, scopes } = spec;
  const one = `${path}/{id}`;
  const make = (kind: string, method: Operation['method'], at: string, more: Partial<Operation> = {}) => ({
    name: `${spec.name}.${kind}`,
    method,
    path: at,
    scope: scopes.read,
    resource: spec,
    body: undefined,
    query: undefined,
    response: spec.record.strict(),
    causes: {},
    ...more,
  });
  const write = scopes.write ?? null;
  return [
    ...(spec.list ? [make('list', 'GET', path)] : []),
    ...(spec.show ? [make('show', 'GET', one)] : []),
    ...(spec.create
      ? [
          make('create', 'POST', path, {
            scope: spec.create.scope ?? write,
            body: spec.create.body,
            causes: spec.create,
          }),
        ]
      : []),
    ...(spec.update
      ? [
          make('update', 'PUT', one, {
            scope: spec.update.scope ?? write,
            body: spec.update.body,
            causes: spec.update,
          }),
        ]
      : []),
    ...(spec.delete
      ? [
          make('delete', 'DELETE', one, {
            scope: scopes.delete ?? null,
            query: spec.delete.query,
            causes: spec.delete,
            response: undefined,
          }),
        ]
      : []),
  ];
}

export const resources = Object.values(contract.resources) as ResourceSpec[];

/** Every operation of the contract. */
export const operations: Operation[] = [
  ...resources.flatMap(operationsOf),
  ...(Object.values(contract.operations) as OperationSpec[]).map(
    (spec): Operation => ({
      name: spec.name,
      method: spec.method,
      path: spec.path,
      scope: spec.scope,
      resource: undefined,
      causes: spec,
      body: spec.body,
      query: spec.query,
      response: spec.response ?? (spec.list && z.array(spec.list.record.strict())),
      produces: spec.produces,
    }),
  ),
];

export const at = (path: string, id: number | string): string => path.replace('{id}', String(id));

/** One living record of every resource that can be made or is there from the start: their ids by resource. */
export async function seedRecords(caller: Caller, name = 'Walk'): Promise<Record<string, number>> {
  const ids: Record<string, number> = {};
  const make = async (resource: string, path: string, body: object) => {
    const answer = await caller.call('POST', path, body);
    if (answer.status !== 200) throw new Error(`${path}: ${answer.status} ${answer.text}`);
    ids[resource] = answer.body.data.id;
  };
  await make('accounts', '/v2/accounts', { name: 'Acme', domain: 'acme.example' });
  await make('imports', '/v2/imports', { name: 'List' });
  await make('person_stages', '/v2/person_stages', { name });
  await make('custom_fields', '/v2/custom_fields', { name: 'Region' });
  await make('groups', '/v2/groups', { name: 'North' });
  await make('people', '/v2/people', {
    email_address: 'walk@example.com',
    first_name: 'Wal',
    last_name: 'Ker',
    account_id: ids['accounts'],
    tags: ['walked'],
    import_id: ids['imports'],
  });
  await make('notes', '/v2/notes', {
    content: 'Hello',
    associated_with_type: 'person',
    associated_with_id: ids['people'],
  });
  await make('email_templates', '/v2/email_templates', { title: 'T', subject: 'S', body: '<p>B</p>' });
  await make('tasks', '/v2/tasks', {
    subject: 'Call',
    person_id: ids['people'],
    task_type: 'call',
    due_date: '2026-03-03',
  });
  await make('cadences', '/v2/cadences', { name });
  await make('steps', '/v2/steps', {
    cadence_id: ids['cadences'],
    type: 'phone',
    name: 'Call',
    day: 1,
    instructions: 'Say hello',
  });
  await make('cadence_memberships', '/v2/cadence_memberships', {
    person_id: ids['people'],
    cadence_id: ids['cadences'],
  });
  await make('calls', '/v2/activities/calls', { person_id: ids['people'] });
  await caller.call('POST', '/v2/conversations/calls', {
    ...{ to: '+15550100', from: '+15550101', duration: 61.5 },
    recording: { url: 'https://dialer.example/walk.mp3' },
  });
  ids['conversations'] = (await caller.call('GET', '/v2/conversations')).body.data[0].id;
  await make('bulk_jobs', '/v2/bulk_jobs', { type: 'person/upsert' });
  ids['users'] = caller.principal.userId;
  for (const plain of SEEDED)
    await make(
      plain,
      contract.resources[plain].path,
      given<object>(SEEDS[plain].records[0]?.body ?? {}, (name) => ids[name] as number),
    );
  await make('snippets', '/v2/snippets', { key: 'walk', body: 'Hello {{first_name}}' });
  const letter = await caller.call('POST', '/v2/steps', {
    cadence_id: ids['cadences'],
    type: 'email',
    day: 2,
  });
  await make('step_variants', '/v2/step_variants', {
    step_id: letter.body.data.id,
    name: 'A',
    email_template_id: ids['email_templates'],
  });
  await make('mailboxes', '/v2/mailboxes', {
    email_address: `walk${caller.principal.userId}@sender.example`,
    smtp_host: 'smtp.sender.example',
    password: 'not a real one',
  });
  await make('attachments', '/v2/attachments', {
    name: 'a.txt',
    content_type: 'text/plain',
    content: 'aGVsbG8=',
  });
  await make('suppressions', '/v2/suppressions', { value: 'nobody@suppressed.example' });
  await make('scheduled_emails', '/v2/scheduled_emails', {
    person_id: ids['people'],
    subject: 'Later',
    body: '<p>Later</p>',
    send_after: '2026-12-01T09:00:00Z',
  });
  ids['send_ledger'] = ids['scheduled_emails'] as number;
  await make('send_windows', '/v2/send_windows', {
    cadence_id: ids['cadences'],
    blocks: [{ days: [1, 2, 3, 4, 5], from: '00:00', to: '24:00' }],
  });
  await make('holiday_calendars', '/v2/holiday_calendars', {
    name,
    extra_days: [{ date: '2026-12-24', name: 'Eve' }],
  });
  await make('user_absences', '/v2/user_absences', { starts_on: '2026-07-01', ends_on: '2026-07-02' });
  for (const resource of [
    'account_stages',
    'account_tiers',
    'call_dispositions',
    'call_sentiments',
    'call_instructions',
    'tags',
  ] as const) {
    const answer = await caller.call('GET', contract.resources[resource].path);
    const id: number | undefined = answer.body.data[0]?.id;
    if (id === undefined) throw new Error(`nothing under ${contract.resources[resource].path}`);
    ids[resource] = id;
  }
  return ids;
}
