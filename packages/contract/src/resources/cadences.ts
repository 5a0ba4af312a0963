import * as z from 'zod';
import { isSound, oneLine, severalLines } from '../clean-text.js';
import * as f from '../fields.js';
import * as by from '../filters.js';
import { operation, resource } from '../resource.js';

export const Cadence = z.object({
  id: z.int(),
  created_at: f.timestamp(),
  updated_at: f.timestamp(),
  archived_at: f.timestamp().nullable(),
  latest_active_date: f.date().nullable(),
  team_cadence: z.boolean(),
  shared: z.boolean(),
  archived: z.boolean(),
  remove_bounces_enabled: z.boolean(),
  remove_replies_enabled: z.boolean(),
  opt_out_link_included: z.boolean(),
  draft: z.boolean(),
  override_contact_restrictions: z.boolean(),
  cadence_framework_id: z.int().nullable(),
  archived_by: z.string().nullable(),
  cadence_function: z.enum(['outbound', 'inbound', 'event', 'other']).nullable(),
  name: z.string().nullable(),
  external_identifier: z.string().nullable(),
  tags: z.array(z.string()),
  current_state: z.enum(['draft', 'active', 'archived', 'expired', 'deleted']).nullable(),
  creator: f.ref('/v2/users/{id}'),
  owner: f.ref('/v2/users/{id}'),
  bounced_stage: f.ref('/v2/person_stages/{id}'),
  replied_stage: f.ref('/v2/person_stages/{id}'),
  added_stage: f.ref('/v2/person_stages/{id}'),
  finished_stage: f.ref('/v2/person_stages/{id}'),
  cadence_priority: f.ref('/v2/cadence_priorities'),
  groups: f.refs('/v2/groups/{id}'),
  counts: z.object({
    cadence_people: z.int(),
    people_acted_on_count: z.int(),
    target_daily_people: z.int(),
    opportunities_created: z.int(),
    meetings_booked: z.int(),
  }),
  knowledge_library_document_ids: z.array(z.int()),
  paused_at: f.added(f.timestamp().nullable()),
});

const writable = {
  name: f.text(255).nullish(),
  team_cadence: f.boolean().nullish(),
  shared: f.boolean().nullish(),
  draft: f.boolean().nullish(),
  remove_bounces_enabled: f.boolean().nullish(),
  remove_replies_enabled: f.boolean().nullish(),
  remove_people_when_meeting_booked: f.boolean().nullish(),
  opt_out_link_included: f.boolean().nullish(),
  override_contact_restrictions: f.boolean().nullish(),
  cadence_function: f.oneOf(['outbound', 'inbound', 'event', 'other']).nullish(),
  cadence_priority: f.oneOf(['High', 'Medium', 'Low']).nullish(),
  // An event cadence is over when this day is (UTC): nobody can be added, and its people are taken off it.
  latest_active_date: f.dateInput().nullish(),
  external_identifier: f.text(255).nullish(),
  target_daily_people: f.integer().pipe(z.int().min(0).max(100_000)).nullish(),
  tags: f.texts().nullish(),
  group_ids: f.integers().nullish(),
  owner_id: f.id().nullish(),
  added_stage_id: f.id().nullish(),
  bounced_stage_id: f.id().nullish(),
  replied_stage_id: f.id().nullish(),
  finished_stage_id: f.id().nullish(),
  // Extensions: who may enter, what makes people leave, how many start a day (docs/cadence-rules.md).
  entry_once: f.boolean().nullish(),
  entry_exclusive: f.boolean().nullish(),
  entry_quiet_days: f.integer().pipe(z.int().min(1).max(3650)).nullish(),
  entry_blocked_stage_ids: f.integers(100).nullish(),
  exit_on_opt_out: f.boolean().nullish(),
  exit_on_success: f.boolean().nullish(),
  exit_stage_ids: f.integers(100).nullish(),
  exit_account_on_reply: f.boolean().nullish(),
  new_people_per_day: f.integer().pipe(z.int().min(1).max(1_000_000)).nullish(),
  new_people_per_user_per_day: f.integer().pipe(z.int().min(1).max(1_000_000)).nullish(),
  open_tracking: f.boolean().nullish(),
  click_tracking: f.boolean().nullish(),
};

/** The settings that the original's record of a cadence does not show. */
export const CadenceRules = z.object({
  id: z.int(),
  entry_once: z.boolean(),
  entry_exclusive: z.boolean(),
  entry_quiet_days: z.int().nullable(),
  entry_blocked_stage_ids: z.array(z.int()),
  remove_replies_enabled: z.boolean(),
  remove_bounces_enabled: z.boolean(),
  remove_people_when_meeting_booked: z.boolean(),
  exit_on_opt_out: z.boolean(),
  exit_on_success: z.boolean(),
  exit_stage_ids: z.array(z.int()),
  exit_account_on_reply: z.boolean(),
  new_people_per_day: z.int().nullable(),
  new_people_per_user_per_day: z.int().nullable(),
  open_tracking: z.boolean().nullable(),
  click_tracking: z.boolean().nullable(),
  reschedule_from_pause_enabled: z.boolean(),
  paused_at: f.timestamp().nullable(),
});

export const cadenceRules = operation({
  name: 'cadence_rules',
  tag: 'Cadences',
  method: 'GET',
  path: '/v2/cadences/{id}/rules',
  summary: 'entry and exit rules, daily limits and tracking of a cadence',
  scope: 'cadences:read',
  params: { id: f.id() },
  response: CadenceRules,
  responseName: 'CadenceRules',
  extension: true,
});

export const cadences = resource({
  name: 'cadences',
  tag: 'Cadences',
  path: '/v2/cadences',
  recordName: 'Cadence',
  record: Cadence,
  scopes: { read: 'cadences:read', write: 'cadences:write', delete: 'cadences:delete' },
  list: {
    filters: {
      ids: by.ids(),
      updated_at: by.range(),
      team_cadence: by.bool(),
      shared: by.bool(),
      owned_by_guid: by.guids(),
      people_addable: by.bool(),
      name: by.strings(),
      group_ids: by.string(),
      archived: by.bool(),
      tag_ids: by.integers(),
      override_contact_restrictions: by.bool(),
      pending_actions_assigned_to: by.string(),
    },
    sorts: ['created_at', 'updated_at', 'name'],
    defaultSort: 'updated_at',
  },
  show: true,
  create: {
    events: ['cadence_created'],
    body: z.object({ ...writable, name: f.requiredText(255) }),
    extension: true,
  },
  update: {
    events: ['cadence_updated'],
    mayCause: ['cadence_membership_updated', 'person_updated', 'email_updated'],
    body: z.object({ ...writable, archived: f.boolean().nullish(), paused: f.boolean().nullish() }),
    extension: true,
  },
  delete: {
    events: ['cadence_deleted'],
    mayCause: ['cadence_membership_updated', 'person_updated', 'email_updated'],
    extension: true,
  },
});

const sound = (max: number) =>
  z.string({ error: 'must be text' }).max(max).refine(isSound, 'contains characters that cannot be stored');
const text = () => sound(255).transform(oneLine);
const lines = () => sound(1_000_000).transform(severalLines);
const body = () => sound(1_000_000);
const groupReference = z.union([z.int(), text()]);

/** A step by its place: files carry no ids. */
const stepPlace = z.object({ day: z.int().min(1).max(1000), number: z.int().min(1).max(1000) });
// Extensions of every step: the branch of POST /v2/steps, with places for ids.
const branch = {
  condition: z
    .object({
      if: z.enum(['opened', 'clicked', 'replied', 'field']),
      step: stepPlace.nullish(),
      within_days: z.int().nullish(),
      field: text().nullish(),
      op: text().nullish(),
      value: z.union([text(), z.array(text()).max(100)]).nullish(),
      is: z.boolean().nullish(),
      else: z.enum(['skip', 'end', 'goto']).nullish(),
      goto_step: stepPlace.nullish(),
    })
    .nullish(),
};
const emailTemplate = z.object({
  title: text().nullish(),
  subject: text().nullish(),
  body: body().nullish(),
  open_tracking: z.boolean().nullish(),
  click_tracking: z.boolean().nullish(),
});
const emailStep = z.object({
  type: z.literal('Email'),
  enabled: z.boolean(),
  name: text(),
  ...branch,
  type_settings: z.object({
    previous_email_step_group_reference_id: groupReference.nullish(),
    email_template: emailTemplate,
    // Extensions: versions (A/B), and what becomes of fields without a value.
    variants: z
      .array(
        z.object({
          name: text(),
          weight: z.int().min(0).max(1000),
          winner: z.boolean().nullish(),
          email_template: emailTemplate,
        }),
      )
      .max(20)
      .nullish(),
    missing_fields: z.enum(['hold', 'default']).nullish(),
    field_defaults: z.record(text(), text()).nullish(),
  }),
});
const phoneStep = z.object({
  type: z.literal('Phone'),
  enabled: z.boolean(),
  name: text(),
  ...branch,
  type_settings: z.object({ instructions: lines().nullish() }),
});
const otherStep = z.object({
  type: z.literal('Other'),
  enabled: z.boolean(),
  name: text(),
  ...branch,
  type_settings: z.object({ instructions: lines().nullish() }),
});
const integrationStep = z.object({
  type: z.literal('Integration'),
  enabled: z.boolean(),
  name: text(),
  ...branch,
  type_settings: z.object({
    instructions: lines().nullish(),
    integration_id: z.int().nullish(),
    integration_step_type_guid: text().nullish(),
  }),
});
const stepGroup = z.object({
  day: z.int().min(1).max(1000),
  automated: z.boolean(),
  automated_settings: z
    .object({
      // Manual groups carry `{}` here; what an automated one must say is checked with the whole (import-rules.ts).
      send_type: z.enum(['at_time', 'after_time_delay']).nullish(),
      time_of_day: z
        .string()
        .regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'must be HH:MM')
        .nullish(),
      timezone_mode: z.enum(['person', 'user']).nullish(),
      delay_time: z.int().min(0).max(720).nullish(),
      allow_send_on_weekends: z.boolean().nullish(),
    })
    .nullish(),
  due_immediately: z.boolean(),
  reference_id: groupReference.nullish(),
  steps: z.array(z.discriminatedUnion('type', [emailStep, phoneStep, otherStep, integrationStep])).max(20),
});
const limit = () => z.int().min(1).max(1_000_000);
const importRules = z.object({
  entry_once: z.boolean().nullish(),
  entry_exclusive: z.boolean().nullish(),
  entry_quiet_days: z.int().min(1).max(3650).nullish(),
  entry_blocked_stages: z.array(text()).max(100).nullish(),
  exit_on_opt_out: z.boolean().nullish(),
  exit_on_success: z.boolean().nullish(),
  exit_stages: z.array(text()).max(100).nullish(),
  exit_account_on_reply: z.boolean().nullish(),
  new_people_per_day: limit().nullish(),
  new_people_per_user_per_day: limit().nullish(),
  open_tracking: z.boolean().nullish(),
  click_tracking: z.boolean().nullish(),
});
/** What an import takes and an export gives (docs/wire.md section 8). */
export const CadenceContent = z.object({
  settings: z
    .object({
      name: text().nullish(),
      target_daily_people: z.int().min(0).max(100_000).nullish(),
      remove_replied: z.boolean().nullish(),
      remove_bounced: z.boolean().nullish(),
      remove_people_when_meeting_booked: z.boolean().nullish(),
      reschedule_from_pause_enabled: z.boolean().nullish(),
      external_identifier: z.union([text(), z.number()]).nullish(),
      cadence_function: z.enum(['outbound', 'inbound', 'event', 'other']).nullish(),
      cadence_priority: text().nullish(),
      cadence_owner: text().nullish(),
      added_stage_setting: text().nullish(),
      bounced_stage_setting: text().nullish(),
      finished_stage_setting: text().nullish(),
      replied_stage_setting: text().nullish(),
      tags: text().nullish(),
      /** Extension: the settings of GET /v2/cadences/{id}/rules, with stages by name. */
      rules: importRules.nullish(),
    })
    .nullish(),
  sharing_settings: z
    .object({ team_cadence: z.boolean().nullish(), shared: z.boolean().nullish() })
    .nullish(),
  cadence_content: z.object({ cadence_id: f.id().nullish(), step_groups: z.array(stepGroup).max(200) }),
});

export const cadenceImports = operation({
  name: 'cadence_imports',
  mayCause: ['cadence_created', 'cadence_updated', 'step_created'],
  tag: 'Cadence Imports',
  method: 'POST',
  path: '/v2/cadence_imports',
  summary: 'create a cadence (or fill an empty one) from JSON',
  scope: 'cadences:write',
  body: CadenceContent,
  response: z.object({ cadence: f.ref('/v2/cadences/{id}') }),
  responseName: 'CadenceImport',
});

/** Cadences as one file. */
export const cadenceExportDownloads = operation({
  name: 'cadence_export_downloads',
  tag: 'Cadence Exports',
  method: 'POST',
  path: '/v2/cadence_export_downloads',
  summary:
    'a file with several cadences, each as importable JSON; the answer has a link to it that works for a quarter of an hour',
  scope: 'cadences:read',
  body: z.object({ cadence_ids: f.integers(100) }),
  response: z.object({
    download_url: z.string(),
    name: z.string(),
    bytes: z.int(),
    cadences: z.int(),
  }),
  responseName: 'CadenceExportDownload',
});

export const cadenceExport = operation({
  name: 'cadence_export',
  tag: 'Cadence Exports',
  method: 'GET',
  path: '/v2/cadence_exports/{id}',
  summary: 'cadence as importable JSON',
  scope: 'cadences:read',
  params: { id: f.id() },
  response: z.object({ cadence_content: z.record(z.string(), z.unknown()) }),
  responseName: 'CadenceExport',
});
