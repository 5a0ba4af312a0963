import * as z from 'zod';
import * as f from '../fields.js';
import * as by from '../filters.js';
import { resource } from '../resource.js';

/** What may become a sale: how much, with whom, how likely, by when. */
export const Opportunity = z.object({
  id: z.int(),
  name: z.string().nullable(),
  amount: z.string().nullable(),
  stage_name: z.string().nullable(),
  probability: z.string().nullable(),
  crm_id: z.string().nullable(),
  crm_type: z.string().nullable(),
  account_crm_id: z.string().nullable(),
  owner_crm_id: z.string().nullable(),
  account_name: z.string().nullable(),
  created_by_crm_id: z.string().nullable(),
  opportunity_type: z.string().nullable(),
  owner_crm_name: z.string().nullable(),
  crm_last_updated_date: f.timestamp().nullable(),
  close_date: f.timestamp().nullable(),
  is_closed: z.boolean(),
  is_won: z.boolean(),
  crm_url: z.string().nullable(),
  created_at: f.timestamp(),
  updated_at: f.timestamp(),
  created_date: f.timestamp().nullable(),
  opportunity_window_person_id: z.int().nullable(),
  opportunity_window_started_at: f.timestamp().nullable(),
  custom_fields: z.record(z.string(), z.unknown()),
  currency_iso_code: z.string().nullable(),
  tags: z.array(z.string()),
  most_recent_cadence: f.ref('/v2/cadences/{id}'),
  most_recent_step: f.ref('/v2/steps/{id}'),
  most_recent_step_number: z.int().nullable(),
  most_recent_step_account: f.ref('/v2/users/{id}'),
  owner: f.ref('/v2/users/{id}'),
  creator: f.ref('/v2/users/{id}'),
  account: f.ref('/v2/accounts/{id}'),
  company_crm_id: z.string().nullable(),
});

const DECIMAL = /^-?\d{1,15}(?:\.\d{1,6})?$/;
const decimal = () =>
  f
    .text(32)
    .pipe(z.string().refine((value) => value === '' || DECIMAL.test(value), 'must be a decimal number'))
    .transform((value) => (value === '' ? null : value))
    .nullish();
const words = () => f.text(255).nullish();

const updateBody = z.object({
  name: f.text(255).nullish(),
  amount: decimal(),
  stage_name: words(),
  probability: decimal(),
  crm_id: words(),
  crm_type: words(),
  crm_url: words(),
  account_crm_id: words(),
  owner_crm_id: words(),
  account_name: words(),
  created_by_crm_id: words(),
  company_crm_id: words(),
  opportunity_type: words(),
  owner_crm_name: words(),
  crm_last_updated_date: f.timestampInput().nullish(),
  close_date: f.timestampInput().nullish(),
  created_date: f.timestampInput().nullish(),
  is_closed: f.boolean().nullish(),
  is_won: f.boolean().nullish(),
  currency_iso_code: f.text(3).nullish(),
  tags: f.texts().nullish(),
  custom_fields: f.customFieldValues().nullish(),
  account_id: f.id().nullish(),
  owner_id: f.id().nullish(),
});

export const opportunities = resource({
  name: 'opportunities',
  tag: 'Opportunities',
  path: '/v2/opportunities',
  recordName: 'Opportunity',
  record: Opportunity,
  scopes: { read: 'opportunities:read', write: 'opportunities:write', delete: 'opportunities:delete' },
  list: {
    filters: {
      ids: by.ids(),
      created_at: by.rangeOrNull(),
      updated_at: by.rangeOrNull(),
      created_date: by.rangeOrNull(),
      close_date: by.rangeOrNull(),
      crm_id: by.strings(),
      person_id: by.integer(),
      tag: by.strings(),
      tag_id: by.integers(),
      account_crm_id: by.string(),
      account_id: by.integer(),
      associated_account_id: by.integer(),
      owner_crm_id: by.string(),
      opportunity_type: by.string(),
      owner_id: by.integer(),
      name: by.strings(),
      stage_name: by.string(),
      is_closed: by.bool(),
      is_won: by.bool(),
      most_recent_cadence_id: by.integer(),
      scoped_fields: by.scopedWords(['custom_fields'], 'crm:read'),
    },
    sorts: ['created_at', 'updated_at'],
    defaultSort: 'updated_at',
  },
  show: true,
  create: { body: updateBody.extend({ name: f.requiredText(255) }), extension: true },
  update: { body: updateBody, extension: true },
  delete: { extension: true },
});
