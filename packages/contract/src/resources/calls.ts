import * as z from 'zod';
import * as f from '../fields.js';
import * as by from '../filters.js';
import { operation, resource } from '../resource.js';

export const Call = z.object({
  id: z.int(),
  to: z.string().nullable(),
  duration: z.int().nullable(),
  sentiment: z.string().nullable(),
  disposition: z.string().nullable(),
  positive: z.boolean(),
  connected: z.boolean(),
  created_at: f.timestamp(),
  updated_at: f.timestamp(),
  recordings: z.array(z.record(z.string(), z.unknown())),
  user: f.ref('/v2/users/{id}'),
  action: f.bareRef(),
  task: f.bareRef(),
  called_person: f.ref('/v2/people/{id}'),
  crm_activity: f.ref('/v2/crm_activities/{id}'),
  note: f.ref('/v2/notes/{id}'),
  cadence: f.ref('/v2/cadences/{id}'),
  step: f.ref('/v2/steps/{id}'),
});

const createBody = z.object({
  action_id: f.id().nullish(),
  crm_params: z.record(z.string(), z.unknown()).nullish(),
  disposition: f.text().nullish(),
  duration: f.integer().nullish(),
  linked_call_data_record_ids: f.integers().nullish(),
  notes: f.lines(100_000).nullish(),
  person_id: f.id(),
  sentiment: f.text().nullish(),
  to: f.text().nullish(),
  user_guid: f.text().nullish(),
  task_id: f.id().nullish(),
  crm_activity_metadata: z.record(z.string(), z.unknown()).nullish(),
});

export const calls = resource({
  name: 'calls',
  tag: 'Calls',
  path: '/v2/activities/calls',
  recordName: 'Call',
  record: Call,
  scopes: { read: 'calls:read', write: 'calls:write' },
  list: {
    filters: {
      ids: by.ids(),
      created_at: by.range(),
      updated_at: by.range(),
      user_guid: by.guids(),
      person_id: by.integers(),
      sentiment: by.strings(),
      disposition: by.strings(),
    },
    sorts: ['created_at', 'updated_at'],
    defaultSort: 'updated_at',
  },
  show: true,
  create: {
    events: ['call_created', 'person_updated'],
    mayCause: [
      'account_updated',
      'cadence_membership_updated',
      'call_data_record_updated',
      'conversation_updated',
      'note_created',
      'task_updated',
      'task_completed',
    ],
    body: createBody,
  },
});

/** Completes an integration action or task (docs/wire.md section 8); `other` actions too, as a superset. */
export const activities = operation({
  name: 'activities',
  mayCause: [
    'person_updated',
    'account_updated',
    'cadence_membership_updated',
    'task_updated',
    'task_completed',
  ],
  tag: 'Activities',
  method: 'POST',
  path: '/v2/activities',
  summary: 'complete an integration-type action or task',
  scope: 'activities:write',
  body: z.object({ action_id: f.id().nullish(), task_id: f.id().nullish() }),
  response: z.object({ updated_at: f.timestamp() }),
  responseName: 'Activity',
});
