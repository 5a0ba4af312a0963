import { sql } from 'kysely';
import type { Tx } from '../../db/connect.js';
import type { CommandBy } from '../command.js';
import { AppError, notFound } from '../../kernel/errors.js';
import type { Principal } from '../../kernel/principal.js';
import { receivedSeenBy } from '../visibility.js';
import { lockPerson } from '../memberships/index.js';
import { applyOptOut } from './effect-commands.js';
import { type Effect, noEffect } from './effect.js';

type Who = Pick<Principal, 'teamId' | 'userId' | 'admin'>;

/**
 * The person did ask for no more e-mails: does what a certain wish does, as part of what the message changed, so that
 * undo takes it back. Said again it changes nothing. @throws AppError not_found; conflict when nobody we know wrote it
 */
export async function acceptOptOut(command: CommandBy<Who>, id: number): Promise<void> {
  const { tx, principal: who, now } = command;
  const message = await lockMessage(tx, who, id);
  if (message.person_id === null)
    throw new AppError('conflict', 'The message was written by nobody who is known here');
  const undone = message.undone_at !== null;
  if (message.suggestion_answer === 'accepted' && !undone) return;
  if (message.kind === 'unsubscribe' && !undone) return;
  const effect = undone ? noEffect() : ((message.effect as Effect | null) ?? noEffect());
  await applyOptOut(
    tx,
    who.teamId,
    now,
    {
      personId: message.person_id,
      emailId: message.email_id,
      membershipId: message.membership_id,
      note: message.suggestion_evidence ?? 'A colleague read it in an answer.',
      byUserId: who.userId,
    },
    effect,
  );
  await sql`
    UPDATE received_messages SET effect = ${JSON.stringify(effect)}::jsonb, undone_at = NULL, undone_by_id = NULL, suggestion_answer = 'accepted',
      suggestion_answered_at = ${now}, suggestion_answered_by_id = ${who.userId}, updated_at = ${now}
    WHERE team_id = ${who.teamId} AND id = ${id}`.execute(tx);
}

/** It meant something else. What was accepted is undone, not dismissed. @throws AppError not_found, conflict */
export async function dismissSuggestion(command: CommandBy<Who>, id: number): Promise<void> {
  const { tx, principal: who, now } = command;
  const message = await lockMessage(tx, who, id);
  if (message.suggestion === null) throw new AppError('conflict', 'The message suggests nothing');
  if (message.suggestion_answer === 'accepted')
    throw new AppError('conflict', 'The suggestion was accepted: undo what the message changed');
  if (message.suggestion_answer === 'dismissed') return;
  await sql`
    UPDATE received_messages SET suggestion_answer = 'dismissed', suggestion_answered_at = ${now},
      suggestion_answered_by_id = ${who.userId}, updated_at = ${now}
    WHERE team_id = ${who.teamId} AND id = ${id}`.execute(tx);
}

/** Whether a reply is what was hoped for; null takes it back. @throws AppError not_found, conflict for what is no reply */
export async function markReply(
  command: CommandBy<Who>,
  id: number,
  positive: boolean | null,
): Promise<void> {
  const { tx, principal: who, now } = command;
  const message = await lockMessage(tx, who, id);
  if (message.kind !== 'reply' || message.undone_at !== null)
    throw new AppError('conflict', 'The message is no reply');
  if (message.positive === positive) return;
  await sql`UPDATE received_messages SET positive = ${positive}, updated_at = ${now} WHERE team_id = ${who.teamId} AND id = ${id}`.execute(
    tx,
  );
}

async function lockMessage(tx: Tx, who: Who, id: number) {
  const seen = await tx
    .selectFrom('received_messages')
    .select('person_id')
    .where('team_id', '=', who.teamId)
    .where('id', '=', id)
    // As in the view: what a rep cannot see, a rep cannot answer.
    .where(receivedSeenBy(who, 'received_messages'))
    .executeTakeFirst();
  if (!seen) throw notFound();
  // The person's lock first, as everywhere.
  if (seen.person_id !== null) await lockPerson(tx, who.teamId, seen.person_id);
  return tx
    .selectFrom('received_messages')
    .select(['kind', 'person_id', 'email_id', 'membership_id', 'effect', 'undone_at'])
    .select(['suggestion', 'suggestion_evidence', 'suggestion_answer', 'positive'])
    .where('team_id', '=', who.teamId)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirstOrThrow();
}
