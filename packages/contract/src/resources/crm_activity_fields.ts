import * as z from 'zod';
import * as f from '../fields.js';
import * as by from '../filters.js';
import { resource } from '../resource.js';

const SOURCES = ['email', 'phone'] as const;

/** A field that the team wants to say of its e-mails or calls in the CRM. */
export const CrmActivityField = z.object({
  id: z.int(),
  created_at: f.timestamp(),
  updated_at: f.timestamp(),
  title: z.string().nullable(),
  salesforce_object_type: z.string().nullable(),
  crm_object_type: z.string().nullable(),
  source: z.enum(SOURCES).nullable(),
  field: z.string().nullable(),
  field_type: z.string().nullable(),
  value: z.string().nullable(),
  picklist_values: z.record(z.string(), z.unknown()).nullable(),
});

const words = () => f.text(255).nullish();
const body = z.object({
  title: f.text(255).nullish(),
  salesforce_object_type: words(),
  crm_object_type: words(),
  source: f.oneOf(SOURCES).nullish(),
  field: words(),
  field_type: words(),
  value: f.text(1000).nullish(),
  picklist_values: f.jsonObject(20_000).nullish(),
});

export const crmActivityFields = resource({
  name: 'crm_activity_fields',
  tag: 'CRM Activity Fields',
  path: '/v2/crm_activity_fields',
  recordName: 'CrmActivityField',
  record: CrmActivityField,
  scopes: { read: 'crm:read', write: 'team:write', delete: 'team:delete' },
  list: {
    filters: { source: by.word(SOURCES), editable_source: by.word(SOURCES) },
    sorts: ['title', 'updated_at', 'created_at'],
    defaultSort: 'title',
  },
  create: { body: body.extend({ title: f.requiredText(255), source: f.oneOf(SOURCES) }), extension: true },
  update: { body, extension: true },
  delete: { extension: true },
});
