import { contract } from '@cadenza/contract';
import { plain, ref, sort, time, USERS_BY_GUID, type View, view } from '../../db/view.js';
import { aboutPerson, ofAccountSeen } from '../visibility.js';

const user = (column: string, name: string) =>
  `(SELECT json_build_object('_href', :base || '/v2/users/' || u.guid, 'id', u.guid) FROM users u
    WHERE u.team_id = r.team_id AND u.id = r.${column}) AS "${name}"`;
const settingsOf = (column: string, name: string) =>
  `(SELECT json_build_object('email_address', coalesce((SELECT m.email_address FROM mailboxes m WHERE m.team_id = u.team_id AND m.user_id = u.id
    AND m.deleted_at IS NULL ORDER BY m.id LIMIT 1), u.email)) FROM users u WHERE u.team_id = r.team_id AND u.id = r.${column}) AS "${name}"`;

const INVITATION = `(SELECT wire_ref(:base, '/v2/activities/emails/', i.email_id) FROM meeting_invitations i
  WHERE i.team_id = r.team_id AND i.meeting_id = r.id ORDER BY i.email_id DESC LIMIT 1)`;

/** The organizer, and everybody who is invited. */
const ATTENDEES = `(SELECT coalesce(json_agg(json_build_object('name', a.name, 'email', a.email, 'status', a.status, 'organizer', a.organizer,
    'deleted_at', NULL, 'status_changed', a.at IS NOT NULL, 'person', CASE WHEN a.email = address_key(r.recipient_email)
      THEN wire_ref(:base, '/v2/people/', r.person_id) END, 'affiliation', CASE WHEN a.organizer THEN 'internal' ELSE 'external' END) ORDER BY a.place), '[]')
  FROM (SELECT 0::bigint AS place, u.name, coalesce(m.email_address, u.email) AS email, 'accepted' AS status, NULL AS at, true AS organizer
      FROM users u LEFT JOIN mailboxes m ON m.team_id = u.team_id AND m.id = r.mailbox_id WHERE u.team_id = r.team_id AND u.id = r.owner_id
    UNION ALL SELECT e.place, e.one ->> 'name', e.one ->> 'email', e.one ->> 'status', e.one ->> 'at', false
      FROM jsonb_array_elements(r.attendees) WITH ORDINALITY e (one, place)) a) AS attendees`;

const none = (...names: string[]) => names.map((name) => `NULL AS ${name}`).join(', ');

const ACCOUNT = ofAccountSeen('r.account_id', 'r.account_id');

/** The one wire shape of a meeting. */
export const meetingsView: View = view(contract.resources.meetings, {
  table: 'meetings',
  sight: aboutPerson('r.person_id'),
  columns: [
    plain('id', 'title'),
    time('start_time'),
    time('end_time'),
    none('calendar_id', 'calendar_type'),
    plain('meeting_type_id', 'meeting_type', 'recipient_name', 'recipient_email', 'location', 'description'),
    plain('event_id'),
    `${ACCOUNT} AS account_id`,
    plain('task_id'),
    time('created_at'),
    time('updated_at'),
    plain('guests'),
    ATTENDEES,
    ref('person_id', '/v2/people/', 'person'),
    ref('cadence_id', '/v2/cadences/', 'cadence'),
    ref('step_id', '/v2/steps/', 'step'),
    user('owner_id', 'owned_by_user'),
    user('booked_by_id', 'booked_by_user'),
    none('crm_references', 'crm'),
    `CASE WHEN r.event_id IS NULL THEN 'internal' ELSE 'external' END AS event_source`,
    time('canceled_at'),
    'false AS all_day',
    plain('no_show'),
    none('crm_custom_fields'),
    'false AS strict_attribution',
    plain('i_cal_uid', 'status', 'reschedule_status'),
    settingsOf('owner_id', 'owned_by_meetings_settings'),
    settingsOf('booked_by_id', 'booked_by_meetings_settings'),
    'r.reschedule_guid::text AS reschedule_guid',
    `false AS recurring, '[]'::json AS recurrence`,
    none('recurring_interval', 'last_occurrence_at', 'undo_completion_count'),
    '(r.booked_at IS NOT NULL AND NOT r.no_show AND r.canceled_at IS NULL) AS count_towards_meetings_attended_metric',
    '(r.booked_at IS NOT NULL) AS count_towards_meetings_booked_metric',
    'false AS created_on_demand',
    none('notes'),
    plain('answer'),
    time('answered_at'),
    time('booked_at'),
    `${INVITATION} AS invitation`,
  ].join(', '),
  filters: {
    ids: 'r.id',
    status: 'r.status',
    person_id: 'r.person_id',
    account_id: ACCOUNT,
    person_ids: 'r.person_id',
    event_ids: 'r.event_id',
    i_cal_uids: 'r.i_cal_uid',
    task_ids: 'r.task_id',
    // They are always there, and so is what was canceled.
    include_meetings_settings: { sql: ':value::boolean IS NOT NULL' },
    show_deleted: { sql: ':value::boolean IS NOT NULL' },
    start_time: 'r.start_time',
    user_guids: { lookup: USERS_BY_GUID, column: 'r.owner_id' },
    booked_by_user_uuid: { lookup: USERS_BY_GUID, column: 'r.booked_by_id' },
    no_show: { words: { true: 'r.no_show', false: 'NOT r.no_show' } },
    meeting_type_id: 'r.meeting_type_id',
    cadence_id: 'r.cadence_id',
    step_id: 'r.step_id',
  },
  sorts: {
    start_time: sort('r.start_time'),
    created_at: sort('r.created_at'),
    updated_at: sort('r.updated_at'),
  },
});
