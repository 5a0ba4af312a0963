import * as z from 'zod';
import * as f from '../fields.js';
import * as by from '../filters.js';
import { resource } from '../resource.js';

export const AccountTier = z.object({
  id: z.int(),
  name: z.string().nullable(),
  order: z.int().nullable(),
  created_at: f.timestamp(),
  updated_at: f.timestamp(),
  active: z.boolean(),
});

// Where it stands among the others, from 1; those behind it move on.
const place = () => f.integer().pipe(z.int().min(1).max(10_000)).nullish();

export const accountTiers = resource({
  name: 'account_tiers',
  tag: 'Account Tiers',
  path: '/v2/account_tiers',
  recordName: 'AccountTier',
  record: AccountTier,
  scopes: { read: 'accounts:read', write: 'accounts:write', delete: 'accounts:delete' },
  list: {
    filters: {
      ids: by.ids(),
      name: by.strings(),
      active: by.bool(),
    },
    sorts: ['created_at', 'updated_at', 'order'],
    defaultSort: 'updated_at',
  },
  show: true,
  create: { body: z.object({ name: f.requiredText(255), order: place() }), extension: true },
  update: { body: z.object({ name: f.text(255).nullish(), order: place() }), extension: true },
  delete: { mayCause: ['account_updated'], extension: true },
});
