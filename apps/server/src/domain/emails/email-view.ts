import { contract } from '@cadenza/contract';
import { bareRef, plain, ref, sort, time, type View, view } from '../../db/view.js';
import { aboutPerson, accountSeen } from '../visibility.js';

/** Ledger states as the API names them; `uncertain` has left and nobody heard of its arrival. */
const STATUS_OF = [
  ['planned', 'scheduled'],
  ['queued', 'pending'],
  ['sending', 'sending'],
  ['sent', 'sent'],
  ['uncertain', 'delivering'],
  ['failed', 'failed'],
  ['cancelled', 'cancelled'],
  ['skipped', 'cancelled'],
] as const;
const STATUS = `CASE r.state ${STATUS_OF.map(([state, status]) => `WHEN '${state}' THEN '${status}'`).join(' ')} END`;
const STATES = STATUS_OF.map(([state, status]) => `('${status}', '${state}')`).join(', ');

const counted = (what: string) =>
  `(SELECT count(DISTINCT ${what}) FROM email_events v WHERE v.team_id = r.team_id AND v.email_id = r.id AND v.counted)`;

/** In wire order; what an e-mail says, and its Message-ID, only for tokens with email_contents:read. */
const columnsOf = (contents: boolean): string =>
  [
    plain('id'),
    time('created_at'),
    time('updated_at'),
    'r.to_address AS recipient_email_address',
    `${STATUS} AS status`,
    plain('bounced'),
    time('send_after'),
    time('sent_at'),
    plain('view_tracking', 'click_tracking'),
    ...(contents ? [plain('message_id')] : []),
    `json_strip_nulls(json_build_object('cc', nullif(array_to_string(r.cc, ', '), ''), 'bcc', nullif(array_to_string(r.bcc, ', '), ''))) AS headers`,
    'NULL::text AS personalization',
    ...(contents ? ['r.subject, r.body_html AS body, r.error_message'] : []),
    'false AS draft_with_ai',
    `json_build_object('clicks', r.clicks, 'views', r.views, 'replies', r.replies, 'unique_devices', ${counted('v.user_agent')},
      'unique_locations', ${counted('v.network')}, 'attachments', cardinality(r.attachment_ids)) AS counts`,
    ref('user_id', '/v2/users/', 'user'),
    ref('person_id', '/v2/people/', 'recipient'),
    'NULL::json AS mailing',
    bareRef('action_id', 'action'),
    bareRef('task_id', 'task'),
    `CASE WHEN r.state = 'sent' THEN wire_ref(:base, '/v2/crm_activities/', r.id) END AS crm_activity`,
    ref('cadence_id', '/v2/cadences/', 'cadence'),
    ref('step_id', '/v2/steps/', 'step'),
    ref('email_template_id', '/v2/email_templates/', 'email_template'),
    `'[]'::json AS additional_recipients`,
  ].join(', ');

/** The one wire shape of an e-mail. */
export const emailsView: View = view(contract.resources.emails, {
  table: 'emails',
  sight: aboutPerson('r.person_id'),
  columns: columnsOf(true),
  columnsWithoutContents: columnsOf(false),
  filters: {
    ids: 'r.id',
    bounced: 'r.bounced',
    // The number of what was sent (domain/crm).
    crm_activity_id: { sql: `r.state = 'sent' AND r.id = ANY(:value::bigint[])` },
    action_id: 'r.action_id',
    user_id: 'r.user_id',
    status: {
      lookup: `SELECT k.state FROM (VALUES ${STATES}) k (status, state) WHERE k.status = ANY(:value::text[])`,
      column: 'r.state',
    },
    cadence_id: 'r.cadence_id',
    step_id: 'r.step_id',
    one_off: 'r.action_id IS NULL',
    // Which of the scoped fields are wanted: whoever may ask has them all.
    scoped_fields: { sql: ':value::text[] IS NOT NULL' },
    person_id: 'r.person_id',
    email_addresses: { folded: 'r.to_address', exact: false },
    // Nobody scores it: nothing has one.
    personalization: { sql: 'false AND :value::text[] IS NULL' },
    sent_at: 'r.sent_at',
    email_template_id: 'r.email_template_id',
    account_id: {
      lookup: `SELECT p.id FROM people p WHERE p.team_id = :team AND p.account_id = ANY(:value::bigint[]) AND p.deleted_at IS NULL AND ${accountSeen('p.account_id')}`,
      column: 'r.person_id',
    },
    has_replies: 'r.replies > 0',
    has_clicks: 'r.clicks > 0',
    has_views: 'r.views > 0',
  },
  sorts: {
    created_at: sort('r.created_at'),
    updated_at: sort('r.updated_at'),
    send_time: sort('r.send_after'),
  },
});

/** Opens and clicks of an e-mail, newest first. As visible as the e-mail, which is asked for. */
export const emailEventsView = view(contract.operations.email_events, {
  table: 'email_events',
  sight: null,
  columns: `r.id, ${time('created_at', 'at')}, ${plain('kind', 'url', 'user_agent', 'actor', 'evidence', 'counted')}`,
  filters: { email: 'r.email_id' },
  sorts: { id: sort('r.id', 'bigint') },
});
