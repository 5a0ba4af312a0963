import * as z from 'zod';
import * as f from '../fields.js';
import * as by from '../filters.js';
import { resource } from '../resource.js';

export const PersonStage = z.object({
  id: z.int(),
  name: z.string().nullable(),
  created_at: f.timestamp(),
  updated_at: f.timestamp(),
  order: z.int().nullable(),
  active: z.boolean(),
});

const createBody = z.object({
  name: f.requiredText(),
});

const updateBody = z.object({
  name: f.text().nullish(),
});

export const personStages = resource({
  name: 'person_stages',
  tag: 'Person Stages',
  path: '/v2/person_stages',
  recordName: 'PersonStage',
  record: PersonStage,
  scopes: { read: 'people:read', write: 'people:write', delete: 'people:delete' },
  list: {
    filters: {
      ids: by.ids(),
      active: by.bool(),
    },
    sorts: ['created_at', 'updated_at'],
    defaultSort: 'updated_at',
  },
  show: true,
  create: { body: createBody },
  update: { body: updateBody },
  delete: { mayCause: ['person_updated', 'cadence_updated'] },
});
