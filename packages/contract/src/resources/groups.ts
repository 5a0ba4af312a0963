import * as z from 'zod';
import * as f from '../fields.js';
import * as by from '../filters.js';
import { resource } from '../resource.js';

export const Group = z.object({
  id: z.int(),
  name: z.string().nullable(),
  parent_id: z.int().nullable(),
  accessible_groups: f.refs('/v2/groups/{id}'),
});

const createBody = z.object({
  name: f.requiredText(),
  parent_id: f.id().nullish(),
});

const updateBody = z.object({
  name: f.text().nullish(),
  parent_id: f.id().nullish(),
});

export const groups = resource({
  name: 'groups',
  tag: 'Groups',
  path: '/v2/groups',
  recordName: 'Group',
  record: Group,
  scopes: { read: 'team:read', write: 'groups:write', delete: 'groups:write' },
  list: {
    filters: {
      ids: by.ids(),
    },
    sorts: ['created_at', 'updated_at'],
    defaultSort: 'updated_at',
    paging: 'never',
  },
  show: true,
  create: { body: createBody },
  update: { body: updateBody },
  delete: { mayCause: ['user_updated'] },
});
