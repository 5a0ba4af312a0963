import * as z from 'zod';
import * as f from '../fields.js';
import * as by from '../filters.js';
import { operation, resource } from '../resource.js';
import { CONVERSATION_KINDS } from './threads.js';

const KINDS = [
  'reply',
  'auto_reply',
  'bounce',
  'complaint',
  'receipt',
  'own',
  'unsubscribe',
  'meeting',
  'other',
] as const;

export const ReceivedMessage = z.object({
  id: z.int(),
  created_at: f.timestamp(),
  updated_at: f.timestamp(),
  received_at: f.timestamp(),
  /** What it is taken for. */
  kind: z.enum(KINDS),
  /** Bounces: hard (the address does not work), soft (not now), block (refused by policy). */
  severity: z.enum(['hard', 'soft', 'block']).nullable(),
  /** RFC 3463, e.g. 5.1.1. */
  status_code: z.string().nullable(),
  /** 0 to 1. */
  confidence: z.number(),
  /** What kind and match rest on, in words. With subject and body_text: absent without the scope email_contents:read. */
  evidence: z.array(z.string()).optional(),
  /** Automatic replies: the first day back. */
  returns_on: f.date().nullable(),
  /** Why it could not be read: too large, damaged, or too much for the reader. */
  unreadable: z.string().nullable(),
  /** How the e-mail or person was found. */
  matched_by: z.enum(['message_id', 'references', 'sender', 'recipient', 'thread']).nullable(),
  message_id: z.string().nullable(),
  in_reply_to: z.string().nullable(),
  from_address: z.string().nullable(),
  from_name: z.string().nullable(),
  to_addresses: z.array(z.string()),
  subject: z.string().optional(),
  body_text: z.string().optional(),
  folder: z.string().nullable(),
  /** Whether it changed anything that can be undone. */
  undoable: z.boolean(),
  undone_at: f.timestamp().nullable(),
  /** What the words may ask for and do not for certain, with the sentence; `opt_out` says yes. */
  suggestion: z.object({ value: z.enum(['opt_out']), evidence: z.string().nullable().optional() }).nullable(),
  suggestion_answer: z.enum(['accepted', 'dismissed']).nullable(),
  suggestion_answered_at: f.timestamp().nullable(),
  /** What the server took it for, where a colleague said something else. */
  judged_kind: z.enum(KINDS).nullable(),
  reclassified_at: f.timestamp().nullable(),
  /** Of replies, as a colleague says: what was hoped for; null: nobody said. */
  positive: z.boolean().nullable(),
  mailbox: f.ref('/v2/mailboxes/{id}'),
  email: f.ref('/v2/activities/emails/{id}'),
  person: f.ref('/v2/people/{id}'),
  cadence_membership: f.ref('/v2/cadence_memberships/{id}'),
  user: f.ref('/v2/users/{id}'),
  undone_by: f.ref('/v2/users/{id}'),
  suggestion_answered_by: f.ref('/v2/users/{id}'),
  thread: f.ref('/v2/threads/{id}'),
  reclassified_by: f.ref('/v2/users/{id}'),
});

/** What came back about e-mails and from people, and what was made of it. Superset. */
export const receivedMessages = resource({
  name: 'received_messages',
  extension: true,
  tag: 'Received Messages',
  path: '/v2/received_messages',
  recordName: 'ReceivedMessage',
  record: ReceivedMessage,
  scopes: { read: 'emails:read' },
  list: {
    filters: {
      ids: by.ids(),
      kind: by.words([...KINDS]),
      person_id: by.integers(),
      email_id: by.integers(),
      cadence_membership_id: by.integers(),
      mailbox_id: by.integersOrNull(),
      user_id: by.integersOrNull(),
      message_id: by.strings(),
      unreadable: by.bool(),
      suggestion: by.words(['opt_out']),
      thread_id: by.integersOrNull(),
      received_at: by.range(),
      updated_at: by.range(),
    },
    sorts: ['received_at', 'created_at', 'updated_at'],
    defaultSort: 'updated_at',
  },
  show: true,
});

/** Takes back what a message changed: place in the cadence, stage, counters, suppression, pauses. */
export const undoReceivedMessage = operation({
  name: 'received_message_undo',
  mayCause: [
    'email_updated',
    'person_updated',
    'cadence_membership_updated',
    'suppression_created',
    'suppression_updated',
    'suppression_deleted',
  ],
  tag: 'Received Messages',
  method: 'POST',
  path: '/v2/received_messages/{id}/undo',
  summary: 'take back what a received message changed',
  scope: 'cadences:write',
  params: { id: f.id() },
  response: z.object({
    /** Memberships that are on their cadence again, or no longer paused. */
    restored: z.array(z.int()),
    left: z.array(z.object({ membership_id: z.int(), reason: z.string() })),
  }),
  responseName: 'ReceivedMessageUndo',
  extension: true,
});

/** The person did ask for no more e-mails: the address is suppressed and cadences end, as by a certain wish. */
export const receivedMessageOptOut = operation({
  name: 'received_message_opt_out',
  mayCause: [
    'cadence_membership_updated',
    'person_updated',
    'email_updated',
    'suppression_created',
    'suppression_updated',
  ],
  tag: 'Received Messages',
  method: 'POST',
  path: '/v2/received_messages/{id}/opt_out',
  summary: 'say that the message asks for no more e-mails; undo takes it back',
  scope: 'cadences:write',
  params: { id: f.id() },
  response: ReceivedMessage,
  responseName: 'ReceivedMessage',
  extension: true,
});

/** The message asks for something else: its suggestion is answered. */
export const receivedMessageDismiss = operation({
  name: 'received_message_dismiss',
  tag: 'Received Messages',
  method: 'POST',
  path: '/v2/received_messages/{id}/dismiss',
  summary: 'say that the message does not ask for what it suggests',
  scope: 'cadences:write',
  params: { id: f.id() },
  response: ReceivedMessage,
  responseName: 'ReceivedMessage',
  extension: true,
});

/** A colleague says whether a reply is what was hoped for: what the positive rate of reports counts. */
export const receivedMessageMark = operation({
  name: 'received_message_mark',
  tag: 'Received Messages',
  method: 'POST',
  path: '/v2/received_messages/{id}/mark',
  summary: 'say whether a reply is positive, or take that back',
  scope: 'emails:write',
  params: { id: f.id() },
  body: z.object({ positive: f.boolean().nullable() }),
  response: ReceivedMessage,
  responseName: 'ReceivedMessage',
  extension: true,
});

/** Somebody says what the message is: what followed from it is undone, and what follows from that is done. */
export const receivedMessageReclassify = operation({
  name: 'received_message_reclassify',
  mayCause: [
    'cadence_membership_updated',
    'email_updated',
    'person_updated',
    'suppression_created',
    'suppression_deleted',
    'suppression_updated',
    'thread_updated',
  ],
  tag: 'Received Messages',
  method: 'POST',
  path: '/v2/received_messages/{id}/reclassify',
  summary: 'say what a message is; the server does what follows',
  scope: 'cadences:write',
  params: { id: f.id() },
  body: z.object({
    kind: f.oneOf(CONVERSATION_KINDS),
    /** Of automatic replies: the first day back. */
    returns_on: f.dateInput().nullish(),
  }),
  response: z.object({
    kind: z.enum(CONVERSATION_KINDS),
    restored: z.array(z.int()),
    left: z.array(z.object({ membership_id: z.int(), reason: z.string() })),
  }),
  responseName: 'ReceivedMessageReclassify',
  extension: true,
});

/** The message as a page for a frame: no script, nothing of the network. */
export const receivedMessageBody = operation({
  name: 'received_message_body',
  tag: 'Received Messages',
  method: 'GET',
  path: '/v2/received_messages/{id}/body',
  summary: 'the message as a page to be shown in a frame',
  scope: 'email_contents:read',
  params: { id: f.id() },
  produces: 'text/html',
  extension: true,
});
