import { contract } from '@cadenza/contract';
import { plain, ref, sort, time, USERS_BY_GUID, type View, view } from '../../db/view.js';
import { aboutPerson, ofUser } from '../visibility.js';

/** Midnight UTC of the day on which the action is due where its user is. */
const DUE_DAY = `(date_trunc('day', r.due_at AT TIME ZONE (SELECT u.time_zone FROM users u WHERE u.team_id = r.team_id AND u.id = r.user_id)) AT TIME ZONE 'UTC')`;

/** The one wire shape of an action. Only open ones exist, and users who are no admins see their own (docs/wire.md sections 2, 8). */
export const actionsView: View = view(contract.resources.actions, {
  table: 'actions',
  sight: aboutPerson('r.person_id'),
  columns: [
    plain('id'),
    'r.due_at <= :now AS due',
    time('created_at'),
    time('updated_at'),
    plain('type', 'status'),
    `wire_time(${DUE_DAY}, 'UTC') AS due_on`,
    time('due_at'),
    plain('multitouch_group_id'),
    `CASE r.type WHEN 'phone' THEN (SELECT wire_ref(:base, '/v2/action_details/call_instructions/', s.call_instruction_id) FROM steps s WHERE s.team_id = r.team_id AND s.id = r.step_id)
      WHEN 'email' THEN wire_ref(:base, '/v2/action_details/email_details/', r.step_id) END AS action_details`,
    ref('user_id', '/v2/users/', 'user'),
    ref('person_id', '/v2/people/', 'person'),
    ref('cadence_id', '/v2/cadences/', 'cadence'),
    ref('step_id', '/v2/steps/', 'step'),
    ref('task_id', '/v2/tasks/', 'task'),
  ].join(', '),
  visible: `r.status IN ('in_progress', 'pending_activity') AND ${ofUser('r')}`,
  filters: {
    ids: 'r.id',
    step_id: 'r.step_id',
    type: 'r.type',
    due_on: { day: DUE_DAY, moment: 'r.due_at' },
    user_guid: {
      lookup: USERS_BY_GUID,
      column: 'r.user_id',
    },
    person_id: 'r.person_id',
    cadence_id: 'r.cadence_id',
    multitouch_group_id: 'r.multitouch_group_id',
  },
  sorts: { created_at: sort('r.created_at'), updated_at: sort('r.updated_at') },
});
