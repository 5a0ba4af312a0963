import * as z from 'zod';
import * as f from '../fields.js';
import * as by from '../filters.js';
import { operation, resource } from '../resource.js';

export const CustomField = z.object({
  id: z.int(),
  name: z.string().nullable(),
  field_type: z.enum(['person', 'company', 'opportunity']).nullable(),
  value_type: z.enum(['text', 'date']).nullable(),
  created_at: f.timestamp(),
  updated_at: f.timestamp(),
});

const createBody = z.object({
  field_type: f.oneOf(['person', 'company', 'opportunity']).nullish(),
  value_type: f.oneOf(['text', 'date']).nullish(),
  name: f.requiredText(),
});

const updateBody = z.object({
  field_type: f.oneOf(['person', 'company', 'opportunity']).nullish(),
  value_type: f.oneOf(['text', 'date']).nullish(),
  name: f.text().nullish(),
});

export const customFields = resource({
  name: 'custom_fields',
  tag: 'Custom Fields',
  path: '/v2/custom_fields',
  recordName: 'CustomField',
  record: CustomField,
  scopes: { read: 'team:read', write: 'team:write', delete: 'team:delete' },
  list: {
    filters: {
      ids: by.ids(),
      field_type: by.word(['person', 'company', 'opportunity']),
      value_type: by.word(['text', 'date']),
    },
    sorts: ['created_at', 'updated_at', 'name'],
    defaultSort: 'updated_at',
  },
  show: true,
  create: { body: createBody },
  update: { mayCause: ['person_updated', 'account_updated'], body: updateBody },
  delete: { mayCause: ['person_updated', 'account_updated'] },
});

const Use = z.object({
  kind: z
    .enum(['steps', 'email_templates', 'team_templates', 'snippets', 'saved_list_views', 'imports'])
    .describe('Name of the list that the records are of.'),
  count: z.int().describe('How many name the field, those that the caller does not see as well.'),
  records: z
    .array(
      z.object({
        id: z.string().describe('Number of the record, or its guid.'),
        name: z.string().nullable().describe('What it is called.'),
        cadence_id: z.int().nullable().describe('The cadence that it is of; null: of none.'),
        cadence_name: z.string().nullable().describe('What that cadence is called.'),
      }),
    )
    .describe('Those that the caller sees, fifty at most.'),
});

/** A field is renamed or deleted with open eyes: what names it does not follow. */
export const customFieldUses = operation({
  name: 'custom_field_uses',
  tag: 'Custom Fields',
  method: 'GET',
  path: '/v2/custom_fields/{id}/uses',
  summary:
    'where a custom field is named: steps (branches, defaults, instructions), templates, snippets, saved views, and imports whose columns went there',
  scope: 'team:read',
  params: { id: f.id() },
  response: z.object({
    id: z.int(),
    name: z.string().describe('What the field is called.'),
    values: z.int().describe('Records in sight that have a value; counted up to 10,000.'),
    uses: z.array(Use).describe('Lists of which a record names it.'),
  }),
  responseName: 'CustomFieldUses',
  extension: true,
});
