import * as z from 'zod';
import * as f from '../fields.js';
import * as by from '../filters.js';
import { operation, resource } from '../resource.js';

export const CONVERSATION_KINDS = ['reply', 'auto_reply', 'unsubscribe', 'meeting', 'other'] as const;

/** A conversation that somebody outside wrote in. Superset. */
export const Thread = z.object({
  id: z.int(),
  created_at: f.timestamp(),
  updated_at: f.timestamp(),
  last_message_at: f.timestamp(),
  last_received_at: f.timestamp(),
  last_answered_at: f.timestamp().nullable(),
  /** Of the newest message received. */
  kind: z.enum(CONVERSATION_KINDS),
  unread: z.boolean(),
  done: z.boolean(),
  done_at: f.timestamp().nullable(),
  snoozed_until: f.timestamp().nullable(),
  received_count: z.int(),
  /** Of the newest message received. With snippet: absent without the scope email_contents:read. */
  subject: z.string().optional(),
  snippet: z.string().optional(),
  person: f.ref('/v2/people/{id}'),
  email: f.ref('/v2/activities/emails/{id}'),
  received_message: f.ref('/v2/received_messages/{id}'),
  mailbox: f.ref('/v2/mailboxes/{id}'),
  user: f.ref('/v2/users/{id}'),
  assigned_user: f.ref('/v2/users/{id}'),
  done_by: f.ref('/v2/users/{id}'),
});

export const threads = resource({
  name: 'threads',
  extension: true,
  tag: 'Threads',
  path: '/v2/threads',
  recordName: 'Thread',
  record: Thread,
  scopes: { read: 'emails:read', write: 'emails:write' },
  list: {
    filters: {
      ids: by.ids(),
      kind: by.words([...CONVERSATION_KINDS]),
      person_id: by.integers(),
      mailbox_id: by.integersOrNull(),
      user_id: by.integersOrNull(),
      assigned_user_id: by.integersOrNull(),
      unread: by.bool(),
      done: by.bool(),
      snoozed: by.bool(),
      last_message_at: by.range(),
    },
    sorts: ['last_message_at', 'created_at', 'updated_at'],
    defaultSort: 'last_message_at',
  },
  show: true,
  update: {
    body: z.object({
      unread: f.boolean().nullish(),
      done: f.boolean().nullish(),
      snoozed_until: f.timestampInput().nullish(),
      assigned_user_id: f.id().nullish(),
    }),
    events: ['thread_updated'],
  },
});

/** What was written in a conversation, both ways. */
export const threadMessages = operation({
  name: 'thread_messages',
  tag: 'Threads',
  method: 'GET',
  path: '/v2/threads/{id}/messages',
  summary: 'the newest messages of a thread, both ways, oldest first',
  scope: 'emails:read',
  params: { id: f.id() },
  response: z.array(
    z.object({
      type: z.enum(['received_message', 'email']),
      id: z.int(),
      at: f.timestamp(),
      kind: z.string().nullable(),
      from_address: z.string().nullable(),
      from_name: z.string().nullable(),
      to_addresses: z.array(z.string()),
      /** With body_text and body_html: absent without the scope email_contents:read. */
      subject: z.string().optional(),
      body_text: z.string().optional(),
      body_html: z.string().nullable().optional(),
      user_id: z.int().nullable(),
    }),
  ),
  responseName: 'ThreadMessages',
  extension: true,
});
