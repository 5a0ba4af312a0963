import * as z from 'zod';
import * as f from '../fields.js';
import * as by from '../filters.js';
import { operation } from '../resource.js';

/** Why there are none: whoever reads the reference learns it there. */
const NONE = 'programs register no signals here';
const params = { id: f.id() };
const scope = 'signal_registrations:read' as const;
const path = '/v2/integrations/signals/registrations';
const json = () => z.record(z.string(), z.unknown());

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

export const signalRegistrations = operation({
  name: 'signal_registrations',
  tag: 'Signal Registrations',
  method: 'GET',
  path,
  summary: 'list the kinds of signals that programs may send: none, as none is taken here',
  scope,
  none: NONE,
  list: {
    record: SignalRegistration,
    recordName: 'SignalRegistration',
    filters: { type: by.strings(), updated_at: by.range() },
    sorts: ['id', 'updated_at'],
    defaultSort: 'updated_at',
  },
});

export const signalRegistration = operation({
  name: 'signal_registration',
  tag: 'Signal Registrations',
  method: 'GET',
  path: `${path}/{id}`,
  summary: 'fetch a kind of signal that programs may send: 404, as none is taken here',
  scope,
  none: NONE,
  params,
  response: SignalRegistration,
  responseName: 'SignalRegistration',
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

export const plays = operation({
  name: 'plays',
  tag: 'Play Registrations',
  method: 'GET',
  path: `${path}/plays`,
  summary: 'list what shall be done when signals come: nothing, as none is taken here',
  scope,
  none: NONE,
  list: {
    record: PlayRegistration,
    recordName: 'PlayRegistration',
    filters: {},
    sorts: [],
    defaultSort: 'id',
  },
});

export const play = operation({
  name: 'play',
  tag: 'Play Registrations',
  method: 'GET',
  path: `${path}/plays/{id}`,
  summary: 'fetch what shall be done when a signal comes: 404, as none is taken here',
  scope,
  none: NONE,
  params,
  response: PlayRegistration,
  responseName: 'PlayRegistration',
});
