import { contract } from '@cadenza/contract';
import { bareRef, plain, ref, sort, time, USERS_BY_GUID, type View, view } from '../../db/view.js';
import { CALLS_FROM } from './crm-activity-rules.js';
import { aboutPerson } from '../visibility.js';

const RECORDINGS = `(SELECT coalesce(json_agg(json_build_object('url', d.recording_url, 'status', d.status, 'recording_status', d.recording_status) ORDER BY d.id), '[]')
  FROM call_data_records d WHERE d.team_id = r.team_id AND d.call_id = r.id AND d.recording_url IS NOT NULL)`;

/** The one wire shape of a logged call, with what was recorded of it. */
export const callsView: View = view(contract.resources.calls, {
  table: 'calls',
  sight: aboutPerson('r.person_id'),
  columns: [
    plain('id', 'to', 'duration', 'sentiment', 'disposition', 'positive', 'connected'),
    time('created_at'),
    time('updated_at'),
    `${RECORDINGS} AS recordings`,
    ref('user_id', '/v2/users/', 'user'),
    bareRef('action_id', 'action'),
    bareRef('task_id', 'task'),
    ref('person_id', '/v2/people/', 'called_person'),
    `wire_ref(:base, '/v2/crm_activities/', r.id + ${CALLS_FROM}) AS crm_activity`,
    `(SELECT wire_ref(:base, '/v2/notes/', n.id) FROM notes n WHERE n.team_id = r.team_id AND n.call_id = r.id AND n.deleted_at IS NULL) AS note`,
    ref('cadence_id', '/v2/cadences/', 'cadence'),
    ref('step_id', '/v2/steps/', 'step'),
  ].join(', '),
  filters: {
    ids: 'r.id',
    user_guid: {
      lookup: USERS_BY_GUID,
      column: 'r.user_id',
    },
    person_id: 'r.person_id',
    sentiment: 'r.sentiment',
    disposition: 'r.disposition',
  },
  sorts: { created_at: sort('r.created_at'), updated_at: sort('r.updated_at') },
});
