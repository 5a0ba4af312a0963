import { type Said, say } from '../said.js';
import { sql } from 'kysely';
import { ACTION_COLUMNS, EMAIL_COLUMNS, type EmailRow } from '../../db/columns.js';
import type { Tx } from '../../db/connect.js';
import { append } from '../../events/outbox.js';
import { notFound } from '../../kernel/errors.js';
import { openForPerson } from '../memberships/action-rows.js';
import {
  type Action,
  lockPerson,
  lockMembership,
  OPEN_ACTIONS,
  type Person,
  type MembershipContext,
  readProgress,
} from '../memberships/index.js';
import { answerInThread } from '../receiving/thread-rows.js';
import { writeEffects } from './effects-commands.js';
import { effectsOfSent } from './sent-rules.js';

export type Email = EmailRow;

/** A ledger row with everything locked that its settlement touches: person, membership, action, e-mail, in this order. */
export interface LockedEmail {
  email: Email;
  person: Pick<Person, 'id' | 'account_id'>;
  context: MembershipContext | undefined;
  /** The action while it is open; undefined once it was cancelled or completed. */
  action: Action | undefined;
}

/** What never changes in a ledger row and says what to lock. */
export type EmailKey = Pick<Email, 'team_id' | 'id' | 'membership_id' | 'person_id' | 'action_id'>;

/** The key of an e-mail; undefined when there is no such row. */
export async function findEmailKey(tx: Tx, teamId: number, emailId: number): Promise<EmailKey | undefined> {
  return tx
    .selectFrom('emails')
    .select(['team_id', 'id', 'membership_id', 'person_id', 'action_id'])
    .where('team_id', '=', teamId)
    .where('id', '=', emailId)
    .executeTakeFirst();
}

/** Locks a ledger row and all that its settlement touches. */
export async function lockEmail(tx: Tx, key: EmailKey): Promise<LockedEmail> {
  const { team_id: teamId } = key;
  const context =
    key.membership_id === null ? undefined : await lockMembership(tx, teamId, key.membership_id);
  const person = context?.person ?? (await lockPerson(tx, teamId, key.person_id));
  if (!person) throw notFound(`person ${key.person_id}`);
  const action =
    key.action_id === null
      ? undefined
      : await tx
          .selectFrom('actions')
          .select(ACTION_COLUMNS)
          .where('team_id', '=', teamId)
          .where('id', '=', key.action_id)
          .where('status', 'in', OPEN_ACTIONS)
          .forUpdate()
          .executeTakeFirst();
  const email = await tx
    .selectFrom('emails')
    .select(EMAIL_COLUMNS)
    .where('team_id', '=', teamId)
    .where('id', '=', key.id)
    .forUpdate()
    .executeTakeFirstOrThrow();
  return { email, person, context, action };
}

/** Records that the e-mail left: ledger, counters, its action done, the next one planned. */
export async function markEmailSent(
  tx: Tx,
  { email, person, context, action }: LockedEmail,
  now: Date,
  evidence: { reply: string | null; reason: Said; byUserId: number | null; wireId?: string | null },
): Promise<void> {
  const { team_id: teamId } = email;
  const { byUserId } = evidence;
  const done = context && action && { context, action };
  const [progress] = done ? await readProgress(tx, teamId, [done]) : [];
  const work = done && progress && { ...done, progress };
  const effects = effectsOfSent({ email, person, context, work, evidence, byUserId }, now);
  await writeEffects({ tx, teamId, now, userId: byUserId }, [effects]);
  // E-mails of cadences cost nothing more: they are in no inbox.
  if (email.action_id === null) await answerInThread({ tx, teamId, now }, email.in_reply_to, now);
}

/** Records that the e-mail did not leave (failed) or may have (uncertain): its action waits, visibly, for a person. */
export async function holdEmail(
  tx: Tx,
  { email, action }: LockedEmail,
  now: Date,
  { state, reason, reply }: { state: 'failed' | 'uncertain'; reason: Said; reply: string | null },
): Promise<void> {
  await setEmailState(tx, email, now, { state, reason, smtp_reply: reply, error_message: reason.text });
  if (action) await openForPerson(tx, action, now, reason);
}

/**
 * Nobody knows whether it left. As the team's policy says it waits for evidence or a person, or is taken as delivered
 * or as lost; whichever, it is never handed over again by itself, and evidence that comes later still corrects it.
 */
export async function settleUnknown(tx: Tx, locked: LockedEmail, now: Date, what: Said): Promise<void> {
  const { uncertain_policy: policy } = await tx
    .selectFrom('teams')
    .select('uncertain_policy')
    .where('id', '=', locked.email.team_id)
    .executeTakeFirstOrThrow();
  if (policy === 'hold')
    return holdEmail(tx, locked, now, {
      state: 'uncertain',
      reason: what.and(say('uncertain_policy', { policy })),
      reply: null,
    });
  // The doubt itself stands in the history, whatever the policy makes of it.
  await setEmailState(tx, locked.email, now, { state: 'uncertain', reason: what });
  if (policy === 'assume_failed')
    return holdEmail(tx, locked, now, {
      state: 'failed',
      reason: what.and(say('uncertain_policy', { policy })),
      reply: null,
    });
  return markEmailSent(tx, locked, now, {
    reply: null,
    reason: what.and(say('uncertain_policy', { policy: 'assume_sent' })),
    byUserId: null,
  });
}

/** What an e-mail becomes, why, and what changes with it. */
interface LedgerStep {
  state: string;
  reason: Said;
  send_after?: Date;
  attempts?: number;
  give_up_at?: Date;
  smtp_reply?: string | null;
  error_message?: string | null;
}

/** One step of the ledger: state, when, why, a row of its history, and the event of it. The lease ends with every change. */
export async function setEmailState(
  tx: Tx,
  email: Email,
  now: Date,
  { state, reason, ...fields }: LedgerStep,
): Promise<void> {
  await tx
    .with('changed', (db) =>
      db
        .updateTable('emails')
        .set({
          ...fields,
          state,
          state_reason: reason.text,
          explained: reason.json,
          state_changed_at: now,
          updated_at: now,
          lease_until: null,
          claimed_until: null,
          // Whoever has it in hand has lost it; a late answer may still settle what is in doubt.
          ...(state === 'queued' ? { claimed_by: null } : {}),
        })
        .where('team_id', '=', email.team_id)
        .where('id', '=', email.id)
        .returning(['team_id', 'id']),
    )
    .insertInto('email_history')
    .columns(['team_id', 'email_id', 'at', 'state', 'reason', 'explained', 'smtp_reply'])
    .expression((eb) =>
      eb
        .selectFrom('changed')
        .select([
          'team_id',
          'id',
          sql<Date>`${now}::timestamptz`.as('at'),
          sql<string>`${state}::text`.as('state'),
          sql<string>`${reason.text}::text`.as('reason'),
          sql<string>`${reason.json}::jsonb`.as('explained'),
          sql<string | null>`${fields.smtp_reply ?? null}::text`.as('smtp_reply'),
        ]),
    )
    .execute();
  await append({ tx, teamId: email.team_id, now }, 'email_updated', email.id);
}
