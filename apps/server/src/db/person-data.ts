import { type RawBuilder, sql } from 'kysely';
import type { Tx } from './connect.js';
import { NOBODYS } from './tables-of-nobody.js';

/** Whose data is looked for, and what it is known by. */
export interface Traces {
  readonly teamId: number;
  readonly personId: number;
  /** As address_key writes them. */
  readonly addresses: readonly string[];
  /** In small letters: what tells of this person wherever it stands (addresses, phones, full name, links to the record). */
  readonly texts: readonly string[];
  readonly emailIds: readonly number[];
  /** Message-IDs of these e-mails, as they travelled. */
  readonly messageIds: readonly string[];
  readonly attachmentIds: readonly number[];
}

/** Rows of a table that hold data of a person, and what becomes of them. */
interface Place {
  readonly table: string;
  readonly where: (of: Traces) => RawBuilder<unknown>;
  /** What is emptied; absent: the rows go. */
  readonly set?: (of: Traces) => RawBuilder<unknown>;
}

const person = ({ personId }: Traces) => sql`person_id = ${personId}`;
const ofEmails = ({ emailIds }: Traces) => sql`email_id = ANY(${emailIds}::bigint[])`;
const says = (column: RawBuilder<unknown>, { texts }: Traces) =>
  sql`EXISTS (SELECT FROM unnest(${texts}::text[]) x WHERE position(x IN lower(${column})) > 0)`;
/** One of the numbers is the person's, however it is written; no digits of addresses and links. */
const dialled = ({ texts }: Traces) =>
  sql`EXISTS (SELECT FROM unnest(${texts}::text[]) x WHERE translate(x, '@/', '') = x AND phone_key(x) IN (phone_key("to"), phone_key("from")))`;
/** JSON that names a record by its number alone, as signals, items of the feed, V1 and bodies of requests do. */
export const names = (column: RawBuilder<unknown>, name: 'person_id' | 'account_id', id: number) =>
  sql`EXISTS (SELECT FROM unnest(${[`"${name}":${id},`, `"${name}":${id}}`]}::text[]) x
    WHERE position(x IN replace(${column}, ' ', '')) > 0)`;
const tells = (column: RawBuilder<unknown>, of: Traces) =>
  sql`(${says(column, of)} OR ${names(column, 'person_id', of.personId)})`;
const emptied = (assignments: string) => () => sql.raw(assignments);
const EXPLAINED = 'explained = NULL, decided_because = NULL, decided_explained = NULL';

/**
 * All places, in the order in which they are erased: what others are found by comes last. Rows stay where numbers are counted from
 * them, without a word of the person. A table that stands neither here nor in NOBODYS is swept (`sweep`).
 */
const PLACES: readonly Place[] = [
  { table: 'do_not_contact_wishes', where: person },
  {
    table: 'user_preferences',
    where: (of) => says(sql`preferences::text`, of),
    set: emptied(`preferences = '{}'`),
  },
  { table: 'search_words', where: found },
  { table: 'search_records', where: found },
  { table: 'email_recipients', where: ofEmails },
  {
    table: 'email_history',
    where: ofEmails,
    set: emptied(`reason = '', smtp_reply = NULL, explained = NULL`),
  },
  {
    table: 'email_events',
    where: ofEmails,
    set: emptied('url = NULL, user_agent = NULL, evidence = NULL, network = NULL'),
  },
  {
    table: 'attachments',
    where: ({ teamId, attachmentIds, emailIds }) => sql`id = ANY(${attachmentIds}::bigint[])
      AND NOT EXISTS (SELECT FROM email_templates t WHERE t.team_id = ${teamId} AND attachments.id = ANY(t.attachment_ids))
      AND NOT EXISTS (SELECT FROM team_templates t WHERE t.team_id = ${teamId} AND attachments.id = ANY(t.attachment_ids))
      AND NOT EXISTS (SELECT FROM emails e WHERE e.team_id = ${teamId} AND attachments.id = ANY(e.attachment_ids) AND e.id <> ALL(${emailIds}::bigint[]))`,
  },
  {
    table: 'sandbox_reactions',
    where: (of) =>
      sql`message_id IN (SELECT m.id FROM sandbox_messages m WHERE m.team_id = ${of.teamId} AND ${inSandbox(of)})`,
    set: emptied('note = NULL, outcome = NULL'),
  },
  {
    table: 'sandbox_messages',
    where: inSandbox,
    set: emptied(
      `envelope_from = '', envelope_to = '{}', subject = '', raw = '', message_id = 'forgotten-' || id`,
    ),
  },
  {
    table: 'received_messages',
    where: (of) =>
      sql`(${person(of)} OR ${ofEmails(of)} OR address_key(from_address) = ANY(${of.addresses}::text[]))`,
    set: emptied(`from_address = NULL, from_name = NULL, to_addresses = '{}', subject = '', body_text = '', body_html = NULL, evidence = '{}', message_id = NULL,
      in_reply_to = NULL, "references" = '{}', effect = NULL, suggestion_evidence = NULL`),
  },
  {
    table: 'notes',
    where: (of) =>
      sql`(${person(of)} OR call_id IN (SELECT c.id FROM calls c WHERE c.team_id = ${of.teamId} AND c.person_id = ${of.personId}))`,
    set: emptied(`content = '', subject = ''`),
  },
  {
    table: 'conversations',
    where: (
      of,
    ) => sql`(${person(of)} OR ${says(sql`title`, of)} OR person_id IS NULL AND call_data_record_id IN (SELECT d.id FROM call_data_records d
        WHERE d.team_id = ${of.teamId} AND d.person_id IS NULL AND ${dialled(of)}))`,
    set: emptied('title = NULL'),
  },
  {
    // Their own, and what was dialled where nobody was known by the number.
    table: 'call_data_records',
    where: (of) => sql`(${person(of)} OR person_id IS NULL AND ${dialled(of)})`,
    set: emptied(`"to" = NULL, "from" = NULL, call_uuid = NULL, recording_url = NULL`),
  },
  {
    table: 'external_mappings',
    where: ({ personId }) => sql`object_type = 'people' AND object_id = ${personId}`,
  },
  {
    table: 'meeting_invitations',
    where: (of) => sql`(${ofEmails(of)} OR ${says(sql`calendar`, of)})`,
    set: emptied(`calendar = ''`),
  },
  {
    // The person's own, and those that the person is a guest of.
    table: 'meetings',
    where: (of) => sql`(${person(of)} OR ${says(sql`array_to_string(guests, ' ')`, of)})`,
    set: ({ personId, addresses }) => sql`title = CASE WHEN person_id = ${personId} THEN '' ELSE title END,
      description = CASE WHEN person_id <> ${personId} THEN description END, location = CASE WHEN person_id <> ${personId} THEN location END,
      recipient_name = CASE WHEN person_id <> ${personId} THEN recipient_name END, recipient_email = CASE WHEN person_id <> ${personId} THEN recipient_email END,
      event_id = CASE WHEN person_id <> ${personId} THEN event_id END,
      guests = ARRAY(SELECT g FROM unnest(guests) g WHERE person_id <> ${personId} AND g <> ALL(${addresses}::text[])),
      attendees = (SELECT coalesce(jsonb_agg(a), '[]') FROM jsonb_array_elements(attendees) a
        WHERE person_id <> ${personId} AND a ->> 'email' <> ALL(${addresses}::text[]))`,
  },
  {
    table: 'calendar_events',
    where: (of) =>
      sql`(${says(sql`attendees::text`, of)} OR ${says(sql`concat_ws(' ', title, description, location, organizer)`, of)})`,
    set: emptied(`title = NULL, description = NULL, location = NULL, organizer = NULL, attendees = '[]'`),
  },
  { table: 'calls', where: person, set: emptied(`"to" = NULL, crm_params = NULL`) },
  {
    table: 'tasks',
    where: person,
    set: emptied('subject = NULL, description = NULL, idempotency_key = NULL'),
  },
  {
    table: 'merges',
    where: ({ personId }) => sql`kind = 'person' AND (into_id = ${personId} OR from_id = ${personId})`,
    set: emptied('undo = NULL, left_over = NULL'),
  },
  { table: 'actions', where: person, set: emptied(`reason = '', ${EXPLAINED}`) },
  { table: 'cadence_memberships', where: person, set: emptied('state_reason = NULL, explained = NULL') },
  {
    table: 'imports',
    where: (of) => says(sql`errors_list::text`, of),
    set: emptied(`errors_list = '[]'`),
  },
  // Why one was given up. What it was told to do names fields and settings, no people.
  {
    table: 'long_commands',
    where: (of) => says(sql`coalesce(problem, '')`, of),
    set: emptied('problem = NULL'),
  },
  {
    table: 'events',
    where: (of) =>
      sql`(body IS NOT NULL OR key IS NOT NULL) AND (${tells(sql`body`, of)} OR ${says(sql`key`, of)}
        OR body IS NOT NULL AND event_type = 'person_deleted' AND resource_id = ${of.personId})`,
    set: emptied('body = NULL, key = NULL'),
  },
  {
    table: 'activity_histories',
    // The row of the person, and the one of the account about the same fact.
    where: ({
      teamId,
      personId,
    }) => sql`(resource_type = 'person' AND resource_id = ${personId} OR history_id IN (
      SELECT h.history_id FROM activity_histories h WHERE h.team_id = ${teamId} AND h.resource_type = 'person' AND h.resource_id = ${personId}))`,
    set: emptied(`static_data = '{}'`),
  },
  {
    table: 'bulk_job_rows',
    // A row that names them by their number alone says what they are, too.
    where: (
      of,
    ) => sql`(${tells(sql`record`, of)} OR ${says(sql`resource`, of)} OR ${says(sql`coalesce(undo, '')`, of)}
      OR record::jsonb ->> 'id' = ${String(of.personId)} AND EXISTS (SELECT FROM bulk_jobs j
        WHERE j.team_id = ${of.teamId} AND j.id = bulk_job_rows.bulk_job_id AND j.type LIKE 'person/%'))`,
    set: emptied(`record = '{}', resource = NULL, error = NULL, undo = NULL`),
  },
  {
    table: 'import_rows',
    where: (of) =>
      sql`(${person(of)} OR ${says(sql`array_to_string(cells, ' ')`, of)} OR ${says(sql`message`, of)}
        OR ${says(sql`coalesce(undo, '')`, of)})`,
    set: emptied('cells = NULL, message = NULL, undo = NULL'),
  },
  {
    table: 'webhook_deliveries',
    where: (of) =>
      sql`(resource = 'people' AND resource_id = ${of.personId} OR ${tells(sql`body`, of)} OR ${says(sql`coalesce(answer, '')`, of)})`,
    // What still waits is told without a word of the person.
    set: emptied(`body = '{}', answer = NULL`),
  },
  {
    table: 'live_feed_items',
    where: person,
    set: emptied(`message = '', idempotency_key = 'forgotten:' || gen_random_uuid()`),
  },
  // A key may be made of an address.
  {
    table: 'idempotency_keys',
    where: (of) => sql`(${tells(sql`body`, of)} OR ${says(sql`key`, of)})`,
    set: emptied(`body = '{"data":null}', key = 'forgotten:' || gen_random_uuid()`),
  },
  {
    table: 'audit_entries',
    where: (of) => sql`(${says(sql`before::text`, of)} OR ${says(sql`after::text`, of)})`,
    set: () => sql`before = NULL, after = NULL, redacted_at = clock_timestamp()`,
  },
  // A query that names somebody, emptied, would be for everybody.
  {
    table: 'exports',
    where: (of) => sql`(${says(sql`query::text`, of)} OR ${says(sql`coalesce(name, '')`, of)})`,
  },
  {
    table: 'files',
    // What came in with the person, and all that was made of the team's records: it can be made again.
    where: (
      of,
    ) => sql`(purpose IN ('import', 'import_errors') AND record_id IN (SELECT i.import_id FROM import_people i
        WHERE i.team_id = ${of.teamId} AND i.person_id = ${of.personId}) OR purpose = 'access' AND record_id IN (SELECT s.request_id FROM data_control_subjects s
        WHERE s.team_id = ${of.teamId} AND s.kind = 'person' AND s.record_id = ${of.personId}) OR purpose IN ('export', 'audit') OR ${says(sql`name`, of)})`,
    set: emptied(`name = '', expires_at = '-infinity', retry_at = NULL`),
  },
  {
    table: 'emails',
    where: person,
    set: emptied(`to_address = '', cc = '{}', bcc = '{}', subject = '', body_html = '', body_text = '', state_reason = '', ${EXPLAINED}, smtp_reply = NULL,
      error_message = NULL, attachment_ids = '{}', message_id = '<forgotten-' || id || '@invalid>', in_reply_to = NULL, "references" = '{}',
      wire_message_id = NULL, wire_message_key = NULL, claimed_by = NULL, claimed_until = NULL`),
  },
  {
    table: 'people',
    where: ({ personId }) => sql`id = ${personId}`,
    set: emptied(`first_name = NULL, last_name = NULL, email_address = NULL, secondary_email_address = NULL, personal_email_address = NULL, phone = NULL,
      phone_extension = NULL, home_phone = NULL, mobile_phone = NULL, linkedin_url = NULL, title = NULL, city = NULL, state = NULL, country = NULL,
      work_city = NULL, work_state = NULL, work_country = NULL, crm_id = NULL, crm_object_type = NULL, person_company_name = NULL,
      person_company_website = NULL, person_company_industry = NULL, locale = NULL, personal_website = NULL, twitter_handle = NULL, job_seniority = NULL,
      job_function = NULL, external_source = NULL, custom_fields = '{}', tags = '{}', contact_restrictions = '{}', account_name = NULL, opted_out_at = NULL`),
  },
];

/** By what the search knows people (domain/search/sources.ts). */
function found({ teamId, personId }: Traces): RawBuilder<unknown> {
  return sql`kind = 1 AND record_id = ${personId} AND team_id = ${teamId}`;
}

function inSandbox({ addresses, messageIds }: Traces): RawBuilder<unknown> {
  return sql`(message_id = ANY(${messageIds}::text[]) OR address_key(envelope_from) = ANY(${addresses}::text[])
    OR EXISTS (SELECT FROM unnest(envelope_to) t WHERE address_key(t) = ANY(${addresses}::text[])))`;
}

/** What a person is known by, with the rows locked unless they are only read; undefined: there is no such person. */
export async function tracesOf(
  tx: Tx,
  teamId: number,
  personId: number,
  { onlyRead = false } = {},
): Promise<Traces | undefined> {
  const locked = onlyRead ? sql`` : sql`FOR NO KEY UPDATE`;
  const { rows } = await sql<{ addresses: string[]; texts: string[] }>`
    SELECT array_remove(ARRAY[address_key(email_address), address_key(secondary_email_address), address_key(personal_email_address)], NULL) AS addresses,
      array_remove(ARRAY[lower(email_address), lower(secondary_email_address), lower(personal_email_address), lower(phone), lower(home_phone), lower(mobile_phone),
        lower(linkedin_url), lower(personal_website), CASE WHEN first_name <> '' AND last_name <> '' THEN lower(first_name || ' ' || last_name) END], NULL) AS texts
    FROM people WHERE team_id = ${teamId} AND id = ${personId} ${locked}`.execute(tx);
  const [known] = rows;
  if (!known) return undefined;
  const { rows: emails } = await sql<{ id: number; ids: string[]; attachment_ids: number[] }>`
    SELECT id, array_remove(ARRAY[message_id, wire_message_id], NULL) AS ids, attachment_ids FROM emails
    WHERE team_id = ${teamId} AND person_id = ${personId} ORDER BY id ${locked}`.execute(tx);
  return {
    teamId,
    personId,
    addresses: known.addresses.filter((address) => address !== ''),
    texts: [
      ...known.texts.filter((text) => text.length >= SHORTEST),
      ...known.addresses.filter((text) => text.length >= SHORTEST),
      `/v2/people/${personId}"`,
    ],
    emailIds: emails.map(({ id }) => id),
    messageIds: emails.flatMap(({ ids }) => ids),
    attachmentIds: [...new Set(emails.flatMap(({ attachment_ids: ids }) => ids))],
  };
}
/** A shorter text is found in what has nothing to do with the person. */
const SHORTEST = 6;

/** Names of the tables in which data of people stands. */
export const placesOfPeople: readonly string[] = PLACES.map(({ table }) => table);

/** Which rows of one of these tables hold data of the person. */
export function rowsOfPerson(table: string, of: Traces): RawBuilder<unknown> {
  const place = PLACES.find((each) => each.table === table);
  if (!place) throw new Error(`${table} holds nothing of people`);
  return place.where(of);
}

/** Rows by table. */
export type Counts = Record<string, number>;

/** How many rows hold data of the person, in the tables that are known. */
export async function countTraces(tx: Tx, of: Traces): Promise<Counts> {
  const counts: Counts = {};
  for (const { table, where } of PLACES) {
    const { rows } = await sql<{ n: number }>`
      SELECT count(*)::integer AS n FROM ${sql.table(table)} WHERE team_id = ${of.teamId} AND ${where(of)}`.execute(
      tx,
    );
    if (rows[0] && rows[0].n > 0) counts[table] = rows[0].n;
  }
  return counts;
}

/** Erases what is known of the person, in every table. @returns how many rows that was */
export async function eraseTraces(tx: Tx, of: Traces): Promise<Counts> {
  const counts: Counts = {};
  const swept = await sweep(tx, of);
  for (const { table, where, set } of PLACES) {
    const rows = sql`${sql.table(table)} WHERE team_id = ${of.teamId} AND ${where(of)}`;
    const { numAffectedRows: n } = await (set
      ? sql`UPDATE ${sql.table(table)} SET ${set(of)} WHERE team_id = ${of.teamId} AND ${where(of)}`
      : sql`DELETE FROM ${rows}`
    ).execute(tx);
    if (n) counts[table] = Number(n);
  }
  return { ...counts, ...swept };
}

interface SweptColumn {
  table: string;
  column: string;
  type: 'text' | 'jsonb' | 'json' | 'bytea' | 'text[]';
  nullable: boolean;
  by_person: boolean;
}

/**
 * Tables that nobody has said anything about yet, such as those of a newer version beside us: each text in which the person is
 * named is emptied, in rows about the person where the table says whom they are about.
 */
async function sweep(tx: Tx, of: Traces): Promise<Counts> {
  const counts: Counts = {};
  for (const { table, column, type, nullable, by_person: byPerson } of await unknownColumns(tx)) {
    const ref = sql.ref(column);
    const text = type === 'bytea' ? sql`encode(${ref}, 'escape')` : sql`${ref}::text`;
    const empty = nullable ? sql`NULL` : type === 'text' ? emptyText(ref) : sql.raw(EMPTY[type]);
    const { numAffectedRows: n } = await sql`
      UPDATE ${sql.table(table)} SET ${ref} = ${empty}
      WHERE team_id = ${of.teamId} AND ${byPerson ? person(of) : sql`true`} AND ${says(text, of)}`.execute(
      tx,
    );
    if (n) counts[table] = (counts[table] ?? 0) + Number(n);
  }
  return counts;
}
/** What stands for a text that is JSON stays JSON. */
const emptyText = (ref: RawBuilder<unknown>) =>
  sql`CASE left(${ref}, 1) WHEN '{' THEN '{}' WHEN '[' THEN '[]' ELSE '' END`;
const EMPTY = { jsonb: `'{}'`, json: `'{}'`, bytea: `''`, 'text[]': `'{}'` };

async function unknownColumns(tx: Tx): Promise<SweptColumn[]> {
  const known = [...NOBODYS, ...PLACES.map(({ table }) => table)];
  const { rows } = await sql<SweptColumn>`
    SELECT c.relname AS table, a.attname AS column, format_type(a.atttypid, NULL) AS type, NOT a.attnotnull AS nullable,
      EXISTS (SELECT FROM pg_attribute p WHERE p.attrelid = c.oid AND p.attname = 'person_id' AND NOT p.attisdropped) AS by_person
    FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = ''
    WHERE c.relkind = 'r' AND c.relnamespace = current_schema()::regnamespace AND c.relname <> ALL(${known}::text[])
      AND format_type(a.atttypid, NULL) IN ('text', 'jsonb', 'json', 'bytea', 'text[]')
      AND EXISTS (SELECT FROM pg_attribute t WHERE t.attrelid = c.oid AND t.attname = 'team_id' AND NOT t.attisdropped)
    ORDER BY 1, 2`.execute(tx);
  return rows;
}
