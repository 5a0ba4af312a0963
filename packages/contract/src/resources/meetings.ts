import * as z from 'zod';
import * as f from '../fields.js';
import * as by from '../filters.js';
import { resource } from '../resource.js';

const STATUSES = ['pending', 'booked', 'failed', 'retry'] as const;
const ANSWERS = ['needs_action', 'accepted', 'tentative', 'declined'] as const;
const moment = () => z.string().meta({ format: 'date-time', examples: ['2025-01-01T05:00:00.000000Z'] });
const settings = () => z.object({ email_address: z.string().nullable() }).nullable();

/** A meeting with a person: when, where, who is invited, and what they answered. */
export const Meeting = z.object({
  id: z.int(),
  title: z.string().nullable(),
  start_time: moment().nullable(),
  end_time: moment().nullable(),
  calendar_id: z.string().nullable(),
  calendar_type: z.string().nullable(),
  meeting_type_id: z.int().nullable(),
  meeting_type: z.string().nullable(),
  recipient_name: z.string().nullable(),
  recipient_email: z.string().nullable(),
  location: z.string().nullable(),
  description: z.string().nullable(),
  event_id: z.string().nullable(),
  account_id: z.int().nullable(),
  task_id: z.int().nullable(),
  created_at: moment(),
  updated_at: moment(),
  guests: z.array(z.string()),
  attendees: z.array(
    z.object({
      name: z.string().nullable(),
      email: z.string().nullable(),
      status: z.enum(ANSWERS).nullable(),
      organizer: z.boolean(),
      deleted_at: moment().nullable(),
      status_changed: z.boolean(),
      person: f.ref('/v2/people/{id}'),
      affiliation: z.string().nullable(),
    }),
  ),
  person: f.ref('/v2/people/{id}'),
  cadence: f.ref('/v2/cadences/{id}'),
  step: f.ref('/v2/steps/{id}'),
  owned_by_user: f.textRef('/v2/users/{id}'),
  booked_by_user: f.textRef('/v2/users/{id}'),
  crm_references: z.record(z.string(), z.unknown()).nullable(),
  crm: z.record(z.string(), z.unknown()).nullable(),
  event_source: z.enum(['external', 'internal']).nullable(),
  canceled_at: moment().nullable(),
  all_day: z.boolean(),
  no_show: z.boolean(),
  crm_custom_fields: z.record(z.string(), z.unknown()).nullable(),
  strict_attribution: z.boolean(),
  i_cal_uid: z.string().nullable(),
  status: z.enum(STATUSES).nullable(),
  reschedule_status: z.enum(STATUSES).nullable(),
  owned_by_meetings_settings: settings(),
  booked_by_meetings_settings: settings(),
  reschedule_guid: z.string().nullable(),
  recurring: z.boolean(),
  recurrence: z.array(z.string()),
  recurring_interval: z.string().nullable(),
  last_occurrence_at: moment().nullable(),
  undo_completion_count: z.int().nullable(),
  count_towards_meetings_attended_metric: z.boolean(),
  count_towards_meetings_booked_metric: z.boolean(),
  created_on_demand: z.boolean(),
  notes: z.string().nullable(),
  answer: f.added(z.enum(ANSWERS)),
  answered_at: f.added(moment().nullable()),
  booked_at: f.added(moment().nullable()),
  invitation: f.added(f.ref('/v2/activities/emails/{id}')),
});

const times = {
  start_time: f.timestampInput().nullish(),
  end_time: f.timestampInput().nullish(),
  duration: f
    .integer()
    .pipe(
      z
        .int()
        .min(5)
        .max(24 * 60),
    )
    .nullish(),
};
const words = {
  location: f.text(1000).nullish(),
  description: f.lines(8000).nullish(),
};

export const meetings = resource({
  name: 'meetings',
  tag: 'Meetings',
  path: '/v2/meetings',
  recordName: 'Meeting',
  record: Meeting,
  times: 'utc',
  scopes: { read: 'meetings:read', write: 'meetings:write', delete: 'meetings:write' },
  list: {
    filters: {
      ids: by.ids(),
      status: by.word(STATUSES),
      person_id: by.integer(),
      account_id: by.integer(),
      person_ids: by.integers(),
      event_ids: by.strings(),
      i_cal_uids: by.strings(),
      task_ids: by.integers(),
      include_meetings_settings: by.bool(),
      start_time: by.range(),
      created_at: by.range(),
      user_guids: by.guids(),
      show_deleted: by.bool(),
      booked_by_user_uuid: by.guids(),
      no_show: by.bool(),
      meeting_type_id: by.integer(),
      cadence_id: by.integer(),
      step_id: by.integer(),
    },
    sorts: ['start_time', 'created_at', 'updated_at'],
    defaultSort: 'start_time',
  },
  show: 'addition',
  create: {
    body: z.object({
      ...times,
      ...words,
      title: f.requiredText(255),
      person_id: f.id(),
      account_id: f.id().nullish(),
      guests: f.texts(20).nullish(),
      mailbox_id: f.id().nullish(),
      user_id: f.id().nullish(),
      task_id: f.id().nullish(),
      meeting_type: f.text(255).nullish(),
      meeting_type_id: f.id().nullish(),
      send_invitation: f.boolean().nullish(),
      received_message_id: f.id().nullish(),
    }),
    events: ['meeting_updated'],
    mayCause: ['meeting_booked', 'email_updated', 'person_updated', 'cadence_membership_updated'],
    extension: true,
  },
  update: {
    body: z.object({
      ...times,
      ...words,
      title: f.text(255).nullish(),
      guests: f.texts(20).nullish(),
      event_id: f.text(1024).nullish(),
      i_cal_uid: f.text(1024).nullish(),
      no_show: f.boolean().nullish(),
      reschedule_status: f.oneOf(STATUSES).nullish(),
      status: f.oneOf(STATUSES).nullish(),
    }),
    events: ['meeting_updated'],
    mayCause: ['meeting_booked', 'email_updated', 'person_updated', 'cadence_membership_updated'],
  },
  delete: { events: ['meeting_updated'], mayCause: ['email_updated'], extension: true },
});
