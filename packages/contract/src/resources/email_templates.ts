import * as z from 'zod';
import * as f from '../fields.js';
import * as by from '../filters.js';
import { resource } from '../resource.js';

export const EmailTemplate = z.object({
  id: z.int(),
  title: z.string().nullable(),
  subject: z.string().nullable(),
  body: z.string().nullable(),
  body_preview: z.string().nullable(),
  created_at: f.timestamp(),
  updated_at: f.timestamp(),
  last_used_at: f.timestamp().nullable(),
  archived_at: f.timestamp().nullable(),
  shared: z.boolean(),
  open_tracking_enabled: z.boolean(),
  click_tracking_enabled: z.boolean(),
  cadence_template: z.boolean(),
  counts: z.object({
    sent_emails: z.int(),
    views: z.int(),
    clicks: z.int(),
    replies: z.int(),
    bounces: z.int(),
  }),
  template_owner: f.ref('/v2/users/{id}'),
  team_template: z.object({ _href: z.string(), id: z.string() }).nullable(),
  _links: z.record(z.string(), z.unknown()).nullable(),
  tags: z.array(z.string()),
  groups: f.refs('/v2/groups/{id}'),
});

const createBody = z.object({
  title: f.text().nullish(),
  subject: f.text().nullish(),
  body: f.asGiven(1_000_000).nullish(),
  open_tracking: f.boolean().nullish(),
  click_tracking: f.boolean().nullish(),
  attachment_ids: f.integers().nullish(),
  tags: f.texts().nullish(),
  team_template_id: f.added(f.text().nullish()),
});

const updateBody = z.object({
  title: f.text().nullish(),
  subject: f.text().nullish(),
  body: f.asGiven(1_000_000).nullish(),
  open_tracking: f.boolean().nullish(),
  click_tracking: f.boolean().nullish(),
  shared: f.boolean().nullish(),
  archived_at: f.timestampInput().nullish(),
  attachment_ids: f.integers().nullish(),
  tags: f.texts().nullish(),
});

export const emailTemplates = resource({
  name: 'email_templates',
  tag: 'Email Templates',
  path: '/v2/email_templates',
  recordName: 'EmailTemplate',
  record: EmailTemplate,
  scopes: { read: 'emails:read', write: 'emails:write', delete: 'emails:write' },
  list: {
    filters: {
      ids: by.ids(),
      updated_at: by.range(),
      linked_to_team_template: by.bool(),
      search: by.string(),
      tag_ids: by.integers(),
      tag: by.strings(),
      filter_by_owner: by.bool(),
      group_id: by.integers(),
      include_cadence_templates: by.bool(),
      include_archived_templates: by.bool(),
      cadence_id: by.integers(),
    },
    sorts: ['created_at', 'updated_at', 'last_used_at'],
    defaultSort: 'updated_at',
  },
  show: { signed: true },
  create: { body: createBody },
  update: { body: updateBody },
  delete: { extension: true },
});
