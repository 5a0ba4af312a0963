import { contract } from '@cadenza/contract';
import {
  bareRef,
  nullableSort,
  plain,
  ref,
  sort,
  time,
  USERS_BY_GUID,
  type View,
  view,
} from '../../db/view.js';
import { aboutPerson, cadenceAlive, cadenceSeen, ofUser, personSeen } from '../visibility.js';

const RUNS = '(r.team_cadence OR r.owner_id = :user OR :admin)';
// An event cadence ends with the last day it is active; the membership commands refuse people by the same rule.
const EXPIRED = `r.cadence_function = 'event' AND r.latest_active_date IS NOT NULL AND r.latest_active_date < (:now AT TIME ZONE 'UTC')::date`;
const STEPS =
  'SELECT FROM steps s WHERE s.team_id = r.team_id AND s.cadence_id = r.id AND s.deleted_at IS NULL AND NOT s.disabled';

/** The one wire shape of a cadence. */
export const cadencesView: View = view(contract.resources.cadences, {
  table: 'cadences',
  sight: null,
  columns: [
    plain('id'),
    time('created_at'),
    time('updated_at'),
    time('archived_at'),
    plain('latest_active_date', 'team_cadence', 'shared'),
    'r.archived_at IS NOT NULL AS archived',
    plain(
      'remove_bounces_enabled',
      'remove_replies_enabled',
      'opt_out_link_included',
      'draft',
      'override_contact_restrictions',
      'cadence_framework_id',
    ),
    '(SELECT u.guid::text FROM users u WHERE u.team_id = r.team_id AND u.id = r.archived_by_id) AS archived_by',
    plain('cadence_function', 'name', 'external_identifier', 'tags'),
    `CASE WHEN r.deleted_at IS NOT NULL THEN 'deleted' WHEN r.archived_at IS NOT NULL THEN 'archived' WHEN r.draft THEN 'draft' WHEN ${EXPIRED} THEN 'expired' ELSE 'active' END AS current_state`,
    ref('creator_id', '/v2/users/', 'creator'),
    ref('owner_id', '/v2/users/', 'owner'),
    ref('bounced_stage_id', '/v2/person_stages/', 'bounced_stage'),
    ref('replied_stage_id', '/v2/person_stages/', 'replied_stage'),
    ref('added_stage_id', '/v2/person_stages/', 'added_stage'),
    ref('finished_stage_id', '/v2/person_stages/', 'finished_stage'),
    `CASE WHEN r.cadence_priority IS NULL THEN NULL ELSE json_build_object('_href', :base || '/v2/cadence_priorities', 'id', CASE r.cadence_priority WHEN 'High' THEN 1 WHEN 'Medium' THEN 2 ELSE 3 END) END AS cadence_priority`,
    `wire_refs(:base, '/v2/groups/', r.group_ids) AS groups`,
    `json_build_object('cadence_people', r.cadence_people, 'people_acted_on_count', r.people_acted_on_count, 'target_daily_people', r.target_daily_people, 'opportunities_created', r.opportunities_created, 'meetings_booked', r.meetings_booked) AS counts`,
    `'[]'::json AS knowledge_library_document_ids`,
    time('paused_at'),
  ].join(', '),
  visible: `r.deleted_at IS NULL AND ${cadenceSeen('r')}`,
  kept: cadenceSeen('r'),
  filters: {
    ids: 'r.id',
    team_cadence: 'r.team_cadence',
    shared: 'r.shared',
    owned_by_guid: {
      sql: `r.owner_id IN (${USERS_BY_GUID})`,
    },
    // What POST /cadence_memberships would take people for, from this caller.
    people_addable: `(NOT r.draft AND r.archived_at IS NULL AND NOT (${EXPIRED}) AND ${RUNS} AND EXISTS (${STEPS}))`,
    name: 'r.name',
    // One id or several with commas; `_is_null`: cadences of no group.
    group_ids: {
      sql: `CASE WHEN :value::text = '_is_null' THEN r.group_ids = '{}' ELSE r.group_ids && (SELECT coalesce(array_agg(g::bigint), ARRAY[]::bigint[]) FROM regexp_split_to_table(:value::text, '[,\\s]+') g WHERE g ~ '^[0-9]{1,16}$') END`,
    },
    archived: 'r.archived_at IS NOT NULL',
    tag_ids: {
      sql: 'r.tags && (SELECT coalesce(array_agg(t.name), ARRAY[]::text[]) FROM tags t WHERE t.team_id = :team AND t.id = ANY(:value::bigint[]))',
    },
    override_contact_restrictions: 'r.override_contact_restrictions',
    // A user by guid or id; a guess: the 2026 page names the filter and no value.
    pending_actions_assigned_to: {
      sql: `EXISTS (SELECT FROM users u JOIN actions a ON a.team_id = :team AND a.user_id = u.id AND a.cadence_id = r.id AND a.status IN ('in_progress', 'pending_activity') AND ${personSeen('a.person_id')} WHERE u.team_id = :team AND (u.guid::text = lower(:value::text) OR u.id::text = :value::text) AND (:admin OR u.id = :user))`,
    },
  },
  sorts: { created_at: sort('r.created_at'), updated_at: sort('r.updated_at'), name: sort('r.name', 'text') },
});

/** Steps are numbered through the whole cadence on the wire; the column counts within a day. */
const STEP_NUMBER = `(SELECT count(*) FROM steps b WHERE b.team_id = r.team_id AND b.cadence_id = r.cadence_id AND b.deleted_at IS NULL AND (b.day, b.step_number) <= (r.day, r.step_number))`;

/** The one wire shape of a step. `details` is what a phone or e-mail step is about. */
export const stepsView: View = view(contract.resources.steps, {
  table: 'steps',
  sight: null,
  columns: [
    plain('id'),
    time('created_at'),
    time('updated_at'),
    plain('disabled', 'type', 'name'),
    `'Day ' || r.day || ': Step ' || ${STEP_NUMBER} || ' - ' || initcap(r.type) AS display_name`,
    `r.day, ${STEP_NUMBER} AS step_number, r.multitouch_enabled`,
    `CASE r.type WHEN 'phone' THEN wire_ref(:base, '/v2/action_details/call_instructions/', r.call_instruction_id)
      WHEN 'email' THEN wire_ref(:base, '/v2/action_details/email_details/', r.id) END AS details`,
    ref('cadence_id', '/v2/cadences/', 'cadence'),
  ].join(', '),
  visible: `r.deleted_at IS NULL AND ${cadenceAlive('r.cadence_id')}`,
  kept: `EXISTS (SELECT FROM cadences c WHERE c.team_id = :team AND c.id = r.cadence_id AND ${cadenceSeen('c')})`,
  filters: {
    ids: 'r.id',
    cadence_id: 'r.cadence_id',
    type: 'r.type',
    has_due_actions: `EXISTS (SELECT FROM actions a WHERE a.team_id = r.team_id AND a.step_id = r.id AND a.status IN ('in_progress', 'pending_activity') AND a.due_at <= :now AND ${ofUser('a')} AND ${personSeen('a.person_id')})`,
  },
  sorts: { created_at: sort('r.created_at'), updated_at: sort('r.updated_at') },
});

const MEMBERSHIP = [
  plain('id'),
  time('added_at'),
  time('created_at'),
  time('updated_at'),
  plain('person_deleted', 'currently_on_cadence', 'current_state'),
  ref('cadence_id', '/v2/cadences/', 'cadence'),
  ref('step_id', '/v2/steps/', 'step'),
  ref('person_id', '/v2/people/', 'person'),
  ref('user_id', '/v2/users/', 'user'),
  bareRef('latest_action_id', 'latest_action'),
  `json_build_object('views', r.views, 'clicks', r.clicks, 'replies', r.replies, 'calls', r.calls, 'sent_emails', r.sent_emails, 'bounces', r.bounces) AS counts`,
].join(', ');
const MEMBERSHIP_SEEN = `(:admin OR r.user_id = :user OR EXISTS (SELECT FROM cadences c WHERE c.team_id = :team AND c.id = r.cadence_id AND ${cadenceSeen('c')}))`;

/** The one wire shape of a membership: of a cadence the caller sees, deleted ones included, or run by the caller. */
export const cadenceMembershipsView: View = view(contract.resources.cadence_memberships, {
  table: 'cadence_memberships',
  sight: aboutPerson('r.person_id'),
  columns: MEMBERSHIP,
  visible: MEMBERSHIP_SEEN,
  filters: {
    ids: 'r.id',
    person_id: 'r.person_id',
    cadence_id: 'r.cadence_id',
    currently_on_cadence: 'r.currently_on_cadence',
  },
  sorts: { added_at: sort('r.added_at'), created_at: sort('r.created_at'), updated_at: sort('r.updated_at') },
});

const LIVE = `a.team_id = r.team_id AND a.membership_id = r.id AND a.status IN ('planned', 'in_progress', 'pending_activity')`;
/** What a membership waits for, found by its actions when it is read: nothing is kept for it. */
const NEXT = `(SELECT json_build_object('at', wire_time(a.due_at, :tz), 'open', a.status <> 'planned', 'type', a.type, 'automated', a.automated,
    'rule', a.explained ->> 'rule', 'says', a.reason, 'facts', a.explained -> 'facts', 'action', wire_ref(:base, '/v2/actions/', a.id),
    'step', wire_ref(:base, '/v2/steps/', a.step_id), 'cadence', wire_ref(:base, '/v2/cadences/', a.cadence_id))
  FROM actions a WHERE ${LIVE} ORDER BY a.due_at, a.id LIMIT 1) AS next`;

/** Memberships of one cadence, with what each waits for. */
export const cadencePeopleView = view(contract.operations.cadence_people, {
  table: 'cadence_memberships',
  sight: aboutPerson('r.person_id'),
  columns: `${MEMBERSHIP}, ${NEXT}`,
  visible: MEMBERSHIP_SEEN,
  filters: {
    cadence: 'r.cadence_id',
    state: 'r.current_state',
    step_id: 'r.step_id',
    user_id: 'r.user_id',
    person_id: 'r.person_id',
    currently_on_cadence: 'r.currently_on_cadence',
    due: `EXISTS (SELECT FROM actions a WHERE ${LIVE} AND a.status <> 'planned' AND a.due_at <= :now)`,
  },
  sorts: {
    added_at: sort('r.added_at'),
    created_at: sort('r.created_at'),
    updated_at: sort('r.updated_at'),
    next_at: nullableSort(`(SELECT min(a.due_at) FROM actions a WHERE ${LIVE})`),
  },
});
