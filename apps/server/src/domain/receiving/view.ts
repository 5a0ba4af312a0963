import { contract } from '@cadenza/contract';
import type { Db } from '../../db/connect.js';
import { plain, ref, sort, time, type View, view } from '../../db/view.js';
import { notFound } from '../../kernel/errors.js';
import { aboutPersonOrNobody, receivedSeen } from '../visibility.js';

const CHANGED =
  `coalesce(jsonb_array_length(r.effect->'exits') > 0 OR jsonb_array_length(r.effect->'pauses') > 0 ` +
  `OR jsonb_array_length(r.effect->'suppressions') > 0 OR jsonb_array_length(r.effect->'upgraded') > 0 OR jsonb_typeof(r.effect->'counted') = 'object', false)`;

/** What somebody wrote, and what is quoted of it as evidence, only for tokens with email_contents:read. */
const columnsOf = (contents: boolean): string =>
  [
    plain('id'),
    time('created_at'),
    time('updated_at'),
    time('received_at'),
    plain('kind', 'severity', 'status_code'),
    'round(r.confidence::numeric, 2) AS confidence',
    ...(contents ? [plain('evidence', 'subject', 'body_text')] : []),
    plain(
      'returns_on',
      'unreadable',
      'matched_by',
      'message_id',
      'in_reply_to',
      'from_address',
      'from_name',
      'to_addresses',
      'folder',
    ),
    `(r.undone_at IS NULL AND ${CHANGED}) AS undoable`,
    time('undone_at'),
    `CASE WHEN r.suggestion IS NOT NULL THEN json_build_object('value', r.suggestion${contents ? ", 'evidence', r.suggestion_evidence" : ''}) END AS suggestion`,
    plain('suggestion_answer'),
    time('suggestion_answered_at'),
    plain('judged_kind'),
    time('reclassified_at'),
    "CASE WHEN r.kind = 'reply' THEN r.positive END AS positive",
    ref('mailbox_id', '/v2/mailboxes/', 'mailbox'),
    ref('email_id', '/v2/activities/emails/', 'email'),
    ref('person_id', '/v2/people/', 'person'),
    ref('membership_id', '/v2/cadence_memberships/', 'cadence_membership'),
    ref('user_id', '/v2/users/', 'user'),
    ref('undone_by_id', '/v2/users/', 'undone_by'),
    ref('suggestion_answered_by_id', '/v2/users/', 'suggestion_answered_by'),
    ref('thread_id', '/v2/threads/', 'thread'),
    ref('reclassified_by_id', '/v2/users/', 'reclassified_by'),
  ].join(', ');

/** The one wire shape of a received message. Reps see their own and what concerns nobody's e-mail in particular; admins all. */
export const receivedMessagesView: View = view(contract.resources.received_messages, {
  table: 'received_messages',
  sight: aboutPersonOrNobody('r.person_id'),
  columns: columnsOf(true),
  columnsWithoutContents: columnsOf(false),
  visible: receivedSeen('r'),
  filters: {
    ids: 'r.id',
    kind: 'r.kind',
    person_id: 'r.person_id',
    email_id: 'r.email_id',
    cadence_membership_id: 'r.membership_id',
    mailbox_id: 'r.mailbox_id',
    user_id: 'r.user_id',
    message_id: 'r.message_id',
    unreadable: 'r.unreadable IS NOT NULL',
    suggestion: 'r.suggestion',
    thread_id: 'r.thread_id',
    received_at: 'r.received_at',
  },
  sorts: {
    created_at: sort('r.created_at'),
    received_at: sort('r.received_at'),
    updated_at: sort('r.updated_at'),
  },
});

/** What of a message is shown as a page: its HTML, cleaned when it was received, or else its words. */
export async function receivedBody(
  db: Db,
  teamId: number,
  id: number,
): Promise<{ html: string | null; text: string }> {
  const row = await db
    .selectFrom('received_messages')
    .select(['body_html', 'body_text'])
    .where('team_id', '=', teamId)
    .where('id', '=', id)
    .executeTakeFirst();
  if (!row) throw notFound();
  return { html: row.body_html, text: row.body_text };
}
