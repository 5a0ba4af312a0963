import { type Insertable, sql } from 'kysely';
import { ACCOUNT_COLUMNS, USER_COLUMNS } from '../../db/columns.js';
import type { Db, Tx } from '../../db/connect.js';
import type { EmailsTable } from '../../db/schema.js';
import { append } from '../../events/outbox.js';

/** A row of the ledger, complete but for its id. */
export type EmailRowValues = Insertable<EmailsTable>;

/** E-mails of one transaction: what was read for one serves the next, and they are written together at the end. */
export interface EmailBatch {
  /** By what was read; only rows that no e-mail changes. */
  reads: Map<string, Promise<unknown>>;
  /** Written by writeEmails. */
  rows: EmailRowValues[];
}

/** Reads once per batch. */
export function once<T>(batch: EmailBatch | undefined, key: string, read: () => Promise<T>): Promise<T> {
  if (batch === undefined) return read();
  const known = (batch.reads.get(key) as Promise<T> | undefined) ?? read();
  batch.reads.set(key, known);
  return known;
}

/** Keys of what e-mails read one by one, so that they can be read for many at once. */
export const readKeys = {
  user: (id: number) => `user ${id}`,
  account: (id: number) => `account ${id}`,
  previous: (membershipId: number, groupId: number) => `previous ${membershipId} ${groupId}`,
};

/** What one e-mail will read. */
export interface EmailNeeds {
  userId: number;
  accountId: number | null;
  membershipId: number;
  addedAt: Date;
  /** The group whose thread it continues. */
  threadGroupId: number | null;
}

/** The e-mail a thread goes on from. */
export interface PreviousEmail {
  id: number;
  subject: string;
  message_id: string;
  wire_message_id: string | null;
  references: string[];
  thread_root_email_id: number | null;
}

/** A batch with senders, accounts and threads of all its e-mails read in three statements. */
export async function beginEmails(tx: Tx, teamId: number, needs: readonly EmailNeeds[]): Promise<EmailBatch> {
  const batch: EmailBatch = { reads: new Map(), rows: [] };
  if (needs.length < 2) return batch;
  const keep = (key: string, value: unknown) => batch.reads.set(key, Promise.resolve(value));
  const users = await tx
    .selectFrom('users')
    .select(USER_COLUMNS)
    .where('team_id', '=', teamId)
    .where(sql<boolean>`id = ANY(${[...new Set(needs.map(({ userId }) => userId))]}::bigint[])`)
    .execute();
  for (const user of users) keep(readKeys.user(user.id), user);
  const accountIds = [...new Set(needs.flatMap(({ accountId }) => accountId ?? []))];
  if (accountIds.length > 0) {
    const accounts = await tx
      .selectFrom('accounts')
      .select(ACCOUNT_COLUMNS)
      .where('team_id', '=', teamId)
      .where(sql<boolean>`id = ANY(${accountIds}::bigint[])`)
      .execute();
    for (const account of accounts) keep(readKeys.account(account.id), account);
  }
  const threads = needs.filter(({ threadGroupId }) => threadGroupId !== null);
  if (threads.length > 0) {
    const found = await readPrevious(tx, teamId, threads);
    for (const { membershipId, threadGroupId } of threads) {
      const key = readKeys.previous(membershipId, threadGroupId ?? 0);
      keep(key, found.get(key));
    }
  }
  return batch;
}

/** The newest e-mail of this run in each thread: a person added again starts a new conversation. */
export async function readPrevious(
  db: Db,
  teamId: number,
  threads: readonly Pick<EmailNeeds, 'membershipId' | 'addedAt' | 'threadGroupId'>[],
): Promise<ReadonlyMap<string, PreviousEmail>> {
  const { rows } = await sql<PreviousEmail & { membership_id: number; step_group_id: number }>`
    SELECT DISTINCT ON (k.membership_id, k.group_id) k.membership_id, k.group_id AS step_group_id,
      e.id, e.subject, e.message_id, e.wire_message_id, e."references", e.thread_root_email_id
    FROM unnest(${threads.map(({ membershipId }) => membershipId)}::bigint[], ${threads.map(({ threadGroupId }) => threadGroupId)}::bigint[],
      ${threads.map(({ addedAt }) => addedAt)}::timestamptz[]) k (membership_id, group_id, added_at)
    JOIN emails e ON e.team_id = ${teamId} AND e.membership_id = k.membership_id AND e.state = 'sent' AND e.sent_at >= k.added_at
    JOIN actions a ON a.team_id = e.team_id AND a.id = e.action_id AND a.step_group_id = k.group_id
    ORDER BY k.membership_id, k.group_id, e.sent_at DESC, e.id DESC`.execute(db);
  return new Map(
    rows.map(({ membership_id: membership, step_group_id: group, ...draft }) => [
      readKeys.previous(membership, group),
      draft,
    ]),
  );
}

/** Columns a queued e-mail fills; the others keep their defaults. */
const COLUMNS = {
  created_at: 'timestamptz',
  updated_at: 'timestamptz',
  user_id: 'bigint',
  person_id: 'bigint',
  action_id: 'bigint',
  membership_id: 'bigint',
  cadence_id: 'bigint',
  step_id: 'bigint',
  email_template_id: 'bigint',
  mailbox_id: 'bigint',
  state: 'text',
  state_reason: 'text',
  explained: 'jsonb',
  state_changed_at: 'timestamptz',
  send_after: 'timestamptz',
  give_up_at: 'timestamptz',
  message_id: 'text',
  thread_root_email_id: 'bigint',
  in_reply_to: 'text',
  references: 'text[]',
  from_address: 'text',
  from_name: 'text',
  to_address: 'text',
  bcc: 'text[]',
  subject: 'text',
  body_html: 'text',
  body_text: 'text',
  view_tracking: 'boolean',
  click_tracking: 'boolean',
  step_variant_id: 'bigint',
  attachment_ids: 'bigint[]',
  marketing: 'boolean',
  decided_by: 'text',
  decided_because: 'text',
  decided_explained: 'jsonb',
} as const satisfies Partial<Record<keyof EmailRowValues, string>>;

const names = sql.raw(
  Object.keys(COLUMNS)
    .map((column) => `"${column}"`)
    .join(', '),
);
// In the rows of a batch such a column is a JSON text.
const values = sql.raw(
  Object.entries(COLUMNS)
    .map(([column, type]) => (type === 'jsonb' ? `("${column}" #>> '{}')::jsonb` : `"${column}"`))
    .join(', '),
);
const types = sql.raw(
  Object.entries(COLUMNS)
    .map(([column, type]) => `"${column}" ${type}`)
    .join(', '),
);

/** Writes the batch's e-mails, their first line of history and their events, in two statements. */
export async function writeEmails(
  tx: Tx,
  teamId: number,
  now: Date,
  { rows: drafts }: EmailBatch,
): Promise<void> {
  if (drafts.length === 0) return;
  for (const draft of drafts) {
    const surplus = Object.keys(draft).find((column) => column !== 'team_id' && !(column in COLUMNS));
    if (surplus !== undefined) throw new Error(`an e-mail has no column ${surplus}`);
  }
  const { rows } = await sql<{ email_id: number }>`
    WITH written AS (
      INSERT INTO emails (team_id, ${names})
      SELECT ${teamId}::bigint, ${values} FROM jsonb_to_recordset(${JSON.stringify(drafts)}::jsonb) AS draft (${types})
      RETURNING team_id, id, state_changed_at, state, state_reason, explained)
    INSERT INTO email_history (team_id, email_id, at, state, reason, explained)
    SELECT team_id, id, state_changed_at, state, state_reason, explained FROM written RETURNING email_id`.execute(
    tx,
  );
  const ids = rows.map((row) => row.email_id);
  await append({ tx, teamId, now }, 'email_updated', ids);
}
