import * as z from 'zod';
import * as f from '../fields.js';
import * as by from '../filters.js';
import { resource } from '../resource.js';

export const AccountStage = z.object({
  id: z.int(),
  name: z.string().nullable(),
  created_at: f.timestamp(),
  updated_at: f.timestamp(),
  order: z.int().nullable(),
  active: z.boolean(),
});

// Where it stands among the others, from 1; those behind it move on.
const place = () => f.integer().pipe(z.int().min(1).max(10_000)).nullish();

export const accountStages = resource({
  name: 'account_stages',
  tag: 'Account Stages',
  path: '/v2/account_stages',
  recordName: 'AccountStage',
  record: AccountStage,
  scopes: { read: 'accounts:read', write: 'accounts:write', delete: 'accounts:delete' },
  list: {
    filters: {
      ids: by.ids(),
      updated_at: by.range(),
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
