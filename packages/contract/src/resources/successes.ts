import * as z from 'zod';
import * as f from '../fields.js';
import * as by from '../filters.js';
import { operation, resource } from '../resource.js';

export const Success = z.object({
  id: z.int(),
  created_at: f.timestamp(),
  updated_at: f.timestamp(),
  succeeded_at: f.timestamp().nullable(),
  success_window_started_at: f.timestamp(),
  user: f.ref('/v2/users/{id}'),
  person: f.ref('/v2/people/{id}'),
  latest_email: f.ref('/v2/activities/emails/{id}'),
  latest_call: f.ref('/v2/activities/calls/{id}'),
  latest_action: f.bareRef(),
  latest_cadence: f.ref('/v2/cadences/{id}'),
  latest_step: f.ref('/v2/steps/{id}'),
  counts: z.object({ total_emails: z.int(), total_calls: z.int(), total_other_touches: z.int() }),
});

export const successes = resource({
  name: 'successes',
  tag: 'Successes',
  path: '/v2/successes',
  recordName: 'Success',
  record: Success,
  scopes: { read: 'people:read' },
  list: {
    filters: { ids: by.ids(), person_id: by.integers(), updated_at: by.range() },
    sorts: ['created_at', 'updated_at', 'succeeded_at'],
    defaultSort: 'updated_at',
  },
});

/** Closes the person's success window; cadences that end with a success let the person go. */
export const createSuccess = operation({
  name: 'create_success',
  events: ['success_created', 'person_updated'],
  mayCause: ['cadence_membership_updated', 'email_updated'],
  tag: 'Successes',
  method: 'POST',
  path: '/v2/successes',
  summary: 'mark a person as a success',
  scope: 'people:write',
  body: z.object({ person_id: f.id() }),
  response: z.object({ id: z.int() }),
  responseName: 'CreatedSuccess',
  extension: true,
});
