import { shortLine } from '@cadenza/contract';
import { sql } from 'kysely';
import type { Tx } from '../../db/connect.js';
import { tellUser } from '../feed/notice-rows.js';
import { answerMeeting, type MeetingEffect } from '../meetings/index.js';
import { applyEffect } from './effect-commands.js';
import type { Effect } from './effect.js';
import { followMerge } from './follow-merge.js';
import { logSentByHand } from './sent-by-hand-commands.js';
import { answerInThread, inConversation, receiveInThread } from './thread-rows.js';
import type { Match, Received } from './types.js';

/** Kept of a text: what a person wrote, not what they quoted. */
const TEXT_KEPT = 50_000;

/**
 * Records a message and does what follows from it, in the caller's transaction. A message this mailbox has shown
 * before (after a change of UIDVALIDITY, or when two workers meet) changes nothing; one that another mailbox of the
 * team has shown is recorded without effect. @returns its id; undefined when it was known
 */
export async function recordReceived(
  tx: Tx,
  teamId: number,
  now: Date,
  message: Received,
  found: Match | undefined,
): Promise<number | undefined> {
  const match = found && (await followMerge(tx, teamId, found));
  const duplicate = await findDuplicate(tx, teamId, message);
  if (duplicate !== undefined && duplicate.mailbox_id === message.mailboxId) return undefined;
  const classification = match?.copy && message.classification.kind !== 'own' ? asCopy(message) : message;
  const id = await insert(tx, teamId, now, classification, match);
  if (id === undefined || match === undefined) return id;
  if (duplicate !== undefined) {
    await note(
      tx,
      teamId,
      id,
      `Another mailbox of the team got it too (message ${duplicate.id}): counted there.`,
    );
    await sql`UPDATE received_messages SET thread_id = ${duplicate.thread_id} WHERE team_id = ${teamId} AND id = ${id}`.execute(
      tx,
    );
    return id;
  }
  const effect = await applyEffect({ tx, teamId, now }, classification, match);
  const meeting = await answered({ tx, teamId, now }, classification, match);
  if (meeting) effect.meeting = meeting;
  if (classification.classification.kind === 'own' && match.emailId === null)
    await logByHand({ tx, teamId, now }, classification, { id, personId: match.personId }, effect);
  await sql`UPDATE received_messages SET effect = ${JSON.stringify(effect)}::jsonb WHERE team_id = ${teamId} AND id = ${id}`.execute(
    tx,
  );
  await inThread({ tx, teamId, now }, id, classification, match, effect.meeting !== undefined);
  return id;
}

/** An answer to an invitation of ours. */
async function answered(
  work: { tx: Tx; teamId: number; now: Date },
  { calendar, from, role, receivedAt }: Received,
  { copy, personId }: Match,
): Promise<MeetingEffect | undefined> {
  if (calendar === null || from === null || copy || role === 'sent') return undefined;
  return answerMeeting(work, calendar, { from: from.address, personId, receivedAt });
}

/** What a person wrote to somebody. */
const TOLD: ReadonlySet<string> = new Set(['reply', 'unsubscribe', 'meeting']);

/** Whoever looks after the conversation is told of it. */
async function tellReader(
  work: { tx: Tx; teamId: number; now: Date },
  threadId: number,
  { id, personId }: { id: number; personId: number },
): Promise<void> {
  const thread = await work.tx
    .selectFrom('threads')
    .select(['user_id', 'assigned_user_id'])
    .where('team_id', '=', work.teamId)
    .where('id', '=', threadId)
    .executeTakeFirstOrThrow();
  const userId = thread.assigned_user_id ?? thread.user_id;
  if (userId === null) return;
  const about = { resource: 'threads', resourceId: threadId, personId } as const;
  await tellUser(work, { userId, kind: 'reply', ...about, key: `message ${id}` });
}

/** Its place in a conversation: of what a person wrote, and of what a rep wrote in their own mail program. */
async function inThread(
  work: { tx: Tx; teamId: number; now: Date },
  id: number,
  { classification: { kind }, role, inReplyTo, mailboxId, receivedAt }: Received,
  match: Match,
  answersInvitation: boolean,
): Promise<void> {
  const { personId, emailId, userId } = match;
  if (inConversation(kind)) {
    const message = { id, kind, personId, emailId, mailboxId, userId, receivedAt };
    const thread = await receiveInThread(work, message);
    if (TOLD.has(kind) || answersInvitation) await tellReader(work, thread, { id, personId });
  } else if (kind === 'own' && role === 'sent' && !match.copy)
    await answerInThread(work, inReplyTo, receivedAt);
}

/** The message has the Message-ID of one of ours: whoever passed it on, it is no answer. */
function asCopy(message: Received): Received {
  const { classification } = message;
  return {
    ...message,
    classification: { ...classification, kind: 'own', severity: null, returnsOn: null, confidence: 0.99 },
  };
}

async function logByHand(
  work: { tx: Tx; teamId: number; now: Date },
  message: Received,
  { id, personId }: { id: number; personId: number },
  effect: Effect,
): Promise<void> {
  const { tx, teamId } = work;
  if (message.role !== 'sent' || message.mailboxId === null) return;
  const box = await tx
    .selectFrom('mailboxes')
    .select('user_id')
    .where('team_id', '=', teamId)
    .where('id', '=', message.mailboxId)
    .executeTakeFirst();
  if (!box) return;
  const logged = await logSentByHand({ ...work, userId: box.user_id }, personId, message);
  if (logged === undefined) return;
  effect.logged_email_id = logged;
  await sql`UPDATE received_messages SET email_id = ${logged} WHERE team_id = ${teamId} AND id = ${id}`.execute(
    tx,
  );
}

async function findDuplicate(
  tx: Tx,
  teamId: number,
  message: Received,
): Promise<{ id: number; mailbox_id: number | null; thread_id: number | null } | undefined> {
  if (message.messageId === null) return undefined;
  const rows = await tx
    .selectFrom('received_messages')
    .select(['id', 'mailbox_id', 'thread_id'])
    .where('team_id', '=', teamId)
    .where('message_id', '=', message.messageId)
    .orderBy('id')
    .execute();
  return rows.find((row) => row.mailbox_id === message.mailboxId) ?? rows[0];
}

async function insert(
  tx: Tx,
  teamId: number,
  now: Date,
  message: Received,
  match: Match | undefined,
): Promise<number | undefined> {
  const { classification } = message;
  const row = await tx
    .insertInto('received_messages')
    .values({
      team_id: teamId,
      created_at: now,
      updated_at: now,
      received_at: message.receivedAt,
      mailbox_id: message.mailboxId,
      folder: message.folder,
      uid_validity: message.uidValidity,
      uid: message.uid,
      message_id: message.messageId,
      in_reply_to: message.inReplyTo,
      references: message.references,
      from_address: message.from?.address ?? null,
      from_name: shortLine(message.from?.name ?? '', 500) || null,
      to_addresses: message.to,
      subject: shortLine(message.subject, 2000),
      // A program's report is long and says nothing that the evidence does not.
      body_text: classification.kind === 'own' ? '' : storable(message.text, TEXT_KEPT),
      body_html: inConversation(classification.kind) ? message.html : null,
      kind: classification.kind,
      severity: classification.severity,
      status_code: classification.statusCode,
      confidence: classification.confidence,
      evidence: [
        ...classification.evidence,
        ...(match ? [match.evidence] : ['It matches no person and no e-mail of ours.']),
      ].map((line) => storable(line, 1000)),
      returns_on: classification.returnsOn,
      // Nobody can be opted out who is not known.
      suggestion: match && !match.copy ? (classification.suggestion ?? null) : null,
      suggestion_evidence:
        match && classification.suggestion ? storable(classification.evidence.at(-1) ?? '', 1000) : null,
      unreadable: message.unreadable === null ? null : storable(message.unreadable, 1000),
      email_id: match?.emailId ?? null,
      matched_by: match?.by ?? null,
      person_id: match?.personId ?? null,
      membership_id: match?.membershipId ?? null,
      user_id: match?.userId ?? null,
    })
    // Another worker was faster.
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .executeTakeFirst();
  return row?.id;
}

async function note(tx: Tx, teamId: number, id: number, line: string): Promise<void> {
  await sql`UPDATE received_messages SET evidence = evidence || ${line}::text WHERE team_id = ${teamId} AND id = ${id}`.execute(
    tx,
  );
}

/** PostgreSQL holds no NUL and no half of a surrogate pair. */
function storable(text: string, limit: number): string {
  return text.slice(0, limit).replaceAll('\0', '').toWellFormed();
}
