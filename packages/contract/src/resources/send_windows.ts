import * as z from 'zod';
import * as f from '../fields.js';
import * as by from '../filters.js';
import { resource } from '../resource.js';

const ZONE_MODES = ['user', 'person', 'fixed'] as const;

export const HourBlock = z.object({
  days: z.array(z.int()).meta({ description: '1 is Monday, 7 is Sunday' }),
  from: z.string().meta({ examples: ['09:00'] }),
  to: z.string().meta({ examples: ['17:00'] }),
});

export const SendWindow = z.object({
  id: z.int(),
  created_at: f.timestamp(),
  updated_at: f.timestamp(),
  user: f.ref('/v2/users/{id}'),
  cadence: f.ref('/v2/cadences/{id}'),
  zone_mode: z.enum(ZONE_MODES),
  time_zone: z.string().nullable(),
  blocks: z.array(HourBlock),
  manual_steps: z.boolean(),
});

const clock = (pattern: RegExp) => z.string({ error: 'must be HH:MM' }).regex(pattern, 'must be HH:MM');
const minutes = (text: string) => Number(text.slice(0, 2)) * 60 + Number(text.slice(3));

/** Never over midnight: such a night is two blocks. */
const block = z
  .object({
    days: z
      .array(f.integer().pipe(z.int().min(1, 'must be 1 to 7').max(7, 'must be 1 to 7')))
      .min(1, 'must name a day')
      .max(7)
      .transform((days) => [...new Set(days)].sort((a, b) => a - b)),
    from: clock(/^([01]\d|2[0-3]):[0-5]\d$/),
    to: clock(/^(([01]\d|2[0-3]):[0-5]\d|24:00)$/),
  })
  .refine(({ from, to }) => minutes(from) < minutes(to), 'must end after it begins, on the same day');

const settings = {
  zone_mode: f.oneOf(ZONE_MODES).nullish(),
  time_zone: f.text(64).nullish(),
  manual_steps: f.boolean().nullish(),
};
/** Blocks of hours as they are given. */
export const hourBlocks = () =>
  z.array(block, { error: 'must be a list of blocks' }).min(1, 'must have a block').max(50);

/** When touches go out: of the team, of a user, or of a cadence. Superset. */
export const sendWindows = resource({
  name: 'send_windows',
  extension: true,
  tag: 'Send Windows',
  path: '/v2/send_windows',
  recordName: 'SendWindow',
  record: SendWindow,
  scopes: { read: 'cadences:read', write: 'cadences:write', delete: 'cadences:write' },
  list: {
    filters: { ids: by.ids(), user_id: by.integersOrNull(), cadence_id: by.integersOrNull() },
    sorts: ['created_at', 'updated_at'],
    defaultSort: 'updated_at',
  },
  show: true,
  create: {
    body: z.object({
      ...settings,
      user_id: f.id().nullish(),
      cadence_id: f.id().nullish(),
      blocks: hourBlocks(),
    }),
    extension: true,
  },
  update: { body: z.object({ ...settings, blocks: hourBlocks().optional() }), extension: true },
  delete: { extension: true },
});
