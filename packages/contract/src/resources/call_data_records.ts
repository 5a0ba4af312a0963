import * as z from 'zod';
import * as f from '../fields.js';
import * as by from '../filters.js';
import { operation, resource } from '../resource.js';

const STATUSES = [
  'queued',
  'initiated',
  'ringing',
  'in-progress',
  'completed',
  'busy',
  'no-answer',
  'canceled',
  'failed',
] as const;
const RECORDING_STATUSES = ['not_recorded', 'pending', 'processing', 'completed'] as const;
const DIRECTIONS = ['inbound', 'outbound'] as const;
const TYPES = ['call', 'bridge', 'collaboration'] as const;

/** The technical call beneath a logged one; or one that nobody has logged yet. */
export const CallDataRecord = z.object({
  user: f.ref('/v2/users/{id}'),
  updated_at: f.timestamp(),
  to: z.string().nullable(),
  status: z.enum(STATUSES).nullable(),
  started_at: f.timestamp().nullable(),
  recording: z
    .object({
      url: z.string().nullable(),
      status: z.enum(STATUSES).nullable(),
      recording_status: z.enum(RECORDING_STATUSES),
    })
    .nullable(),
  id: z.int(),
  from: z.string().nullable(),
  ended_at: f.timestamp().nullable(),
  duration: z.int().nullable(),
  direction: z.enum(DIRECTIONS).nullable(),
  dialer_recording: z.record(z.string(), z.unknown()).nullable(),
  created_at: f.timestamp(),
  called_person: f.ref('/v2/people/{id}'),
  call_uuid: z.string().nullable(),
  call_type: z.enum(TYPES).nullable(),
  call: f.ref('/v2/activities/calls/{id}'),
});

const WEB = ['https://', 'http://'];
const body = z.object({
  to: f.text(64).nullish(),
  from: f.text(64).nullish(),
  status: f.oneOf(STATUSES).nullish(),
  direction: f.oneOf(DIRECTIONS).nullish(),
  duration: f.integer().pipe(z.int().min(0, 'must not be negative').max(1_000_000)).nullish(),
  started_at: f.timestampInput().nullish(),
  ended_at: f.timestampInput().nullish(),
  call_uuid: f.text(255).nullish(),
  call_type: f.oneOf(TYPES).nullish(),
  recording_url: f
    .text(2000)
    .pipe(
      z
        .string()
        .refine(
          (url) => url === '' || WEB.some((scheme) => url.toLowerCase().startsWith(scheme)),
          'must be a web address',
        ),
    )
    .transform((url) => (url === '' ? null : url))
    .nullish(),
  recording_status: f.oneOf(RECORDING_STATUSES).nullish(),
  person_id: f.id().nullish(),
  user_guid: f.text().nullish(),
});

export const callDataRecords = resource({
  name: 'call_data_records',
  tag: 'Call Data Records',
  path: '/v2/call_data_records',
  recordName: 'CallDataRecord',
  record: CallDataRecord,
  scopes: { read: 'calls:read', write: 'calls:write' },
  list: {
    filters: {
      ids: by.ids(),
      has_call: by.bool(),
      created_at: by.range(),
      updated_at: by.range(),
      user_guid: by.guids(),
      person_id: by.integers(),
      direction: by.word(DIRECTIONS),
      status: by.word(STATUSES),
      sentiment: by.string(),
      disposition: by.string(),
      recordings_only: by.bool(),
      group_id: by.integer(),
    },
    sorts: ['created_at', 'updated_at'],
    defaultSort: 'updated_at',
  },
  show: true,
  create: { body, events: ['call_data_record_created'], extension: true },
  update: {
    body,
    events: ['call_data_record_updated'],
    mayCause: ['call_updated', 'conversation_updated'],
    extension: true,
  },
});

export const CallerId = z.object({
  account_name: z.string().nullable(),
  display_name: z.string().nullable(),
  person: f.ref('/v2/people/{id}'),
  title: z.string().nullable(),
});

/** Who has a number: a telephone shows it while it rings. */
export const callerIds = operation({
  name: 'caller_ids',
  tag: 'Caller IDs',
  method: 'GET',
  path: '/v2/phone_numbers/caller_ids',
  summary:
    'list who has a telephone number, at work, at home or on the move, however it is written; 100 at most',
  scope: 'calls:read',
  query: z.object({ phone_number: f.requiredText(64) }),
  response: z.array(CallerId.strict()),
  responseName: 'CallerIds',
});

/** Whether a call of a number may be recorded. */
export const recordingSettings = operation({
  name: 'recording_settings',
  tag: 'Recording Settings',
  method: 'GET',
  path: '/v2/phone_numbers/recording_settings/{number}',
  summary:
    'tell whether calls with a number are recorded: as the team has it, and never with who lives in the European Union',
  scope: 'calls:read',
  params: { number: f.pathText(64) },
  response: z.object({ recording_default: z.boolean() }),
  responseName: 'RecordingSetting',
});

/** Which number is whose. */
export const PhoneNumberAssignment = z.object({
  id: z.int(),
  number: z.string().nullable(),
  user: f.ref('/v2/users/{id}'),
});

const E164 = /^\+[1-9]\d{4,14}$/;
const number = () =>
  f
    .requiredText(40)
    .transform((text) => text.replaceAll(/[\s().-]/g, ''))
    .pipe(z.string().regex(E164, 'must be a number in E.164, such as +4930123456'));

export const phoneNumberAssignments = resource({
  name: 'phone_number_assignments',
  tag: 'Phone Number Assignments',
  path: '/v2/phone_number_assignments',
  recordName: 'PhoneNumberAssignment',
  record: PhoneNumberAssignment,
  scopes: { read: 'calls:read', write: 'calls:write', delete: 'calls:write' },
  list: { filters: { ids: by.ids() }, sorts: ['created_at', 'updated_at'], defaultSort: 'updated_at' },
  show: true,
  create: {
    body: z.object({ number: number(), user_id: f.id() }),
    events: ['user_updated'],
    extension: true,
  },
  delete: { events: ['user_updated'], extension: true },
});
