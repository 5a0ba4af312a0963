import { createHash, randomUUID } from 'node:crypto';
import { type ListSpec, PRIVILEGED_SCOPES, type ResourceSpec } from '@cadenza/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Key, View } from '../../apps/server/src/db/view.js';
import { handlers } from '../../apps/server/src/http/handlers.js';
import { NAMED_IN_BODIES, resourcesInPath } from '../../apps/server/src/http/in-sight.js';
import { createReader } from '../../apps/server/src/http/pages/reader.js';
import { ADDRESS, fingerprint, type Hidden, MARK, seedHidden } from '../support/hidden.js';
import { at, type Operation, operations, resources } from '../support/operations.js';
import { type Answer, type Caller, createTestServer, type TestServer } from '../support/server.js';

/**
 * Role x scope x ownership x visibility x every operation of the contract. One rep owns a person and an account, and made a record of every
 * kind about them. Who sees the person gets answers; for everybody else it is in no list, count, filter or text, 404
 * alone, refused where a write names it, and nothing was changed. An operation that nothing here knows fails by name.
 */

/** Bodies of writes that name the person or a record about them. */
const BODIES: Readonly<Record<string, (ids: Hidden) => object>> = {
  'people.create': ({ accounts }) => ({ email_address: 'new@example.com', account_id: accounts }),
  'tasks.create': ({ people }) => ({
    subject: 'x',
    person_id: people,
    task_type: 'call',
    due_date: '2026-03-03',
  }),
  'notes.create': ({ people }) => ({
    content: 'x',
    associated_with_type: 'person',
    associated_with_id: people,
  }),
  'calls.create': ({ people }) => ({ person_id: people }),
  'cadence_memberships.create': ({ people, cadences }) => ({ person_id: people, cadence_id: cadences }),
  'scheduled_emails.create': ({ people }) => ({ person_id: people, subject: 'x', body: 'x' }),
  person_upserts: () => ({ upsert_key: 'email_address', email_address: ADDRESS, first_name: 'Taken' }),
  account_upserts: () => ({
    upsert_key: 'domain',
    domain: 'hidden-company.example',
    name: 'Taken',
  }),
  account_and_people_redaction: ({ accounts }) => ({ account_id: accounts, dry_run: true }),
  account_redaction: ({ accounts }) => ({ account_id: accounts, dry_run: true }),
  'call_data_records.create': ({ people }) => ({ person_id: people }),
  'external_mappings.create': ({ people }) => ({
    object_type: 'people',
    external_type: 'erp',
    object_id: people,
    external_id: 'x',
  }),
  dial_person: ({ actions }) => ({ action_id: actions }),
  data_access: ({ people }) => ({ person_id: people }),
  'meetings.create': ({ people }) => ({ person_id: people, title: 'x', start_time: '2026-12-02T09:00:00Z' }),
  'opportunities.create': ({ accounts }) => ({ name: 'x', account_id: accounts }),
  'opportunity_people.create': ({ opportunities, people }) => ({
    opportunity_id: opportunities,
    person_id: people,
  }),
  activities: ({ actions }) => ({ action_id: actions }),
  received_message_mark: () => ({ positive: true }),
  received_message_reclassify: () => ({ kind: 'other' }),
  create_success: ({ people }) => ({ person_id: people }),
  live_website_tracking_parameters: ({ people }) => ({ person_id: people }),
  third_party_live_feed_items: ({ people }) => ({
    subject_type: 'person',
    subject_id: people,
    user_guid: '00000000-0000-4000-8000-000000000001',
    message: 'x',
    idempotency_key: 'x',
    event_occurred_at: '2026-03-02',
  }),
  ongoing_actions: ({ actions }) => ({ action_id: actions }),
  email_missing_tags: ({ people }) => ({ person_id: people, subject: 'x', body: '{{email_address}}' }),
  preview_email: ({ people }) => ({ person_id: people, subject: 'x', body: '{{email_address}}' }),
  preview_template: ({ people }) => ({ person_id: people }),
  merge_account: ({ accounts }) => ({ from_id: accounts }),
  merge_person: ({ people }) => ({ from_id: people }),
  move_membership: ({ steps }) => ({ step_id: steps }),
  hand_over_action: () => ({ user_id: 1 }),
  snooze_action: () => ({ until: '2026-12-01T09:00:00Z' }),
  send_ledger_settle: () => ({ verdict: 'sent' }),
};

/** Writes whose scope only admins have: whoever they name, nobody else is told anything. */
const OF_ADMINS = ['account_and_people_redaction', 'account_redaction', 'data_access'];

/** Writes that name nobody: they are about the caller, the team, its settings or its texts. */
const ABOUT_NOBODY = [
  // Of admins, who see everybody: tests/api/data-control.test.ts.
  'cancel_data_control_request',
  // A colleague, by an admin: tests/api/hand-over.test.ts.
  'hand_over_user',
  'people_soft_deletion',
  'right_to_be_forgotten',
  // Rows of jobs are judged one by one, as their maker may see; deliveries are of the caller's own programs.
  'bulk_reschedule_tasks',
  'cadence_bulk_memberships',
  'create_job_data',
  'create_job_selection',
  'cadence_export_downloads',
  'undo_bulk_job',
  // Who may is asked in tests/api/merge.test.ts.
  'undo_merge',
  'undo_import',
  'webhook_delivery_redeliver',
  'webhook_delivery_replay',
  'webhook_subscription_test',
  'cadence_imports',
  // People are tried, and actions spread, one by one, as their caller may see (tests/api/rep-screens.test.ts, queue.test.ts).
  'cadence_forecast',
  'spread_actions',
  'step_places',
  // One's own.
  'create_api_key',
  'create_oauth_application',
  'create_tag',
  'end_authorization',
  'revoke_api_key',
  'revoke_oauth_application',
  'rotate_api_key',
  'rotate_oauth_secret',
  'update_oauth_application',
  // Of admins: judged as what mailboxes get (tests/api/external-emails.test.ts).
  'external_emails',
  // Of admins, about users (tests/identity/access.test.ts).
  'invite',
  'password_link',
  'resend_invitation',
  'revoke_invitation',
  'reset_two_factor',
  'end_other_sessions',
  'end_session',
  'begin_two_factor',
  'change_password',
  'disable_two_factor',
  'enable_two_factor',
  'renew_recovery_codes',
  // Looked for by the number among the people the caller sees: tests/api/call-data.test.ts.
  'conversations_calls',
  // Of one's own calendar, and admins: tests/api/calendar-events.test.ts.
  'create_calendar_event',
  'update_calendar_event',
  'upsert_calendar_event',
  // How users are met: everybody may know.
  'meeting_settings_searches',
  // Of the team, by roles with manage_team; whom a signal names is asked one by one: tests/api/live-feed.test.ts.
  'create_play',
  'create_signal_registration',
  'delete_play',
  'delete_signal_registration',
  'disable_play',
  'enable_play',
  'send_signal',
  'update_play',
  'update_signal_registration',
  'update_meeting_settings',
  // Of one's own e-mails: tests/api/pending-emails.test.ts.
  'update_pending_email',
  'update_notice_settings',
  'update_preferences',
  'declare_winner',
  // Of one's own imports, and of admins: tests/api/import-files.test.ts asks who may.
  'import_cancel',
  'import_dry_run',
  'import_start',
  'mailbox_authorizations',
  'mailbox_domain_check',
  'mailbox_test',
  'pause_cadence',
  // (By a text that no record here has: tests/api/histories.test.ts asks who may.)
  'pin_activity_history',
  'pause_user_sending',
  'resume_cadence',
  'resume_user_sending',
  // Of admins alone; of one's own e-mails.
  'retry_server_transport',
  'send_ledger_settle_many',
  // Of admins, who see everybody.
  'long_command_cancel',
  'long_command_retry',
  'sandbox_advance',
  'sandbox_cancel',
  'sandbox_react',
  'sandbox_reset_clock',
  'sandbox_settings',
  'suppression_imports',
  'update_dialer_settings',
  'update_sending_settings',
  'update_me',
  'update_team',
];

/** Also in a public team, reps see only their own of these. */
const OWN_ONLY = [
  'actions',
  'live_feed_items',
  'notices',
  'received_messages',
  'scheduled_emails',
  'threads',
];

let server: TestServer;
let ids: Hidden;
const callers: Record<string, Caller> = {};
const ROLES = ['admin', 'owner', 'other', 'mate', 'lead', 'seer'] as const;
type Role = (typeof ROLES)[number];
const caller = (role: Role): Caller => callers[role] as Caller;

beforeAll(async () => {
  server = await createTestServer();
  const admin = await server.team();
  Object.assign(callers, {
    admin,
    owner: await server.colleague(admin),
    other: await server.colleague(admin),
    mate: await server.colleague(admin),
    lead: await server.colleague(admin),
    seer: await server.colleague(admin),
  });
  const role = { name: 'Seer', permissions: ['see_everything'] };
  const seer = (await admin.call('POST', '/v2/custom_roles', role)).body.data.id;
  await admin.call('PUT', `/v2/users/${caller('seer').principal.userId}`, { role_id: seer });
  const group = async (body: object) => (await admin.call('POST', '/v2/groups', body)).body.data.id as number;
  const above = await group({ name: 'Region' });
  const team = await group({ name: 'North', parent_id: above });
  const join = (role: Role, group_id: number) =>
    admin.call('PUT', `/v2/users/${caller(role).principal.userId}`, { group_id });
  for (const [role, group_id] of [
    ['owner', team],
    ['mate', team],
    ['lead', above],
  ] as const)
    expect((await join(role, group_id)).status).toBe(200);
  const template = { title: 'T', subject: 'S', body: 'B', shared: true };
  const made = await admin.call('POST', '/v2/email_templates', template);
  ids = {
    ...(await seedHidden(server, caller('owner'), caller('admin'))),
    email_templates: made.body.data.id,
  };
});
afterAll(() => server.close());

const SETTINGS = [
  { name: 'public', team_visibility_default: 'public', group: 'all_public' },
  { name: 'private', team_visibility_default: 'private', group: 'all_public' },
  { name: 'private with groups', team_visibility_default: 'private', group: 'group_public' },
] as const;

const viewOf = (spec: ResourceSpec): View<Key> =>
  handlers.resources[spec.name as keyof typeof handlers.resources].view;
const aboutSomebody = resources.filter((spec) => viewOf(spec).sight !== null);
const namesSomebody = ({ body }: Operation) =>
  Object.keys(body?.shape ?? {}).some((field) => field in NAMED_IN_BODIES || field === 'associated_with_id');
/** Whose record the path names, for operations with an id. */
const namedBy = (operation: Operation) =>
  operation.path.includes('{id}')
    ? (operation.resource?.name ?? resourcesInPath(operation.path)[0]?.[1])
    : undefined;
const isAboutSomebody = (name: string | undefined) => aboutSomebody.some((spec) => spec.name === name);

/** A request of an operation that names the person, or a record about them. */
function requestOf(operation: Operation): [method: Operation['method'], url: string, body?: object] {
  const named = namedBy(operation);
  const id = named === undefined ? undefined : ids[named];
  const url = operation.path.includes('{id}') ? at(operation.path, id ?? 1) : operation.path;
  const body = BODIES[operation.name]?.(ids) ?? {};
  return operation.method === 'GET' || operation.method === 'DELETE'
    ? [operation.method, url]
    : [operation.method, url, body];
}

describe('the matrix', () => {
  it.each(operations)('knows what $name is about', (operation) => {
    const named = namedBy(operation);
    if (operation.path.includes('{id}') && !operation.resource)
      expect([
        ...resources.map(({ name }) => name),
        'activity_histories',
        'api_keys',
        'cadence_exports',
        'cadence_stats',
        // Nobody has any.
        'conversations',
        'transcriptions',
        'integrations',
        // Asked as the e-mail itself is: tests/api/pending-emails.test.ts.
        'mime_email_payloads',
        'pending_emails',
        // Of one's own calendar, and admins: tests/api/calendar-events.test.ts.
        'calendar',
        'dialer_settings',
        // Seen by who sees the survivor: tests/api/merge.test.ts.
        'merges',
        'webhook_deliveries',
        'invitations',
        'long_commands',
        'me',
        'oauth_applications',
        'sandbox',
      ]).toContain(named ?? (operation.path.split('/')[2] as string));
    if (isAboutSomebody(named))
      expect(ids, `no record of ${named}: seed one`).toHaveProperty(named as string);
    const reads = operation.method === 'GET' || operation.resource !== undefined;
    const known =
      reads || isAboutSomebody(named) || operation.name in BODIES || ABOUT_NOBODY.includes(operation.name);
    expect(known, `${operation.name}: say what it is about, in BODIES or ABOUT_NOBODY`).toBe(true);
    if (namesSomebody(operation) && operation.method === 'POST')
      expect(Object.keys(BODIES), 'give a body that names the person').toContain(operation.name);
  });

  it('knows which ids in bodies name somebody', () => {
    const fields = new Set(
      operations.flatMap(({ body }) =>
        Object.keys(body?.shape ?? {}).filter((field) => /(_id|_ids|^id)$/.test(field)),
      ),
    );
    expect([...fields].filter((field) => !(field in NAMED_IN_BODIES)).sort()).toEqual(NAMES_NOBODY);
  });

  it('sees every column of a view that names a person or an account', async () => {
    const { rows } = await server.database.pool.query<{ table: string; column: string }>(
      `SELECT c.conrelid::regclass::text AS table, a.attname AS column FROM pg_constraint c
       JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = ANY(c.conkey) AND a.attname <> 'team_id'
       WHERE c.contype = 'f' AND c.confrelid IN ('people'::regclass, 'accounts'::regclass)
       UNION SELECT c.relname, a.attname FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
       WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r' AND NOT a.attisdropped
         AND a.attname ~ '(^|_)(person|account)_id$'`,
    );
    expect(rows.length).toBeGreaterThan(10);
    for (const spec of resources) {
      const { sight, table, columns, visible } = viewOf(spec);
      // Admins see everybody.
      if (visible === ':admin') continue;
      if (table === 'people' || table === 'accounts') expect(sight, spec.name).not.toBeNull();
      for (const { column } of rows.filter((row) => row.table === table)) {
        const bare = columns
          .split('\u0001')
          .map((part, index) => (index === 0 ? part : part.slice(part.indexOf('\u0003'))))
          .join('');
        const shown = bare.includes(`r.${column}`);
        const covered = sight?.one.includes(`r.${column}`) ?? false;
        expect(shown && !covered, `${spec.name} shows ${column} to who does not see what it names`).toBe(
          false,
        );
      }
    }
  });
});

const NAMES_NOBODY = [
  // Looked for among the accounts the caller sees.
  'account_crm_id',
  'account_tier_id',
  'action_ids',
  'added_stage_id',
  'assigned_user_id',
  // By the type beside it: a person or an account.
  'associated_with_id',
  'attachment_ids',
  'bounced_stage_id',
  'cadence_id',
  'cadence_ids',
  // Of whose calendar: one's own, or by admins.
  'calendar_id',
  'company_crm_id',
  'company_stage_id',
  'content_id',
  'created_by_crm_id',
  'crm_id',
  'email_template_id',
  'entry_blocked_stage_ids',
  // What other programs call it.
  'event_id',
  'exit_stage_ids',
  'external_id',
  'finished_stage_id',
  // (Of a person or an account, as the path says: tests/api/merge.test.ts.)
  'from_id',
  'group_id',
  'group_ids',
  'hand_over_to_id',
  // Of an upsert: the record is looked for among those the caller sees.
  'id',
  // Of the caller's own imports.
  'import_id',
  'integration_id',
  // Looked for among those the caller sees.
  'linked_call_data_record_ids',
  'mailbox_id',
  'meeting_type_id',
  // Of a message that left elsewhere.
  'message_id',
  // By the type beside it: looked for among those the caller sees.
  'object_id',
  'owner_crm_id',
  'owner_id',
  'parent_id',
  // Of requests about their data, by admins.
  'people_ids',
  'person_ids',
  'person_stage_id',
  'previous_email_step_id',
  // What a program calls a calendar.
  'primary_calendar_id',
  'record_ids',
  'replied_stage_id',
  'role_id',
  // A kind of the team.
  'signal_registration_id',
  'step_id',
  'subscription_ids',
  'system_mailbox_id',
  'task_ids',
  'team_id',
  'team_template_id',
  'to_user_id',
  'user_crm_id',
  'user_id',
];

async function signIn({ principal }: Caller): Promise<string> {
  const token = randomUUID();
  const now = server.clock.now();
  await server.database.kysely
    .insertInto('sessions')
    .values({
      team_id: principal.teamId,
      user_id: principal.userId,
      token_hash: createHash('sha256').update(token).digest(),
      created_at: now,
      expires_at: new Date(now.getTime() + 3_600_000),
    })
    .execute();
  return token;
}

describe.each(SETTINGS)('in a team that is $name', (setting) => {
  const isPrivate = setting.team_visibility_default === 'private';
  const sees = (role: Role, resource?: string) =>
    role === 'admin' ||
    role === 'owner' ||
    ((!isPrivate || role === 'seer') && !OWN_ONLY.includes(resource ?? ''));
  beforeAll(async () => {
    const { team_visibility_default } = setting;
    expect((await caller('admin').call('PUT', '/v2/team', { team_visibility_default })).status).toBe(200);
    await server.database.pool.query('UPDATE teams SET group_privacy_setting = $1', [setting.group]);
  });

  // Tokens of reps reach nothing privileged; pages show it to them, as far as they see it.
  const mayAsk = (role: Role, scope: string | null) =>
    role === 'admin' || !Object.keys(PRIVILEGED_SCOPES).includes(scope ?? '');

  const tellsNothing = (answer: Answer, what: string) =>
    expect(answer.text.toLowerCase().includes(MARK), `${what} tells ${answer.text.slice(0, 300)}`).toBe(
      false,
    );

  it.each(ROLES)('%s: lists, counts and filters', async (role) => {
    for (const spec of aboutSomebody.filter(({ list }) => list)) {
      if (!mayAsk(role, spec.scopes.read)) continue;
      const id = ids[spec.name];
      const seen = sees(role, spec.name);
      const list = await caller(role).call('GET', `${spec.path}?include_paging_counts=true&per_page=100`);
      const found = list.body.data.map((record: { id: number }) => record.id);
      expect([spec.name, found.includes(id)]).toEqual([spec.name, seen]);
      if (isPrivate && !seen) {
        tellsNothing(list, spec.name);
        // (What is not paged is not counted.)
        if (spec.list?.paging === 'never') continue;
        expect([spec.name, list.body.metadata.paging.total_count]).toEqual([spec.name, 0]);
        for (const query of filtersOf(spec.list as ListSpec, ids)) {
          const narrowed = await caller(role).call('GET', `${spec.path}?include_paging_counts=true&${query}`);
          expect([query, narrowed.status, narrowed.body.metadata.paging.total_count]).toEqual([
            query,
            200,
            0,
          ]);
        }
      }
    }
  });

  it.each(ROLES)('%s: reads', async (role) => {
    for (const operation of operations.filter(({ method }) => method === 'GET')) {
      if (!mayAsk(role, operation.scope)) continue;
      const named = namedBy(operation);
      const [method, url] = requestOf(operation);
      const answer = await caller(role).call(method, url);
      expect(answer.status, `${operation.name} ${answer.text}`).toBeLessThan(500);
      if (!sees(role)) tellsNothing(answer, operation.name);
      if (isAboutSomebody(named))
        expect([operation.name, answer.status === 404]).toEqual([operation.name, !sees(role, named)]);
    }
  });

  it.each(ROLES)('%s: writes', async (role) => {
    if (sees(role)) return;
    const before = await fingerprint(server);
    for (const operation of operations.filter(({ method }) => method !== 'GET')) {
      const named = namedBy(operation);
      const byPath = isAboutSomebody(named);
      if (!byPath && !(operation.name in BODIES)) continue;
      const answer = await caller(role).call(...requestOf(operation));
      expect([operation.name, answer.status, answer.text]).toEqual([
        operation.name,
        byPath ? 404 : OF_ADMINS.includes(operation.name) ? 403 : 422,
        answer.text,
      ]);
      tellsNothing(answer, operation.name);
    }
    // A note on the account, and moving an own record onto theirs.
    const note = { content: 'x', associated_with_type: 'account', associated_with_id: ids['accounts'] };
    expect((await caller(role).call('POST', '/v2/notes', note)).status).toBe(422);
    expect(await fingerprint(server)).toBe(before);
  });

  it.each(ROLES)('%s: V1', async (role) => {
    const seen = sees(role);
    const { call } = caller(role);
    const v1 = '/public_api/v1';
    for (const name of ['people', 'companies', 'calls', 'successes']) {
      const list = await call('GET', `${v1}/${name}`);
      expect([name, list.body.length > 0]).toEqual([name, seen]);
      if (!seen) tellsNothing(list, name);
    }
    const alone = [
      `${v1}/people/${ids['people']}`,
      `${v1}/people/${ADDRESS}`,
      `${v1}/companies/${ids['accounts']}`,
      `${v1}/calls/${ids['calls']}`,
      `${v1}/people/${ids['people']}/cadence_memberships`,
    ];
    for (const url of alone) expect([url, (await call('GET', url)).status]).toEqual([url, seen ? 200 : 404]);
    if (seen) return;
    const before = await fingerprint(server);
    const people = `${v1}/people/${ids['people']}`;
    expect((await call('PUT', people, { first_name: 'x' })).status).toBe(404);
    expect((await call('PUT', `${v1}/companies/${ids['accounts']}`, { name: 'x' })).status).toBe(404);
    const membership = { cadence_id: ids['cadences'] };
    expect((await call('POST', `${people}/cadence_memberships`, membership)).status).toBe(404);
    const onto = { email_address: 'new@example.com', company_id: ids['accounts'] };
    expect((await call('POST', `${v1}/people`, onto)).status).toBe(422);
    expect(await fingerprint(server)).toBe(before);
  });

  it.each(ROLES)('%s: pages, received messages and the mail sandbox', async (role) => {
    const seen = sees(role);
    const { principal } = caller(role);
    const reader = createReader(server.context, { ...principal, teamOpen: !isPrivate });
    const received = await reader.list('received_messages', {});
    expect(received.rows.length).toBe(sees(role, 'received_messages') ? 1 : 0);
    const token = await signIn(caller(role));
    const headers = { accept: 'application/json', cookie: `cadenza_session=${token}` };
    const list = await server.app.inject({ url: '/sandbox/messages', headers });
    expect(list.json().data.length).toBe(seen ? 1 : 0);
    for (const part of ['', '/raw', '/html']) {
      const url = `/sandbox/messages/${ids['sandbox']}${part}`;
      expect((await server.app.inject({ url, headers })).statusCode).toBe(seen ? 200 : 404);
    }
  });
});

/** Queries that would find the hidden record, were it there. */
function filtersOf({ filters }: ListSpec, { people, accounts, ...more }: Hidden): string[] {
  const values: Readonly<Record<string, string | number | undefined>> = {
    person_id: people,
    account_id: accounts,
    associated_with_id: people,
    email_addresses: ADDRESS,
    value: ADDRESS,
    _query: MARK,
    title: 'Hidden title',
    first_name: 'Hidden',
    company: 'Hidden company',
    name: 'Hidden company',
    domain: 'hidden-company.example',
    cadence_id: more['cadences'],
    step_id: more['steps'],
    import_id: more['imports'],
  };
  return Object.entries(values).flatMap(([name, value]) =>
    name in filters && value !== undefined ? [`${name}=${encodeURIComponent(value)}`] : [],
  );
}

describe('a token without the scope of an operation', () => {
  const asked = [...new Set(operations.flatMap(({ scope }) => scope ?? []))];
  /** Keys of somebody: by scope, one that has all but it. */
  async function keysOf(role: Role): Promise<Map<string, string>> {
    const held: string[] = (await caller(role).call('GET', '/v2/me/rights')).body.data.scopes;
    const keys = asked.map(async (scope): Promise<[string, string]> => {
      const scopes = held.filter((each) => each !== scope);
      const made = await caller(role).call('POST', '/v2/api_keys', { name: scope, scopes });
      return [scope, made.body.data.key];
    });
    return new Map(await Promise.all(keys));
  }

  it.each(['admin', 'owner', 'other'] as const)(
    'of %s is refused it, also on what is theirs, and told nothing',
    async (role) => {
      const keys = await keysOf(role);
      const before = await fingerprint(server);
      for (const operation of operations) {
        if (operation.scope === null) continue;
        const [method, url, body] = requestOf(operation);
        const answer = await server.app.inject({
          method,
          url,
          headers: { authorization: `Bearer ${keys.get(operation.scope)}` },
          ...(body === undefined ? {} : { payload: body }),
        });
        expect([operation.name, answer.statusCode, answer.body]).toEqual([
          operation.name,
          403,
          JSON.stringify({ error: `The token does not have the required scopes: ${operation.scope}` }),
        ]);
      }
      expect(await fingerprint(server)).toBe(before);
    },
  );
});

describe('a private team', () => {
  it("hides what an own record has of a colleague's", async () => {
    const { admin, other } = callers as Record<'admin' | 'other', Caller>;
    const mine = (await other.call('POST', '/v2/people', { email_address: 'mine@example.com' })).body.data.id;
    // As it comes about: by an admin, or before the team became private.
    expect((await admin.call('PUT', `/v2/people/${mine}`, { account_id: ids['accounts'] })).status).toBe(200);
    const account = (await other.call('POST', '/v2/accounts', { name: 'Mine', domain: 'mine.example' })).body
      .data.id;
    await admin.call('PUT', `/v2/people/${ids['people']}`, { account_id: account });
    await server.database.pool.query('UPDATE accounts SET last_contacted_person_id = $1 WHERE id = $2', [
      ids['people'],
      account,
    ]);
    const shown = (await other.call('GET', `/v2/people/${mine}`)).body.data;
    expect([shown.account, shown.account_crm_id]).toEqual([null, null]);
    for (const query of [`account_id=${ids['accounts']}`, 'company=Hidden%20company'])
      expect((await other.call('GET', `/v2/people?${query}`)).body.data).toEqual([]);
    const own = (await other.call('GET', `/v2/accounts/${account}`)).body.data;
    expect([own.counts.people, own.last_contacted_person]).toEqual([0, null]);
    const counted = await other.call('GET', '/v2/accounts?sort_by=counts_people&cursor=');
    expect(counted.body.data.map((record: { counts: { people: number } }) => record.counts.people)).toEqual([
      0,
    ]);
    expect((await admin.call('GET', `/v2/accounts/${account}`)).body.data.counts.people).toBe(1);
  });

  it('exports and answers no more of the suppression list than it lists', async () => {
    const { admin, other } = callers as Record<'admin' | 'other', Caller>;
    expect((await other.call('GET', '/v2/suppression_export')).text).not.toContain(MARK);
    expect((await admin.call('GET', '/v2/suppression_export')).text).toContain(ADDRESS);
    const again = await other.call('POST', '/v2/suppressions', { value: ADDRESS });
    expect([again.status, again.body.data.note, again.body.data.person]).toEqual([200, null, null]);
  });

  it('shows the same to who asks as before once it is public again', async () => {
    const { admin, other } = callers as Record<'admin' | 'other', Caller>;
    expect((await other.call('PUT', '/v2/team', { team_visibility_default: 'public' })).status).toBe(403);
    await admin.call('PUT', '/v2/team', { team_visibility_default: 'public' });
    expect((await other.call('GET', `/v2/people/${ids['people']}`)).status).toBe(200);
  });
});
