import type { Caller, TestServer } from './server.js';

/** Ids of records about one person and one account, by resource; `sandbox` is a message of the mail sandbox. */
export type Hidden = Readonly<Record<string, number>>;

/** Every word of theirs begins so: where a caller may see none of it, no answer may contain it. */
export const MARK = 'hidden';
export const ADDRESS = 'hidden.person@hidden-company.example';

/** One record of every kind that is about a person or an account, all of them the owner's; what is the team's is an admin's. */
export async function seedHidden(server: TestServer, owner: Caller, admin: Caller): Promise<Hidden> {
  const ids: Record<string, number> = {};
  const make = async (resource: string, path: string, body: object, by = owner): Promise<number> => {
    const answer = await by.call('POST', path, body);
    if (answer.status !== 200) throw new Error(`${path}: ${answer.status} ${answer.text}`);
    ids[resource] = answer.body.data.id;
    return answer.body.data.id;
  };
  const account = await make('accounts', '/v2/accounts', {
    name: 'Hidden company',
    domain: 'hidden-company.example',
  });
  const import_id = await make('imports', '/v2/imports', { name: 'List' });
  const person = await make('people', '/v2/people', {
    email_address: ADDRESS,
    first_name: 'Hidden',
    last_name: 'Person',
    title: 'Hidden title',
    phone: '+15550100',
    account_id: account,
    import_id,
  });
  await make('notes', '/v2/notes', {
    content: 'hidden words',
    associated_with_type: 'person',
    associated_with_id: person,
  });
  await make('account_notes', '/v2/notes', {
    content: 'hidden words about the account',
    associated_with_type: 'account',
    associated_with_id: account,
  });
  await make('tasks', '/v2/tasks', {
    subject: 'hidden task',
    person_id: person,
    task_type: 'call',
    due_date: '2026-03-03',
  });
  await make('cadences', '/v2/cadences', { name: 'Shared', shared: true });
  await make('steps', '/v2/steps', { cadence_id: ids['cadences'], type: 'phone', name: 'Call', day: 1 });
  await make('cadence_memberships', '/v2/cadence_memberships', {
    person_id: person,
    cadence_id: ids['cadences'],
  });
  await make('calls', '/v2/activities/calls', { person_id: person, to: 'hidden number' });
  ids['crm_activities'] = (ids['calls'] as number) + 2 ** 40;
  await make('scheduled_emails', '/v2/scheduled_emails', {
    person_id: person,
    subject: 'hidden subject',
    body: '<p>hidden body</p>',
    send_after: '2026-12-01T09:00:00Z',
  });
  ids['emails'] = ids['send_ledger'] = ids['scheduled_emails'] as number;
  await make('meetings', '/v2/meetings', {
    person_id: person,
    title: 'hidden meeting',
    start_time: '2026-12-02T09:00:00Z',
  });
  await make('successes', '/v2/successes', { person_id: person });
  await make('call_data_records', '/v2/call_data_records', { person_id: person, to: 'hidden line' });
  await owner.call('POST', '/v2/conversations/calls', {
    ...{ to: '+15550100', from: 'hidden number', duration: 61 },
    recording: { url: 'https://dialer.example/hidden.mp3' },
  });
  ids['conversations'] = (await owner.call('GET', '/v2/conversations')).body.data[0].id;
  const kind = { object_type: 'people', external_type: 'erp' };
  await make('external_configurations', '/v2/external/configurations', kind, admin);
  await make('external_mappings', '/v2/external/mappings', {
    object_type: 'people',
    external_type: 'erp',
    object_id: person,
    external_id: 'hidden id',
  });
  await make('opportunities', '/v2/opportunities', { name: 'hidden chance', account_id: account });
  await make('opportunity_people', '/v2/opportunity_people', {
    opportunity_id: ids['opportunities'],
    person_id: person,
  });
  const item = await owner.call('POST', '/v2/third_party_live_feed_items', {
    subject_type: 'person',
    subject_id: person,
    user_guid: owner.principal.userGuid,
    message: 'hidden message',
    idempotency_key: 'x',
    event_occurred_at: '2026-03-02T09:00:00Z',
  });
  ids['live_feed_items'] = item.body.data[0].id;
  await make('suppressions', '/v2/suppressions', { value: ADDRESS, note: 'hidden note' });
  await seedRows(server, owner, ids);
  return ids;
}

/** What no request of a rep makes: an open action, a received message, a message of the sandbox. */
async function seedRows(server: TestServer, owner: Caller, ids: Record<string, number>): Promise<void> {
  const { teamId: team, userId: user } = owner.principal;
  const one = async (text: string, values: unknown[]): Promise<number> =>
    (await server.database.pool.query<{ id: number }>(text, values)).rows[0]?.id ?? 0;
  ids['actions'] = await one(
    `UPDATE actions SET status = 'in_progress' WHERE team_id = $1 AND person_id = $2 RETURNING id`,
    [team, ids['people']],
  );
  ids['received_messages'] = await one(
    `INSERT INTO received_messages (team_id, created_at, updated_at, received_at, kind, confidence, person_id, membership_id, email_id, user_id, subject, from_address)
     VALUES ($1, now(), now(), now(), 'reply', 1, $2, $3, $4, $5, 'hidden reply', $6) RETURNING id`,
    [team, ids['people'], ids['cadence_memberships'], ids['emails'], user, ADDRESS],
  );
  ids['threads'] = await one(
    `INSERT INTO threads (team_id, created_at, updated_at, root, person_id, email_id, received_message_id, kind, user_id, last_received_at, last_message_at, unread)
     VALUES ($1, now(), now(), 'email 1', $2, $3, $4, 'reply', $5, now(), now(), true) RETURNING id`,
    [team, ids['people'], ids['emails'], ids['received_messages'], user],
  );
  await server.database.pool.query('UPDATE received_messages SET thread_id = $2 WHERE id = $1', [
    ids['received_messages'],
    ids['threads'],
  ]);
  ids['notices'] = await one(
    `INSERT INTO notices (team_id, created_at, updated_at, user_id, kind, resource, resource_id, person_id, key)
     VALUES ($1, now(), now(), $2, 'reply', 'threads', $3, $4, 'hidden') RETURNING id`,
    [team, user, ids['threads'], ids['people']],
  );
  ids['sandbox'] = await one(
    `INSERT INTO sandbox_messages (team_id, delivered_at, message_id, envelope_from, envelope_to, subject, raw)
     SELECT team_id, now(), message_id, 'rep@example.com', ARRAY[to_address], 'hidden subject', convert_to('Subject: hidden subject', 'UTF8')
     FROM emails WHERE team_id = $1 AND id = $2 RETURNING id`,
    [team, ids['emails']],
  );
  await server.database.pool.query('UPDATE accounts SET crm_id = $3 WHERE team_id = $1 AND id = $2', [
    team,
    ids['accounts'],
    'hidden CRM id',
  ]);
  ids['crm_account_team_members'] = await one(
    `INSERT INTO crm_account_team_members (team_id, created_at, updated_at, account_crm_id, user_crm_id)
     VALUES ($1, now(), now(), 'hidden CRM id', 'hidden user') RETURNING id`,
    [team],
  );
  // The one who wrote does not see more of the list than others by that.
  await server.database.pool.query(
    'UPDATE accounts SET last_contacted_person_id = $3 WHERE team_id = $1 AND id = $2',
    [team, ids['accounts'], ids['people']],
  );
}

// What a request leaves behind by being made, whoever makes it.
const LOGS = ['rate_budgets', 'idempotency_keys', 'api_keys', 'schema_migrations', 'sessions'];

/** One text that differs when anything of the database was changed. */
export async function fingerprint({ database }: TestServer): Promise<string> {
  const tables = await database.pool.query<{ name: string }>(
    `SELECT relname AS name FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r' AND NOT relname = ANY($1) ORDER BY 1`,
    [LOGS],
  );
  const parts = tables.rows.map(
    ({ name }) =>
      `SELECT '${name} ' || md5(coalesce(string_agg(t::text, E'\\n' ORDER BY t::text), '')) AS part FROM ${name} t`,
  );
  // (In an order of their own: tables that are read beside each other come as they are done.)
  const { rows } = await database.pool.query<{ part: string }>(`${parts.join(' UNION ALL ')} ORDER BY 1`);
  return rows.map(({ part }) => part).join('\n');
}
