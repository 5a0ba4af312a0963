import { contract } from '@cadenza/contract';
import { plain, type SortSql, sort, time, USERS_BY_GUID, type View, view } from '../../db/view.js';
import { HISTORY, historySeen } from '../visibility.js';

const EMAILS = `'sent_email', 'requested_email'`;
const RECEIVED = `'email_reply', 'received_email'`;

/** A value of the record that a row tells of: one look-up by its key. */
const of = (table: string, sql: string) =>
  `(SELECT ${sql} FROM ${table} s WHERE s.team_id = r.team_id AND s.id = r.source_id)`;
const gone = (table: string, name: string) =>
  `CASE WHEN EXISTS ${of(table, '1')} THEN '[]' ELSE '["${name}"]' END`;

/** By type: what is looked up of its record when it is read. */
const dynamic = (contents: boolean) => {
  const subject = contents ? `'subject', s.subject, ` : '';
  return `CASE
    WHEN r.type IN (${EMAILS}) THEN ${of(
      'emails',
      `json_build_object(${subject}'status', s.state, 'bounced', s.bounced, 'counts', json_build_object('views', s.views, 'replies', s.replies, 'clicks', s.clicks))`,
    )}
    WHEN r.type IN (${RECEIVED}) THEN ${of('received_messages', `json_build_object(${subject}'kind', s.kind)`)}
    WHEN r.type IN ('call', 'voicemail') THEN ${of(
      'calls',
      `json_build_object('disposition', s.disposition, 'sentiment', s.sentiment, 'duration', s.duration)`,
    )}
    WHEN r.type = 'meeting' THEN ${of('meetings', `json_build_object('status', s.status, 'answer', s.answer, 'start_time', s.start_time)`)}
    WHEN r.type = 'note' THEN ${of('notes', `json_build_object('content', s.content)`)}
    WHEN r.type = 'task' THEN ${of('tasks', `json_build_object('subject', s.subject, 'status', s.current_state)`)}
    END`;
};

const FAILED = `(CASE
    WHEN r.type IN (${EMAILS}) THEN ${gone('emails', 'email')}
    WHEN r.type IN (${RECEIVED}) THEN ${gone('received_messages', 'received_message')}
    WHEN r.type IN ('call', 'voicemail') THEN ${gone('calls', 'call')}
    WHEN r.type = 'meeting' THEN ${gone('meetings', 'meeting')}
    WHEN r.type = 'note' THEN ${gone('notes', 'note')}
    WHEN r.type = 'task' THEN ${gone('tasks', 'task')}
    ELSE '[]' END)::json AS failed_dynamic_resources`;

const named = [
  'r.history_id AS id',
  plain('type'),
  time('occurred_at'),
  plain('resource_type', 'resource_id'),
].join(', ');

const columnsOf = (contents: boolean) =>
  [
    named,
    time('created_at'),
    time('updated_at'),
    time('pinned_at'),
    '(SELECT u.guid FROM users u WHERE u.team_id = r.team_id AND u.id = r.user_id) AS user_guid',
    plain('static_data'),
    `${dynamic(contents)} AS dynamic_data`,
    FAILED,
    `CASE r.resource_type WHEN 'person' THEN '["primary"]' ELSE '[]' END::json AS tags`,
  ].join(', ');

const filters = {
  ids: 'r.history_id',
  type: { keyed: 'r.type', by: 'r.resource_type' },
  resource_type: 'r.resource_type',
  resource_id: 'r.resource_id',
  occurred_at: 'r.occurred_at',
} as const;
const sorts = {
  occurred_at: sort('r.occurred_at'),
  updated_at: sort('r.updated_at'),
} satisfies Record<string, SortSql>;

/** The one wire shape of what happened. */
export const historiesView = view(contract.operations.activity_histories, {
  table: 'activity_histories',
  sight: HISTORY,
  visible: historySeen('r'),
  columns: columnsOf(true),
  columnsWithoutContents: columnsOf(false),
  filters: {
    ...filters,
    pinned: 'r.pinned_at IS NOT NULL',
    user_guid: { lookup: USERS_BY_GUID, column: 'r.user_id' },
    _resource: 'r.resource_type',
  },
  sorts,
}) as View;

const words = (column: string) =>
  `CASE WHEN r.type IN (${EMAILS}) THEN ${of('emails', `s.${column}`)} ELSE ${of('received_messages', `s.${column}`)} END`;

/** The words of those that are e-mails. */
export const historyBodiesView = view(contract.operations.activity_history_bodies, {
  table: 'activity_histories',
  sight: HISTORY,
  visible: `r.type IN (${EMAILS}, ${RECEIVED}) AND ${historySeen('r')}`,
  columns: `${named}, ${words('subject')} AS subject, ${words('body_text')} AS text`,
  filters,
  sorts,
});
