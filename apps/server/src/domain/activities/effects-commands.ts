import { type RawBuilder, sql } from 'kysely';
import { appendingMany, type Cause, teamOf } from '../../events/outbox.js';
import { wireIdColumns } from '../../kernel/message-id.js';
import { recordAccountContacts } from '../accounts/account-rows.js';
import { countActedOn } from '../cadences/cadence-rows.js';
import { countTemplatesSent } from '../emails/template-rows.js';
import { closingCompleted } from '../memberships/action-rows.js';
import { moveOn } from '../memberships/index.js';
import { recordingContacts } from '../people/contact-rows.js';
import type { Effects } from './sent-rules.js';

/**
 * Writes what follows e-mails, calls and steps that were done, of different people, whose locks the caller holds: a
 * statement for each kind of record, however many there are. Rows that many people share come last.
 */
export async function writeEffects(cause: Cause, all: readonly Effects[]): Promise<void> {
  if (all.length === 0) return;
  const { tx, now } = cause;
  const teamId = teamOf(cause);
  await writeRecords(cause, all);
  await recordAccountContacts(
    tx,
    teamId,
    now,
    all.flatMap(({ accountId, person: { id, contact } }) =>
      accountId === undefined || contact === undefined
        ? []
        : [{ accountId, personId: id, contact: contact.type, byUserId: contact.byUserId, at: contact.at }],
    ),
  );
  await moveOn(
    cause,
    all.flatMap(({ membership }) => membership ?? []),
  );
  await countActedOn(
    tx,
    teamId,
    all.flatMap(({ cadenceId }) => cadenceId ?? []),
  );
  await countTemplatesSent(
    tx,
    teamId,
    now,
    all.flatMap(({ templateId }) => templateId ?? []),
  );
}

/** Ledger and history, actions, people and events, in one statement: they are rows of different tables. */
async function writeRecords(cause: Cause, all: readonly Effects[]): Promise<void> {
  const { tx, now } = cause;
  const teamId = teamOf(cause);
  const k = sql`k`;
  const parts = [
    sql`k AS MATERIALIZED (
      SELECT email_id, sent_at, reply, wire_message_id, wire_message_key, reason, explained, action_id, person_id, contact, contacted_at, user_id, emails_sent, calls, step_id, cadence_id
      FROM jsonb_to_recordset(${JSON.stringify(all.map(rowOf))}::jsonb) AS k (email_id bigint, sent_at timestamptz, reply text, wire_message_id text, wire_message_key text, reason text, explained jsonb,
        action_id bigint, person_id bigint, contact text, contacted_at timestamptz, user_id bigint, emails_sent integer, calls integer, step_id bigint, cadence_id bigint))`,
    ...(all.some(({ email }) => email)
      ? [sql`ledger AS (${sending(teamId, now, k)})`, sql`history AS (${noting(teamId, now, k)})`]
      : []),
    ...(all.some(({ action }) => action) ? [sql`closed AS (${closingCompleted(teamId, now, k)})`] : []),
    sql`contacted AS (${recordingContacts(teamId, now, k)})`,
  ];
  const events = all.flatMap((each) => each.events);
  await sql`WITH ${sql.join(parts, sql.raw(', '))} ${appendingMany(cause, events)}`.execute(tx);
}

function rowOf({ email, action, person }: Effects) {
  const said = email?.reason ?? action?.reason;
  return {
    email_id: email?.id ?? null,
    sent_at: email?.at ?? null,
    reply: email?.reply ?? null,
    ...wireIdColumns(email?.wireId ?? null),
    reason: said?.text ?? null,
    explained: said?.record ?? null,
    action_id: action?.id ?? null,
    person_id: person.id,
    contact: person.contact?.type ?? null,
    contacted_at: person.contact?.at ?? null,
    user_id: person.contact?.byUserId ?? null,
    emails_sent: person.count === 'emails_sent' ? 1 : 0,
    calls: person.count === 'calls' ? 1 : 0,
    step_id: person.completed?.stepId ?? null,
    cadence_id: person.completed?.cadenceId ?? null,
  };
}

/** A Message-ID that is known already stays: evidence without one says nothing about it. */
const sending = (teamId: number, now: Date, rows: RawBuilder<unknown>): RawBuilder<unknown> => sql`
      UPDATE emails e SET state = 'sent', state_reason = k.reason, explained = k.explained, state_changed_at = ${now}, updated_at = ${now}, lease_until = NULL, claimed_until = NULL,
        sent_at = k.sent_at, smtp_reply = k.reply, error_message = NULL,
        wire_message_id = coalesce(k.wire_message_id, e.wire_message_id), wire_message_key = coalesce(k.wire_message_key, e.wire_message_key)
      FROM ${rows} k WHERE e.team_id = ${teamId} AND e.id = k.email_id`;

const noting = (teamId: number, now: Date, rows: RawBuilder<unknown>): RawBuilder<unknown> => sql`
      INSERT INTO email_history (team_id, email_id, at, state, reason, explained, smtp_reply)
      SELECT ${teamId}::bigint, email_id, ${now}::timestamptz, 'sent', reason, explained, reply FROM ${rows} k WHERE email_id IS NOT NULL`;
