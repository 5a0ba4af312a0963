import * as z from 'zod';
import * as f from '../fields.js';
import { operation } from '../resource.js';

/** Characters of all preferences of a user, as JSON. */
export const PREFERENCES_SIZE = 100_000;

const Preferences = z.object({
  preferences: z.record(z.string(), z.unknown()),
  updated_at: f.timestamp().nullable(),
});

const own = { tag: 'Me', extension: true } as const;

export const rights = operation({
  ...own,
  name: 'rights',
  method: 'GET',
  path: '/v2/me/rights',
  summary: 'what the token may do for the authenticated user, so that a screen draws nothing else',
  scope: null,
  response: z.object({
    admin: z.boolean(),
    sees_all: z.boolean(),
    permissions: z.array(z.string()),
    via: z.enum(['api_key', 'oauth', 'session']),
    scopes: z.array(z.string()),
  }),
  responseName: 'Rights',
});

export const preferences = operation({
  ...own,
  name: 'preferences',
  method: 'GET',
  path: '/v2/me/preferences',
  summary: 'what the authenticated user keeps about the app, by name',
  scope: null,
  response: Preferences,
  responseName: 'Preferences',
});

/** If-Match: the `updated_at` that the caller knows. */
export const updatePreferences = operation({
  ...own,
  name: 'update_preferences',
  method: 'PUT',
  path: '/v2/me/preferences',
  summary:
    'keep preferences: those named are replaced, null removes one, the rest stay; with If-Match and the updated_at that was read, 412 when they were changed since',
  scope: 'team:write',
  body: z.object({
    preferences: f
      .jsonObject(PREFERENCES_SIZE)
      .describe(
        `Preferences by name, of any shape, ${PREFERENCES_SIZE} characters in all. queue_tiers is a list of tiers: their order in the queue, and those that are shown.`,
      ),
  }),
  response: Preferences,
  responseName: 'Preferences',
});

const Session = z.object({
  id: z.string(),
  created_at: f.timestamp(),
  ip: z.string().nullable(),
  user_agent: z.string().nullable(),
  current: z.boolean(),
});

export const sessions = operation({
  ...own,
  name: 'sessions',
  method: 'GET',
  path: '/v2/me/sessions',
  summary: 'browsers that the authenticated user is signed in with; not for OAuth applications',
  scope: null,
  response: z.array(Session),
  responseName: 'Sessions',
});

export const endSession = operation({
  ...own,
  name: 'end_session',
  method: 'DELETE',
  path: '/v2/me/sessions/{id}',
  summary: 'sign a browser of the authenticated user out; may be repeated',
  scope: 'team:write',
  params: { id: f.pathText(64) },
  status: 204,
});

export const endOtherSessions = operation({
  ...own,
  name: 'end_other_sessions',
  method: 'DELETE',
  path: '/v2/me/sessions',
  summary: 'sign all browsers of the authenticated user out, but for the one that asks',
  scope: 'team:write',
  status: 204,
});
