import * as z from 'zod';
import * as f from '../fields.js';
import { operation } from '../resource.js';
import { Facts, Rule } from '../rules.js';
import { Cadence } from './cadences.js';

const POLICIES = ['hold', 'assume_sent', 'assume_failed'] as const;

/** Touches in any stretch of so many days, at most. */
const TouchLimit = z.object({ count: z.int(), days: z.int() });
const touchLimit = () =>
  z.object({
    count: f.integer().pipe(z.int().min(1).max(1000)),
    days: f.integer().pipe(z.int().min(1).max(90)),
  });
const perTime = () => f.integer().pipe(z.int().min(1).max(1_000_000)).nullish();

/** How a team's e-mails go out. Superset. */
export const SendingSettings = z.object({
  sending_paused: z.boolean(),
  sending_paused_at: f.timestamp().nullable(),
  allow_automated_email_steps: z.boolean(),
  email_daily_limit: z.int().nullable(),
  uncertain_policy: z.enum(POLICIES),
  open_tracking_default: z.boolean(),
  click_tracking_default: z.boolean(),
  /** The mailbox the server's own mail leaves through without SMTP_URL. */
  system_mailbox_id: z.int().nullable(),
  /** Users without a mailbox may not send through the server's own SMTP_URL. */
  require_mailbox: z.boolean(),
  /** How often people hear from the team, whoever writes; null: as often as cadences have it. */
  touch_limits: z
    .object({
      person: TouchLimit.nullable(),
      account: TouchLimit.nullable(),
      providers: z.array(
        z.object({
          provider: z.string(),
          domains: z.array(z.string()),
          per_hour: z.int().nullable(),
          per_day: z.int().nullable(),
        }),
      ),
    })
    .nullable(),
});

const settings = {
  tag: 'Sending',
  path: '/v2/sending_settings',
  response: SendingSettings,
  responseName: 'SendingSettings',
  extension: true,
} as const;

export const sendingSettings = operation({
  ...settings,
  name: 'sending_settings',
  method: 'GET',
  summary: "how the team's e-mails go out",
  scope: 'team:read',
});

export const updateSendingSettings = operation({
  ...settings,
  name: 'update_sending_settings',
  mayCause: ['email_updated'],
  method: 'PUT',
  summary: "change how the team's e-mails go out (admins)",
  scope: 'team:write',
  body: z.object({
    sending_paused: f.boolean().nullish(),
    allow_automated_email_steps: f.boolean().nullish(),
    email_daily_limit: f.integer().pipe(z.int().min(1).max(100_000)).nullish(),
    uncertain_policy: f.oneOf(POLICIES).nullish(),
    open_tracking_default: f.boolean().nullish(),
    click_tracking_default: f.boolean().nullish(),
    system_mailbox_id: f.integer().nullish(),
    require_mailbox: f.boolean().nullish(),
    touch_limits: z
      .object({
        person: touchLimit().nullish(),
        account: touchLimit().nullish(),
        providers: z
          .array(
            z.object({
              provider: f.text(64),
              domains: z.array(f.text(253)).max(100).optional(),
              per_hour: perTime(),
              per_day: perTime(),
            }),
          )
          .max(20)
          .optional(),
      })
      .nullish(),
  }),
});

const cadence = {
  tag: 'Cadences',
  method: 'POST',
  scope: 'cadences:write',
  params: { id: f.id() },
  response: Cadence,
  responseName: 'Cadence',
  extension: true,
} as const;

export const pauseCadence = operation({
  ...cadence,
  name: 'pause_cadence',
  events: ['cadence_updated'],
  mayCause: ['email_updated'],
  path: '/v2/cadences/{id}/pause',
  summary: 'nothing of this cadence happens until it is resumed',
});

export const resumeCadence = operation({
  ...cadence,
  name: 'resume_cadence',
  events: ['cadence_updated'],
  path: '/v2/cadences/{id}/resume',
  summary: 'go on with a paused cadence',
});

const user = {
  tag: 'Users',
  method: 'POST',
  scope: 'team:write',
  params: { id: f.id() },
  response: z.object({ id: z.int(), sending_paused_at: f.timestamp().nullable() }),
  responseName: 'UserSending',
  extension: true,
} as const;

export const pauseUserSending = operation({
  ...user,
  name: 'pause_user_sending',
  events: ['user_updated'],
  mayCause: ['email_updated'],
  path: '/v2/users/{id}/pause_sending',
  summary: 'automatic e-mails of this user wait until they are resumed (the user, or an admin)',
});

export const resumeUserSending = operation({
  ...user,
  name: 'resume_user_sending',
  events: ['user_updated'],
  path: '/v2/users/{id}/resume_sending',
  summary: 'go on with the automatic e-mails of this user',
});

/** How the server's own transport (SMTP_URL) fares: the health of a mailbox for everybody who has none. Superset. */
const ServerTransport = z.object({
  configured: z.boolean(),
  health: z.enum(['unknown', 'ok', 'failing', 'blocked']),
  health_reason: z.string().nullable(),
  health_rule: Rule.nullable(),
  health_facts: Facts,
  health_changed_at: f.timestamp().nullable(),
  retry_at: f.timestamp().nullable(),
  public_url_warning: z.string().nullable(),
});

const transport = {
  tag: 'Sending',
  response: ServerTransport,
  responseName: 'ServerTransport',
  extension: true,
} as const;

export const serverTransport = operation({
  ...transport,
  name: 'server_transport',
  method: 'GET',
  path: '/v2/server_transport',
  summary: "how the server's own mail server (SMTP_URL) fares (admins)",
  scope: 'team:read',
});

export const retryServerTransport = operation({
  ...transport,
  name: 'retry_server_transport',
  method: 'POST',
  path: '/v2/server_transport/retry',
  summary: 'try SMTP_URL again now instead of at retry_at (admins)',
  scope: 'team:write',
  body: z.object({}),
});
