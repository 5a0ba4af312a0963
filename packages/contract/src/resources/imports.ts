import * as z from 'zod';
import * as f from '../fields.js';
import * as by from '../filters.js';
import { resource } from '../resource.js';

export const Import = z.object({
  id: z.int(),
  name: z.string().nullable(),
  created_at: f.timestamp(),
  updated_at: f.timestamp(),
  current_people_count: z.int().nullable(),
  imported_people_count: z.int().nullable(),
  errors_list: z.array(z.record(z.string(), z.unknown())),
  user_id: z.int().nullable(),
  import_type: z.enum(['csv', 'data', 'manual', 'public_api', 'salesforce', 'hubspot']).nullable(),
});

const createBody = z.object({
  name: f.text().nullish(),
  user_id: f.id().nullish(),
});

const updateBody = z.object({
  name: f.text().nullish(),
  user_id: f.id().nullish(),
});

export const imports = resource({
  name: 'imports',
  tag: 'Imports',
  path: '/v2/imports',
  recordName: 'Import',
  record: Import,
  scopes: { read: 'people:read', write: 'people:write', delete: 'people:delete' },
  list: {
    filters: {
      ids: by.ids(),
      user_ids: by.integers(),
      import_type: by.word(['csv', 'data', 'manual', 'public_api', 'salesforce', 'hubspot']),
      name: by.string(),
      created_at: by.range(),
    },
    sorts: ['created_at', 'updated_at'],
    defaultSort: 'created_at',
  },
  show: true,
  create: { body: createBody },
  update: { body: updateBody },
  delete: {
    mayCause: [
      'person_deleted',
      'cadence_membership_updated',
      'person_updated',
      'email_updated',
      'suppression_created',
      'suppression_updated',
    ],
    query: z.object({ undo: f.oneOf(['single', 'all']).nullish() }),
  },
});
