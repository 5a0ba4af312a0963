import * as z from 'zod';
import * as f from '../fields.js';
import * as by from '../filters.js';
import { resource } from '../resource.js';

const MODES = ['hold', 'hand_over'] as const;

export const UserAbsence = z.object({
  id: z.int(),
  created_at: f.timestamp(),
  updated_at: f.timestamp(),
  user: f.ref('/v2/users/{id}'),
  starts_on: f.date(),
  ends_on: f.date(),
  mode: z.enum(MODES),
  hand_over_to: f.ref('/v2/users/{id}'),
  return_spread_days: z.int(),
});

const settings = {
  mode: f.oneOf(MODES).nullish(),
  hand_over_to_id: f.id().nullish(),
  return_spread_days: f.integer().pipe(z.int().min(1).max(30)).nullish(),
};

/** A rep's leave: touches wait, or a colleague works them. Superset. */
export const userAbsences = resource({
  name: 'user_absences',
  extension: true,
  tag: 'User Absences',
  path: '/v2/user_absences',
  recordName: 'UserAbsence',
  record: UserAbsence,
  scopes: { read: 'team:read', write: 'cadences:write', delete: 'cadences:write' },
  list: {
    filters: { ids: by.ids(), user_id: by.integers(), mode: by.words([...MODES]) },
    sorts: ['created_at', 'updated_at', 'starts_on'],
    defaultSort: 'starts_on',
  },
  show: true,
  create: {
    body: z.object({
      ...settings,
      user_id: f.id().nullish(),
      starts_on: f.dateInput(),
      ends_on: f.dateInput(),
    }),
    extension: true,
  },
  update: {
    body: z.object({ ...settings, starts_on: f.dateInput().optional(), ends_on: f.dateInput().optional() }),
    extension: true,
  },
  delete: { extension: true },
});
