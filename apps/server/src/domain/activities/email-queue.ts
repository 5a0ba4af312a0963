import type { FactsOf } from '../facts.js';
import { type Said, say } from '../said.js';
import { randomUUID } from 'node:crypto';
import { type Expression, type Insertable, type QueryCreator, sql } from 'kysely';
import { EMAIL_COLUMNS, type EmailRow } from '../../db/columns.js';
import type { Tx } from '../../db/connect.js';
import type { EmailsTable, Schema } from '../../db/schema.js';
import { append } from '../../events/outbox.js';
import type { Action, MembershipContext } from '../memberships/index.js';
import { composeEmail, type QueueOptions } from './compose-email.js';

export {
  type QueueOptions,
  referencesAfter,
  senderAddress,
  type Wording,
} from './compose-email.js';

/** How long temporary refusals are retried, and so how late an e-mail may go out. */
export const GIVE_UP_AFTER_MS = 48 * 3_600_000;
/** `emailId` is 0 for an e-mail of a batch: its row is written with the others. */
export type Queued = { ok: true; emailId: number } | { ok: false; reason: Said };

type Email = EmailRow;

/**
 * Renders the e-mail of an action and writes it to the send ledger, state queued, with the Message-ID it will keep.
 * Refuses, with a reason for the rep, when it cannot be rendered or addressed, or went out already. The caller holds
 * the person's lock (membership-queries.ts) and sets the action's state.
 */
export async function queueEmail(
  tx: Tx,
  context: MembershipContext,
  action: Action,
  now: Date,
  options: QueueOptions = {},
): Promise<Queued> {
  const { wording = {}, sendAfter = now } = options;
  const { teamId } = context;
  const earlier = options.unwritten ? undefined : await findEmail(tx, action);
  if (earlier && !['failed', 'cancelled', 'skipped'].includes(earlier.state))
    return {
      ok: false,
      reason: say('email_already', { state: earlier.state as FactsOf['email_already']['state'] }),
    };
  const composed = await composeEmail(tx, context, action, now, options);
  if (!composed.ok) return composed;
  const said = say(wording.body == null ? 'email_rendered' : 'email_written', {});
  const row = {
    ...composed.draft,
    updated_at: now,
    state: 'queued',
    state_reason: said.text,
    explained: said.json,
    state_changed_at: now,
    send_after: sendAfter,
    give_up_at: new Date(sendAfter.getTime() + GIVE_UP_AFTER_MS),
    decided_by: options.decidedBy ?? null,
    decided_because: options.decidedBecause?.text ?? null,
    decided_explained: options.decidedBecause?.json ?? null,
    marketing: true,
  };
  const owners = {
    created_at: now,
    user_id: action.user_id,
    person_id: action.person_id,
    action_id: action.id,
    membership_id: context.membership.id,
    cadence_id: action.cadence_id,
    step_id: action.step_id,
  };
  if (options.batch && !earlier) {
    options.batch.rows.push({ ...row, ...owners, team_id: teamId, message_id: newMessageId(row) });
    return { ok: true, emailId: 0 };
  }
  // Whoever has the action now sends it: it may have been handed over since the attempt before.
  const emailId = earlier
    ? await requeue(tx, earlier, { ...row, user_id: action.user_id })
    : await insertEmail(tx, teamId, row, owners);
  await append({ tx, teamId, now }, 'email_updated', emailId);
  return { ok: true, emailId };
}

function findEmail(tx: Tx, action: Action): Promise<Email | undefined> {
  return tx
    .selectFrom('emails')
    .select(EMAIL_COLUMNS)
    .where('team_id', '=', action.team_id)
    .where('action_id', '=', action.id)
    .forUpdate()
    .executeTakeFirst();
}

type Row = Omit<Insertable<EmailsTable>, 'team_id' | 'message_id' | keyof Owners>;
/** What an e-mail belongs to, fixed when it is made; its user until it leaves. */
type Owners = Pick<
  Insertable<EmailsTable>,
  'created_at' | 'user_id' | 'person_id' | 'action_id' | 'membership_id' | 'cadence_id' | 'step_id'
>;

/** Writes a row of the ledger and the first of its history. @returns its id */
export async function insertEmail(tx: Tx, teamId: number, row: Row, owners: Owners): Promise<number> {
  const { email_id: id } = await withHistory(tx, (db) =>
    db.insertInto('emails').values({
      ...row,
      ...owners,
      team_id: teamId,
      message_id: newMessageId(row),
    }),
  );
  return id;
}

function newMessageId({ from_address: from }: Pick<Row, 'from_address'>): string {
  return `<${randomUUID()}@${from.split('@').at(-1) ?? 'localhost'}>`;
}

/** No server accepted the earlier attempt, so the row and its Message-ID serve again. */
async function requeue(tx: Tx, earlier: Email, row: Row & Pick<Owners, 'user_id'>): Promise<number> {
  await withHistory(tx, (db) =>
    db
      .updateTable('emails')
      .set({
        ...row,
        attempts: 0,
        lease_until: null,
        claimed_by: null,
        claimed_until: null,
        error_message: null,
        smtp_reply: null,
      })
      .where('team_id', '=', earlier.team_id)
      .where('id', '=', earlier.id),
  );
  return earlier.id;
}

type Written = { returning(columns: readonly (keyof Email)[]): unknown };

/** The statement and the history row of what it wrote, in one round trip. */
async function withHistory(
  tx: Tx,
  make: (db: QueryCreator<Schema>) => Written,
): Promise<{ email_id: number }> {
  const written = make(tx).returning([
    'team_id',
    'id',
    'state_changed_at',
    'state',
    'state_reason',
    'explained' as never,
  ]) as Expression<unknown>;
  const { rows } = await sql<{ email_id: number }>`
    WITH written AS (${written})
    INSERT INTO email_history (team_id, email_id, at, state, reason, explained)
    SELECT team_id, id, state_changed_at, state, state_reason, explained FROM written RETURNING email_id`.execute(
    tx,
  );
  return rows[0] as { email_id: number };
}

/** E-mails of this user that were or will be sent in [from, now]; under a lock, so that two workers cannot both take the last one. */
export async function emailsSince(tx: Tx, teamId: number, userId: number, from: Date): Promise<number> {
  await sql`SELECT pg_advisory_xact_lock(hashtextextended('email_daily_limit', ${teamId} * 1000003 + ${userId}))`.execute(
    tx,
  );
  const { count } = await tx
    .selectFrom('emails')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where('team_id', '=', teamId)
    .where('user_id', '=', userId)
    .where('send_after', '>=', from)
    .where('state', 'in', ['queued', 'sending', 'sent', 'uncertain'])
    .executeTakeFirstOrThrow();
  return Number(count);
}
