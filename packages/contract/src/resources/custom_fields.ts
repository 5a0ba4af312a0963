import * as z from 'zod';
import * as f from '../fields.js';
import * as by from '../filters.js';
import { resource } from '../resource.js';

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
