import { type Body, type Contract, shortLine } from '@cadenza/contract';
import { sql } from 'kysely';
import type { CommandBy } from '../command.js';
import { AppError, invalid, notFound } from '../../kernel/errors.js';
import type { Principal } from '../../kernel/principal.js';
import { lockAccountOf, lockPerson } from '../memberships/index.js';
import { receivedSeenBy } from '../visibility.js';
import { applyEffect } from './effect-commands.js';
import { changesSomething, type Effect } from './effect.js';
import { rekindInThread } from './thread-rows.js';
import { BLANK_MAIL, type Match, type MatchedBy, type MessageKind, type Received } from './types.js';
import { undoEffect, type UndoResult } from './undo-commands.js';

type Who = CommandBy<Pick<Principal, 'teamId' | 'userId' | 'admin'>>;
type Said = Body<Contract['operations']['received_message_reclassify']>;
type Row = Awaited<ReturnType<typeof lockMessage>>;

/**
 * Somebody says what a message is: what followed from it is taken back, and what follows from its kind is done, as if it had been
 * taken for that. Said again it changes nothing. @throws AppError not_found, conflict, invalid
 */
export async function reclassify(command: Who, id: number, said: Said): Promise<UndoResult> {
  const { tx, principal: who, now } = command;
  const { teamId, userId } = who;
  const { returns_on: back = null, kind } = said;
  if (back !== null && kind !== 'auto_reply') throw invalid('returns_on', 'goes with auto_reply');
  const row = await lockMessage(command, id, kind);
  const known = row.undone_at === null && row.kind === kind && row.returns_on === back;
  if (known) return { restored: [], left: [] };
  const before = row.effect as Effect;
  const live = row.undone_at === null && changesSomething(before);
  const result = live ? await undoEffect(command, { ...row, id }, before) : { restored: [], left: [] };
  const evidence = `A colleague (user ${userId}) said that it is: ${kind}.`;
  const effect = await applyEffect(
    { tx, teamId, now, byUserId: userId },
    asReceived(row, { kind, back, evidence }),
    matchOf(row),
  );
  const kept = {
    ...effect,
    settled_email_id: effect.settled_email_id ?? before.settled_email_id,
    logged_email_id: before.logged_email_id,
  };
  await sql`
    UPDATE received_messages SET kind = ${kind}, judged_kind = coalesce(judged_kind, kind), confidence = 1, severity = NULL, status_code = NULL,
      returns_on = ${back}::date, evidence = (evidence || ${evidence}::text)[greatest(cardinality(evidence) - 38, 1):], effect = ${JSON.stringify(kept)}::jsonb,
      undone_at = NULL, undone_by_id = NULL, suggestion = NULL, suggestion_answer = NULL, suggestion_answered_at = NULL,
      suggestion_answered_by_id = NULL, reclassified_at = ${now}, reclassified_by_id = ${userId}, updated_at = ${now}
    WHERE team_id = ${teamId} AND id = ${id}`.execute(tx);
  await rekindInThread({ tx, teamId, now }, id, kind);
  return result;
}

/** @throws AppError not_found; conflict for what nobody outside wrote to us, or was dealt with elsewhere */
async function lockMessage({ tx, principal: who }: Who, id: number, kind: MessageKind) {
  const { teamId } = who;
  const seen = await tx
    .selectFrom('received_messages')
    .select('person_id')
    .where('team_id', '=', teamId)
    .where('id', '=', id)
    // As in the view: what a rep cannot see, a rep cannot judge.
    .where(receivedSeenBy(who, 'received_messages'))
    .executeTakeFirst();
  if (!seen) throw notFound();
  if (seen.person_id === null)
    throw new AppError('conflict', 'The message was written by nobody who is known here');
  // In the order of whoever receives: account, person, message.
  if (kind === 'reply') await lockAccountOf(tx, teamId, seen.person_id);
  await lockPerson(tx, teamId, seen.person_id);
  const row = await tx
    .selectFrom('received_messages')
    .select(['kind', 'person_id', 'email_id', 'membership_id', 'user_id', 'mailbox_id', 'matched_by'])
    .select(['effect', 'undone_at', 'received_at', 'returns_on', 'message_id', 'subject', 'unreadable'])
    .where('team_id', '=', teamId)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirstOrThrow();
  if (row.kind === 'own') throw new AppError('conflict', 'The message was written by the team itself');
  if (row.effect === null)
    throw new AppError(
      'conflict',
      'Another mailbox of the team got the same message, or it could not be read: nothing followed from this one',
    );
  return { ...row, person_id: seen.person_id };
}

function asReceived(row: Row, said: { kind: MessageKind; back: string | null; evidence: string }): Received {
  return {
    ...BLANK_MAIL,
    mailboxId: row.mailbox_id,
    folder: null,
    role: 'inbox',
    uidValidity: null,
    uid: null,
    receivedAt: row.received_at,
    unreadable: null,
    messageId: row.message_id,
    subject: shortLine(row.subject, 2000),
    classification: {
      ...BLANK_MAIL.classification,
      kind: said.kind,
      confidence: 1,
      evidence: [said.evidence],
      returnsOn: said.back,
    },
  };
}

function matchOf(row: Row): Match {
  return {
    personId: row.person_id,
    emailId: row.email_id,
    membershipId: row.membership_id,
    userId: row.user_id,
    by: (row.matched_by ?? 'sender') as MatchedBy,
    evidence: '',
    copy: false,
  };
}
