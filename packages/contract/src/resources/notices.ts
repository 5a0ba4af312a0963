import * as z from 'zod';
import * as f from '../fields.js';
import * as by from '../filters.js';
import { resource } from '../resource.js';

const KINDS = ['reply', 'hot_person', 'mailbox_failing', 'webhook_paused'] as const;

/** What a user is told of without asking. Superset. */
export const Notice = z.object({
  id: z.int(),
  created_at: f.timestamp(),
  updated_at: f.timestamp(),
  kind: z.enum(KINDS),
  message: z.string(),
  read: z.boolean(),
  read_at: f.timestamp().nullable(),
  resource: z.enum(['threads', 'people', 'mailboxes', 'webhook_subscriptions']),
  resource_id: z.int(),
  user: f.ref('/v2/users/{id}'),
  person: f.ref('/v2/people/{id}'),
});

export const notices = resource({
  name: 'notices',
  extension: true,
  tag: 'Notices',
  path: '/v2/notices',
  recordName: 'Notice',
  record: Notice,
  scopes: { read: 'people:read', write: 'notifications:write' },
  list: {
    filters: {
      ids: by.ids(),
      kind: by.words([...KINDS]),
      user_id: by.integers(),
      person_id: by.integersOrNull(),
      read: by.bool(),
    },
    sorts: ['created_at', 'updated_at'],
    defaultSort: 'created_at',
  },
  show: true,
  update: { body: z.object({ read: f.boolean().nullish() }), events: ['notice_updated'] },
});
