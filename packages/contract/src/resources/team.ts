import * as z from 'zod';
import * as f from '../fields.js';
import { operation } from '../resource.js';
import { TIERS } from './queue.js';
import { User, userSettings } from './users.js';

export const Team = z.object({
  _private_fields: z.record(z.string(), z.unknown()).nullable(),
  allow_automated_email_steps: z.boolean(),
  call_recording_disabled: z.boolean(),
  click_tracking_default: z.boolean(),
  created_at: f.timestamp(),
  custom_tracking_domain: z.string().nullable(),
  deactivated: z.boolean(),
  dispositions_required: z.boolean(),
  email_daily_limit: z.int().nullable(),
  group_privacy_setting: z.enum(['group_public', 'all_public']).nullable(),
  id: z.int(),
  license_limit: z.int().nullable(),
  local_dial_enabled: z.boolean(),
  name: z.string().nullable(),
  plan: z.enum(['group', 'professional', 'enterprise']).nullable(),
  plan_features: z.record(z.string(), z.unknown()).nullable(),
  record_by_default: z.boolean(),
  sentiments_required: z.boolean(),
  team_visibility_default: z.enum(['public', 'private']).nullable(),
  updated_at: f.timestamp(),
  /** Stands below e-mails that one can opt out of. */
  postal_address: f.added(z.string().nullable()),
  /** Cost units of all tokens of the team together. */
  rate_limit_per_minute: f.added(z.int()),
  /** Reps connect mailboxes through a provider's consent page only. */
  only_admins_connect_servers: f.added(z.boolean()),
  /** Who has no two-factor sign-in sets it up at the next login. */
  two_factor_required: f.added(z.boolean()),
  /** Order of the tiers of queues; those that are not named are not shown. */
  queue_tiers: f.added(z.array(z.string()).nullable()),
});

export const me = operation({
  name: 'me',
  tag: 'Me',
  method: 'GET',
  path: '/v2/me',
  summary: 'authenticated user',
  scope: null,
  response: User,
  responseName: 'User',
});

/** The original has it in its collection of calls and not in its reference: nobody knows its shape. */
export const profiles = operation({
  name: 'profiles',
  tag: 'Me',
  method: 'GET',
  path: '/v2/profiles',
  summary: 'authenticated user, as /v2/me',
  scope: 'team:read',
  response: User,
  responseName: 'User',
});

export const updateMe = operation({
  name: 'update_me',
  events: ['user_updated'],
  tag: 'Me',
  method: 'PUT',
  path: '/v2/me',
  summary: "change one's own time zone, name, phone and signature",
  scope: 'team:write',
  extension: true,
  body: z.object({ ...userSettings, work_country: f.text().nullish() }),
  response: User,
  responseName: 'User',
});

export const team = operation({
  name: 'team',
  tag: 'Team',
  method: 'GET',
  path: '/v2/team',
  summary: 'team of the authenticated user',
  scope: 'team:read',
  response: Team,
  responseName: 'Team',
});

export const updateTeam = operation({
  name: 'update_team',
  tag: 'Team',
  method: 'PUT',
  path: '/v2/team',
  summary:
    'change the team: its name, what calls must have, who sees people, accounts and users, postal address, rate limit, who names mail servers, how one signs in (admins; much of it also roles with manage_team)',
  scope: 'team:write',
  extension: true,
  body: z.object({
    name: f.text(200).nullish(),
    dispositions_required: f.boolean().nullish(),
    sentiments_required: f.boolean().nullish(),
    record_by_default: f.boolean().nullish(),
    call_recording_disabled: f.boolean().nullish(),
    group_privacy_setting: f
      .oneOf(['group_public', 'all_public'])
      .describe('group_public: users see those of their own groups and those below; all_public: everybody')
      .nullish(),
    team_visibility_default: f
      .oneOf(['public', 'private'])
      .describe('public: everybody sees all; private: their owners and admins')
      .nullish(),
    postal_address: f
      .lines(500)
      .describe('stands below e-mails that one can opt out of; null: none')
      .nullish(),
    rate_limit_per_minute: f
      .integer()
      .pipe(z.int().min(10).max(1_000_000))
      .describe('cost units a minute of all tokens of the team together')
      .nullish(),
    only_admins_connect_servers: f
      .boolean()
      .describe('only admins connect mailboxes by SMTP/IMAP servers and passwords; reps through a provider')
      .nullish(),
    two_factor_required: f
      .boolean()
      .describe('who has no two-factor sign-in sets it up at the next login; sessions of before stay')
      .nullish(),
    queue_tiers: f
      .someOf(TIERS)
      .describe(
        'tiers of the queue in the order reps have them unless they choose another; those left out are not shown; null: all',
      )
      .nullish(),
  }),
  response: Team,
  responseName: 'Team',
});
