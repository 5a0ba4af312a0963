import { contract } from '@cadenza/contract';
import { bareRef, nullableSort, plain, ref, sort, time, view } from '../../db/view.js';
import { aboutPerson } from '../visibility.js';

/** The one wire shape of a success (docs/wire.md section 3), for V1 too. */
export const successesView = view(contract.resources.successes, {
  table: 'successes',
  sight: aboutPerson('r.person_id'),
  columns: [
    plain('id'),
    time('created_at'),
    time('updated_at'),
    time('succeeded_at'),
    time('success_window_started_at'),
    ref('user_id', '/v2/users/', 'user'),
    ref('person_id', '/v2/people/', 'person'),
    ref('latest_email_id', '/v2/activities/emails/', 'latest_email'),
    ref('latest_call_id', '/v2/activities/calls/', 'latest_call'),
    bareRef('latest_action_id', 'latest_action'),
    ref('latest_cadence_id', '/v2/cadences/', 'latest_cadence'),
    ref('latest_step_id', '/v2/steps/', 'latest_step'),
    `json_build_object('total_emails', r.total_emails, 'total_calls', r.total_calls, 'total_other_touches', r.total_other_touches) AS counts`,
  ].join(', '),
  filters: { ids: 'r.id', person_id: 'r.person_id' },
  sorts: {
    created_at: sort('r.created_at'),
    updated_at: sort('r.updated_at'),
    succeeded_at: nullableSort('r.succeeded_at'),
  },
});
