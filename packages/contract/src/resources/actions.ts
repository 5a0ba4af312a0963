import * as z from 'zod';
import * as f from '../fields.js';
import * as by from '../filters.js';
import { operation, resource } from '../resource.js';

export const Action = z.object({
  id: z.int(),
  due: z.boolean(),
  created_at: f.timestamp(),
  updated_at: f.timestamp(),
  type: z.enum(['email', 'phone', 'integration', 'other']).nullable(),
  status: z.enum(['in_progress', 'pending_activity']).nullable(),
  // The user's due day as midnight UTC, whatever the reader's zone; the moment itself is an addition.
  due_on: f.timestamp(),
  due_at: f.added(f.timestamp()),
  multitouch_group_id: z.int().nullable(),
  action_details: f.ref(
    '/v2/action_details/call_instructions/{id} of a phone action, /v2/action_details/email_details/{id} of an e-mail action',
  ),
  user: f.ref('/v2/users/{id}'),
  person: f.ref('/v2/people/{id}'),
  cadence: f.ref('/v2/cadences/{id}'),
  step: f.ref('/v2/steps/{id}'),
  task: f.ref('/v2/tasks/{id}'),
});

export const actions = resource({
  name: 'actions',
  tag: 'Actions',
  path: '/v2/actions',
  recordName: 'Action',
  record: Action,
  scopes: { read: 'cadences:read' },
  list: {
    filters: {
      ids: by.ids(),
      step_id: by.integer(),
      type: by.word(['email', 'phone', 'integration', 'other']),
      due_on: by.range(),
      user_guid: by.guids(),
      person_id: by.integers(),
      cadence_id: by.integers(),
      multitouch_group_id: by.integers(),
      updated_at: by.range(),
    },
    sorts: ['created_at', 'updated_at'],
    defaultSort: 'updated_at',
  },
  show: true,
});

/** Marks an action as begun: in_progress becomes pending_activity, once. */
export const ongoingActions = operation({
  name: 'ongoing_actions',
  tag: 'Ongoing Actions',
  method: 'POST',
  path: '/v2/ongoing_actions',
  summary: 'mark an action as begun (status becomes pending_activity)',
  scope: 'cadences:write',
  body: z.object({ action_id: f.id() }),
  response: Action,
  responseName: 'Action',
});

/** Sends the e-mail of a waiting manual action; subject and body replace the template's. */
export const sendActionEmail = operation({
  name: 'send_action_email',
  events: ['email_updated'],
  tag: 'Actions',
  method: 'POST',
  path: '/v2/actions/{id}/send_email',
  summary: 'send the e-mail of a waiting e-mail action',
  scope: 'emails:write',
  params: { id: f.id() },
  body: z.object({
    subject: f.text(998).nullish(),
    body: f.asGiven(1_000_000).nullish(),
    /** null: as cadence, template and team say. */
    view_tracking: f.boolean().nullish(),
    click_tracking: f.boolean().nullish(),
    send_after: f
      .timestampInput()
      .nullish()
      .describe(
        'Not before this moment; until then it waits in the queue, and POST /v2/send_ledger/{id}/cancel takes it back. Default: as soon as limits and windows allow.',
      ),
  }),
  response: z.object({ id: z.int() }),
  responseName: 'QueuedEmail',
  status: 202,
  extension: true,
});
