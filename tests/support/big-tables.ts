import type { Database } from '../../apps/server/src/db/connect.js';

/**
 * Made-up rows for the lists that grow without bound, written by SQL in seconds: two teams, the first with nineteen rows
 * of twenty. In the second nobody carries any flag: no one replied, bounced, has a phone number or is on a cadence.
 */
export type BigTable = (typeof BIG_TABLES)[number];
export const BIG_TABLES = [
  'people',
  'accounts',
  'cadence_memberships',
  'actions',
  'tasks',
  'notes',
  'calls',
  'imports',
  'call_instructions',
  'tags',
  'emails',
] as const;

/** Rows of a table in a database of so many people. */
export function rowsOf(table: BigTable, people: number): number {
  switch (table) {
    case 'people':
      return people;
    case 'accounts':
    case 'imports':
    case 'call_instructions':
    case 'tags':
      return Math.ceil(people / 10);
    default:
      return Math.ceil(people / 2);
  }
}

const START = `timestamptz '2026-01-01T00:00:00Z'`;
/** A number below `below` that looks random and is the same in every run; `salt` keeps columns independent. */
const pick = (salt: number, below: number) => `((hashint4(n * 64 + ${salt}) & 2147483647) % ${below})`;
const some = (salt: number, share: number, value: string) =>
  `CASE WHEN ${pick(salt, 1000)} < ${share * 1000} THEN ${value} END`;
/** Only in the first team. */
const here = (value: string) => `CASE WHEN team = 1 THEN ${value} END`;
const word = (salt: number, ...words: string[]) =>
  `(ARRAY['${words.join("', '")}'])[1 + ${pick(salt, words.length)}]`;
const moment = (salt: number, days = 500) => `${START} + ${pick(salt, days * 8640)} * interval '10 seconds'`;
const member = (salt: number) => `(team - 1) * 90 + 1 + ${pick(salt, 10)}`;
// A few cadences have most people.
const cadence = `(team - 1) * 180 + 1 + ${pick(9, 20)} * (1 + ${pick(10, 9)})`;

/** Columns as SQL over the row number `n` and its `team`: one team holds nineteen rows of twenty. */
const COLUMNS: Record<BigTable, Record<string, string>> = {
  accounts: {
    created_at: moment(1),
    updated_at: moment(2),
    deleted_at: some(3, 0.02, START),
    archived_at: here(some(4, 0.05, START)),
    name: `'Company ' || n`,
    domain: `'company' || n || '.example'`,
    website: some(5, 0.7, `'https://company' || n || '.example'`),
    industry: some(6, 0.8, `'Industry ' || ${pick(7, 40)}`),
    company_type: some(8, 0.5, `'Type ' || ${pick(11, 8)}`),
    country: some(12, 0.9, `'Country ' || ${pick(13, 60)}`),
    state: some(14, 0.8, `'State ' || ${pick(15, 50)}`),
    city: some(16, 0.9, `'City ' || ${pick(17, 900)}`),
    locale: some(18, 0.6, `'Zone/' || ${pick(19, 20)}`),
    crm_id: some(20, 0.5, `'001' || lpad(n::text, 15, '0')`),
    owner_crm_id: some(21, 0.5, `'005' || ${pick(22, 200)}`),
    prospector_engagement_level: some(23, 0.2, `'Level ' || ${pick(24, 4)}`),
    last_contacted_at: some(25, 0.4, moment(26)),
    owner_id: some(27, 0.9, member(28)),
    company_stage_id: some(29, 0.8, `team * 100 + ${pick(30, 12)}`),
    company_stage_order: some(29, 0.8, pick(30, 12)),
    company_stage_name: some(29, 0.8, `'Stage ' || ${pick(30, 12)}`),
    account_tier_id: some(31, 0.3, `team * 100 + ${pick(32, 5)}`),
    account_tier_order: some(31, 0.3, pick(32, 5)),
    account_tier_name: some(31, 0.3, `'Tier ' || ${pick(32, 5)}`),
    people_count: pick(33, 30),
    tags: `CASE WHEN ${pick(34, 3)} = 0 THEN ARRAY['tag ' || 1 + ${pick(35, 2000)}] ELSE '{}' END`,
    custom_fields: `jsonb_build_object('Region', 'Region ' || ${pick(36, 30)})`,
  },
  people: {
    created_at: moment(1),
    updated_at: moment(2),
    deleted_at: some(3, 0.02, START),
    first_name: `'First ' || ${pick(4, 2000)}`,
    last_name: `'Last ' || ${pick(5, 20_000)}`,
    email_address: `CASE WHEN team = 2 OR ${pick(6, 25)} > 0 THEN 'person' || n || '@company.example' END`,
    phone: here(some(7, 0.3, `'+1555' || n`)),
    title: some(8, 0.9, `'Title ' || ${pick(11, 500)}`),
    city: some(12, 0.9, `'City ' || ${pick(13, 900)}`),
    state: some(14, 0.9, `'State ' || ${pick(15, 50)}`),
    country: some(16, 0.9, `'Country ' || ${pick(17, 60)}`),
    locale: some(18, 0.7, `'Zone/' || ${pick(19, 20)}`),
    crm_id: some(20, 0.5, `'003' || lpad(n::text, 15, '0')`),
    owner_crm_id: some(21, 0.5, `'005' || ${pick(22, 200)}`),
    job_seniority: some(23, 0.6, word(24, 'director', 'executive', 'manager', 'unknown')),
    last_contacted_at: some(25, 0.5, moment(26)),
    last_contacted_type: some(25, 0.5, word(27, 'call', 'email', 'other')),
    last_replied_at: here(some(28, 0.03, moment(29))),
    owner_id: some(30, 0.9, member(31)),
    account_id: some(32, 0.8, `1 + ${pick(33, 20_000)}`),
    account_name: some(32, 0.8, `'Company ' || 1 + ${pick(33, 20_000)}`),
    import_id: some(34, 0.5, `(team - 1) * 180 + 1 + ${pick(35, 20)}`),
    person_stage_id: some(36, 0.9, `team * 100 + ${pick(37, 12)}`),
    person_stage_name: some(36, 0.9, `'Stage ' || ${pick(37, 12)}`),
    bouncing: `team = 1 AND ${pick(38, 100)} = 0`,
    do_not_contact: `team = 1 AND ${pick(39, 60)} = 0`,
    eu_resident: `team = 1 AND ${pick(40, 10)} = 0`,
    success_count: `(team = 1 AND ${pick(41, 200)} = 0)::int`,
    calls: pick(42, 20),
    emails_sent: pick(43, 30),
    emails_viewed: pick(44, 15),
    emails_clicked: pick(45, 7),
    emails_replied_to: pick(46, 3),
    tags: `CASE WHEN ${pick(47, 4)} = 0 THEN ARRAY['tag ' || 1 + ${pick(48, 2000)}] ELSE '{}' END`,
    cadence_ids: `CASE WHEN team = 1 AND ${pick(49, 3)} = 0 THEN ARRAY[${cadence}]::bigint[] ELSE '{}' END`,
    starred_by: `CASE WHEN team = 1 AND ${pick(50, 500)} = 0 THEN ARRAY[${member(51)}]::bigint[] ELSE '{}' END`,
    contact_restrictions: `CASE WHEN team = 1 AND ${pick(52, 100)} = 0 THEN ARRAY['call'] ELSE '{}' END`,
    person_company_name: some(55, 0.1, `'Employer ' || ${pick(56, 3000)}`),
    custom_fields: `jsonb_build_object('Region', 'Region ' || ${pick(53, 30)}, 'Code', 'C' || ${pick(54, 5000)})`,
  },
  cadence_memberships: {
    created_at: moment(1),
    updated_at: moment(2),
    added_at: moment(3),
    cadence_id: cadence,
    person_id: 'n',
    user_id: member(4),
    current_state: `CASE WHEN team = 2 THEN 'completed' ELSE ${word(5, 'active', 'completed', 'removed')} END`,
  },
  actions: {
    created_at: moment(1),
    updated_at: moment(2),
    membership_id: 'n',
    cadence_id: cadence,
    step_id: `(${cadence}) * 10 + ${pick(3, 4)}`,
    step_group_id: cadence,
    person_id: 'n',
    user_id: member(4),
    type: word(5, 'email', 'phone', 'other', 'integration'),
    status: word(6, 'in_progress', 'in_progress', 'planned', 'completed'),
    due_at: moment(7, 100),
    multitouch_group_id: some(8, 0.2, cadence),
    reason: `'seeded'`,
  },
  tasks: {
    created_at: moment(1),
    updated_at: moment(2),
    deleted_at: some(3, 0.02, START),
    subject: `'Task ' || n`,
    due_date: `date '2026-01-01' + ${pick(4, 400)}`,
    due_at: some(5, 0.3, moment(6)),
    completed_at: some(7, 0.7, moment(8, 100)),
    current_state: `coalesce(${some(7, 0.7, `'completed'`)}, 'scheduled')`,
    task_type: word(11, 'call', 'email', 'general'),
    source: word(12, 'salesloft.api', 'app'),
    idempotency_key: some(13, 0.1, `'key' || n`),
    person_id: 'n',
    user_id: member(14),
  },
  notes: {
    created_at: moment(1),
    updated_at: moment(2),
    deleted_at: some(3, 0.02, START),
    content: `'Note ' || n`,
    user_id: member(4),
    associated_type: `coalesce(${some(5, 0.1, `'account'`)}, 'person')`,
    account_id: some(5, 0.1, `1 + ${pick(6, 20_000)}`),
    person_id: `CASE WHEN ${some(5, 0.1, '1')} IS NULL THEN n END`,
    call_id: some(7, 0.3, 'n'),
  },
  calls: {
    created_at: moment(1),
    updated_at: moment(2),
    user_id: member(3),
    person_id: 'n',
    sentiment: some(4, 0.5, `'Sentiment ' || ${pick(5, 6)}`),
    disposition: some(6, 0.8, `'Disposition ' || ${pick(7, 8)}`),
  },
  emails: {
    created_at: moment(1),
    updated_at: moment(2),
    user_id: member(3),
    person_id: 'n',
    action_id: some(4, 0.95, 'n'),
    cadence_id: cadence,
    step_id: `1 + ${pick(5, 2000)}`,
    email_template_id: some(6, 0.9, `1 + ${pick(7, 300)}`),
    state: `coalesce(${some(8, 0.06, word(11, 'queued', 'planned', 'failed', 'uncertain', 'cancelled', 'skipped'))}, 'sent')`,
    state_reason: `''`,
    state_changed_at: moment(2),
    send_after: moment(12),
    sent_at: moment(12),
    message_id: `'<' || n || '@example.com>'`,
    from_address: `'rep@example.com'`,
    to_address: `'p' || n || '@example.com'`,
    subject: `'Subject ' || n`,
    body_html: `'<p>Hi</p>'`,
    body_text: `'Hi'`,
    bounced: `coalesce(${here(some(13, 0.02, 'true'))}, false)`,
    views: `coalesce(${here(some(14, 0.3, '1'))}, 0)`,
    clicks: `coalesce(${here(some(15, 0.05, '1'))}, 0)`,
    replies: `coalesce(${here(some(16, 0.03, '1'))}, 0)`,
  },
  imports: {
    created_at: moment(1),
    updated_at: moment(2),
    deleted_at: some(3, 0.02, START),
    name: some(4, 0.5, `'Import ' || n`),
    user_id: member(5),
    import_type: word(6, 'csv', 'public_api'),
  },
  call_instructions: { created_at: moment(1), updated_at: moment(2), instructions: `'Say ' || n` },
  tags: { created_at: moment(1), name: `'tag ' || n` },
};

type Run = (text: string, values?: unknown[]) => Promise<{ rows: Record<string, string>[] }>;

/** Fills the big tables for so many people. The schema's checks and foreign keys are dropped: rows refer to none. */
export async function seedBigTables(database: Database, people: number): Promise<void> {
  const run: Run = (text, values = []) => database.pool.query(text, values);
  const rules = await run(
    `SELECT conrelid::regclass::text AS name, quote_ident(conname) AS rule FROM pg_constraint
     WHERE connamespace = 'public'::regnamespace AND contype IN ('c', 'f')`,
  );
  for (const { name, rule } of rules.rows) await run(`ALTER TABLE ${name} DROP CONSTRAINT ${rule}`);
  await run(
    `INSERT INTO teams (id, name, created_at, updated_at) SELECT n, 'Team ' || n, ${START}, ${START} FROM generate_series(1, 2) n`,
  );
  await run(
    `INSERT INTO users (team_id, id, guid, email, active, created_at, updated_at)
     SELECT 1 + (n > 90)::int, n, gen_random_uuid(), n || '@example.com', n <> 50, ${START}, ${START} FROM generate_series(1, 100) n`,
  );
  await run(
    `INSERT INTO cadences (team_id, id, name, owner_id, creator_id, shared, created_at, updated_at)
     SELECT 1 + (n > 180)::int, n, 'Cadence ' || n, 1 + (n > 180)::int * 90 + n % 10, 1, n % 2 = 0, ${START}, ${START} FROM generate_series(1, 200) n`,
  );
  // Every other call instruction is of a step.
  await run(
    `INSERT INTO steps (team_id, id, cadence_id, step_group_id, day, step_number, type, call_instruction_id, created_at, updated_at)
     SELECT 1 + (n % 200 >= 180)::int, n, 1 + n % 200, n, n, 1, 'phone', n * 2, ${START}, ${START}
     FROM generate_series(1, ${Math.ceil(rowsOf('call_instructions', people) / 2)}) n`,
  );
  for (const table of BIG_TABLES) await fill(run, table, rowsOf(table, people));
  await run('VACUUM ANALYZE');
}

/** Indexes are built after the rows: three times as fast. */
async function fill(run: Run, table: BigTable, count: number): Promise<void> {
  const indexes = await run(
    `SELECT indexrelid::regclass::text AS name, pg_get_indexdef(indexrelid) AS definition FROM pg_index i
     WHERE indrelid = $1::regclass AND NOT EXISTS (SELECT FROM pg_constraint k WHERE k.conindid = i.indexrelid)`,
    [table],
  );
  for (const { name } of indexes.rows) await run(`DROP INDEX ${name}`);
  // What they tell (activity_histories) is no list of these, and would cost as much again.
  const told = await run(
    `SELECT tgname AS name FROM pg_trigger WHERE tgrelid = $1::regclass AND (tgname LIKE 'history%' OR tgname LIKE 'note_of_call%')`,
    [table],
  );
  for (const { name } of told.rows) await run(`ALTER TABLE ${table} DISABLE TRIGGER ${name}`);
  const columns = Object.entries(COLUMNS[table]);
  await run(
    `INSERT INTO ${table} (team_id, id, ${columns.map(([name]) => name).join(', ')})
     SELECT team, n, ${columns.map(([, value]) => value).join(', ')}
     FROM (SELECT n, 1 + (${pick(0, 20)} = 0)::int AS team FROM generate_series(1, ${count}) n) x`,
  );
  for (const { definition } of indexes.rows) await run(definition ?? '');
}
