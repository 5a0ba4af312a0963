import * as z from 'zod';
import * as f from '../fields.js';
import * as by from '../filters.js';
import { resource } from '../resource.js';

/** What a CRM would be told of an e-mail that was sent, or of a call that was logged. */
export const CrmActivity = z.object({
  id: z.int(),
  created_at: f.timestamp(),
  updated_at: f.timestamp(),
  subject: z.string().nullable(),
  description: z.string().nullable(),
  crm_id: z.string().nullable(),
  activity_type: z.string().nullable(),
  error: z.string().nullable(),
  custom_crm_fields: z.record(z.string(), z.unknown()).nullable(),
  crm_record_type: z.string().nullable(),
  person: f.ref('/v2/people/{id}'),
  user: f.ref('/v2/users/{id}'),
});

export const crmActivities = resource({
  name: 'crm_activities',
  tag: 'CRM Activities',
  path: '/v2/crm_activities',
  recordName: 'CrmActivity',
  record: CrmActivity,
  scopes: { read: 'crm:read' },
  list: {
    filters: { ids: by.ids(), updated_at: by.range() },
    sorts: ['created_at', 'updated_at'],
    defaultSort: 'updated_at',
  },
  show: true,
});
