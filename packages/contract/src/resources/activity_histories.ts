import * as z from 'zod';
import * as f from '../fields.js';
import * as by from '../filters.js';
import { operation } from '../resource.js';

/** Every type that the original names; those without a source here are never produced (docs/histories.md). */
export const ACTIVITY_TYPES = [
  'added_to_cadence',
  'account_added_to_cadence',
  'call',
  'completed_action',
  'dnc_event',
  'email_reply',
  'external_meeting',
  'live_chat',
  'meeting',
  'meeting_held',
  'message_conversation',
  'note',
  'opportunity_amount_change',
  'opportunity_close_date_change',
  'opportunity_stage_change',
  'received_email',
  'requested_email',
  'residency_change',
  'sent_email',
  'site_visit',
  'share_internal_note',
  'success',
  'task',
  'voicemail',
  'review',
] as const;
const OWNERS = ['person', 'account', 'crm_opportunity'] as const;

const data = (description: string) =>
  z
    .record(z.string(), z.unknown())
    .nullable()
    .meta({ description, examples: [{ email_id: 2, cadence_id: 7 }] });

const named = {
  id: z
    .string()
    .meta({ description: 'its type and the id of what it tells of', examples: ['sent_email-722488662'] }),
  type: z.enum(ACTIVITY_TYPES).nullable().describe('what happened'),
  occurred_at: f.timestamp().nullable().describe('when it happened, not when it was written down'),
  resource_type: z.enum(OWNERS).nullable().describe('whether this row stands with a person or an account'),
  resource_id: z.int().nullable().describe('which person or account'),
};

export const ActivityHistory = z.object({
  ...named,
  created_at: f.timestamp().describe('when the row was written'),
  updated_at: f.timestamp().describe('when the row was changed last: pinned, or the fact corrected'),
  pinned_at: f.timestamp().nullable().describe('since when it is kept on top; null: it is not'),
  user_guid: z.string().nullable().describe('the colleague who did it, or whom it came to; null: nobody'),
  static_data: data('ids and words as they were when it happened'),
  dynamic_data: data(
    'what is true of it now: of an e-mail its state and counts, and the subject for tokens with email_contents:read',
  ),
  failed_dynamic_resources: z
    .array(z.string())
    .describe('what could not be looked up any more, for it is gone'),
  tags: z
    .array(z.string())
    .meta({ description: '`primary` on the row of the person it happened with', examples: [['primary']] }),
});

const filters = {
  ids: by.strings(),
  type: by.keyed({ person: ACTIVITY_TYPES, account: ACTIVITY_TYPES, crm_opportunity: ACTIVITY_TYPES }),
  resource_type: by.words(OWNERS),
  resource_id: by.integersWith('resource_type'),
  occurred_at: by.range(),
  updated_at: by.range(),
} as const;

/** What happened with people and accounts. */
export const activityHistories = operation({
  name: 'activity_histories',
  tag: 'Activity histories',
  method: 'GET',
  path: '/v2/activity_histories',
  summary: 'what happened with people and accounts, newest first; one row for each of the two',
  scope: 'activities:read',
  list: {
    record: ActivityHistory,
    recordName: 'ActivityHistory',
    filters: {
      ...filters,
      pinned: by.bool(),
      user_guid: by.guids(),
      _resource: by.internalWords(OWNERS),
    },
    sorts: ['occurred_at', 'updated_at'],
    defaultSort: 'occurred_at',
  },
});

const ActivityHistoryBody = z.object({
  ...named,
  subject: z.string().nullable().describe('of the e-mail'),
  text: z.string().nullable().describe('of the e-mail, as plain text'),
});

/** The words of what was written, for a page that shows a person's conversation. Superset. */
export const activityHistoryBodies = operation({
  name: 'activity_history_bodies',
  tag: 'Activity histories',
  method: 'GET',
  path: '/v2/activity_histories/bodies',
  summary: 'subject and text of the e-mails among the histories of a person or an account',
  scope: 'email_contents:read',
  list: {
    record: ActivityHistoryBody,
    recordName: 'ActivityHistoryBody',
    filters,
    sorts: ['occurred_at', 'updated_at'],
    defaultSort: 'occurred_at',
  },
  extension: true,
});

/** Pins a row on top, or takes the pin off. Superset. */
export const pinActivityHistory = operation({
  name: 'pin_activity_history',
  tag: 'Activity histories',
  method: 'PUT',
  path: '/v2/activity_histories/{id}',
  summary: 'keep a row on top of the history of its person or account, or no longer',
  scope: 'activities:write',
  params: { id: z.string().regex(/^[a-z_]{1,40}-\d{1,16}$/) },
  body: z.object({
    pinned: f.boolean().describe('whether it is on top'),
    resource_type: z
      .enum(OWNERS)
      .optional()
      .describe('which of the two rows of this id; default the person’s, where there is one'),
  }),
  response: ActivityHistory,
  responseName: 'ActivityHistory',
  extension: true,
});
