import * as z from 'zod';
import * as f from '../fields.js';
import * as by from '../filters.js';
import { operation, resource } from '../resource.js';
import { StepCondition } from './step_conditions.js';

export const Step = z.object({
  id: z.int(),
  created_at: f.timestamp(),
  updated_at: f.timestamp(),
  disabled: z.boolean(),
  type: z.enum(['email', 'phone', 'integration', 'other']).nullable(),
  name: z.string().nullable(),
  display_name: z.string().nullable(),
  day: z.int().nullable(),
  step_number: z.int().nullable(),
  multitouch_enabled: z.boolean(),
  details: f.ref(
    '/v2/action_details/call_instructions/{id} of a phone step, /v2/action_details/email_details/{id} of an e-mail step',
  ),
  cadence: f.ref('/v2/cadences/{id}'),
});

const writable = {
  name: f.text(255).nullish(),
  day: f.integer().pipe(z.int().min(1).max(1000)).nullish(),
  step_number: f.integer().pipe(z.int().min(1).max(10_000)).nullish(),
  disabled: f.boolean().nullish(),
  instructions: f.lines(100_000).nullish(),
  email_template_id: f.id().nullish(),
  previous_email_step_id: f.id().nullish(),
  integration_id: f.id().nullish(),
  integration_step_type_guid: f.text(255).nullish(),
  automated: f.boolean().nullish(),
  due_immediately: f.boolean().nullish(),
  send_type: f.oneOf(['at_time', 'after_time_delay']).nullish(),
  time_of_day: f
    .text(5)
    .pipe(z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'must be HH:MM'))
    .nullish(),
  timezone_mode: f.oneOf(['person', 'user']).nullish(),
  delay_time: f.integer().pipe(z.int().min(0).max(720)).nullish(),
  allow_send_on_weekends: f.boolean().nullish(),
  // Extensions (docs/cadence-rules.md): a branch, and what becomes of fields a person has no value for.
  condition: StepCondition.nullish(),
  missing_fields: f.oneOf(['hold', 'default']).nullish(),
  field_defaults: z.record(f.text(255), f.lines(1024)).nullish(),
};

/** The settings that the original's record of a step does not show. */
export const StepRules = z.object({
  id: z.int(),
  automated: z.boolean(),
  due_immediately: z.boolean(),
  send_type: z.enum(['at_time', 'after_time_delay']).nullable(),
  time_of_day: z.string().nullable(),
  timezone_mode: z.enum(['person', 'user']).nullable(),
  delay_time: z.int().nullable(),
  allow_send_on_weekends: z.boolean(),
  instructions: z.string().nullable(),
  email_template_id: z.int().nullable(),
  previous_email_step_id: z.int().nullable(),
  integration_id: z.int().nullable(),
  integration_step_type_guid: z.string().nullable(),
  condition: z.record(z.string(), z.unknown()).nullable(),
  missing_fields: z.enum(['hold', 'default']),
  field_defaults: z.record(z.string(), z.string()),
});

export const stepRules = operation({
  name: 'step_rules',
  tag: 'Steps',
  method: 'GET',
  path: '/v2/steps/{id}/rules',
  summary: 'timing, content, branch and missing-field settings of a step',
  scope: 'cadences:read',
  params: { id: f.id() },
  response: StepRules,
  responseName: 'StepRules',
  extension: true,
});

/** Steps that one call places. */
const MOST_STEPS = 1000;

export const stepPlaces = operation({
  name: 'step_places',
  tag: 'Steps',
  method: 'PUT',
  path: '/v2/cadences/{id}/step_places',
  summary:
    'place all steps of a cadence at once, in order: neighbours that share a day stay together, others part; with If-Match and the newest updated_at of the steps that were read, 412 when one was changed since',
  scope: 'cadences:write',
  mayCause: ['step_updated'],
  params: { id: f.id() },
  body: z.object({
    steps: z
      .array(
        z.object({
          id: f.id().describe('Number of the step.'),
          day: f.integer().pipe(z.int().min(1).max(1000)).describe('The day it stands on, from 1.'),
        }),
        { error: 'must be a list of objects with id and day' },
      )
      .max(MOST_STEPS, `has more than ${MOST_STEPS} steps`)
      .describe('Every step of the cadence, once, in the order they shall have within a day.'),
  }),
  response: z.object({ steps: z.array(z.object({ id: z.int(), day: z.int(), step_number: z.int() })) }),
  responseName: 'StepPlaces',
  extension: true,
});

export const steps = resource({
  name: 'steps',
  tag: 'Steps',
  path: '/v2/steps',
  recordName: 'Step',
  record: Step,
  scopes: { read: 'cadences:read', write: 'cadences:write', delete: 'cadences:delete' },
  list: {
    filters: {
      ids: by.ids(),
      cadence_id: by.integer(),
      type: by.word(['email', 'phone', 'integration', 'other']),
      has_due_actions: by.bool(),
      updated_at: by.range(),
    },
    sorts: ['created_at', 'updated_at'],
    defaultSort: 'updated_at',
  },
  show: true,
  create: {
    events: ['step_created'],
    mayCause: ['step_updated'],
    body: z.object({
      ...writable,
      cadence_id: f.id(),
      type: f.oneOf(['email', 'phone', 'integration', 'other']),
    }),
    extension: true,
  },
  update: {
    events: ['step_updated'],
    mayCause: ['cadence_membership_updated', 'person_updated', 'email_updated'],
    body: z.object(writable),
    extension: true,
  },
  delete: {
    events: ['step_deleted'],
    mayCause: ['step_updated', 'cadence_membership_updated', 'person_updated', 'email_updated'],
    extension: true,
  },
});
