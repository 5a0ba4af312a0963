import { type RawBuilder, sql } from 'kysely';
import type { Tx } from './connect.js';
import { placesOfPeople, rowsOfPerson, type Traces } from './person-data.js';

/** What is told of the rows of a table, under the name of a section. */
interface Section {
  readonly name: string;
  readonly table: string;
  /** Columns by name, or SQL over `t`; none: the whole row. */
  readonly columns: readonly string[];
  /** Which rows; absent: those that an erasure finds. */
  readonly where?: (of: Traces) => RawBuilder<unknown>;
  /** Their order; absent: by id. A table without ids is read at once. */
  readonly order?: string;
}

const person = ({ personId }: Traces) => sql`person_id = ${personId}`;
const nameOf = (column: string, as: string) =>
  `(SELECT u.name FROM users u WHERE u.team_id = t.team_id AND u.id = t.${column}) AS ${as}`;
const BY = nameOf('user_id', 'colleague');
const CADENCE =
  '(SELECT c.name FROM cadences c WHERE c.team_id = t.team_id AND c.id = t.cadence_id) AS cadence';

/** In the order of the file. What stands in none of them is a copy of it, says `NOT_TOLD`. */
const SECTIONS: readonly Section[] = [
  {
    name: 'person',
    table: 'people',
    columns: [
      ...['id', 'created_at', 'updated_at', 'deleted_at', 'first_name', 'last_name', 'email_address'],
      ...['secondary_email_address', 'personal_email_address', 'phone', 'phone_extension', 'home_phone'],
      ...['mobile_phone', 'linkedin_url', 'title', 'city', 'state', 'country', 'work_city', 'work_state'],
      ...['work_country', 'crm_id', 'crm_object_type', 'person_company_name', 'person_company_website'],
      ...['person_company_industry', 'account_name', 'locale', 'eu_resident', 'personal_website'],
      ...['twitter_handle', 'job_seniority', 'job_function', 'external_source', 'custom_fields', 'tags'],
      ...['person_stage_name', 'contact_restrictions', 'do_not_contact', 'opted_out_at', 'bouncing'],
      ...['hot_lead', 'success_count', 'last_contacted_at', 'last_contacted_type', 'last_replied_at'],
      ...['emails_sent', 'emails_viewed', 'emails_clicked', 'emails_replied_to', 'emails_bounced', 'calls'],
      nameOf('owner_id', 'owner'),
    ],
  },
  {
    name: 'emails',
    table: 'emails',
    columns: [
      ...['id', 'created_at', 'sent_at', 'state', 'state_reason', 'from_address', 'from_name', 'to_address'],
      ...['cc', 'bcc', 'subject', 'body_text', 'body_html', 'attachment_ids', 'message_id', 'in_reply_to'],
      ...['smtp_reply', 'error_message', 'views', 'clicks', 'replies', 'bounced', 'first_viewed_at'],
      ...['last_viewed_at', 'first_clicked_at', 'last_clicked_at', 'replied_at', 'bounced_at', BY, CADENCE],
    ],
  },
  {
    name: 'email_recipients',
    table: 'email_recipients',
    columns: ['email_id', 'address', 'role', 'state', 'smtp_reply', 'created_at'],
    order: 'email_id, role, address',
  },
  {
    name: 'email_history',
    table: 'email_history',
    columns: ['id', 'email_id', 'at', 'state', 'reason', 'smtp_reply'],
  },
  {
    name: 'email_opens_and_clicks',
    table: 'email_events',
    columns: ['id', 'email_id', 'created_at', 'kind', 'url', 'user_agent', 'network', 'actor', 'evidence'],
  },
  {
    name: 'attachments',
    table: 'attachments',
    columns: [
      ...['id', 'name', 'content_type', 'size'],
      `translate(encode(content, 'base64'), E'\\n', '') AS content`,
    ],
  },
  {
    name: 'received_messages',
    table: 'received_messages',
    columns: [
      ...['id', 'received_at', 'from_address', 'from_name', 'to_addresses', 'subject', 'body_text', 'kind'],
      ...['severity', 'confidence', 'evidence', 'returns_on', 'email_id', 'effect', 'suggestion'],
      ...['suggestion_evidence', 'message_id', 'in_reply_to'],
    ],
  },
  {
    name: 'sandbox_messages',
    table: 'sandbox_messages',
    columns: [
      ...['id', 'delivered_at', 'envelope_from', 'envelope_to', 'subject'],
      `translate(encode(raw, 'base64'), E'\\n', '') AS raw`,
    ],
  },
  {
    name: 'sandbox_reactions',
    table: 'sandbox_reactions',
    columns: ['id', 'due_at', 'message_id', 'kind', 'note', 'outcome'],
  },
  {
    name: 'calls',
    table: 'calls',
    columns: ['id', 'created_at', '"to"', 'duration', 'disposition', 'sentiment', 'crm_params', BY],
  },
  {
    name: 'notes',
    table: 'notes',
    columns: ['id', 'created_at', 'updated_at', 'deleted_at', 'subject', 'content', BY],
  },
  {
    name: 'tasks',
    table: 'tasks',
    columns: [
      ...[
        'id',
        'created_at',
        'deleted_at',
        'task_type',
        'subject',
        'description',
        'due_date',
        'completed_at',
      ],
      ...['current_state', 'idempotency_key', BY],
    ],
  },
  {
    name: 'cadences',
    table: 'cadence_memberships',
    columns: [
      ...['id', 'added_at', 'current_state', 'state_reason', 'views', 'clicks', 'replies', 'calls'],
      ...['sent_emails', 'bounces', BY, CADENCE],
    ],
  },
  {
    name: 'actions',
    table: 'actions',
    columns: ['id', 'created_at', 'type', 'status', 'due_at', 'completed_at', 'reason', BY, CADENCE],
  },
  {
    name: 'successes',
    table: 'successes',
    where: person,
    columns: ['id', 'succeeded_at', 'total_emails', 'total_calls', 'total_other_touches', BY],
  },
  {
    name: 'opportunities',
    table: 'opportunity_people',
    where: person,
    columns: ['id', 'created_at', 'deleted_at', 'opportunity_id'],
  },
  {
    name: 'histories',
    table: 'activity_histories',
    where: ({ personId }) => sql`resource_type = 'person' AND resource_id = ${personId}`,
    columns: ['id', 'occurred_at', 'type', 'static_data', BY],
  },
  {
    name: 'live_feed_items',
    table: 'live_feed_items',
    columns: ['id', 'event_occurred_at', 'event_type', 'message', BY],
  },
  {
    name: 'suppressions',
    table: 'suppressions',
    where: ({ personId, addresses }) =>
      sql`(person_id = ${personId} OR kind = 'address' AND value = ANY(${addresses}::text[]))`,
    columns: ['id', 'created_at', 'kind', 'value', 'reason', 'note', 'opted_out_at'],
  },
  {
    name: 'do_not_contact_wishes',
    table: 'do_not_contact_wishes',
    columns: ['created_at', 'kind', 'value'],
    order: 'kind, value',
  },
  {
    name: 'imports',
    table: 'import_people',
    where: person,
    columns: [
      'import_id',
      '(SELECT i.name FROM imports i WHERE i.team_id = t.team_id AND i.id = t.import_id) AS name',
    ],
    order: 'import_id',
  },
  {
    name: 'import_rows',
    table: 'import_rows',
    columns: ['run_id', 'line', 'outcome', 'message', 'cells'],
    order: 'run_id, line',
  },
  {
    name: 'told_to_other_programs',
    table: 'webhook_deliveries',
    where: ({ personId }) => sql`resource = 'people' AND resource_id = ${personId}`,
    columns: ['id', 'event_type', 'happened_at', 'callback_url', 'state', 'finished_at'],
  },
];

/** Tables with data of people of which the file tells nothing: copies of what it tells, beside words about others. */
const NOT_TOLD: readonly string[] = [
  'audit_entries',
  'bulk_job_rows',
  'events',
  'files',
  'idempotency_keys',
  'imports',
  'long_commands',
  'merges',
  'search_records',
  'search_words',
];
/** Tables of which nobody has said what is told: all that stands in them. */
const WHOLE: readonly Section[] = placesOfPeople
  .filter((table) => !NOT_TOLD.includes(table) && SECTIONS.every((section) => section.table !== table))
  .map((table) => ({ name: table, table, columns: [], order: '1' }));
const ALL = [...SECTIONS, ...WHOLE];
/** Under which name a table's rows are told. */
export const sectionOf: ReadonlyMap<string, string> = new Map(ALL.map(({ table, name }) => [table, name]));

/** Rows of one statement: an e-mail may be some hundred kilobytes, an attachment three megabytes. */
const AT_ONCE = 20;

/** Carries work out in a short transaction that only reads. */
export type Reading = <T>(work: (tx: Tx) => Promise<T>) => Promise<T>;

/**
 * All that is known of a person, as the text of one JSON object, a section for each table. Each piece is read in a transaction
 * of its own, so that none is open while the pieces go on their way.
 */
export async function* tellPerson(
  read: Reading,
  of: Traces,
  head: object,
): AsyncGenerator<Buffer, Record<string, number>> {
  const counts: Record<string, number> = {};
  yield Buffer.from(`{"about": ${JSON.stringify(head)}`);
  for (const section of ALL) {
    yield Buffer.from(`,\n"${section.name}": [`);
    let rows = 0;
    for await (const row of rowsOf(read, section, of)) {
      yield Buffer.from(`${rows === 0 ? '' : ','}\n${row}`);
      rows += 1;
    }
    yield Buffer.from(']');
    if (rows > 0) counts[section.table] = rows;
  }
  yield Buffer.from('\n}\n');
  return counts;
}

async function* rowsOf(read: Reading, section: Section, of: Traces): AsyncGenerator<string> {
  const { table, where = (traces) => rowsOfPerson(table, traces), order } = section;
  if (order !== undefined) {
    yield* await read((tx) => told(tx, section, of, where(of)));
    return;
  }
  const { rows } = await read((tx) =>
    sql<{ id: number }>`
      SELECT id FROM ${sql.table(table)} WHERE team_id = ${of.teamId} AND ${where(of)} ORDER BY id`.execute(
      tx,
    ),
  );
  const ids = rows.map(({ id }) => id);
  for (let at = 0; at < ids.length; at += AT_ONCE) {
    const some = ids.slice(at, at + AT_ONCE);
    yield* await read((tx) => told(tx, section, of, sql`id = ANY(${some}::bigint[])`));
  }
}

/** @returns a JSON object for each row, as text */
async function told(
  tx: Tx,
  { table, columns, order = 'id' }: Section,
  { teamId }: Traces,
  which: RawBuilder<unknown>,
): Promise<string[]> {
  const whole = columns.length === 0;
  const named = sql.raw(whole ? `to_jsonb(t) - 'team_id'::text AS whole` : columns.join(', '));
  const line = whole ? sql`x.whole` : sql`row_to_json(x)`;
  const { rows } = await sql<{ row: string }>`
    SELECT ${line}::text AS row FROM (SELECT ${named} FROM ${sql.table(table)} t
      WHERE team_id = ${teamId} AND ${which} ORDER BY ${sql.raw(order)}) x`.execute(tx);
  return rows.map(({ row }) => row);
}
