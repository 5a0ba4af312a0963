import { type Body, type Contract, contract } from '@cadenza/contract';
import { sql } from 'kysely';
import type { Db, Tx } from '../../db/connect.js';
import { plain, ref, sort, time, type View, view } from '../../db/view.js';
import { append } from '../../events/outbox.js';
import { invalid, notFound } from '../../kernel/errors.js';
import type { Command } from '../command.js';
import { findKeptCaller } from '../identity/index.js';
import { aboutPerson, seesOwned, threadSeen, threadSeenBy } from '../visibility.js';

type Spec = Contract['resources']['threads'];

/** How long a conversation may be put off: a year. */
const FURTHEST_MS = 366 * 86_400_000;

const newest = (column: string): string =>
  `(SELECT ${column} FROM received_messages m WHERE m.team_id = r.team_id AND m.id = r.received_message_id)`;

/** What somebody wrote only for tokens with email_contents:read. */
const columnsOf = (contents: boolean): string =>
  [
    plain('id'),
    time('created_at'),
    time('updated_at'),
    time('last_message_at'),
    time('last_received_at'),
    time('last_answered_at'),
    plain('kind', 'unread'),
    '(r.done_at IS NOT NULL) AS done',
    time('done_at'),
    time('snoozed_until'),
    plain('received_count'),
    ...(contents
      ? [`${newest('m.subject')} AS subject`, `${newest('left(m.body_text, 300)')} AS snippet`]
      : []),
    ref('person_id', '/v2/people/', 'person'),
    ref('email_id', '/v2/activities/emails/', 'email'),
    ref('received_message_id', '/v2/received_messages/', 'received_message'),
    ref('mailbox_id', '/v2/mailboxes/', 'mailbox'),
    ref('user_id', '/v2/users/', 'user'),
    ref('assigned_user_id', '/v2/users/', 'assigned_user'),
    ref('done_by_id', '/v2/users/', 'done_by'),
  ].join(', ');

const threadsView: View = view(contract.resources.threads, {
  table: 'threads',
  sight: aboutPerson('r.person_id'),
  columns: columnsOf(true),
  columnsWithoutContents: columnsOf(false),
  visible: threadSeen('r'),
  filters: {
    ids: 'r.id',
    kind: 'r.kind',
    person_id: 'r.person_id',
    mailbox_id: 'r.mailbox_id',
    user_id: 'r.user_id',
    assigned_user_id: 'r.assigned_user_id',
    unread: { words: { true: 'r.unread', false: 'NOT r.unread' } },
    done: { words: { true: 'r.done_at IS NOT NULL', false: 'r.done_at IS NULL' } },
    snoozed: {
      words: {
        true: 'r.snoozed_until IS NOT NULL AND r.snoozed_until > :now',
        false: '(r.snoozed_until IS NULL OR r.snoozed_until <= :now)',
      },
    },
    last_message_at: 'r.last_message_at',
  },
  sorts: {
    created_at: sort('r.created_at'),
    updated_at: sort('r.updated_at'),
    last_message_at: sort('r.last_message_at'),
  },
});

/**
 * What somebody makes of a conversation: read or not, done or not, put off, given to a colleague. Who is done puts nothing off.
 * @throws AppError not_found, invalid
 */
async function updateThread(command: Command, id: number, body: Body<Spec['update']>): Promise<void> {
  const { tx, principal, now } = command;
  const { teamId, userId } = principal;
  const thread = await tx
    .selectFrom('threads')
    .select(['person_id', 'done_at'])
    .where('team_id', '=', teamId)
    .where('id', '=', id)
    .where(threadSeenBy(principal, 'threads'))
    .forUpdate()
    .executeTakeFirst();
  if (!thread) throw notFound();
  const { assigned_user_id: assigned, snoozed_until: until, done } = body;
  if (assigned != null) await requireReader(tx, teamId, assigned, thread.person_id);
  const snoozed = until == null ? until : momentOf(until, now);
  if (done === true && snoozed != null) throw invalid('snoozed_until', 'cannot be set on what is done');
  const finishes = done === true && thread.done_at === null;
  await tx
    .updateTable('threads')
    .set({
      updated_at: now,
      ...(body.unread != null && { unread: body.unread }),
      ...(assigned !== undefined && { assigned_user_id: assigned }),
      ...(snoozed !== undefined && { snoozed_until: snoozed }),
      // Put off is not done, and done is not put off.
      ...(snoozed != null && { done_at: null, done_by_id: null }),
      ...(finishes && { done_at: now, done_by_id: userId, snoozed_until: null }),
      ...(done === false && { done_at: null, done_by_id: null }),
    })
    .where('team_id', '=', teamId)
    .where('id', '=', id)
    .execute();
  await append(command, 'thread_updated', id);
}

function momentOf(text: string, now: Date): Date {
  const at = new Date(text);
  if (at <= now) throw invalid('snoozed_until', 'must be in the future');
  if (at.getTime() - now.getTime() > FURTHEST_MS) throw invalid('snoozed_until', 'is more than a year ahead');
  return at;
}

/** A conversation is given to who may read it. @throws AppError invalid */
async function requireReader(tx: Tx, teamId: number, userId: number, personId: number): Promise<void> {
  // As what they are now, whatever their role gives.
  const reader = await findKeptCaller(tx, { teamId, userId, granted: null, admin: true });
  if (!reader) throw invalid('assigned_user_id', 'could not be found');
  const person = await tx
    .selectFrom('people')
    .select('owner_id')
    .where('team_id', '=', teamId)
    .where('id', '=', personId)
    .executeTakeFirstOrThrow();
  if (!(await seesOwned(tx, reader, person.owner_id)))
    throw invalid('assigned_user_id', 'does not see the person');
}

/** Messages of a conversation that are shown at once. */
const SHOWN = 100;

/**
 * The newest messages of a conversation, oldest first: what came in, once however many mailboxes got it, and what left for it. As JSON for the wire; words only with `contents`. Whoever sees the conversation reads all of it.
 */
export async function threadMessages(
  db: Db,
  teamId: number,
  id: number,
  { timeZone, contents }: { timeZone: string; contents: boolean },
): Promise<string> {
  const words = contents
    ? sql`'subject', k.subject, 'body_text', k.body_text, 'body_html', k.body_html,`
    : sql``;
  const { rows } = await sql<{ j: string }>`
    WITH t AS (SELECT t.id, t.person_id, t.email_id FROM threads t WHERE t.team_id = ${teamId} AND t.id = ${id}),
    m AS (SELECT m.id, m.received_at AS at, m.kind, m.from_address, m.from_name, m.to_addresses, m.subject, m.body_text, m.body_html, m.user_id, m.message_id
      FROM received_messages m JOIN t ON m.thread_id = t.id WHERE m.team_id = ${teamId} AND m.effect IS NOT NULL ORDER BY m.received_at DESC, m.id DESC LIMIT ${SHOWN}),
    e AS (SELECT e.id, e.sent_at AS at, e.from_address, e.from_name, e.to_address, e.subject, e.body_text, e.user_id
      FROM emails e JOIN t ON e.person_id = t.person_id WHERE e.team_id = ${teamId} AND e.state = 'sent' AND e.sent_at IS NOT NULL
        AND (coalesce(e.thread_root_email_id, e.id) = t.email_id OR e.in_reply_to IN (SELECT m.message_id FROM m WHERE m.message_id IS NOT NULL))
      ORDER BY e.sent_at DESC, e.id DESC LIMIT ${SHOWN}),
    k AS (SELECT 'received_message' AS type, id, at, kind, from_address, from_name, to_addresses, subject, body_text, body_html, user_id FROM m
      UNION ALL SELECT 'email', id, at, NULL, from_address, from_name, ARRAY[to_address], subject, body_text, NULL, user_id FROM e
      ORDER BY at DESC, type, id DESC LIMIT ${SHOWN})
    SELECT coalesce(json_agg(json_build_object('type', k.type, 'id', k.id, 'at', wire_time(k.at, ${timeZone}), 'kind', k.kind,
      'from_address', k.from_address, 'from_name', k.from_name, 'to_addresses', k.to_addresses, ${words} 'user_id', k.user_id)
      ORDER BY k.at, k.type DESC, k.id), '[]')::text AS j FROM k`.execute(db);
  return rows[0]?.j ?? '[]';
}

/** The threads resource. */
export const threads = { view: threadsView, update: updateThread };
