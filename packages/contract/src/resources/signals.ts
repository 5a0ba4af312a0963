import * as z from 'zod';
import * as f from '../fields.js';
import * as by from '../filters.js';
import { operation } from '../resource.js';

const params = { id: f.id() };
const path = '/v2/integrations/signals/registrations';
const json = () => z.record(z.string(), z.unknown());
/** Words by language, and what programs describe: JSON of so many characters. */
const words = () => f.jsonObject(4000).nullish();
const shape = () => f.jsonObject(20_000).nullish();

const MOST_INDICATORS = 50;
const ABOUT = ['person', 'account', 'user', 'opportunity', 'email content'] as const;
const TASKS = ['Call', 'Email', 'Add person to cadence'] as const;
/** Hours until somebody is reminded: a month. */
const MOST_HOURS = 31 * 24;

/** A kind of signal that a program may send. */
export const SignalRegistration = z.object({
  type: z.string().nullable(),
  signal_name: z.string().nullable(),
  owner_user_guid: z.string().nullable(),
  integration_slug: z.string().nullable(),
  integration: json().nullable(),
  indicators: z.array(json()),
  id: z.int(),
  globally_installed_at: f.timestamp().nullable(),
  description: json().nullable(),
  data_shape: json().nullable(),
  created_at: f.timestamp(),
  updated_at: f.timestamp(),
  attribution: z.array(z.string()),
});

const reading = { scope: 'signal_registrations:read', tag: 'Signal Registrations' } as const;
const registered = { response: SignalRegistration, responseName: 'SignalRegistration' } as const;
const registrationBody = z.object({
  signal_name: f.text(255).nullish(),
  description: words(),
  data_shape: shape(),
  indicators: z
    .array(
      z.object({
        key: f.requiredText(255),
        description: words(),
        metadata_shape: shape(),
        recommended_content_shape: words(),
      }),
    )
    .min(1)
    .max(MOST_INDICATORS),
  attribution: f.someOf(ABOUT).nullish(),
  broadcast_notification: f.boolean().nullish(),
});

export const signalRegistrations = operation({
  ...reading,
  name: 'signal_registrations',
  method: 'GET',
  path,
  summary: 'list the kinds of signals that programs of the team may send',
  list: {
    record: SignalRegistration,
    recordName: 'SignalRegistration',
    filters: { type: by.strings(), updated_at: by.range() },
    sorts: ['id', 'updated_at'],
    defaultSort: 'updated_at',
  },
});

export const signalRegistration = operation({
  ...reading,
  ...registered,
  name: 'signal_registration',
  method: 'GET',
  path: `${path}/{id}`,
  summary: 'fetch a kind of signal that programs of the team may send',
  params,
});

const writing = { tag: 'Signal Registrations', scope: 'signal_registrations:write' } as const;
export const createSignalRegistration = operation({
  ...writing,
  ...registered,
  name: 'create_signal_registration',
  method: 'POST',
  path,
  summary:
    'make a kind of signal known that the calling program will send; its type is its own among those of the program (roles with manage_team)',
  body: registrationBody.extend({ type: f.requiredText(255) }),
});

export const updateSignalRegistration = operation({
  ...writing,
  ...registered,
  name: 'update_signal_registration',
  method: 'PUT',
  path: `${path}/{id}`,
  summary: 'change a kind of signal: signals that come from now on are judged by it (roles with manage_team)',
  params,
  body: registrationBody.partial().extend({ type: f.text(255).nullish() }),
});

export const deleteSignalRegistration = operation({
  name: 'delete_signal_registration',
  tag: 'Signal Registrations',
  scope: 'signal_registrations:delete',
  method: 'DELETE',
  path: `${path}/{id}`,
  summary:
    'take a kind of signal away, with its plays: such signals are refused from now on (roles with manage_team)',
  params,
  status: 204,
});

/** What shall be done when a signal of a kind comes. */
export const PlayRegistration = z.object({
  state: z.enum(['draft', 'enabled']).nullable(),
  signal_type: z.string().nullable(),
  signal_registration: json().nullable(),
  owner_user_guid: z.string().nullable(),
  owner_tenant_id: z.int().nullable(),
  name: json().nullable(),
  label: json().nullable(),
  integration: json().nullable(),
  indicators: z.array(z.string()),
  identifier: z.string().nullable(),
  id: z.int(),
  enabled_at: f.date().nullable(),
  description: json().nullable(),
  created_at: f.date(),
  attributes: json().nullable(),
});

const played = {
  response: PlayRegistration,
  responseName: 'PlayRegistration',
  tag: 'Play Registrations',
} as const;
const playBody = z.object({
  name: words(),
  label: words(),
  description: words(),
  indicators: f.texts(MOST_INDICATORS).nullish(),
  attributes: z
    .object({
      task_type: f.oneOf(TASKS).nullish(),
      task_subject: words(),
      task_reminder_hours: f.integer().pipe(z.int().min(0).max(MOST_HOURS)).nullish(),
      email_subject: words(),
      email_template: words(),
      cadence_id: f.id().nullish(),
    })
    .nullish(),
});

export const plays = operation({
  ...reading,
  tag: 'Play Registrations',
  name: 'plays',
  method: 'GET',
  path: `${path}/plays`,
  summary: 'list what shall be done when signals come',
  list: {
    record: PlayRegistration,
    recordName: 'PlayRegistration',
    filters: {},
    sorts: [],
    defaultSort: 'id',
  },
});

export const play = operation({
  ...reading,
  ...played,
  name: 'play',
  method: 'GET',
  path: `${path}/plays/{id}`,
  summary: 'fetch what shall be done when a signal comes',
  params,
});

const playing = { ...played, scope: 'signal_registrations:write' } as const;
export const createPlay = operation({
  ...playing,
  name: 'create_play',
  method: 'POST',
  path: `${path}/plays`,
  summary:
    'say what shall be done when a signal of a kind comes: a task for whoever looks after its person, or their place on a cadence. A draft does nothing yet (roles with manage_team)',
  body: playBody.extend({ signal_registration_id: f.id() }),
});

export const updatePlay = operation({
  ...playing,
  name: 'update_play',
  method: 'PUT',
  path: `${path}/plays/{id}`,
  summary:
    'change what shall be done; of one that is enabled its name and texts only (roles with manage_team)',
  params,
  body: playBody,
});

export const deletePlay = operation({
  name: 'delete_play',
  tag: 'Play Registrations',
  scope: 'signal_registrations:delete',
  method: 'DELETE',
  path: `${path}/plays/{id}`,
  summary: 'take away what shall be done, while it is a draft (roles with manage_team)',
  params,
  status: 204,
});

export const enablePlay = operation({
  ...playing,
  name: 'enable_play',
  method: 'POST',
  path: `${path}/plays/{id}/enable`,
  summary: 'have it done from now on; the original does so on its own pages (roles with manage_team)',
  extension: true,
  params,
});

export const disablePlay = operation({
  ...playing,
  name: 'disable_play',
  method: 'POST',
  path: `${path}/plays/{id}/disable`,
  summary: 'have it done no longer: it is a draft again (roles with manage_team)',
  extension: true,
  params,
});

/** A signal as it was taken. */
const Signal = z.object({
  id: z.int(),
  urgency: z.string(),
  type: z.string(),
  occurred_at: f.timestamp(),
  received_at: f.timestamp(),
  indicators: z.array(json()),
  idempotency_key: z.string(),
  data: json().nullable(),
  attribution: json(),
  broadcast_notification: z.boolean(),
  description: json().nullable(),
  registration: z.object({ id: z.int() }),
  integration: json(),
});

export const sendSignal = operation({
  name: 'send_signal',
  tag: 'Signals',
  method: 'POST',
  path: '/v2/signals',
  summary:
    'tell that something happened: an item in the live feed of whoever looks after the person, and what enabled plays of its kind say. The same idempotency_key again does nothing',
  scope: 'signals:write',
  mayCause: [
    ...(['live_feed_item_created', 'task_created', 'cadence_membership_created'] as const),
    ...(['cadence_membership_updated', 'person_updated', 'email_updated'] as const),
  ],
  body: z.object({
    urgency: f.oneOf(['high', 'medium', 'low']),
    type: f.requiredText(255),
    occurred_at: f.timestampInput(),
    indicators: z
      .array(z.object({ key: f.requiredText(255), metadata: shape() }))
      .max(MOST_INDICATORS)
      .nullish(),
    idempotency_key: z.guid({ error: 'must be a UUID' }).toLowerCase(),
    data: shape(),
    attribution: z
      .object({
        person_id: f.id().nullish(),
        account_id: f.id().nullish(),
        opportunity_id: f.id().nullish(),
        email_tracked_content_id: f.integer().nullish(),
        user_guid: f.text(36).nullish(),
      })
      .nullish(),
    broadcast_notification: f.boolean().nullish(),
  }),
  response: Signal,
  responseName: 'Signal',
});
