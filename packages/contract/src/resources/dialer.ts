import * as z from 'zod';
import * as f from '../fields.js';
import { operation } from '../resource.js';
import { Facts, Rule } from '../rules.js';
import { hourBlocks, HourBlock } from './send_windows.js';

/** Rules of hours that a team has at most, and countries (in all their spellings) of one. */
const MOST_RULES = 50;
const MOST_COUNTRIES = 50;

export const NUMBERS = ['phone', 'mobile_phone', 'home_phone'] as const;

const DialerSettings = z.object({
  kind: z.enum(['tel', 'webhook']),
  webhook_url: z.string().nullable(),
  webhook_token_set: z.boolean(),
  call_hours: z.array(z.object({ countries: z.array(z.string()), blocks: z.array(HourBlock) })),
  updated_at: f.timestamp().nullable(),
});

const settings = {
  tag: 'Dialer',
  path: '/v2/dialer_settings',
  response: DialerSettings,
  responseName: 'DialerSettings',
  extension: true,
} as const;

export const dialerSettings = operation({
  ...settings,
  name: 'dialer_settings',
  method: 'GET',
  summary: 'how the team dials, and when people may be called',
  scope: 'team:read',
});

export const updateDialerSettings = operation({
  ...settings,
  name: 'update_dialer_settings',
  method: 'PUT',
  summary:
    'dial by links or by a program that is posted to, and say when people of which country may be called (admins, and roles with manage_team)',
  scope: 'team:write',
  body: z.object({
    kind: f.oneOf(['tel', 'webhook']).nullish(),
    webhook_url: f.httpAddress().nullish(),
    webhook_token: f.asGiven(500).nullish(),
    call_hours: z
      .array(
        z.object({
          countries: f.texts(MOST_COUNTRIES).nullish(),
          blocks: hourBlocks(),
        }),
        { error: 'must be a list of rules' },
      )
      .max(MOST_RULES)
      .nullish(),
  }),
});

const Reason = z.object({ rule: Rule, says: z.string(), facts: Facts });

/** Whether somebody may be called now; said of items of the queue too. */
export const CallHours = z.object({
  permitted: z.boolean().nullable(),
  until: f.timestamp().nullable(),
  next_at: f.timestamp().nullable(),
  local_time: f.timestamp().nullable(),
  because: Reason,
});

export const dialPerson = operation({
  name: 'dial_person',
  tag: 'Dialer',
  method: 'POST',
  path: '/v2/people/{id}/dial',
  summary:
    'call a person: with a link for the telephone, or by posting to the dialer of the team; refused outside permitted hours unless that is said',
  scope: 'calls:write',
  extension: true,
  params: { id: f.id() },
  body: z.object({
    number: f.oneOf(NUMBERS).nullish(),
    action_id: f.id().nullish(),
    outside_hours: f.boolean().nullish(),
  }),
  response: z.object({
    kind: z.enum(['tel', 'webhook']),
    number: z.string(),
    uri: z.string(),
    hours: CallHours,
  }),
  responseName: 'Dialled',
});
