import * as z from 'zod';
import * as f from '../fields.js';
import * as by from '../filters.js';
import { Facts, Rule } from '../rules.js';
import { operation, resource } from '../resource.js';

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
    sorts: ['added_at', 'created_at', 'updated_at'],
    defaultSort: 'updated_at',
  },
  show: true,
  create: {
    events: ['cadence_membership_created', 'cadence_membership_updated', 'person_updated'],
    mayCause: ['email_updated', 'task_updated', 'task_completed'],
    body: createBody,
  },
  delete: { events: ['cadence_membership_updated', 'person_updated'], mayCause: ['email_updated'] },
});

const STATES = [
  'processing',
  'staged',
  'active',
  'scheduled',
  'completed',
  'removed',
  'removed_no_action',
  'reassigned',
  'archived',
] as const;

/** What somebody on a cadence waits for. */
export const NextTouch = z.object({
  at: f.timestamp(),
  open: z.boolean(),
  type: z.enum(['email', 'phone', 'integration', 'other']),
  automated: z.boolean(),
  rule: Rule.nullable(),
  says: z.string(),
  facts: Facts,
  action: f.ref('/v2/actions/{id}'),
  step: f.ref('/v2/steps/{id}'),
  cadence: f.ref('/v2/cadences/{id}'),
});

/** Who is and was on a cadence, with what each waits for; asked for within one cadence, so that nothing more is kept for it. */
export const cadencePeople = operation({
  name: 'cadence_people',
  tag: 'Cadence Memberships',
  method: 'GET',
  path: '/v2/cadences/{id}/people',
  summary:
    'who is and was on a cadence, and what each waits for: by state, step, user and whether something is due, in the order of their next touch as well',
  scope: 'cadences:read',
  params: { id: f.id() },
  list: {
    record: CadenceMembership.extend({ next: NextTouch.nullable() }),
    recordName: 'CadencePerson',
    below: { id: 'cadence' },
    filters: {
      state: by.words(STATES),
      step_id: by.integers(),
      user_id: by.integers(),
      person_id: by.integers(),
      currently_on_cadence: by.bool(),
      due: by.bool(),
    },
    sorts: ['added_at', 'created_at', 'updated_at', 'next_at'],
    defaultSort: 'updated_at',
  },
  extension: true,
});

const membershipOperation = {
  tag: 'Cadence Memberships',
  method: 'POST',
  scope: 'cadences:write',
  params: { id: f.id() },
  response: CadenceMembership,
  responseName: 'CadenceMembership',
  extension: true,
} as const;

/** What is due waits; without `until` it waits for a resume. */
export const pauseMembership = operation({
  ...membershipOperation,
  name: 'pause_membership',
  events: ['cadence_membership_updated'],
  mayCause: ['email_updated'],
  path: '/v2/cadence_memberships/{id}/pause',
  summary: 'pause a person on a cadence',
  body: z.object({ until: f.timestampInput().nullish(), reason: f.text(255).nullish() }),
});

export const resumeMembership = operation({
  ...membershipOperation,
  name: 'resume_membership',
  events: ['cadence_membership_updated'],
  path: '/v2/cadence_memberships/{id}/resume',
  summary: 'end the pause of a person on a cadence',
});

/** The step the person stands at, or another one of the same moment. */
export const skipStep = operation({
  ...membershipOperation,
  name: 'skip_step',
  events: ['cadence_membership_updated'],
  mayCause: ['person_updated', 'email_updated'],
  path: '/v2/cadence_memberships/{id}/skip',
  summary: 'leave a step out and go on',
  body: z.object({ step_id: f.id().nullish() }),
});

export const moveMembership = operation({
  ...membershipOperation,
  name: 'move_membership',
  events: ['cadence_membership_updated'],
  mayCause: ['person_updated', 'email_updated'],
  path: '/v2/cadence_memberships/{id}/move',
  summary: 'go on from another step, earlier or later',
  body: z.object({ step_id: f.id() }),
});
