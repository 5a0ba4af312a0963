import * as z from 'zod';
import * as f from '../fields.js';
import * as by from '../filters.js';
import { operation, resource } from '../resource.js';

export const NOTICE_KINDS = [
  'reply',
  'hot_person',
  'mailbox_failing',
  'webhook_paused',
  'calendar_failing',
] as const;
const KINDS = NOTICE_KINDS;
/** How a user hears of a kind by mail. */
export const NOTICE_MODES = ['at_once', 'digest', 'off'] as const;
export type NoticeMode = (typeof NOTICE_MODES)[number];

/** What a user is told of without asking. Superset. */
export const Notice = z.object({
  id: z.int(),
  created_at: f.timestamp(),
  updated_at: f.timestamp(),
  kind: z.enum(KINDS),
  message: z.string(),
  read: z.boolean(),
  read_at: f.timestamp().nullable(),
  resource: z.enum(['threads', 'people', 'mailboxes', 'webhook_subscriptions', 'users']),
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

const NoticeSettings = z.object({
  reply: z.enum(NOTICE_MODES),
  hot_person: z.enum(NOTICE_MODES),
  mailbox_failing: z.enum(NOTICE_MODES),
  webhook_paused: z.enum(NOTICE_MODES),
  calendar_failing: z.enum(NOTICE_MODES),
  digest_hour: z.int(),
});
const mode = () => f.oneOf(NOTICE_MODES).nullish();
const settings = { tag: 'Notices', path: '/v2/me/notice_settings', extension: true } as const;

export const noticeSettings = operation({
  ...settings,
  name: 'notice_settings',
  method: 'GET',
  summary: 'which notices the authenticated user gets by mail, and when',
  scope: null,
  response: NoticeSettings,
  responseName: 'NoticeSettings',
});

export const updateNoticeSettings = operation({
  ...settings,
  name: 'update_notice_settings',
  method: 'PUT',
  summary:
    'choose which notices come by mail: at once, in the digest of a day, or not; what is not named stays',
  scope: 'notifications:write',
  body: z.object({
    reply: mode(),
    hot_person: mode(),
    mailbox_failing: mode(),
    webhook_paused: mode(),
    calendar_failing: mode(),
    digest_hour: f.integer().pipe(z.int().min(0).max(23)).nullish(),
  }),
  response: NoticeSettings,
  responseName: 'NoticeSettings',
});
