import * as z from 'zod';
import * as f from '../fields.js';
import { operation } from '../resource.js';

const common = { tag: 'Invitations', extension: true } as const;

const Invitation = z.object({
  id: z.int(),
  user: f.ref('/v2/users/{id}'),
  email: z.string(),
  name: z.string().nullable(),
  role: z.object({ id: z.string() }),
  created_at: f.timestamp(),
  link_expires_at: f.timestamp().nullable(),
});

/** A link by which somebody comes in; the answer has it only where the server cannot mail it. */
const PasswordLink = z.object({
  user: f.ref('/v2/users/{id}'),
  email: z.string(),
  mailed: z.boolean(),
  url: z.string().nullable(),
  expires_at: f.timestamp().nullable(),
});
const link = { response: PasswordLink, responseName: 'PasswordLink', secret: true } as const;

export const invitations = operation({
  ...common,
  name: 'invitations',
  method: 'GET',
  path: '/v2/invitations',
  summary: 'users who were invited and have not come yet, newest first (admins)',
  scope: 'team:read',
  response: z.array(Invitation),
  responseName: 'Invitations',
});

export const invite = operation({
  ...common,
  ...link,
  name: 'invite',
  events: ['user_created'],
  mayCause: ['user_updated'],
  method: 'POST',
  path: '/v2/invitations',
  summary:
    'make a user and mail the link by which they set a password; without a way to mail it the answer has it, once (admins)',
  scope: 'team:write',
  body: z.object({
    email: f.requiredText(320),
    first_name: f.text(200).nullish(),
    last_name: f.text(200).nullish(),
    role_id: f.text(64).nullish(),
    group_id: f.id().nullish(),
    time_zone: f.text(64).nullish(),
  }),
});

export const resendInvitation = operation({
  ...common,
  ...link,
  name: 'resend_invitation',
  method: 'POST',
  path: '/v2/invitations/{id}/resend',
  summary:
    'another link for somebody who has not come yet; those before it are worth nothing any more (admins)',
  scope: 'team:write',
  params: { id: f.id() },
});

export const revokeInvitation = operation({
  ...common,
  name: 'revoke_invitation',
  events: ['user_updated'],
  method: 'DELETE',
  path: '/v2/invitations/{id}',
  summary: 'take an invitation back: its links end, and its user is inactive until invited again (admins)',
  scope: 'team:write',
  params: { id: f.id() },
  status: 204,
});

export const passwordLink = operation({
  ...link,
  tag: 'Users',
  extension: true,
  name: 'password_link',
  method: 'POST',
  path: '/v2/users/{id}/password_link',
  summary:
    'mail a colleague a link that sets a new password; without a way to mail it the answer has it, once (admins)',
  scope: 'team:write',
  params: { id: f.id() },
});
