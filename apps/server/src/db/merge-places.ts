import { type RawBuilder, sql } from 'kysely';
import type { Db, Tx } from './connect.js';

export type MergedKind = 'person' | 'account';

/** Rows that name a person or an account, and follow when it is merged into another. */
export interface Reference {
  readonly table: string;
  readonly column: string;
  /** Which rows of the table, where it names others as well; over `r`. */
  readonly where?: string;
  /** Those that cannot follow, for the other has one already; over `r`, and `:to`. They stay with the record that went. */
  readonly stays?: (to: number) => RawBuilder<unknown>;
  /** What a row is called by; absent: `id`. */
  readonly key?: string;
  /** It has no `updated_at`. */
  readonly unstamped?: true;
  /** What is written beside the column. */
  readonly also?: (to: number) => RawBuilder<unknown>;
}

const TOLD = (to: number) =>
  sql`, static_data = CASE WHEN r.static_data ? 'person_id' THEN jsonb_set(r.static_data, '{person_id}', to_jsonb(${to}::bigint)) ELSE r.static_data END`;

/**
 * What follows, in this order: the triggers of calls, notes, tasks and messages write their histories anew, so those that are left
 * come last. Memberships are the business of their own area.
 */
export const REFERENCES: Readonly<Record<MergedKind, readonly Reference[]>> = {
  person: [
    { table: 'actions', column: 'person_id' },
    { table: 'emails', column: 'person_id' },
    { table: 'received_messages', column: 'person_id' },
    { table: 'threads', column: 'person_id' },
    { table: 'calls', column: 'person_id' },
    { table: 'call_data_records', column: 'person_id' },
    { table: 'conversations', column: 'person_id' },
    { table: 'notes', column: 'person_id' },
    { table: 'tasks', column: 'person_id' },
    { table: 'meetings', column: 'person_id' },
    { table: 'successes', column: 'person_id' },
    { table: 'live_feed_items', column: 'person_id', unstamped: true },
    { table: 'notices', column: 'person_id' },
    { table: 'notices', column: 'resource_id', where: `r.resource = 'people'` },
    { table: 'suppressions', column: 'person_id' },
    { table: 'external_mappings', column: 'object_id', where: `r.object_type = 'people'` },
    { table: 'opportunities', column: 'opportunity_window_person_id' },
    {
      table: 'opportunity_people',
      column: 'person_id',
      stays: (
        to,
      ) => sql`r.deleted_at IS NULL AND EXISTS (SELECT FROM opportunity_people o WHERE o.team_id = r.team_id
        AND o.opportunity_id = r.opportunity_id AND o.person_id = ${to} AND o.deleted_at IS NULL)`,
    },
    {
      table: 'import_people',
      column: 'person_id',
      key: 'import_id',
      unstamped: true,
      stays: (to) =>
        sql`EXISTS (SELECT FROM import_people o WHERE o.team_id = r.team_id AND o.import_id = r.import_id AND o.person_id = ${to})`,
    },
    { table: 'accounts', column: 'last_contacted_person_id' },
    { table: 'activity_histories', column: 'resource_id', where: `r.resource_type = 'person'`, also: TOLD },
  ],
  account: [
    { table: 'conversations', column: 'account_id' },
    { table: 'notes', column: 'account_id' },
    { table: 'meetings', column: 'account_id' },
    { table: 'opportunities', column: 'account_id' },
    { table: 'external_mappings', column: 'object_id', where: `r.object_type = 'accounts'` },
    { table: 'activity_histories', column: 'resource_id', where: `r.resource_type = 'account'` },
  ],
};

/** Rows of a membership that go to another one of the same cadence and user. */
export const OF_MEMBERSHIP: readonly Reference[] = [
  { table: 'actions', column: 'membership_id' },
  { table: 'emails', column: 'membership_id' },
  { table: 'received_messages', column: 'membership_id' },
];

/** Columns that name people or accounts and do not follow, each with the reason. */
export const STAY: Readonly<Record<string, string>> = {
  'account_do_not_contact_wishes.account_id': 'who left the wish; it holds by what the account is known by',
  'audit_entries.record_id': 'what happened then',
  'audit_reports.record_ids': 'what was asked for then',
  'cadence_memberships.person_id': 'moved by its own area, which knows who is on a cadence twice',
  'conversations.call_data_record_id': 'the technical call beneath it, which follows by itself',
  'data_control_requests.account_id': 'what was asked for then; while it is to be done nothing is merged',
  'data_control_subjects.record_id': 'what was asked for then; while it is to be done nothing is merged',
  'do_not_contact_wishes.person_id': 'who left the wish; it holds by what the person is known by',
  'events.resource_id': 'what was told then',
  'files.record_id': 'the work that a file belongs to',
  'import_rows.account_id': 'what became of the row then',
  'import_rows.person_id': 'what became of the row then',
  'long_commands.subject_id': 'what the command was about',
  'merges.from_id': 'the merge itself',
  'merges.into_id': 'the merge itself',
  'people.account_id': 'moved with the copy of the name and the count of people (domain/merging)',
  'report_answers.person_id': 'counted again from the messages that moved',
  'report_emails.person_id': 'counted again from the e-mails that moved',
  'search_records.record_id': 'read again from the records',
  'search_words.record_id': 'read again from the records',
  'webhook_deliveries.resource_id': 'what was told then',
};

/** Ids by `table.column`. */
export type MovedRows = Record<string, number[]>;

export const nameOf = ({ table, column }: Reference): string => `${table}.${column}`;
const keyOf = ({ key = 'id' }: Reference) => sql.ref(`r.${key}`);
const stamp = ({ unstamped }: Reference, now: Date) => (unstamped ? sql`` : sql`, updated_at = ${now}`);

interface Between {
  readonly teamId: number;
  readonly from: number;
  readonly to: number;
  readonly now: Date;
}

/** Rows that name one record name another from now on. @returns their ids */
export async function moveRows(
  tx: Tx,
  reference: Reference,
  { teamId, from, to, now }: Between,
): Promise<number[]> {
  const { table, column, where, stays, also } = reference;
  const { rows } = await sql<{ id: number }>`
    UPDATE ${sql.table(table)} r SET ${sql.ref(column)} = ${to} ${stamp(reference, now)} ${also?.(to) ?? sql``}
    WHERE r.team_id = ${teamId} AND ${sql.ref(`r.${column}`)} = ${from} ${where ? sql.raw(`AND ${where}`) : sql``}
      ${stays ? sql`AND NOT (${stays(to)})` : sql``} RETURNING ${keyOf(reference)} AS id`.execute(tx);
  return rows.map(({ id }) => id);
}

/** `moveRows` taken back for those of the rows that still name `to`. @returns their ids */
export async function putRowsBack(
  tx: Tx,
  reference: Reference,
  { teamId, from, to, now }: Between,
  ids: readonly number[],
): Promise<number[]> {
  if (ids.length === 0) return [];
  const { table, column, where, also } = reference;
  const { rows } = await sql<{ id: number }>`
    UPDATE ${sql.table(table)} r SET ${sql.ref(column)} = ${from} ${stamp(reference, now)} ${also?.(from) ?? sql``}
    WHERE r.team_id = ${teamId} AND ${sql.ref(`r.${column}`)} = ${to} AND ${keyOf(reference)} = ANY(${ids}::bigint[])
      ${where ? sql.raw(`AND ${where}`) : sql``} RETURNING ${keyOf(reference)} AS id`.execute(tx);
  return rows.map(({ id }) => id);
}

/** Whatever of the record's history is pinned: its rows are written anew when their sources move. */
export interface Pin {
  readonly history_id: string;
  readonly resource_type: string;
  readonly pinned_at: string;
}

export async function pinsOf(tx: Tx, teamId: number, kind: MergedKind, id: number): Promise<Pin[]> {
  const { rows } = await sql<Pin>`
    SELECT h.history_id, h.resource_type, h.pinned_at::text AS pinned_at FROM activity_histories h
    WHERE h.team_id = ${teamId} AND h.pinned_at IS NOT NULL AND h.history_id IN (SELECT o.history_id FROM activity_histories o
      WHERE o.team_id = ${teamId} AND o.resource_type = ${kind} AND o.resource_id = ${id})`.execute(tx);
  return rows;
}

export async function pinAgain(tx: Tx, teamId: number, pins: readonly Pin[], now: Date): Promise<void> {
  if (pins.length === 0) return;
  const column = (name: keyof Pin) => pins.map((pin) => pin[name]);
  await sql`
    UPDATE activity_histories h SET pinned_at = p.at, updated_at = ${now}
    FROM unnest(${column('history_id')}::text[], ${column('resource_type')}::text[], ${column('pinned_at')}::timestamptz[]) p (id, type, at)
    WHERE h.team_id = ${teamId} AND h.history_id = p.id AND h.resource_type = p.type AND h.pinned_at IS NULL`.execute(
    tx,
  );
}

/** A record by its columns, as JSON has them. */
export type Row = Readonly<Record<string, unknown>>;

const TABLES = { person: 'people', account: 'accounts' } as const;

/** Both records, locked in the order of their ids. */
export async function lockBoth(
  tx: Tx,
  kind: MergedKind,
  teamId: number,
  ids: readonly [number, number],
): Promise<ReadonlyMap<number, Row>> {
  const { rows } = await sql<{ id: number; row: Row }>`
    SELECT r.id, to_jsonb(r) AS row FROM ${sql.table(TABLES[kind])} r
    WHERE r.team_id = ${teamId} AND r.id = ANY(${ids}::bigint[]) ORDER BY r.id FOR UPDATE`.execute(tx);
  return new Map(rows.map(({ id, row }) => [id, row]));
}

/** Columns of a record, of which the values are as JSON has them. @returns the record afterwards */
export async function writeColumns(
  tx: Tx,
  kind: MergedKind,
  { teamId, id, now }: { readonly teamId: number; readonly id: number; readonly now: Date },
  values: Row,
): Promise<Row> {
  const table = TABLES[kind];
  const set = Object.keys(values).map((column) => sql`, ${sql.ref(column)} = ${sql.ref(`x.${column}`)}`);
  const { rows } = await sql<{ row: Row }>`
    UPDATE ${sql.table(table)} r SET updated_at = ${now} ${sql.join(set, sql` `)}
    FROM jsonb_populate_record(NULL::${sql.table(table)}, ${JSON.stringify(values)}::jsonb) x
    WHERE r.team_id = ${teamId} AND r.id = ${id} RETURNING to_jsonb(r) AS row`.execute(tx);
  return rows[0]?.row ?? {};
}

/** The cadences that these people are on, as their memberships have it. */
export async function recountCadences(
  tx: Tx,
  teamId: number,
  ids: readonly number[],
  now: Date,
): Promise<void> {
  await sql`
    UPDATE people p SET updated_at = ${now}, cadence_ids = coalesce((SELECT array_agg(m.cadence_id ORDER BY m.added_at, m.id) FROM cadence_memberships m
      WHERE m.team_id = p.team_id AND m.person_id = p.id AND m.currently_on_cadence), '{}')
    WHERE p.team_id = ${teamId} AND p.id = ANY(${ids}::bigint[])`.execute(tx);
}

/** The people of an account have another, with the copy of its name. @returns their ids, the deleted ones among them, and who of them is there */
export async function movePeople(
  tx: Tx,
  { teamId, from, to, now }: Between,
  only: readonly number[] | null = null,
): Promise<{ ids: number[]; alive: number[] }> {
  const { rows } = await sql<{ id: number; alive: boolean }>`
    UPDATE people p SET account_id = a.id, account_name = a.name, updated_at = ${now} FROM accounts a
    WHERE p.team_id = ${teamId} AND p.account_id = ${from} AND (${only}::bigint[] IS NULL OR p.id = ANY(${only}::bigint[]))
      AND a.team_id = p.team_id AND a.id = ${to} RETURNING p.id, p.deleted_at IS NULL AS alive`.execute(tx);
  return { ids: rows.map(({ id }) => id), alive: rows.filter(({ alive }) => alive).map(({ id }) => id) };
}

/** The people of an account, locked in the order of their ids. */
export async function lockPeopleOf(
  tx: Tx,
  teamId: number,
  accountIds: readonly number[],
  most: number,
): Promise<number> {
  const { rows } = await sql`
    SELECT id FROM people WHERE team_id = ${teamId} AND account_id = ANY(${accountIds}::bigint[])
    ORDER BY id LIMIT ${most} FOR NO KEY UPDATE`.execute(tx);
  return rows.length;
}

/** Where a record went, to the end of the way; undefined: it was merged into none. */
export async function mergedInto(
  db: Db,
  teamId: number,
  kind: MergedKind,
  id: number,
): Promise<number | undefined> {
  const { rows } = await sql<{ id: number }>`
    WITH RECURSIVE way AS (
      SELECT into_id, 1 AS n FROM merges WHERE team_id = ${teamId} AND kind = ${kind} AND from_id = ${id} AND undone_at IS NULL
      UNION ALL SELECT g.into_id, w.n + 1 FROM way w JOIN merges g ON g.team_id = ${teamId} AND g.kind = ${kind}
        AND g.from_id = w.into_id AND g.undone_at IS NULL WHERE w.n < 100)
    SELECT into_id AS id FROM way ORDER BY n DESC LIMIT 1`.execute(db);
  return rows[0]?.id;
}

/** Whether an erasure or redaction of one of the records was asked for and is still to be done. */
export async function isToBeForgotten(
  tx: Tx,
  kind: MergedKind,
  teamId: number,
  ids: readonly number[],
): Promise<boolean> {
  const { rows } = await sql`
    SELECT 1 FROM data_control_subjects s JOIN data_control_requests q ON q.team_id = s.team_id AND q.id = s.request_id
    WHERE s.team_id = ${teamId} AND s.kind = ${kind} AND s.record_id = ANY(${ids}::bigint[]) AND NOT q.dry_run
      AND q.completed_at IS NULL AND q.cancelled_at IS NULL AND q.request_type <> 'access' LIMIT 1`.execute(
    tx,
  );
  return rows.length > 0;
}

/** Whether an e-mail to the person is being handed over; those that wait are held meanwhile. */
export async function isBeingSent(tx: Tx, teamId: number, personId: number): Promise<boolean> {
  const { rows } = await sql<{ state: string }>`
    SELECT state FROM emails WHERE team_id = ${teamId} AND person_id = ${personId} AND state IN ('queued', 'sending')
    ORDER BY id FOR UPDATE`.execute(tx);
  return rows.some(({ state }) => state === 'sending');
}
