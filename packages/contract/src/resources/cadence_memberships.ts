import * as z from 'zod';
import * as f from '../fields.js';
import * as by from '../filters.js';
import { resource } from '../resource.js';

export const CadenceMembership = z.object({
  id: z.int(),
  added_at: f.timestamp().nullable(),
  created_at: f.timestamp(),
  updated_at: f.timestamp(),
  person_deleted: z.boolean(),
  currently_on_cadence: z.boolean(),
  current_state: z
    .enum([
      'processing',
      'staged',
      'active',
      'scheduled',
      'completed',
      'removed',
      'removed_no_action',
      'reassigned',
      'archived',
    ])
    .nullable(),
  cadence: f.ref('/v2/cadences/{id}'),
  step: f.ref('/v2/steps/{id}'),
  person: f.ref('/v2/people/{id}'),
  user: f.ref('/v2/users/{id}'),
  latest_action: f.bareRef(),
  counts: z.object({
    views: z.int(),
    clicks: z.int(),
    replies: z.int(),
    calls: z.int(),
    sent_emails: z.int(),
    bounces: z.int(),
  }),
});

const createBody = z.object({
  person_id: f.id(),
  cadence_id: f.id(),
  user_id: f.id().nullish(),
  step_id: f.id().nullish(),
  task_id: f.id().nullish(),
});

export const cadenceMemberships = resource({
  name: 'cadence_memberships',
  tag: 'Cadence Memberships',
  path: '/v2/cadence_memberships',
  recordName: 'CadenceMembership',
  record: CadenceMembership,
  scopes: { read: 'cadences:read', write: 'cadences:write', delete: 'cadences:delete' },
  list: {
    filters: {
      ids: by.ids(),
      person_id: by.integer(),
      cadence_id: by.integer(),
      updated_at: by.range(),
      currently_on_cadence: by.bool(),
    },
    sorts: ['added_at', 'updated_at'],
    defaultSort: 'updated_at',
  },
  show: true,
  create: { body: createBody },
  delete: {},
});
