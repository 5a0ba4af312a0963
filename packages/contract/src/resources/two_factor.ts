import * as z from 'zod';
import * as f from '../fields.js';
import { operation } from '../resource.js';

const own = { tag: 'Me', extension: true } as const;
const password = () =>
  z
    .string({ error: 'must be text' })
    .min(1, 'is missing')
    .max(4000, 'is too long')
    .describe('the password of the authenticated user, once more');
const code = () => f.requiredText(100).describe('what the authenticator app shows, or a recovery code');

export const changePassword = operation({
  ...own,
  name: 'change_password',
  method: 'POST',
  path: '/v2/me/password',
  summary:
    'set another password for the authenticated user; every other browser is signed out; not for OAuth applications',
  scope: 'team:write',
  body: z.object({
    current_password: password(),
    password: z.string({ error: 'must be text' }).max(4000, 'is too long').describe('the new one'),
  }),
  status: 204,
});

export const twoFactor = operation({
  ...own,
  name: 'two_factor',
  method: 'GET',
  path: '/v2/me/two_factor',
  summary: 'whether the authenticated user signs in by two steps; not for OAuth applications',
  scope: null,
  response: z.object({
    enabled: z.boolean(),
    enabled_at: f.timestamp().nullable(),
    recovery_codes_left: z.int(),
    required: z.boolean(),
  }),
  responseName: 'TwoFactor',
});

export const beginTwoFactor = operation({
  ...own,
  name: 'begin_two_factor',
  method: 'POST',
  path: '/v2/me/two_factor/setup',
  summary:
    'a secret for an authenticator app, shown in this answer and never again; nothing changes before a code of it is shown',
  scope: 'team:write',
  secret: true,
  body: z.object({ password: password() }),
  response: z.object({
    secret: z.string(),
    uri: z.string(),
    setup: z.string(),
    expires_at: f.timestamp(),
  }),
  responseName: 'TwoFactorSetup',
});

const RecoveryCodes = { response: z.object({ codes: z.array(z.string()) }), responseName: 'RecoveryCodes' };

export const enableTwoFactor = operation({
  ...own,
  ...RecoveryCodes,
  name: 'enable_two_factor',
  events: ['user_updated'],
  method: 'POST',
  path: '/v2/me/two_factor',
  summary:
    'turn two-factor sign-in on, or move it to another app; the recovery codes are shown in this answer and never again',
  scope: 'team:write',
  secret: true,
  body: z.object({
    setup: f.requiredText(1000).describe('what the set-up answered'),
    code: code().describe('what the authenticator app shows for it'),
  }),
});

export const renewRecoveryCodes = operation({
  ...own,
  ...RecoveryCodes,
  name: 'renew_recovery_codes',
  method: 'POST',
  path: '/v2/me/two_factor/recovery_codes',
  summary: 'other recovery codes, shown in this answer and never again; those before open nothing any more',
  scope: 'team:write',
  secret: true,
  body: z.object({ code: code() }),
});

export const disableTwoFactor = operation({
  ...own,
  name: 'disable_two_factor',
  events: ['user_updated'],
  method: 'POST',
  path: '/v2/me/two_factor/disable',
  summary:
    'sign in by the password alone again; refused where the team wants two steps of everybody; may be repeated',
  scope: 'team:write',
  body: z.object({ password: password() }),
  status: 204,
});

export const resetTwoFactor = operation({
  tag: 'Users',
  extension: true,
  name: 'reset_two_factor',
  mayCause: ['user_updated'],
  method: 'DELETE',
  path: '/v2/users/{id}/two_factor',
  summary:
    'take two-factor sign-in off a colleague who has lost app and recovery codes (admins, with a token of every scope); may be repeated',
  scope: 'team:write',
  params: { id: f.id() },
  status: 204,
});
