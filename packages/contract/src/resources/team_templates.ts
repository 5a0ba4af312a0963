import * as z from 'zod';
import * as f from '../fields.js';
import * as by from '../filters.js';
import { resource } from '../resource.js';

/** A template of the team: users copy it, and what became of all copies is counted together. */
export const TeamTemplate = z.object({
  id: z.string(),
  title: z.string().nullable(),
  subject: z.string().nullable(),
  body: z.string().nullable(),
  body_preview: z.string().nullable(),
  created_at: f.timestamp(),
  updated_at: f.timestamp(),
  last_used_at: f.timestamp().nullable(),
  archived_at: f.timestamp().nullable(),
  last_modified_at: f.timestamp().nullable(),
  open_tracking_enabled: z.boolean(),
  click_tracking_enabled: z.boolean(),
  counts: z.object({
    sent_emails: z.int(),
    views: z.int(),
    clicks: z.int(),
    replies: z.int(),
    bounces: z.int(),
  }),
  last_modified_user: f.ref('/v2/users/{id}'),
  groups: f.refs('/v2/groups/{id}'),
  _links: z.record(z.string(), z.unknown()).nullable(),
  tags: z.array(z.string()),
});

const createBody = z.object({
  title: f.text().nullish(),
  subject: f.text().nullish(),
  body: f.asGiven(1_000_000).nullish(),
  open_tracking: f.boolean().nullish(),
  click_tracking: f.boolean().nullish(),
  attachment_ids: f.integers().nullish(),
  tags: f.added(f.texts().nullish()),
  group_ids: f.added(f.integers().nullish()),
});

export const teamTemplates = resource({
  name: 'team_templates',
  tag: 'Team Templates',
  path: '/v2/team_templates',
  recordName: 'TeamTemplate',
  record: TeamTemplate,
  id: 'uuid',
  scopes: { read: 'emails:read', write: 'emails:write' },
  list: {
    filters: {
      ids: by.guids(),
      updated_at: by.range(),
      search: by.string(),
      tag_ids: by.integers(),
      tag: by.strings(),
      include_archived_templates: by.bool(),
    },
    sorts: ['created_at', 'updated_at', 'last_used_at'],
    defaultSort: 'updated_at',
  },
  show: { signed: true },
  create: { body: createBody },
  update: { body: createBody.extend({ archived_at: f.added(f.timestampInput().nullish()) }) },
});

export const TeamTemplateAttachment = z.object({
  id: z.int(),
  attachment_id: z.int().nullable(),
  team_template: z.object({ _href: z.string(), id: z.string() }).nullable(),
  name: z.string().nullable(),
  download_url: z.string().nullable(),
  attachment_file_size: z.int().nullable(),
});

export const teamTemplateAttachments = resource({
  name: 'team_template_attachments',
  tag: 'Team Template Attachments',
  path: '/v2/team_template_attachments',
  recordName: 'TeamTemplateAttachment',
  record: TeamTemplateAttachment,
  scopes: { read: 'emails:read' },
  list: { filters: { ids: by.ids(), team_template_id: by.guids() }, sorts: [], defaultSort: 'id' },
});

export const EmailTemplateAttachment = z.object({
  id: z.int(),
  attachment_id: z.int().nullable(),
  email_template: f.ref('/v2/email_templates/{id}'),
  name: z.string().nullable(),
  download_url: z.string().nullable(),
  attachment_file_size: z.int().nullable(),
  scanned: z.boolean(),
  attachment_content_type: z.string().nullable(),
  attachment_fingerprint: z.string().nullable(),
});

export const emailTemplateAttachments = resource({
  name: 'email_template_attachments',
  tag: 'Email Template Attachments',
  path: '/v2/email_template_attachments',
  recordName: 'EmailTemplateAttachment',
  record: EmailTemplateAttachment,
  scopes: { read: 'emails:read' },
  list: { filters: { ids: by.ids(), email_template_id: by.integers() }, sorts: [], defaultSort: 'id' },
});
