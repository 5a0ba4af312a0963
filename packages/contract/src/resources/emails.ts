import * as z from 'zod';
import * as f from '../fields.js';
import * as by from '../filters.js';
import { operation, resource } from '../resource.js';

const STATUSES = [
  'sent',
  'sent_from_gmail',
  'sent_from_external',
  'pending',
  'pending_reply_check',
  'scheduled',
  'sending',
  'delivering',
  'failed',
  'cancelled',
  'pending_through_gmail',
  'pending_through_external',
] as const;

export const Email = z.object({
  id: z.int(),
  created_at: f.timestamp(),
  updated_at: f.timestamp(),
  recipient_email_address: z.string().nullable(),
  status: z.enum(STATUSES).nullable(),
  bounced: z.boolean(),
  send_after: f.timestamp().nullable(),
  sent_at: f.timestamp().nullable(),
  view_tracking: z.boolean(),
  click_tracking: z.boolean(),
  message_id: z.string().nullable().optional(),
  /** Only cc and bcc, where there are any. */
  headers: z.record(z.string(), z.string()).nullable(),
  personalization: z.string().nullable(),
  /** Subject, body, error_message and message_id: absent without the scope email_contents:read. */
  subject: z.string().nullable().optional(),
  body: z.string().nullable().optional(),
  error_message: z.string().nullable().optional(),
  draft_with_ai: z.boolean(),
  counts: z.object({
    clicks: z.int(),
    views: z.int(),
    replies: z.int(),
    unique_devices: z.int(),
    unique_locations: z.int(),
    attachments: z.int(),
  }),
  user: f.ref('/v2/users/{id}'),
  recipient: f.ref('/v2/people/{id}'),
  mailing: f.bareRef(),
  action: f.bareRef(),
  task: f.bareRef(),
  crm_activity: f.ref('/v2/crm_activities/{id}'),
  cadence: f.ref('/v2/cadences/{id}'),
  step: f.ref('/v2/steps/{id}'),
  email_template: f.ref('/v2/email_templates/{id}'),
  additional_recipients: f.refs('/v2/people/{id}'),
});

export const emails = resource({
  name: 'emails',
  tag: 'Emails',
  path: '/v2/activities/emails',
  recordName: 'Email',
  record: Email,
  scopes: { read: 'emails:read' },
  list: {
    filters: {
      ids: by.ids(),
      updated_at: by.range(),
      bounced: by.bool(),
      crm_activity_id: by.integers(),
      action_id: by.integers(),
      user_id: by.integers(),
      status: by.words([...STATUSES]),
      cadence_id: by.integers(),
      step_id: by.integers(),
      one_off: by.bool(),
      scoped_fields: by.scopedWords(['subject', 'body', 'error_message'], 'email_contents:read'),
      person_id: by.integers(),
      email_addresses: by.strings(),
      personalization: by.strings(),
      sent_at: by.range(),
      email_template_id: by.integers(),
      account_id: by.integers(),
      has_replies: by.bool(),
      has_clicks: by.bool(),
      has_views: by.bool(),
    },
    sorts: ['created_at', 'updated_at', 'send_time'],
    defaultSort: 'updated_at',
  },
  show: true,
});

export const EmailEvent = z.object({
  id: z.int(),
  at: f.timestamp(),
  kind: z.enum(['open', 'click']),
  url: z.string().nullable(),
  user_agent: z.string().nullable(),
  /** person, or why it is none: proxy, prefetch, scanner, own. */
  actor: z.enum(['person', 'proxy', 'prefetch', 'scanner', 'own']),
  evidence: z.string().nullable(),
  counted: z.boolean(),
});

/** Every open and click as it came in, with what it was taken for. Superset. */
export const emailEvents = operation({
  name: 'email_events',
  tag: 'Emails',
  method: 'GET',
  path: '/v2/activities/emails/{id}/events',
  summary: 'opens and clicks of an e-mail, those of machines included, newest first (at most 500)',
  scope: 'emails:read',
  params: { id: f.id() },
  list: {
    record: EmailEvent,
    recordName: 'EmailEvent',
    below: { id: 'email' },
    filters: {},
    sorts: [],
    defaultSort: 'id',
    paging: 'never',
    most: 500,
  },
  extension: true,
});
