import { sql } from 'kysely';
import type { Tx } from '../../db/connect.js';
import { append, type Cause, teamOf } from '../../events/outbox.js';
import type { MessageKind } from './types.js';

/** What a person wrote, or a program for them. Reports of servers are no conversation. */
const CONVERSATION: ReadonlySet<MessageKind> = new Set([
  'reply',
  'auto_reply',
  'unsubscribe',
  'meeting',
  'other',
]);
export const inConversation = (kind: MessageKind): boolean => CONVERSATION.has(kind);

interface Work {
  tx: Tx;
  teamId: number;
  now: Date;
}

/** A received message, as far as its thread needs it. */
export interface Threaded {
  id: number;
  kind: MessageKind;
  personId: number;
  /** The e-mail of ours that it answers. */
  emailId: number | null;
  mailboxId: number | null;
  userId: number | null;
  receivedAt: Date;
}

/**
 * Puts a received message into its conversation, which it begins where there is none: unread and open again, whatever
 * somebody made of it before. An automatic answer, and what `quiet` says is old, call nobody back. @returns its id
 */
export async function receiveInThread(work: Work, message: Threaded, quiet = false): Promise<number> {
  const { tx, teamId, now } = work;
  const known = await threadOfEmail(work, message.emailId);
  const calls = !quiet && message.kind !== 'auto_reply';
  const begun = known.thread === null ? await begin(work, message, { ...known, calls }) : undefined;
  const id = begun ?? known.thread ?? (await idOf(work, nameOf(known.root, message.personId)));
  await sql`UPDATE received_messages SET thread_id = ${id} WHERE team_id = ${teamId} AND id = ${message.id}`.execute(
    tx,
  );
  if (begun !== undefined) {
    await append(work, 'thread_created', id);
    return id;
  }
  const newer = sql`last_received_at <= ${message.receivedAt}`;
  await sql`
    UPDATE threads SET updated_at = ${now}, received_count = received_count + 1,
      received_message_id = CASE WHEN ${newer} THEN ${message.id} ELSE received_message_id END,
      kind = CASE WHEN ${newer} THEN ${message.kind} ELSE kind END,
      mailbox_id = CASE WHEN ${newer} THEN coalesce(${message.mailboxId}::bigint, mailbox_id) ELSE mailbox_id END,
      last_received_at = greatest(last_received_at, ${message.receivedAt}),
      last_message_at = greatest(last_message_at, ${message.receivedAt}),
      unread = unread OR ${calls},
      done_at = CASE WHEN ${calls} THEN NULL ELSE done_at END,
      done_by_id = CASE WHEN ${calls} THEN NULL ELSE done_by_id END,
      snoozed_until = CASE WHEN ${calls} THEN NULL ELSE snoozed_until END
    WHERE team_id = ${teamId} AND id = ${id}`.execute(tx);
  await append(work, 'thread_updated', id);
  return id;
}

/** Somebody of ours wrote in the conversation that the message `inReplyTo` stands in; nothing where there is none. */
export async function answerInThread(
  { tx, teamId, now }: Work,
  inReplyTo: string | null,
  at: Date,
): Promise<void> {
  if (inReplyTo === null) return;
  const { rows } = await sql<{ id: number }>`
    UPDATE threads SET updated_at = ${now}, last_answered_at = greatest(last_answered_at, ${at}), last_message_at = greatest(last_message_at, ${at}),
      unread = unread AND last_received_at > ${at}
    WHERE team_id = ${teamId} AND id = (SELECT m.thread_id FROM received_messages m
      WHERE m.team_id = ${teamId} AND m.message_id = ${inReplyTo} AND m.thread_id IS NOT NULL ORDER BY m.id LIMIT 1)
    RETURNING id`.execute(tx);
  if (rows[0]) await append({ tx, teamId, now }, 'thread_updated', rows[0].id);
}

/** A message is another kind now. */
export async function rekindInThread(work: Work, messageId: number, kind: MessageKind): Promise<void> {
  const { tx, teamId, now } = work;
  const { rows } = await sql<{ id: number }>`
    UPDATE threads SET updated_at = ${now}, kind = ${kind} WHERE team_id = ${teamId} AND received_message_id = ${messageId} AND kind <> ${kind}
      AND id = (SELECT m.thread_id FROM received_messages m WHERE m.team_id = ${teamId} AND m.id = ${messageId})
    RETURNING id`.execute(tx);
  if (rows[0]) await append(work, 'thread_updated', rows[0].id);
}

/** What a conversation hangs on: the first of our e-mails in it; what is not about any is one conversation of its person. */
const nameOf = (root: number | null, personId: number): string =>
  root === null ? `person ${personId}` : `email ${root}`;

interface Known {
  root: number | null;
  /** The thread that the e-mail answers in. */
  thread: number | null;
}

async function threadOfEmail({ tx, teamId }: Work, emailId: number | null): Promise<Known> {
  if (emailId === null) return { root: null, thread: null };
  const { rows } = await sql<Known>`
    SELECT coalesce(e.thread_root_email_id, e.id) AS root, CASE WHEN e.one_off THEN (SELECT m.thread_id FROM received_messages m
      WHERE m.team_id = e.team_id AND m.message_id = e.in_reply_to AND m.thread_id IS NOT NULL ORDER BY m.id LIMIT 1) END AS thread
    FROM emails e WHERE e.team_id = ${teamId} AND e.id = ${emailId}`.execute(tx);
  return rows[0] ?? { root: null, thread: null };
}

/** @returns its id; undefined: it was there */
async function begin(
  { tx, teamId, now }: Work,
  { id, kind, personId, mailboxId, userId, receivedAt }: Threaded,
  known: Known & { calls: boolean },
): Promise<number | undefined> {
  const { rows } = await sql<{ id: number }>`
    INSERT INTO threads (team_id, created_at, updated_at, root, person_id, email_id, received_message_id, kind, mailbox_id, user_id,
      last_received_at, last_message_at, unread, assigned_user_id)
    VALUES (${teamId}, ${now}, ${now}, ${nameOf(known.root, personId)}, ${personId}, ${known.root}, ${id}, ${kind}, ${mailboxId},
      coalesce(${userId}::bigint, (SELECT m.user_id FROM mailboxes m WHERE m.team_id = ${teamId} AND m.id = ${mailboxId})),
      ${receivedAt}, ${receivedAt}, ${known.calls},
      -- Whoever left reads nothing: it is for who has the person now.
      (SELECT o.id FROM people p JOIN users o ON o.team_id = p.team_id AND o.id = p.owner_id AND o.active
        WHERE p.team_id = ${teamId} AND p.id = ${personId} AND EXISTS (SELECT FROM users u WHERE u.team_id = ${teamId} AND NOT u.active
          AND u.id = coalesce(${userId}::bigint, (SELECT m.user_id FROM mailboxes m WHERE m.team_id = ${teamId} AND m.id = ${mailboxId})))))
    ON CONFLICT (team_id, root) DO NOTHING RETURNING id`.execute(tx);
  return rows[0]?.id;
}

async function idOf({ tx, teamId }: Work, root: string): Promise<number> {
  const row = await tx
    .selectFrom('threads')
    .select('id')
    .where('team_id', '=', teamId)
    .where('root', '=', root)
    .executeTakeFirstOrThrow();
  return row.id;
}

/** Conversations of one user, his own and those given to him, are given to another; what was given away meanwhile stays so. */
export async function giveThreads(
  cause: Cause,
  { from, to }: { readonly from: number; readonly to: number },
  ids: readonly number[],
): Promise<void> {
  const theirs = sql`team_id = ${teamOf(cause)} AND id = ANY(${ids}::bigint[])
    AND (assigned_user_id = ${from} OR user_id = ${from} AND assigned_user_id IS NULL)`;
  await sql`SELECT id FROM threads WHERE ${theirs} ORDER BY id FOR UPDATE`.execute(cause.tx);
  const { rows } = await sql<{ id: number }>`
    UPDATE threads SET assigned_user_id = ${to}, updated_at = ${cause.now} WHERE ${theirs} RETURNING id`.execute(
    cause.tx,
  );
  await append(
    cause,
    'thread_updated',
    rows.map(({ id }) => id),
  );
}
