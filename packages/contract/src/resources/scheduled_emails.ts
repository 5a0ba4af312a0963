import * as z from 'zod';
import * as f from '../fields.js';
import * as by from '../filters.js';
import { resource } from '../resource.js';

const STATES = ['planned', 'queued', 'sending', 'sent', 'failed', 'uncertain', 'cancelled'] as const;

export const ScheduledEmail = z.object({
  id: z.int(),
  created_at: f.timestamp(),
  updated_at: f.timestamp(),
  state: z.enum(STATES),
  reason: z.string(),
  send_after: f.timestamp(),
  sent_at: f.timestamp().nullable(),
  message_id: z.string(),
  to_address: z.string(),
  cc: z.array(z.string()),
  bcc: z.array(z.string()),
  subject: z.string().nullable(),
  body: z.string().nullable(),
  attachment_ids: z.array(z.int()),
  person: f.ref('/v2/people/{id}'),
  user: f.ref('/v2/users/{id}'),
  mailbox: f.ref('/v2/mailboxes/{id}'),
});

const content = {
  send_after: f.timestampInput().nullish(),
  subject: f.text(998).nullish(),
  body: f.asGiven(1_000_000).nullish(),
  cc: f.texts(20).nullish(),
  bcc: f.texts(20).nullish(),
  mailbox_id: f.id().nullish(),
  attachment_ids: f.integers(20).nullish(),
};

/** One e-mail to one person, outside of cadences, now or later. Superset. */
export const scheduledEmails = resource({
  name: 'scheduled_emails',
  extension: true,
  tag: 'Scheduled Emails',
  path: '/v2/scheduled_emails',
  recordName: 'ScheduledEmail',
  record: ScheduledEmail,
  scopes: { read: 'emails:read', write: 'emails:write', delete: 'emails:write' },
  list: {
    filters: {
      ids: by.ids(),
      state: by.words([...STATES]),
      person_id: by.integers(),
      user_id: by.integers(),
      updated_at: by.range(),
    },
    sorts: ['created_at', 'updated_at', 'send_after'],
    defaultSort: 'updated_at',
  },
  show: true,
  create: {
    events: ['email_updated'],
    body: z.object({
      ...content,
      person_id: f.id(),
      body: f.requiredAsGiven(1_000_000),
      /** Answers this message of the person: the conversation goes on, whatever was said about marketing. */
      received_message_id: f.id().nullish(),
    }),
    summary: 'write to one person; subject and body are templates, filled in now',
    extension: true,
  },
  update: { events: ['email_updated'], body: z.object(content), extension: true },
  delete: { events: ['email_updated'], extension: true },
});
